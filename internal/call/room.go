package call

import (
	"context"
	"slices"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Room is the door to this room's acts.
type Room struct {
	Door  *act.Door
	Files *files.Store
	Fonts *paper.Fonts

	// BlankForm is the empty application form of a programme (Annex 2), set by app: the form belongs to a later room.
	BlankForm func(*programme.Programme) paper.Document
	// Begun names the accounts of those who have begun an application of the cohort and not submitted it, set by app.
	Begun func(t *store.Tx, cohort string) ([]string, error)
	// Applicants names the accounts of all who have an application of the cohort, in whatever state, set by app.
	Applicants func(t *store.Tx, cohort string) ([]string, error)
	// Submitted tells how many submissions of a cohort wait for each recommending unit, set by app.
	Submitted func(t *store.Tx, cohort string) (map[string]int, error)
	// Drafting names, for each recommending unit, those below it who have begun and not submitted, set by app.
	Drafting func(t *store.Tx, cohort string) (map[string][]string, error)
	// OwesPaper names the units that owe paper of a cohort, set by app.
	OwesPaper func(t *store.Tx, cohort string) ([]string, error)
}

// New makes the room, and says at the door how its acts of two persons are performed.
func New(door *act.Door, blobs *files.Store, fonts *paper.Fonts) *Room {
	r := &Room{Door: door, Files: blobs, Fonts: fonts}
	door.Second(rowPublish, r.performPublish)
	door.Second(rowCorrect, r.performCorrect)
	door.Second(rowExtend, r.performExtend)
	return r
}

// DB is the database behind the door.
func (r *Room) DB() *store.DB { return r.Door.DB }

// Open opens a cohort with the definition it will keep, and begins its draft from the notice (nil: an empty one).
func (r *Room) Open(ctx context.Context, actor access.Actor, p *programme.Programme, notice *programme.Notice, year int) (string, error) {
	id := store.NewID()
	_, err := r.Door.Do(ctx, actor, rowOpen, Object(id), func(t *act.Tx) error {
		if err := t.Allow(MayDraft(actor)); err != nil {
			return err
		}
		existing, err := List(t.Tx, Draft, Published, Closed)
		if err != nil {
			return err
		}
		if err := MayOpen(p, year, existing); err != nil {
			return err
		}
		fresh, err := insertDefinition(t.Tx, p)
		if err != nil {
			return err
		}
		if fresh {
			t.Touch("definition", p.Hash())
		}
		c := Cohort{ID: id, Programme: p, Hash: p.Hash(), Year: year, State: Draft, OpenedAt: t.Now()}
		if err := insertCohort(t.Tx, c); err != nil {
			return err
		}
		t.Touch("cohort", id)
		if err := putDraft(t.Tx, id, FirstText(p, notice, year), actor.Account); err != nil {
			return err
		}
		return t.Move("", Draft)
	})
	return id, err
}

// Drop gives up a cohort that was opened by mistake and never published; its year is free again.
func (r *Room) Drop(ctx context.Context, actor access.Actor, id, reason string) error {
	_, err := r.Door.Do(ctx, actor, rowDrop, Object(id), func(t *act.Tx) error {
		c, err := Get(t.Tx, id)
		if err != nil {
			return err
		}
		if err := t.Allow(MaySeeDraft(actor)); err != nil {
			return err
		}
		if reason == "" {
			return fault.InvalidField("reason", "请写明撤销的理由。")
		}
		if err := r.notProposed(t.Tx, id); err != nil {
			return err
		}
		t.Because(reason)
		from := c.State
		c.State = Dropped
		if err := updateCohort(t.Tx, c); err != nil {
			return err
		}
		t.Touch("cohort", id)
		return t.Move(from, Dropped)
	})
	return err
}

// Save keeps the office's text. It is a draft and no act; while a registration waits for its second person it stands still.
func (r *Room) Save(ctx context.Context, actor access.Actor, id string, text Text) error {
	return r.DB().Write(ctx, func(t *store.Tx) error {
		if err := MaySeeDraft(actor).Err(); err != nil {
			return err
		}
		c, err := Get(t, id)
		if err != nil {
			return err
		}
		if err := MayDraft(actor).Err(); err != nil {
			return err
		}
		if c.State == Dropped {
			return fault.Conflict("", "这一批次已经撤销，不能再修改。")
		}
		if err := r.notProposed(t, id); err != nil {
			return err
		}
		return putDraft(t, id, text, actor.Account)
	})
}

// notProposed refuses to change what waits for its second person.
func (r *Room) notProposed(t *store.Tx, id string) error {
	if _, waits, err := r.Waiting(t, id); err != nil {
		return err
	} else if waits {
		return fault.Conflict("", "通知已提请审签，审签前不能修改。如需修改，请先请审签人退回。")
	}
	return nil
}

// Waiting is the registration of a cohort that waits for its second person; false when there is none.
func (r *Room) Waiting(t *store.Tx, id string) (act.Proposal, bool, error) {
	all, err := r.proposals(t, id, rowPublish, rowCorrect)
	for _, p := range all {
		if p.State == act.Waiting {
			return p, true, err
		}
	}
	return act.Proposal{}, false, err
}

// proposals are those of some acts about a cohort, the newest first.
func (r *Room) proposals(t *store.Tx, id string, rows ...act.Row) ([]act.Proposal, error) {
	all, err := r.Door.ProposalsOf(t, Object(id))
	return slices.DeleteFunc(all, func(p act.Proposal) bool {
		return !slices.ContainsFunc(rows, func(row act.Row) bool { return row.Name == p.Act })
	}), err
}

// LastAnswer is the newest registration of a cohort that was sent back, with the approver's words; false when the
// newest was not.
func (r *Room) LastAnswer(t *store.Tx, id string) (act.Proposal, bool, error) {
	all, err := r.proposals(t, id, rowPublish, rowCorrect)
	if len(all) == 0 || all[0].State != act.Rejected {
		return act.Proposal{}, false, err
	}
	return all[0], true, err
}
