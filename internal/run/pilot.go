package run

import (
	"cmp"
	"crypto/rand"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Where a pilot stands (life.md, "run" and "evaluate").
const (
	Planning      act.State = "planning"       // 方案编制
	PlanSubmitted act.State = "plan_submitted" // 方案待审
	Running       act.State = "running"        // 实施中, before its midterm
	MidtermPassed act.State = "midterm_passed" // 中期已通过
	Rectifying    act.State = "rectifying"     // 限期整改
	LossProposed  act.State = "loss_proposed"  // 拟取消资格: the unit is heard, the body decides
	Final         act.State = "final"          // 终期评估: judged, not decided
)

// The four ends of a pilot.
const (
	Ended        act.State = "ended"        // 已结束, with a grade or not passed
	Disqualified act.State = "disqualified" // 取消试点资格
	Withdrawn    act.State = "withdrawn"    // 撤回
	Terminated   act.State = "terminated"   // 终止
)

// StateTitles are the states' names on the screen.
var StateTitles = map[act.State]string{Planning: "方案编制", PlanSubmitted: "方案待审", Running: "实施中", MidtermPassed: "中期已通过",
	Rectifying: "限期整改", LossProposed: "拟取消资格", Final: "终期评估", Ended: "已结束", Disqualified: "取消资格", Withdrawn: "已撤回", Terminated: "已终止"}

// LivingStates are those in which a pilot is at work.
var LivingStates = []act.State{Planning, PlanSubmitted, Running, MidtermPassed, Rectifying, LossProposed, Final}

// Living tells whether a pilot in that state is at work, so that half years, problems and changes are asked of it.
func Living(s act.State) bool { return slices.Contains(LivingStates, s) }

// Pilot is a released application at work.
type Pilot struct {
	ID          string
	Cohort      string
	Application string
	Unit        string
	Contents    []int // granted, by their numbers in the notice
	From, Until calendar.Day
	State       act.State
	OpenedAt    time.Time
}

// Object is the pilot's name in the ledger.
func Object(id string) string { return "pilot/" + id }

// Link is the pilot's page.
func Link(id string) string { return "/pilots/" + id }

// Term is the first and the last day of a pilot that begins on a day and works so many years (三、试点周期).
func Term(from calendar.Day, years int) (first, last calendar.Day) {
	return from, from.AddMonths(12 * years).Add(-1)
}

// Open opens the pilot of a released application, as part of the act that releases it, and puts down until when its plan is
// asked for.
func (r *Room) Open(t *act.Tx, a apply.Application, contents []int, from time.Time) error {
	c, err := call.Get(t.Tx, a.Cohort)
	if err != nil {
		return err
	}
	p := Pilot{ID: store.NewID(), Cohort: a.Cohort, Application: a.ID, Unit: a.Unit, Contents: contents, State: Planning, OpenedAt: t.Now()}
	p.From, p.Until = Term(calendar.DayOf(from), c.Programme.Term.Years)
	t.Touch("pilot", p.ID)
	if err := insertPilot(t.Tx, p, rand.Text()); err != nil {
		return err
	}
	return r.askPlan(t.Tx, Case{Pilot: p, Application: a, Cohort: c})
}

// Of lists a cohort's pilots, by application.
func Of(t *store.Tx, cohort string) ([]Pilot, error) { return selectPilots(t, cohort) }

// Get reads a pilot without asking who wants to know; NotFound when there is none.
func Get(t *store.Tx, id string) (Pilot, error) { return orNotFound(selectByID(t, id)) }

// ByApplication reads the pilot of an application; NotFound when it is none.
func ByApplication(t *store.Tx, id string) (Pilot, error) {
	return orNotFound(selectByApplication(t, id))
}

func orNotFound[T any](one T, found bool, err error) (T, error) {
	if err == nil && !found {
		err = fault.NotFound()
	}
	return one, err
}

// Lock reads a pilot and keeps it from everybody else until the transaction ends.
func Lock(t *store.Tx, id string) (Pilot, error) {
	if err := keep(t, id); err != nil {
		return Pilot{}, err
	}
	return Get(t, id)
}

// Update writes a pilot that an act of this room or a later one has changed, and notes where it went.
func Update(t *act.Tx, p Pilot, from act.State) error {
	if err := updatePilot(t, p); err != nil {
		return err
	}
	return t.Move(from, p.State)
}

// SetState moves a pilot by an act whose object it is. The facts of that act are the caller's own.
func SetState(t *act.Tx, p Pilot, to act.State) error {
	from := p.State
	p.State = to
	return Update(t, p, from)
}

// MoveAlong moves a pilot by an act about another thing, a decision or a list, that carries it along.
func MoveAlong(t *act.Tx, p Pilot, to act.State) error {
	from := p.State
	p.State = to
	if err := updatePilot(t, p); err != nil {
		return err
	}
	return t.Along(Object(p.ID), from, to)
}

// Case is a pilot with what the rooms before know of it: everything that a page or a rule needs to speak of it.
type Case struct {
	Pilot
	Application apply.Application // as it was released: UnitName, City, Kind, Number
	Cohort      call.Cohort
	Department  string // the unit id of its contact department; "" while none is named
}

// Programme is the definition under which the pilot works.
func (c Case) Programme() *programme.Programme { return c.Cohort.Programme }

// CaseOf reads a pilot with what belongs to it.
func CaseOf(t *store.Tx, id string) (Case, error) {
	p, err := Get(t, id)
	if err != nil {
		return Case{}, err
	}
	return caseOf(t, p)
}

func caseOf(t *store.Tx, p Pilot) (c Case, err error) {
	c.Pilot = p
	if c.Application, err = apply.Get(t, p.Application); err != nil {
		return c, err
	}
	if c.Cohort, err = call.Get(t, p.Cohort); err != nil {
		return c, err
	}
	contact, _, err := ContactOf(t, p.ID)
	c.Department = contact.Department
	return c, err
}

// Cases are a cohort's pilots that the actor may see, by number; a few queries, however many there are.
func Cases(t *store.Tx, actor access.Actor, c call.Cohort) (cases []Case, err error) {
	pilots, err := Of(t, c.ID)
	if err != nil || len(pilots) == 0 {
		return nil, err
	}
	applications, err := apply.Every(t, apply.Filter{Cohort: c.ID, State: apply.StateSelected})
	if err != nil {
		return nil, err
	}
	contacts, err := selectContacts(t, c.ID)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]apply.Application, len(applications))
	for _, a := range applications {
		byID[a.ID] = a
	}
	for _, p := range pilots {
		one := Case{Pilot: p, Application: byID[p.Application], Cohort: c, Department: contacts[p.ID].Department}
		if MayRead(actor, one).Allowed {
			cases = append(cases, one)
		}
	}
	slices.SortFunc(cases, func(a, b Case) int { return cmp.Compare(a.Application.Number, b.Application.Number) })
	return cases, nil
}

// AllCases are the pilots of all cohorts that the actor may see, the newest cohort first.
func AllCases(t *store.Tx, actor access.Actor) (all []Case, err error) {
	cohorts, err := call.List(t, call.Published, call.Closed)
	if err != nil {
		return nil, err
	}
	for _, c := range cohorts {
		some, err := Cases(t, actor, c)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// fewCases is up to how many pilots are read one by one: for more, their cohorts are read as a whole.
const fewCases = 50

// seenOf are those of some pilots that the actor may see, by their ids.
func seenOf(t *store.Tx, actor access.Actor, pilots []string) (map[string]Case, error) {
	byID := map[string]Case{}
	if len(pilots) > fewCases {
		all, err := AllCases(t, actor)
		for _, c := range all {
			byID[c.ID] = c
		}
		return byID, err
	}
	for _, id := range pilots {
		c, err := CaseOf(t, id)
		if err != nil {
			return nil, err
		}
		if MayRead(actor, c).Allowed {
			byID[id] = c
		}
	}
	return byID, nil
}
