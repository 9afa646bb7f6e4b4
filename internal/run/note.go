package run

import (
	"context"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// NoteKind is what was noted.
type NoteKind string

// What may be noted (R3, R4).
const (
	NoteContact  NoteKind = "contact"
	NoteVisit    NoteKind = "visit"
	NoteExchange NoteKind = "exchange"
)

// NoteTitles are their names on the screen.
var NoteTitles = map[NoteKind]string{NoteContact: "联系", NoteVisit: "走访", NoteExchange: "观摩交流"}

// NoteKinds are all, in the order in which they are offered.
var NoteKinds = []NoteKind{NoteContact, NoteVisit, NoteExchange}

// Note is a contact, a visit or an exchange that took place.
type Note struct {
	ID      string
	Pilot   string
	Kind    NoteKind
	Day     calendar.Day
	Words   string
	Unit    string // whose people noted it
	At      time.Time
	Account string
}

// Noted is what is said of it.
type Noted struct {
	Kind  NoteKind
	Day   string // 2020-07-01
	Words string
}

var rowNote = act.Row{Name: "run.note", Title: "记录联系、走访、观摩交流", Who: []access.Role{access.Department, access.Clerk, access.Head, access.Handler, access.Approver},
	Guard: "日期晚于今天；没有写明情况（R3、R4）"}

// Note notes a contact, a visit or an exchange with other pilots (R3, R4).
func (r *Room) Note(ctx context.Context, actor access.Actor, pilot string, x Noted) error {
	return r.on(ctx, actor, rowNote, pilot, mayTakePart, func(t *act.Tx, c Case) error {
		if wrong := WrongNote(x, calendar.DayOf(t.Now())); len(wrong) > 0 {
			return fault.Invalid("还没有记录，请先补正以下各处。", wrong...)
		}
		day, err := calendar.ParseDay(x.Day)
		if err != nil {
			return err
		}
		n := Note{ID: store.NewID(), Pilot: c.ID, Kind: x.Kind, Day: day, Words: strings.TrimSpace(x.Words), Unit: actor.Unit, At: t.Now(), Account: actor.Account}
		if err := insertNote(t, n); err != nil {
			return err
		}
		return t.Move(c.State, c.State)
	})
}

// NotesOf are a pilot's notes, the newest day first.
func NotesOf(t *store.Tx, pilot string) ([]Note, error) {
	return store.Rows(t, scanNote, selectNote+" WHERE pilot = $1 ORDER BY day DESC, at DESC, id DESC", pilot)
}
