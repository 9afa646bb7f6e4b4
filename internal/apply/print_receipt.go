package apply

import (
	"fmt"
	"strconv"

	"shidian/internal/clock"
	"shidian/internal/paper"
	"shidian/internal/programme"
)

// ReceiptPaper is the receipt of a submit: what came in, when, its hash, and the ledger's size and root, so that
// whoever keeps it can prove later that nothing was changed.
func ReceiptPaper(p *programme.Programme, r Receipt) paper.Document {
	at, n := r.At.In(clock.Zone), p.Called()
	counts := "不是电子签名。"
	if p.Paper != nil {
		counts = "不是电子签名；" + n.Form + "以签字盖章的纸质件为准。"
	}
	lines := [][2]string{
		{n.Applicant, r.UnitName}, {"编号", r.Number}, {"版次", fmt.Sprintf("第%d版", r.Version)},
		{"提交时间", at.Format("2006年1月2日 15:04:05")}, {"校验码", SpacedCode(r.Code)},
		{"本版哈希", halves(r.Hash)}, {"办理记录", fmt.Sprintf("第%d号", r.Entry)},
		{"记录条数", strconv.FormatInt(r.Ledger.Size, 10)}, {"根哈希", halves(r.Ledger.Root)},
	}
	return paper.Document{Title: n.Act + "回执 " + r.Number, Author: p.Organiser.Office, Created: r.At, Blocks: []paper.Block{
		paper.Para{Style: paper.Title, Level: 1, Text: p.Name + "\n" + n.Act + "回执"}, paper.Blank{Lines: 1},
		pairs(lines), paper.Blank{Lines: 1},
		paper.Para{Style: paper.Small, Text: "本回执表明系统在上述时间完整收到这一版" + n.Form + "，" + counts},
		paper.Para{Style: paper.Small, Text: "“记录条数”和“根哈希”是提交时办理记录的状态。妥善保存本回执，日后可以据此核对记录是否被改动。"},
	}}
}

// halves breaks a hash in two lines.
func halves(hash string) string {
	if len(hash) < 64 {
		return hash
	}
	return hash[:32] + "\n" + hash[32:]
}

// pairs is a table of names and values.
func pairs(lines [][2]string) paper.Table {
	t := paper.Table{Cols: []float64{36, paper.Width - 36}}
	for _, line := range lines {
		t.Rows = append(t.Rows, paper.Row{Min: rowHeight, Cells: []paper.Cell{label(line[0]),
			{Paras: []paper.Para{{Style: paper.Style{Size: 14, Line: 20, Align: paper.Left}, Text: line[1]}}}}})
	}
	return t
}

// LabelPaper is the address label to cut out for the envelope.
func LabelPaper(p *programme.Programme, c programme.ContactRole, a Application) paper.Document {
	to := paper.Style{Size: 16, Line: 26, Align: paper.Left}
	from := paper.Style{Size: 12, Line: 20, Align: paper.Left}
	return paper.Document{Title: "寄送标签 " + a.Number, Created: a.Submitted, Blocks: []paper.Block{
		paper.Box{Width: 120, Height: 75, Paras: []paper.Para{
			{Style: to, Text: "收件："},
			{Style: to, Text: c.Address},
			{Style: to, Text: p.Organiser.Office + "　" + c.Role},
			{Style: to, Text: "电话：" + c.Phone},
			{Style: from, Text: "寄件：" + a.UnitName},
			{Style: from, Text: "内件：" + p.Name + p.Called().Form + "　" + a.Number + copies(p)},
		}},
		paper.Blank{Lines: 1},
		paper.Para{Style: paper.Small, Text: "沿边框剪下，贴在信封上。"},
	}}
}

func copies(p *programme.Programme) string {
	if p.Paper == nil {
		return ""
	}
	return fmt.Sprintf("　一式%s份", chineseNumber(p.Paper.Copies))
}

// chineseNumber writes 1 to 10 in words; what is larger stays in digits.
func chineseNumber(n int) string {
	if n >= 1 && n <= 10 {
		return string([]rune("一二三四五六七八九十")[n-1])
	}
	return strconv.Itoa(n)
}
