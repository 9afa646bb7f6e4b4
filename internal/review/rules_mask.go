package review

import (
	"fmt"
	"regexp"

	"shidian/internal/apply"
	"shidian/internal/programme"
)

// Reading is an application as an expert sees it, on every page, list, paper and file of his. What may not be seen is
// not in it.
type Reading struct {
	Ordinal int    // within the panel, from 1
	Title   string // the unit or the person; in a blind review 第3件
	Number  string // SD-2020-0137; "" in a blind review
	Parts   []ReadPart
	Files   []ReadFile
}

// ReadPart is a section of the form.
type ReadPart struct {
	Title string
	Items []ReadItem
}

// ReadItem is a field with what stands in it, in words. Long: it is a text to be read, not a name or a date.
type ReadItem struct {
	Name, Text string
	Long       bool
}

// ReadFile is an attachment; in a blind review its name says nothing.
type ReadFile struct {
	Name string
	Size int64
	apply.Attachment
}

// Masked shows an application to an expert. Phones and addresses are for nobody but the office. In a blind review the
// unit, its city, people, opinions and the names of files are hidden too, also where they stand in running text (C1).
func Masked(blind bool, p *programme.Programme, a apply.Application, ordinal int, v apply.Version) Reading {
	m := mask{blind: blind, programme: p, kind: a.Kind}
	if blind {
		m.words = wordsForm(telling(p, a, v))
	}
	r := Reading{Ordinal: ordinal, Title: a.Name(), Number: a.Number}
	if blind {
		r.Title, r.Number = fmt.Sprintf("第%d件", ordinal), ""
	}
	for _, s := range p.Form.Sections {
		part := ReadPart{Title: s.Title}
		if part.Title == "" {
			part.Title = "封面"
		}
		for _, f := range s.Fields {
			if f.For(a.Kind) && !m.hides(f.Type, f.Personal || f.Candidate) {
				part.Items = append(part.Items, m.item(f, v.Values[f.Key]))
			}
		}
		if part.Items != nil {
			r.Parts = append(r.Parts, part)
		}
	}
	for i, file := range v.Attachments {
		one := ReadFile{Name: file.Name, Size: file.Size, Attachment: file}
		if blind {
			one.Name = fmt.Sprintf("附件%d", i+1)
		}
		r.Files = append(r.Files, one)
	}
	return r
}

// mask is what one application's reading leaves out.
type mask struct {
	blind     bool
	programme *programme.Programme
	kind      string
	words     *regexp.Regexp // what tells whose it is; nil: nothing
}

// hides tells whether a field or a column is left out whole.
func (m mask) hides(t programme.FieldType, personal bool) bool {
	switch t {
	case programme.Phone, programme.Email:
		return true
	case programme.UnitName, programme.PersonName, programme.OpinionOf, programme.Attached:
		return m.blind
	}
	return m.blind && personal
}

// item is a field in words, its telling columns left out.
func (m mask) item(f programme.Field, text string) ReadItem {
	if f.Type == programme.Rows && f.Table != nil {
		f, text = m.columns(f, text)
	}
	long := f.Type == programme.Paragraphs || f.Type == programme.ContentsOf || f.Type == programme.Rows
	return ReadItem{apply.FieldName(f), m.clean(apply.Shown(m.programme, f, text)), long}
}

// columns leaves the telling columns of a table out.
func (m mask) columns(f programme.Field, text string) (programme.Field, string) {
	rows, err := apply.DecodeTable(text)
	if err != nil {
		return f, text
	}
	var kept []programme.Column
	left := make(apply.TableValue, len(rows))
	for i, c := range f.Table.Columns {
		if m.hides(c.Type, false) {
			continue
		}
		kept = append(kept, c)
		for r, row := range rows {
			if i < len(row) {
				left[r] = append(left[r], row[i])
			}
		}
	}
	table := *f.Table
	table.Columns = kept
	f.Table = &table
	return f, apply.EncodeTable(left)
}
