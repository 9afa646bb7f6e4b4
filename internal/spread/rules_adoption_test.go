package spread

import (
	"strings"
	"testing"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
)

func TestRule_J5_AUseIsOfAPublicCaseAndOnce(t *testing.T) {
	for _, c := range []struct {
		name    string
		public  bool
		before  []act.State
		allowed bool
	}{
		{"public", true, nil, true},
		{"refused before", true, []act.State{AdoptionRefused}, true},
		{"withdrawn before", true, []act.State{AdoptionWithdrawn, AdoptionRefused}, true},
		{"not public", false, nil, false},
		{"stated already", true, []act.State{AdoptionRefused, AdoptionStated}, false},
		{"confirmed already", true, []act.State{AdoptionConfirmed}, false},
	} {
		if err := UseAllowed(c.public, c.before); (err == nil) != c.allowed || err != nil && !fault.Is(err, fault.KindConflict) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestRule_J5_AStatementOfUseSaysSinceWhenHowWithWhatAndByWhatProof(t *testing.T) {
	today := calendar.Date(2022, 8, 1)
	whole := Adopting{Since: "2022-08-01", How: "照着办", Outcome: "办成了", Proof: "文件"}
	long := strings.Repeat("长", mostAdopted)
	for _, c := range []struct {
		name  string
		mend  func(*Adopting)
		wrong string // the fields that are wrong
	}{
		{"whole", func(*Adopting) {}, ""},
		{"of the greatest length", func(x *Adopting) { x.How, x.Outcome, x.Proof = long, long, long }, ""},
		{"counted", func(x *Adopting) { x.Count, x.Counted = " 1200 ", "人次" }, ""},
		{"proved by a file alone", func(x *Adopting) { x.Proof, x.Files = "", []string{"h"} }, ""},
		{"no day", func(x *Adopting) { x.Since = "" }, "since"},
		{"a day to come", func(x *Adopting) { x.Since = "2022-08-02" }, "since"},
		{"nothing said", func(x *Adopting) { x.How, x.Outcome, x.Proof = " ", "", " " }, "how outcome proof"},
		{"too long", func(x *Adopting) { x.How, x.Outcome, x.Proof = long+"长", long+"长", long+"长" }, "how outcome proof"},
		{"no number", func(x *Adopting) { x.Count, x.Counted = "许多", "人" }, "count"},
		{"more than there is", func(x *Adopting) { x.Count, x.Counted = "100000001", "人" }, "count"},
		{"a number of nothing", func(x *Adopting) { x.Count = "3" }, "counted"},
		{"counted with many words", func(x *Adopting) { x.Count, x.Counted = "3", strings.Repeat("个", mostCounted+1) }, "counted"},
	} {
		x := whole
		c.mend(&x)
		var keys []string
		for _, f := range WrongAdoption(x, today) {
			keys = append(keys, f.Key)
		}
		if got := strings.Join(keys, " "); got != c.wrong {
			t.Errorf("%s: wrong %q, want %q", c.name, got, c.wrong)
		}
	}
	if n, ok := CountOf("12"); n != 12 || !ok {
		t.Errorf("12 is %d, %v", n, ok)
	}
	if _, ok := CountOf("-1"); ok {
		t.Error("less than nothing was counted")
	}
}

func TestRule_J5_AUseOfATakenDownCaseIsNotConfirmedAndARefusalSaysWhy(t *testing.T) {
	for _, c := range []struct {
		public, confirms bool
		reason           string
		allowed          bool
	}{
		{true, true, "", true}, {true, false, "没有佐证", true}, {false, false, "已撤下", true},
		{false, true, "", false}, {true, false, " ", false}, {true, false, strings.Repeat("长", mostAdopted+1), false},
	} {
		if err := CheckAllowed(c.public, c.confirms, c.reason); (err == nil) != c.allowed {
			t.Errorf("public %v, confirms %v, because %q: %v", c.public, c.confirms, c.reason, err)
		}
	}
}
