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

// A unit's desk asks for the paper while it is owed, with its city's recommendation given too, and not when it has come.
func TestRule_A4_TheUnitIsAskedForItsPaperUntilItCame(t *testing.T) {
	each(t, func(w *world) {
		b := w.County()
		asked := func(want int) {
			t.Helper()
			until := worldtest.Get(w.World, func(t *store.Tx) (call.Dates, error) { return call.DatesFor(t, w.Cohort, "") }).Paper
			got := worldtest.Get(w.World, func(t *store.Tx) ([]Task, error) { return Waiting(t, b.Clerk) })
			if len(got) != want || want > 0 && (!strings.HasPrefix(got[0].Verb, "打印申报书") || !got[0].Until.Equal(until) || got[0].URL != "/applications/"+b.ID) {
				t.Errorf("want %d: %+v", want, got)
			}
		}
		asked(1)
		w.endorse(b)
		asked(1)
		for i, copies := range []int{2, 1} {
			_, err := w.room.Register(w.Ctx, w.Handler, Paper{Application: b.ID, Version: 1, Copies: copies, Sealed: copies, Seal: SealOwn, Received: calendar.Date(2020, 5, 13)})
			w.Must(err)
			asked(1 - i)
		}
	})
}

// The days for a second look are said as a person says them.
func TestTheDaysForASecondLookInWords(t *testing.T) {
	for want, d := range map[string]programme.Days{"在收到结果通知后3个工作日内申请复核一次（首日不计）": {N: 3, Working: true}, "在收到结果通知后5天内申请复核一次（首日计入）": {N: 5, FirstDay: true}} {
		if got := AskWords(d); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if p := worldtest.Pilot(t); !strings.Contains(rejectedWords(under{p: p}, "理由。"), "可以在收到结果通知后3个工作日内申请复核一次（首日不计）。") {
		t.Error(rejectedWords(under{p: p}, "理由。"))
	}
}
