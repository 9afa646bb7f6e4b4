package accept

import (
	"testing"
	"time"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/worldtest"
)

// Only the print of the version in force counts; an old one is registered and owed, a foreign one is neither.
func TestRule_A4_StandingOfAPaper(t *testing.T) {
	second := direct
	second.Version = 2
	for name, c := range map[string]struct {
		a       apply.Application
		version int
		want    Standing
	}{
		"in force":            {second, 2, PaperInForce},
		"old":                 {second, 1, PaperOld},
		"of a returned one":   {in(second, apply.StateReturned), 2, PaperOld},
		"of a withdrawn one":  {in(second, apply.StateWithdrawn), 2, PaperOld},
		"accepted":            {in(second, apply.StateAccepted), 2, PaperInForce},
		"no version":          {second, 0, PaperForeign},
		"a version not there": {second, 3, PaperForeign},
		"nobody's":            {apply.Application{}, 1, PaperForeign},
	} {
		if got := StandingOf(c.a, c.version); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Three copies, each sealed, of the version in force (A4); an old version's do not count.
func TestRule_A4_ThreeSealedCopiesOwed(t *testing.T) {
	p, second := worldtest.Pilot(t), direct
	second.Version = 2
	deadline := time.Date(2020, 5, 18, 16, 0, 0, 0, time.UTC)
	early, late := calendar.Date(2020, 5, 18), calendar.Date(2020, 5, 19)
	for name, c := range map[string]struct {
		papers          []Paper
		owed, old, late int
	}{
		"nothing":           {nil, 3, 0, 0},
		"three sealed":      {[]Paper{{Version: 2, Copies: 3, Sealed: 3, Received: early}}, 0, 0, 0},
		"one not sealed":    {[]Paper{{Version: 2, Copies: 3, Sealed: 2, Received: early}}, 1, 0, 0},
		"in two envelopes":  {[]Paper{{Version: 2, Copies: 1, Sealed: 1, Received: early}, {Version: 2, Copies: 2, Sealed: 2, Received: late}}, 0, 0, 2},
		"of the old one":    {[]Paper{{Version: 1, Copies: 3, Sealed: 3, Received: early}}, 3, 3, 0},
		"wrongly entered":   {[]Paper{{Version: 2, Copies: 3, Sealed: 3, Received: early, Standing: PaperMistaken}, {Version: 1, Copies: 1, Standing: PaperMistaken}}, 3, 0, 0},
		"more than is owed": {[]Paper{{Version: 2, Copies: 5, Sealed: 5, Received: early}}, 0, 0, 0},
	} {
		got := TallyOf(p, second, c.papers, deadline)
		if got.Owed(p.Paper) != c.owed || got.Old != c.old || got.Late != c.late {
			t.Errorf("%s: %+v owes %d", name, got, got.Owed(p.Paper))
		}
	}
	loose := *p.Paper
	loose.Sealed = false
	if got := (Tally{Copies: 3}).Owed(&loose); got != 0 {
		t.Errorf("a programme that asks no seal: %d owed", got)
	}
	if got := (Tally{}).Owed(nil); got != 0 {
		t.Errorf("a programme that wants no paper: %d owed", got)
	}
}

// In time is what was received by then, or posted by then where the programme says so (A5). 24:00 counts the day in.
func TestRule_A5_PaperInTime(t *testing.T) {
	deadline := calendar.EndOfDay(calendar.Date(2020, 5, 18))
	on := func(posted, received int) Paper {
		p := Paper{Received: calendar.Date(2020, 5, received)}
		if posted > 0 {
			p.Posted = calendar.Date(2020, 5, posted)
		}
		return p
	}
	for name, c := range map[string]struct {
		by   programme.InTime
		p    Paper
		want bool
	}{
		"received on the day":          {programme.Received, on(17, 18), true},
		"received a day late":          {programme.Received, on(17, 19), false},
		"posted on the day":            {programme.Posted, on(18, 20), true},
		"posted a day late":            {programme.Posted, on(19, 20), false},
		"posted, the day is not known": {programme.Posted, on(0, 18), true},
		"posted, not known, came late": {programme.Posted, on(0, 19), false},
	} {
		if got := InTime(c.by, c.p, deadline); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !InTime(programme.Received, on(0, 30), time.Time{}) {
		t.Error("without a deadline nothing is late")
	}
}

// A registration is never refused for what the paper is; only for what cannot be.
func TestRule_A4_WhatIsWronglyTypedAtTheCounter(t *testing.T) {
	p, today := worldtest.Pilot(t), calendar.Date(2020, 5, 16)
	right := Paper{Application: "a", Version: 1, Copies: 3, Sealed: 3, Seal: SealOwn, Pages: 12, Posted: today.Add(-2), Received: today, Courier: "SF1"}
	foreign := Paper{Copies: 1, Received: today, Note: "某单位的工作总结"}
	change := func(p Paper, f func(*Paper)) Paper { f(&p); return p }
	for name, c := range map[string]struct {
		kind string
		in   Paper
		key  string
	}{
		"right":                    {"society", right, ""},
		"foreign":                  {"", foreign, ""},
		"an old version":           {"society", change(right, func(p *Paper) { p.Version = 7 }), ""},
		"sealed by the host":       {"society", change(right, func(p *Paper) { p.Seal = SealHost }), ""},
		"no host for a county":     {"county", change(right, func(p *Paper) { p.Seal = SealHost }), "seal"},
		"no copy":                  {"society", change(right, func(p *Paper) { p.Copies, p.Sealed = 0, 0 }), "copies"},
		"too many copies":          {"society", change(right, func(p *Paper) { p.Copies = 21 }), "copies"},
		"more seals than copies":   {"society", change(right, func(p *Paper) { p.Sealed = 4 }), "sealed"},
		"whose seal":               {"society", change(right, func(p *Paper) { p.Seal = SealNone }), "seal"},
		"received tomorrow":        {"society", change(right, func(p *Paper) { p.Received = today.Add(1) }), "received"},
		"received on no day":       {"society", change(right, func(p *Paper) { p.Received, p.Posted = calendar.Day{}, calendar.Day{} }), "received"},
		"posted after it was here": {"society", change(right, func(p *Paper) { p.Posted = today.Add(1) }), "posted"},
		"too many pages":           {"society", change(right, func(p *Paper) { p.Pages = 2001 }), "pages"},
		"foreign without words":    {"", change(foreign, func(p *Paper) { p.Note = "" }), "note"},
	} {
		f, _ := fault.As(wrongPaper(p, c.kind, c.in, today))
		if c.key == "" && f != nil || c.key != "" && (f == nil || len(f.Fields) != 1 || f.Fields[0].Key != c.key) {
			t.Errorf("%s: %v", name, f)
		}
	}
}

// A correction holds while the form still says what it put right.
func TestCorrected(t *testing.T) {
	sheets := []Correction{{Items: []Change{{"contact_phone", "139", "138"}}}, {Items: []Change{{"contact_phone", "138", "137"}, {"head_email", "/", "a@b.cn"}}}}
	got := Corrected(map[string]string{"contact_phone": "139", "head_email": "/", "head_phone": "130"}, sheets)
	if got["contact_phone"] != "137" || got["head_email"] != "a@b.cn" || got["head_phone"] != "130" {
		t.Errorf("%v", got)
	}
	if got := Corrected(map[string]string{"contact_phone": "136"}, sheets); got["contact_phone"] != "136" {
		t.Errorf("a later version says its own: %v", got)
	}
}

func TestChanges(t *testing.T) {
	fields := apply.CorrectableFields(worldtest.Pilot(t), "society")
	if len(fields) != 4 {
		t.Fatalf("%d fields can be put right, want two phones and two addresses", len(fields))
	}
	now := map[string]string{"head_phone": "13800000000", "contact_phone": "13900000000", "head_email": "/", "contact_email": "/"}
	for name, c := range map[string]struct {
		texts map[string]string
		want  int // items; 0: refused
	}{
		"a phone":              {map[string]string{"head_phone": "0531-82073000"}, 1},
		"phone and mail":       {map[string]string{"head_phone": "13700000000", "contact_email": "a@b.cn"}, 2},
		"nothing new":          {map[string]string{"head_phone": "13800000000"}, 0},
		"no phone":             {map[string]string{"head_phone": "一三八"}, 0},
		"a phone may not be /": {map[string]string{"head_phone": "/"}, 0},
		"a mail may be /":      {map[string]string{"head_phone": "13700000000", "head_email": "/"}, 1},
		"no mail":              {map[string]string{"contact_email": "a@b"}, 0},
		"no other field":       {map[string]string{"work_plan": "新的计划"}, 0},
	} {
		items, err := changes(fields, now, c.texts)
		if len(items) != c.want || (err == nil) != (c.want > 0) {
			t.Errorf("%s: %v %v", name, items, err)
		}
	}
}
