package pages

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

// planView is the plan of a pilot as everybody who sees the pilot may read it: one of its versions beside what was promised.
type planView struct {
	run.Case
	Actor    access.Actor
	Now      time.Time
	Plans    []run.Plan // the newest first
	Plan     run.Plan   // the one that is shown
	Shown    bool       // there is one
	Promised []run.Promise
	Diff     []apply.FieldDiff
	Waiting  bool       // its approval waits for the second person
	Until    time.Time  // until when the plan is asked for
	Call     run.Person // while there is no plan: who is called about it, by whoever may read phones
	Form     *kit.Form
	Wrong    kit.Problems
}

var planTitles = map[act.State]string{run.PlanHandedIn: "待审", run.PlanReturned: "已退回", run.PlanApproved: "已审定"}

var planTones = map[act.State]components.Tone{run.PlanHandedIn: components.Active, run.PlanReturned: components.Warn, run.PlanApproved: components.Done}

// Plan shows the plan: GET /pilots/{id}/plan, another version than the last with ?n=.
func (p *Pages) Plan(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.planPage(w, r, http.StatusOK, query.Text("n"), planView{Form: &kit.Form{}})
}

func (p *Pages) planPage(w http.ResponseWriter, r *http.Request, status int, n string, v planView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, p.Room, r.PathValue("id"), n) }); err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, planPage(v))
}

func (v *planView) load(t *store.Tx, room *run.Room, id, n string) (err error) {
	if v.Case, err = seen(t, v.Actor, id); err != nil {
		return err
	}
	v.Now = t.Now()
	if v.Plans, err = run.PlansOf(t, id); err != nil {
		return err
	}
	for i := range v.Plans {
		v.Plans[i].Body = v.Plans[i].Body.For(v.Actor, v.Case)
	}
	if v.Promised, err = run.Promised(t, v.Case); err != nil {
		return err
	}
	if v.Waiting, err = room.ApprovalWaits(t, id); err != nil {
		return err
	}
	v.choose(n)
	if len(v.Plans) == 0 && run.MayCallPhones(v.Actor) {
		if v.Call, err = run.ToCall(t, v.Case); err != nil {
			return err
		}
	}
	v.Until, err = run.PlanUntil(t, id)
	return err
}

// none says why there is nothing to read: no such version, or no plan yet, and then by when it is asked for and who is to be called.
func (v planView) none() (title, what string) {
	if len(v.Plans) > 0 {
		return "没有这一版", "请从版次里选择。"
	}
	what = "报送以后在这里查看。"
	if !v.Until.IsZero() {
		what = "应在" + components.Before(v.Until) + "报送；" + what
	}
	if late := v.Until.IsZero() || !v.Now.Before(v.Until); late && v.Call.Name != "" {
		what += "催办请联系：" + v.Call.Name + " " + v.Call.Phone + "。"
	}
	return "还没有报送实施方案", what
}

// choose shows the version that was asked for, or the last one, with what it changed.
func (v *planView) choose(n string) {
	for i, p := range v.Plans {
		if (n == "" && i == 0) || strconv.Itoa(p.N) == n {
			v.Plan, v.Shown = p, true
			if i+1 < len(v.Plans) {
				v.Diff = run.PlanDiff(v.Plans[i+1].Body.Parts(v.ContentName), p.Body.Parts(v.ContentName))
			}
		}
	}
}

func (v planView) last() bool { return v.Shown && v.Plan.N == v.Plans[0].N }

// judges tells whether the reader has to examine the version that is shown.
func (v planView) judges() bool {
	return v.last() && !v.Waiting && run.MayJudge(v.Actor, v.Case).Allowed && run.MayJudgePlan(v.State, v.Plan, v.Plan.N) == nil
}

func (v planView) writes() bool {
	return v.State == run.Planning && run.MayWritePlan(v.Actor, v.Case).Allowed
}

func (v planView) at(below string) string { return run.Link(v.ID) + "/plan" + below }

func (v planView) file() string { return v.at("/" + n(v.Plan.N) + "/plan.pdf") }

func (v planView) tabs() []components.Choice {
	tabs := make([]components.Choice, len(v.Plans))
	for i, p := range v.Plans {
		tabs[i] = components.Choice{Label: "第" + n(p.N) + "版（" + planTitles[p.State] + "）", URL: v.at("?n=" + n(p.N)), On: p.N == v.Plan.N, Count: -1}
	}
	return tabs
}

func (v planView) people() []components.Term {
	b := v.Plan.Body
	return []components.Term{{Name: "分管领导", Value: person(b.Leader)}, {Name: "责任部门", Value: components.Text(b.Department)}, {Name: "联络人", Value: person(b.Contact)},
		{Name: "报送", Value: components.Text(components.FullMoment(v.Plan.At))}}
}

func person(p run.Person) templ.Component {
	words := p.Name
	for _, more := range []string{p.Post, p.Phone} {
		if more != "" {
			words += "，" + more
		}
	}
	return components.Text(words)
}

// content is a granted content as the notice has it; its short name where the programme has no list.
func content(c run.Case, number int) programme.Content {
	if found, known := c.Programme().Content(number); known {
		return found
	}
	return programme.Content{Number: number, Name: c.ContentName(number)}
}

// returned are the words of a return for one part, "" where there are none.
func returned(p run.Plan, part string) string {
	for _, item := range p.Returned {
		if item.Part == part {
			return item.Words
		}
	}
	return ""
}

// milestoneTable are the milestones of a plan; where it is in force with those that are reached, and the days left of others.
func milestoneTable(c run.Case, b run.PlanBody, now time.Time, left bool, reached map[string]bool) components.Table {
	t := components.Table{Caption: "时间进度和预期目标", Columns: []components.Column{{Title: "完成时间", Kind: "short"}, {Title: c.Programme().Called().Contents}, {Title: "工作事项", Kind: "main"},
		{Title: "预期指标"}, {Title: "目标", Kind: "short"}, {Title: "佐证材料"}}}
	for _, m := range b.Milestones {
		by := components.Text(components.Day(m.By.Start()))
		row := components.Row{}
		if left {
			by = components.TwoLines(components.Day(m.By.Start()), milestoneState(m, reached, now))
			if m.By.Before(calendar.DayOf(now)) {
				row.Tone = components.Quiet
			}
		}
		row.Cells = []templ.Component{by, components.Text(c.ContentName(m.Content)), components.Text(m.What), components.Text(m.Indicator), components.Text(m.Target + m.Unit), components.Text(m.Evidence)}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// milestoneState says that a milestone is reached, by the newest report, or how far its day is off.
func milestoneState(m run.Milestone, reached map[string]bool, now time.Time) string {
	if reached[m.Key] {
		return run.ProgressTitles[run.Done]
	}
	return daysLeft(m.By, now)
}

// daysLeft says how far a day is off, in whole days.
func daysLeft(by calendar.Day, now time.Time) string {
	switch left := by.Sub(calendar.DayOf(now)); {
	case left < 0:
		return "已过" + n(-left) + "天"
	case left == 0:
		return "今天"
	default:
		return "还有" + n(left) + "天"
	}
}

// PlanFile is a version as a PDF: GET /pilots/{id}/plan/{n}/plan.pdf.
func (p *Pages) PlanFile(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(r.PathValue("n")) // nonsense is version 0, which there is not
	pdf, err := p.Room.PlanFile(r.Context(), actor, r.PathValue("id"), version)
	if err != nil {
		return err
	}
	return kit.SendFile(w, "实施方案.pdf", "application/pdf", pdf)
}

// ReturnPlan sends the plan back: POST /pilots/{id}/plan/return.
func (p *Pages) ReturnPlan(w http.ResponseWriter, r *http.Request) error {
	return p.judging(w, r, "已退回修改。", func(actor access.Actor, form *kit.Form, id string, version int) error {
		x := run.PlanReturn{Pilot: id, N: version}
		x.Until, _ = calendar.ParseDay(form.Text("until")) // no day is told by the act
		for _, part := range form.All("part") {
			if words := form.Text("words-" + part); words != "" {
				x.Items = append(x.Items, run.ReturnItem{Part: part, Words: words})
			}
		}
		return p.Room.ReturnPlan(r.Context(), actor, x)
	})
}

// ApprovePlan proposes to approve the plan: POST /pilots/{id}/plan/approve. Words that were written at its parts come along,
// and would be lost: whoever wrote some means to send it back.
func (p *Pages) ApprovePlan(w http.ResponseWriter, r *http.Request) error {
	return p.judging(w, r, "已提请审定，由审签人办理后生效。", func(actor access.Actor, form *kit.Form, id string, version int) error {
		if slices.ContainsFunc(form.All("part"), func(part string) bool { return form.Text("words-"+part) != "" }) {
			form.Mend("approve", "已经写了修改意见：请点“退回修改”，或者清空意见再提请审定。")
		}
		if err := form.Err(); err != nil {
			return err
		}
		_, err := p.Room.ApprovePlan(r.Context(), actor, run.Approval{Pilot: id, N: version})
		return err
	})
}

func (p *Pages) judging(w http.ResponseWriter, r *http.Request, words string, judge func(access.Actor, *kit.Form, string, int) error) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	version, _ := strconv.Atoi(form.Text("n")) // nonsense is no version: the act says so
	if err := judge(actor, form, id, version); err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.planPage(w, r, http.StatusUnprocessableEntity, "", planView{Form: form, Wrong: wrong})
		})
	}
	return kit.Done(w, r, words, run.Link(id)+"/plan")
}
