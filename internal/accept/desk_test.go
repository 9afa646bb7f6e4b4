package accept

import (
	"testing"

	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
)

// The desk says where each stands, what waits first, and how many there are by each question.
func TestDesk(t *testing.T) {
	each(t, func(w *world) {
		county, waiting, society := w.County(), w.County(), w.Submitted(w.Society)
		w.endorse(county)
		w.kept(county)
		c := worldtest.Get(w.World, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.Cohort) })
		desk := func(v View) Listing {
			return worldtest.Get(w.World, func(t *store.Tx) (Listing, error) { return Desk(t, c, v) })
		}
		l := desk(View{})
		steps := map[Step]int{StepCheck: 2, StepCity: 1}
		for step, n := range steps {
			if l.Steps[step] != n {
				w.T.Errorf("%s: %d, want %d", step, l.Steps[step], n)
			}
		}
		if len(l.Rows) != 3 || l.Rows[0].ID != county.ID || l.Rows[1].ID != society.ID || l.Rows[2].ID != waiting.ID {
			w.T.Errorf("what waits comes first: %+v", l.Rows)
		}
		if !l.Rows[0].Ready() || l.Rows[1].Ready() || l.Rows[2].Ready() {
			w.T.Error("ready is who was gone through and passed")
		}
		if l.Kinds["county"] != 2 || l.Kinds["society"] != 1 || l.Contents[6] != 3 || l.Cities[w.City.Unit] != 2 || l.Owing != 3 {
			w.T.Errorf("counts: %+v", l)
		}
		if l := desk(View{Kind: "county", Step: StepCheck, City: w.City.Unit, Content: 6, Owing: true, Search: "第1县"}); len(l.Rows) != 1 || l.Steps[StepCity] != 0 || l.Kinds["society"] != 0 {
			w.T.Errorf("narrowed: %+v", l)
		}
		for _, v := range []View{{Kind: "city"}, {Step: StepDone}, {City: "nobody"}, {Content: 5}, {Search: "没有"}} {
			if l := desk(v); len(l.Rows) != 0 {
				w.T.Errorf("%+v shows %+v", v, l.Rows)
			}
		}
		if l := desk(View{Search: "sd-2020-0003"}); len(l.Rows) != 1 || l.Rows[0].ID != society.ID {
			w.T.Errorf("by number: %+v", l.Rows)
		}
		next := func(number string) (string, int) {
			var id string
			var left int
			w.Must(w.DB.Read(w.Ctx, func(t *store.Tx) error {
				a, n, err := NextToCheck(t, c, number)
				id, left = a.ID, n
				return err
			}))
			return id, left
		}
		for number, want := range map[string]string{"": county.ID, "SD-2020-0001": society.ID, "SD-2020-0003": county.ID} {
			if id, left := next(number); id != want || left != 2 {
				w.T.Errorf("after %q comes %s, %d left", number, id, left)
			}
		}
	})
}

// What waits for the office stands on its desk: singly when few, in one line when many.
func TestWaiting(t *testing.T) {
	each(t, func(w *world) {
		tasks := func() []Task {
			return worldtest.Get(w.World, func(t *store.Tx) ([]Task, error) { return Waiting(t, w.Handler) })
		}
		one := w.Submitted(w.Society)
		if got := tasks(); len(got) != 1 || got[0].URL != "/accept/"+one.ID {
			w.T.Errorf("one: %+v", got)
		}
		w.kept(one, blanks)
		w.Must(w.room.Supplement(w.Ctx, w.Handler, one.ID, 1, []apply.ReturnItem{{Key: "work_plan", Reason: "补写"}}, w.until("2020-05-14")))
		if got := tasks(); len(got) != 0 {
			w.T.Errorf("while the unit mends: %+v", got)
		}
		w.At("2020-05-15 00:00")
		if got := tasks(); len(got) != 1 || got[0].State != StepTitles[StepOverdue] {
			w.T.Errorf("overdue: %+v", got)
		}
		w.Confirm(w.room.ProposeReject(w.Ctx, w.Handler, one.ID, 1, "没有补正。"))
		w.Must(w.room.AskAgain(w.Ctx, w.Society, one.ID, "已寄出。", "某甲"))
		if got := tasks(); len(got) != 1 || got[0].URL != "/accept/"+one.ID+"/again" {
			w.T.Errorf("a second look: %+v", got)
		}
		if got := worldtest.Get(w.World, func(t *store.Tx) ([]Task, error) { return Waiting(t, w.Society) }); len(got) != 0 {
			w.T.Errorf("a clerk is shown the office's: %+v", got)
		}
	})
}

// After a merger the desk is searched by today's name and by the one on the papers, which keep it.
func TestTheDeskFindsPapersByOldAndNewNames(t *testing.T) {
	each(t, func(w *world) {
		b := w.County()
		old := w.application(b).UnitName
		_, err := w.Units.Merge(w.Ctx, w.Handler, unit.Merge{Ends: []string{b.Clerk.Unit}, Name: "蓬莱区科学技术协会", From: w.DB.Clock.Now(), Reason: "国函〔2020〕71号"})
		w.Must(err)
		c := worldtest.Get(w.World, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.Cohort) })
		for _, text := range []string{old, "蓬莱区"} {
			l := worldtest.Get(w.World, func(t *store.Tx) (Listing, error) { return Desk(t, c, View{Search: text, City: w.City.Unit}) })
			if len(l.Rows) != 1 || l.Rows[0].UnitName != old {
				w.T.Errorf("%s finds %+v", text, l.Rows)
			}
		}
	})
}
