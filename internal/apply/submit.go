package apply

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// errStale says that somebody saved between the preparation and the act.
var errStale = errors.New("the draft changed while it was being submitted")

// prepared is a draft that was checked and hashed before the act, so that the one lane of acts only has to write it.
type prepared struct {
	revision int64
	faults   []fault.Field
	version  frozen
	contents []int
	subject  string // the person's name in the form
}

// Submit freezes the draft as the next version, hands it on (A1 to A5) and gives the version's number. The job that
// renders its paper is born with it.
func (r *Room) Submit(ctx context.Context, actor access.Actor, id string, ticks Ticks) (int, error) {
	for range 5 {
		ready, err := r.prepare(ctx, id, ticks)
		if err != nil {
			return 0, err
		}
		_, err = r.Door.Do(ctx, actor, rowSubmit, Object(id), func(t *act.Tx) error { return submit(t, id, ticks, ready) })
		if errors.Is(err, errStale) {
			continue
		}
		return ready.version.n, err
	}
	return 0, fault.Busy(errStale)
}

// prepare reads, checks and hashes the draft. What it finds wrong is only told to who may submit.
func (r *Room) prepare(ctx context.Context, id string, ticks Ticks) (ready prepared, err error) {
	err = r.Door.DB.Read(ctx, func(t *store.Tx) error {
		d, err := DraftOf(t, id)
		if err != nil {
			return err
		}
		c, err := call.Get(t, d.Application.Cohort)
		if err != nil {
			return err
		}
		if d, err = ToSubmit(t, c.Programme, d); err != nil {
			return err
		}
		texts := d.Texts()
		ready = prepared{revision: d.Application.Revision, version: freeze(c.Programme, d, ticks),
			faults:   Faults(c.Programme, d.Application.Kind, texts, r.Lacks),
			contents: numbersOf(c.Programme, texts), subject: subjectOf(c.Programme, d.Application.Kind, texts)}
		return nil
	})
	return ready, err
}

// Lacks gives the characters of a text that no font has.
func (r *Room) Lacks(text string) []rune {
	if r.Fonts == nil {
		return nil
	}
	return paper.Missing(text, r.Fonts)
}

func submit(t *act.Tx, id string, ticks Ticks, ready prepared) error {
	a, err := lock(t.Tx, id)
	if err != nil {
		return err
	}
	c, err := call.Get(t.Tx, a.Cohort)
	if err != nil {
		return err
	}
	writer, err := standing(t.Tx, t.Actor, a)
	if err != nil {
		return err
	}
	if err := t.Allow(maySubmit(t.Actor, a, c.Programme, writer)); err != nil {
		return err
	}
	w, err := windowFor(t.Tx, a)
	if err != nil {
		return err
	}
	if err := MaySubmit(a, w, t.Now(), ticks); err != nil {
		return unsaid(t, a, err)
	}
	if a.Revision != ready.revision {
		return errStale
	}
	if len(ready.faults) > 0 {
		return fault.Invalid(fmt.Sprintf("申报材料还有%d处需要补充或修改，改好后再提交。", len(ready.faults)), ready.faults...)
	}
	return record(t, a, c, ready)
}

// record writes the version and moves the application.
func record(t *act.Tx, a Application, c call.Cohort, ready prepared) error {
	from, version := a.State, ready.version
	if a.Number == "" {
		n, err := nextNumber(t.Tx, c.Programme.NumberPrefix(), c.Year)
		if err != nil {
			return err
		}
		a.Number = formatNumber(c.Programme.NumberPrefix(), c.Year, n)
	}
	if err := version.seal(t.Tx, a.Number, t.Actor.Account); err != nil {
		return err
	}
	if err := insertFrozen(t.Tx, version); err != nil {
		return err
	}
	if err := answer(t, a, version.n); err != nil {
		return err
	}
	a.State, a.Version, a.Contents, a.Subject, a.Submitted = StateSubmitted, version.n, ready.contents, ready.subject, t.Now()
	if err := updateApplication(t.Tx, a); err != nil {
		return err
	}
	t.Touch("application", a.ID)
	t.Touch("application_version", fmt.Sprintf("%s/%d", a.ID, version.n))
	hash, err := hex.DecodeString(version.hash)
	if err != nil {
		return err
	}
	t.Froze(hash)
	t.Enqueue(RenderVersion{Application: a.ID, Version: version.n})
	return t.Move(from, a.State)
}

// answer notes that a returned application came back as this version.
func answer(t *act.Tx, a Application, version int) error {
	r, waits, err := ReturnOf(t.Tx, a)
	if err != nil || !waits {
		return err
	}
	return answerReturn(t, r, version)
}

// formatNumber writes an application's number: SD-2020-0137. The whole fits the 14 characters of the bar code.
func formatNumber(prefix string, year, n int) string {
	return fmt.Sprintf("%s-%04d-%04d", prefix, year, n)
}

// NormalNumber reads a number as people type it.
func NormalNumber(text string) string {
	return strings.ToUpper(strings.Join(strings.Fields(strings.NewReplacer("－", "-", "—", "-", "–", "-").Replace(text)), ""))
}
