package recommend

import (
	"fmt"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/store"
)

// Task is what waits for somebody in this room (待办).
type Task struct {
	Title string    // 甲县科协申报书, or how many wait
	Over  string    // the number, or the cohort
	State string    // where it stands
	Verb  string    // what to do
	URL   string    // where
	Until time.Time // zero: no date
}

// together is how many single tasks of one cohort stand on a desk; more are one task that leads to the list.
const together = 3

// Waiting gives what waits for the actor in this room: the recommender's submissions, the office's overruns, and to the
// office a recommender that has not acted by its date.
func Waiting(t *store.Tx, actor access.Actor) ([]Task, error) {
	if !actor.Has(access.Recommender, access.Handler) {
		return nil, nil
	}
	cohorts, err := call.List(t, call.Published, call.Closed)
	if err != nil {
		return nil, err
	}
	var tasks []Task
	for _, c := range cohorts {
		some, err := waitingIn(t, actor, c)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, some...)
	}
	return tasks, nil
}

func waitingIn(t *store.Tx, actor access.Actor, c call.Cohort) ([]Task, error) {
	until, err := Until(t, c.ID)
	if err != nil {
		return nil, err
	}
	var tasks []Task
	if actor.Unit != "" && actor.Has(access.Recommender) {
		mine, err := selectWaiting(t, c.ID, actor.Unit)
		if err != nil {
			return nil, err
		}
		if tasks, err = recommenderTasks(t, c, mine, until); err != nil {
			return nil, err
		}
	}
	if !actor.Has(access.Handler) {
		return tasks, nil
	}
	over, err := selectInState(t, c.ID, apply.StateOverrun)
	if err != nil {
		return nil, err
	}
	proposed, err := act.Awaiting(t)
	if err != nil {
		return nil, err
	}
	over = slices.DeleteFunc(over, func(id string) bool { return proposed[apply.Object(id)] }) // the approver has it
	overs, err := singly(t, c, over, "研究超出名额的推荐", "/recommend?cohort="+c.ID, "份推荐超出名额", time.Time{})
	if err != nil {
		return nil, err
	}
	late, err := lateTask(t, c, until)
	return append(append(tasks, overs...), late...), err
}

// Until is the recommenders' date in a cohort; where the programme has none, the electronic one (A5, A6).
func Until(t *store.Tx, cohort string) (time.Time, error) {
	d, err := call.DatesFor(t, cohort, "")
	if !d.Recommend.IsZero() {
		return d.Recommend, err
	}
	return d.Electronic, err
}

func recommenderTasks(t *store.Tx, c call.Cohort, ids []string, until time.Time) ([]Task, error) {
	return singly(t, c, ids, "审核推荐", "/recommend?cohort="+c.ID, "份申报材料等待审核推荐", until)
}

// singly makes one task of each application, or one of all where they are many.
func singly(t *store.Tx, c call.Cohort, ids []string, verb, all, many string, until time.Time) ([]Task, error) {
	if len(ids) > together {
		return []Task{{Title: fmt.Sprintf("%d%s", len(ids), many), Over: c.Title(), State: "待办理", Verb: verb, URL: all, Until: until}}, nil
	}
	var tasks []Task
	for _, id := range ids {
		l, err := LineOf(t, id)
		if err != nil {
			return nil, err
		}
		task := Task{Title: l.Name() + c.Programme.Called().Form, Over: l.Number, State: l.Title(), Verb: verb, URL: "/recommend/" + id, Until: until}
		if l.Again() {
			task.Verb = "确认修改后的申报材料"
		}
		tasks = append(tasks, task)
	}
	return tasks, nil
}

// lateTask tells the office who has not acted by the date; it calls them.
func lateTask(t *store.Tx, c call.Cohort, until time.Time) ([]Task, error) {
	if until.IsZero() || t.Now().Before(until) {
		return nil, nil
	}
	idle, err := selectIdle(t, c.ID)
	if err != nil || len(idle) == 0 {
		return nil, err
	}
	title := idle[0] + "还没有审核推荐完"
	if len(idle) > 1 {
		title = fmt.Sprintf("%s等%d个推荐单位还没有审核推荐完", idle[0], len(idle))
	}
	return []Task{{Title: title, Over: c.Title(), State: "已过期限", Verb: "联系推荐单位", URL: "/recommend?cohort=" + c.ID}}, nil
}
