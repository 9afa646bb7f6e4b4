package evaluate

import (
	"context"
	"fmt"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/run"
)

// causeGrade is the cause of the letters that tell the units of a cohort their grades.
const causeGrade = "终期等级"

// Looking is a midterm or second look as the office puts it down.
type Looking struct {
	Pilot      string
	Conclusion Conclusion
	Sheet      []Finding // by the programme's criteria: Key, Result, Words
	Experts    string
	Words      string
	Items      []string // of a midterm that was not passed: what is to be put right
	Scan       string   // hash of the signed sheet
}

// LookMidterm puts down what was found in the middle of a pilot's term (J1): it goes on, or rectifies until a date.
func (r *Room) LookMidterm(ctx context.Context, actor access.Actor, x Looking) error {
	if err := r.kept("scan", x.Scan); err != nil {
		return err
	}
	return r.on(ctx, actor, rowMidterm, x.Pilot, mayJudge, func(t *act.Tx, e Evaluation) error {
		settings, today := e.Programme().Stages.Evaluate, calendar.DayOf(t.Now())
		reports, err := run.ReportsOf(t.Tx, e.ID)
		if err != nil {
			return err
		}
		if err := MayMidterm(settings, e.From, today, len(reports)); err != nil {
			return err
		}
		look, err := looked(Midterm, settings, x)
		if err != nil {
			return err
		}
		to := run.MidtermPassed
		if look.Conclusion == Failed {
			to = run.Rectifying
			if look.Until, err = r.rectifyBy(settings, today); err != nil {
				return err
			}
		}
		if err := add(t, e, look); err != nil {
			return err
		}
		if err := say(t.Tx, e.Case, "中期评估"+ConclusionTitles[look.Conclusion], midtermWords(e, look)); err != nil {
			return err
		}
		return run.SetState(t, e.Pilot, to)
	})
}

// rectifyBy is the last day for rectifying that begins on a day.
func (r *Room) rectifyBy(e programme.Evaluate, from calendar.Day) (calendar.Day, error) {
	p := e.Rectify.Value
	day, err := r.Years.CountDays(from, p.N, p.FirstDay, p.Working)
	if missing, is := err.(calendar.MissingYear); is {
		return day, fault.Conflict("J1", missing.Error()+"，不能推算整改期限。")
	}
	return day, err
}

// looked is a look with the criteria's names and weights beside what was found.
func looked(kind Kind, e programme.Evaluate, x Looking) (Look, error) {
	if wrong := WrongLook(kind, e.Sheet(), x); len(wrong) > 0 {
		return Look{}, fault.Invalid("评估还不能登记，请先补正以下各处。", wrong...)
	}
	l := Look{Kind: kind, Conclusion: x.Conclusion, Experts: strings.TrimSpace(x.Experts), Words: strings.TrimSpace(x.Words), Scan: x.Scan, State: Open}
	l.Sheet = named(e, x.Sheet)
	if kind == Midterm && x.Conclusion == Failed {
		l.Items = x.Items
	}
	return l, nil
}

func named(e programme.Evaluate, found []Finding) (sheet []Finding) {
	for _, c := range e.Sheet() {
		f, _ := findingOf(found, c.Key)
		f.Name, f.Weight, f.Words = c.Name, c.Weight, strings.TrimSpace(f.Words)
		sheet = append(sheet, f)
	}
	return sheet
}

// add writes a look behind those that a pilot has.
func add(t *act.Tx, e Evaluation, l Look) error {
	l.Pilot, l.N, l.At, l.Account = e.ID, len(e.Looks)+1, t.Now(), t.Actor.Account
	if l.Scan != "" {
		t.Froze(unhex(l.Scan))
	}
	if err := run.ForgetDraft(t.Tx, e.ID, DraftLook(l.Kind)); err != nil {
		return err
	}
	return insertLook(t, l, t.Because(l.Words))
}

func midtermWords(e Evaluation, l Look) string {
	head := fmt.Sprintf("贵单位承担的%s（%s）", e.Cohort.Title(), e.Application.Number)
	if l.Conclusion == Passed {
		return head + "已通过" + KindTitles[l.Kind] + "，请继续按照审定的实施方案组织实施。各项评估意见见页面。"
	}
	return fmt.Sprintf("%s%s未通过，请在%s24:00前完成%d项整改，逐项报送整改情况和佐证材料；提前完成的，可以申请提前再次评估。整改事项和各项评估意见见页面。",
		head, KindTitles[l.Kind], dayWords(l.Until), len(l.Items))
}

// LookAgain puts down what was found after rectifying (J1): it goes on, or its status is proposed to be lost.
func (r *Room) LookAgain(ctx context.Context, actor access.Actor, x Looking) error {
	if err := r.kept("scan", x.Scan); err != nil {
		return err
	}
	return r.on(ctx, actor, rowSecond, x.Pilot, mayJudge, func(t *act.Tx, e Evaluation) error {
		today, until := calendar.DayOf(t.Now()), e.RectifyUntil()
		done, reported := e.Rectify()
		if err := MaySecond(today, until, reported && done.Asks); err != nil {
			return err
		}
		look, err := looked(Second, e.Programme().Stages.Evaluate, x)
		if err != nil {
			return err
		}
		look.Early = !until.Before(today)
		if err := add(t, e, look); err != nil {
			return err
		}
		to, title := run.MidtermPassed, "整改后评估通过"
		text := midtermWords(e, look)
		if look.Conclusion == Failed {
			to, title = run.LossProposed, "整改后评估未通过"
			text = fmt.Sprintf("贵单位承担的%s（%s）整改后再次评估，仍未达到要求。下一步将听取贵单位的陈述，再提请研究。", e.Cohort.Title(), e.Application.Number)
		}
		if err := say(t.Tx, e.Case, title, text); err != nil {
			return err
		}
		return run.SetState(t, e.Pilot, to)
	})
}

// Rectifying is what a unit reports of its rectifying.
type Rectifying struct {
	Pilot string
	Upon  string // what its page had shown, see UponOf; "" where there was none
	Items []Mended
	Asks  bool
}

// DraftLook is what the draft of a look is kept under: the office's own.
func DraftLook(k Kind) string { return run.OfficeDraft + string(k) }

// DraftRectify is what the draft of such a report is kept under.
const DraftRectify = "rectify"

// Rectified takes a unit's report of what it put right (J1); the newest counts.
func (r *Room) Rectified(ctx context.Context, actor access.Actor, x Rectifying) error {
	for _, m := range x.Items {
		if err := r.kept("items", m.Files...); err != nil {
			return err
		}
	}
	return r.on(ctx, actor, rowRectified, x.Pilot, mayAnswer, func(t *act.Tx, e Evaluation) error {
		if err := e.older(DraftRectify, x.Upon); err != nil {
			return err
		}
		look, _ := e.Last(Midterm)
		if wrong := WrongRectification(look.Items, x.Items); len(wrong) > 0 {
			return fault.Invalid("整改情况还不能报送，请先补正以下各处。", wrong...)
		}
		done := Rectification{Pilot: e.ID, N: len(e.Rectified) + 1, Asks: x.Asks, At: t.Now(), Account: actor.Account}
		for _, what := range look.Items {
			for _, m := range x.Items {
				if m.What == what {
					done.Items = append(done.Items, m)
					break
				}
			}
		}
		if err := insertRectification(t, done); err != nil {
			return err
		}
		if err := run.ForgetDraft(t.Tx, e.ID, DraftRectify); err != nil {
			return err
		}
		words := "已逐项报送整改情况。"
		if x.Asks {
			words += "单位申请提前再次评估。"
		}
		if err := tellOffice(t.Tx, e.Case, e.Application.UnitName+"报送整改情况", words); err != nil {
			return err
		}
		return t.Move(e.State, e.State)
	})
}
