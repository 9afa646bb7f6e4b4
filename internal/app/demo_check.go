package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/programme"
	"shidian/internal/recommend"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// The scene "check": 18 May 2020, the last day. The units with invented names have applied; one city has everything
// still to check, another two recommended and a third beyond its places, a third has returned one; the office has begun
// the formal check, and papers come in. Built by the same acts as everything else.
var (
	checkSettled   = time.Date(2020, 5, 13, 10, 0, 0, 0, clock.Zone)
	checkApplied   = time.Date(2020, 5, 15, 10, 0, 0, 0, clock.Zone)
	checkReturned  = time.Date(2020, 5, 15, 16, 0, 0, 0, clock.Zone)
	checkEndorsed  = time.Date(2020, 5, 16, 9, 30, 0, 0, clock.Zone)
	checkPapers    = time.Date(2020, 5, 17, 9, 0, 0, 0, clock.Zone)
	checkBegins    = time.Date(2020, 5, 18, 9, 0, 0, 0, clock.Zone)
	checkReturnEnd = calendar.EndOfDay(calendar.Date(2020, time.May, 18))
)

// checkUnits are the further invented units: cities with their counties, societies, an enterprise.
var checkUnits = []unit.NewUnit{
	{Kind: unit.City, Name: "乙市科学技术协会", Short: "乙市科协"}, {Kind: unit.City, Name: "丙市科学技术协会", Short: "丙市科协"},
	{Kind: unit.County, Name: "丁县科学技术协会", Short: "丁县科协", Parent: "乙市科协"},
	{Kind: unit.County, Name: "戊县科学技术协会", Short: "戊县科协", Parent: "乙市科协"},
	{Kind: unit.County, Name: "己县科学技术协会", Short: "己县科协", Parent: "乙市科协"},
	{Kind: unit.County, Name: "庚县科学技术协会", Short: "庚县科协", Parent: "丙市科协"},
	{Kind: unit.County, Name: "辛县科学技术协会", Short: "辛县科协", Parent: "丙市科协"},
	{Kind: unit.Society, Name: "山东省乙学会", Short: "省乙学会"}, {Kind: unit.Society, Name: "山东省丙学会", Short: "省丙学会"},
	{Kind: unit.Society, Name: "山东省丁学会", Short: "省丁学会"}, {Kind: unit.Society, Name: "山东省戊学会", Short: "省戊学会"},
	{Kind: unit.Enterprise, Name: "乙企业科学技术协会", Short: "乙企业科协"},
}

// checkPeople are the further accounts that one can enter; the applicants have theirs too.
var checkPeople = []demoPerson{
	{login: "yishi", unit: "乙市科协", name: "乙市推荐审核人", roles: []access.Role{access.Recommender}},
	{login: "bingshi", unit: "丙市科协", name: "丙市推荐审核人", roles: []access.Role{access.Recommender}},
}

// applicant is somebody who applies in the scene, with the contents chosen.
type applicant struct {
	unit     string
	login    string // of an account there is already; "": the scene issues one
	contents []int
	draft    bool // not submitted
}

var applicants = []applicant{
	{unit: "甲县科协", login: "jiaxian", contents: []int{2, 6}}, {unit: "乙县科协", login: "yixian", contents: []int{4}},
	{unit: "丙县科协", login: "bingxian", contents: []int{4, 6}},
	{unit: "丁县科协", contents: []int{6}}, {unit: "戊县科协", contents: []int{1, 6}}, {unit: "己县科协", contents: []int{4}},
	{unit: "庚县科协", contents: []int{3}}, {unit: "辛县科协", contents: []int{2, 4}},
	{unit: "乙市科协", contents: []int{1, 2, 6}}, {unit: "省甲学会", login: "xuehui", contents: []int{3, 5}},
	{unit: "省乙学会", contents: []int{5}}, {unit: "省丙学会", contents: []int{3}}, {unit: "省丁学会", contents: []int{2}},
	{unit: "省戊学会", contents: []int{5}, draft: true}, {unit: "甲企业科协", login: "qiye", contents: []int{3}},
	{unit: "乙企业科协", contents: []int{3, 6}},
}

// untilCheck is told in the days from the notice to the deadline.
func (s *story) untilCheck() []step {
	return []step{{checkSettled, s.settle}, {checkApplied, s.apply}, {checkReturned, s.returned}, {checkEndorsed, s.endorse},
		{checkPapers, s.check}, {checkPapers.Add(time.Hour), s.papers}, {checkBegins, nil}}
}

// settle adds the units and the accounts that act in the scene.
func (s *story) settle(ctx context.Context) error {
	root, err := s.Unit.EnsureRoot(ctx)
	if err != nil {
		return err
	}
	ids, err := s.unitIDs(ctx)
	for _, u := range s.units {
		if err != nil {
			return err
		}
		u.Parent = cmp.Or(ids[u.Parent], root.ID)
		ids[u.Short], err = s.Unit.Add(ctx, access.SystemActor, u)
	}
	for i, a := range applicants {
		if err == nil && (a.login == "" || s.shift > 0) {
			_, err = s.Unit.Issue(ctx, access.SystemActor, unit.NewAccount{Unit: ids[s.name(a.unit)], Login: s.account(a, i), Name: s.name(a.unit) + "填报人（演示）",
				Roles: []access.Role{access.Clerk, access.Head}})
		}
	}
	for _, p := range s.people {
		if err == nil {
			_, err = s.Unit.Issue(ctx, access.SystemActor, unit.NewAccount{Unit: ids[p.unit], Login: p.login, Name: p.name, Roles: p.roles})
		}
	}
	if err != nil {
		return err
	}
	return s.DB.Read(ctx, s.read)
}

// apply: everybody fills in the demonstration text under its own name and submits it.
func (s *story) apply(ctx context.Context) error {
	for _, a := range applicants {
		clerk := s.clerks[a.unit]
		id, err := s.fillDemo(ctx, clerk, s.cohort, map[string]string{"contents": contentsText(s.cohort.Programme, a.contents), "pilot_period": s.term()})
		if err != nil {
			return fmt.Errorf("%s：%w", a.unit, err)
		}
		s.filed[a.unit] = id
		if a.draft {
			continue
		}
		if err := s.submit(ctx, a.unit); err != nil {
			return fmt.Errorf("%s：%w", a.unit, err)
		}
	}
	return nil
}

func (s *story) submit(ctx context.Context, of string) error {
	_, err := s.Apply.Submit(ctx, s.clerks[of], s.filed[of], apply.Ticks{Head: true, HeadName: "演示负责人", Secrecy: true, SecrecyName: "演示审查人"})
	return err
}

// term is two years from the first of June, as the form keeps them.
func (s *story) term() string {
	first := calendar.Date(s.year, time.June, 1)
	return apply.EncodePeriod(apply.PeriodValue{From: first.String(), To: first.AddMonths(24).Add(-1).String()})
}

// contentsText chooses whole contents, as the form keeps them.
func contentsText(p *programme.Programme, numbers []int) string {
	var v apply.ContentsValue
	for _, n := range numbers {
		if _, known := p.Content(n); known {
			v.Items = append(v.Items, apply.ContentChoice{Number: n, Whole: true})
		}
	}
	return apply.EncodeContents(v)
}

// returned: a city sends one back, and another county has already mended and submitted again.
func (s *story) returned(ctx context.Context) error {
	city, err := s.actorBy(ctx, s.login("bingshi"))
	if err != nil {
		return err
	}
	items := []apply.ReturnItem{{Key: "expected_results", Reason: "请写明两年后可以检查的成果，最好有数量。（演示）"}}
	for _, county := range []string{"庚县科协", "辛县科协"} {
		if err := s.Apply.Return(ctx, city, s.filed[county], items, s.moment(checkReturnEnd)); err != nil {
			return err
		}
	}
	if err := s.retype(ctx, "辛县科协", "expected_results", "形成制度文件3项、典型案例5个，乡镇科协规范化率达到100%。（演示数据）"); err != nil {
		return err
	}
	return s.submit(ctx, "辛县科协")
}

// retype types one field anew.
func (s *story) retype(ctx context.Context, of, key, text string) error {
	var d apply.Draft
	err := s.DB.Read(ctx, func(t *store.Tx) (err error) { d, err = apply.DraftOf(t, s.filed[of]); return err })
	if err != nil {
		return err
	}
	_, err = s.Apply.Save(ctx, s.clerks[of], s.filed[of], []apply.Change{{Key: key, Text: text, Base: d.Values[key].Hash}})
	return err
}

// endorse: one city recommends its two, and a third with a reason, which waits for the province.
func (s *story) endorse(ctx context.Context) error {
	city, err := s.actorBy(ctx, s.login("yishi"))
	if err != nil {
		return err
	}
	for _, e := range []struct{ county, reason string }{{"丁县科协", ""}, {"戊县科协", ""}, {"己县科协", "该县为全国新时代文明实践中心建设试点县，与前两个县的改革内容不重复。（演示）"}} {
		if err := s.Recommend.Endorse(ctx, city, s.filed[e.county], 1, recommend.Opinion{Text: "情况属实，同意推荐。"}, e.reason); err != nil {
			return fmt.Errorf("%s：%w", e.county, err)
		}
	}
	return nil
}

// check: the office accepts one, asks one for a supplement.
func (s *story) check(ctx context.Context) error {
	if err := s.accept(ctx, "省甲学会"); err != nil {
		return err
	}
	if err := s.checked(ctx, "省乙学会", "", accept.Mendable, "实施步骤缺少时间安排（演示）"); err != nil {
		return err
	}
	items := []apply.ReturnItem{{Key: "work_plan", Reason: "“实施步骤”缺少时间安排，请补充。（演示）"}}
	return s.Accept.Supplement(ctx, s.handler, s.filed["省乙学会"], 1, items, calendar.EndOfDay(s.day(time.May, 25)))
}

// accept finds every item passed, and accepts.
func (s *story) accept(ctx context.Context, of string) error {
	a, err := s.bid(ctx, of)
	if err == nil {
		err = s.checked(ctx, of, "", accept.Passed, "")
	}
	if err == nil {
		err = s.Accept.Accept(ctx, s.handler, a.ID, a.Version)
	}
	return err
}

// checked answers every item of the check with passed, but for one ("" the last) that has another result.
func (s *story) checked(ctx context.Context, of, item string, result accept.Result, note string) error {
	a, err := s.bid(ctx, of)
	if err != nil {
		return err
	}
	var hints map[string]accept.Hint
	err = s.DB.Read(ctx, func(t *store.Tx) (err error) { hints, err = accept.Hints(t, s.cohort.Programme, a); return err })
	if err != nil {
		return err
	}
	var lines []accept.Line
	items := accept.ItemsFor(s.cohort.Programme, a.Kind)
	for i, asked := range items {
		line := accept.Line{Item: asked.Key, Result: accept.Passed}
		if hints[asked.Key].Late {
			line.Note = "纸质件随补正材料在补正期限内送达。（演示）"
		}
		if asked.Key == item || item == "" && i == len(items)-1 {
			line.Result, line.Note = result, note
		}
		lines = append(lines, line)
	}
	return s.Accept.Save(ctx, s.handler, a.ID, a.Version, lines)
}

// papers come in: one in force, one of an old version, one of somebody else's.
func (s *story) papers(ctx context.Context) error {
	day := s.day(time.May, 17)
	in := []accept.Paper{
		{Application: s.filed["省甲学会"], Version: 1, Copies: 3, Sealed: 3, Seal: accept.SealOwn, Pages: 12, Received: day, Courier: "YANSHI0001"},
		{Application: s.filed["辛县科协"], Version: 1, Copies: 3, Sealed: 3, Seal: accept.SealOwn, Pages: 12, Received: day, Courier: "YANSHI0002"},
		{Copies: 1, Received: day, Note: "另一项目的材料（演示）"},
	}
	var errs error
	for _, p := range in {
		p.Cohort = s.cohort.ID
		_, err := s.Accept.Register(ctx, s.handler, p)
		errs = errors.Join(errs, err)
	}
	return errs
}
