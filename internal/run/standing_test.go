package run

import (
	"testing"

	"shidian/internal/act"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// Cohorts overlap: who applies again while his pilot is at work is known to have one; when it has ended, no more.
func TestRule_N3_WhoAppliesAgainIsKnownToHaveALivingPilot(t *testing.T) {
	each(t, func(w *world) {
		fact := func(of programme.Fact) string {
			return worldtest.Get(w.World, func(t *store.Tx) (string, error) {
				value, _, err := Fact(t, w.clerk(0).Unit, of)
				return value, err
			})
		}
		if fact(programme.FactLiving) != "是" || fact(programme.FactUnfinished) != "1" {
			t.Errorf("at work: %s, %s", fact(programme.FactLiving), fact(programme.FactUnfinished))
		}
		_, err := w.Door.Do(w.Ctx, w.Handler, act.Row{Name: "test.end", Title: "结束", Who: handlers}, Object(w.pilots[0]), func(t *act.Tx) error {
			p, err := Lock(t.Tx, w.pilots[0])
			if err != nil {
				return err
			}
			p.State = Ended
			return updatePilot(t, p)
		})
		w.Must(err)
		if fact(programme.FactLiving) != "否" || fact(programme.FactUnfinished) != "0" {
			t.Errorf("ended: %s, %s", fact(programme.FactLiving), fact(programme.FactUnfinished))
		}
		if _, known, _ := Fact(nil, "", programme.FactAge); known {
			t.Error("this room knows of pilots only")
		}
	})
}
