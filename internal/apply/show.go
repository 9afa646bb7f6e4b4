package apply

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"shidian/internal/programme"
)

// Shown is a field's value in words, as the paper and a page print it; a text that no encoder wrote is shown as it is.
func Shown(p *programme.Programme, f programme.Field, text string) string {
	if IsSlash(text) {
		return Slash
	}
	switch f.Type {
	case programme.Period:
		if v, err := DecodePeriod(text); err == nil {
			return shownPeriod(v)
		}
	case programme.Date:
		return shownDay(text)
	case programme.Choice:
		if v, err := DecodeChoice(text); err == nil {
			return strings.Join(v, "、")
		}
	case programme.ContentsOf:
		if v, err := DecodeContents(text); err == nil {
			return strings.Join(ShownContents(p, v), "\n")
		}
	case programme.Rows:
		if v, err := DecodeTable(text); err == nil {
			return shownTable(f, v)
		}
	case programme.Attached:
		if v, err := DecodeTable(text); err == nil {
			return shownFiles(v)
		}
	case programme.Amount:
		if f.Number != nil && text != "" {
			return text + f.Number.Unit
		}
	case programme.Paragraphs, programme.OpinionOf:
		return paragraphs(text)
	}
	return strings.TrimSpace(text)
}

func shownPeriod(v PeriodValue) string {
	if v.From == "" && v.To == "" {
		return ""
	}
	return shownDay(v.From) + "至" + shownDay(v.To)
}

func shownDay(text string) string {
	day, err := time.Parse(dayForm, text)
	if err != nil {
		return text
	}
	return Day(day)
}

func shownTable(f programme.Field, v TableValue) string {
	lines := make([]string, len(v))
	for i, row := range v {
		lines[i] = strings.Join(shownRow(f, row), "　")
	}
	return strings.Join(lines, "\n")
}

// shownRow are a row's cells in words: days as days, numbers with their unit.
func shownRow(f programme.Field, row []string) []string {
	cells := slices.Clone(row)
	for i := range cells {
		if f.Table == nil || i >= len(f.Table.Columns) {
			break
		}
		switch c := f.Table.Columns[i]; {
		case IsSlash(cells[i]):
		case c.Type == programme.Date:
			cells[i] = shownDay(cells[i])
		case c.Type == programme.Amount && c.Number != nil && cells[i] != "":
			cells[i] += c.Number.Unit
		}
	}
	return cells
}

// ShownContents writes the chosen contents, one paragraph each: whole, or by their aspects (A1).
func ShownContents(p *programme.Programme, v ContentsValue) []string {
	lines := make([]string, len(v.Items))
	for i, item := range v.Items {
		name := ""
		if content, known := p.Content(item.Number); known {
			name = content.Name
		}
		lines[i] = fmt.Sprintf("%d. %s", item.Number, name)
		switch {
		case item.Whole:
			lines[i] += "（整项申报）"
		case len(item.Clauses) > 0 && len(item.Free) > 0:
			lines[i] += "（申报部分方面）：" + strings.Join(item.Clauses, "；") + "；自拟：" + strings.Join(item.Free, "；") + "。"
		case len(item.Clauses) > 0:
			lines[i] += "（申报部分方面）：" + strings.Join(item.Clauses, "；") + "。"
		case len(item.Free) > 0:
			lines[i] += "（自拟方面）：" + strings.Join(item.Free, "；") + "。"
		}
	}
	return lines
}

// paragraphs drops empty lines and the blanks that people indent with: the paper indents by itself.
func paragraphs(text string) string {
	var kept []string
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }) {
		if line = strings.TrimSpace(line); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
