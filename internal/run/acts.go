package run

import (
	"context"
	"slices"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/jobs"
	"shidian/internal/ledger"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// Room is the room's acts and what they need.
type Room struct {
	Door  *act.Door
	Files *files.Store
	Fonts *paper.Fonts
	Years calendar.Years // the official calendar, for periods in working days
	// Lost is called by the act by which a pilot withdraws or is ended, with where it then stands: what is public of it is taken
	// down along. It is set by app.
	Lost func(t *act.Tx, p Pilot) error
}

// New makes the room, and says at the door how its acts of two persons are performed.
func New(door *act.Door, blobs *files.Store, fonts *paper.Fonts, years calendar.Years) *Room {
	r := &Room{Door: door, Files: blobs, Fonts: fonts, Years: years, Lost: func(*act.Tx, Pilot) error { return nil }}
	r.second()
	return r
}

var (
	unitPeople = []access.Role{access.Clerk, access.Head}
	handlers   = []access.Role{access.Handler}
)

// second registers the acts of two persons.
func (r *Room) second() {
	r.Door.Second(rowApprovePlan, r.approvePlan)
	r.Door.Second(rowDecide, r.decideChange)
}

// Work tells the queue what the room's jobs do.
func (r *Room) Work(q *jobs.Queue) { jobs.Work(q, r.RenderPlan) }

// Due says what happens when something of a pilot falls due.
func (r *Room) Due(sweep *jobs.Sweep) {
	r.duePlans(sweep)
	r.dueStocktakings(sweep)
}

// Checks are the room's further proofs.
func (r *Room) Checks() []ledger.Check {
	return []ledger.Check{{Table: "plan", Run: r.checkPlans}, {Table: "half_report", Run: r.checkReports}, {Table: "pilot_change", Run: r.checkEvidence}}
}

// Blobs are the files that the room's rows refer to.
func Blobs(t *store.Tx) ([]string, error) {
	papers, err := planPapers(t)
	if err != nil {
		return nil, err
	}
	proofs, err := reportFiles(t)
	if err != nil {
		return nil, err
	}
	evidence, err := changeBlobs(t)
	return slices.Concat(papers, proofs, evidence), err
}

// Acts is the room's part of the table of acts.
func Acts() []act.Row { return slices.Concat(planRows, stocktakingRows, followRows) }

// Covers are the room's tables that are bound to the ledger.
func Covers() []ledger.Cover {
	return slices.Concat([]ledger.Cover{{Table: "pilot", Key: []string{"id"}, Columns: []string{"cohort", "application", "unit", "contents", "from_day",
		"until_day", "state", "opened_at", "salt"}}}, planCovers, stocktakingCovers, followCovers)
}

// Uncovered names the room's tables that are not bound to the ledger, and why.
func Uncovered() map[string]string {
	return map[string]string{"work_draft": "实施方案、半年报告等的草稿，不是办理"}
}

// on performs an act on a living pilot: locked, and judged by the policy that the act asks.
func (r *Room) on(ctx context.Context, actor access.Actor, row act.Row, id string, may func(access.Actor, Case) access.Verdict, work func(*act.Tx, Case) error) error {
	_, err := r.Door.Do(ctx, actor, row, Object(id), func(t *act.Tx) error {
		c, err := lockCase(t.Tx, id)
		if err != nil {
			return err
		}
		if err := t.Allow(may(actor, c)); err != nil {
			return err
		}
		if err := MayGoOn(c.State); err != nil {
			return err
		}
		return work(t, c)
	})
	return err
}

func lockCase(t *store.Tx, id string) (Case, error) {
	p, err := Lock(t, id)
	if err != nil {
		return Case{}, err
	}
	return caseOf(t, p)
}

// MayGoOn refuses whatever is done to a pilot that has come to one of its four ends.
func MayGoOn(s act.State) error {
	if !Living(s) {
		return fault.Conflict("R1", "这个单位已经"+StateTitles[s]+"，不能再办理。")
	}
	return nil
}
