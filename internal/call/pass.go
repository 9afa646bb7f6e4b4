package call

import (
	"context"
	"encoding/hex"
	"slices"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// SaveLetter keeps a city's draft of its letter; no act.
func (r *Room) SaveLetter(ctx context.Context, actor access.Actor, id string, text LetterText) error {
	return r.DB().Write(ctx, func(t *store.Tx) error {
		c, err := Get(t, id)
		if err != nil {
			return err
		}
		if err := MayPass(actor, c).Err(); err != nil {
			return err
		}
		return putLetterDraft(t, id, actor.Unit, text)
	})
}

// Pass sends a city's letter to its counties, with the inner date; again, with a new date, as the next version.
func (r *Room) Pass(ctx context.Context, actor access.Actor, id string, text LetterText) error {
	_, err := r.Door.Do(ctx, actor, rowPass, Object(id), func(t *act.Tx) error {
		c, err := Get(t.Tx, id)
		if err != nil {
			return err
		}
		if err := t.Allow(MayPass(actor, c)); err != nil {
			return err
		}
		if err := stillOpen(t.Tx, c); err != nil {
			return err
		}
		d, err := DatesFor(t.Tx, id, "")
		if err != nil {
			return err
		}
		if wrong := WrongLetter(text, d.Electronic, t.Now()); len(wrong) > 0 {
			return fault.Invalid("转发函还不能发出，请先修改以下各处。", wrong...)
		}
		last, _, err := selectLetterOf(t.Tx, id, actor.Unit)
		if err != nil {
			return err
		}
		l := Letter{Cohort: id, City: actor.Unit, N: last.N + 1, Inner: text.Inner.Time(), Asks: text.Asks, Text: text,
			Hash: hashOf(canonical(text)), At: t.Now()}
		if err := insertLetter(t.Tx, l); err != nil {
			return err
		}
		t.Touch("pass_letter", id+"/"+actor.Unit+"/"+strconv.Itoa(l.N))
		t.Froze(unhex(l.Hash))
		if err := putLetterDraft(t.Tx, id, actor.Unit, text); err != nil {
			return err
		}
		if err := scheduleInner(t.Tx, l); err != nil {
			return err
		}
		return r.tellPassed(t.Tx, c, l, actor.UnitName)
	})
	return err
}

// stillOpen refuses what makes no sense after the window (A5).
func stillOpen(t *store.Tx, c Cohort) error {
	d, err := DatesFor(t, c.ID, "")
	if err == nil && Over(d, t.Now()) {
		return fault.Closed("A5", "申报已经截止。", d.Electronic)
	}
	return err
}

// tellPassed brings the letter to the counties.
func (r *Room) tellPassed(t *store.Tx, c Cohort, l Letter, city string) error {
	below, err := Below(t, c, l.City)
	if err != nil {
		return err
	}
	accounts, err := accountsOf(t, below, access.Clerk, access.Head)
	if err != nil {
		return err
	}
	text := "市内截止" + deadline(l.Inner) + "。" + c.Programme.Called().Act + "自愿，材料由" + city + "审核。"
	if l.Asks {
		text += AskingWords
	}
	return tell(t, accounts, city+"转发"+c.Title()+c.Programme.Called().Act+"通知", text, "/notices/"+c.ID+"/letter")
}

// Intend records whether the actor's county means to apply; it may be changed until the window is over.
func (r *Room) Intend(ctx context.Context, actor access.Actor, id string, answer Answer) error {
	_, err := r.Door.Do(ctx, actor, rowIntend, Object(id), func(t *act.Tx) error {
		c, err := GetPublished(t.Tx, id)
		if err != nil {
			return err
		}
		letter, found, err := LetterFor(t.Tx, id, actor.Unit)
		if err != nil {
			return err
		}
		if err := t.Allow(MayIntend(actor, letter, found)); err != nil {
			return err
		}
		if !slices.Contains(Answers, answer) {
			return fault.InvalidField("answer", "请选择“有意申报”“本批不申报”或者“暂未确定”。")
		}
		if err := stillOpen(t.Tx, c); err != nil {
			return err
		}
		t.Touch("intention", id+"/"+actor.Unit)
		return putIntention(t.Tx, id, letter.City, Intention{County: actor.Unit, Answer: answer, At: t.Now()})
	})
	return err
}

// City reads the actor's own unit for a letter.
func City(t *store.Tx, actor access.Actor) (unit.Unit, error) {
	return unit.Get(t, actor.Unit, t.Now())
}

// unhex is a hex hash as bytes.
func unhex(hash string) []byte {
	b, _ := hex.DecodeString(hash) // made by hashOf
	return b
}

func versionKey(cohort string, n int) string { return cohort + "/" + strconv.Itoa(n) }
