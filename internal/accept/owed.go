package accept

import (
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/store"
)

// Owing is an application whose paper is not complete.
type Owing struct {
	Application apply.Application
	Tally       Tally
	Owed        int       // copies still to come
	Until       time.Time // the paper's deadline, or that of a supplement of paper; zero: none
	Late        bool      // it is over
}

// wantsPaper are the states in which the paper of the version in force is waited for. Of what is returned the next
// version's will be.
var wantsPaper = []act.State{apply.StateSubmitted, apply.StateOverrun, apply.StateEndorsed, apply.StateAccepted}

// Owes lists who still owes paper in a cohort, by number; nobody where the programme wants none (A4, A5).
func Owes(t *store.Tx, cohort string) ([]Owing, error) {
	c, err := call.Get(t, cohort)
	if err != nil || c.Programme.Paper == nil {
		return nil, err
	}
	dates, err := call.DatesFor(t, cohort, "")
	if err != nil {
		return nil, err
	}
	all, err := everyOne(t, cohort)
	if err != nil {
		return nil, err
	}
	papers, err := papersByApplication(t, cohort)
	if err != nil {
		return nil, err
	}
	latest, err := latestConclusions(t, cohort)
	if err != nil {
		return nil, err
	}
	var owing []Owing
	for _, a := range all {
		if !slices.Contains(wantsPaper, a.State) {
			continue
		}
		tally := TallyOf(c.Programme, a, papers[a.ID], dates.Paper)
		o := Owing{Application: a, Tally: tally, Owed: tally.Owed(c.Programme.Paper), Until: dates.Paper}
		if last := latest[a.ID]; last.Outcome == PaperToMend && last.Version == a.Version {
			o.Until = last.Until
		}
		if o.Owed == 0 {
			continue
		}
		o.Late = !o.Until.IsZero() && apply.Late(t.Now(), o.Until)
		owing = append(owing, o)
	}
	return owing, nil
}

// everyOne lists all of a cohort's applications that the office may see.
func everyOne(t *store.Tx, cohort string) ([]apply.Application, error) {
	list, err := apply.List(t, access.Actor{Roles: []access.Role{access.Approver}}, apply.Filter{Cohort: cohort, Page: -1})
	return list.Applications, err
}
