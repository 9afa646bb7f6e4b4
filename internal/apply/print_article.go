package apply

import (
	"strings"

	"shidian/internal/paper"
	"shidian/internal/programme"
)

// penLines is how much room the blank form leaves for a long text, in lines of the grid.
const penLines = 7

// article sets a section as running text on the 22-line grid, its fields under their labels.
func (f *form) article(s programme.Section) {
	f.head(s)
	for _, field := range printed(s.Fields) {
		if field.Type == programme.Rows && field.Table != nil {
			f.add(f.list(field)...)
			continue
		}
		f.above(s, field)
		f.running(field)
	}
	if f.blank() && s.Extra != "" {
		f.add(paper.Para{Style: paper.Style{Align: paper.Right}, Text: s.Extra})
	}
}

// above prints a field's label and hint; a label that only repeats the section's title is left out.
func (f *form) above(s programme.Section, field programme.Field) {
	title := field.Label + field.Hint
	if strings.HasSuffix(s.Title, field.Label) {
		title = field.Hint
	}
	if title != "" {
		f.add(paper.Para{Style: paper.Head2, Level: 2, Keep: true, Text: title})
	}
}

// running prints a field's text, or room for the pen: contents are ticked.
func (f *form) running(field programme.Field) {
	if !f.blank() {
		f.add(paper.Para{Style: paper.Body, Text: f.text(field), Key: field.Key})
		return
	}
	if field.Type == programme.ContentsOf && f.programme.Contents != nil {
		f.add(paper.Para{Style: paper.Body, Text: boxes(f.programme.Contents.List), Key: field.Key})
		return
	}
	f.add(paper.Para{Style: paper.Body, Key: field.Key}, paper.Blank{Lines: penLines})
}

// boxes are the contents to tick, one a line.
func boxes(list []programme.Content) string {
	lines := make([]string, len(list))
	for i, c := range list {
		lines[i] = "□ " + c.Name
	}
	return strings.Join(lines, "\n")
}
