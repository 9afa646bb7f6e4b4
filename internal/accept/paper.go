package accept

import (
	"time"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Standing is what a paper was when it came in.
type Standing string

// The standings.
const (
	PaperInForce  Standing = "in_force"
	PaperOld      Standing = "old"
	PaperForeign  Standing = "foreign"
	PaperMistaken Standing = "mistaken" // the registration was wrong: it counts for nothing
)

// StandingTitles are their names on the screen.
var StandingTitles = map[Standing]string{PaperInForce: "现行版本", PaperOld: "旧版，待补", PaperForeign: "非本件", PaperMistaken: "登记有误"}

// Seal is whose seal was seen on the copies.
type Seal string

// The seals.
const (
	SealNone Seal = ""
	SealOwn  Seal = "own"
	SealHost Seal = "host" // of the body that the unit belongs to, where the programme takes it
)

// SealTitles are their names on the screen.
var SealTitles = map[Seal]string{SealNone: "未见公章", SealOwn: "本单位公章", SealHost: "依托单位公章"}

// Paper is what one envelope brought.
type Paper struct {
	ID          string
	Cohort      string
	Application string   // "" for a foreign one
	Version     int      // 0 for a foreign one
	Standing    Standing // as it was found when it came in, or PaperMistaken
	Copies      int
	Sealed      int // of them, with a seal
	Seal        Seal
	Pages       int          // of one copy, as counted; 0: not counted
	Posted      calendar.Day // zero: unknown
	Received    calendar.Day
	Courier     string // courier number, "" when brought
	Note        string
	At          time.Time // when it was registered
	Account     string
	Mistake     string // why the registration was wrong, "" where it stands
}

// object is what an act on a paper is about: its application, or of a foreign one the cohort.
func (p Paper) object() string {
	if p.Application == "" {
		return call.Object(p.Cohort)
	}
	return apply.Object(p.Application)
}

// Today tells what a registered paper of an application is today.
func (p Paper) Today(a apply.Application) Standing {
	if p.Standing == PaperMistaken {
		return PaperMistaken
	}
	return StandingOf(a, p.Version)
}

// StandingOf tells what a paper of a version is today: only the print of the version in force counts.
func StandingOf(a apply.Application, version int) Standing {
	switch {
	case a.ID == "" || version < 1 || version > a.Version:
		return PaperForeign
	case version == a.Version && apply.InForce(a.State):
		return PaperInForce
	}
	return PaperOld
}

// InTime tells whether a paper reached the province by the deadline: by the day it was received or posted, as the
// programme says (A5). A deadline of 24:00 on a day counts that day in. Where the posting day is unknown the receipt counts.
func InTime(by programme.InTime, p Paper, deadline time.Time) bool {
	day := p.Received
	if by == programme.Posted && !p.Posted.IsZero() {
		day = p.Posted
	}
	return deadline.IsZero() || day.Start().Before(deadline)
}

// Papers lists what was registered for an application, the newest first.
func Papers(t *store.Tx, id string) ([]Paper, error) { return selectPapers(t, id) }

// RecentPapers lists what was registered last in a cohort, foreign ones included, the newest first.
func RecentPapers(t *store.Tx, cohort string, limit int) ([]Paper, error) {
	return selectRecentPapers(t, cohort, limit)
}

// Tally is what there is of one application's paper today.
type Tally struct {
	Copies int // of the version in force
	Sealed int
	Late   int // of the version in force, copies that came after the deadline
	Old    int // of earlier versions
}

// TallyOf adds up papers against the version in force.
func TallyOf(p *programme.Programme, a apply.Application, papers []Paper, deadline time.Time) Tally {
	var t Tally
	for _, one := range papers {
		switch one.Today(a) {
		case PaperInForce:
		case PaperMistaken:
			continue
		default:
			t.Old += one.Copies
			continue
		}
		t.Copies += one.Copies
		t.Sealed += one.Sealed
		if !InTime(p.Settings.InTimeBy.Value, one, deadline) {
			t.Late += one.Copies
		}
	}
	return t
}

// Owed is how many copies are still to come (A4): those that count are of the version in force and, where the
// programme asks it, sealed.
func (t Tally) Owed(p *programme.Paper) int {
	if p == nil {
		return 0
	}
	have := t.Copies
	if p.Sealed {
		have = t.Sealed
	}
	return max(0, p.Copies-have)
}
