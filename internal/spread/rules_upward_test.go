package spread

import (
	"strings"
	"testing"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
)

// wrongKeys are the fields that are wrong, in their order.
func wrongKeys(wrong []fault.Field) string {
	var keys []string
	for _, f := range wrong {
		keys = append(keys, f.Key)
	}
	return strings.Join(keys, " ")
}

func TestRule_J5_OnlyAPublicCaseIsRecommendedAndOnceUntilItIsAnswered(t *testing.T) {
	for _, c := range []struct {
		to      string
		public  bool
		last    act.State
		allowed bool
	}{
		{"上级", true, "", true}, {"上级", true, Taken, true}, {"上级", true, NotTaken, true},
		{"", true, "", false}, {"上级", false, "", false}, {"上级", true, Recommended, false},
	} {
		if err := RecommendAllowed(c.to, c.public, c.last); (err == nil) != c.allowed {
			t.Errorf("to %q, public %v, last %q: %v", c.to, c.public, c.last, err)
		}
	}
	if SameCase(2, 2) != nil || SameCase(1, 2) == nil {
		t.Error("another version than the one proposed is confirmed, or the same is not")
	}
}

func TestRule_J5_ARecommendationSaysWhyWhatIsNewAndWhatCanBeCopied(t *testing.T) {
	most := strings.Repeat("长", mostUpward)
	for _, c := range []struct {
		form  UpwardForm
		wrong string
	}{
		{UpwardForm{"理由", "创新", "复制"}, ""},
		{UpwardForm{most, most, most}, ""},
		{UpwardForm{" ", "", "\n"}, "reason novelty copying"},
		{UpwardForm{most + "长", "创新", "复制"}, "reason"},
	} {
		if got := wrongKeys(WrongRecommendation(c.form)); got != c.wrong {
			t.Errorf("%.20v: wrong %q, want %q", c.form, got, c.wrong)
		}
	}
}

func TestRule_J5_TheLetterBearsANumberAndADateSinceTheApproval(t *testing.T) {
	approved, today := calendar.Date(2022, 8, 1), calendar.Date(2022, 8, 9)
	for _, c := range []struct{ number, dated, wrong string }{
		{"鲁科协函〔2022〕5号", "2022-08-01", ""}, {"鲁科协函〔2022〕5号", "2022-08-09", ""},
		{"", "2022-08-02", "number"}, {"鲁科协函〔2022〕5号", "", "dated"}, {"鲁科协函〔2022〕5号", "2022-08-10", "dated"},
		{"鲁科协函〔2022〕5号", "2022-07-31", "dated"}, {"鲁科协函〔2021〕5号", "2022-08-02", "dated"},
	} {
		if got := wrongKeys(WrongLetter(c.number, c.dated, approved, today)); got != c.wrong {
			t.Errorf("%s of %s: wrong %q, want %q", c.number, c.dated, got, c.wrong)
		}
	}
	if LetterAllowed("") != nil || LetterAllowed("鲁科协函〔2022〕5号") == nil {
		t.Error("a letter is registered twice, or not once")
	}
}

func TestRule_J5_AnOutcomeFollowsTheLetterAndSaysWhat(t *testing.T) {
	if OutcomeAllowed("鲁科协函〔2022〕5号") != nil || OutcomeAllowed("") == nil {
		t.Error("an outcome without a letter is taken, or one with it is not")
	}
	for _, c := range []struct {
		to    act.State
		words string
		wrong string
	}{
		{Taken, "已收录", ""}, {NotTaken, "名额已满", ""}, {Recommended, "已收录", "taken"}, {"", " ", "taken outcome"},
		{Taken, strings.Repeat("长", mostUpward+1), "outcome"},
	} {
		if got := wrongKeys(WrongOutcome(c.to, c.words)); got != c.wrong {
			t.Errorf("%s %.10s: wrong %q, want %q", c.to, c.words, got, c.wrong)
		}
	}
}
