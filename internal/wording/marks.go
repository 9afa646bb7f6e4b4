package wording

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fullOf are the marks that stand full-width between Chinese characters (GB/T 15834).
var fullOf = map[rune]string{',': "，", ';': "；", ':': "：", '?': "？", '!': "！", '.': "。", '(': "（", ')': "）", '"': "“”"}

var (
	halfMark = regexp.MustCompile(`[,;:?!.()"]`)
	doubled  = regexp.MustCompile(`[，、；：。]{2,}|[，、；：。][！？]+|[！？][，、；：。]+`)
	dots     = regexp.MustCompile(`\.{3,}|。{2,}|…+`)
)

// marks finds half-width marks among Chinese characters, and marks that stand twice.
func (c *checker) marks() {
	c.each(halfMark, func(from, to int, at func(int) string) {
		mark := rune(at(0)[0])
		left, right := han(c.before(from)), han(c.after(to))
		switch {
		case mark == '"':
			if left || right {
				c.add(from, to, Ask, "汉字之间用中文引号", fullOf[mark])
			}
		case left && (right || mark != '.' && mark != '(' && mark != ')' && (digit(c.after(to)) || strings.ContainsRune("“《", c.after(to)))):
			c.add(from, to, Wrong, "汉字之间用全角标点", fullOf[mark])
		}
	})
	c.each(doubled, func(from, to int, at func(int) string) {
		if strings.Trim(at(0), "。") != "" { // 。。 is a broken ellipsis, below
			first, _ := utf8.DecodeRuneInString(at(0))
			c.add(from, to, Wrong, "标点重复", string(first))
		}
	})
	c.each(dots, func(from, to int, at func(int) string) {
		switch {
		case at(0) == "……" || at(0) == "…" && !han(c.before(from)):
		case at(0) == "。。":
			c.add(from, to, Wrong, "标点重复", "。")
		case han(c.before(from)) || han(c.after(to)):
			c.add(from, to, Ask, "省略号是六个点，占两格", "……")
		}
	})
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// partners are the marks that come in pairs, the closing one by its opening one.
var partners = map[rune]rune{'（': '）', '(': ')', '《': '》', '〈': '〉', '〔': '〕', '【': '】', '「': '」', '『': '』', '“': '”', '‘': '’'}

// opening is the other way round.
var opening = func() map[rune]rune {
	m := map[rune]rune{}
	for a, b := range partners {
		m[b] = a
	}
	return m
}()

type opened struct {
	mark rune
	at   int
}

// pairs finds brackets, quotes and book-title marks that are never closed or never opened, paragraph by paragraph.
func (c *checker) pairs() {
	start := 0
	for start <= len(c.text) {
		end := start + strings.IndexByte(c.text[start:], '\n')
		if end < start {
			end = len(c.text)
		}
		c.pairsIn(start, end)
		start = end + 1
	}
}

// listed is a list's mark at a paragraph's beginning, which closes what nothing opened: 1）.
var listed = regexp.MustCompile(`^[ \t　]*[0-9A-Za-z]{1,3}[）)]`)

func (c *checker) pairsIn(start, end int) {
	var open []opened
	from := start + len(listed.FindString(c.text[start:min(end, start+60)]))
	for i, r := range c.text[from:end] {
		at := from + i
		first, closes := opening[r]
		switch {
		case partners[r] != 0:
			open = append(open, opened{r, at})
		case !closes || r == '’' && len(open) > 0 && open[len(open)-1].mark != '‘': // ’ is an apostrophe too
		case len(open) > 0 && open[len(open)-1].mark == first:
			open = open[:len(open)-1]
		case len(open) > 0 && round(open[len(open)-1].mark) && round(first):
			c.add(open[len(open)-1].at, at+utf8.RuneLen(r), Wrong, "括号一半全角、一半半角", "")
			open = open[:len(open)-1]
		case r != '’':
			c.add(at, at+utf8.RuneLen(r), Ask, "没有与“"+string(r)+"”配对的前一半", "")
		}
	}
	for _, o := range open {
		c.add(o.at, o.at+utf8.RuneLen(o.mark), Ask, "没有与“"+string(o.mark)+"”配对的后一半", "")
	}
}

func round(r rune) bool { return r == '(' || r == '（' }
