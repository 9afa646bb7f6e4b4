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

// What has to be known of a score is said once, in the same words in every paper.
func TestNotesOfAScore(t *testing.T) {
	r := Ranked{Of: []Hundredths{8000, 9000}, Relations: 1, Missing: 2, Overrun: true, Tied: true}
	if got := r.Notes(); got != "函评80.00分，会评90.00分；同分，按次序比较；1位专家回避；缺2份评分；超出名额推荐，经研究同意" {
		t.Error(got)
	}
	if got := (Ranked{}).Notes(); got != "" {
		t.Errorf("nothing to be known: %q", got)
	}
}
