package recommend

import (
	"slices"
	"testing"

	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// What the doctor asks of the places, with real ones: nothing is wrong, until a decision or a place is taken away.
func TestRule_A7_TheDoctorsQuestionsOfThePlaces(t *testing.T) {
	each(t, func(w *world) {
		a, b, c := w.County(), w.County(), w.County()
		for _, one := range []worldtest.Bid{a, b, c} {
			w.Must(w.endorse(one, "理由"))
		}
		w.answer(c, true)
		number := func(b worldtest.Bid) string { return w.line(b).Number }
		ask := func(what func(*store.Tx) ([]string, error)) (list []string) {
			w.Must(w.DB.Read(w.Ctx, func(t *store.Tx) (err error) { list, err = what(t); return err }))
			return list
		}
		if beyond, without := ask(BeyondCap), ask(WithoutPlace); len(beyond)+len(without) > 0 {
			t.Errorf("nothing is wrong yet: %v, %v", beyond, without)
		}
		w.exec("DELETE FROM overrun_answer")
		if got := ask(BeyondCap); !slices.Equal(got, []string{number(c)}) {
			t.Errorf("beyond the cap: %v", got)
		}
		w.exec("DELETE FROM place WHERE application = $1", a.ID)
		if got := ask(WithoutPlace); !slices.Equal(got, []string{number(a)}) {
			t.Errorf("without a place: %v", got)
		}
	})
}
