package wording

import (
	"regexp"
	"strings"
)

// issued is a document number, rightly or wrongly written: 鲁科协发〔2020〕13号.
var issued = regexp.MustCompile(`(\p{Han}{1,12})([〔\[［（(【{〈]) ?([0-9０-９]{2,4}) ?([〕\]］）)】}〉]) ?(第?) ?([0-9０-９]{1,5}) ?号`)

// numbers holds document numbers against GB/T 9704: six-cornered brackets, the year in four digits, no 第, no leading 0.
func (c *checker) numbers() {
	c.each(issued, func(from, to int, at func(int) string) {
		if strings.ContainsRune("楼院线馆厅", c.after(to)) || strings.HasPrefix(c.text[to:], "公告") && at(2) == "（" {
			return
		}
		year, n := halfWidth(at(3)), strings.TrimLeft(halfWidth(at(6)), "0")
		var wrong []string
		if at(2) != "〔" || at(4) != "〕" {
			wrong = append(wrong, "年份用六角括号“〔〕”")
		}
		if len(year) != 4 {
			wrong = append(wrong, "年份写全四位")
		}
		if at(5) != "" {
			wrong = append(wrong, "序号前不加“第”")
		}
		if n != halfWidth(at(6)) {
			wrong = append(wrong, "序号不补“0”")
		}
		if year != at(3) || halfWidth(at(6)) != at(6) {
			wrong = append(wrong, "数字用半角")
		}
		if len(wrong) == 0 && strings.Contains(at(0), " ") {
			wrong = append(wrong, "中间不空格")
		}
		if len(wrong) == 0 {
			return
		}
		instead := ""
		if len(year) == 4 && n != "" {
			instead = "〔" + year + "〕" + n + "号"
		}
		c.add(from+len(at(1)), to, Wrong, "文号："+strings.Join(wrong, "，"), instead)
	})
}

func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}

var (
	wide        = regexp.MustCompile(`[０-９Ａ-Ｚａ-ｚ．]*[０-９Ａ-Ｚａ-ｚ][０-９Ａ-Ｚａ-ｚ．％]*`)
	halfHan     = regexp.MustCompile(`(\d+)([十百千])(万|亿)?(余|多|元|个|人|家|名|份|项|次|件|吨|亩|公里)`)
	chained     = regexp.MustCompile(`(\d+)万(\d+)千`)
	percentHan  = regexp.MustCompile(`百分之(\d+(?:\.\d+)?)`)
	percentSpan = regexp.MustCompile(`(\d+(?:\.\d+)?)([-–—~～至]{1,2})(\d+(?:\.\d+)?)([%％]|万元|亿元)`)
	wideComma   = regexp.MustCompile(`\d，\d{3}(?:元|万元|人|个|家)`)
	twoOf       = regexp.MustCompile(`二(个|家|名|份)`)
	letterO     = regexp.MustCompile(`[一二三四五六七八九〇][OoＯ0][一二三四五六七八九〇OoＯ0]{2}年|[一二]零[零一二三四五六七八九]{2}年|二零[一二三四五六七八九][零一二三四五六七八九]年`)
)

// figures finds numbers that are written half in one way, half in the other (GB/T 15835).
func (c *checker) figures() {
	c.each(wide, func(from, to int, at func(int) string) {
		c.add(from, to, Wrong, "数字、字母用半角", halfWidth(at(0)))
	})
	c.each(halfHan, func(from, to int, at func(int) string) {
		zeros := map[string]string{"十": "0", "百": "00", "千": "000"}[at(2)]
		c.add(from, to, Ask, "阿拉伯数字后只接“万”“亿”，不接“十”“百”“千”", at(1)+zeros+at(3)+at(4))
	})
	c.each(chained, func(from, to int, at func(int) string) {
		instead := ""
		if len(at(2)) == 1 {
			instead = at(1) + "." + at(2) + "万"
		}
		c.add(from, to, Ask, "“万”后不再接“千”", instead)
	})
	c.each(percentHan, func(from, to int, at func(int) string) {
		c.add(from, to, Wrong, "百分数里汉字和阿拉伯数字混用", at(1)+"%")
	})
	c.each(percentSpan, func(from, to int, at func(int) string) {
		if !digit(c.before(from)) && c.before(from) != '.' {
			c.add(from, to, Ask, "表示范围的，前一个数也写明“"+at(4)+"”", at(1)+at(4)+at(2)+at(3)+at(4))
		}
	})
	c.each(wideComma, func(from, to int, at func(int) string) {
		c.add(from, to, Ask, "千分位不用中文逗号", strings.Replace(at(0), "，", "", 1))
	})
	c.each(twoOf, func(from, to int, at func(int) string) {
		if !strings.ContainsRune("第十百千万亿零〇一二三四五六七八九、", c.before(from)) {
			c.add(from, to, Ask, "量词前用“两”", "两"+at(1))
		}
	})
	c.each(letterO, func(from, to int, at func(int) string) {
		c.add(from, to, Wrong, "汉字年份里的“〇”", strings.NewReplacer("O", "〇", "o", "〇", "Ｏ", "〇", "0", "〇", "零", "〇").Replace(at(0)))
	})
}
