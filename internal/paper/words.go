package paper

import "strings"

// Words are a document's words as plain text, a line for each paragraph and for each row of a table, whose cells stand
// between tabs. A line that was broken by meaning, as titles are, is one line.
func Words(doc Document) string {
	var b strings.Builder
	line := func(parts ...string) {
		b.WriteString(strings.Join(parts, "\t"))
		b.WriteByte('\n')
	}
	for _, block := range doc.Blocks {
		switch x := block.(type) {
		case Para:
			line(x.words())
		case Field:
			line(x.Label + x.Value)
		case RedHead:
			line(x.Name)
			line(x.Number)
		case Attached:
			for _, name := range x.Names {
				line(name)
			}
		case Signed:
			line(x.By)
			line(x.Date)
		case Imprint:
			line(x.Office)
		case Box:
			line(wordsOf(x.Paras))
		case Picture:
			line(x.Caption)
		case Table:
			for _, row := range x.Rows {
				cells := []string{""} // a tab before the first cell too
				for _, cell := range row.Cells {
					cells = append(cells, wordsOf(cell.Paras))
				}
				line(append(cells, "")...)
			}
		}
	}
	return b.String()
}

func (p Para) words() string {
	text := p.Text
	for _, run := range p.Runs {
		text += run.Text
	}
	return strings.ReplaceAll(text, "\n", "")
}

func wordsOf(paras []Para) string {
	var all []string
	for _, p := range paras {
		all = append(all, strings.ReplaceAll(p.Text, "\n", " "))
	}
	return strings.Join(all, " ")
}
