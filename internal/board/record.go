package board

import (
	"time"

	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// Line is one entry of the record of acts (办理记录) in words.
type Line struct {
	N       int64
	At      time.Time
	Who     string // unit and role
	What    string // the act's title
	Subject Subject
}

// RecordPage is how many lines a page of the record shows.
const RecordPage = 50

// Record reads the entries of a page, the newest first. before is the number above the first one wanted; 0 begins at the end.
func Record(t *store.Tx, acts []act.Row, before int64) ([]Line, ledger.Head, error) {
	head, err := ledger.Now(t)
	if err != nil {
		return nil, head, err
	}
	if before <= 0 || before > head.Size {
		before = head.Size
	}
	from := max(before-RecordPage, 0)
	entries, err := ledger.Page(t, from, int(before-from))
	if err != nil {
		return nil, head, err
	}
	objects := make([]string, len(entries))
	for i, e := range entries {
		objects[i] = e.Object
	}
	names, err := namerFor(t, objects)
	if err != nil {
		return nil, head, err
	}
	lines := make([]Line, 0, len(entries))
	for i := len(entries) - 1; i >= 0; i-- {
		e := entries[i]
		lines = append(lines, Line{N: e.N, At: clock.FromMicros(e.At), Who: names.who(e.Unit, e.Role),
			What: ActTitle(acts, e.Act, e.Step), Subject: names.subject(e.Object)})
	}
	return lines, head, nil
}

// ActTitle is an act's name on the screen; of an act of two persons the step is said too.
func ActTitle(acts []act.Row, name, step string) string {
	prefix := map[string]string{"propose": "提请", "confirm": "审签", "reject": "退回"}[step]
	for _, row := range acts {
		if row.Name == name {
			return prefix + row.Title
		}
	}
	return prefix + name
}
