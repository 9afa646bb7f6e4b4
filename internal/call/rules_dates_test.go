package call

import (
	"strings"
	"testing"
	"time"

	"shidian/internal/programme"
)

func TestRule_A5_DeadlineAfterPublication(t *testing.T) {
	p, text := pilot(t)
	if got := WrongDates(p, text, Dates{}, may13); len(got) > 0 {
		t.Fatalf("the dates of 2020: %v", got)
	}
	for _, c := range []struct {
		name string
		set  map[string]programme.Moment
		now  time.Time
		want string
	}{
		{"published after the deadline", nil, at("2020-05-19T00:00"), "date_electronic date_paper"},
		{"no deadline", map[string]programme.Moment{"electronic": "", "paper": ""}, may13, "date_electronic date_paper"},
		{"no opening", map[string]programme.Moment{"open": ""}, may13, "date_open"},
		{"opens after the end", map[string]programme.Moment{"open": "2020-05-20T00:00"}, may13, "date_electronic date_paper"},
		{"paper before the publication", map[string]programme.Moment{"paper": "2020-05-13T00:00"}, may13, "date_paper"},
		{"another day than the text's", map[string]programme.Moment{"electronic": "2020-05-20T00:00"}, may13, "date_electronic"},
		{"supplement before the deadline", map[string]programme.Moment{"supplement": "2020-05-15T00:00"}, may13, "date_supplement"},
	} {
		spoilt := copyOf(t, text)
		for i, d := range spoilt.Dates {
			if moment, ok := c.set[d.Kind]; ok {
				spoilt.Dates[i].At = moment
			}
		}
		if got := keys(WrongDates(p, spoilt, Dates{}, c.now)); got != c.want {
			t.Errorf("%s: mends %q, want %q", c.name, got, c.want)
		}
	}
}

// Two deadlines stand side by side; each complaint says which one it is about.
func TestRule_A5_ComplaintsNameTheirDeadline(t *testing.T) {
	p, text := pilot(t)
	got := WrongDates(p, text, Dates{}, at("2020-06-01T00:00"))
	if len(got) != 2 || !strings.HasPrefix(got[0].Message, "电子版截止时间已经过去") || !strings.HasPrefix(got[1].Message, "纸质版截止时间已经过去") {
		t.Errorf("after both deadlines: %v", got)
	}
}

func TestRule_A5_OnlyPutOff(t *testing.T) {
	p, text := pilot(t)
	before := Dates{Electronic: at("2020-05-20T00:00"), Paper: at("2020-05-20T00:00")}
	if got := keys(WrongDates(p, text, before, may13)); got != "date_electronic date_paper" {
		t.Errorf("brought forward by a day: mends %q", got)
	}
	same := Dates{Electronic: at("2020-05-19T00:00"), Paper: at("2020-05-19T00:00")}
	if got := WrongDates(p, text, same, may13); len(got) > 0 {
		t.Errorf("left where it was: %v", got)
	}
}

func TestRule_A5_MidnightIsLate(t *testing.T) {
	_, text := pilot(t)
	p, _ := pilot(t)
	d := text.DatesIn(p)
	if want := at("2020-05-19T00:00"); !d.Electronic.Equal(want) || !d.Paper.Equal(want) {
		t.Fatalf("18 May is stored as %v and %v", d.Electronic, d.Paper)
	}
	last := at("2020-05-19T00:00").Add(-time.Microsecond)
	if Over(d, last) || !d.OpenAt(last) {
		t.Error("the last microsecond of 18 May is late")
	}
	if !Over(d, d.Electronic) || d.OpenAt(d.Electronic) {
		t.Error("midnight is in time")
	}
	if d.OpenAt(d.Opens.Add(-time.Microsecond)) || !d.OpenAt(d.Opens) {
		t.Error("the opening is not at its instant")
	}
}

func TestRule_A5_Reminders(t *testing.T) {
	d := Dates{Opens: at("2020-05-12T00:00"), Electronic: at("2020-05-19T00:00")}
	for _, c := range []struct {
		now  string
		want map[string]string
	}{
		{"2020-05-10T08:00", map[string]string{DueOpens: "2020-05-12T00:00", DueSoon: "2020-05-16T09:00", DueLastDay: "2020-05-18T09:00", DueClosed: "2020-05-19T00:00"}},
		{"2020-05-13T12:00", map[string]string{DueOpens: "2020-05-13T12:00", DueSoon: "2020-05-16T09:00", DueLastDay: "2020-05-18T09:00", DueClosed: "2020-05-19T00:00"}},
		{"2020-05-17T12:00", map[string]string{DueOpens: "2020-05-17T12:00", DueLastDay: "2020-05-18T09:00", DueClosed: "2020-05-19T00:00"}},
		{"2020-05-18T12:00", map[string]string{DueOpens: "2020-05-18T12:00", DueClosed: "2020-05-19T00:00"}},
	} {
		got := Reminders(d, at(c.now))
		if len(got) != len(c.want) {
			t.Errorf("at %s: %v", c.now, got)
		}
		for kind, want := range c.want {
			if !got[kind].Equal(at(want)) {
				t.Errorf("at %s: %s falls due %v, want %s", c.now, kind, got[kind], want)
			}
		}
	}
	noon := Reminders(Dates{Opens: d.Opens, Electronic: at("2020-05-18T08:00")}, at("2020-05-13T12:00"))
	if _, told := noon[DueLastDay]; told {
		t.Error("told of a last day after its end")
	}
}
