package board

import (
	"slices"
	"sort"
	"strconv"
	"time"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/notify"
	"shidian/internal/recommend"
	"shidian/internal/review"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Task is one thing that waits for the reader.
type Task struct {
	Title string    // 甲县科协申报书
	Over  string    // the cohort it belongs to
	State string    // where it stands
	Verb  string    // what to do: 继续填报
	URL   string    // where to do it
	Until time.Time // zero: no date
}

// Offer is something the reader may do and need not: a call that is open to his unit.
type Offer struct {
	Cohort call.Cohort
	Until  time.Time
}

// Desk is what a person sees first after logging in.
type Desk struct {
	Tasks  []Task // the nearest deadline first, those without a date last
	Offers []Offer
}

// DeskOf reads what waits for an actor.
func DeskOf(t *store.Tx, door *act.Door, actor access.Actor) (Desk, error) {
	var desk Desk
	for _, read := range []func(*store.Tx, *act.Door, access.Actor, *Desk) error{
		addSetUp, addProposals, addLetters, addApplications, addRecommended, addAccept, addReview, addDecided, addCalls, addOffers} {
		if err := read(t, door, actor, &desk); err != nil {
			return Desk{}, err
		}
	}
	sort.SliceStable(desk.Tasks, func(i, j int) bool { return sooner(desk.Tasks[i].Until, desk.Tasks[j].Until) })
	return desk, nil
}

// sooner orders dates with "no date" last.
func sooner(a, b time.Time) bool {
	if a.IsZero() || b.IsZero() {
		return !a.IsZero() && b.IsZero()
	}
	return a.Before(b)
}

// addSetUp: in a new installation everybody is told what comes next. Notices need both of the office's roles, units
// to be addressed to, and a cohort.
func addSetUp(t *store.Tx, _ *act.Door, actor access.Actor, desk *Desk) error {
	if actor.Has(access.Handler) {
		if err := addFirstSteps(t, desk); err != nil {
			return err
		}
	}
	if !actor.Has(access.SystemAdmin) {
		return nil
	}
	for _, role := range []access.Role{access.Handler, access.Approver} {
		there, err := unit.AccountsWith(t, role)
		if err != nil {
			return err
		}
		if len(there) == 0 {
			desk.Tasks = append(desk.Tasks, Task{Title: "开通主办单位" + access.Titles[role] + "账号", State: "尚未开通", Verb: "去开通",
				URL: "/units/" + actor.Unit + "/issue"})
		}
	}
	return nil
}

func addFirstSteps(t *store.Tx, desk *Desk) error {
	cities, err := unit.List(t, unit.Filter{Kind: unit.City}, t.Now())
	if err != nil {
		return err
	}
	if len(cities) == 0 {
		desk.Tasks = append(desk.Tasks, Task{Title: "导入市科协、县级科协等单位", State: "还没有单位", Verb: "批量导入", URL: "/units/import"})
	}
	cohorts, err := call.List(t)
	if err == nil && len(cohorts) == 0 {
		desk.Tasks = append(desk.Tasks, Task{Title: "起草第一份通知", State: "还没有批次", Verb: "开设新批次", URL: "/cohorts/new"})
	}
	return err
}

func addProposals(t *store.Tx, door *act.Door, actor access.Actor, desk *Desk) error {
	if !actor.Has(access.Approver) {
		return nil
	}
	waiting, err := door.Proposals(t)
	if err != nil || len(waiting) == 0 {
		return err
	}
	objects := make([]string, len(waiting))
	for i, p := range waiting {
		objects[i] = p.Object
	}
	names, err := namerFor(t, objects)
	for _, p := range waiting {
		if p.Proposer != actor.Account {
			desk.Tasks = append(desk.Tasks, Task{Title: p.Title, Over: names.ofProposal(p).Title, State: "待审签", Verb: "审签",
				URL: "/proposals/" + p.ID})
		}
	}
	return err
}

// addLetters: letters wait in the outbox until the office has read them.
func addLetters(t *store.Tx, _ *act.Door, actor access.Actor, desk *Desk) error {
	if !actor.Has(access.Handler) {
		return nil
	}
	n, err := notify.CountWaiting(t)
	if n > 0 {
		desk.Tasks = append(desk.Tasks, Task{Title: strconv.Itoa(n) + "封信待阅发", State: notify.LetterTitles[notify.Held], Verb: "阅发", URL: "/outbox"})
	}
	return err
}

func addApplications(t *store.Tx, _ *act.Door, actor access.Actor, desk *Desk) error {
	tasks, err := apply.Waiting(t, actor)
	for _, w := range tasks {
		a := w.Application
		desk.Tasks = append(desk.Tasks, Task{Title: a.Name() + w.Form, Over: a.Number, State: a.Title(), Verb: w.What,
			URL: "/applications/" + a.ID, Until: w.Until})
	}
	return err
}

// addRecommended: what recommenders have to judge, and what goes beyond their places.
func addRecommended(t *store.Tx, _ *act.Door, actor access.Actor, desk *Desk) error {
	tasks, err := recommend.Waiting(t, actor)
	for _, w := range tasks {
		desk.Tasks = append(desk.Tasks, Task(w))
	}
	return err
}

// addAccept: what the office has to check, supplements that are overdue, second looks.
func addAccept(t *store.Tx, _ *act.Door, actor access.Actor, desk *Desk) error {
	tasks, err := accept.Waiting(t, actor)
	for _, w := range tasks {
		desk.Tasks = append(desk.Tasks, Task(w))
	}
	return err
}

// addReview: a witness's number, the next step of a panel, an expert's sheets.
func addReview(t *store.Tx, _ *act.Door, actor access.Actor, desk *Desk) error {
	for _, waiting := range []func(*store.Tx, access.Actor) ([]review.DrawTask, error){review.DrawWaiting, review.ScoreWaiting} {
		tasks, err := waiting(t, actor)
		if err != nil {
			return err
		}
		for _, w := range tasks {
			desk.Tasks = append(desk.Tasks, Task{Title: w.Title, State: w.State, Verb: w.Verb, URL: w.URL})
		}
	}
	return nil
}

// addCalls: a draft of the office's, a letter that asks a county whether it means to apply.
func addCalls(t *store.Tx, door *act.Door, actor access.Actor, desk *Desk) error {
	cohorts, err := call.List(t)
	if err != nil {
		return err
	}
	for _, c := range cohorts {
		switch {
		case c.State == call.Draft && actor.UnitKind == unit.Office && actor.Has(access.Handler):
			task := Task{Title: c.Title() + "的通知", State: call.StateTitles[c.State], Verb: "起草或登记", URL: "/cohorts/" + c.ID}
			proposed, err := door.ProposalsOf(t, c.Object())
			if err != nil {
				return err
			}
			if len(proposed) > 0 && proposed[0].State == act.Waiting {
				task.State, task.Verb = "待审签", "查看"
			}
			desk.Tasks = append(desk.Tasks, task)
		case c.State == call.Published && actor.Has(access.Clerk, access.Head):
			if err := addQuestion(t, actor, c, desk); err != nil {
				return err
			}
		}
	}
	return nil
}

func addQuestion(t *store.Tx, actor access.Actor, c call.Cohort, desk *Desk) error {
	letter, found, err := call.LetterFor(t, c.ID, actor.Unit)
	if err != nil || !found || !letter.Asks || letter.City == actor.Unit {
		return err
	}
	if _, answered, err := call.IntentionOf(t, c.ID, actor.Unit); err != nil || answered {
		return err
	}
	desk.Tasks = append(desk.Tasks, Task{Title: "意向摸底", Over: c.Title(), State: "待回复", Verb: "回复", URL: "/notices/" + c.ID + "/letter", Until: letter.Inner})
	return nil
}

// addOffers lists the open calls that the actor's unit has not begun to answer. Nothing pushes a voluntary act (A1).
func addOffers(t *store.Tx, _ *act.Door, actor access.Actor, desk *Desk) error {
	if !actor.Has(access.Clerk, access.Head) {
		return nil
	}
	open, err := call.Open(t, t.Now())
	if err != nil {
		return err
	}
	for _, c := range open {
		if _, mayApply := c.Programme.Kind(actor.UnitKind); !mayApply {
			continue
		}
		mine, err := apply.Mine(t, actor, c.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(mine, func(a apply.Application) bool { return a.State != apply.StateWithdrawn }) {
			continue
		}
		dates, err := call.DatesFor(t, c.ID, actor.Unit)
		if err != nil {
			return err
		}
		desk.Offers = append(desk.Offers, Offer{Cohort: c, Until: dates.Electronic})
	}
	return nil
}
