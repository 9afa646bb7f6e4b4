package apply

import (
	"strings"
	"testing"
)

func both(pieces []Piece) (old, now string) {
	for _, p := range pieces {
		if p.Op != PutIn {
			old += p.Text
		}
		if p.Op != TakenOut {
			now += p.Text
		}
	}
	return old, now
}

func TestADifferenceShowsOnlyWhatChanged(t *testing.T) {
	got := Pieces("一是建立制度，二是搭建平台。三是总结。", "一是建立制度，二是搭建新的平台。三是总结。四是推广。")
	want := []Piece{{Kept, "一是建立制度，二是搭建"}, {PutIn, "新的"}, {Kept, "平台。三是总结。"}, {PutIn, "四是推广。"}}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("piece %d is %q, want %q", i, got[i], want[i])
		}
	}
}

// Whatever the texts, the pieces without what was put in are the old one, and without what was taken out the new one.
func FuzzPieces(f *testing.F) {
	f.Add("甲，乙。", "甲，丙。")
	f.Add("", "新\n\n写")
	f.Add("𬱖㛃。", "𬱖。")
	f.Add(strings.Repeat("同一句。", 50), strings.Repeat("同一句。", 49)+"不同。")
	f.Fuzz(func(t *testing.T, old, now string) {
		old, now = strings.ToValidUTF8(old, ""), strings.ToValidUTF8(now, "")
		gotOld, gotNow := both(Pieces(old, now))
		if gotOld != old || gotNow != now {
			t.Errorf("%q -> %q became %q -> %q", old, now, gotOld, gotNow)
		}
	})
}
