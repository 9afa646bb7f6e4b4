package run

import (
	"context"
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

// Keep keeps what the people of a pilot's unit, or the office in what is its own, have typed of a piece of work. It is no act. before is the instant of the
// draft that the page had shown: where a colleague has saved since, nothing is overwritten and false is given.
func (r *Room) Keep(ctx context.Context, actor access.Actor, pilot, what, body string, before time.Time) (at time.Time, kept bool, err error) {
	if err := mayKeep(body); err != nil {
		return at, false, err
	}
	err = r.Door.DB.Write(ctx, func(t *store.Tx) error {
		c, err := CaseOf(t, pilot)
		if err != nil {
			return err
		}
		may := mayReport
		if strings.HasPrefix(what, OfficeDraft) {
			may = mayDirect
		}
		if err := may(actor, c).Err(); err != nil {
			return err
		}
		last, found, err := DraftOf(t, pilot, what)
		if err != nil {
			return err
		}
		if found && last.Account != actor.Account && last.At.After(before) {
			return nil
		}
		at, kept = t.Now(), true
		return putDraft(t, pilot, what, Draft{Body: body, Account: actor.Account, At: at})
	})
	return at, kept, err
}

func mayKeep(body string) error {
	if len(body) > mostDraft {
		return fault.Invalid("内容太多，没有保存。请删减，或者放进附件。")
	}
	return nil
}

// ForgetDraft forgets the draft of a piece of work that was handed in to a later room, in the act that takes it.
func ForgetDraft(t *store.Tx, pilot, what string) error { return dropDraft(t, pilot, what) }
