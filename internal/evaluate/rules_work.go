package evaluate

import (
	"fmt"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Drafts are all that is kept here while it is typed, by the names of the drafts.
var Drafts = []string{DraftRectify, DraftStatement, DraftLook(Midterm), DraftLook(Second), DraftLook(Final)}

// Announcement is the one form with a file that has no draft: the registration of the document about a loss.
const Announcement = "announcement"

// Writes tells whether a piece of work, by the name of its draft, is to be written today (J1, J2): what can be handed in, and
// nothing else, is kept while it is typed.
func Writes(e Evaluation, what string, today calendar.Day) bool {
	due, _ := DueOf(e, today)
	switch what {
	case DraftRectify:
		look, found := e.Last(Midterm)
		return e.State == run.Rectifying && found && look.Conclusion == Failed
	case DraftStatement:
		l, asked := e.Hearing()
		return e.State == run.LossProposed && asked && MayState(l, today) == nil
	case Announcement:
		return due == DueAnnounce
	case DraftLook(Midterm):
		return due == DueMidterm
	case DraftLook(Second):
		return due == DueSecond
	case DraftLook(Final):
		return due == DueFinal || due == DueTerm || due == DueGrade
	}
	return false
}

// UponOf names what stands of a piece of work: its page carries it, so that an old page does not replace what a colleague has
// handed in since.
func UponOf(e Evaluation, what string) string {
	switch what {
	case DraftRectify:
		return fmt.Sprintf("%d-%d-%d", len(e.Looks), len(e.Losses), len(e.Rectified))
	case DraftStatement:
		l, _ := e.Loss()
		return fmt.Sprintf("%d-%d", len(e.Losses), clock.Micros(l.StatedAt))
	}
	return fmt.Sprint(len(e.Looks))
}

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
