package app

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"shidian/internal/decide"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

var followDeeds = map[string]deed{
	"run.contact: department":         {followed, nameContact},
	"run.note: visit":                 {followed, note},
	"run.raise_problem: living":       {followed, raise},
	"run.answer_problem: open":        {problem, answerProblem},
	"run.answer_problem: escalated":   {escalated, answerProblem},
	"run.escalate_problem: open":      {problem, escalate},
	"run.close_problem: open":         {problem, closeProblem},
	"run.change_persons: living":      {followed, changePersons},
	"run.ask_change: withdrawal":      {unasked, askChange},
	"run.take_back_change: asked":     {changeAsked, func(w *town, who, id string) error { return w.Run.TakeBackChange(ctx, w.people[who], id) }},
	"run.decide_change: propose":      {changeAsked, proposeChange},
	"run.decide_change: confirm":      {asked2(proposeChange, changeAsked), confirm},
	"run.decide_change: reject":       {asked2(proposeChange, changeAsked), reject},
	"see: pilots":                     {try: read("/pilots")},
	"see: overview of the pilots":     {try: read("/overview/pilots")},
	"see: pilots, public":             {try: read("/public/pilots")},
	"see: contact departments":        {try: read("/pilots/contacts")},
	"see: what a department follows":  {try: read("/follow")},
	"see: notes":                      {followed, read("/pilots/%s/notes")},
	"see: form of a problem":          {followed, read("/pilots/%s/problems")},
	"see: all problems":               {try: read("/problems")},
	"see: problem":                    {kept(problem), read("/problems/%s")},
	"see: persons":                    {followed, read("/pilots/%s/persons")},
	"see: form of a change":           {unasked, read("/pilots/%s/changes/extension")},
	"see: change":                     {kept(changeAsked), read("/changes/%s")},
	"see: evidence of a change, none": {kept(changeAsked), read("/changes/%s/evidence")},
}

func init() {
	for name, d := range followDeeds {
		deeds[name] = d
	}
	deals = append(deals, followDeals...)
	leavers = append(leavers, func(w *town) {
		id := followed(w)
		w.must(note(w, "dept", id))
		w.must(closeProblem(w, "clerk", problem(w)))
		w.must(changePersons(w, "clerk", id))
		w.must(confirm(w, "approver", asked2(proposeChange, changeAsked)(w)))
	})
}

// followed is a pilot of 甲县 that the department follows, one for all deeds of a town: none of them ends it.
var followed = kept(func(w *town) string {
	w.t.Helper()
	id := piloted(w)
	w.must(nameContact(w, "handler", id))
	return id
})

func nameContact(w *town, who, id string) error {
	return w.Run.Follow(ctx, w.people[who], id, w.people["dept"].Unit, "某丁")
}

func note(w *town, who, id string) error {
	return w.Run.Note(ctx, w.people[who], id, run.Noted{Kind: run.NoteVisit, Day: w.today().String(), Words: "到现场走访"})
}

func raise(w *town, who, id string) error {
	_, err := w.Run.RaiseProblem(ctx, w.people[who], id, "经费没有到位", "请协调")
	return err
}

func problem(w *town) string {
	w.t.Helper()
	id, err := w.Run.RaiseProblem(ctx, w.people["clerk"], followed(w), "经费没有到位", "请协调")
	w.must(err)
	return id
}

func answerProblem(w *town, who, id string) error {
	return w.Run.AnswerProblem(ctx, w.people[who], id, "已经联系")
}

func escalate(w *town, who, id string) error {
	return w.Run.EscalateProblem(ctx, w.people[who], id, "需要协调")
}

func escalated(w *town) string {
	w.t.Helper()
	id := problem(w)
	w.must(escalate(w, "clerk", id))
	return id
}

func closeProblem(w *town, who, id string) error {
	return w.Run.CloseProblem(ctx, w.people[who], id, "已经到位")
}

func changePersons(w *town, who, id string) error {
	return w.Run.ChangePersons(ctx, w.people[who], id, run.Persons{Leader: run.Person{Name: name("某"), Post: "主席"}, Department: "学会部", Contact: run.Person{Name: "某乙", Phone: "13900000000"}})
}

// unasked is the pilot without an open change.
func unasked(w *town) string {
	w.t.Helper()
	id := followed(w)
	for _, ch := range get(w, func(t *store.Tx) ([]run.Change, error) { return run.ChangesOf(t, id) }) {
		if ch.State == run.ChangeAsked {
			w.must(w.Run.TakeBackChange(ctx, w.people["clerk"], ch.ID))
		}
	}
	return id
}

func askChange(w *town, who, id string) error {
	_, err := w.Run.AskChange(ctx, w.people[who], id, run.ChangeAsk{Kind: run.ChangeWithdrawal, Reason: "机构撤并"})
	return err
}

// changeAsked is an extension by a day that waits for the office.
func changeAsked(w *town) string {
	w.t.Helper()
	id := unasked(w)
	change, err := w.Run.AskChange(ctx, w.people["clerk"], id, run.ChangeAsk{Kind: run.ChangeExtension, Until: w.pilot(id).Until.Add(1).String(), Reason: "需要时间"})
	w.must(err)
	return change
}

func proposeChange(w *town, who, id string) error {
	_, err := w.Run.DecideChange(ctx, w.people[who], run.Deciding{Change: id, Agree: true})
	return err
}

var followDeals = []deal{
	{"run.contact", "handler", "clerk", 403, followed, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/pilots/contacts", "cohort", w.pilot(id).Cohort, "pilot", id, "department", w.people["dept"].Unit)
	}},
	{"run.note", "dept", "city", 403, followed, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/pilots/"+id+"/notes", "kind", "visit", "day", w.today().String(), "words", "走访")
	}},
	{"run.raise_problem", "clerk", "dept", 403, followed, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/pilots/"+id+"/problems", "title", "经费", "words", "没有到位")
	}},
	{"run.answer_problem", "dept", "clerk", 403, problem, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/problems/"+id+"/answer", "words", "已经联系")
	}},
	{"run.escalate_problem", "dept", "handler", 403, problem, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/problems/"+id+"/escalate", "words", "请协调")
	}},
	{"run.close_problem", "clerk", "dept", 403, problem, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/problems/"+id+"/close", "outcome", "已经解决")
	}},
	{"run.change_persons", "clerk", "dept", 403, followed, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/pilots/"+id+"/persons", "leader_name", name("某"), "leader_post", "主席", "department", "学会部", "contact_name", "某乙", "contact_phone", "13900000000")
	}},
	{"run.ask_change", "clerk", "dept", 403, unasked, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/pilots/"+id+"/changes/withdrawal", "reason", "机构撤并")
	}},
	{"run.take_back_change", "clerk", "dept", 403, changeAsked, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/changes/"+id+"/back")
	}},
	{"run.decide_change: propose", "handler", "clerk", 403, changeAsked, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/changes/"+id+"/decide", "agree", "no", "answer", "理由不充分")
	}},
	{"run.decide_change: confirm", "approver", "handler", 403, asked2(proposeChange, changeAsked), answer("confirm")},
	{"run.decide_change: reject", "approver", "clerk", 404, asked2(proposeChange, changeAsked), answer("refuse")},
}

// What was typed stands there again when it was refused; both versions of a change and the way of a problem are shown.
func TestFollowingOverHTTP(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := planned(w)
		w.must(confirm(w, "approver", asked2(proposePlan, func(*town) string { return id })(w)))
		w.must(nameContact(w, "handler", id))
		page := func(who, path string) string { return w.ask(who, "GET", path, "", nil).Body.String() }
		if out := w.post("dept", "/pilots/"+id+"/notes", "kind", "visit", "day", "2099-01-01", "words", "还没有去"); out.Code != 422 || !strings.Contains(out.Body.String(), "还没有去") {
			t.Errorf("a visit to come: %d", out.Code)
		}
		if out := w.post("clerk", "/pilots/"+id+"/persons", "leader_name", "新来的", "leader_post", ""); out.Code != 422 || !strings.Contains(out.Body.String(), "新来的") {
			t.Errorf("persons: %d", out.Code)
		}
		if out := w.post("clerk", "/pilots/"+id+"/problems", "title", "经费没有到位", "words", "请协调"); out.Code != 303 {
			t.Fatalf("a problem: %d %s", out.Code, words(out))
		}
		if desk := page("dept", "/follow"); !strings.Contains(desk, "经费没有到位") || !strings.Contains(desk, "出台办法") {
			t.Error("the department's desk lacks the problem or the next milestone")
		}
		if list := page("handler", "/problems?state=open&page=1"); !strings.Contains(list, "经费没有到位") || !strings.Contains(list, "0个工作日") {
			t.Error("the list of all problems")
		}
		if lanes := page("handler", "/pilots"); !strings.Contains(lanes, "答复提出的问题") {
			t.Error("the time line does not say that the pilot waits for an answer")
		}
		if out := w.form("clerk", "/pilots/"+id+"/changes/extension", "until", "2020-01-01", "reason", "来不及"); out.Code != 422 || !strings.Contains(out.Body.String(), "来不及") {
			t.Errorf("an extension backwards: %d", out.Code)
		}
		form := page("clerk", "/pilots/"+id+"/changes/plan")
		if !strings.Contains(form, "建立机制") || !strings.Contains(form, `name="row" value="m1"`) {
			t.Error("the form of a changed plan does not hold the plan in force")
		}
		fields := append(w.planFields(id, "submit"), "reason", "指标提高")
		for i := range fields {
			if fields[i] == "target-m1" {
				fields[i+1] = "7"
			}
		}
		out := w.form("clerk", "/pilots/"+id+"/changes/plan", fields...)
		to := out.Header().Get("Location")
		if out.Code != 303 || !strings.HasPrefix(to, "/changes/") {
			t.Fatalf("a changed plan: %d %s", out.Code, words(out))
		}
		if shown := page("handler", to); !strings.Contains(shown, "2项") || !strings.Contains(shown, "7项") {
			t.Error("both versions are not shown")
		}
		proposal := asked2(proposeChange, func(*town) string { return strings.TrimPrefix(to, "/changes/") })(w)
		if shown := page("approver", "/proposals/"+proposal); !strings.Contains(shown, "7项") || !strings.Contains(shown, "指标提高") {
			t.Error("the approver does not see what is changed")
		}
		w.must(confirm(w, "approver", proposal))
		now := get(w, func(t *store.Tx) (run.Plan, error) { p, _, err := run.PlanOf(t, id); return p, err })
		if now.N != 2 || now.Body.Milestones[0].Target != "7" {
			t.Errorf("in force: %+v", now)
		}
		w.must(confirm(w, "approver", asked2(endPilot, func(*town) string { return id })(w)))
		if w.pilot(id).State != run.Terminated {
			t.Errorf("ended: %s", w.pilot(id).State)
		}
		w.holds()
	})
}

// endPilot records that the body ended a pilot.
func endPilot(w *town, who, id string) error {
	p := w.pilot(id)
	_, err := w.Decide.Record(ctx, w.people[who], decide.Taken{Cohort: p.Cohort, Matter: programme.MatterEnd, Session: fmt.Sprintf("2020年第%d次", 8), On: w.today().String(),
		Excerpt: w.pdf(), Lines: []decide.TakenLine{{Application: p.Application, Outcome: decide.Agreed}}})
	return err
}
