package run

import (
	"context"
	"errors"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// Draft is what is being written for a pilot and not handed in yet.
type Draft struct {
	Body    string // the form as JSON
	Account string
	At      time.Time
}

// mostDraft bounds a draft: a plan of 30 milestones is about 60 KB.
const mostDraft = 1 << 20

// DraftOf is the draft of a piece of work; false while nothing was typed.
func DraftOf(t *store.Tx, pilot, what string) (Draft, bool, error) {
	return selectDraft(t, pilot, what)
}

// OfficeDraft begins the names of what the office writes about a pilot: nobody else keeps it.
const OfficeDraft = "office-"

// Keeping is what was typed of a piece of work.
type Keeping struct {
	Pilot  string
	What   string // the name of the draft
	Body   string
	Before time.Time // the instant of the draft that the page had shown
	When   When
}

// When refuses to keep what is typed of a piece of work that cannot be handed in any more, or not from the page on which it
// was typed. It is asked in the transaction that keeps it, with the pilot locked.
type When func(t *store.Tx, c Case) error

// Keep keeps what the people of a pilot's unit, or the office in what is its own, have typed of a piece of work. It is no
// act. Where a colleague has saved since the draft that the page had shown, nothing is overwritten and false is given.
func (r *Room) Keep(ctx context.Context, actor access.Actor, k Keeping) (at time.Time, kept bool, err error) {
	may := mayReport
	if strings.HasPrefix(k.What, OfficeDraft) {
		may = mayDirect
	}
	return r.KeepBy(ctx, actor, k, may)
}

// KeepBy keeps, in the same way, what those type of a piece of work in a later room whom that room lets.
func (r *Room) KeepBy(ctx context.Context, actor access.Actor, k Keeping, may func(access.Actor, Case) access.Verdict) (at time.Time, kept bool, err error) {
	if err := mayKeep(k.Body); err != nil {
		return at, false, err
	}
	err = r.Door.DB.Write(ctx, func(t *store.Tx) error {
		c, err := lockCase(t, k.Pilot)
		if err != nil {
			return err
		}
		if err := may(actor, c).Err(); err != nil {
			return err
		}
		if err := k.When(t, c); err != nil {
			return err
		}
		last, found, err := DraftOf(t, k.Pilot, k.What)
		if err != nil {
			return err
		}
		if found && last.Account != actor.Account && last.At.After(k.Before) {
			return nil
		}
		at, kept = t.Now(), true
		return putDraft(t, k.Pilot, k.What, Draft{Body: k.Body, Account: actor.Account, At: at})
	})
	return at, kept, err
}

// Older refuses what was written upon something that has been followed by a newer since: what its page says it was written
// upon, and what stands. A page that says nothing is not refused.
func Older(rule, upon, stands string) error {
	if upon == "" || upon == stands {
		return nil
	}
	return fault.Conflict(rule, "您打开这一页以后，这里又有了新的报送或者结果，您填写的内容没有存上。请先看过，再决定要不要提交。")
}

// PlanUpon names the newest version of a pilot's plan: its form is written upon it.
func PlanUpon(plans []Plan) string { return itoa(len(plans)) }

// WhenPlanning keeps a plan while it is being written, from a page that had shown its newest version.
func WhenPlanning(upon string) When {
	return func(t *store.Tx, c Case) error {
		if err := MaySubmitPlan(c.State); err != nil {
			return err
		}
		plans, err := PlansOf(t, c.ID)
		if err != nil {
			return err
		}
		return Older("R1", upon, PlanUpon(plans))
	}
}

// ReportUpon names the newest report, or excuse, for a stocktaking: the next one's form is written upon it.
func ReportUpon(history []Report) string { return itoa(len(history)) }

// WhenReporting keeps a report while its stocktaking is open, from a page that had shown the newest one.
func WhenReporting(stocktaking, upon string) When {
	return func(t *store.Tx, c Case) error {
		s, err := orNotFound(StocktakingOf(t, stocktaking))
		if err != nil {
			return err
		}
		if err := errors.Join(MayGoOn(c.State), MayReport(s, c.Pilot)); err != nil {
			return err
		}
		history, err := selectOfPilot(t, stocktaking, c.ID)
		if err != nil {
			return err
		}
		return Older("R2", upon, ReportUpon(history))
	}
}

// ChangeUpon names the newest change of a pilot: the form of the next one is written upon it.
func ChangeUpon(changes []Change) string { return itoa(len(changes)) }

// WhenAsking keeps a change while it can be asked for, from a page that had shown the newest one.
func WhenAsking(kind ChangeKind, upon string) When {
	return func(t *store.Tx, c Case) error {
		if err := MayGoOn(c.State); err != nil {
			return err
		}
		changes, err := ChangesOf(t, c.ID)
		if err != nil {
			return err
		}
		if err := mayBeAsked(kind, changes); err != nil {
			return err
		}
		return Older("R5", upon, ChangeUpon(changes))
	}
}

func mayKeep(body string) error {
	if len(body) > mostDraft {
		return fault.Invalid("内容太多，没有保存。请删减，或者放进附件。")
	}
	return nil
}

// ForgetDraft forgets the draft of a piece of work that was handed in to a later room, in the act that takes it.
func ForgetDraft(t *store.Tx, pilot, what string) error { return dropDraft(t, pilot, what) }
