package pages

import (
	"context"
	"strings"
	"testing"

	"shidian/internal/apply"
	"shidian/internal/recommend"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// A unit finds the opinion and the form with it in its box on its own page.
func TestTheUnitFindsItsEndorsedPaper(t *testing.T) {
	w := worldtest.New(t, storetest.Open(t, store.SQLite), recommend.Covers())
	room := recommend.New(w.Door, w.Blobs, worldtest.Fonts(), "")
	bid := w.County()
	if text := cardOf(w, bid); text != "" {
		t.Errorf("before anything was said: %s", text)
	}
	w.Must(room.Endorse(w.Ctx, w.City, bid.ID, 1, recommend.Opinion{Text: "情况属实，同意推荐。"}, ""))
	w.Must(room.Render(w.Ctx, recommend.RenderEndorsed{Application: bid.ID, Version: 1}))
	for _, want := range []string{"情况属实，同意推荐。", "/recommend/" + bid.ID + "/endorsed.pdf"} {
		if text := cardOf(w, bid); !strings.Contains(text, want) {
			t.Errorf("%q does not stand in %s", want, text)
		}
	}
}

func cardOf(w *worldtest.World, bid worldtest.Bid) string {
	w.T.Helper()
	return worldtest.Get(w, func(t *store.Tx) (string, error) {
		a, err := apply.See(t, bid.Clerk, bid.ID)
		if err != nil {
			return "", err
		}
		card, err := Card(t, bid.Clerk, a)
		if err != nil || card == nil {
			return "", err
		}
		var page strings.Builder
		err = card.Render(context.Background(), &page)
		return page.String(), err
	})
}
