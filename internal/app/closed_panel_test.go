package app

import (
	"strings"
	"testing"
)

// Who has ended the scoring is told what follows and where; while it runs, nothing does.
func TestAClosedPanelLeadsOn(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := scoredPanel(w)
		page := func() string { return w.ask("handler", "GET", "/panels/"+id+"/scores", "", nil).Body.String() }
		if strings.Contains(page(), "下一步") {
			t.Error("it leads on while experts score")
		}
		w.must(closePanel(w, "handler", id))
		if seen := page(); !strings.Contains(seen, "提出建议名单") || !strings.Contains(seen, `href="/decide?cohort=`) {
			t.Errorf("no way on: %s", textOf(seen))
		}
		if seen := w.ask("superv", "GET", "/panels/"+id+"/scores", "", nil).Body.String(); strings.Contains(seen, "下一步") {
			t.Error("the supervisor is sent to draw up the list")
		}
	})
}
