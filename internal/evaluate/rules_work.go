package evaluate

import (
	"fmt"

	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/run"
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
