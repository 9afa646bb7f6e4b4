package evaluate

import (
	"fmt"

	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Drafts are all that is kept here while it is typed, by the names of the drafts.
var Drafts = []string{DraftRectify, DraftStatement, DraftLook(Midterm), DraftLook(Second), DraftLook(Final)}

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
	case DraftLook(Midterm):
		return due == DueMidterm
	case DraftLook(Second):
		return due == DueSecond
	case DraftLook(Final):
		return due == DueFinal || due == DueGrade
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
		if !Writes(e, what, calendar.DayOf(t.Now())) {
			return fault.Conflict("J1", "这一项已经报送、登记，或者不再需要填写。")
		}
		return e.older(what, upon)
	}
}

// older refuses a piece of work from a page that had not shown what stands of it.
func (e Evaluation) older(what, upon string) error { return run.Older("J1", upon, UponOf(e, what)) }
