package recommend

import (
	"slices"
	"testing"

	"shidian/internal/store"
)

// What the doctor asks of the places, with real ones: nothing is wrong, until a decision or a place is taken away.
func TestRule_A7_TheDoctorsQuestionsOfThePlaces(t *testing.T) {
	each(t, func(w *world) {
		a, b, c := w.county(), w.county(), w.county()
		for _, one := range []bid{a, b, c} {
			w.must(w.endorse(one, "理由"))
		}
		w.answer(c, true)
		number := func(b bid) string { return w.line(b).Number }
		ask := func(what func(*store.Tx) ([]string, error)) (list []string) {
			w.must(w.db.Read(w.ctx, func(t *store.Tx) (err error) { list, err = what(t); return err }))
			return list
		}
		if beyond, without := ask(BeyondCap), ask(WithoutPlace); len(beyond)+len(without) > 0 {
			t.Errorf("nothing is wrong yet: %v, %v", beyond, without)
		}
		w.exec("DELETE FROM overrun_answer")
		if got := ask(BeyondCap); !slices.Equal(got, []string{number(c)}) {
			t.Errorf("beyond the cap: %v", got)
		}
		w.exec("DELETE FROM place WHERE application = $1", a.id)
		if got := ask(WithoutPlace); !slices.Equal(got, []string{number(a)}) {
			t.Errorf("without a place: %v", got)
		}
	})
}
