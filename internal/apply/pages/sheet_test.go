package pages

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/programmes"
)

func reformPilot(t *testing.T) *programme.Programme {
	t.Helper()
	raw, err := programmes.Files.ReadFile(programmes.ReformPilot)
	if err != nil {
		t.Fatal(err)
	}
	p, err := programme.Load(raw)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func laidOut(t *testing.T, kind string) []Part {
	return parts(reformPilot(t), kind, func(f programme.Field) Blank { return Blank{Field: f} })
}

// A2: two persons side by side, each with name, mobile and an e-mail cell of his own.
func TestTwoPersonsStandSideBySide(t *testing.T) {
	var groups []Group
	for _, block := range laidOut(t, "county")[1].Blocks {
		groups = append(groups, block.Groups...)
	}
	if len(groups) != 2 {
		t.Fatalf("%d groups", len(groups))
	}
	for i, want := range []string{"head_name head_phone head_email", "contact_name contact_phone contact_email"} {
		var keys []string
		for _, b := range groups[i].Blanks {
			keys = append(keys, b.Key)
		}
		if got := strings.Join(keys, " "); got != want {
			t.Errorf("%s holds %s", groups[i].Title, got)
		}
	}
}

func TestEveryFieldStandsOnTheSheetOnce(t *testing.T) {
	p, seen := reformPilot(t), map[string]int{}
	for _, part := range laidOut(t, "society") {
		for _, b := range part.Blanks() {
			seen[b.Key]++
		}
	}
	for _, f := range p.Fields() {
		if seen[f.Key] != 1 {
			t.Errorf("%s stands %d times", f.Key, seen[f.Key])
		}
	}
}

func TestOutlineCountsWhatIsAsked(t *testing.T) {
	all := parts(reformPilot(t), "county", func(f programme.Field) Blank {
		return Blank{Field: f, Asked: f.Filler == programme.Applicant && !apply.Optional(f), Written: true, Text: map[string]string{"basic_unit": "甲县科协", "unit_overview": "概况"}[f.Key]}
	})
	outline := append(outlineOf(all), filesOutline(2))
	if got := outline[1]; got.Note != "2/11" || got.Fill != components.FillPart {
		t.Errorf("%+v", got)
	}
	if got := outline[2]; !got.Inner || got.Fill != components.FillFull {
		t.Errorf("%+v", got)
	}
	if got := outline[len(outline)-1]; got.Note != "2 个" {
		t.Errorf("%+v", got)
	}
}

// posted runs a plain form through the kit, as the browser without a script sends it.
func posted(t *testing.T, values url.Values, use func(*kit.Form)) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	form, err := kit.ReadForm(r)
	if err != nil {
		t.Fatal(err)
	}
	use(form)
}

// A1: a content whole, by clause, or with an aspect of one's own.
func TestPlainFormGivesTheSameTextsAsTheScript(t *testing.T) {
	values := url.Values{
		"pilot_period.from.y": {"2020"}, "pilot_period.from.m": {"6"}, "pilot_period.from.d": {"1"},
		"pilot_period.to.y": {"2022"}, "pilot_period.to.m": {"5"},
		"contents.6.whole": {"1"}, "contents.6.clause": {"推动市县科协按期换届"},
		"contents.2.clause": {"精心办好一批实事"}, "contents.2.free": {" 自己的办法 \r\n\r\n又一个"},
		"unit_overview": {"一\r\n二"}, "base.unit_overview": {"abc"},
	}
	posted(t, values, func(form *kit.Form) {
		got := map[string]apply.Change{}
		for _, c := range changesOf(reformPilot(t), "county", form) {
			got[c.Key] = c
		}
		for key, want := range map[string]string{
			"pilot_period":  `{"from":"2020-06-01","to":"2022-05-"}`,
			"contents":      `{"items":[{"number":2,"clauses":["精心办好一批实事"],"free":["自己的办法","又一个"]},{"number":6,"whole":true}]}`,
			"unit_overview": "一\n二",
			"head_name":     "",
		} {
			if got[key].Text != want {
				t.Errorf("%s: %q, want %q", key, got[key].Text, want)
			}
		}
		if got["unit_overview"].Base != "abc" {
			t.Errorf("base %q", got["unit_overview"].Base)
		}
		if _, asked := got["recommender_opinion"]; asked {
			t.Error("the recommender's field is read from the applicant's form")
		}
	})
}

func TestDayIsWrittenAndReadInBoxes(t *testing.T) {
	for iso, want := range map[string][3]string{"2020-06-01": {"2020", "6", "1"}, "": {}, "2020-12-": {"2020", "12", ""}} {
		got := [3]string{dayPart(iso, 0), dayPart(iso, 1), dayPart(iso, 2)}
		if got != want {
			t.Errorf("%q: %v", iso, got)
		}
		if back := joinDay(want[0], want[1], want[2]); back != iso {
			t.Errorf("%v joins to %q", want, back)
		}
	}
}

func TestPresenceForgetsWhoIsGone(t *testing.T) {
	p, now := newPresence(), time.Unix(1_600_000_000, 0)
	p.meet("a", access.Actor{Account: "1", Name: "甲"}, "unit_overview", now)
	if got := p.meet("a", access.Actor{Account: "2", Name: "乙"}, "", now.Add(away)); len(got) != 1 || got[0] != (other{"甲", "unit_overview"}) {
		t.Errorf("%+v", got)
	}
	if got := p.meet("b", access.Actor{Account: "3"}, "", now); len(got) != 0 {
		t.Errorf("another application: %+v", got)
	}
	if got := p.meet("a", access.Actor{Account: "2", Name: "乙"}, "", now.Add(away+time.Second)); len(got) != 0 {
		t.Errorf("after he left: %+v", got)
	}
}

func TestLookupsAreLimitedByAddress(t *testing.T) {
	l, now := newLookups(), time.Unix(1_600_000_000, 0)
	ask := func(from string, at time.Time) error {
		r := httptest.NewRequest(http.MethodGet, "/verify", nil)
		r.RemoteAddr = from + ":1234"
		return l.take(r, at)
	}
	for range lookupsEach {
		if err := ask("10.0.0.1", now); err != nil {
			t.Fatal(err)
		}
	}
	if ask("10.0.0.1", now) == nil {
		t.Error("one more is let through")
	}
	for i := range lookupsEach {
		if err := ask(fmt.Sprintf("[2001:db8::%d]", i+1), now); err != nil {
			t.Fatal(err)
		}
	}
	if ask("[2001:db8::ffff]", now) == nil {
		t.Error("a home line's next address is let through")
	}
	if err := ask("10.0.0.2", now); err != nil {
		t.Errorf("another address: %v", err)
	}
	if err := ask("10.0.0.1", now.Add(lookupSpan)); err != nil {
		t.Errorf("later: %v", err)
	}
}
