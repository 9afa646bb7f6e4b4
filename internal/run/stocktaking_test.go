package run

import (
	"context"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/jobs"
	"shidian/internal/notify"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/worldtest"
	"shidian/programmes"
)

var rowPlanned = act.Row{Name: "test.planned", Title: "审定", Who: []access.Role{access.Handler}}

// planned puts a plan with two milestones into force, by hand.
func (w *world) planned(i int, n int) {
	w.T.Helper()
	body := PlanBody{Contact: Person{Name: "某联络", Phone: "13811112222"}, Milestones: []Milestone{
		{Key: "m1", Content: w.pilot(i).Contents[0], What: "建立联席会议制度", By: ymd("2020-12-31"), Indicator: "会议", Target: "2", Unit: "次", Evidence: "会议纪要"},
		{Key: "m2", Content: w.pilot(i).Contents[0], What: "建成服务站", By: ymd("2021-12-31"), Indicator: "服务站", Target: "10", Unit: "个", Evidence: "照片"}}}
	_, err := w.Door.Do(w.Ctx, w.Handler, rowPlanned, Object(w.pilots[i]), func(t *act.Tx) error {
		return insertPlan(t, Plan{Pilot: w.pilots[i], N: n, State: PlanApproved, Body: body, At: t.Now()})
	})
	w.Must(err)
}

func (w *world) calling() Calling {
	return Calling{Title: "2020年下半年", Cohorts: []string{w.pilot(0).Cohort}, Half: halfOf("2020-07-01", "2020-12-31"), Due: ymd("2021-01-15"), Words: "请如实填写。"}
}

// called is a stocktaking of the world's cohort, on 10 December 2020.
func (w *world) called() string {
	w.T.Helper()
	w.At("2020-12-10 09:00")
	id, err := w.room.Stocktake(w.Ctx, w.Handler, w.calling())
	w.Must(err)
	return id
}

func reported(plan int) ReportBody {
	return ReportBody{Plan: plan, Lines: []ReportLine{{Milestone: "m1", State: Done, Actual: "2", Evidence: "纪要两份"},
		{Milestone: "m2", State: Behind, Actual: "3", Problem: "资金没有到位", Next: "争取财政支持"}}, Summary: "总体平稳。"}
}

func (w *world) titles(who access.Actor) (titles []string) {
	w.T.Helper()
	all := worldtest.Get(w.World, func(t *store.Tx) ([]notify.Message, error) {
		list, _, err := notify.Inbox(t, who.Account, 0, 100)
		return list, err
	})
	for _, m := range all {
		titles = append(titles, m.Title)
	}
	return titles
}

func (w *world) owing(id string) int {
	w.T.Helper()
	return len(worldtest.Get(w.World, func(t *store.Tx) ([]Pilot, error) {
		s, _, err := StocktakingOf(t, id)
		if err != nil {
			return nil, err
		}
		return selectOwing(t, s)
	}))
}

func TestRule_R2_OneActAsksAllLivingPilots(t *testing.T) {
	each(t, func(w *world) {
		w.At("2020-12-10 09:00")
		if _, err := w.room.Stocktake(w.Ctx, w.clerk(0), w.calling()); !fault.Is(err, fault.KindForbidden) {
			t.Errorf("a clerk calls: %v", err)
		}
		wrong := w.calling()
		wrong.Cohorts = []string{"nobody"}
		if _, err := w.room.Stocktake(w.Ctx, w.Handler, wrong); !fault.Is(err, fault.KindNotFound) {
			t.Errorf("no such cohort: %v", err)
		}
		id := w.called()
		if w.owing(id) != 2 {
			t.Errorf("%d owe a report", w.owing(id))
		}
		for who, title := range map[*access.Actor]string{ptr(w.clerk(0)): "请报送2020年下半年调度情况", ptr(w.clerk(1)): "请报送2020年下半年调度情况", &w.desk: "2020年下半年调度已布置"} {
			if got := strings.Join(w.titles(*who), " "); strings.Count(got, title) != 1 {
				t.Errorf("told: %s", got)
			}
		}
		_, err := w.room.Stocktake(w.Ctx, w.Handler, w.calling())
		w.Refused(err, fault.KindInvalid, "")
		w.verify()
	})
}

func ptr[T any](v T) *T { return &v }

func TestRule_R2_AReportIsHeldAgainstThePlan(t *testing.T) {
	each(t, func(w *world) {
		w.planned(0, 1)
		id := w.called()
		report := func(who access.Actor, pilot int, body ReportBody) error {
			return w.room.Report(w.Ctx, who, id, w.pilots[pilot], "", body)
		}
		w.Refused(report(w.clerk(1), 0, reported(1)), fault.KindNotFound, "")
		w.Refused(report(w.Handler, 0, reported(1)), fault.KindForbidden, "")
		w.Refused(report(w.clerk(0), 0, reported(0)), fault.KindConflict, "R2")
		lacking := reported(1)
		lacking.Lines = lacking.Lines[:1]
		w.Refused(report(w.clerk(0), 0, lacking), fault.KindInvalid, "")
		lacking.Lines = append(lacking.Lines, ReportLine{Milestone: "m2", State: OnTheWay, Files: []string{strings.Repeat("0", 64)}})
		w.Refused(report(w.clerk(0), 0, lacking), fault.KindInvalid, "")
		w.Refused(report(w.clerk(1), 1, ReportBody{}), fault.KindInvalid, "")

		w.Must(report(w.clerk(0), 0, reported(1)))
		w.Must(report(w.clerk(1), 1, ReportBody{Summary: "方案正在编制。", Lines: []ReportLine{{Milestone: "m9", State: Done, Actual: "1"}}}))
		again := reported(1)
		again.Summary = "改正一处。"
		w.At("2021-01-20 09:00") // late, and still open
		w.Must(report(w.clerk(0), 0, again))
		if w.owing(id) != 0 {
			t.Errorf("%d owe a report", w.owing(id))
		}
		all := worldtest.Get(w.World, func(t *store.Tx) ([]Report, error) { return selectOfPilot(t, id, w.pilots[0]) })
		if len(all) != 2 || all[0].State != ReportHandedIn || all[1].State != ReportReplaced || all[0].Body.Summary != "改正一处。" || all[0].N != 2 {
			t.Errorf("%+v", all)
		}
		text := worldtest.Get(w.World, func(t *store.Tx) (Report, error) { r, _, err := ReportOf(t, id, w.pilots[1]); return r, err })
		if len(text.Body.Lines) != 0 || text.Body.Summary != "方案正在编制。" {
			t.Errorf("%+v", text.Body)
		}
		w.Must(w.room.CloseStocktaking(w.Ctx, w.Handler, id, "总体进展顺利。"))
		w.Refused(report(w.clerk(0), 0, again), fault.KindConflict, "R2")
		w.Refused(w.room.CloseStocktaking(w.Ctx, w.Handler, id, ""), fault.KindConflict, "R2")
		w.Refused(w.room.CloseStocktaking(w.Ctx, w.clerk(0), id, ""), fault.KindForbidden, "")
		w.verify()
	})
}

func TestRule_R2_AnExcuseHasAReasonAndIsTold(t *testing.T) {
	each(t, func(w *world) {
		id := w.called()
		excuse := func(who access.Actor, pilot int, reason string) error {
			return w.room.Excuse(w.Ctx, who, id, w.pilots[pilot], reason)
		}
		w.Refused(excuse(w.Handler, 0, " "), fault.KindInvalid, "")
		w.Refused(excuse(w.clerk(0), 0, "没有时间"), fault.KindForbidden, "")
		w.Must(excuse(w.Handler, 0, "机构改革"))
		w.Refused(excuse(w.Handler, 0, "再来一次"), fault.KindConflict, "R2")
		if got := strings.Join(w.titles(w.clerk(0)), " "); !strings.Contains(got, "2020年下半年调度免报") {
			t.Errorf("told: %s", got)
		}
		if w.owing(id) != 1 {
			t.Errorf("%d owe a report", w.owing(id))
		}
		w.Must(w.room.Report(w.Ctx, w.clerk(0), id, w.pilots[0], "", ReportBody{Summary: "仍然报送。"}))
		w.Must(w.room.Report(w.Ctx, w.clerk(1), id, w.pilots[1], "", ReportBody{Summary: "报送。"}))
		w.Refused(excuse(w.Handler, 1, "已经报送"), fault.KindConflict, "R2")
		w.Must(w.room.CloseStocktaking(w.Ctx, w.Handler, id, ""))
		w.Refused(excuse(w.Handler, 1, "已经汇总"), fault.KindConflict, "R2")
		w.verify()
	})
}

// The second half year begins from the first: what is unchanged is taken from there, and the midterm is asked for once.
func TestRule_R2_TheNextReportBeginsFromTheLast(t *testing.T) {
	each(t, func(w *world) {
		w.planned(0, 1)
		first := w.called()
		w.Must(w.room.Report(w.Ctx, w.clerk(0), first, w.pilots[0], "", reported(1)))
		w.Must(w.room.CloseStocktaking(w.Ctx, w.Handler, first, ""))
		w.At("2021-06-20 09:00")
		x := w.calling()
		x.Title, x.Half, x.Due = "2021年上半年", halfOf("2021-01-01", "2021-06-30"), ymd("2021-07-15")
		second, err := w.room.Stocktake(w.Ctx, w.Handler, x)
		w.Must(err)
		a := worldtest.Get(w.World, func(t *store.Tx) (Asking, error) { return AskingOf(t, second, w.pilots[0]) })
		if a.Serves != ServesMidterm || a.Last.Stocktaking != first || a.Plan.N != 1 || a.Counting.N != 0 {
			t.Errorf("%q %+v", a.Serves, a)
		}
		body := ReportBody{Plan: 1, Lines: []ReportLine{{Milestone: "m1", Unchanged: true, Word: "已完成"}, {Milestone: "m2", State: OnTheWay, Actual: "6"}}}
		w.Refused(w.room.Report(w.Ctx, w.clerk(0), second, w.pilots[0], "", body), fault.KindInvalid, "")
		body.Summary = "一年来……"
		w.Must(w.room.Report(w.Ctx, w.clerk(0), second, w.pilots[0], "", body))
		r := worldtest.Get(w.World, func(t *store.Tx) (Report, error) { r, _, err := ReportOf(t, second, w.pilots[0]); return r, err })
		if l := r.Body.Lines[0]; r.Serves != ServesMidterm || l.State != Done || l.Actual != "2" || l.Evidence != "纪要两份" || !l.Unchanged || l.Word != "已完成" {
			t.Errorf("%q %+v", r.Serves, r.Body)
		}
		if a := worldtest.Get(w.World, func(t *store.Tx) (Asking, error) { return AskingOf(t, second, w.pilots[0]) }); a.Last.Stocktaking != first || a.Serves != ServesMidterm {
			t.Errorf("reported anew: %q, from %+v", a.Serves, a.Last)
		}
		w.verify()
	})
}

// Two cohorts overlap; one stocktaking asks both, and each pilot stands in its own cohort.
func TestRule_N3_OneStocktakingAsksOverlappingCohorts(t *testing.T) {
	each(t, func(w *world) {
		second := w.cohort2021()
		w.At("2021-06-20 09:00")
		x := w.calling()
		x.Cohorts, x.Half, x.Due = []string{w.pilot(0).Cohort, second.Cohort, second.Cohort}, halfOf("2021-01-01", "2021-06-30"), ymd("2021-07-15")
		id, err := w.room.Stocktake(w.Ctx, w.Handler, x)
		w.Must(err)
		if w.owing(id) != 3 {
			t.Errorf("%d owe a report", w.owing(id))
		}
		r, err := w.room.Roll(w.Ctx, w.Handler, id)
		w.Must(err)
		if len(r.Lines) != 3 || len(r.Cohorts) != 2 || r.Lines[2].Pilot.ID != second.ID {
			t.Errorf("%d pilots of %d cohorts", len(r.Lines), len(r.Cohorts))
		}
		x.Cohorts, x.Half = []string{second.Cohort}, halfOf("2021-06-30", "2021-06-30")
		_, err = w.room.Stocktake(w.Ctx, w.Handler, x)
		w.Refused(err, fault.KindInvalid, "")
		w.verify()
	})
}

// cohort2021 is a pilot of a second cohort, released on 1 June 2021.
func (w *world) cohort2021() Pilot {
	w.T.Helper()
	w.At("2021-05-12 09:00")
	data, err := programmes.Files.ReadFile(programmes.ReformPilotNotice)
	w.Must(err)
	notice, err := programme.LoadNotice(data)
	w.Must(err)
	calls := call.New(w.Door, w.Blobs, nil)
	w.Cohort, err = calls.Open(w.Ctx, w.Handler, worldtest.Pilot(w.T), notice, 2021)
	w.Must(err)
	issued, err := w.Blobs.Put(strings.NewReader("%PDF-1.7\nissued"), 1<<20)
	w.Must(err)
	w.Confirm(calls.Register(w.Ctx, w.Handler, w.Cohort, call.Registration{Number: "鲁科协发〔2021〕9号", Signer: "某某", Dated: "2021-05-12", Issued: issued.Hash}))
	w.At("2021-05-15 09:00")
	bid := w.County()
	w.Reviewed(bid)
	w.At("2021-06-01 09:00")
	w.Released(func(t *act.Tx, a apply.Application) error {
		p := Pilot{ID: store.NewID(), Cohort: a.Cohort, Application: a.ID, Unit: a.Unit, Contents: a.Contents, State: Planning, OpenedAt: t.Now()}
		p.From, p.Until = Term(ymd("2021-06-01"), 2)
		t.Touch("pilot", p.ID)
		return insertPilot(t.Tx, p, "salt")
	}, bid)
	return worldtest.Get(w.World, func(t *store.Tx) (Pilot, error) { return ByApplication(t, bid.ID) })
}

func TestRemindersOfAStocktaking(t *testing.T) {
	each(t, func(w *world) {
		id := w.called()
		w.Must(w.room.Report(w.Ctx, w.clerk(1), id, w.pilots[1], "", ReportBody{Summary: "报送。"}))
		w.Must(w.DB.Write(w.Ctx, func(t *store.Tx) error {
			_, err := t.Exec("DELETE FROM due WHERE kind NOT LIKE 'run.stocktaking%'") // what the rooms before have put down
			return err
		}))
		sweep := func(moment string) {
			w.At(moment)
			s := &jobs.Sweep{DB: w.DB}
			w.room.dueStocktakings(s)
			w.Must(s.Until(context.Background(), w.DB.Clock.Now()))
		}
		count := func(who access.Actor, word string) int { return strings.Count(strings.Join(w.titles(who), "\n"), word) }
		sweep("2021-01-08 08:59")
		if count(w.clerk(0), "截止") != 0 {
			t.Error("too early")
		}
		sweep("2021-01-08 09:01")
		sweep("2021-01-15 09:01")
		if count(w.clerk(0), "截止") != 2 || count(w.clerk(1), "截止") != 0 || count(w.Handler, "已到期") != 0 {
			t.Errorf("reminded: %v; reported: %v", w.titles(w.clerk(0)), w.titles(w.clerk(1)))
		}
		sweep("2021-01-16 00:01")
		if count(w.Handler, "调度已到期") != 1 {
			t.Errorf("the office: %v", w.titles(w.Handler))
		}
	})
}

// What the office, a department and a city see of a stocktaking: each the pilots that it may see.
func TestARollShowsEachReaderHisPilots(t *testing.T) {
	each(t, func(w *world) {
		w.planned(0, 1)
		id := w.called()
		w.Must(w.room.Report(w.Ctx, w.clerk(0), id, w.pilots[0], "", reported(1)))
		for i, c := range []struct {
			who  access.Actor
			want int
		}{{w.Handler, 2}, {w.Approver, 2}, {w.desk, 1}, {w.City, 2}, {w.Other, 0}} {
			r, err := w.room.Roll(w.Ctx, c.who, id)
			w.Must(err)
			if len(r.Lines) != c.want {
				t.Errorf("reader %d sees %d", i, len(r.Lines))
			}
		}
		_, err := w.room.Roll(w.Ctx, w.clerk(0), id)
		w.Refused(err, fault.KindNotFound, "")
		r, err := w.room.Roll(w.Ctx, w.Handler, id)
		w.Must(err)
		l := r.In(StandReported)[0]
		if l.Contact.Phone != "13811112222" || l.Tally()[Behind] != 1 || l.Tally().All() != 2 || l.Hindrances()[0].What != "建成服务站" {
			t.Errorf("%+v", l)
		}
		changed := Persons{Leader: Person{Name: "某甲", Post: "主席"}, Department: "办公室", Contact: Person{Name: "新联络", Post: "主任", Phone: "13900001111"}}
		w.Must(w.room.ChangePersons(w.Ctx, w.clerk(0), w.pilots[0], changed))
		if r, err = w.room.Roll(w.Ctx, w.Handler, id); err != nil || r.In(StandReported)[0].Contact != changed.Contact {
			t.Errorf("the contact after the change: %+v, %v", r.In(StandReported)[0].Contact, err)
		}
		if sums := r.ByCity(); len(sums) != 1 || sums[0].Pilots != 2 || sums[0].Reported != 1 || sums[0].Tally[Done] != 1 || sums[0].Name == "" {
			t.Errorf("by city: %+v", sums)
		}
		done := 0
		for _, s := range r.ByContent() {
			done += s.Tally[Done]
		}
		if done != 1 {
			t.Errorf("by content: %+v", r.ByContent())
		}
		p := worldtest.Get(w.World, Propose)
		if p.Calling.Half.From != ymd("2021-01-01") || p.Living[w.pilot(0).Cohort] != 2 || p.Calling.Title != "2021年上半年" {
			t.Errorf("proposed: %+v", p.Calling)
		}
	})
}
