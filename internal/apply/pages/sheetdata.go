package pages

import (
	"strconv"
	"strings"

	"shidian/internal/apply"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
)

// sheetView is everything the sheet shows.
type sheetView struct {
	*programme.Programme
	ID         string
	Kind       string
	Account    string // whose copy on the machine it is
	Since      string // microseconds: colleagues' saves after it are news
	Head       components.Head
	Stages     []components.Stage
	Parts      []Part
	Outline    []components.Section
	Missing    int
	Slashes    []programme.Field // where "/" may stand
	Open       []string          // keys of those that are empty now
	Files      filesView
	Problems   kit.Problems
	SavedWords string
	Closed     string // why it cannot be submitted any more; "" while it can
	Moved      string // that it is no longer being written; "" while it is
	Own        bool   // the reader belongs to the applying unit; else he was invited, or types in for it
	Frozen     bool   // to be read only
	Return     *returnView
}

// filesView is the list of attachments.
type filesView struct {
	ID     string
	Files  []apply.Attachment
	Error  string
	Most   int // bytes of one file
	Frozen bool
	Why    string // what was asked to be mended when the application was sent back
}

// At is an address below the application's.
func (s sheetView) At(below string) string { return address(s.ID) + below }

// At is an address below the application's.
func (f filesView) At(below string) string { return address(f.ID) + below }

func address(id string) string { return "/applications/" + id }

func (s sheetView) slashOpen(key string) bool { return has(s.Open, key) }

// submits tells whether the way to the submit is shown to this reader.
func (s sheetView) submits() bool { return s.Own && s.Closed == "" && s.Moved == "" }

// inner tells whether the blank has a line of its own in the outline: long texts of a table, and each text of an article.
func (s sheetView) inner(b *Blank) bool { return b.Written && b.Type == programme.Paragraphs }

// outlineOf makes the outline from the sections.
func outlineOf(parts []Part) []components.Section {
	var all []components.Section
	for _, part := range parts {
		done, asked, begun := 0, 0, false
		var inner []components.Section
		for _, b := range part.Blanks() {
			begun = begun || (b.Written && b.Text != "")
			if b.Asked {
				asked++
				done += one(b.Text != "")
			}
			if b.Written && b.Type == programme.Paragraphs {
				inner = append(inner, components.Section{Title: b.Name(), URL: "#" + b.ID(), Inner: true, Fill: fill(one(b.Text != ""), 1, false)})
			}
		}
		section := components.Section{Title: part.Title, URL: "#" + part.ID(), Fill: fill(done, asked, begun), Note: strconv.Itoa(done) + "/" + strconv.Itoa(asked)}
		all = append(append(all, section), inner...)
	}
	return all
}

// filesOutline is the line of the attachments behind the form.
func filesOutline(files int) components.Section {
	return components.Section{Title: "附件", URL: "#s-files", Fill: fill(one(files > 0), 1, false), Note: strconv.Itoa(files) + " 个"}
}

func fill(done, asked int, begun bool) components.Fill {
	switch {
	case done == asked:
		return components.FillFull
	case done > 0 || begun:
		return components.FillPart
	default:
		return components.FillNone
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func missingWords(n int) string {
	if n == 0 {
		return "各栏都已填写"
	}
	return "还有 " + strconv.Itoa(n) + " 处未填"
}

func pagesWords(n int) string {
	if n == 0 {
		return ""
	}
	return "，" + strconv.Itoa(n) + " 页"
}

// spanOf is a cell's columns: twice as many where a group stands alone in its row.
func spanOf(groups []Group, each int) string {
	if len(groups) == 1 {
		return strconv.Itoa(each + 2)
	}
	return strconv.Itoa(each)
}

func (b Blank) described() string {
	return b.Input() + "-hint " + b.Input() + "-error"
}

func (b Blank) invalid() string { return strconv.FormatBool(b.Error != "") }

func partName(b *Blank, c programme.Content, what string) string {
	return b.Key + "." + strconv.Itoa(c.Number) + "." + what
}

func chosen(v apply.ContentsValue, number int) apply.ContentChoice {
	for _, item := range v.Items {
		if item.Number == number {
			return item
		}
	}
	return apply.ContentChoice{Number: number}
}

func has(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}

func lines(list []string) string { return strings.Join(list, "\n") }

func clauseSummary(free bool, c programme.Content) string {
	switch {
	case len(c.Clauses) > 0 && free:
		return "只报其中几个方面，或自拟方面"
	case free:
		return "自拟方面"
	default:
		return "只报其中几个方面"
	}
}

// rowCount is how many lines a table shows: those filled in and three more, within its bounds.
func rowCount(b *Blank, v apply.TableValue) int {
	return min(max(len(v)+3, b.Table.Least), b.Table.Most)
}

func cellOf(v apply.TableValue, row, column int) string {
	if row < len(v) && column < len(v[row]) {
		return v[row][column]
	}
	return ""
}

// shown are the paragraphs of a value in words.
func (s sheetView) shown(b *Blank) []string {
	return strings.Split(apply.Shown(s.Programme, b.Field, b.Text), "\n")
}

// dayParts are the boxes of a day.
var dayParts = []struct{ key, unit, most string }{{"y", "年", "4"}, {"m", "月", "2"}, {"d", "日", "2"}}

// dayPart is one box of a day written 2020-06-01, without its leading zero.
func dayPart(iso string, i int) string {
	parts := strings.Split(iso, "-")
	if i >= len(parts) {
		return ""
	}
	return strings.TrimLeft(parts[i], "0")
}

// joinDay puts the boxes together; what is missing stays empty, so that nothing typed is lost.
func joinDay(year, month, day string) string {
	if year+month+day == "" || year == apply.Slash {
		return year
	}
	return year + "-" + twoDigits(month) + "-" + twoDigits(day)
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}
