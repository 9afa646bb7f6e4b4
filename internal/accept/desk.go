package accept

import (
	"slices"
	"strings"
	"time"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Step is where an application stands for the office.
type Step string

// The steps, in the order of the screen.
const (
	StepCheck   Step = "check"
	StepMending Step = "mending"
	StepOverdue Step = "overdue"
	StepAgain   Step = "again"
	StepOverrun Step = "overrun"
	StepSecond  Step = "second" // proposed, and the approver has it
	StepCity    Step = "city"
	StepDone    Step = "done"
	StepRefused Step = "refused"
	StepOther   Step = "other"
)

// Steps lists them in the order of the screen.
var Steps = []Step{StepCheck, StepMending, StepOverdue, StepAgain, StepOverrun, StepSecond, StepCity, StepDone, StepRefused, StepOther}

// StepTitles are their names on the screen.
var StepTitles = map[Step]string{StepCheck: "待形式审查", StepMending: "补正中", StepOverdue: "补正逾期", StepAgain: "申请复核", StepOverrun: "超出名额待研究",
	StepSecond: "待审签", StepCity: "推荐单位审核中", StepDone: "已受理", StepRefused: "不予受理", StepOther: "其他"}

// Row is one application on the office's desk.
type Row struct {
	apply.Application
	Step   Step
	Items  int       // how many items are asked
	Passed int       // how many of them are noted as passed in the draft
	Owed   int       // copies of paper still to come
	Until  time.Time // of a supplement that was asked for; zero: none
}

// Ready tells whether somebody has gone through all items and found all of them passed: it may be accepted with others.
func (r Row) Ready() bool { return r.Step == StepCheck && r.Passed == r.Items }

// View narrows the desk; zero values do not.
type View struct {
	Kind    string
	City    string // a unit's id: the recommender and whom it recommends
	Content int    // number of a reform content
	Step    Step
	Owing   bool // only those that owe paper
	Search  string
}

// meant is a view with the units that it means beside the one that it names: papers stand under old units and names.
type meant struct {
	View
	cities   []string // the city and those in whose place it came
	searched []string // units that the search means though their papers say another name
}

func (v View) meant(t *store.Tx) (m meant, err error) {
	m.View = v
	if v.City != "" {
		before, err := unit.Ancestry(t, v.City)
		if err != nil {
			return m, err
		}
		m.cities = append(before, v.City)
	}
	if text := strings.TrimSpace(v.Search); text != "" {
		m.searched, err = unit.Formerly(t, text)
	}
	return m, err
}

// Listing is the desk by a view, with counts of each choice over the other choices of the view.
type Listing struct {
	Rows     []Row
	Steps    map[Step]int
	Kinds    map[string]int
	Cities   map[string]int
	Contents map[int]int
	Owing    int
}

// Desk lists a cohort's applications as the office works through them: what waits for it first, each part by number.
func Desk(t *store.Tx, c call.Cohort, v View) (Listing, error) {
	m, err := v.meant(t)
	if err != nil {
		return Listing{}, err
	}
	rows, err := deskRows(t, c)
	if err != nil {
		return Listing{}, err
	}
	l := Listing{Steps: map[Step]int{}, Kinds: map[string]int{}, Cities: map[string]int{}, Contents: map[int]int{}}
	for _, r := range rows {
		l.count(r, m)
	}
	slices.SortStableFunc(l.Rows, func(a, b Row) int { return rank(a.Step) - rank(b.Step) })
	return l, nil
}

// rank puts what waits for the office before what does not.
func rank(s Step) int {
	switch s {
	case StepAgain, StepOverdue:
		return 0
	case StepCheck:
		return 1
	}
	return 2
}

func deskRows(t *store.Tx, c call.Cohort) ([]Row, error) {
	all, err := everyOne(t, c.ID)
	if err != nil {
		return nil, err
	}
	passed, err := draftCounts(t, c.ID)
	if err != nil {
		return nil, err
	}
	again, err := openAgain(t, c.ID)
	if err != nil {
		return nil, err
	}
	known, err := paperworkOf(t, c)
	if err != nil {
		return nil, err
	}
	proposed, err := act.Awaiting(t)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, len(all))
	for i, a := range all {
		r, _, err := apply.ReturnOf(t, a)
		if err != nil {
			return nil, err
		}
		asked, owing := known.asked(a), known.owing(a)
		_, second := again[a.ID]
		rows[i] = Row{Application: a, Step: proposedStep(stepOf(a, r, asked, second, t.Now()), proposed[apply.Object(a.ID)]),
			Items: len(ItemsFor(c.Programme, a.Kind)), Passed: passed[a.ID], Owed: owing.Owed, Until: untilOf(a, r, asked)}
	}
	return rows, nil
}

// untilOf is the date of a supplement: of a return, or of the paper that is asked for.
func untilOf(a apply.Application, r apply.Return, asked Conclusion) time.Time {
	if a.State == apply.StateReturned {
		return r.Until
	}
	return asked.Until
}

// stepOf says where an application stands for the office. asked is the paper that is still to come; second tells
// whether a second look waits for its answer.
func stepOf(a apply.Application, r apply.Return, asked Conclusion, second bool, now time.Time) Step {
	byOffice := r.ID != "" && r.Unit != a.City
	switch {
	case Overdue(a, r, asked, now):
		return StepOverdue
	case a.State == apply.StateReturned && byOffice, MayCheck(a) == nil && asked.Outcome == PaperToMend:
		return StepMending
	case MayCheck(a) == nil:
		return StepCheck
	case a.State == apply.StateNotAccepted && second:
		return StepAgain
	case a.State == apply.StateNotAccepted:
		return StepRefused
	case a.State == apply.StateOverrun:
		return StepOverrun
	case a.State == apply.StateSubmitted, a.State == apply.StateReturned:
		return StepCity
	case a.State == apply.StateAccepted:
		return StepDone
	}
	return StepOther
}

// proposedStep puts what waits for its second person apart from what waits for the first.
func proposedStep(s Step, proposed bool) Step {
	if proposed && slices.Contains([]Step{StepCheck, StepOverdue, StepAgain, StepOverrun}, s) {
		return StepSecond
	}
	return s
}

// facets are the questions of a view; a count of one question's choices leaves that question out.
const (
	byNone = iota
	byStep
	byKind
	byCity
	byContent
	byOwing
)

func (l *Listing) count(r Row, v meant) {
	if r.fits(v, byNone) {
		l.Rows = append(l.Rows, r)
	}
	if r.fits(v, byStep) {
		l.Steps[r.Step]++
	}
	if r.fits(v, byKind) {
		l.Kinds[r.Kind]++
	}
	if r.fits(v, byCity) {
		l.Cities[r.City]++
		if r.City == "" {
			l.Cities[r.Unit]++
		}
	}
	if r.fits(v, byContent) {
		for _, n := range r.Contents {
			l.Contents[n]++
		}
	}
	if r.fits(v, byOwing) && r.Owed > 0 {
		l.Owing++
	}
}

func (r Row) fits(v meant, but int) bool {
	text := strings.TrimSpace(v.Search)
	return (but == byStep || v.Step == "" || r.Step == v.Step) &&
		(but == byKind || v.Kind == "" || r.Kind == v.Kind) &&
		(but == byCity || v.City == "" || slices.Contains(v.cities, r.City) || slices.Contains(v.cities, r.Unit)) &&
		(but == byContent || v.Content == 0 || slices.Contains(r.Contents, v.Content)) &&
		(but == byOwing || !v.Owing || r.Owed > 0) &&
		(text == "" || strings.Contains(r.Subject+" "+r.UnitName+" "+r.CityName, text) || strings.Contains(r.Number, apply.NormalNumber(text)) ||
			slices.Contains(v.searched, r.Unit) || slices.Contains(v.searched, r.City))
}

// NextToCheck is the next application of a cohort that waits for its check, by number after this one, then from the
// beginning; left is how many wait, 0: none does.
func NextToCheck(t *store.Tx, c call.Cohort, number string) (next apply.Application, left int, err error) {
	underWay, err := underWayIn(t, c)
	if err != nil {
		return next, 0, err
	}
	apart := apartFrom(underWay)
	if left, err = countToCheck(t, c.ID); err != nil || left == len(apart) {
		return next, 0, err
	}
	first := func(after string) (id string, err error) {
		ids, err := selectToCheck(t, c.ID, after, len(apart)+1)
		ids = slices.DeleteFunc(ids, func(id string) bool { return apart[id] })
		if len(ids) > 0 {
			id = ids[0]
		}
		return id, err
	}
	id, err := first(number)
	if err == nil && id == "" {
		id, err = first("")
	}
	if err != nil {
		return next, 0, err
	}
	next, err = apply.Get(t, id)
	return next, left - len(apart), err
}
