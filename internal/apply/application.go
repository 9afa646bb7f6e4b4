package apply

import (
	"cmp"
	"time"

	"shidian/internal/act"
)

// Application is one unit's application in one cohort.
type Application struct {
	ID         string
	Cohort     string
	Definition string // hash of the programme's definition it is filled in by
	Unit       string
	UnitName   string // the name the unit had when it began
	Kind       string // the programme's key
	Subject    string // the person whom the unit nominates, "" where the unit applies itself: personal data
	City       string // the unit that recommends it (the county's city, or for a person the unit itself), "" when it applies directly (A6)
	CityName   string
	Number     string // SD-2020-0137, by the programme's prefix, given at the first submit; "" before
	State      act.State
	Version    int   // last frozen, 0 none
	Contents   []int // the reform contents of the last frozen version, by their numbers in the notice
	TypedIn    bool  // the office typed it in (A4)
	Confirmed  bool  // and the unit confirmed it; true for those the unit began itself
	StartedAt  time.Time
	Submitted  time.Time // when the last version was submitted; zero before
	SavedAt    time.Time // when something of the draft was last saved
	Revision   int64     // grows with every saved change of the draft
}

// Title is the state on the screen; for a submitted one it says whom it waits for.
func (a Application) Title() string {
	if a.State == StateSubmitted {
		if a.City != "" {
			return "待推荐单位审核"
		}
		return "待形式审查"
	}
	return Titles[a.State]
}

// Name is whom the application is about, for lists and heads that its readers see: the person, else the unit. It never
// goes into a log, the ledger or a public page.
func (a Application) Name() string { return cmp.Or(a.Subject, a.UnitName) }

// Direct tells whether nobody else's recommendation is asked (A6).
func (a Application) Direct() bool { return a.City == "" }

// Object is the application's name in the ledger.
func Object(id string) string { return "application/" + id }
