package run

import (
	"strings"
	"testing"
	"time"

	seed "shidian/assets/calendar"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/fault"
)

func keys(wrong []fault.Field) string {
	list := make([]string, len(wrong))
	for i, f := range wrong {
		list[i] = f.Key
	}
	return strings.Join(list, " ")
}

func TestRule_R3_ANoteSaysWhatWasDoneAndWhen(t *testing.T) {
	today := calendar.Date(2020, 7, 1)
	for _, c := range []struct {
		x    Noted
		want string
	}{
		{Noted{NoteVisit, "2020-07-01", "到县里走访"}, ""},
		{Noted{NoteExchange, "2020-06-30", "观摩"}, ""},
		{Noted{NoteVisit, "2020-07-02", "将要走访"}, "day"},
		{Noted{NoteContact, "", " "}, "day words"},
		{Noted{"other", "2020-07-01", strings.Repeat("字", mostSaid)}, "kind"},
		{Noted{NoteContact, "2020-07-01", strings.Repeat("字", mostSaid+1)}, "words"},
	} {
		if got := keys(WrongNote(c.x, today)); got != c.want {
			t.Errorf("%+v: %q, want %q", c.x.Kind, got, c.want)
		}
	}
}

func TestRule_R4_AnExchangeIsNotedWithItsDayAndWhatCameOfIt(t *testing.T) {
	today := calendar.Date(2020, 7, 1)
	if got := keys(WrongNote(Noted{NoteExchange, "2020-07-01", "到丙县观摩"}, today)); got != "" {
		t.Error(got)
	}
	if got := keys(WrongNote(Noted{NoteExchange, "2020-07-02", ""}, today)); got != "day words" {
		t.Error(got)
	}
}

func TestTheNextMilestoneIsTheNearestThatIsNotPast(t *testing.T) {
	all := []Milestone{{Key: "m1", By: ymd("2021-06-30")}, {Key: "m2", By: ymd("2020-12-31")}, {Key: "m3", By: ymd("2020-12-31")}, {Key: "m4", By: ymd("2022-06-30")}}
	for day, want := range map[string]string{"2020-07-01": "m2", "2020-12-31": "m2", "2021-01-01": "m1", "2022-06-30": "m4", "2022-07-01": ""} {
		got := ""
		if next := NextMilestone(all, ymd(day)); next != nil {
			got = next.Key
		}
		if got != want {
			t.Errorf("from %s on: %q, want %q", day, got, want)
		}
	}
}

func TestRule_R3_AProblemIsRaisedInWords(t *testing.T) {
	if got := keys(WrongProblem("经费", "没有到位")); got != "" {
		t.Error(got)
	}
	if got := keys(WrongProblem(" ", "\n")); got != "title words" {
		t.Error(got)
	}
	if got := keys(WrongProblem(strings.Repeat("字", mostTitle+1), strings.Repeat("字", mostSaid+1))); got != "title words" {
		t.Error(got)
	}
	if got := keys(WrongProblem(strings.Repeat("字", mostTitle), strings.Repeat("字", mostSaid))); got != "" {
		t.Error(got)
	}
}

func TestRule_R3_AProblemGoesOnUntilItIsClosed(t *testing.T) {
	allowed := map[[2]act.State]bool{
		{ProblemOpen, ProblemAnswered}: true, {ProblemEscalated, ProblemAnswered}: true,
		{ProblemOpen, ProblemEscalated}: true, {ProblemAnswered, ProblemEscalated}: true,
		{ProblemOpen, ProblemClosed}: true, {ProblemAnswered, ProblemClosed}: true, {ProblemEscalated, ProblemClosed}: true}
	for from := range ProblemTitles {
		for _, to := range []act.State{ProblemAnswered, ProblemEscalated, ProblemClosed} {
			err := MayStep(from, to)
			if (err == nil) != allowed[[2]act.State{from, to}] {
				t.Errorf("%s to %s: %v", from, to, err)
			}
			if err != nil && !fault.Is(err, fault.KindConflict) {
				t.Errorf("%s to %s: %v", from, to, err)
			}
		}
	}
}

// held is whom a problem waits for.
type held struct {
	state      act.State
	department string
	want       Holder
}

func holds(t *testing.T, cases ...held) {
	t.Helper()
	for _, c := range cases {
		if got := HolderOf(c.state, c.department); got != c.want {
			t.Errorf("%s of %q waits for %q, want %q", c.state, c.department, got, c.want)
		}
	}
}

func TestRule_R3_AProblemWaitsForTheContactAndThenForWhoRaisedIt(t *testing.T) {
	holds(t, held{ProblemOpen, "甲部室", WithContact}, held{ProblemAnswered, "甲部室", WithPilotUnit}, held{ProblemAnswered, "", WithPilotUnit},
		held{ProblemClosed, "甲部室", Nobody}, held{ProblemClosed, "", Nobody})
}

func TestRule_R5_WhatNoDepartmentSolvesWaitsForTheOffice(t *testing.T) {
	holds(t, held{ProblemOpen, "", WithOffice}, held{ProblemEscalated, "甲部室", WithOffice}, held{ProblemEscalated, "", WithOffice}, held{ProblemOpen, "甲部室", WithContact})
}

func TestRule_R3_HowLongAProblemHasWaited(t *testing.T) {
	rows, err := seed.Rows()
	if err != nil {
		t.Fatal(err)
	}
	years, err := calendar.NewYears(rows)
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", s, clock.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, c := range [][3]string{
		{"2020-06-24 09:00", "2020-06-24 23:59", "0个工作日"},
		{"2020-06-24 23:59", "2020-06-28 00:00", "1个工作日"}, // 25 to 27 June are the festival, Sunday 28 is worked
		{"2020-06-24 09:00", "2020-06-30 09:00", "3个工作日"},
		{"2050-01-01 09:00", "2050-01-11 08:00", "10天"}, // no calendar yet
	} {
		if got := Waited(years, at(c[0]), at(c[1])); got != c[2] {
			t.Errorf("%s to %s: %s, want %s", c[0], c[1], got, c[2])
		}
	}
}

func TestRule_A8_EachPilotNamesWhoLeadsAndWhichDepartmentAnswers(t *testing.T) {
	whole := somebody()
	if wrong := WrongPersons(whole); len(wrong) > 0 {
		t.Errorf("%v", wrong)
	}
	for want, cut := range map[string]func(*Persons){
		"leader_name":   func(p *Persons) { p.Leader.Name = " " },
		"leader_post":   func(p *Persons) { p.Leader.Post = "" },
		"department":    func(p *Persons) { p.Department = "" },
		"contact_name":  func(p *Persons) { p.Contact.Name = "" },
		"contact_phone": func(p *Persons) { p.Contact.Phone = strings.Repeat("1", mostName+1) },
		"leader_phone":  func(p *Persons) { p.Leader.Phone = strings.Repeat("1", mostName+1) },
		"contact_post":  func(p *Persons) { p.Contact.Post = strings.Repeat("职", mostName+1) },
	} {
		p := whole
		cut(&p)
		if got := keys(WrongPersons(p)); got != want {
			t.Errorf("%q is wrong, want %q", got, want)
		}
	}
	if got := keys(WrongPersons(Persons{})); got != "contact_name contact_phone department leader_name leader_post" {
		t.Errorf("nobody: %q", got)
	}
	long := whole
	long.Leader.Phone, long.Contact.Post = strings.Repeat("1", mostName), strings.Repeat("职", mostName)
	if wrong := WrongPersons(long); len(wrong) > 0 {
		t.Errorf("%v", wrong)
	}
}

// somebody are persons with nothing wrong.
func somebody() Persons {
	return Persons{Leader: Person{Name: "某甲", Post: "副主席", Phone: "13800000000"}, Department: "学会部", Contact: Person{Name: "某乙", Post: "科长", Phone: "13900000000"}}
}
