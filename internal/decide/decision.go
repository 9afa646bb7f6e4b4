package decide

import (
	"slices"
	"time"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// The states of a decision.
const (
	Listed  act.State = "listed"  // 待研究: the list is drawn up
	Decided act.State = "decided" // 已研究
	Dropped act.State = "dropped" // 已撤回: drawn up anew before it was decided
)

// StateTitles are the states' names on the screen.
var StateTitles = map[act.State]string{Listed: "待研究", Decided: "已研究", Dropped: "已撤回"}

// Outcome is what was decided of one line.
type Outcome string

// The outcomes.
const (
	Agreed  Outcome = "agreed"
	Fewer   Outcome = "fewer"
	Struck  Outcome = "struck"
	Reserve Outcome = "reserve"
)

// OutcomeTitles are the outcomes' names on the screen.
var OutcomeTitles = map[Outcome]string{Agreed: "同意", Fewer: "核减内容后同意", Struck: "不列入", Reserve: "备选"}

// Grants tells whether the application goes on to the public notice.
func (o Outcome) Grants() bool { return o == Agreed || o == Fewer }

// Ranked is one application as the review placed it.
type Ranked struct {
	Application string
	Place       int    // 1 is the best; 0: no ranking, the programme has no review
	Score       string // combined, as it is printed: 87.33
	Spread      string // between the highest and the lowest
	Notes       string // what the body has to know: far-off scores, the overrun, declared relations
	Basis       string // of a later room's matter: the very look or hearing that the body decides on; not kept
}

// Line is one application of a decision. Contents are those granted, by their numbers in the notice.
type Line struct {
	Ranked
	Outcome  Outcome
	Contents []int
	Reason   string
}

// Left is who left the room while some of the lines were decided. Who is a name: never public.
type Left struct{ Who, About string }

// Decision is what a body decides: drawn up, then taken.
type Decision struct {
	ID         string
	Cohort     string
	Matter     programme.Matter
	Body       string
	State      act.State
	Session    string       // 期次: 2020年第6次主席办公会
	On         calendar.Day // of the session; the zero day before
	Excerpt    string       // hash of the excerpt
	PassedOver string       // why a better placed one is not on the list
	ListedAt   time.Time
	DecidedAt  time.Time
	Account    string // who drew it up, or confirmed it
	Lines      []Line // by place
	Left       []Left
}

// Object is the decision's name in the ledger.
func Object(id string) string { return "decision/" + id }

// Get reads a decision whole; NotFound when there is none.
func Get(t *store.Tx, id string) (Decision, error) {
	d, found, err := store.One(t, scanDecision, selectDecision+" WHERE id = $1", id)
	if err == nil && !found {
		err = fault.NotFound()
	}
	if err != nil {
		return d, err
	}
	return whole(t, d)
}

// Of lists a cohort's decisions whole, the newest first; the dropped ones are left out.
func Of(t *store.Tx, cohort string) ([]Decision, error) {
	all, err := store.Rows(t, scanDecision, selectDecision+" WHERE cohort = $1 AND state <> $2 ORDER BY listed_at DESC, id DESC", cohort, string(Dropped))
	for i := range all {
		if err == nil {
			all[i], err = whole(t, all[i])
		}
	}
	return all, err
}

func whole(t *store.Tx, d Decision) (_ Decision, err error) {
	if d.Lines, err = selectLines(t, d.ID); err != nil {
		return d, err
	}
	d.Left, err = selectLeft(t, d.ID)
	return d, err
}

// Line is the decision's line of an application; false when it has none.
func (d Decision) Line(application string) (Line, bool) {
	i := slices.IndexFunc(d.Lines, func(l Line) bool { return l.Application == application })
	if i < 0 {
		return Line{}, false
	}
	return d.Lines[i], true
}

// Granted are the lines that go on to the public notice.
func (d Decision) Granted() (lines []Line) {
	for _, l := range d.Lines {
		if l.Outcome.Grants() {
			lines = append(lines, l)
		}
	}
	return lines
}

// LastAbout is the newest line that a taken decision of the list has of an application; false when none has.
func LastAbout(t *store.Tx, application string) (Line, bool, error) { return lastLine(t, application) }

// LastOutcomes is what the newest taken decision of the list about each application of a cohort came to.
func LastOutcomes(t *store.Tx, cohort string) (map[string]Outcome, error) {
	rows, err := selectOutcomes(t, cohort)
	last := make(map[string]Outcome, len(rows))
	for _, row := range rows {
		last[row[0]] = Outcome(row[1])
	}
	return last, err
}
