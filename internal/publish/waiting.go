package publish

import (
	"fmt"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/store"
)

// Task is something of this room that waits for somebody (待办).
type Task struct {
	Title string
	Over  string // the cohort
	State string
	Verb  string
	URL   string
	Until time.Time // zero: no date
}

// Waiting gives what waits in this room: for the office what is to be put on notice, registered, corrected, released, and
// the objections; for the supervisor the reports about what is not released yet. What the approver has is left out.
func Waiting(t *store.Tx, door *act.Door, actor access.Actor) (tasks []Task, err error) {
	if !MayRead(actor).Allowed {
		return nil, nil
	}
	cohorts, err := call.List(t, call.Published, call.Closed)
	if err != nil {
		return nil, err
	}
	for _, c := range cohorts {
		notices, err := Of(t, c.ID)
		if err != nil {
			return nil, err
		}
		for _, part := range []func(*store.Tx, *act.Door, access.Actor, call.Cohort, []Notice) ([]Task, error){toNotify, toRelease, toAnswer, toRead} {
			some, err := part(t, door, actor, c, notices)
			if err != nil {
				return nil, err
			}
			tasks = append(tasks, some...)
		}
	}
	return tasks, nil
}

// Ready are a cohort's decisions of its list that were taken and are not on notice.
func Ready(t *store.Tx, cohort string, notices []Notice) (ready []decide.Decision, err error) {
	all, err := decide.Of(t, cohort)
	for _, d := range all {
		noticed := slices.ContainsFunc(notices, func(n Notice) bool { return n.Decision == d.ID && n.State != Stopped })
		if d.State == decide.Decided && decide.OfList(d.Matter) && len(d.Granted()) > 0 && !noticed {
			ready = append(ready, d)
		}
	}
	return ready, err
}

// toNotify is what the office has to draft, to register, and to correct.
func toNotify(t *store.Tx, _ *act.Door, actor access.Actor, c call.Cohort, notices []Notice) (tasks []Task, err error) {
	if !actor.Has(access.Handler) {
		return nil, nil
	}
	ready, err := Ready(t, c.ID, notices)
	if err != nil {
		return nil, err
	}
	for _, d := range ready {
		tasks = append(tasks, Task{Title: string(d.Matter) + "研究通过", Over: c.Title(), State: "还没有公示", Verb: "起草公示", URL: "/publish?cohort=" + c.ID})
	}
	awaiting, err := act.Awaiting(t)
	for _, n := range notices {
		if err != nil || awaiting[Object(n.ID)] {
			continue
		}
		task := Task{Title: Shown{Notice: n, Cohort: c}.Subject(), Over: c.Title(), State: StateTitles[n.State], URL: "/publish/" + n.ID}
		if n.State == Draft {
			task.Verb, task.Until = "登记公示", calendar.EndOfDay(n.From)
			tasks = append(tasks, task)
			continue
		}
		off, err := offNow(t, n)
		if err != nil {
			return nil, err
		}
		if len(off) > 0 && !n.Over(t.Now()) {
			task.State, task.Verb = fmt.Sprintf("%d个单位不再列入", len(off)), "更正公示"
			tasks = append(tasks, task)
		}
	}
	return tasks, err
}

func offNow(t *store.Tx, n Notice) ([]Line, error) {
	units, err := unitsOf(t, n.Lines)
	return Shown{Notice: n, Units: units}.Off(), err
}

// toRelease is a cohort whose notices have all run out.
func toRelease(t *store.Tx, door *act.Door, actor access.Actor, c call.Cohort, notices []Notice) ([]Task, error) {
	running := func(n Notice) bool { return n.State == Running }
	if !actor.Has(access.Handler) || !slices.ContainsFunc(notices, running) ||
		slices.ContainsFunc(notices, func(n Notice) bool { return running(n) && !n.Over(t.Now()) }) {
		return nil, nil
	}
	if waits, err := ReleaseWaits(t, door, c.ID); err != nil || waits {
		return nil, err
	}
	return []Task{{Title: "发布" + c.Title() + "名单", Over: c.Title(), State: "公示期满", Verb: "登记发布", URL: "/publish?cohort=" + c.ID}}, nil
}

// toAnswer are the objections without handler, those that the actor handles, and what an answer still asks to be struck.
func toAnswer(t *store.Tx, _ *act.Door, actor access.Actor, c call.Cohort, notices []Notice) (tasks []Task, err error) {
	awaiting, err := act.Awaiting(t)
	if err != nil {
		return nil, err
	}
	withdrawn, err := withdrawnOf(t, c.ID)
	if err != nil {
		return nil, err
	}
	for _, n := range notices {
		all, err := Objections(t, n.ID)
		if err != nil {
			return nil, err
		}
		for _, o := range all {
			standing := ""
			if o.Strikes && !withdrawn[o.Application] {
				standing = standsOn(notices, o.Application)
			}
			task := Task{Title: "异议" + o.Number, Over: c.Title(), State: StateTitles[o.State], URL: "/objections/" + o.ID}
			switch {
			case o.State == Open && actor.Has(office...):
				task.Verb = "指定经办人"
			case o.State == Assigned && o.Handler == actor.Account:
				task.Verb = "核查、答复"
			case standing != "" && actor.Has(access.Handler) && !awaiting[Object(standing)]:
				task.State, task.Verb, task.URL = "异议成立，须撤下", "撤下", StrikeURL(standing, o.Application)
			default:
				continue
			}
			tasks = append(tasks, task)
		}
	}
	return tasks, nil
}

// withdrawnOf are the applications of a cohort that their units took back for good.
func withdrawnOf(t *store.Tx, cohort string) (map[string]bool, error) {
	all, err := apply.Every(t, apply.Filter{Cohort: cohort, State: apply.StateWithdrawn})
	withdrawn := make(map[string]bool, len(all))
	for _, a := range all {
		withdrawn[a.ID] = true
	}
	return withdrawn, err
}

// toRead are the reports of wrongdoing about notices that run, for the supervisor.
func toRead(t *store.Tx, _ *act.Door, actor access.Actor, c call.Cohort, notices []Notice) ([]Task, error) {
	if !MayReadReports(actor).Allowed {
		return nil, nil
	}
	all, err := Reports(t)
	all = slices.DeleteFunc(all, func(r Report) bool {
		return !slices.ContainsFunc(notices, func(n Notice) bool { return n.ID == r.Notice && n.State == Running })
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return []Task{{Title: fmt.Sprintf("%d件违纪举报", len(all)), Over: c.Title(), State: "尚未发布", Verb: "查看", URL: "/reports"}}, nil
}

// StrikeURL is where an application is struck from a notice.
func StrikeURL(notice, application string) string {
	return "/publish/" + notice + "?application=" + application + "#strike"
}
