package call

import (
	"strings"
	"testing"
)

// A notice whose contents are no longer the definition's cannot go out.
func TestRule_N4_NoticeWithOtherContentsIsIncomplete(t *testing.T) {
	p, text := pilot(t)
	if got := Incomplete(p, text); len(got) != 0 {
		t.Fatalf("the shipped notice lacks %v", got)
	}
	spoilt := copyOf(t, text)
	annex := spoilt.Notice.Annexes[0].Text
	for i := range annex {
		if annex[i].Text == numbered(p.Contents.List[3]) {
			annex[i].Text += "。"
		}
	}
	got := Incomplete(p, spoilt)
	if keys(got) != "annex_1" || !strings.Contains(got[0].Message, p.Contents.List[3].Name) {
		t.Errorf("the fourth content changed: %v", got)
	}
}
