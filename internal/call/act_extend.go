package call

import (
	"encoding/json"
	"strings"
	"time"

	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// performExtend puts the deadlines off: it is the performer of the act of two persons.
func (r *Room) performExtend(t *act.Tx, raw json.RawMessage) error {
	var in ProposedExtension
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	c, err := Get(t.Tx, strings.TrimPrefix(t.Object, Object("")))
	if err != nil {
		return err
	}
	if err := t.Allow(mayRegister(t.Actor)); err != nil {
		return err
	}
	before, err := datesByKind(t.Tx, c.ID)
	if err != nil {
		return err
	}
	if err := mayExtendBy(t.Tx, c, in, before); err != nil {
		return err
	}
	earlier, err := selectExtensions(t.Tx, c.ID)
	if err != nil {
		return err
	}
	e := Extension{Cohort: c.ID, N: len(earlier) + 1, Number: in.Number, Signer: in.Signer, Dated: in.Dated, Issued: in.Issued,
		Reason: in.Reason, Moved: in.Moved, At: t.Now()}
	if err := insertExtension(t.Tx, e, t.Because(in.Reason)); err != nil {
		return err
	}
	t.Touch("extension", versionKey(c.ID, e.N))
	t.Froze(unhex(in.Issued))
	return r.putOff(t, c, e, before)
}

// mayExtendBy gathers every rule that an extension has to satisfy.
func mayExtendBy(t *store.Tx, c Cohort, in ProposedExtension, before map[string]time.Time) error {
	if c.Version == 0 {
		return fault.NotFound()
	}
	for _, m := range in.Moved {
		if m.Before != moment(before[m.Kind]) {
			return fault.Conflict("A5", "提请审签之后截止时间又有变动，与提请时不一致。请退回，重新提请。")
		}
	}
	wrong := Unregistered(in.Registration, 1, t.Now())
	wrong = append(wrong, WrongExtension(c.Programme, in.Moved, in.Reason, before, t.Now())...)
	if taken, err := NumberTaken(t, in.Number, ""); err != nil {
		return err
	} else if taken {
		wrong = append(wrong, fault.Field{Key: "number", Message: "这个文号已用于另一份通知，请核对。"})
	}
	if len(wrong) > 0 {
		return fault.Invalid("延期通知还不能发布，请先修改以下各处。", wrong...)
	}
	return nil
}

// putOff puts the new dates in force: a closed window opens again, what falls due moves, everyone concerned is told.
func (r *Room) putOff(t *act.Tx, c Cohort, e Extension, before map[string]time.Time) error {
	for _, m := range e.Moved {
		if _, err := putDate(t.Tx, c.ID, m.Kind, before[m.Kind], m.At.Time()); err != nil {
			return err
		}
		t.Touch("cohort_date", c.ID+"/"+m.Kind)
	}
	d, err := DatesFor(t.Tx, c.ID, "")
	if err != nil {
		return err
	}
	from := c.State
	if from == Closed && !Over(d, t.Now()) {
		c.State = Published
		if err := updateCohort(t.Tx, c); err != nil {
			return err
		}
		t.Touch("cohort", c.ID)
	}
	if err := schedule(t.Tx, c, d, false, t.Now()); err != nil {
		return err
	}
	if err := redraft(t.Tx, c.ID, e.Moved); err != nil {
		return err
	}
	if err := r.tellExtended(t.Tx, c, e); err != nil {
		return err
	}
	return t.Move(from, c.State)
}

// redraft brings the new dates into the office's text of the next version, and the draft of the extension is done with.
func redraft(t *store.Tx, cohort string, moved []Moved) error {
	draft, err := DraftOf(t, cohort)
	if err != nil {
		return err
	}
	at := map[string]programme.Moment{}
	for _, m := range moved {
		at[m.Kind] = m.At
	}
	for i, d := range draft.Text.Dates {
		if next, is := at[d.Kind]; is {
			draft.Text.Dates[i].At = next
		}
	}
	if err := putDraft(t, cohort, draft.Text, draft.Editor); err != nil {
		return err
	}
	return dropExtensionDraft(t, cohort)
}

// tellExtended brings word to all whom the notice went to, who work with it, and to the office.
func (r *Room) tellExtended(t *store.Tx, c Cohort, e Extension) error {
	all, err := r.concerned(t, c)
	if err != nil {
		return err
	}
	handlers, err := handlers(t)
	if err != nil {
		return err
	}
	text := e.Reason + "\n" + strings.Join(e.Lines(c.Programme), "\n") + "\n已经提交的" + c.Programme.Called().Form + "有效，不需要重新提交。"
	return tell(t, distinct(append(all, handlers...)), c.Title()+"有关时间延期", text, "/notices/"+c.ID)
}

// Lines are the moved dates in words, one line each: 电子版截止由5月18日（星期一）24:00延至5月25日（星期一）24:00。
func (e Extension) Lines(p *programme.Programme) []string { return movedLines(p, e.Moved) }
