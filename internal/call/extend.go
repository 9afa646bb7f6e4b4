package call

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// ExtensionText is what the office drafts when it puts deadlines off for all: the new dates, and why.
type ExtensionText struct {
	Dates  []Date `json:"dates"` // of every kind that stands; those that stay are as they are
	Reason string `json:"reason"`
}

// Moved is one date with what it was and what it is.
type Moved struct {
	Kind   string           `json:"kind"` // key of programme.DateKind
	Before programme.Moment `json:"before"`
	At     programme.Moment `json:"at"`
}

// Extension is an extension for all (延期通知) as it was registered and published.
type Extension struct {
	Cohort string
	N      int           // 1, 2 …
	Number string        // 文号
	Signer string        // 签发人: for the office, not for public pages
	Dated  programme.Day // 成文日期
	Issued string        // hash of the issued PDF in files
	Reason string
	Moved  []Moved // in the programme's order
	At     time.Time
}

// ProposedExtension is what two persons register: the registration, the reason and the dates with what they were.
type ProposedExtension struct {
	Registration
	Reason string
	Moved  []Moved
}

// ProposedExtensionIn reads it from a proposal of this room.
func ProposedExtensionIn(p act.Proposal) (ProposedExtension, error) {
	var params ProposedExtension
	err := json.Unmarshal(p.Params, &params)
	return params, err
}

// Extensions are the extensions of a cohort, the newest first.
func Extensions(t *store.Tx, cohort string) ([]Extension, error) {
	return selectExtensions(t, cohort)
}

// MayExtend judges who may put the deadlines of a cohort off, and draft that: the office, once the notice is out.
func MayExtend(a access.Actor, c Cohort) access.Verdict {
	if v := MaySeeDraft(a); !v.Allowed {
		return v
	}
	if c.Version == 0 {
		return access.Hide()
	}
	return MayDraft(a)
}

// ExtensionDraft is the text that the office works on: what it saved last, else the dates in force and no reason.
func ExtensionDraft(t *store.Tx, c Cohort) (ExtensionText, error) {
	text, found, err := selectExtensionDraft(t, c.ID)
	if err != nil || found {
		return text, err
	}
	return StandingDates(t, c)
}

// StandingDates are the dates in force that can be put off, as an extension begins with.
func StandingDates(t *store.Tx, c Cohort) (ExtensionText, error) {
	at, err := datesByKind(t, c.ID)
	var text ExtensionText
	for _, kind := range extendable(c.Programme) {
		if !at[kind.Key].IsZero() {
			text.Dates = append(text.Dates, Date{Kind: kind.Key, At: moment(at[kind.Key])})
		}
	}
	return text, err
}

// extendable are the kinds of date that can be put off: all but the opening.
func extendable(p *programme.Programme) []programme.DateKind {
	var kinds []programme.DateKind
	for _, kind := range p.Dates {
		if kind.Event != programme.Opens {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// SaveExtension keeps the office's draft, unless its dates are out of order. While a registration waits for its second
// person it stands still.
func (r *Room) SaveExtension(ctx context.Context, actor access.Actor, id string, text ExtensionText) error {
	return r.DB().Write(ctx, func(t *store.Tx) error {
		c, err := Get(t, id)
		if err != nil {
			return err
		}
		if err := MayExtend(actor, c).Err(); err != nil {
			return err
		}
		if _, waits, err := r.WaitingExtension(t, id); err != nil || waits {
			if err == nil {
				err = fault.Conflict("", "延期已提请审签，审签前不能修改。如需修改，请先请审签人退回。")
			}
			return err
		}
		before, err := datesByKind(t, id)
		if err != nil {
			return err
		}
		if wrong := OutOfOrder(c.Programme, movedBy(c.Programme, text, before), before); len(wrong) > 0 {
			return fault.Invalid("延期还不能保存，请先修改以下各处。", wrong...)
		}
		return putExtensionDraft(t, id, text, actor.Account)
	})
}

// WaitingExtension is the extension of a cohort that waits for its second person; false when there is none.
func (r *Room) WaitingExtension(t *store.Tx, id string) (act.Proposal, bool, error) {
	all, err := r.proposals(t, id, rowExtend)
	if len(all) == 0 || all[0].State != act.Waiting {
		return act.Proposal{}, false, err
	}
	return all[0], true, err
}

// LastExtensionAnswer is the newest extension that was sent back, with the approver's words; false when it was not.
func (r *Room) LastExtensionAnswer(t *store.Tx, id string) (act.Proposal, bool, error) {
	all, err := r.proposals(t, id, rowExtend)
	if len(all) == 0 || all[0].State != act.Rejected {
		return act.Proposal{}, false, err
	}
	return all[0], true, err
}

// Extend proposes to put deadlines off for all, by the saved draft, and to publish that (life.md, "Time", 2). It takes
// effect when an approver confirms it.
func (r *Room) Extend(ctx context.Context, actor access.Actor, id string, reg Registration) (proposal string, err error) {
	in := ProposedExtension{Registration: reg}
	in.Note = ""
	err = r.DB().Read(ctx, func(t *store.Tx) error {
		c, err := Get(t, id)
		if err != nil {
			return err
		}
		if err := MayExtend(actor, c).Err(); err != nil {
			return err
		}
		text, err := ExtensionDraft(t, c)
		if err != nil {
			return err
		}
		before, err := datesByKind(t, id)
		in.Reason, in.Moved = strings.TrimSpace(text.Reason), movedBy(c.Programme, text, before)
		return err
	})
	if err != nil {
		return "", err
	}
	if reg.Issued != "" && !r.isPDF(reg.Issued) {
		return "", fault.InvalidField("issued", "没有找到上传的文件，请重新选择正式印发的 PDF 文件。")
	}
	return r.Door.Propose(ctx, actor, rowExtend, Object(id), in, in.Reason)
}

// movedBy are the dates that a text changes, with what they were.
func movedBy(p *programme.Programme, text ExtensionText, before map[string]time.Time) []Moved {
	at := map[string]programme.Moment{}
	for _, d := range text.Dates {
		at[d.Kind] = d.At
	}
	var moved []Moved
	for _, kind := range extendable(p) {
		old := moment(before[kind.Key])
		if next, named := at[kind.Key]; named && next != old {
			moved = append(moved, Moved{Kind: kind.Key, Before: old, At: next})
		}
	}
	return moved
}
