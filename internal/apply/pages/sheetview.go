package pages

import (
	"strconv"
	"strings"
	"time"

	"shidian/internal/apply"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
)

// Blank is one field of the form with what stands in it.
type Blank struct {
	programme.Field
	Text    string
	Hash    string // the base of the next change
	Asked   bool   // it must be filled in before the submit
	Written bool   // the reader may type into it
	Waits   string // who fills it in, when it is not the applicant: shown in the empty box
	Error   string // what is wrong with it, from the last submit or save
	Noglyph string // a warning of characters that would not print
	Theirs  *Theirs
	Why     string // what was asked to be mended when the application was sent back
}

// Theirs is what somebody else saved in a blank meanwhile; shown without the script, which has its own way.
type Theirs struct {
	Text, Who string
	At        time.Time
}

// Part is a section of the form.
type Part struct {
	Key, Title, Extra string
	Layout            programme.Layout
	Blocks            []Block
}

// Block is a stretch of a table section: one blank over the whole width, or groups side by side (two persons).
type Block struct {
	Blank  *Blank
	Groups []Group
}

// Group is a heading with the blanks below it: 申报单位负责人 with name, mobile and e-mail.
type Group struct {
	Title  string
	Blanks []*Blank
}

// parts lays the form of one kind of applicant out, with values put in by blank.
func parts(p *programme.Programme, kind string, blank func(programme.Field) Blank) []Part {
	var all []Part
	for _, section := range p.Form.Sections {
		part := Part{Key: section.Key, Title: section.Title, Extra: section.Extra, Layout: section.Layout}
		for _, field := range section.Fields {
			if field.Unprinted && !field.For(kind) {
				continue
			}
			b := blank(field)
			part.Blocks = place(part.Blocks, &b)
		}
		all = append(all, part)
	}
	return all
}

// place puts a blank behind the blocks so far: into the group of its heading while that stretch goes on.
func place(blocks []Block, b *Blank) []Block {
	if b.Group == "" {
		return append(blocks, Block{Blank: b})
	}
	if n := len(blocks); n == 0 || blocks[n-1].Groups == nil {
		blocks = append(blocks, Block{Groups: []Group{}})
	}
	last := &blocks[len(blocks)-1]
	for i := range last.Groups {
		if last.Groups[i].Title == b.Group {
			last.Groups[i].Blanks = append(last.Groups[i].Blanks, b)
			return blocks
		}
	}
	last.Groups = append(last.Groups, Group{Title: b.Group, Blanks: []*Blank{b}})
	return blocks
}

// Pairs are the groups two by two, as a table of four columns holds them.
func (b Block) Pairs() [][]Group {
	var pairs [][]Group
	for i := 0; i < len(b.Groups); i += 2 {
		pairs = append(pairs, b.Groups[i:min(i+2, len(b.Groups))])
	}
	return pairs
}

// Deepest is the number of rows that the longest of the groups needs.
func Deepest(groups []Group) int {
	most := 0
	for _, g := range groups {
		most = max(most, len(g.Blanks))
	}
	return most
}

// Blanks are all blanks of a part, in order.
func (p Part) Blanks() []*Blank {
	var all []*Blank
	for _, block := range p.Blocks {
		if block.Blank != nil {
			all = append(all, block.Blank)
		}
		for _, g := range block.Groups {
			all = append(all, g.Blanks...)
		}
	}
	return all
}

// ID is the element's id, for links from the outline.
func (p Part) ID() string { return "s-" + p.Key }

// ID is the id of the blank's box; the input in it has [Blank.Input].
func (b Blank) ID() string { return "b-" + b.Key }

// Input is the id of the blank's first input, where a link from a list of errors leads.
func (b Blank) Input() string { return components.FieldID(b.Key) }

// Tip is what helps to fill the blank in: the notice's words, ours, and whether "/" will do.
func (b Blank) Tip() string {
	tips := []string{}
	for _, t := range []string{b.Hint, b.Help} {
		if t != "" {
			tips = append(tips, t+full(t))
		}
	}
	if b.Slash && b.Written {
		tips = append(tips, "没有内容的，填“/”。")
	}
	return strings.Join(tips, "\n")
}

func full(t string) string {
	if strings.HasSuffix(t, "。") || strings.HasSuffix(t, "）") || strings.HasSuffix(t, ")") {
		return ""
	}
	return "。"
}

// Name is the blank's name where its group does not stand above it: 申报单位联络人 手机.
func (b Blank) Name() string {
	label := strings.ReplaceAll(b.Label, " ", "")
	if b.Group == "" {
		return label
	}
	return b.Group + label
}

// Shape is how the script reads and writes the blank.
func (b Blank) Shape() string {
	switch b.Type {
	case programme.Period:
		return "period"
	case programme.Date:
		return "date"
	case programme.ContentsOf:
		return "contents"
	case programme.Choice:
		return "choice"
	case programme.Rows:
		return "rows"
	default:
		return "text"
	}
}

// Long tells whether the blank takes paragraphs.
func (b Blank) Long() bool { return b.Type == programme.Paragraphs || b.Type == programme.OpinionOf }

func (b Blank) rows() string {
	switch {
	case b.Type == programme.OpinionOf:
		return "4"
	case b.Group == "" && b.Long():
		return "8"
	default:
		return "1"
	}
}

func (b Blank) class() string {
	class := "sh-blank"
	if b.Text == "" && b.Written {
		class += " is-empty"
	}
	if b.Error != "" {
		class += " is-wrong"
	}
	if b.Asked {
		class += " is-asked"
	}
	if b.Why != "" {
		class += " is-returned"
	}
	return class
}

func (b Blank) limit() string { return strconv.Itoa(b.Limit()) }

// kind is the input's type; a phone and a mail bring up their keyboards on a phone.
func (b Blank) kind() string {
	switch b.Type {
	case programme.Phone:
		return "tel"
	case programme.Email:
		return "email"
	default:
		return "text"
	}
}

// tone is the badge's tone of an application.
func tone(a apply.Application) components.Tone { return components.Tone(apply.StandingOf(a.State)) }
