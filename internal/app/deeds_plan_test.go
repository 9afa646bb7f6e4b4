package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"shidian/internal/calendar"
	"shidian/internal/run"
	"shidian/internal/store"
)

var planDeeds = map[string]deed{
	"run.submit_plan: planning":        {piloted, submitPlan},
	"run.return_plan: submitted":       {planned, returnPlan},
	"run.approve_plan: propose":        {planned, proposePlan},
	"run.approve_plan: confirm":        {asked2(proposePlan, planned), confirm},
	"run.approve_plan: reject":         {asked2(proposePlan, planned), reject},
	"run.plan_paper: by hand":          atTheDoor("run.plan_paper"),
	"save: plan":                       {piloted, keepPlan},
	"see: pilot":                       {kept(piloted), read("/pilots/%s")},
	"see: plan that was handed in":     {kept(planned), read("/pilots/%s/plan")},
	"see: plan as it is written":       {kept(piloted), read("/pilots/%s/plan/edit")},
	"see: plan as it is written, PDF":  {kept(piloted), read("/pilots/%s/plan/draft.pdf")},
	"see: plan's version, PDF":         {kept(planned), read("/pilots/%s/plan/1/plan.pdf")},
	"see: plan's version that is none": {kept(planned), read("/pilots/%s/plan/9/plan.pdf")},
}

func init() {
	for name, d := range planDeeds {
		deeds[name] = d
	}
	deals = append(deals, planDeals...)
	programsOwn = append(programsOwn, "run.plan_paper")
	leavers = append(leavers, func(w *town) {
		id := planned(w)
		w.must(confirm(w, "approver", asked2(proposePlan, func(*town) string { return id })(w)))
		w.must(w.Run.RenderPlan(ctx, run.RenderPlan{Pilot: id, N: 1}))
	})
}

// piloted is a pilot of 甲县 whose plan is to be written, in a cohort of its own that was decided, noticed and released.
func piloted(w *town) string {
	w.t.Helper()
	before, filled := w.cohort, w.filled
	defer func() { w.cohort, w.filled, w.current = before, filled, "" }()
	w.clear()
	w.cohort, w.filled, w.current = w.publish(w.openCohort(w.year()), fmt.Sprintf("鲁科协发〔2020〕%d号", w.year())), false, ""
	id := submitted(w)
	w.must(endorse(w, "city", id))
	w.rankAll()
	w.judged(id)
	list, err := w.Decide.ProposeList(ctx, w.people["handler"], w.cohort.ID, []string{id}, "")
	w.must(err)
	notice, err := w.Publish.Draft(ctx, w.people["handler"], w.drafting(w.agreed(list)))
	w.must(err)
	itself := func(*town) string { return notice }
	w.must(confirm(w, "approver", asked2(proposeStart, itself)(w)))
	w.must(confirmAfter(w, "approver", asked2(proposeRelease, itself)(w)))
	return get(w, func(t *store.Tx) (run.Pilot, error) { return run.ByApplication(t, id) }).ID
}

// wholePlan says all that is asked of a pilot.
func (w *town) wholePlan(pilot string) (b run.PlanBody) {
	w.t.Helper()
	p := w.pilot(pilot)
	b = run.PlanBody{Leader: run.Person{Name: "某甲", Post: "副主席"}, Department: "学会部", Contact: run.Person{Name: "某乙", Phone: "13900000000"}}
	for i, n := range p.Contents {
		b.Goals = append(b.Goals, run.Goal{Content: n, Goal: "建立机制", Measures: "开展试行"})
		b.Milestones = append(b.Milestones, run.Milestone{Key: "m" + strconv.Itoa(i+1), Content: n, What: "出台办法", By: p.From.AddMonths(6), Indicator: "制度文件", Target: "2", Unit: "项", Evidence: "印发件"})
	}
	return b
}

func (w *town) pilot(id string) run.Pilot {
	w.t.Helper()
	return get(w, func(t *store.Tx) (run.Pilot, error) { return run.Get(t, id) })
}

func submitPlan(w *town, who, id string) error {
	_, err := w.Run.SubmitPlan(ctx, w.people[who], id, w.wholePlan(id))
	return err
}

// planned is a pilot whose plan waits to be examined.
func planned(w *town) string {
	w.t.Helper()
	id := piloted(w)
	w.must(submitPlan(w, "clerk", id))
	return id
}

func returnPlan(w *town, who, id string) error {
	return w.Run.ReturnPlan(ctx, w.people[who], run.PlanReturn{Pilot: id, N: 1, Items: []run.ReturnItem{{Part: run.PartLeader, Words: "请写全名"}}, Until: calendar.DayOf(w.Clock.Now()).Add(10)})
}

func proposePlan(w *town, who, id string) error {
	_, err := w.Run.ApprovePlan(ctx, w.people[who], run.Approval{Pilot: id, N: 1})
	return err
}

// keepPlan types something, as the script sends it.
func keepPlan(w *town, who, id string) error {
	return refusal(w.typePlan(who, id, "0", "department", name("学会部")))
}

func (w *town) typePlan(who, id, before string, fields ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	form := map[string][]string{}
	for i := 0; i+1 < len(fields); i += 2 {
		form[fields[i]] = append(form[fields[i]], fields[i+1])
	}
	body, err := json.Marshal(map[string]any{"account": w.people[who].Account, "before": before, "form": form})
	w.must(err)
	return w.ask(who, http.MethodPut, "/pilots/"+id+"/plan/draft", "application/json", body)
}

// planFields are the plan's form as the page sends it.
func (w *town) planFields(id string, act string) []string {
	b := w.wholePlan(id)
	fields := []string{"act", act, "before", "0", "leader_name", b.Leader.Name, "leader_post", b.Leader.Post, "department", b.Department, "contact_name", b.Contact.Name, "contact_phone", b.Contact.Phone}
	for _, g := range b.Goals {
		fields = append(fields, run.PartGoal(g.Content), g.Goal, run.PartMeasures(g.Content), g.Measures)
	}
	for _, m := range b.Milestones {
		fields = append(fields, "row", m.Key, "content-"+m.Key, strconv.Itoa(m.Content), "what-"+m.Key, m.What, "by-"+m.Key, m.By.String(), "indicator-"+m.Key, m.Indicator,
			"target-"+m.Key, m.Target, "unit-"+m.Key, m.Unit, "evidence-"+m.Key, m.Evidence)
	}
	return fields
}

var planDeals = []deal{
	{"run.submit_plan", "clerk", "city", 403, piloted, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/pilots/"+id+"/plan/edit", w.planFields(id, "submit")...)
	}},
	{"run.return_plan", "handler", "clerk", 403, planned, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/pilots/"+id+"/plan/return", "n", "1", "part", "leader", "words-leader", "请写全名", "part", "department", "words-department", "", "until", calendar.DayOf(w.Clock.Now()).Add(10).String())
	}},
	{"run.approve_plan: propose", "handler", "clerk", 403, planned, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/pilots/"+id+"/plan/approve", "n", "1")
	}},
	{"run.approve_plan: confirm", "approver", "handler", 403, asked2(proposePlan, planned), answer("confirm")},
	{"run.approve_plan: reject", "approver", "clerk", 404, asked2(proposePlan, planned), answer("refuse")},
}

// A plan is written without the script: rows come and go, nothing typed is lost, what is refused is kept, and a colleague's
// newer text is not written over unseen.
func TestAPlanIsWrittenOverHTTP(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := piloted(w)
		edit := "/pilots/" + id + "/plan/edit"
		page := func(who string) string { return w.ask(who, "GET", edit, "", nil).Body.String() }
		if first := page("clerk"); !strings.Contains(first, `name="row" value="m1"`) || !strings.Contains(first, "通知的目标") || !strings.Contains(first, "申报书：") {
			t.Errorf("a first plan: %s", first)
		}
		out := w.post("clerk", edit, "act", "add", "before", "0", "row", "m1", "what-m1", "出台办法", "department", "学会部")
		if to := out.Header().Get("Location"); out.Code != 303 || to != edit+"#f-what-m2" {
			t.Errorf("a row more: %d %s", out.Code, to)
		}
		if two := page("clerk"); !strings.Contains(two, `name="row" value="m2"`) || !strings.Contains(two, "出台办法") || !strings.Contains(two, `value="学会部"`) {
			t.Errorf("the row is not there")
		}
		before := get(w, func(t *store.Tx) (run.Draft, error) {
			d, _, err := run.DraftOf(t, id, run.PlanDraft)
			return d, err
		})
		w.post("clerk", edit, "act", "remove:m1", "row", "m1", "row", "m2", "what-m1", "出台办法", "what-m2", "印发清单", "before", "0")
		if one := page("clerk"); strings.Contains(one, `name="row" value="m1"`) || !strings.Contains(one, "印发清单") {
			t.Error("the row is still there")
		}
		if out := w.post("head", edit, "act", "save", "row", "m2", "what-m2", "另写一份", "before", fmt.Sprint(before.At.UnixMicro())); out.Code != 409 || !strings.Contains(out.Body.String(), "另写一份") || strings.Contains(page("clerk"), "另写一份") {
			t.Errorf("over a colleague's: %d", out.Code)
		}
		if out := w.typePlan("head", id, "0", "row", "m2", "what-m2", "另写一份"); out.Code != 409 || !strings.Contains(out.Body.String(), "保存过") {
			t.Errorf("by the script: %d %s", out.Code, out.Body.String())
		}
		if out := w.ask("clerk", "PUT", "/pilots/"+id+"/plan/draft", "application/json", []byte(`{"account":"another","form":{}}`)); out.Code != 409 {
			t.Errorf("another account's page: %d", out.Code)
		}
		if out := w.ask("clerk", "PUT", "/pilots/"+id+"/plan/draft", "application/json", []byte(`[`)); out.Code != 400 {
			t.Errorf("nonsense: %d", out.Code)
		}
		if out := w.post("clerk", edit, "act", "submit", "department", "宣传部", "before", "0"); out.Code != 422 || !strings.Contains(page("clerk"), "宣传部") {
			t.Errorf("refused: %d, and what was typed is lost", out.Code)
		}
		if out := w.post("clerk", edit, w.planFields(id, "submit")...); out.Code != 303 || w.pilot(id).State != run.PlanSubmitted {
			t.Errorf("handed in: %d %s", out.Code, words(out))
		}
		if out := w.typePlan("clerk", id, "0", "department", "迟来的"); out.Code != 409 {
			t.Errorf("kept behind the plan: %d", out.Code)
		}
		w.holds()
	})
}

// Whoever has to press for a plan reads by when it was asked for and whom to call.
func TestAnOwedPlanSaysWhomToCall(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := piloted(w)
		if page := w.ask("handler", "GET", "/pilots/"+id+"/plan", "", nil).Body.String(); !strings.Contains(page, "还没有报送实施方案") || strings.Contains(page, "催办请联系：") {
			t.Error("the office is told to press before the date")
		}
		page := at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
			return w.ask(who, "GET", "/pilots/"+id+"/plan", "", nil)
		})(w, "handler", id).Body.String()
		if !strings.Contains(page, "还没有报送实施方案") || !strings.Contains(page, "催办请联系：") {
			t.Error("nobody is named")
		}
		if page := w.ask("clerk", "GET", "/pilots/"+piloted(w)+"/plan", "", nil).Body.String(); strings.Contains(page, "催办请联系：") {
			t.Error("the unit is told to call itself")
		}
	})
}

// The office's words stand where the unit writes, and nowhere else; the next version shows what it changed.
func TestAReturnedPlanShowsTheWordsAtTheirPlaces(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := planned(w)
		back := "/pilots/" + id + "/plan/return"
		if out := w.post("handler", "/pilots/"+id+"/plan/approve", "n", "1", "part", "m1", "words-m1", "目标值太低"); out.Code != 422 || !strings.Contains(out.Body.String(), "目标值太低") {
			t.Errorf("to be approved with words on it: %d", out.Code)
		}
		if out := w.post("handler", back, "n", "1", "part", "m1", "words-m1", "目标值太低", "until", "2019-01-01"); out.Code != 422 || !strings.Contains(out.Body.String(), "目标值太低") {
			t.Errorf("until a day that is gone: %d", out.Code)
		}
		if out := w.post("handler", back, "n", "1", "part", "m1", "words-m1", "目标值太低", "until", calendar.DayOf(w.Clock.Now()).Add(5).String()); out.Code != 303 {
			t.Fatalf("sent back: %d %s", out.Code, words(out))
		}
		edit := w.ask("clerk", "GET", "/pilots/"+id+"/plan/edit", "", nil).Body.String()
		if at := strings.Index(edit, "目标值太低"); strings.Count(edit, "目标值太低") != 1 || at < strings.Index(edit, `data-row="m1"`) {
			t.Error("the words do not stand at the milestone")
		}
		fields := w.planFields(id, "submit")
		for i := range fields {
			if fields[i] == "target-m1" {
				fields[i+1] = "5"
			}
		}
		if out := w.post("clerk", "/pilots/"+id+"/plan/edit", fields...); out.Code != 303 {
			t.Fatalf("mended: %d %s", out.Code, words(out))
		}
		page := w.ask("handler", "GET", "/pilots/"+id+"/plan", "", nil).Body.String()
		if !strings.Contains(page, "<del>2</del>") || !strings.Contains(page, "<ins>5</ins>") || !strings.Contains(page, "第1版（已退回）") {
			t.Errorf("what was changed: %s", page)
		}
		if old := w.ask("city", "GET", "/pilots/"+id+"/plan?n=1", "", nil).Body.String(); !strings.Contains(old, "目标值太低") || strings.Contains(old, "<ins>") {
			t.Error("the version that was sent back")
		}
		w.holds()
	})
}
