package accept

import (
	"slices"
	"time"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/programme"
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
	known, err := paperworkOf(t, c)
	if err != nil {
		return nil, err
	}
	all, err := everyOne(t, cohort)
	var owing []Owing
	for _, a := range all {
		if o := known.owing(a); o.Owed > 0 {
			owing = append(owing, o)
		}
	}
	return owing, err
}

// paperwork is what is known of a cohort's paper, read once for all its applications.
type paperwork struct {
	programme *programme.Programme
	until     time.Time // the paper's deadline
	now       time.Time
	papers    map[string][]Paper
	latest    map[string]Conclusion
}

func paperworkOf(t *store.Tx, c call.Cohort) (w paperwork, err error) {
	dates, err := call.DatesFor(t, c.ID, "")
	if err != nil {
		return w, err
	}
	w = paperwork{programme: c.Programme, until: dates.Paper, now: t.Now()}
	if w.papers, err = papersByApplication(t, c.ID); err != nil {
		return w, err
	}
	w.latest, err = latestConclusions(t, c.ID)
	return w, err
}

// asked is the paper that the office asked this application for and that is still to come; zero: none.
func (w paperwork) asked(a apply.Application) Conclusion {
	return stillAsked(w.programme, a, w.latest[a.ID], w.papers[a.ID])
}

// owing is what an application owes: Owed is 0 where nothing is waited for.
func (w paperwork) owing(a apply.Application) Owing {
	o := Owing{Application: a, Until: w.until, Tally: TallyOf(w.programme, a, w.papers[a.ID], w.until)}
	if slices.Contains(wantsPaper, a.State) {
		o.Owed = o.Tally.Owed(w.programme.Paper)
	}
	if asked := w.asked(a); asked.ID != "" {
		o.Until = asked.Until
	}
	o.Late = o.Owed > 0 && !o.Until.IsZero() && apply.Late(w.now, o.Until)
	return o
}

// everyOne lists all of a cohort's applications that the office may see.
func everyOne(t *store.Tx, cohort string) ([]apply.Application, error) {
	return apply.Every(t, apply.Filter{Cohort: cohort})
}
