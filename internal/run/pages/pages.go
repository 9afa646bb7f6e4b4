package pages

import (
	"context"
	"strconv"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
)

// section is the entry of the main navigation that the room's pages belong to.
const section = "pilots"

// Pages answers every address of the room.
type Pages struct {
	Room *run.Room
	DB   *store.DB
}

// New makes the pages over the room.
func New(room *run.Room) *Pages { return &Pages{Room: room, DB: room.Door.DB} }

// signedIn is who asks; nobody sees pilots at work without a log-in.
func signedIn(ctx context.Context) (access.Actor, error) {
	return kit.SignedIn(ctx, "请先登录，再查看入选单位。")
}

// seen reads a pilot that the actor may see.
func seen(t *store.Tx, actor access.Actor, id string) (run.Case, error) {
	c, err := run.CaseOf(t, id)
	if err == nil {
		err = run.MayRead(actor, c).Err()
	}
	return c, err
}

var tones = map[act.State]components.Tone{run.Planning: components.Warn, run.PlanSubmitted: components.Active, run.Running: components.Active,
	run.MidtermPassed: components.Active, run.Rectifying: components.Warn, run.LossProposed: components.Warn, run.Final: components.Active,
	run.Ended: components.Done, run.Disqualified: components.Quiet, run.Withdrawn: components.Quiet, run.Terminated: components.Quiet}

func n(i int) string { return strconv.Itoa(i) }

func day(d calendar.Day, now time.Time) string { return calendar.ShowDay(d, now) }
