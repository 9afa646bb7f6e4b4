package spread

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

// LaterBrand is what this room makes of a decision about the brand programme.
func (r *Room) LaterBrand() decide.Later {
	return decide.Later{Lines: brandLines, May: mayDecideBrand, Carry: carryBrand,
		Words: "同意的，纳入品牌培育，单位立即收到消息，随后可以拟定经费；不同意的，以后仍可以再研究。"}
}

// brandLines are a cohort's pilots that may be taken in, the most points first; equal ones share a place.
func brandLines(t *store.Tx, cohort string) (lines []decide.Ranked, err error) {
	c, err := call.Get(t, cohort)
	if err != nil || !c.Programme.Stages.Spread.On || c.Programme.Stages.Spread.Brand == "" {
		return nil, err
	}
	told, err := evaluate.GradesTold(t, cohort)
	if err != nil || !told {
		return nil, err
	}
	in, err := BrandIn(t, everybody, c)
	if err != nil {
		return nil, err
	}
	judged, err := evaluate.In(t, everybody, c)
	if err != nil {
		return nil, err
	}
	totals := map[string]int{}
	for _, e := range judged {
		taken := slices.ContainsFunc(in, func(b Branded) bool { return b.Case.ID == e.ID })
		if MayChoose(c.Programme, e.State, e.Grade(), told, taken) != nil {
			continue
		}
		look, _ := e.Last(evaluate.Final)
		totals[e.Application.ID] = look.Total
		notes, err := brandNotes(t, e)
		if err != nil {
			return nil, err
		}
		lines = append(lines, decide.Ranked{Application: e.Application.ID, Score: evaluate.Points(look.Total), Notes: notes, Basis: strconv.Itoa(look.N) + " " + look.Grade})
	}
	slices.SortStableFunc(lines, func(a, b decide.Ranked) int { return cmp.Compare(totals[b.Application], totals[a.Application]) })
	for i := range lines {
		lines[i].Place = i + 1
		if i > 0 && totals[lines[i].Application] == totals[lines[i-1].Application] {
			lines[i].Place = lines[i-1].Place
		}
	}
	return lines, nil
}

// brandNotes are what the body has to know of a pilot: its grade, its public cases, and how often others use them as the office
// confirmed it.
func brandNotes(t *store.Tx, e evaluate.Evaluation) (string, error) {
	cases, err := Of(t, e.ID)
	if err != nil {
		return "", err
	}
	public, used := 0, 0
	for _, c := range cases {
		if !c.Public() {
			continue
		}
		public++
		uses, err := UsesOf(t, c.ID)
		if err != nil {
			return "", err
		}
		used += len(uses)
	}
	return fmt.Sprintf("终期等级：%s；公开的典型案例%d个；经核实的推广应用%d次", e.Grade(), public, used), nil
}

// mayDecideBrand judges a line of a decision about the brand programme.
func mayDecideBrand(t *store.Tx, application string) error {
	p, err := run.ByApplication(t, application)
	if err != nil {
		return err
	}
	e, err := evaluate.Of(t, p.ID)
	if err != nil {
		return err
	}
	told, err := evaluate.GradesTold(t, p.Cohort)
	if err != nil {
		return err
	}
	in, err := InBrand(t, p.ID)
	if err != nil {
		return err
	}
	if err := MayChoose(e.Programme(), e.State, e.Grade(), told, in); err != nil {
		f, _ := fault.As(err)
		return fault.Conflict(f.Rule, e.Application.UnitName+"："+f.Message)
	}
	return nil
}

// carryBrand takes those that were agreed to into the programme; who was not may be put before the body again.
func carryBrand(t *act.Tx, d decide.Decision) error {
	for _, line := range d.Lines {
		if line.Outcome != decide.Agreed {
			continue
		}
		p, err := run.ByApplication(t.Tx, line.Application)
		if err != nil {
			return err
		}
		e, err := evaluate.Of(t.Tx, p.ID)
		if err != nil {
			return err
		}
		look, _ := e.Last(evaluate.Final)
		if err := insertBrand(t, Branded{Case: e.Case, Decision: d.ID, Look: look.N, At: t.Now()}); err != nil {
			return err
		}
		if err := t.Along(BrandObject(p.ID), "", Chosen); err != nil {
			return err
		}
		name := e.Programme().Stages.Spread.Brand
		text := fmt.Sprintf("贵单位承担的%s（%s）经研究，纳入%s。", e.Cohort.Title(), e.Application.Number, name)
		if e.Programme().Stages.Spread.Money {
			text += "经费支持另行研究。"
		}
		if err := tellBrand(t.Tx, e.Case, "纳入"+name, text); err != nil {
			return err
		}
	}
	return nil
}

// BrandUnearned names the pilots in a brand programme whose grade does not open it, or was never decided and told (J4).
func BrandUnearned(t *store.Tx) (names []string, err error) {
	all, err := brandsOf(t, "")
	for _, b := range all {
		if err != nil {
			return nil, err
		}
		var e evaluate.Evaluation
		if e, err = evaluate.Of(t, b.Pilot.ID); err != nil {
			return nil, err
		}
		if e.State != run.Ended || !Earned(e.Programme(), e.Grade()) {
			names = append(names, e.Application.Number)
			continue
		}
		var d decide.Decision
		if d, err = decide.Get(t, b.Decision); err != nil {
			return nil, err
		}
		if line, on := d.Line(e.Application.ID); d.State != decide.Decided || d.Matter != programme.MatterBrand || !on || line.Outcome != decide.Agreed {
			names = append(names, e.Application.Number)
		}
	}
	return names, err
}
