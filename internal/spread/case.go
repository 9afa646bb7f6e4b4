package spread

import (
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Where the newest version of a case stands (先审后发, J3, J5).
const (
	Draft     act.State = "draft"      // 起草: nothing was handed in yet
	HandedIn  act.State = "handed_in"  // 待审核
	Returned  act.State = "returned"   // 退回修改
	Checked   act.State = "checked"    // 已审核
	Published act.State = "published"  // 已发布
	TakenDown act.State = "taken_down" // 已撤下
	Dropped   act.State = "dropped"    // 已放弃: it was never public
)

// StateTitles are the states' names on the screen.
var StateTitles = map[act.State]string{Draft: "起草", HandedIn: "待审核", Returned: "退回修改", Checked: "已审核", Published: "已发布", TakenDown: "已撤下", Dropped: "已放弃"}

// Case is a case worth copying (工作案例, J3) that came of a pilot.
type Case struct {
	ID       string
	Pilot    string
	Cohort   string
	Unit     string // with the names that it had when the case was begun
	UnitName string
	Kind     string // the programme's key
	City     string // "" for who applied directly
	CityName string
	Office   bool // the office writes it, not the unit
	State    act.State
	N        int // the newest version that was handed in; 0: none
	Shown    int // the version that is public; 0: none
	BegunAt  time.Time
	ShownAt  time.Time // since when the version that is public is
	Down     string    // why it was taken down or dropped: words for the unit and the office
}

// Public tells whether anybody may read it.
func (c Case) Public() bool { return c.Shown > 0 }

// Body is what a version of a case says.
type Body struct {
	Title    string    `json:"title"`
	Contents []int     `json:"contents"` // which of the pilot's granted contents, by their numbers in the notice
	Summary  string    `json:"summary"`  // 摘要: what the lists show
	Problem  string    `json:"problem"`  // 针对的问题
	Measures string    `json:"measures"` // 改革举措
	Effects  string    `json:"effects"`  // 工作成效
	Copying  string    `json:"copying"`  // 可复制可推广的做法
	Pictures []Picture `json:"pictures"`
}

// Parts are a case's texts in their order, each with its heading.
func (b Body) Parts() []Part {
	return []Part{{"summary", "摘要", b.Summary}, {"problem", "针对的问题", b.Problem}, {"measures", "改革举措", b.Measures}, {"effects", "工作成效", b.Effects},
		{"copying", "可复制可推广的做法", b.Copying}}
}

// Part is one text of a case.
type Part struct {
	Key, Name, Text string
}

// Picture is a picture of a case as it is shown: made anew from what was uploaded, so that nothing of the camera or the
// place is left in it.
type Picture struct {
	Large   string `json:"large"` // hash of a JPEG, at most 1600 px wide and high
	Small   string `json:"small"` // the same, at most 480 px
	Width   int    `json:"width"` // of Large, px
	Height  int    `json:"height"`
	Caption string `json:"caption"`
	Consent bool   `json:"consent"` // those in it agreed to its being published
}

// Version is a case as it was handed in; it never changes but for what was found of it.
type Version struct {
	Case       string
	N          int // from 1
	Body       Body
	Text       string // everything that it says in small letters, for the search
	At         time.Time
	Account    string
	Returned   []run.ReturnItem // what is to be mended
	Cleared    []string         // what looks like personal data and may be public, as the office confirmed
	AnsweredAt time.Time        // when it was checked or returned; zero before
	AnsweredBy string
	salt       string
}

// Object is a case's name in the ledger.
func Object(id string) string { return "case/" + id }

// Link is a case's page for those who work on it.
func Link(id string) string { return "/cases/" + id + "/work" }

// PublicLink is a case's page for everybody.
func PublicLink(id string) string { return "/cases/" + id }

// Get reads a case without asking who wants to know; NotFound when there is none.
func Get(t *store.Tx, id string) (Case, error) { return orNotFound(selectByID(t, id)) }

// VersionOf reads a version of a case; NotFound when there is none.
func VersionOf(t *store.Tx, id string, n int) (Version, error) {
	return orNotFound(selectVersion(t, id, n))
}

// Of are a pilot's cases, the oldest first.
func Of(t *store.Tx, pilot string) ([]Case, error) { return selectOf(t, pilot) }

// Shown reads a public case with the version that is public; NotFound when it is none.
func Shown(t *store.Tx, id string) (Case, Version, error) {
	c, err := Get(t, id)
	if err == nil && !c.Public() {
		err = fault.NotFound()
	}
	if err != nil {
		return c, Version{}, err
	}
	v, err := VersionOf(t, id, c.Shown)
	return c, v, err
}

func orNotFound[T any](one T, found bool, err error) (T, error) {
	if err == nil && !found {
		err = fault.NotFound()
	}
	return one, err
}

// locked reads a case and keeps it from everybody else until the transaction ends, with the pilot that it came of.
func locked(t *store.Tx, id string) (Case, run.Case, error) {
	if err := keep(t, id); err != nil {
		return Case{}, run.Case{}, err
	}
	c, err := Get(t, id)
	if err != nil {
		return c, run.Case{}, err
	}
	pilot, err := run.CaseOf(t, c.Pilot)
	return c, pilot, err
}

// MayReadWork judges who sees a case that is being worked on: whoever sees its pilot, but finance.
func MayReadWork(a access.Actor, pilot run.Case) access.Verdict {
	if a.Has(access.Finance) && !a.Has(access.Handler, access.Approver, access.Supervisor) {
		return access.Hide()
	}
	return run.MayRead(a, pilot)
}
