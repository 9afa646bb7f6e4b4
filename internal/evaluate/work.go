package evaluate

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
)

// When keeps a piece of work while it is to be written, from a page that had shown what stands of it.
func When(what, upon string) run.When {
	return func(t *store.Tx, c run.Case) error {
		e, err := Of(t, c.ID)
		if err != nil {
			return err
		}
		if err := e.open(t, what); err != nil {
			return err
		}
		return e.older(what, upon)
	}
}

// open refuses a piece of work that is not to be written today.
func (e Evaluation) open(t *store.Tx, what string) error {
	if !Writes(e, what, calendar.DayOf(t.Now())) {
		return fault.Conflict("J1", "这一项已经报送、登记，或者不再需要填写。")
	}
	return nil
}

// bringing are the acts whose forms bring files, by the names of their drafts, with whom the policy lets.
var bringing = map[string]struct {
	row act.Row
	may func(access.Actor, run.Case) access.Verdict
}{DraftLook(Midterm): {rowMidterm, mayJudge}, DraftLook(Second): {rowSecond, mayJudge}, DraftLook(Final): {rowFinal, mayJudge},
	DraftRectify: {rowRectified, mayAnswer}, DraftStatement: {rowState, mayAnswer}, Announcement: {rowAnnounce, mayJudge}}

// MayBring tells whether an actor may hand in a piece of work now, before its files are taken in.
func MayBring(t *store.Tx, actor access.Actor, pilot, what string) error {
	e, err := Of(t, pilot)
	if err != nil {
		return err
	}
	x := bringing[what]
	if err := x.may(actor, e.Case).Err(); err != nil {
		return err
	}
	if err := x.row.Permits(actor); err != nil {
		return err
	}
	return e.open(t, what)
}

// older refuses a piece of work from a page that had not shown what stands of it.
func (e Evaluation) older(what, upon string) error { return run.Older("J1", upon, UponOf(e, what)) }
