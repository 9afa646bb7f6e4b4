package run

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/jobs"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// submitted hands in the first pilot's plan and gives its version.
func (w *world) submitted(i int) int {
	w.T.Helper()
	n, err := w.room.SubmitPlan(w.Ctx, w.clerk(i), w.pilots[i], goodPlan(w.pilot(i).Contents...))
	w.Must(err)
	return n
}

// approved brings a pilot to work: its plan is handed in, approved and rendered.
func (w *world) approved(i int) {
	w.T.Helper()
	n := w.submitted(i)
	w.Confirm(w.room.ApprovePlan(w.Ctx, w.Handler, Approval{w.pilots[i], n}))
	w.Must(w.room.RenderPlan(w.Ctx, RenderPlan{w.pilots[i], n}))
}

func (w *world) plans(i int) []Plan {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) ([]Plan, error) { return PlansOf(t, w.pilots[i]) })
}

// told are the titles in an actor's inbox.
func (w *world) told(a access.Actor) string {
	w.T.Helper()
	all := worldtest.Get(w.World, func(t *store.Tx) ([]notify.Message, error) {
		all, _, err := notify.Inbox(t, a.Account, 0, 100)
		return all, err
	})
	var titles []string
	for _, m := range all {
		titles = append(titles, m.Title)
	}
	return strings.Join(titles, " ")
}

// sweep works off what falls due, the call's own dates among it.
func (w *world) sweep() *jobs.Sweep {
	sweep := &jobs.Sweep{DB: w.DB}
	call.New(w.Door, w.Blobs, nil).Due(sweep)
	w.room.Due(sweep)
	return sweep
}

func (w *world) waits(a access.Actor) string {
	w.T.Helper()
	tasks := worldtest.Get(w.World, func(t *store.Tx) ([]Task, error) { return WaitingPlans(t, a) })
	var said []string
	for _, one := range tasks {
		said = append(said, one.State+"/"+one.Verb)
	}
	return strings.Join(said, " ")
}

func TestAPlanIsHandedInSentBackMendedApprovedAndKept(t *testing.T) {
	each(t, func(w *world) {
		id := w.pilots[0]
		empty := goodPlan(w.pilot(0).Contents...)
		empty.Leader = Person{}
		_, err := w.room.SubmitPlan(w.Ctx, w.clerk(0), id, empty)
		w.Refused(err, fault.KindInvalid, "")
		_, err = w.room.SubmitPlan(w.Ctx, w.clerk(1), id, goodPlan(6))
		w.Refused(err, fault.KindNotFound, "")
		_, err = w.room.SubmitPlan(w.Ctx, w.City, id, goodPlan(6))
		w.Refused(err, fault.KindForbidden, "R1")
		_, err = w.room.ApprovePlan(w.Ctx, w.Handler, Approval{id, 1})
		w.Refused(err, fault.KindConflict, "R1")
		if n := w.submitted(0); n != 1 || w.pilot(0).State != PlanSubmitted {
			t.Fatalf("version %d, %s", n, w.pilot(0).State)
		}
		_, err = w.room.SubmitPlan(w.Ctx, w.clerk(0), id, goodPlan(6))
		w.Refused(err, fault.KindConflict, "R1")

		back := PlanReturn{Pilot: id, N: 1, Items: []ReturnItem{{"m1", "目标值太低"}}, Until: planDay("2020-07-15")}
		w.Refused(w.room.ReturnPlan(w.Ctx, w.clerk(0), back), fault.KindForbidden, "")
		w.Refused(w.room.ReturnPlan(w.Ctx, w.Approver, back), fault.KindForbidden, "")
		w.Refused(w.room.ReturnPlan(w.Ctx, w.Handler, PlanReturn{Pilot: id, N: 1, Until: back.Until}), fault.KindInvalid, "")
		w.Must(w.room.ReturnPlan(w.Ctx, w.Handler, back))
		if w.pilot(0).State != Planning || w.plans(0)[0].State != PlanReturned || !strings.Contains(w.told(w.clerk(0)), "实施方案退回修改") {
			t.Errorf("sent back: %s, %+v, %s", w.pilot(0).State, w.plans(0)[0], w.told(w.clerk(0)))
		}
		w.Refused(w.room.ReturnPlan(w.Ctx, w.Handler, back), fault.KindConflict, "R1")

		begun := worldtest.Get(w.World, func(t *store.Tx) (PlanBody, error) {
			c, err := CaseOf(t, id)
			w.Must(err)
			return BeginPlan(t, c)
		})
		begun.Milestones[0].Target = "5"
		n, err := w.room.SubmitPlan(w.Ctx, w.clerk(0), id, begun)
		w.Must(err)
		if plans := w.plans(0); n != 2 || plans[0].Body.Milestones[0].Key != "m1" || plans[1].Body.Milestones[0].Target != "2" {
			t.Errorf("mended: %d %+v", n, plans)
		}
		_, err = w.room.ApprovePlan(w.Ctx, w.Handler, Approval{id, 1})
		w.Refused(err, fault.KindConflict, "R1")
		proposal, err := w.room.ApprovePlan(w.Ctx, w.Handler, Approval{id, 2})
		w.Must(err)
		w.Refused(w.room.ReturnPlan(w.Ctx, w.Handler, PlanReturn{id, 2, back.Items, back.Until}), fault.KindConflict, "R1")
		w.Confirm(proposal, nil)
		if plan := w.plans(0)[0]; w.pilot(0).State != Running || plan.State != PlanApproved || plan.AnsweredBy != w.Approver.Account || plan.Paper != "" {
			t.Errorf("approved: %s %+v", w.pilot(0).State, plan)
		}
		w.Holds(w.Verify(w.room.Checks()))
	})
}

// The paper of an approved version is made once, kept by its hash, and given out as it was kept.
func TestThePaperOfAnApprovedPlanIsMadeOnce(t *testing.T) {
	each(t, func(w *world) {
		id := w.pilots[0]
		n := w.submitted(0)
		w.Must(w.room.RenderPlan(w.Ctx, RenderPlan{id, n}))
		if w.plans(0)[0].Paper != "" {
			t.Error("a plan that waits has its paper")
		}
		draft, err := w.room.PlanFile(w.Ctx, w.desk, id, n)
		if w.Must(err); !bytes.HasPrefix(draft, []byte("%PDF")) {
			t.Error("no print for reading")
		}
		w.Confirm(w.room.ApprovePlan(w.Ctx, w.Handler, Approval{id, n}))
		w.Must(w.room.RenderPlan(w.Ctx, RenderPlan{id, n}))
		hash := w.plans(0)[0].Paper
		w.At("2020-07-09 09:00")
		w.Must(w.room.RenderPlan(w.Ctx, RenderPlan{id, n}))
		if hash == "" || w.plans(0)[0].Paper != hash {
			t.Errorf("rendered %q, then %q", hash, w.plans(0)[0].Paper)
		}
		if err := w.room.recordPlanPaper(w.Ctx, RenderPlan{id, n}, strings.Repeat("0", 64)); err != errPlanRendered {
			t.Errorf("recorded again: %v", err)
		}
		kept := worldtest.Get(w.World, func(t *store.Tx) ([]string, error) { return Blobs(t) })
		pdf, err := w.room.PlanFile(w.Ctx, w.clerk(0), id, n)
		if w.Must(err); len(kept) != 1 || kept[0] != hash || bytes.Equal(pdf, draft) {
			t.Errorf("kept %v", kept)
		}
		_, err = w.room.PlanFile(w.Ctx, w.clerk(1), id, n)
		w.Refused(err, fault.KindNotFound, "")
		w.Holds(w.Verify(w.room.Checks()))
		w.Must(w.Blobs.Remove(hash))
		if report := w.Verify(w.room.Checks()); len(report.Problems) == 0 {
			t.Error("a paper that is gone is not found out")
		}
	})
}

// A later change puts a next version in force; both are kept, and what was asked of the first is asked of it.
func TestRule_R1_AChangePutsANextVersionInForce(t *testing.T) {
	each(t, func(w *world) {
		replace := func(i int, b PlanBody) error {
			row := act.Row{Name: "run.test_change", Title: "调整", Who: handlers}
			return w.room.on(w.Ctx, w.Handler, row, w.pilots[i], mayDirect, func(t *act.Tx, c Case) error { return w.room.ReplacePlan(t, c, b) })
		}
		w.Refused(replace(0, goodPlan(6)), fault.KindConflict, "R1")
		w.approved(0)
		b := w.plans(0)[0].Body
		b.Milestones = []Milestone{{Key: "new", Content: 6, What: "扩大范围", By: planDay("2022-01-31"), Indicator: "单位", Target: "8", Unit: "个", Evidence: "名册"}}
		late := b
		late.Milestones = []Milestone{b.Milestones[0]}
		late.Milestones[0].By = planDay("2023-01-31")
		w.Refused(replace(0, late), fault.KindInvalid, "")
		b.Milestones[0].By = planDay("2022-01-31")
		w.Must(replace(0, b))
		plans := w.plans(0)
		force := worldtest.Get(w.World, func(t *store.Tx) (Plan, error) {
			p, _, err := PlanOf(t, w.pilots[0])
			return p, err
		})
		if len(plans) != 2 || force.N != 2 || force.Body.Milestones[0].Key != "m2" || plans[1].State != PlanApproved || plans[1].Paper == "" || w.pilot(0).State != Running {
			t.Errorf("%+v", plans)
		}
		w.Must(w.room.RenderPlan(w.Ctx, RenderPlan{w.pilots[0], 2}))
		w.verify()
	})
}

// The plan is asked for until a date that the release puts down: the unit is reminded, then the office told too (R1).
func TestRule_R1_WhoDoesNotHandInThePlanIsReminded(t *testing.T) {
	each(t, func(w *world) {
		due := worldtest.Get(w.World, func(t *store.Tx) (time.Time, error) { return PlanUntil(t, w.pilots[0]) })
		if want := time.Date(2020, 7, 31, 0, 0, 0, 0, clock.Zone); !due.Equal(want) {
			t.Fatalf("asked for until %v", due)
		}
		if got := w.waits(w.clerk(0)) + "|" + w.waits(w.Handler) + "|" + w.waits(w.Approver) + "|" + w.waits(w.City); got != "方案编制/编制实施方案|||" {
			t.Errorf("waits: %s", got)
		}
		sweep := w.sweep()
		w.submitted(1)
		w.At("2020-07-28 09:00")
		w.Must(sweep.Until(w.Ctx, w.DB.Clock.Now()))
		if !strings.Contains(w.told(w.clerk(0)), "实施方案报送期限将到") || strings.Contains(w.told(w.clerk(1)), "期限") || strings.Contains(w.told(w.Handler), "逾期") {
			t.Errorf("three days before: %s; %s; %s", w.told(w.clerk(0)), w.told(w.clerk(1)), w.told(w.Handler))
		}
		w.At("2020-07-31 00:00")
		w.Must(sweep.Until(w.Ctx, w.DB.Clock.Now()))
		if !strings.Contains(w.told(w.clerk(0)), "实施方案报送期限已过") || !strings.Contains(w.told(w.Handler), "实施方案逾期：第1县") || strings.Contains(w.told(w.Handler), "逾期：第2县") {
			t.Errorf("after the date: %s; %s", w.told(w.clerk(0)), w.told(w.Handler))
		}
		if got := w.waits(w.Handler); got != "方案逾期未报/催办 方案待审/审定实施方案" && got != "方案待审/审定实施方案 方案逾期未报/催办" {
			t.Errorf("the office's: %s", got)
		}
		_, err := w.room.ApprovePlan(w.Ctx, w.Handler, Approval{w.pilots[1], 1})
		if w.Must(err); strings.Contains(w.waits(w.Handler), "审定") {
			t.Error("what the approver has waits for the handler")
		}
	})
}

// A plan that comes back has a date of its own.
func TestAReturnedPlanHasADateOfItsOwn(t *testing.T) {
	each(t, func(w *world) {
		w.submitted(0)
		w.Must(w.room.ReturnPlan(w.Ctx, w.Handler, PlanReturn{w.pilots[0], 1, []ReturnItem{{PartLeader, "写全名"}}, planDay("2020-07-02")}))
		due := worldtest.Get(w.World, func(t *store.Tx) (time.Time, error) { return PlanUntil(t, w.pilots[0]) })
		if !due.Equal(calendar.EndOfDay(planDay("2020-07-02"))) {
			t.Errorf("until %v", due)
		}
		sweep := w.sweep()
		w.At("2020-07-03 08:00")
		w.Must(sweep.Until(w.Ctx, w.DB.Clock.Now()))
		if got := w.told(w.clerk(0)); strings.Contains(got, "将到") || !strings.Contains(got, "期限已过") {
			t.Errorf("told: %s", got)
		}
	})
}

// What is typed is kept, and a colleague's newer text is not written over.
func TestAPlansDraftIsKeptAndDroppedOnceItIsHandedIn(t *testing.T) {
	each(t, func(w *world) {
		id := w.pilots[0]
		at, kept, err := w.room.Keep(w.Ctx, w.clerk(0), Keeping{id, PlanDraft, `{"a":["1"]}`, time.Time{}, WhenPlanning("")})
		if w.Must(err); !kept {
			t.Fatal("not kept")
		}
		other := w.Issue(w.clerk(0).Unit, "colleague", access.Clerk)
		if _, kept, err := w.room.Keep(w.Ctx, other, Keeping{id, PlanDraft, `{"a":["2"]}`, time.Time{}, WhenPlanning("")}); err != nil || kept {
			t.Errorf("over a colleague's: %v %v", kept, err)
		}
		if _, kept, err := w.room.Keep(w.Ctx, other, Keeping{id, PlanDraft, `{"a":["2"]}`, at, WhenPlanning("")}); err != nil || !kept {
			t.Errorf("after having seen it: %v %v", kept, err)
		}
		_, _, err = w.room.Keep(w.Ctx, w.Handler, Keeping{id, PlanDraft, `{}`, at, WhenPlanning("")})
		w.Refused(err, fault.KindForbidden, "R1")
		w.submitted(0)
		if worldtest.Get(w.World, func(t *store.Tx) (found bool, err error) {
			_, found, err = DraftOf(t, id, PlanDraft)
			return found, err
		}) {
			t.Error("the draft outlives the plan")
		}
	})
}

// A first plan begins with what was granted and whom the form names.
func TestAPlanBeginsWithWhatWasGranted(t *testing.T) {
	each(t, func(w *world) {
		var b PlanBody
		var said []Promise
		w.Must(w.DB.Read(w.Ctx, func(t *store.Tx) (err error) {
			c, err := CaseOf(t, w.pilots[0])
			w.Must(err)
			if b, err = BeginPlan(t, c); err == nil {
				said, err = Promised(t, c)
			}
			return err
		}))
		if b.Contact != (Person{Name: "某乙", Phone: "13900000000"}) || len(b.Goals) != 1 || b.Goals[0].Content != 6 || len(b.Milestones) != 1 || b.Milestones[0].Key != "m1" {
			t.Errorf("begins with %+v", b)
		}
		raw, _ := json.Marshal(said)
		for _, want := range []string{"目的、基础、事项", "目标、措施", "成果"} {
			if !strings.Contains(string(raw), want) {
				t.Errorf("%s does not stand beside: %s", want, raw)
			}
		}
		if strings.Contains(string(raw), "13900000000") || strings.Contains(string(raw), "概况") {
			t.Errorf("beside it stands %s", raw)
		}
	})
}
