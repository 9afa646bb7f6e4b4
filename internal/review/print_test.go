package review

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"shidian/internal/paper"
	"shidian/internal/worldtest"
)

// However long the texts are, the digest is one page.
func TestTheDigestIsOnePage(t *testing.T) {
	a, v := told()
	for _, key := range []string{"unit_overview", "reform_progress", "reform_highlights", "pilot_contents", "work_plan", "expected_results"} {
		v.Values[key] = strings.Repeat("把学校、医院、农技站的负责人吸收进基层科协。", 60)
	}
	p := sample()
	p.Criteria = worldtest.Pilot(t).Stages.Review.Criteria.Value
	r := Masked(false, worldtest.Pilot(t), a, 1, v)
	pdf, err := paper.PDF(DigestPaper(p, r, time.Unix(0, 0)), worldtest.Fonts())
	if err != nil {
		t.Fatal(err)
	}
	if pages := bytes.Count(pdf, []byte("/Type/Page/")) + bytes.Count(pdf, []byte("/Type/Page\n")) + bytes.Count(pdf, []byte("/Type /Page\n")); pages != 1 || len(r.long()) < 6 {
		t.Fatalf("%d pages of %d texts", pages, len(r.long()))
	}
}
