package review

import (
	"strconv"
	"strings"

	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// DrawRecord is the record of a draw to be signed by those who were there (抽取记录表). It names the experts: it is for
// the file, not for the public.
func DrawRecord(t *store.Tx, d Draw) (doc paper.Document, err error) {
	p, err := PanelOf(t, d.Panel)
	if err != nil {
		return doc, err
	}
	c, err := call.Get(t, p.Cohort)
	if err != nil {
		return doc, err
	}
	f, err := ReadDrawFile(strings.NewReader(d.File))
	if err != nil {
		return doc, err
	}
	codes, err := Codes(t, d.Panel, d.N)
	if err != nil {
		return doc, err
	}
	doc = paper.Document{Title: "专家抽取记录表", Author: c.Programme.Organiser.Office, Created: d.DrawnAt, Numbers: paper.Numbers{On: true}}
	doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.Title, Level: 1, Text: c.Title() + "\n专家抽取记录表"},
		paper.Blank{Lines: 0.5}, recordFacts(p, d, f), paper.Blank{Lines: 0.5},
		paper.Para{Style: recordHead, Level: 2, Text: "抽取结果"}, recordPeople(f, codes))
	doc.Blocks = append(doc.Blocks, recordSigns(d)...)
	return doc, nil
}

var (
	recordText = paper.Style{Size: 10.5, Line: 18, Align: paper.Left}
	recordHead = paper.Style{Face: paper.Hei, Size: 12, Line: 24, Align: paper.Left}
)

// recordFacts is the table of what was drawn, from what, before whom.
func recordFacts(p Panel, d Draw, f DrawFile) paper.Table {
	rows := [][]string{
		{"评审组", p.Name + "　第" + strconv.Itoa(d.N) + "次抽取"},
		{"评审标准", CriteriaText(p.Criteria) + "；" + string(p.Combine)},
		{"申报书", strconv.Itoa(len(f.Bids)) + "件：" + strings.Join(f.Bids, "、")},
		{"人数", "专家库" + strconv.Itoa(len(f.Pool)) + "人；每件" + strconv.Itoa(f.PerBid) + "人，备选" + strconv.Itoa(f.Substitutes) + "人；回避" + strconv.Itoa(len(f.Exclusions)) + "条"},
		{"冻结时间", d.BegunAt.In(clock.Zone).Format("2006年1月2日 15:04:05")},
		{"专家库指纹", groups(d.PoolHash)},
	}
	for _, w := range d.Witnesses {
		rows = append(rows, []string{"见证人数字", w.Body + "：" + w.Number})
	}
	rows = append(rows, []string{"抽取时间", d.DrawnAt.In(clock.Zone).Format("2006年1月2日 15:04:05")},
		[]string{"随机种子", groups(d.Seed)}, []string{"公开文件指纹", groups(sum(d.File))})
	if d.Reason != "" {
		rows = append(rows, []string{"重抽理由", d.Reason})
	}
	table := paper.Table{Cols: []float64{28, paper.Width - 28}}
	for _, row := range rows {
		table.Rows = append(table.Rows, paper.Row{Cells: []paper.Cell{recordCell(row[0]), recordCell(row[1])}})
	}
	return table
}

func recordCell(text string) paper.Cell {
	return paper.Cell{Paras: []paper.Para{{Style: recordText, Text: text}}}
}

// groups writes a hash in groups of eight, so that it can be read out.
func groups(hash string) string {
	var parts []string
	for len(hash) > 8 {
		parts, hash = append(parts, hash[:8]), hash[8:]
	}
	return strings.Join(append(parts, hash), " ")
}

// recordPeople lists who was drawn, in the order of the draw.
func recordPeople(f DrawFile, codes []Code) paper.Block {
	who := map[string]Expert{}
	for _, c := range codes {
		who[c.Code] = c.Expert
	}
	var rows [][]string
	add := func(list []string, as string) {
		for i, code := range list {
			e := who[code]
			note := ""
			if e.Inhouse {
				note = "不得领取专家费"
			}
			rows = append(rows, []string{as + strconv.Itoa(i+1), code, e.Name, e.Employer, note})
		}
	}
	add(f.Main, "正式")
	add(f.Subs, "备选")
	return paper.List([]paper.Column{{Head: "次序", Width: 16}, {Head: "代码", Width: 38}, {Head: "姓名", Width: 24},
		{Head: "工作单位", Width: paper.Width - 106, Left: true}, {Head: "备注", Width: 28}}, rows)
}

// recordSigns are the lines on which the office and each witness sign.
func recordSigns(d Draw) []paper.Block {
	sign := paper.Style{Size: 12, Line: 28, Align: paper.Left}
	blocks := []paper.Block{paper.Blank{Lines: 0.5}, paper.Para{Style: sign, Text: "抽取人（签字）：", Keep: true}}
	for _, w := range d.Witnesses {
		blocks = append(blocks, paper.Para{Style: sign, Text: "见证人（" + w.Body + "，签字）：", Keep: true})
	}
	return append(blocks, paper.Para{Style: paper.Style{Size: 12, Line: 28, Align: paper.Right, Right: 2}, Text: "年　　月　　日"},
		paper.Para{Style: paper.Small, Text: "任何人可以凭公开文件（draw.json）重算本次抽取；公开文件只有代码，没有姓名。"})
}

// Published is a draw with the title under which the public finds it: finished, or given up.
type Published struct {
	Draw  Draw
	Title string
}

// PublishedDraws are all draws that are finished or were given up, the newest panel first: no number is missing among them.
func PublishedDraws(t *store.Tx) (all []Published, err error) {
	panels, err := PanelsOf(t, "")
	if err != nil {
		return nil, err
	}
	for i := len(panels) - 1; i >= 0; i-- {
		draws, err := Draws(t, panels[i].ID)
		if err != nil {
			return nil, err
		}
		for _, d := range draws {
			if d.Waits() {
				continue
			}
			f, err := d.frozen()
			if err != nil { // changed by hand: the doctor says so
				continue
			}
			all = append(all, Published{d, f.Panel})
		}
	}
	return all, nil
}
