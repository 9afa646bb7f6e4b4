package accept

import (
	"testing"

	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/store"
)

// The desk says where each stands, what waits first, and how many there are by each question.
func TestDesk(t *testing.T) {
	each(t, func(w *world) {
		county, waiting, society := w.county(), w.county(), w.submitted(w.society)
		w.endorse(county)
		w.kept(county)
		c := get(w, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.cohort) })
		desk := func(v View) Listing { return get(w, func(t *store.Tx) (Listing, error) { return Desk(t, c, v) }) }
		l := desk(View{})
		steps := map[Step]int{StepCheck: 2, StepCity: 1}
		for step, n := range steps {
			if l.Steps[step] != n {
				w.t.Errorf("%s: %d, want %d", step, l.Steps[step], n)
			}
		}
		if len(l.Rows) != 3 || l.Rows[0].ID != county.id || l.Rows[1].ID != society.id || l.Rows[2].ID != waiting.id {
			w.t.Errorf("what waits comes first: %+v", l.Rows)
		}
		if !l.Rows[0].Ready() || l.Rows[1].Ready() || l.Rows[2].Ready() {
			w.t.Error("ready is who was gone through and passed")
		}
		if l.Kinds["county"] != 2 || l.Kinds["society"] != 1 || l.Contents[6] != 3 || l.Cities[w.city.Unit] != 2 || l.Owing != 3 {
			w.t.Errorf("counts: %+v", l)
		}
		if l := desk(View{Kind: "county", Step: StepCheck, City: w.city.Unit, Content: 6, Owing: true, Search: "第1县"}); len(l.Rows) != 1 || l.Steps[StepCity] != 0 || l.Kinds["society"] != 0 {
			w.t.Errorf("narrowed: %+v", l)
		}
		for _, v := range []View{{Kind: "city"}, {Step: StepDone}, {City: "nobody"}, {Content: 5}, {Search: "没有"}} {
			if l := desk(v); len(l.Rows) != 0 {
				w.t.Errorf("%+v shows %+v", v, l.Rows)
			}
		}
		if l := desk(View{Search: "sd-2020-0003"}); len(l.Rows) != 1 || l.Rows[0].ID != society.id {
			w.t.Errorf("by number: %+v", l.Rows)
		}
		next := func(number string) (string, int) {
			var id string
			var left int
			w.must(w.db.Read(w.ctx, func(t *store.Tx) error {
				a, n, err := NextToCheck(t, w.cohort, number)
				id, left = a.ID, n
				return err
			}))
			return id, left
		}
		for number, want := range map[string]string{"": county.id, "SD-2020-0001": society.id, "SD-2020-0003": county.id} {
			if id, left := next(number); id != want || left != 2 {
				w.t.Errorf("after %q comes %s, %d left", number, id, left)
			}
		}
	})
}

// What waits for the office stands on its desk: singly when few, in one line when many.
func TestWaiting(t *testing.T) {
	each(t, func(w *world) {
		tasks := func() []Task { return get(w, func(t *store.Tx) ([]Task, error) { return Waiting(t, w.handler) }) }
		one := w.submitted(w.society)
		if got := tasks(); len(got) != 1 || got[0].URL != "/accept/"+one.id {
			w.t.Errorf("one: %+v", got)
		}
		w.kept(one, blanks)
		w.must(w.room.Supplement(w.ctx, w.handler, one.id, 1, []apply.ReturnItem{{Key: "work_plan", Reason: "补写"}}, w.until("2020-05-14")))
		if got := tasks(); len(got) != 0 {
			w.t.Errorf("while the unit mends: %+v", got)
		}
		w.at("2020-05-15 00:00")
		if got := tasks(); len(got) != 1 || got[0].State != StepTitles[StepOverdue] {
			w.t.Errorf("overdue: %+v", got)
		}
		w.confirm(w.room.ProposeReject(w.ctx, w.handler, one.id, 1, "没有补正。"))
		w.must(w.room.AskAgain(w.ctx, w.society, one.id, "已寄出。", "某甲"))
		if got := tasks(); len(got) != 1 || got[0].URL != "/accept/"+one.id+"/again" {
			w.t.Errorf("a second look: %+v", got)
		}
		if got := get(w, func(t *store.Tx) ([]Task, error) { return Waiting(t, w.society) }); len(got) != 0 {
			w.t.Errorf("a clerk is shown the office's: %+v", got)
		}
	})
}
