package accept

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// under is an application under check with what its conclusion needs.
type under struct {
	apply.Application
	p     *programme.Programme
	items []programme.CheckItem
	lines map[string]Line
}

// lockFor reads an application for a conclusion and keeps it: version is the one that was looked at.
func lockFor(t *act.Tx, id string, version int) (u under, err error) {
	if u.Application, err = apply.Lock(t.Tx, id); err != nil {
		return u, err
	}
	if _, err := apply.See(t.Tx, t.Actor, id); err != nil {
		return u, err
	}
	if u.Version != version {
		return u, fault.Conflict("", "申报材料已经有了新的版本，请刷新页面，按现行版本重新核对。")
	}
	c, err := call.Get(t.Tx, u.Cohort)
	if err != nil {
		return u, err
	}
	u.p, u.items = c.Programme, ItemsFor(c.Programme, u.Kind)
	u.lines, err = DraftOf(t.Tx, id, version)
	return u, err
}

// Save keeps what was typed of a check: no act. Lines that the programme does not ask are not kept.
func (r *Room) Save(ctx context.Context, actor access.Actor, id string, version int, lines []Line) error {
	return r.Door.DB.Write(ctx, func(t *store.Tx) error {
		a, err := apply.See(t, actor, id)
		if err != nil {
			return err
		}
		if err := mayCheck(actor).Err(); err != nil {
			return err
		}
		if a.Version != version {
			return fault.Conflict("", "申报材料已经有了新的版本，请刷新页面，按现行版本重新核对。")
		}
		if err := MayCheck(a); err != nil {
			return err
		}
		c, err := call.Get(t, a.Cohort)
		if err != nil {
			return err
		}
		return saveLines(t, a, ItemsFor(c.Programme, a.Kind), lines, actor.Account)
	})
}

func saveLines(t *store.Tx, a apply.Application, items []programme.CheckItem, lines []Line, account string) error {
	typed, _ := byItem(lines, nil)
	for _, item := range items {
		line, known := typed[item.Key]
		if !known {
			continue
		}
		if what := tooLong(line.Note); what != "" {
			return fault.InvalidField("result."+item.Key, what)
		}
		if err := upsertDraft(t, a, line, account); err != nil {
			return err
		}
	}
	return nil
}

// Accept accepts an application whose items all passed (C1); where the programme has no check, as it stands.
func (r *Room) Accept(ctx context.Context, actor access.Actor, id string, version int) error {
	return r.conclude(ctx, actor, rowAccept, id, version, func(t *act.Tx, u under) error {
		if err := MayAccept(u.Application, u.items, u.lines); err != nil {
			return err
		}
		hints, err := Hints(t.Tx, u.p, u.Application)
		if err != nil {
			return err
		}
		if fields := Unexplained(u.items, u.lines, hints); len(fields) > 0 {
			return fault.Invalid("受理前还有检查项要写明依据。", fields...)
		}
		if err := freeze(t, u, Conclusion{Outcome: Accepted}); err != nil {
			return err
		}
		if err := apply.SetState(t, u.Application, apply.StateAccepted); err != nil {
			return err
		}
		return hold(t, u, "受理", u.p.Called().Act+"已受理", acceptedWords(u))
	})
}

// conclude runs an act that concludes a check, on the version that was looked at.
func (r *Room) conclude(ctx context.Context, actor access.Actor, row act.Row, id string, version int, work func(*act.Tx, under) error) error {
	_, err := r.Door.Do(ctx, actor, row, apply.Object(id), func(t *act.Tx) error {
		u, err := lockFor(t, id, version)
		if err != nil {
			return err
		}
		if err := t.Allow(mayCheck(actor)); err != nil {
			return err
		}
		return work(t, u)
	})
	return err
}

// Supplement sends an application back for the named fields until a date; one without fields asks for paper alone, and
// the version stands.
func (r *Room) Supplement(ctx context.Context, actor access.Actor, id string, version int, fields []apply.ReturnItem, until time.Time) error {
	if len(fields) == 0 {
		return r.askPaper(ctx, actor, id, version, until)
	}
	return r.conclude(ctx, actor, rowSupplement, id, version, func(t *act.Tx, u under) error {
		if err := MaySupplement(u.Application, u.items, u.lines); err != nil {
			return err
		}
		if err := freeze(t, u, Conclusion{Outcome: Supplement, Reason: mendWords(u), Until: until}); err != nil {
			return err
		}
		return apply.SendBack(t, u.Application, fields, until)
	})
}

// askPaper asks for paper to be mended: no field of the form is opened, the items stay a draft.
func (r *Room) askPaper(ctx context.Context, actor access.Actor, id string, version int, until time.Time) error {
	return r.conclude(ctx, actor, rowPaper, id, version, func(t *act.Tx, u under) error {
		if err := MaySupplement(u.Application, u.items, u.lines); err != nil {
			return err
		}
		d, err := call.DatesFor(t.Tx, u.Cohort, "")
		if err != nil {
			return err
		}
		if what := wrongUntil(until, d.Supplement, t.Now()); what != "" {
			return fault.InvalidField("until", what)
		}
		words := mendWords(u)
		if err := record(t, u, Conclusion{Outcome: PaperToMend, Reason: words, Until: until}); err != nil {
			return err
		}
		return apply.TellUnit(t.Tx, u.Application, "请补正纸质件", paperWords(u, words, until, t.Now()))
	})
}

// ProposedReject is what is proposed to the approver.
type ProposedReject struct {
	Application string `json:"application"`
	Version     int    `json:"version"`
	Lines       []Line `json:"lines"`
	Reason      string `json:"reason"`
}

// Object is the application that it is about.
func (p ProposedReject) Object() string { return apply.Object(p.Application) }

// ProposeReject proposes not to accept; an approver confirms it. The items go with it as they stand in the draft.
func (r *Room) ProposeReject(ctx context.Context, actor access.Actor, id string, version int, reason string) (string, error) {
	in := ProposedReject{Application: id, Version: version, Reason: reason}
	err := r.Door.DB.Read(ctx, func(t *store.Tx) (err error) {
		in.Lines, err = selectDraft(t, id, version)
		return err
	})
	if err != nil {
		return "", err
	}
	return r.Door.Propose(ctx, actor, rowReject, apply.Object(id), in, reason)
}

// ProposedRejection reads what was proposed, for the approver's page.
func ProposedRejection(params json.RawMessage) (in ProposedReject, err error) {
	return in, json.Unmarshal(params, &in)
}

func (r *Room) reject(t *act.Tx, params json.RawMessage) error {
	in, err := act.Proposed[ProposedReject](t, params)
	if err != nil {
		return err
	}
	u, err := lockFor(t, in.Application, in.Version)
	if err != nil {
		return err
	}
	u.lines, _ = byItem(in.Lines, nil)
	overdue, err := overdueNow(t, u.p, u.Application)
	if err != nil {
		return err
	}
	if err := MayReject(u.Application, u.items, u.lines, overdue, in.Reason); err != nil {
		return err
	}
	if err := freeze(t, u, Conclusion{Outcome: Rejected, Reason: in.Reason}); err != nil {
		return err
	}
	if err := apply.SetState(t, u.Application, apply.StateNotAccepted); err != nil {
		return err
	}
	if r.Freed != nil {
		if err := r.Freed(t, u.Application); err != nil {
			return err
		}
	}
	return hold(t, u, causeRejected, u.p.Called().Act+"不予受理", rejectedWords(u, in.Reason))
}

func overdueNow(t *act.Tx, p *programme.Programme, a apply.Application) (bool, error) {
	r, _, err := apply.ReturnOf(t.Tx, a)
	if err != nil {
		return false, err
	}
	asked, _, err := PaperAsked(t.Tx, p, a)
	return Overdue(a, r, asked, t.Now()), err
}

// freeze fixes the items of the version that are not fixed yet, and records the conclusion.
func freeze(t *act.Tx, u under, c Conclusion) error {
	fixed, err := ItemsOf(t.Tx, u.ID, u.Version)
	if err != nil {
		return err
	}
	for _, item := range u.items {
		line, answered := u.lines[item.Key]
		if _, known := fixed[item.Key]; known || !answered || line.Result == "" {
			continue
		}
		if err := insertItem(t, u.Application, line, rand.Text()); err != nil {
			return err
		}
	}
	if err := deleteDraft(t.Tx, u.ID); err != nil {
		return err
	}
	return record(t, u, c)
}

func record(t *act.Tx, u under, c Conclusion) error {
	c.ID, c.Application, c.Version, c.At, c.Account = store.NewID(), u.ID, u.Version, t.Now(), t.Actor.Account
	salt := rand.Text()
	if c.Reason != "" {
		salt = t.Because(c.Reason)
	}
	return insertConclusion(t, c, salt)
}

// hold puts a result into the outbox, where it waits until the office has read it.
func hold(t *act.Tx, u under, cause, title, text string) error {
	return notify.Hold(t, notify.Letter{Cohort: u.Cohort, Unit: u.Unit, Title: title, Text: text, Link: link(u.ID), Cause: cause})
}

func link(id string) string { return "/applications/" + id }
