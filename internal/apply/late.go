package apply

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// LateDoor lets one application be submitted after the deadline (逾期补报), for a proven fault of the system.
type LateDoor struct {
	ID          string    `json:"-"`
	Application string    `json:"application"`
	At          time.Time `json:"-"`
	Until       time.Time `json:"until"`
	Reason      string    `json:"reason"`
	Evidence    string    `json:"evidence"` // a stored file's hash
}

// Object is what the late door is opened for.
func (d LateDoor) Object() string { return Object(d.Application) }

// Papers are the files that its proposal rests on.
func (d LateDoor) Papers() []act.Paper { return []act.Paper{{Name: "证明材料", Hash: d.Evidence}} }

// ProposeLate proposes a late door; an approver confirms it. It gives the proposal.
func (r *Room) ProposeLate(ctx context.Context, actor access.Actor, door LateDoor) (string, error) {
	return r.Door.Propose(ctx, actor, rowLate, door.Object(), door, door.Reason)
}

func (r *Room) openLate(t *act.Tx, params json.RawMessage) error {
	in, err := act.Proposed[LateDoor](t, params)
	if err != nil {
		return err
	}
	a, err := lock(t.Tx, in.Application)
	if err != nil {
		return err
	}
	w, err := windowFor(t.Tx, a)
	if err != nil {
		return err
	}
	if err := MayOpenLate(a, w, in, t.Now()); err != nil {
		return err
	}
	if r.Files.Check(in.Evidence) != nil {
		return fault.InvalidField("evidence", "证明材料没有上传成功，请重新上传。")
	}
	in.ID, in.At = store.NewID(), t.Now()
	if err := insertLate(t.Tx, in, t.Because(in.Reason)); err != nil {
		return err
	}
	t.Touch("late_door", in.ID)
	p, err := definitionOf(t.Tx, a)
	if err != nil {
		return err
	}
	return tellUnit(t.Tx, a, "可以逾期补报", "经"+p.Organiser.Office+"核实同意，贵单位可以在"+calendar.Show(in.Until, t.Now())+"补报"+p.Called().Form+"，请抓紧提交。")
}

// LateDoors lists the late doors of an application, the newest first; id "" lists everybody's.
func LateDoors(t *store.Tx, id string) ([]LateDoor, error) { return selectLate(t, id) }

// Missed finds what was not submitted in a cohort, or sent back and not submitted again, by part of the unit's name: for
// the office when it opens a late door. It tells who, and nothing of what was written.
func Missed(t *store.Tx, cohort, name string) ([]Application, error) {
	if strings.TrimSpace(name) == "" {
		return nil, nil
	}
	return selectMissed(t, cohort, strings.TrimSpace(name))
}

// windowFor is when an application may be submitted.
func windowFor(t *store.Tx, a Application) (Window, error) {
	w, err := window(t, a.Cohort)
	if err != nil {
		return w, err
	}
	r, _, err := ReturnOf(t, a)
	if err != nil {
		return w, err
	}
	w = WindowOf(w, a, r, time.Time{})
	if !Late(t.Now(), w.Until) {
		return w, nil
	}
	doors, err := LateDoors(t, a.ID)
	var late time.Time
	for _, d := range doors {
		if d.Until.After(late) {
			late = d.Until
		}
	}
	return WindowOf(w, a, r, late), err
}

// WindowFor is when an application may be submitted: the cohort's window, a return's personal date, a late door.
func WindowFor(t *store.Tx, a Application) (Window, error) { return windowFor(t, a) }
