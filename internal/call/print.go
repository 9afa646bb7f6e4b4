package call

import (
	"fmt"
	"strings"

	"shidian/internal/clock"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"time"
)

// DraftPaper is the notice as a draft (代拟稿): the layout of GB/T 9704 without red head and number, for the office's own
// way of checking, signing and numbering. form is the empty application form, which stands in its annex.
func DraftPaper(c Cohort, d DraftText, form []paper.Block) paper.Document {
	doc := noticePaper(c, d.Text, d.At, form)
	head := []paper.Block{
		paper.Para{Style: paper.FormHead, Text: "代拟稿"},
		paper.Blank{Lines: 1},
	}
	doc.Blocks = append(head, doc.Blocks...)
	return doc
}

// IssuedPaper is the issued document, typeset by the program where the programme says so (系统排印正式文件).
func IssuedPaper(c Cohort, x Text, reg Registration, at time.Time, form []paper.Block) paper.Document {
	doc := noticePaper(c, registered(x, reg), at, form)
	head := []paper.Block{
		paper.RedHead{Name: x.Notice.Masthead, Number: reg.Number},
		paper.Blank{Lines: 2},
	}
	doc.Blocks = append(head, doc.Blocks...)
	return doc
}

// noticePaper is what draft and issued document have in common.
func noticePaper(c Cohort, x Text, at time.Time, form []paper.Block) paper.Document {
	n := x.Notice
	doc := paper.Document{Title: x.Title(), Author: c.Programme.Organiser.Name, Created: at, Numbers: paper.Numbers{On: true}}
	doc.Blocks = append(doc.Blocks, titleBlocks(n.Title, n.Addressees)...)
	doc.Blocks = append(doc.Blocks, textBlocks(n.Body)...)
	for _, line := range contactLines(n.Contact) {
		doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.Body, Text: line})
	}
	if len(n.Annexes) > 0 {
		doc.Blocks = append(doc.Blocks, paper.Blank{Lines: 1}, paper.Attached{Names: annexNames(n.Annexes)})
	}
	for _, a := range n.Annexes {
		doc.Blocks = append(doc.Blocks, annexBlocks(a, form)...)
	}
	doc.Blocks = append(doc.Blocks, paper.Imprint{Office: n.Imprint.Office, Date: dayWords(n.Imprint.Date, c.Year)})
	return doc
}

func titleBlocks(title []string, addressees string) []paper.Block {
	return []paper.Block{
		paper.Para{Style: paper.Title, Text: strings.Join(title, "\n"), Level: 1},
		paper.Blank{Lines: 1},
		paper.Para{Style: paper.Flush, Text: addressees},
	}
}

func textBlocks(text []programme.Paragraph) []paper.Block {
	var blocks []paper.Block
	for _, p := range text {
		switch p.Style {
		case programme.Heading:
			blocks = append(blocks, paper.Para{Style: paper.Head1, Text: p.Text, Level: 2})
		default:
			blocks = append(blocks, paper.Para{Style: paper.Body, Text: p.Text})
		}
	}
	return blocks
}

// contactLines are the contact as the notice prints it; the mailbox stands in the text, as in the notice of 2020.
func contactLines(c Contact) []string {
	return []string{"联系人：" + c.Role, "联系电话：" + c.Phone, "通讯地址：" + c.Address}
}

func annexNames(annexes []programme.Annex) []string {
	var names []string
	for _, a := range annexes {
		names = append(names, strings.Join(a.Title, ""))
	}
	return names
}

// annexBlocks is an annex on pages of its own; the form brings its own head.
func annexBlocks(a programme.Annex, form []paper.Block) []paper.Block {
	blocks := []paper.Block{paper.PageBreak{}}
	if a.Form && len(form) > 0 {
		return append(blocks, form...)
	}
	blocks = append(blocks,
		paper.Para{Style: paper.FormHead, Text: fmt.Sprintf("附件%d", a.Number)},
		paper.Blank{Lines: 1},
		paper.Para{Style: paper.Title, Text: strings.Join(a.Title, "\n"), Level: 1},
		paper.Blank{Lines: 1})
	return append(blocks, textBlocks(a.Text)...)
}

// dayWords writes a day for a paper; without one, blanks for the pen.
func dayWords(day programme.Day, year int) string {
	t, err := time.ParseInLocation("2006-01-02", string(day), clock.Zone)
	if err != nil {
		return fmt.Sprintf("%d年　月　日", year)
	}
	return t.Format("2006年1月2日")
}

// LetterPaper is a city's letter (转发函), without red head and number: the city's own way adds them.
func LetterPaper(c Cohort, x LetterText, at time.Time) paper.Document {
	doc := paper.Document{Title: strings.Join(x.Title, ""), Author: x.Signed, Created: at, Numbers: paper.Numbers{On: true}}
	doc.Blocks = append(doc.Blocks, titleBlocks(x.Title, x.Addressees)...)
	for _, p := range x.paragraphs() {
		doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.Body, Text: p})
	}
	doc.Blocks = append(doc.Blocks, paper.Blank{Lines: 1},
		paper.Attached{Names: []string{c.Number + "文件"}},
		paper.Blank{Lines: 2},
		paper.Signed{By: x.Signed, Date: dayWords(today(at), c.Year), Sealed: true})
	return doc
}

// paragraphs are the letter's own, the question where it asks, and the contact.
func (x LetterText) paragraphs() []string {
	text := append([]string{}, x.Body...)
	if x.Asks {
		text = append(text, AskingWords)
	}
	if x.Contact != "" {
		text = append(text, "联系方式："+x.Contact)
	}
	return text
}
