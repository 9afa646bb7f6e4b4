package spread

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
)

// DraftFunding is the draft of what the office draws up.
const DraftFunding = run.OfficeDraft + "funding"

// draftSpending begins the drafts of what a unit states of its fundings.
const draftSpending = "spending-"

// DraftSpending is the draft of what a unit states of its n-th funding.
func DraftSpending(n int) string { return draftSpending + strconv.Itoa(n) }

// UponFunding names what stands of a pilot's money: its form is written upon it.
func UponFunding(b Branded) string {
	text := strconv.Itoa(len(b.Fundings))
	if len(b.Fundings) > 0 {
		text += string(b.Fundings[len(b.Fundings)-1].State)
	}
	return text
}

// UponSpending names what a unit has stated of its money so far, and what was paid.
func UponSpending(f Funding) string {
	text := fmt.Sprintf("%d-%d", len(f.Spendings), f.Paid())
	if len(f.Spendings) > 0 {
		text += string(f.Spendings[len(f.Spendings)-1].State)
	}
	return text
}

// KeepBrandDraft keeps what is typed of a pilot's money while it can be handed in, from a page that had shown what stands. It is
// no act; false where a colleague has saved since.
func (r *Room) KeepBrandDraft(ctx context.Context, actor access.Actor, pilot, what, body string, before time.Time, upon string) (at time.Time, kept bool, err error) {
	return r.Run.Keep(ctx, actor, run.Keeping{Pilot: pilot, What: what, Body: body, Before: before, When: func(t *store.Tx, _ run.Case) error {
		b, err := BrandOf(t, pilot)
		if err != nil {
			return err
		}
		if what == DraftFunding {
			awaits, err := moneyAwaits(t)
			if err != nil {
				return err
			}
			if err := MayDraw(b.Programme(), awaits[b.Application.ID]); err != nil {
				return err
			}
			return run.Older("J4", upon, UponFunding(b))
		}
		for _, f := range b.Fundings {
			if what == DraftSpending(f.N) {
				if err := MayState(f); err != nil {
					return err
				}
				return run.Older("J4", upon, UponSpending(f))
			}
		}
		return fault.NotFound()
	}})
}
