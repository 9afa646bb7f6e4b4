package spread

import "testing"

func TestTheSearchComparesSmallAndNarrowLetters(t *testing.T) {
	b := Body{Title: "ＡＰＰ　平台", Summary: "Big Data", Measures: "一\n二", Pictures: []Picture{{Caption: "图１"}}}
	if got, want := searchText(b), "app 平台\nbig data\n\n一 二\n\n\n图1"; got != want {
		t.Errorf("searched is %q, want %q", got, want)
	}
}
