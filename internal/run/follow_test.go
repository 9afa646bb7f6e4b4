package run

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

var rowInForce = act.Row{Name: "test.in_force", Title: "审定", Who: []access.Role{access.Handler}}

// inForce gives a pilot a plan in force.
func (w *world) inForce(i int) PlanBody {
	w.T.Helper()
	contents := w.pilot(i).Contents
	b := PlanBody{Leader: Person{"某甲", "主席", "13800000000"}, Department: "学会部", Contact: Person{"某乙", "科长", "13900000000"}}
	for n, content := range contents {
		b.Goals = append(b.Goals, Goal{Content: content, Goal: "目标", Measures: "措施"})
		b.Milestones = append(b.Milestones, Milestone{Key: fmt.Sprintf("m%d", n+1), Content: content, What: "建成", By: calendar.Date(2021, 6, 30), Indicator: "个数", Target: "3", Unit: "个", Evidence: "照片"})
	}
	_, err := w.Door.Do(w.Ctx, w.Handler, rowInForce, Object(w.pilots[i]), func(t *act.Tx) error {
		return insertPlan(t, Plan{Pilot: w.pilots[i], N: 1, State: PlanApproved, Body: b, At: t.Now(), AnsweredAt: t.Now()})
	})
	w.Must(err)
	return b
}

func (w *world) raise(i int) string {
	w.T.Helper()
	id, err := w.room.RaiseProblem(w.Ctx, w.clerk(i), w.pilots[i], "经费没有到位", "请协调解决")
	w.Must(err)
	return id
}

func (w *world) problem(id string) Problem {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Problem, error) { return GetProblem(t, id) })
}

func (w *world) change(id string) Change {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Change, error) { return GetChange(t, id) })
}

// heard is the newest message of an account; "" for none.
func (w *world) heard(who access.Actor) string {
	w.T.Helper()
	list := worldtest.Get(w.World, func(t *store.Tx) ([]notify.Message, error) {
		some, _, err := notify.Inbox(t, who.Account, 0, 1)
		return some, err
	})
	if len(list) == 0 {
		return ""
	}
	return list[0].Title
}

// at once runs two tries beside each other, and gives how many came through.
func (w *world) atOnce(try func() error) (through int) {
	w.T.Helper()
	var group sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		group.Go(func() { errs[i] = try() })
	}
	group.Wait()
	for _, err := range errs {
		if err == nil {
			through++
		} else if !fault.Is(err, fault.KindConflict) {
			w.T.Errorf("the one that came late: %v", err)
		}
	}
	return through
}

func (w *world) hasToDo(who access.Actor) string {
	w.T.Helper()
	tasks := worldtest.Get(w.World, func(t *store.Tx) ([]Task, error) { return WaitingFollow(t, who) })
	verbs := make([]string, len(tasks))
	for i, task := range tasks {
		verbs[i] = task.Verb
	}
	return strings.Join(verbs, " ")
}

// Department, unit and office note what took place; the newest day stands first.
func TestNotes(t *testing.T) {
	each(t, func(w *world) {
		for i, who := range []access.Actor{w.desk, w.clerk(0), w.Handler} {
			w.Must(w.room.Note(w.Ctx, who, w.pilots[0], Noted{NoteKinds[i], fmt.Sprintf("2020-06-%d", 28+i), "情况"}))
		}
		w.Refused(w.room.Note(w.Ctx, w.desk, w.pilots[0], Noted{NoteVisit, "2020-07-02", "将来"}), fault.KindInvalid, "")
		w.Refused(w.room.Note(w.Ctx, w.desk, w.pilots[0], Noted{NoteVisit, "2020-07-01", ""}), fault.KindInvalid, "")
		w.Refused(w.room.Note(w.Ctx, w.desk, w.pilots[1], Noted{NoteVisit, "2020-07-01", "情况"}), fault.KindNotFound, "")
		w.Refused(w.room.Note(w.Ctx, w.clerk(1), w.pilots[0], Noted{NoteVisit, "2020-07-01", "情况"}), fault.KindNotFound, "")
		w.Refused(w.room.Note(w.Ctx, w.City, w.pilots[0], Noted{NoteVisit, "2020-07-01", "情况"}), fault.KindForbidden, "R3")
		notes := worldtest.Get(w.World, func(t *store.Tx) ([]Note, error) { return NotesOf(t, w.pilots[0]) })
		if len(notes) != 3 || notes[0].Kind != NoteExchange || notes[2].Unit != w.desk.Unit {
			t.Errorf("%+v", notes)
		}
		w.verify()
	})
}

// A problem goes from the unit to its department, to the office, back, and ends with what came of it.
func TestAProblemToItsEnd(t *testing.T) {
	each(t, func(w *world) {
		id := w.raise(0)
		if w.heard(w.desk) == "" || w.hasToDo(w.desk) != "答复" {
			t.Errorf("the department is told %q, and has %q", w.heard(w.desk), w.hasToDo(w.desk))
		}
		w.Refused(w.room.AnswerProblem(w.Ctx, w.desk, id, " "), fault.KindInvalid, "")
		w.Refused(w.room.AnswerProblem(w.Ctx, w.clerk(0), id, "答复"), fault.KindForbidden, "")
		w.Must(w.room.AnswerProblem(w.Ctx, w.desk, id, "已经联系财政"))
		if w.hasToDo(w.clerk(0)) != "办结" || w.hasToDo(w.desk) != "" {
			t.Errorf("answered: the unit has %q, the department %q", w.hasToDo(w.clerk(0)), w.hasToDo(w.desk))
		}
		w.Refused(w.room.AnswerProblem(w.Ctx, w.desk, id, "再答"), fault.KindConflict, "R3")
		w.Refused(w.room.EscalateProblem(w.Ctx, w.clerk(0), id, ""), fault.KindInvalid, "")
		w.Refused(w.room.EscalateProblem(w.Ctx, w.Handler, id, "协调"), fault.KindForbidden, "")
		w.Must(w.room.EscalateProblem(w.Ctx, w.desk, id, "需要省级协调"))
		w.Refused(w.room.EscalateProblem(w.Ctx, w.clerk(0), id, "再提请"), fault.KindConflict, "R3")
		w.Refused(w.room.AnswerProblem(w.Ctx, w.desk, id, "答复"), fault.KindForbidden, "R5")
		if w.hasToDo(w.Handler) != "答复 指定" {
			t.Errorf("escalated: the office has %q", w.hasToDo(w.Handler))
		}
		w.Must(w.room.AnswerProblem(w.Ctx, w.Handler, id, "已经协调"))
		w.Refused(w.room.CloseProblem(w.Ctx, w.clerk(0), id, " "), fault.KindInvalid, "")
		w.Refused(w.room.CloseProblem(w.Ctx, w.desk, id, "解决"), fault.KindForbidden, "")
		if through := w.atOnce(func() error { return w.room.CloseProblem(w.Ctx, w.clerk(0), id, "已经到位") }); through != 1 {
			t.Errorf("closed %d times", through)
		}
		p := w.problem(id)
		steps := worldtest.Get(w.World, func(t *store.Tx) ([]Step, error) { return StepsOf(t, id) })
		if p.State != ProblemClosed || p.Outcome != "已经到位" || len(steps) != 5 || steps[3].Words != "已经协调" {
			t.Errorf("%+v %+v", p, steps)
		}
		for name, err := range map[string]error{"answered": w.room.AnswerProblem(w.Ctx, w.Handler, id, "又"), "escalated": w.room.EscalateProblem(w.Ctx, w.desk, id, "又"), "closed": w.room.CloseProblem(w.Ctx, w.clerk(0), id, "又")} {
			if !fault.Is(err, fault.KindConflict) {
				t.Errorf("%s after its end: %v", name, err)
			}
		}
		w.verify()
	})
}

// A problem of a pilot that nobody follows waits with the office; a stranger is told of none, nor of one at all.
func TestAProblemThatNobodyFollows(t *testing.T) {
	each(t, func(w *world) {
		id := w.raise(1)
		if w.hasToDo(w.Handler) != "答复 指定" || w.hasToDo(w.desk) != "" {
			t.Errorf("the office has %q, a department %q", w.hasToDo(w.Handler), w.hasToDo(w.desk))
		}
		w.Refused(w.room.AnswerProblem(w.Ctx, w.desk, id, "答复"), fault.KindNotFound, "")
		w.Refused(w.room.CloseProblem(w.Ctx, w.clerk(0), id, "结果"), fault.KindNotFound, "")
		_, err := w.room.RaiseProblem(w.Ctx, w.clerk(0), w.pilots[1], "问题", "情况")
		w.Refused(err, fault.KindNotFound, "")
		_, err = w.room.RaiseProblem(w.Ctx, w.clerk(0), w.pilots[0], "", "情况")
		w.Refused(err, fault.KindInvalid, "")
		w.raise(0)
		if second := w.problem(w.raise(0)); second.N != 2 {
			t.Errorf("numbered %d", second.N)
		}
		lines := func(who access.Actor) int {
			return len(worldtest.Get(w.World, func(t *store.Tx) ([]ProblemLine, error) { return w.room.ProblemLines(t, who, ProblemOpen) }))
		}
		if lines(w.Handler) != 3 || lines(w.desk) != 2 || lines(w.clerk(1)) != 1 {
			t.Errorf("the office sees %d, the department %d, a unit %d", lines(w.Handler), lines(w.desk), lines(w.clerk(1)))
		}
		w.Must(w.room.Follow(w.Ctx, w.Handler, w.pilots[1], w.desk.Unit, "某丙"))
		if w.hasToDo(w.desk) != "答复 答复 答复" || w.hasToDo(w.Handler) != "" {
			t.Errorf("followed: the department has %q, the office %q", w.hasToDo(w.desk), w.hasToDo(w.Handler))
		}
		w.verify()
	})
}

// Persons are in force at once, all of them are kept, and none of their data leaves the room's own row.
func TestPersonsChangeAtOnce(t *testing.T) {
	each(t, func(w *world) {
		now := func() Persons {
			return worldtest.Get(w.World, func(t *store.Tx) (Persons, error) { p, _, err := PersonsOf(t, w.pilots[0]); return p, err })
		}
		if p := now(); p.Leader.Name != "" {
			t.Errorf("before the plan: %+v", p)
		}
		w.inForce(0)
		if p := now(); p.Leader.Name != "某甲" || p.N != 0 {
			t.Errorf("by the plan: %+v", p)
		}
		x := somebody()
		x.Leader = Person{"赵六六", "副主席", "13877777777"}
		w.Refused(w.room.ChangePersons(w.Ctx, w.desk, w.pilots[0], x), fault.KindForbidden, "")
		w.Refused(w.room.ChangePersons(w.Ctx, w.clerk(1), w.pilots[0], x), fault.KindNotFound, "")
		w.Refused(w.room.ChangePersons(w.Ctx, w.clerk(0), w.pilots[0], Persons{}), fault.KindInvalid, "")
		w.Must(w.room.ChangePersons(w.Ctx, w.clerk(0), w.pilots[0], x))
		w.Refused(w.room.ChangePersons(w.Ctx, w.clerk(0), w.pilots[0], x), fault.KindInvalid, "")
		x.Department = "办公室"
		w.Must(w.room.ChangePersons(w.Ctx, w.clerk(0), w.pilots[0], x))
		all := worldtest.Get(w.World, func(t *store.Tx) ([]Persons, error) { return PersonsSince(t, w.pilots[0]) })
		if p := now(); p.Department != "办公室" || p.N != 2 || len(all) != 3 || all[2].Leader.Name != "某甲" {
			t.Errorf("%+v of %+v", p, all)
		}
		w.Must(w.DB.Read(w.Ctx, func(tx *store.Tx) error {
			entries, err := ledger.History(tx, Object(w.pilots[0]))
			for _, e := range entries {
				if said := fmt.Sprintf("%+v", e); strings.Contains(said, "赵六六") || strings.Contains(said, "13877777777") {
					t.Errorf("the ledger says %s", said)
				}
			}
			return err
		}))
		if strings.Contains(w.heard(w.Handler), "赵六六") || w.heard(w.Handler) == "" {
			t.Errorf("the office is told %q", w.heard(w.Handler))
		}
		w.verify()
	})
}
