package call

import (
	"strings"
	"testing"
	"time"

	"shidian/internal/programme"
)

// A5: a deadline is put off for all, never brought forward; afterwards too, but never to what is past already.
func TestRule_A5_Extension(t *testing.T) {
	p, _ := pilot(t)
	may19 := at("2020-05-19T00:00")
	before := map[string]time.Time{"opens": at("2020-05-12T00:00"), "electronic": may19, "paper": may19}
	move := func(kind, to string) Moved {
		return Moved{Kind: kind, Before: moment(before[kind]), At: programme.Moment(to)}
	}
	both := []Moved{move("electronic", "2020-05-26T00:00"), move("paper", "2020-05-26T00:00")}
	for name, c := range map[string]struct {
		moved  []Moved
		reason string
		now    string
		want   string
	}{
		"both later":                     {both, "疫情防控", "2020-05-13T12:00", ""},
		"after the deadline":             {both, "疫情防控", "2020-05-20T12:00", ""},
		"one second before the new date": {both, "疫情防控", "2020-05-25T23:59", ""},
		"at the new date":                {both, "疫情防控", "2020-05-26T00:00", "date_electronic date_paper"},
		"paper alone":                    {both[1:], "邮路不通", "2020-05-13T12:00", ""},
		"electronic beyond paper":        {both[:1], "疫情防控", "2020-05-13T12:00", "date_paper"},
		"no reason":                      {both, " ", "2020-05-13T12:00", "reason"},
		"a reason too long":              {both, strings.Repeat("长", 301), "2020-05-13T12:00", "reason"},
		"the longest reason":             {both, strings.Repeat("长", 300), "2020-05-13T12:00", ""},
		"none moved":                     {nil, "疫情防控", "2020-05-13T12:00", "date_electronic"},
		"earlier":                        {[]Moved{move("electronic", "2020-05-18T00:00")}, "疫情防控", "2020-05-13T12:00", "date_electronic"},
		"one later, one earlier":         {[]Moved{both[0], move("paper", "2020-05-18T00:00")}, "疫情防控", "2020-05-13T12:00", "date_paper"},
		"emptied":                        {[]Moved{move("paper", "")}, "疫情防控", "2020-05-13T12:00", "date_paper"},
		"a date that there was not":      {[]Moved{{Kind: "supplement", At: "2020-06-10T00:00"}}, "疫情防控", "2020-05-13T12:00", "date_supplement"},
	} {
		if got := keys(WrongExtension(p, c.moved, c.reason, before, at(c.now))); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
