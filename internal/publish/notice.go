package publish

import (
	"slices"
	"time"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// The states of a public notice, and of a release.
const (
	Draft    act.State = "draft"    // 拟
	Running  act.State = "running"  // 公示中; over once its last day is
	Released act.State = "released" // 已发布
	Stopped  act.State = "stopped"  // 已终止
)

// The states of an objection.
const (
	Open     act.State = "open"     // 待指定经办人
	Assigned act.State = "assigned" // 核查中
	Closed   act.State = "closed"   // 已答复
)

// Kept is the only state of a report of wrongdoing here: the supervisor handles it in his own way.
const Kept act.State = "kept"

// StateTitles are the states' names on the screen.
var StateTitles = map[act.State]string{Draft: "拟", Running: "公示中", Released: "已发布", Stopped: "已终止",
	Open: "待指定经办人", Assigned: "核查中", Closed: "已答复", Kept: "已转监督"}

// Notice is a public notice of one decision's granted lines.
type Notice struct {
	ID              string
	Cohort          string
	Decision        string
	N               int // 1: of the list; beyond: 补充公示
	State           act.State
	From, Until     calendar.Day // the first and the last of the counted days
	UntilAt         time.Time    // 24:00 of the last
	Period          programme.Days
	OfficePhone     string
	DisciplinePhone string
	SiteURL         string // where it stands on the official site, from the start on
	Snapshot        string // hash of the PDF of that page
	Signer          string
	Issued          string // hash of the issued PDF
	At              time.Time
	Account         string
	Lines           []Line
}

// Line is one application of a notice.
type Line struct {
	Application string
	N           int
	Contents    []int
	Struck      bool
	Reason      string
}

// Object is the notice's name in the ledger.
func Object(id string) string { return "public_notice/" + id }

// Over tells whether the counted days have passed (C3).
func (n Notice) Over(now time.Time) bool { return !now.Before(n.UntilAt) }

// Title is how the notice stands at an instant.
func (n Notice) Title(now time.Time) string {
	if n.State == Running && n.Over(now) {
		return "公示期满"
	}
	return StateTitles[n.State]
}

// Line is the line of an application; false when it has none.
func (n Notice) Line(application string) (Line, bool) {
	i := slices.IndexFunc(n.Lines, func(l Line) bool { return l.Application == application })
	if i < 0 {
		return Line{}, false
	}
	return n.Lines[i], true
}

// Get reads a notice with its lines; NotFound when there is none.
func Get(t *store.Tx, id string) (Notice, error) {
	n, found, err := store.One(t, scanNotice, selectNotice+" WHERE id = $1", id)
	if err == nil && !found {
		err = fault.NotFound()
	}
	if err != nil {
		return n, err
	}
	n.Lines, err = selectLines(t, id)
	return n, err
}

// Public reads a notice that anyone may see; NotFound for a draft.
func Public(t *store.Tx, id string) (Notice, error) {
	n, err := Get(t, id)
	if err == nil && n.State == Draft {
		err = fault.NotFound()
	}
	return n, err
}

// Of lists a cohort's notices, the newest first.
func Of(t *store.Tx, cohort string) ([]Notice, error) {
	all, err := store.Rows(t, scanNotice, selectNotice+" WHERE cohort = $1 ORDER BY n DESC", cohort)
	for i := range all {
		if err == nil {
			all[i].Lines, err = selectLines(t, all[i].ID)
		}
	}
	return all, err
}

// Release is the release of a cohort's list (C4), or of a reserve that came up later.
type Release struct {
	ID     string
	Cohort string
	Number string
	Signer string
	Dated  calendar.Day
	Issued string
	At     time.Time
}

// ReleasesOf lists a cohort's releases, the newest first.
func ReleasesOf(t *store.Tx, cohort string) ([]Release, error) { return selectReleases(t, cohort) }

// Chosen are the lines that stand on a cohort's notices of a state: who would be released, or was. Who withdrew is left
// out, and so is who was struck.
func Chosen(t *store.Tx, cohort string, state act.State) (lines []Line, units map[string]apply.Application, err error) {
	all, err := Of(t, cohort)
	if err != nil {
		return nil, nil, err
	}
	slices.Reverse(all)
	for _, n := range all {
		if n.State == state {
			lines = append(lines, n.Lines...)
		}
	}
	units, err = unitsOf(t, lines)
	lines = slices.DeleteFunc(lines, func(l Line) bool {
		at := units[l.Application].State
		return l.Struck || at != apply.StateOnNotice && at != apply.StateSelected
	})
	return lines, units, err
}

// unitsOf reads the applications of some lines.
func unitsOf(t *store.Tx, lines []Line) (map[string]apply.Application, error) {
	ids := make([]string, len(lines))
	for i, l := range lines {
		ids[i] = l.Application
	}
	return apply.ByIDs(t, ids)
}
