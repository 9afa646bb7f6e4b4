package apply

import (
	"sync"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/files"
	"shidian/internal/jobs"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Room is the room's acts and what they need.
type Room struct {
	Door   *act.Door
	Files  *files.Store
	Fonts  *paper.Fonts
	Public string // address under which the program is reached from outside, for the QR codes; "" when there is none

	// Fact tells what later rooms know of a unit (在试点 …), for the conditions of eligibility; false: nobody knows.
	// It is set by app; nil knows nothing.
	Fact func(t *store.Tx, unit string, fact programme.Fact) (string, bool, error)

	// Freed gives up what a later room holds for an application that is withdrawn: its place among the recommended.
	// It is set by app.
	Freed func(t *act.Tx, a Application) error

	// Papers finds the papers of later rooms by their content, so that an uploaded one is known as genuine (the form with
	// the recommender's opinion in its box). It is set by app; nil knows nothing.
	Papers func(t *store.Tx, hash string) ([]Paper, error)

	// Reasons give the words of later rooms' acts on an application, for its history. app sets them.
	Reasons []func(t *store.Tx, application string) ([]Reason, error)

	uploads uploads

	fields sync.Map // definition's hash -> map[string]programme.Field: what a save may write
}

// New makes the room, and says at the door how its act of two persons is performed.
func New(door *act.Door, blobs *files.Store, fonts *paper.Fonts, public string) *Room {
	r := &Room{Door: door, Files: blobs, Fonts: fonts, Public: public}
	door.Second(rowLate, r.openLate)
	return r
}

// Work tells the queue what the room's jobs do.
func (r *Room) Work(q *jobs.Queue) { jobs.Work(q, r.Render) }

// fieldsOf are the fields of an application's form by their keys. A definition never changes under its hash.
func (r *Room) fieldsOf(t *store.Tx, a Application) (map[string]programme.Field, error) {
	if known, ok := r.fields.Load(a.Definition); ok {
		return known.(map[string]programme.Field), nil
	}
	c, err := call.Get(t, a.Cohort)
	if err != nil {
		return nil, err
	}
	fields := map[string]programme.Field{}
	for _, f := range c.Programme.Fields() {
		fields[f.Key] = f
	}
	r.fields.Store(a.Definition, fields)
	return fields, nil
}

// standing tells whether the actor was invited to write the application; asked only where nothing else lets him in.
func standing(t *store.Tx, actor access.Actor, a Application) (bool, error) {
	if owns(actor, a) || !actor.SignedIn() {
		return false, nil
	}
	return isWriter(t, a.ID, actor.Account)
}

// window is when the cohort of an application takes it.
func window(t *store.Tx, cohort string) (Window, error) {
	d, err := call.DatesFor(t, cohort, "")
	return Window{Opens: d.Opens, Until: d.Electronic}, err
}
