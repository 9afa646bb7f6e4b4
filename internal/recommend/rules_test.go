package recommend

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/worldtest"
)

// refusedBy is a refusal's kind and rule; 0 where nothing was refused.
func refusedBy(err error) (fault.Kind, string) {
	f, ok := fault.As(err)
	if !ok {
		return 0, ""
	}
	return f.Kind, f.Rule
}

var city = Share{Quota: "q", Holder: "city", Cap: 2, Beyond: programme.OverrunDecided}

// A7: no more than two counties of a city, in principle; more only with a reason, and then the province decides.
func TestRule_A7_TwoPlacesThenAReason(t *testing.T) {
	for _, c := range []struct {
		name   string
		taken  []int
		reason string
		n      int
		over   bool
		kind   fault.Kind
	}{
		{"the first", nil, "", 1, false, 0},
		{"the second", []int{1}, "", 2, false, 0},
		{"the third without a reason", []int{1, 2}, "", 0, false, fault.KindInvalid},
		{"the third with blanks for a reason", []int{1, 2}, " \n　", 0, false, fault.KindInvalid},
		{"the third with a reason", []int{1, 2}, "改革任务承接县", 0, true, 0},
		{"a reason as long as may be", []int{1, 2}, strings.Repeat("由", 500), 0, true, 0},
		{"a reason too long", []int{1, 2}, strings.Repeat("由", 501), 0, false, fault.KindInvalid},
		{"a freed place is taken first", []int{2}, "", 1, false, 0},
		{"a freed place beside one that the province granted", []int{1, 3}, "", 2, false, 0},
		{"none is free though the third was freed", []int{1, 2, 4}, "理由", 0, true, 0},
	} {
		n, over, err := Admit(city, c.taken, c.reason)
		kind, rule := refusedBy(err)
		if n != c.n || over != c.over || kind != c.kind || (c.kind != 0 && rule != "A7") {
			t.Errorf("%s: place %d, over %v, %v", c.name, n, over, err)
		}
	}
}

func TestRule_A7_WhereNothingIsTakenBeyond(t *testing.T) {
	strict := city
	strict.Beyond = programme.OverrunRefused
	if _, over, err := Admit(strict, []int{1, 2}, "理由"); over || !fault.Is(err, fault.KindConflict) {
		t.Errorf("over %v, %v", over, err)
	}
	if n, over, err := Admit(Share{}, []int{1, 2, 3}, ""); err != nil || over || n != 4 {
		t.Errorf("without a cap: %d %v %v", n, over, err)
	}
}

// A7, N2: counties and development zones share the city's two places; a city's own bid takes none.
// The development zones count with the counties (N2); cities, societies and enterprises take no place.
func TestRule_N2_WhoseApplicationsTakeAPlace(t *testing.T) { whoCounts(t) }

func TestRule_A7_WhoCounts(t *testing.T) { whoCounts(t) }

func whoCounts(t *testing.T) {
	t.Helper()
	p := worldtest.Pilot(t)
	for kind, want := range map[string]Share{
		"county":  {Quota: "counties_per_city", Holder: "jia", Cap: 2, Beyond: programme.OverrunDecided, Ranked: true},
		"zone":    {Quota: "counties_per_city", Holder: "jia", Cap: 2, Beyond: programme.OverrunDecided, Ranked: true},
		"city":    {},
		"society": {},
	} {
		if got := ShareOf(p, kind, "jia", "city", "370100"); got != want {
			t.Errorf("%s: %+v", kind, got)
		}
	}
	other := *p
	q := p.Quotas[0]
	q.Per, q.Regions = programme.PerRegion, []programme.RegionCap{{Region: "370600", Cap: 3}}
	other.Quotas = []programme.Quota{q}
	if got := ShareOf(&other, "county", "jia", "city", "370600"); got.Holder != "370600" || got.Cap != 3 {
		t.Errorf("by region: %+v", got)
	}
	q.Per = programme.PerKind
	other.Quotas = []programme.Quota{q}
	if got := ShareOf(&other, "zone", "jia", "city", "370100"); got.Holder != "zone" || got.Cap != 2 {
		t.Errorf("by kind: %+v", got)
	}
}

// The places, whatever comes and goes: never two on one number, never a number above the cap without a decision.
func TestRule_A7_PropertiesOfThePlaces(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 2020))
	for range 300 {
		s := city
		s.Cap = rnd.IntN(4)
		taken, granted := map[int]bool{}, map[int]bool{}
		for range 40 {
			numbers := slices.Sorted(func(yield func(int) bool) {
				for n := range taken {
					if !yield(n) {
						return
					}
				}
			})
			if rnd.IntN(3) == 0 && len(numbers) > 0 {
				n := numbers[rnd.IntN(len(numbers))]
				delete(taken, n)
				delete(granted, n)
				continue
			}
			n, over, err := Admit(s, numbers, "理由")
			if over {
				n = FreePlace(numbers)
				granted[n] = true
			}
			if err != nil || n < 1 || taken[n] || n > s.Cap && !granted[n] {
				t.Fatalf("cap %d, taken %v: place %d, over %v, %v", s.Cap, numbers, n, over, err)
			}
			taken[n] = true
		}
	}
}

func TestRule_A7_WhenTheProvinceDecides(t *testing.T) {
	waits := apply.Application{State: apply.StateOverrun, City: "jia"}
	if err := MayDecide(waits, "同意，改革任务承接县"); err != nil {
		t.Error(err)
	}
	if err := MayDecide(waits, " "); !fault.Is(err, fault.KindInvalid) {
		t.Errorf("without a reason: %v", err)
	}
	for _, s := range apply.States {
		err := MayDecide(apply.Application{State: s, City: "jia"}, "理由")
		if (err == nil) != (s == apply.StateOverrun) {
			t.Errorf("in %s: %v", s, err)
		}
	}
}

// A6: the recommender judges what was submitted, in the version that it has read.
func TestRule_A6_WhatIsJudged(t *testing.T) {
	a := apply.Application{State: apply.StateSubmitted, City: "jia", Version: 2}
	if err := MayRecommend(a, 2); err != nil {
		t.Error(err)
	}
	for _, seen := range []int{0, 1, 3} {
		if kind, rule := refusedBy(MayRecommend(a, seen)); kind != fault.KindConflict || rule != "A6" {
			t.Errorf("version %d seen: %v %s", seen, kind, rule)
		}
	}
	for _, s := range apply.States {
		a.State = s
		if err := MayRecommend(a, 2); (err == nil) != (s == apply.StateSubmitted) {
			t.Errorf("in %s: %v", s, err)
		}
	}
}

func TestRule_A6_RecommendedOnceThenConfirmed(t *testing.T) {
	fresh := Line{Application: apply.Application{State: apply.StateSubmitted, City: "jia", Version: 2}}
	again := fresh
	again.Endorsement = &Endorsement{Version: 1}
	for name, c := range map[string]struct {
		err  error
		done bool
	}{
		"a new one is recommended":              {MayEndorse(fresh, 2), true},
		"a new one is not confirmed":            {MayConfirm(fresh, 2), false},
		"one that came back is not recommended": {MayEndorse(again, 2), false},
		"one that came back is confirmed":       {MayConfirm(again, 2), true},
		"but not in an old version":             {MayConfirm(again, 1), false},
	} {
		if (c.err == nil) != c.done {
			t.Errorf("%s: %v", name, c.err)
		}
	}
}

// A6: the recommendation is an opinion on the form, typed or left for the pen, never both and never neither.
func TestRule_A6_TheOpinion(t *testing.T) {
	p := worldtest.Pilot(t)
	field, asked := OpinionField(p, "county")
	if !asked || field.Key != "recommender_opinion" {
		t.Fatalf("the county's box is %q", field.Key)
	}
	if _, asked := OpinionField(p, "society"); asked {
		t.Error("a society has a box for an opinion")
	}
	typed := field
	pen := *field.Opinion
	pen.Pen = false
	typed.Opinion = &pen
	none := func(string) []rune { return nil }
	for name, c := range map[string]struct {
		field programme.Field
		o     Opinion
		lacks func(string) []rune
		right bool
	}{
		"typed":                 {field, Opinion{Text: "情况属实，同意推荐。"}, none, true},
		"for the pen":           {field, Opinion{Pen: true}, none, true},
		"neither":               {field, Opinion{Text: " "}, none, false},
		"both":                  {field, Opinion{Text: "同意", Pen: true}, none, false},
		"as long as the box":    {field, Opinion{Text: strings.Repeat("同", 300)}, none, true},
		"longer than the box":   {field, Opinion{Text: strings.Repeat("同", 301)}, none, false},
		"no pen allowed":        {typed, Opinion{Pen: true}, none, false},
		"not printable":         {field, Opinion{Text: "同意\U000E0001"}, func(string) []rune { return []rune{0xE0001} }, false},
		"typed where no pen is": {typed, Opinion{Text: "同意"}, none, true},
	} {
		if what := WrongOpinion(c.field, c.o, c.lacks); (what == "") != c.right {
			t.Errorf("%s: %q", name, what)
		}
	}
}

// A6: who is not recommended is told why.
func TestRule_A6_ANoHasAReason(t *testing.T) {
	a := apply.Application{State: apply.StateSubmitted, City: "jia", Version: 1}
	if err := MayDecline(a, 1, "改革基础还不成熟"); err != nil {
		t.Error(err)
	}
	if err := MayDecline(a, 1, "　"); !fault.Is(err, fault.KindInvalid) {
		t.Errorf("without a reason: %v", err)
	}
	if err := MayDecline(a, 0, "理由"); !fault.Is(err, fault.KindConflict) {
		t.Errorf("of an old version: %v", err)
	}
}

func ranked(states ...act.State) []Line {
	lines := make([]Line, len(states))
	for i, s := range states {
		lines[i] = Line{Application: apply.Application{ID: string(rune('a' + i)), State: s}, Endorsement: &Endorsement{Rank: i + 1}}
	}
	return lines
}

func ids(lines []Line) (all string) {
	for _, l := range lines {
		all += l.ID
	}
	return all
}

// The order is the recommender's until something has come of it.
func TestRule_A7_TheOrder(t *testing.T) {
	open := ranked(apply.StateEndorsed, apply.StateOverrun, apply.StateReturned)
	for _, c := range []struct {
		id   string
		up   bool
		want string
	}{{"a", true, ""}, {"a", false, "bac"}, {"b", true, "bac"}, {"b", false, "acb"}, {"c", false, ""}, {"x", true, ""}} {
		moved, err := Moved(open, c.id, c.up)
		if (err == nil) != (c.want != "") || ids(moved) != c.want {
			t.Errorf("%s up %v: %s %v", c.id, c.up, ids(moved), err)
		}
	}
	if ids(open) != "abc" {
		t.Error("the order that was given is changed")
	}
	accepted := ranked(apply.StateEndorsed, apply.StateAccepted, apply.StateEndorsed)
	for _, id := range []string{"a", "b"} {
		if _, err := Moved(accepted, id, false); !fault.Is(err, fault.KindConflict) {
			t.Errorf("%s changes places with an accepted one: %v", id, err)
		}
	}
}

// The difference begins at what the recommender knows.
func TestSeen(t *testing.T) {
	for _, c := range []struct{ version, endorsed, returned, want int }{
		{1, 0, 0, 0}, {3, 0, 0, 2}, {2, 0, 1, 1}, {4, 1, 2, 2}, {4, 2, 1, 2}, {2, 2, 0, 1},
	} {
		l := Line{Application: apply.Application{Version: c.version}}
		if c.endorsed > 0 {
			l.Endorsement = &Endorsement{Version: c.endorsed}
		}
		if c.returned > 0 {
			l.LastReturn = &apply.Return{Version: c.returned}
		}
		if got := l.Seen(); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
