package evaluate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Judging is a final look as the office puts it down.
type Judging struct {
	Pilot   string
	Upon    string    // what its page had shown, see UponOf; "" where there was none
	Sheet   []Finding // by the programme's criteria: Key, Points, Words; without points: -1
	Experts string
	Words   string
	Grade   string // put before the body
	Reason  string // why another than by the thresholds
	Scan    string
}

// Judge puts down what was found at the end of a pilot's term, and the grade that goes before the body (J2). Judged anew
// before the body decided, or after it did not agree, the newest look stands.
func (r *Room) Judge(ctx context.Context, actor access.Actor, x Judging) error {
	if err := r.kept("scan", x.Scan); err != nil {
		return err
	}
	return r.on(ctx, actor, rowFinal, x.Pilot, mayJudge, func(t *act.Tx, e Evaluation) error {
		if err := e.older(DraftLook(Final), x.Upon); err != nil {
			return err
		}
		settings := e.Programme().Stages.Evaluate
		missing, err := missingOf(t.Tx, e.Pilot)
		if err != nil {
			return err
		}
		if err := MayFinal(settings, e.State, e.Until, calendar.DayOf(t.Now()), missing); err != nil {
			return err
		}
		if wrong := WrongFinal(settings, x); len(wrong) > 0 {
			return fault.Invalid("评估还不能登记，请先补正以下各处。", wrong...)
		}
		look := Look{Kind: Final, Sheet: named(settings, x.Sheet), Experts: strings.TrimSpace(x.Experts), Words: strings.TrimSpace(x.Words),
			Grade: x.Grade, Scan: x.Scan, State: Open}
		look.Total = Total(look.Sheet)
		if look.Proposed = GradeFor(settings, look.Total); look.Proposed != look.Grade {
			look.Reason = strings.TrimSpace(x.Reason)
		}
		if err := add(t, e, look); err != nil {
			return err
		}
		return run.SetState(t, e.Pilot, run.Final)
	})
}

func missingOf(t *store.Tx, p run.Pilot) ([]string, error) {
	all, err := run.Stocktakings(t)
	if err != nil {
		return nil, err
	}
	reports, err := run.ReportsOf(t, p.ID)
	return MissingHalfYears(all, reports, p), err
}

// TargetsOf holds the newest report of a pilot against its plan (J2).
func TargetsOf(t *store.Tx, pilot string) ([]Target, error) {
	plan, _, err := run.PlanOf(t, pilot)
	if err != nil {
		return nil, err
	}
	report, _, err := run.LastReport(t, pilot)
	return Compare(plan.Body, report.Body), err
}

// LaterGrade is what this room makes of a decision about the grades.
func (r *Room) LaterGrade() decide.Later {
	return decide.Later{Lines: gradeLines, May: mayDecideGrade, Carry: carryGrades,
		Words: "同意的，按建议的等级结束，结果由待阅发的信件同时告知各单位，发出后公布；不同意的，重新评估。各等级的比例在登记时核对。"}
}

// gradeLines are a cohort's final looks that wait for the body, the most points first; equal ones share a place.
func gradeLines(t *store.Tx, cohort string) ([]decide.Ranked, error) {
	totals := map[string]int{}
	lines, err := linesOf(t, cohort, run.Final, func(e Evaluation) (decide.Ranked, bool) {
		look, has := e.Last(Final)
		totals[e.Application.ID] = look.Total
		note := "建议等级：" + look.Grade
		if look.Reason != "" {
			note += "（按分数线是" + look.Proposed + "；" + look.Reason + "）"
		}
		return decide.Ranked{Score: Points(look.Total), Notes: note, Basis: strconv.Itoa(look.N) + " " + look.Grade},
			has && look.State == Open && MayGrade(e.Until, calendar.DayOf(t.Now())) == nil
	})
	slices.SortStableFunc(lines, func(a, b decide.Ranked) int { return cmp.Compare(totals[b.Application], totals[a.Application]) })
	for i := range lines {
		lines[i].Place = i + 1
		if i > 0 && totals[lines[i].Application] == totals[lines[i-1].Application] {
			lines[i].Place = lines[i-1].Place
		}
	}
	return lines, err
}

func mayDecideGrade(t *store.Tx, application string) error {
	e, err := about(t, application)
	if err != nil {
		return err
	}
	if look, has := e.Last(Final); e.State != run.Final || !has || look.State != Open {
		return fault.Conflict("J2", e.Application.UnitName+"没有待研究的终期评估，请刷新页面查看。")
	}
	return MayGrade(e.Until, calendar.DayOf(t.Now()))
}

func carryGrades(t *act.Tx, d decide.Decision) error {
	for _, line := range d.Lines {
		e, err := about(t.Tx, line.Application)
		if err != nil {
			return err
		}
		look, _ := e.Last(Final)
		look.State, look.Decision = Agreed, d.ID
		if line.Outcome == decide.Struck {
			look.State = Struck
		}
		if err := decideLook(t, look); err != nil {
			return err
		}
		if look.State == Struck {
			continue
		}
		if err := hold(t, e.Case, causeGrade, "终期评估结果", gradeWords(e, look)); err != nil {
			return err
		}
		if err := run.MoveAlong(t, e.Pilot, run.Ended); err != nil {
			return err
		}
	}
	return withinShares(t.Tx, d.Cohort)
}

func gradeWords(e Evaluation, l Look) string {
	head := fmt.Sprintf("贵单位承担的%s（%s）经终期评估和研究，", e.Cohort.Title(), e.Application.Number)
	if l.Grade == e.Programme().Stages.Evaluate.NotPassed {
		return head + "没有通过终期评估。感谢贵单位所做的工作。"
	}
	return head + "等级确定为" + l.Grade + "。"
}

// Told lets what is public of a pilot that did not pass be taken down when its letter leaves the outbox, sent or dropped because
// the unit was told in another way: before, it would tell the grade.
func (r *Room) Told(t *act.Tx, l notify.Letter) error {
	if l.Cause != causeGrade {
		return nil
	}
	pilots, err := run.Of(t.Tx, l.Cohort)
	for _, p := range pilots {
		if err != nil {
			return err
		}
		if p.Unit != l.Unit || p.State != run.Ended {
			continue
		}
		var e Evaluation
		if e, err = Of(t.Tx, p.ID); err == nil && e.Grade() == e.Programme().Stages.Evaluate.NotPassed {
			err = r.Lost(t, p)
		}
	}
	return err
}

// withinShares holds the grades of a cohort against their shares (J2), as they stand after the decision.
func withinShares(t *store.Tx, cohort string) error {
	given, judged, settings, err := Shares(t, cohort)
	if err != nil {
		return err
	}
	return OverShare(settings, given, judged)
}

// Shares counts a cohort's pilots that were judged at the end, and the grades that were decided.
func Shares(t *store.Tx, cohort string) (given map[string]int, judged int, settings programme.Evaluate, err error) {
	given = map[string]int{}
	_, err = linesOf(t, cohort, run.Ended, func(e Evaluation) (decide.Ranked, bool) {
		settings = e.Programme().Stages.Evaluate
		given[e.Grade()]++
		judged++
		return decide.Ranked{}, false
	})
	if err != nil {
		return nil, 0, settings, err
	}
	_, err = linesOf(t, cohort, run.Final, func(Evaluation) (decide.Ranked, bool) {
		judged++
		return decide.Ranked{}, false
	})
	return given, judged, settings, err
}

// BeyondShare names the cohorts in which more pilots have a grade than its share allows (J2).
func BeyondShare(t *store.Tx) (names []string, err error) {
	cohorts, err := call.List(t, call.Published, call.Closed)
	for _, c := range cohorts {
		over := withinShares(t, c.ID)
		if f, refused := fault.As(over); refused {
			names = append(names, c.Title()+"："+f.Message)
		} else if over != nil {
			return nil, over
		}
	}
	return names, err
}

// GradesTold tells whether the letters with a cohort's grades have left the outbox: all learn of them at one moment.
func GradesTold(t *store.Tx, cohort string) (bool, error) {
	waiting, err := notify.Waiting(t)
	return !slices.ContainsFunc(waiting, func(l notify.Letter) bool { return l.Cohort == cohort && l.Cause == causeGrade }), err
}
