package call

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/jobs"
	"shidian/internal/store"
)

// Proposed is what two persons register: the registration and the hash of the text it is for.
type Proposed struct {
	Registration
	Text string // hash of the draft
}

// ProposedIn reads it from a proposal of this room.
func ProposedIn(p act.Proposal) (Proposed, error) {
	var params Proposed
	err := json.Unmarshal(p.Params, &params)
	return params, err
}

// Register proposes the registration and publication of the draft as it stands: a first version, or a correction. It
// takes effect when an approver confirms it at the door (life.md, "call", 2).
func (r *Room) Register(ctx context.Context, actor access.Actor, id string, reg Registration) (proposal string, err error) {
	var c Cohort
	var draft DraftText
	err = r.DB().Read(ctx, func(t *store.Tx) error {
		if err := MaySeeDraft(actor).Err(); err != nil {
			return err
		}
		if c, err = Get(t, id); err != nil {
			return err
		}
		draft, err = DraftOf(t, id)
		return err
	})
	if err != nil {
		return "", err
	}
	row := rowPublish
	if c.Version > 0 {
		row = rowCorrect
	}
	if c.Version == 0 {
		reg.Note = ""
	}
	if reg.Issued != "" && !r.isPDF(reg.Issued) {
		return "", fault.InvalidField("issued", "没有找到上传的文件，请重新选择正式印发的 PDF 文件。")
	}
	return r.Door.Propose(ctx, actor, row, Object(id), Proposed{reg, draft.Text.Hash()}, reg.Note)
}

// isPDF tells whether the hash is that of a PDF that was handed in.
func (r *Room) isPDF(hash string) bool {
	f, err := r.Files.Get(hash)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 5)
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == "%PDF-"
}

func (r *Room) performPublish(t *act.Tx, raw json.RawMessage) error { return r.publish(t, raw, Draft) }

func (r *Room) performCorrect(t *act.Tx, raw json.RawMessage) error {
	return r.publish(t, raw, Published, Closed)
}

// publish registers a version and puts it in force; it is the performer of both acts of two persons.
func (r *Room) publish(t *act.Tx, raw json.RawMessage, from ...act.State) error {
	var in Proposed
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	c, err := Get(t.Tx, t.Object[len(Object("")):])
	if err != nil {
		return err
	}
	if err := t.Allow(mayRegister(t.Actor)); err != nil {
		return err
	}
	draft, err := DraftOf(t.Tx, c.ID)
	if err != nil {
		return err
	}
	if err := r.mayPublish(t, c, draft.Text, in); err != nil {
		return err
	}
	v := Version{Cohort: c.ID, N: c.Version + 1, Number: in.Number, Signer: in.Signer, Dated: in.Dated, Issued: in.Issued,
		Note: in.Note, Text: registered(draft.Text, in.Registration), At: t.Now()}
	v.Hash = v.Text.Hash()
	if err := insertVersion(t.Tx, v, t.Because(in.Note)); err != nil {
		return err
	}
	t.Touch("notice_version", versionKey(c.ID, v.N))
	t.Froze(unhex(v.Hash))
	return r.putInForce(t, c, v)
}

// mayPublish gathers every rule that a registration has to satisfy, so that all that is to be mended is said at once.
func (r *Room) mayPublish(t *act.Tx, c Cohort, text Text, in Proposed) error {
	if text.Hash() != in.Text {
		return fault.Conflict("N1", "提请审签之后通知又有修改，与提请时不一致。请退回，重新提请。")
	}
	before, err := DatesFor(t.Tx, c.ID, "")
	if err != nil {
		return err
	}
	wrong := Unregistered(in.Registration, c.Version+1, t.Now())
	wrong = append(wrong, Incomplete(c.Programme, text)...)
	wrong = append(wrong, WrongDates(c.Programme, text, before, t.Now())...)
	if taken, err := NumberTaken(t.Tx, in.Number, c.ID); err != nil {
		return err
	} else if taken {
		wrong = append(wrong, fault.Field{Key: "number", Message: "这个文号已用于另一份通知，请核对。"})
	}
	if len(wrong) > 0 {
		return fault.Invalid("通知还不能发布，请先修改以下各处。", wrong...)
	}
	return nil
}

// registered is the text with the number and the date that it was given.
func registered(x Text, reg Registration) Text {
	x.Notice.Number, x.Notice.Imprint.Date = reg.Number, reg.Dated
	return x
}

// putInForce makes a version the cohort's: its dates, its number, its state, and what falls due.
func (r *Room) putInForce(t *act.Tx, c Cohort, v Version) error {
	if err := r.moveDates(t, c, v.Text); err != nil {
		return err
	}
	from, dates := c.State, v.Text.DatesIn(c.Programme)
	c.Version, c.Number, c.State = v.N, v.Number, Published
	if c.PublishedAt.IsZero() {
		c.PublishedAt = t.Now()
	}
	if err := updateCohort(t.Tx, c); err != nil {
		return err
	}
	t.Touch("cohort", c.ID)
	if err := schedule(t.Tx, c, dates, v.N == 1, t.Now()); err != nil {
		return err
	}
	if v.N > 1 {
		if err := r.tellCorrected(t.Tx, c, v); err != nil {
			return err
		}
	}
	return t.Move(from, c.State)
}

// moveDates writes the dates that differ from those in force.
func (r *Room) moveDates(t *act.Tx, c Cohort, text Text) error {
	before, err := datesByKind(t.Tx, c.ID)
	if err != nil {
		return err
	}
	for _, kind := range c.Programme.Dates {
		written, err := putDate(t.Tx, c.ID, kind.Key, before[kind.Key], text.At(kind.Key))
		if err != nil {
			return err
		}
		if written {
			t.Touch("cohort_date", c.ID+"/"+kind.Key)
		}
	}
	return nil
}

// Close ends the applying when the electronic deadline is over: an act of the system. Asked again it does nothing.
func (r *Room) Close(ctx context.Context, id string) error {
	done := false
	err := r.DB().Read(ctx, func(t *store.Tx) error {
		c, err := Get(t, id)
		done = c.State != Published
		return err
	})
	if err != nil || done {
		return err
	}
	_, err = r.Door.Do(ctx, access.SystemActor, rowClose, Object(id), func(t *act.Tx) error {
		c, err := Get(t.Tx, id)
		if err != nil {
			return err
		}
		d, err := DatesFor(t.Tx, id, "")
		if err != nil {
			return err
		}
		if !Over(d, t.Now()) {
			return fault.Conflict("A5", "申报截止时间还没有到。")
		}
		from := c.State
		c.State = Closed
		if err := updateCohort(t.Tx, c); err != nil {
			return err
		}
		t.Touch("cohort", id)
		if err := r.tellClosed(t.Tx, c); err != nil {
			return err
		}
		return t.Move(from, Closed)
	})
	return err
}

// schedule notes what falls due. A correction moves what is still to come; the opening is told once.
func schedule(t *store.Tx, c Cohort, d Dates, first bool, now time.Time) error {
	due := Reminders(d, now)
	maps.Copy(due, RoleReminders(d, now))
	if !first {
		delete(due, DueOpens)
	}
	for _, kind := range []string{DueOpens, DueSoon, DueLastDay, DueClosed, DueRecommendSoon, DueRecommendOver, DuePaperSoon, DuePaperLast} {
		var err error
		if at, coming := due[kind]; coming {
			err = jobs.Put(t, kind, c.Object(), at)
		} else if kind != DueOpens {
			err = jobs.Drop(t, kind, c.Object())
		}
		if err != nil {
			return err
		}
	}
	return nil
}
