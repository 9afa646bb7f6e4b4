package review

import (
	"testing"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/fault"
)

func TestRule_C1_APanelIsDroppedBeforeTheLotOrWhenNothingIsLeft(t *testing.T) {
	waits, done, given := Draw{N: 1}, Draw{N: 1, Seed: "x"}, Draw{N: 1, Dropped: "不来"}
	here, gone := Bid{Application: apply.Application{State: apply.StateAccepted}}, Bid{Application: apply.Application{State: apply.StateWithdrawn}}
	for _, c := range []struct {
		name  string
		state act.State
		draws []Draw
		bids  []Bid
		may   bool
	}{
		{"forming", PanelForming, nil, []Bid{here}, true},
		{"frozen", PanelFrozen, nil, []Bid{here}, true},
		{"frozen, a draw given up", PanelFrozen, []Draw{given}, []Bid{here}, true},
		{"waiting for numbers", PanelFrozen, []Draw{given, waits}, []Bid{here}, false},
		{"waiting, nothing left", PanelFrozen, []Draw{waits}, []Bid{gone}, false},
		{"drawn", PanelDrawn, []Draw{done}, []Bid{gone, here}, false},
		{"drawn, a redraw given up", PanelFrozen, []Draw{done, given}, []Bid{here}, false},
		{"drawn, nothing left", PanelDrawn, []Draw{done}, []Bid{gone}, true},
		{"scored, nothing left", PanelScoring, []Draw{done}, []Bid{gone}, false},
		{"closed", PanelClosed, []Draw{done}, []Bid{gone}, false},
	} {
		if err := MayDrop(Panel{State: c.state}, c.draws, c.bids); (err == nil) != c.may || err != nil && !fault.Is(err, fault.KindConflict) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
