package accept

import (
	"strings"
	"testing"

	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// What is said on the telephone, on the desk and to the unit calls the form what the programme calls it.
func TestTheFormIsCalledByTheProgrammesWord(t *testing.T) {
	each(t, func(w *world) {
		w.County()
		for range 2 {
			w.endorse(w.County())
		}
		b := w.Submitted(w.Society)
		c := worldtest.Get(w.World, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.Cohort) })
		other := *c.Programme
		other.Names = &programme.Names{Form: "推荐表"}
		c.Programme = &other
		words := together(c, StepCheck, 4).Title
		for _, one := range worldtest.Get(w.World, func(t *store.Tx) ([]Call, error) { return Calls(t, c) }) {
			words += one.Words
		}
		words += paperWords(under{Application: w.application(b), p: c.Programme}, "", calendar.EndOfDay(calendar.Date(2020, 5, 20)), calendar.Date(2020, 5, 13).Start())
		if strings.Contains(words, "申报书") || strings.Count(words, "推荐表") < 5 {
			w.T.Errorf("%s", words)
		}
	})
}

// The letter announces a review only where the programme holds one, and calls the application by its word.
func TestTheLetterOfAcceptanceNamesTheStagesThatCome(t *testing.T) {
	p := *worldtest.Pilot(t)
	with := acceptedWords(under{p: &p})
	p.Stages.Review.On, p.Names = false, &programme.Names{Act: "推荐"}
	without := acceptedWords(under{p: &p})
	if !strings.Contains(with, "受理贵单位的申报") || !strings.Contains(with, "组织评审") || !strings.Contains(without, "受理贵单位的推荐") || strings.Contains(without, "评审") {
		t.Errorf("%q %q", with, without)
	}
}
