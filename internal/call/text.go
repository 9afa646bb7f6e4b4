package call

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"shidian/internal/programme"
)

// Text is what the office drafts and what a version freezes: the notice as a structured document, and its dates.
type Text struct {
	Notice programme.Notice `json:"notice"`
	Dates  []Date           `json:"dates"` // in the programme's order
}

// Date is one of the programme's dates with its instant, to the minute; "" is not set.
type Date struct {
	Kind string           `json:"kind"` // key of programme.DateKind
	At   programme.Moment `json:"at"`
}

// FirstText is what a new cohort's draft begins with: the notice that belongs to the programme, or an empty one with
// what the programme knows, and the dates it proposes, moved to the cohort's year.
func FirstText(p *programme.Programme, notice *programme.Notice, year int) Text {
	if notice == nil {
		notice = bareNotice(p)
	}
	text := Text{Notice: *notice}
	text.Notice.Number, text.Notice.Imprint.Date = "", ""
	for _, kind := range p.Dates {
		text.Dates = append(text.Dates, Date{Kind: kind.Key, At: proposed(p, kind, year)})
	}
	return text
}

// proposed is a date of the programme's first year, on the same day of the cohort's.
func proposed(p *programme.Programme, kind programme.DateKind, year int) programme.Moment {
	first, ok := ParseNumber(p.Basis)
	at := kind.Proposed.Time()
	if !ok || at.IsZero() {
		return kind.Proposed
	}
	return moment(at.AddDate(year-first.Year, 0, 0))
}

// bareNotice has the head and foot of a notice and its annexes, without a word of text.
func bareNotice(p *programme.Programme) *programme.Notice {
	n := &programme.Notice{Key: p.Key, Programme: p.Key, Masthead: p.Organiser.Name + "文件",
		Title:      []string{p.Organiser.Short, "关于开展" + p.Name + "申报工作的通知"},
		Addressees: addressees(p),
		Contact:    Contact{Role: p.Organiser.Office},
		Imprint:    programme.Imprint{Office: p.Organiser.Office}}
	if p.Contents != nil {
		n.Annexes = append(n.Annexes, programme.Annex{Number: 1, Title: []string{p.Name + "工作方案"}, Text: contentsText(p)})
	}
	n.Annexes = append(n.Annexes, programme.Annex{Number: len(n.Annexes) + 1, Title: p.Form.Title, Form: true})
	return n
}

// addressees writes the kinds the notice is addressed to: 各市科协、各省级学会：.
func addressees(p *programme.Programme) string {
	var names []string
	for _, kind := range p.Kinds {
		if kind.Addressed {
			names = append(names, "各"+kind.Name)
		}
	}
	return strings.Join(names, "、") + "："
}

// contentsText is the part of a work plan that lists the contents in the definition's words (N4).
func contentsText(p *programme.Programme) []programme.Paragraph {
	text := []programme.Paragraph{{Style: programme.Heading, Text: p.Contents.Title}}
	for _, c := range p.Contents.List {
		text = append(text, programme.Paragraph{Style: programme.Item, Text: numbered(c)})
	}
	return text
}

// At gives the instant of one kind of date; zero when it is not set.
func (x Text) At(kind string) time.Time {
	for _, d := range x.Dates {
		if d.Kind == kind {
			return d.At.Time()
		}
	}
	return time.Time{}
}

// DatesIn sorts the text's dates by the programme's events.
func (x Text) DatesIn(p *programme.Programme) Dates {
	at := map[string]time.Time{}
	for _, d := range x.Dates {
		at[d.Kind] = d.At.Time()
	}
	return datesOf(p, at)
}

// Title is the notice's title on one line.
func (x Text) Title() string { return strings.Join(x.Notice.Title, "") }

// Subject is the title without the body's name before it: 关于开展深化改革试点申报工作的通知.
func (x Text) Subject() string {
	title := x.Title()
	if i := strings.Index(title, "关于"); i > 0 {
		return title[i:]
	}
	return title
}

// Annex finds an annex by its number.
func (x Text) Annex(number int) (programme.Annex, bool) {
	for _, a := range x.Notice.Annexes {
		if a.Number == number {
			return a, true
		}
	}
	return programme.Annex{}, false
}

// canonical is the JSON under which a text is kept and hashed: the order of the types, no white space, no HTML escapes.
func canonical(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // plain values only: cannot fail
	}
	return strings.TrimSpace(b.String())
}

// hashOf is the hex SHA-256 of a kept text.
func hashOf(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}

// Hash is the hash that a version of this text is bound by.
func (x Text) Hash() string { return hashOf(canonical(x)) }
