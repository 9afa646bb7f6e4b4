package apply

import (
	"strings"
	"time"

	"shidian/internal/paper"
	"shidian/internal/programme"
)

// FormPaper is a frozen version as the paper that is printed, sealed and sent: with number, version, check code and QR
// on every page. A county's recommender's box is empty for the pen.
func FormPaper(p *programme.Programme, v Version, public string) paper.Document {
	doc := formPaper(p, v.Kind, v.Values)
	doc.Author, doc.Created, doc.Mark = v.UnitName, v.At, mark(v, public)
	doc.Props = append(doc.Props, paper.Prop{Name: "shidianNumber", Value: v.Number})
	return doc
}

// DraftPaper is the draft: 草稿 on every page, and no code.
func DraftPaper(p *programme.Programme, d Draft) paper.Document {
	doc := formPaper(p, d.Application.Kind, d.Texts())
	doc.Author, doc.Created, doc.Draft = d.Application.UnitName, d.Application.SavedAt, true
	return doc
}

// BlankPaper is the empty form (Annex 2), for the pen as PDF and for Word as DOCX, where each value has its bookmark.
func BlankPaper(p *programme.Programme) paper.Document {
	doc := formPaper(p, "", nil)
	doc.Author = p.Organiser.Name
	return doc
}

// formPaper is the form with these values; values nil is the blank one. kind "" has every field.
func formPaper(p *programme.Programme, kind string, values map[string]string) paper.Document {
	f := form{programme: p, kind: kind, values: values}
	f.cover()
	f.notes()
	for _, s := range p.Form.Sections {
		switch s.Layout {
		case programme.AsTable:
			f.table(s)
		case programme.AsArticle:
			f.article(s)
		}
	}
	return paper.Document{Title: strings.Join(p.Form.Title, ""), Numbers: paper.Numbers{On: true, Skip: 1},
		Props: []paper.Prop{{Name: "shidianForm", Value: p.Key}}, Blocks: f.blocks}
}

// form collects the blocks of a form.
type form struct {
	programme *programme.Programme
	kind      string
	values    map[string]string // nil: blank
	blocks    []paper.Block
}

func (f *form) add(blocks ...paper.Block) { f.blocks = append(f.blocks, blocks...) }

func (f *form) blank() bool { return f.values == nil }

// text is what is printed of a field: nothing but what somebody typed (A3). An opinion of a later filler stays empty.
func (f *form) text(field programme.Field) string {
	if f.blank() || !field.For(f.kind) {
		return ""
	}
	return Shown(f.programme, field, f.values[field.Key])
}

// cover is the first page: annex, title, the units, the office and date of the form.
func (f *form) cover() {
	form := f.programme.Form
	if form.Annex != "" {
		f.add(paper.Para{Style: paper.FormHead, Text: form.Annex})
	}
	f.add(paper.At{Line: 4.2}, paper.Para{Style: paper.CoverTitle, Level: 1, Text: strings.Join(form.Title, "\n")}, paper.At{Line: 11})
	for _, s := range form.Sections {
		if s.Layout != programme.Cover {
			continue
		}
		for _, field := range s.Fields {
			if !field.Unprinted {
				f.add(paper.Field{Label: field.Label + "：", Value: f.text(field), Key: field.Key})
			}
		}
	}
	f.add(paper.At{Line: 19})
	for _, line := range form.Footer {
		f.add(paper.Para{Style: paper.CoverOffice, Text: line})
	}
	f.add(paper.PageBreak{})
}

// notes is the page of instructions (填报说明).
func (f *form) notes() {
	form := f.programme.Form
	if len(form.Notes) == 0 {
		return
	}
	f.add(paper.Para{Style: paper.Title, Level: 1, Text: form.NotesName}, paper.Blank{Lines: 1})
	for _, note := range form.Notes {
		f.add(paper.Para{Style: paper.Body, Text: note})
	}
	f.add(paper.PageBreak{})
}

// head begins a section.
func (f *form) head(s programme.Section) {
	if s.NewPage {
		f.add(paper.PageBreak{})
	}
	f.add(paper.Para{Style: paper.FormHead, Level: 1, Keep: true, Text: s.Title})
}

// Day writes a day as the papers do: 2020年6月1日.
func Day(at time.Time) string { return at.Format("2006年1月2日") }
