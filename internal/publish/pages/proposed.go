package pages

import (
	"encoding/json"
	"fmt"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/publish"
	"shidian/internal/store"
)

// Starting puts a notice that is to be registered before the approver: the list as it will stand, line by line.
func Starting(t *store.Tx, _ string, params json.RawMessage) ([]components.Term, string, error) {
	var x publish.Starting
	if err := json.Unmarshal(params, &x); err != nil {
		return nil, "", err
	}
	s, err := publish.Uncounted(t, x.Notice)
	if err != nil {
		return nil, "", err
	}
	terms := []components.Term{{Name: "公示时间", Value: components.Text(day(s.From) + "至" + day(s.Until))}, {Name: "受理电话", Value: components.Text(s.OfficePhone)},
		{Name: "监督电话", Value: components.Text(s.DisciplinePhone)}, {Name: "签发人", Value: components.Text(x.Signer)}, {Name: "官方网站网址", Value: components.Link(x.SiteURL, x.SiteURL)}}
	for _, l := range s.Lines {
		terms = append(terms, unitTerm(s.Cohort.Programme, s.Units[l.Application], l.Contents))
	}
	for _, one := range s.Left {
		terms = append(terms, components.Term{Name: one.Unit, Value: components.Text(components.FullMoment(one.At) + "已撤回申报，不列入")})
	}
	found, err := call.CheckedPaper(t, publish.NoticePaper(s), s.Cohort)
	if err != nil {
		return nil, "", err
	}
	terms = append(terms, components.WordingTerm(found))
	return terms, "名单在本系统对外公示，受理异议。公示期满、异议全部答复后才能发布。", nil
}

func unitTerm(p *programme.Programme, a apply.Application, contents []int) components.Term {
	return components.Term{Name: a.UnitName, Value: components.Text(orDash(decide.Contents(p, contents)))}
}

// Striking puts a strike, or the end of a notice, before the approver, with the objections that it follows.
func Striking(t *store.Tx, _ string, params json.RawMessage) ([]components.Term, string, error) {
	var x publish.Striking
	if err := json.Unmarshal(params, &x); err != nil {
		return nil, "", err
	}
	terms, effect := []components.Term{}, "公示终止，名单上的单位回到拟列入建议名单，可以重新公示。"
	if x.Application != "" {
		a, err := apply.Get(t, x.Application)
		if err != nil {
			return nil, "", err
		}
		terms, effect = append(terms, components.Term{Name: "单位", Value: components.Text(a.UnitName)}), "该单位从公示名单撤下，公示页面注明理由，发布时不再列入。"
	}
	terms = append(terms, components.Term{Name: "理由", Value: components.Text(x.Reason)})
	found, err := call.Checked(t, x.Reason)
	if err != nil {
		return nil, "", err
	}
	terms = append(terms, components.WordingTerm(found))
	objections, err := publish.Objections(t, x.Notice)
	for _, o := range objections {
		if x.Application == "" || o.Application == x.Application {
			terms = append(terms, components.Term{Name: "异议" + o.Number, Value: components.Link("/objections/"+o.ID, "查看")})
		}
	}
	return terms, effect, err
}

// Releasing puts a release before the approver: who is selected and with which contents, and how many are not.
func Releasing(t *store.Tx, _ string, params json.RawMessage) ([]components.Term, string, error) {
	x, err := publish.ReleasingIn(params)
	if err != nil {
		return nil, "", err
	}
	c, err := call.Get(t, x.Cohort)
	if err != nil {
		return nil, "", err
	}
	lines, units, err := publish.Chosen(t, x.Cohort, publish.Running)
	if err != nil {
		return nil, "", err
	}
	dated, err := calendar.ParseDay(string(x.Dated))
	if err != nil {
		return nil, "", err
	}
	terms := []components.Term{{Name: "文号", Value: components.Text(x.Number)}, {Name: "签发人", Value: components.Text(x.Signer)}, {Name: "成文日期", Value: components.Text(day(dated))},
		{Name: "批次", Value: components.Link("/publish?cohort="+c.ID, c.Title())}}
	for _, l := range lines {
		terms = append(terms, unitTerm(c.Programme, units[l.Application], l.Contents))
	}
	rest, err := others(t, x.Cohort)
	if err != nil {
		return nil, "", err
	}
	draft, err := publish.ReleaseDraft(t, c)
	if err != nil {
		return nil, "", err
	}
	found, err := call.CheckedPaper(t, draft, c)
	terms = append(append(terms, rest...), components.WordingTerm(found))
	return terms, "公示中的确定为" + c.Programme.Called().Selected + "并立项，备选和未入选的同时定下，不能撤销；给每个单位的信进入“待阅发信件”，阅后一起发出。", err
}

// others count who is not selected by the release.
func others(t *store.Tx, cohort string) ([]components.Term, error) {
	s, err := publish.StandingOf(t, cohort)
	reserves, rest := 0, 0
	for _, a := range s.Applications {
		switch publish.Result(a.State, s.Outcomes[a.ID]) {
		case apply.StateReserve:
			reserves++
		case apply.StateNotSelected:
			rest++
		}
	}
	return []components.Term{{Name: "备选", Value: components.Text(fmt.Sprintf("%d个", reserves))}, {Name: "未入选", Value: components.Text(fmt.Sprintf("%d个", rest))}}, err
}
