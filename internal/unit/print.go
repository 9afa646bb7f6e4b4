package unit

import (
	"io"
	"iter"
	"time"

	"shidian/internal/clock"
	"shidian/internal/paper"
)

// Template writes the list that can be filled in and uploaded, with two lines as an example: one unit with a code, one without.
func Template(w io.Writer, created time.Time) error {
	sheet := paper.Sheet{Name: "单位名单", Title: "单位名单（示例两行请删去；县级科协填写上级单位，其他可不填）", Created: created,
		Cols: []paper.SheetColumn{{Head: ColName, Width: 36}, {Head: ColShort, Width: 22}, {Head: ColKind, Width: 24},
			{Head: ColRegion, Width: 16}, {Head: ColParent, Width: 22}, {Head: ColFrom, Width: 14}}}
	return sheet.Write(w, iter.Seq[[]any](func(yield func([]any) bool) {
		_ = yield([]any{"示例市科学技术协会", "示例市科协", KindTitles[City], "", "", "2020-05-12"}) &&
			yield([]any{"示例高新技术产业开发区科学技术协会", "示例高新区科协", KindTitles[County], "", "示例市科协", ""})
	}))
}

// SlipPaper sets the slips, one below the other as cards to be cut: login name, one-time code, what to do. address is
// where the system is reached.
func SlipPaper(slips []Slip, address string, created time.Time) paper.Document {
	doc := paper.Document{Title: "账号登录纸条", Author: rootShort, Created: created}
	for _, s := range slips {
		line := func(text string) paper.Para {
			return paper.Para{Style: paper.Style{Face: paper.Song, Size: 12, Line: 22, Align: paper.Left}, Text: text}
		}
		doc.Blocks = append(doc.Blocks, paper.Box{Width: 156, Height: 66, Paras: []paper.Para{
			{Style: paper.Style{Face: paper.Hei, Size: 14, Line: 26, Align: paper.Center}, Text: s.Unit.Name + "　登录纸条"},
			line("姓　　名：" + s.Account.Name),
			line("登 录 名：" + s.Account.Login),
			line("一次性验证码：" + s.Code),
			line("有效期至：" + s.Expires.In(clock.Zone).Format("2006年1月2日 15:04")),
			line("网　　址：" + address),
			{Style: paper.Small, Text: "打开网址，点“首次登录”，输入登录名和验证码，设置密码。验证码只能用一次，请当面或密封交给本人，用后销毁。"},
		}}, paper.Blank{Lines: 0.5})
	}
	return doc
}
