package app

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/board"
	"shidian/internal/call"
	"shidian/internal/notify"
	"shidian/internal/publish"
	"shidian/internal/review"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
)

// told is the demo with a scene on the engine.
func told(t testing.TB, engine store.Engine, scene string) *town {
	t.Helper()
	c := Config{Brand: "试点", Dir: t.TempDir(), DB: storetest.Migrated(t, engine), Scene: scene, Addr: "127.0.0.1:0"}
	if err := c.Complete(); err != nil {
		t.Fatal(err)
	}
	h, err := OpenDemo(ctx, c, quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	return &town{House: h, t: t}
}

// story is the story as it stands.
func (w *town) story() *story {
	w.t.Helper()
	s, err := w.House.story(ctx)
	w.must(err)
	return s
}

// The story from the scene "review" to the end: what each scene shows is there, and ledger, rows and invariants hold in
// every one of them.
func TestTheStoryHoldsInEveryScene(t *testing.T) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			w := told(t, engine, SceneReview)
			s := w.story()
			w.holds()
			w.review(s)
			w.experts()
			w.must(w.through(ctx, s.untilNotice()))
			w.holds()
			w.onNotice(s)
			w.home("正在公示，可以提出异议", "建议名单的公示", "公示、发布（当前环节）")
			w.must(w.through(ctx, s.untilRelease()))
			w.holds()
			w.released(s)
			w.home("名单的通知", "鲁科协演示〔2020〕2号", "实施（当前环节）")
			w.must(w.through(ctx, s.untilYears()))
			w.holds()
			w.years(s)
			w.must(w.through(ctx, s.untilSpread()))
			w.holds()
			w.spread(s)
		})
	}
}

// review: one panel half scored, the other before its witnesses' numbers.
func (w *town) review(s *story) {
	w.t.Helper()
	r, err := s.round(ctx, countyPanel)
	w.must(err)
	states := map[act.State]int{}
	for _, seat := range r.Seats {
		states[seat.State]++
	}
	if missing := len(r.Missing()); r.Panel.State != review.PanelScoring || states[review.SeatRefused] != 1 || states[review.SeatInvited] < 1 ||
		states[review.SeatAccepted] < 3 || missing < 10 || missing > 25 || len(r.Relations) != 1 {
		w.t.Errorf("the counties' panel: %s, seats %v, %d sheets missing, %d relations", r.Panel.State, states, missing, len(r.Relations))
	}
	p, err := s.panel(ctx, otherPanel)
	w.must(err)
	d := get(w, func(t *store.Tx) (review.Draw, error) { return review.LastDraw(t, p.ID) })
	if !d.Waits() || len(d.Witnesses) != 2 || slices.ContainsFunc(d.Witnesses, func(x review.Witness) bool { return x.Entered }) {
		w.t.Errorf("the other panel's draw: %+v", d)
	}
}

// home: whoever opens the site sees how far the cohort has publicly come, and a way there.
func (w *town) home(wants ...string) {
	w.t.Helper()
	page := squeeze(textOf(asked(w.Handler(nil), http.MethodGet, "/", nil, nil).Body.String()))
	for _, want := range wants {
		if !strings.Contains(page, want) {
			w.t.Errorf("the home page does not say %s:\n%s", want, page)
		}
	}
}

// experts: the log-in page offers the experts of the panel, and nobody who has nothing to score.
func (w *town) experts() {
	w.t.Helper()
	accounts, err := w.DemoAccounts(ctx)
	w.must(err)
	experts := slices.DeleteFunc(accounts, func(a DemoAccount) bool { return a.Role != access.Titles[access.Expert] })
	if len(experts) < 5 {
		w.t.Fatalf("%d experts at the log-in page", len(experts))
	}
	for _, e := range experts {
		actor := get(w, func(t *store.Tx) (access.Actor, error) { return unit.ActorOf(t, e.ID) })
		panels := get(w, func(t *store.Tx) ([]review.Panel, error) { return review.PanelsOfAccount(t, actor.Account) })
		if len(panels) == 0 || !strings.HasPrefix(e.Name, "专家") {
			w.t.Errorf("%s %s has %d panels", e.Login, e.Name, len(panels))
		}
	}
}

// onNotice: the list without those who were struck or kept in reserve, for five days, with two objections open.
func (w *town) onNotice(s *story) {
	w.t.Helper()
	r, err := s.round(ctx, countyPanel)
	w.must(err)
	late := slices.ContainsFunc(r.Relations, func(x review.Relation) bool { return x.Late })
	revised := get(w, func(t *store.Tx) ([]review.Sheet, error) { return review.Revised(t, r.Panel.ID) })
	if void := slices.ContainsFunc(revised, func(x review.Sheet) bool { return x.State == review.SheetVoid }); !late || !void {
		w.t.Errorf("no score is void by a late relation: %v %v", r.Relations, revised)
	}
	n, err := s.notice(ctx)
	w.must(err)
	open := get(w, func(t *store.Tx) ([]publish.Objection, error) { return publish.Objections(t, n.ID) })
	if n.State != publish.Running || len(n.Lines) != suggested-3 || n.Until.String() != "2020-06-29" || len(open) != 2 || open[0].State != publish.Assigned {
		w.t.Errorf("the notice: %s, %d lines until %s, objections %+v", n.State, len(n.Lines), n.Until, open)
	}
}

// released: as many pilots as stood on notice, one of them with fewer contents; everybody knows his result.
func (w *town) released(s *story) {
	w.t.Helper()
	pilots := get(w, func(t *store.Tx) ([]run.Pilot, error) { return run.Of(t, s.cohort.ID) })
	fewer := 0
	for _, p := range pilots {
		if a := get(w, func(t *store.Tx) (apply.Application, error) { return apply.Get(t, p.Application) }); len(p.Contents) < len(a.Contents) {
			fewer++
		}
	}
	if len(pilots) != suggested-3 || fewer != 1 || pilots[0].From.String() != "2020-07-06" {
		w.t.Errorf("%d pilots, %d with fewer contents: %+v", len(pilots), fewer, pilots)
	}
	want := map[act.State]int{apply.StateSelected: suggested - 3, apply.StateReserve: 1, apply.StateNotSelected: 4}
	for state, n := range want {
		if some := get(w, func(t *store.Tx) ([]apply.Application, error) {
			return apply.Every(t, apply.Filter{Cohort: s.cohort.ID, State: state})
		}); len(some) != n {
			w.t.Errorf("%d applications are %s, want %d", len(some), state, n)
		}
	}
	if waiting := get(w, notify.Waiting); len(waiting) > 0 {
		w.t.Errorf("%d letters wait", len(waiting))
	}
}

// A scene that does not exist is refused, and the answer names those that do.
func TestAnUnknownSceneIsRefused(t *testing.T) {
	c := Config{Dir: t.TempDir(), Scene: "revue"}
	if err := c.Complete(); err != nil {
		t.Fatal(err)
	}
	_, err := OpenDemo(context.Background(), c, quiet)
	if err == nil || !strings.Contains(err.Error(), "revue") || !strings.Contains(err.Error(), SceneReview) {
		t.Errorf("got %v", err)
	}
}

// years: the first cohort is at its end, the second in the middle, the third open; each of the four ends but one is there.
func (w *town) years(s *story) {
	w.t.Helper()
	second, err := s.cohortOf(ctx, s.cohort.Programme.Key, 2021)
	w.must(err)
	third, err := s.cohortOf(ctx, s.cohort.Programme.Key, 2022)
	w.must(err)
	if now := w.Clock.Now(); third.State != call.Published || now.Format("2006-01-02") != "2022-05-13" {
		w.t.Errorf("the third cohort is %s on %s", third.State, now)
	}
	for _, c := range []struct {
		cohort string
		want   map[act.State]int
	}{
		{s.cohort.ID, map[act.State]int{run.Final: 4, run.MidtermPassed: 2, run.Disqualified: 1, run.Withdrawn: 1}},
		{second.ID, map[act.State]int{run.MidtermPassed: 2, run.Rectifying: 1, run.Running: 5}},
	} {
		states := map[act.State]int{}
		for _, p := range get(w, func(t *store.Tx) ([]run.Pilot, error) { return run.Of(t, c.cohort) }) {
			states[p.State]++
		}
		if !maps.Equal(states, c.want) {
			w.t.Errorf("pilots of %s: %v, want %v", c.cohort, states, c.want)
		}
	}
	_, page, _ := strings.Cut(squeeze(textOf(asked(w.Handler(nil), http.MethodGet, "/public/pilots", nil, nil).Body.String())), "虚构。实施情况")
	if !strings.Contains(page, "共6个") || !strings.Contains(page, "共8个") || strings.Contains(page, "取消") || strings.Contains(page, "撤回") || strings.Contains(page, "整改") || strings.Contains(page, "优秀") {
		w.t.Errorf("what the public reads of the pilots: %s", page)
	}
	sorts := map[string]int{}
	for _, e := range get(w, func(t *store.Tx) (list []board.Exception, err error) {
		_, list, err = board.ExceptionsOf(t, s.handler, s.cohort.ID)
		return list, err
	}) {
		if e.Approved == "" && (e.Sort == "延长周期" || e.Sort == "中途撤回") {
			w.t.Errorf("nobody approved: %+v", e)
		}
		sorts[e.Sort]++
	}
	if sorts["免报"] != 1 || sorts["延长周期"] != 1 || sorts["中途撤回"] != 1 || sorts["取消资格"] != 1 {
		w.t.Errorf("what the supervisor sees: %v", sorts)
	}
}

// spread: the first cohort has its grades, the second has passed its midterm, the third is at work.
func (w *town) spread(s *story) {
	w.t.Helper()
	for year, want := range map[int]map[act.State]int{
		2020: {run.Ended: 5, run.MidtermPassed: 1, run.Disqualified: 1, run.Withdrawn: 1}, 2021: {run.MidtermPassed: 8}, 2022: {run.Running: 8}} {
		c, err := s.cohortOf(ctx, s.cohort.Programme.Key, year)
		w.must(err)
		states := map[act.State]int{}
		for _, p := range get(w, func(t *store.Tx) ([]run.Pilot, error) { return run.Of(t, c.ID) }) {
			states[p.State]++
		}
		if !maps.Equal(states, want) {
			w.t.Errorf("pilots of %d: %v, want %v", year, states, want)
		}
	}
	page := squeeze(textOf(asked(w.Handler(nil), http.MethodGet, "/public/pilots", nil, nil).Body.String()))
	if !strings.Contains(page, "已结束") || !strings.Contains(page, "终期评估结果") || strings.Contains(page, "优秀") || strings.Contains(page, "良好") || strings.Contains(page, "合格") {
		w.t.Errorf("what the public reads of the pilots: %s", page)
	}
}

// A milestone that was reported as reached says so on the pilot's page; days are counted for the others alone.
func TestAReachedMilestoneSaysSo(t *testing.T) {
	w := told(t, store.SQLite, SceneYears)
	s := w.story()
	w.site = w.Handler(nil)
	office := []*http.Cookie{w.logIn(s.handler.Account)}
	second, err := s.cohortOf(ctx, s.cohort.Programme.Key, 2021)
	w.must(err)
	for _, p := range get(w, func(t *store.Tx) ([]run.Pilot, error) { return run.Of(t, second.ID) }) {
		if p.State != run.MidtermPassed {
			continue
		}
		page := squeeze(textOf(asked(w.site, http.MethodGet, run.Link(p.ID), nil, office).Body.String()))
		if !strings.Contains(page, "2021年12月5日已完成") || !strings.Contains(page, "还有") || strings.Contains(page, "已过") {
			t.Errorf("the timetable: %s", page)
		}
		return
	}
	t.Error("nobody has passed the midterm")
}
