package review

import (
	"fmt"
	"slices"
	"testing"

	"shidian/internal/apply"
)

// blindRound is a blind round of so many applications.
func blindRound(stage, bids int) Round {
	r := Round{Panel: Panel{Blind: true, Stage: stage, secret: "geheim"}, Kept: map[string][]string{}}
	for i := range bids {
		r.Bids = append(r.Bids, Bid{Application: apply.Application{ID: fmt.Sprint("application ", i), State: apply.StateInReview}})
	}
	r.Bids = shuffled(r.Bids, r.Panel.secret)
	return r
}

func ids(bids []Bid) (all []string) {
	for _, b := range bids {
		all = append(all, b.Application.ID)
	}
	return all
}

// The order of a blind panel cannot be worked out from the ids that an applicant knows, and each expert has his own.
func TestRule_C1_TheOrderOfABlindPanelTellsNothing(t *testing.T) {
	r := blindRound(PanelStage, 12)
	came := slices.Sorted(slices.Values(ids(r.Bids)))
	first, second := ids(r.OrderFor("e1")), ids(r.OrderFor("e2"))
	if slices.Equal(ids(r.Bids), came) || slices.Equal(first, second) || slices.Equal(first, came) || slices.Equal(first, ids(r.Bids)) {
		t.Error("the order is that of the submissions, or one for all")
	}
	if slices.Equal(ids(shuffled(r.Bids, "other")), ids(shuffled(r.Bids, "secret"))) {
		t.Error("the order does not depend on the secret")
	}
	if !slices.Equal(ids(r.For("e1").Bids), ids(r.Bids)) {
		t.Error("the experts of a panel have no common numbers to speak of")
	}
	r.Panel.Blind = false
	if !slices.Equal(ids(r.OrderFor("e1")), ids(r.Bids)) {
		t.Error("an open panel is shuffled")
	}
}

// In a blind letter review everybody has numbers of his own, and none is missing because he is kept from one; a relation
// that he declares later leaves them as they are.
func TestRule_C1_NumbersOfALetterReviewAreEachExpertsOwn(t *testing.T) {
	r := blindRound(LetterStage, 12)
	kept := r.OrderFor("e1")[3].Application.ID
	r.Kept[kept] = []string{"e1"}
	mine, other := r.For("e1"), r.For("e2")
	if mine.Ordinal(kept) != 12 || slices.Equal(ids(mine.Bids), ids(other.Bids)) || len(mine.Bids) != 12 {
		t.Errorf("kept from number %d", mine.Ordinal(kept))
	}
	b, _ := mine.Bid("5")
	r.Relations = []Relation{{Expert: "e1", Application: b.Application.ID}}
	r.Kept[b.Application.ID] = []string{"e1"}
	if !slices.Equal(ids(r.For("e1").Bids), ids(mine.Bids)) {
		t.Error("the numbers change under his hands")
	}
}

// The secret is made with the criteria, once, and the numbers stay to the end.
func TestTheNumbersOfABlindPanelStay(t *testing.T) {
	eachTank(t, func(w *world) {
		letter, _ := w.lettered()
		before := w.round(letter)
		if before.Panel.secret == "" {
			t.Fatal("no secret")
		}
		w.Must(w.room.Close(w.Ctx, w.Handler, letter, ""))
		if after := w.round(letter); after.Panel.secret != before.Panel.secret || !slices.Equal(ids(after.Bids), ids(before.Bids)) {
			t.Error("the numbers have changed")
		}
		w.exec("UPDATE panel_order SET secret = secret || 'x'")
		if !w.about("panel_order", "") {
			t.Error("a changed order is not found")
		}
	})
}
