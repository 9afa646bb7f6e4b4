package review

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// A list is checked without writing, and taken in whole or not at all.
func TestExpertsAreImportedWholeOrNotAtAll(t *testing.T) {
	each(t, func(w *world) {
		w.pool(1)
		in := w.experts[0]
		good := ExpertLine{2, []string{"某甲", "某大学", "科普", "教授", "13900000000", "", "是", "2019年11月2日"}}
		same := ExpertLine{3, []string{in.Name, in.Employer, "科普", "教授", "13900000000", "", "", ""}}
		bad := ExpertLine{4, []string{"", "某大学", "科普", "教授", "139", "a@b", "也许", "明天"}}
		plan, err := w.room.CheckExperts(w.Ctx, w.Handler, "名单.xlsx", []ExpertLine{good, same, bad, good})
		w.Must(err)
		if plan.Same != 1 || len(plan.New) != 2 || len(plan.Bad) != 6 {
			t.Fatalf("%+v", plan)
		}
		_, err = w.room.ImportExperts(w.Ctx, w.Handler)
		w.Refused(err, fault.KindConflict, "")
		_, err = w.room.CheckExperts(w.Ctx, w.supervisor, "名单.xlsx", []ExpertLine{good})
		w.Refused(err, fault.KindForbidden, "C1")
		_, err = w.room.CheckExperts(w.Ctx, w.Handler, "名单.xlsx", []ExpertLine{good, same})
		w.Must(err)
		if made, err := w.room.ImportExperts(w.Ctx, w.Handler); err != nil || made != 1 {
			t.Fatal(made, err)
		}
		all := worldtest.Get(w.World, func(t *store.Tx) ([]Expert, error) { return Experts(t, false) })
		if len(all) != 2 || !all[1].Inhouse || all[1].LastService != "2019-11-02" {
			t.Fatalf("%+v", all)
		}
		_, err = w.room.ImportExperts(w.Ctx, w.Handler)
		w.Refused(err, fault.KindNotFound, "")
		w.holds()
	})
}

func TestTheTemplateReadsBack(t *testing.T) {
	var file bytes.Buffer
	if err := ExpertTemplate(&file, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	lines, err := LinesOf(file.Bytes())
	if err != nil || len(lines) != 1 || lines[0].Cells[0] != "某某某" || lines[0].Cells[7] != "2019-11-20" {
		t.Fatalf("%+v %v", lines, err)
	}
	if plan := planExperts(lines, nil, time.Now()); len(plan.Bad) != 0 {
		t.Errorf("its example is wrong: %+v", plan.Bad)
	}
}

// Who is drawn cannot be taken out of the pool; once he has refused he can, and is in no later draw.
func TestRetiredExpertsAreNotDrawn(t *testing.T) {
	each(t, func(w *world) {
		w.pool(9)
		id, _ := w.drawn(1)
		s := w.seats(id)[0]
		err := w.room.RetireExpert(w.Ctx, w.Handler, s.Expert.ID)
		w.Refused(err, fault.KindConflict, "")
		if !strings.Contains(err.Error(), "第一评审组") {
			t.Error(err)
		}
		w.Must(w.room.SeatRefused(w.Ctx, w.Handler, id, s.Expert.ID, "调离"))
		w.Must(w.room.RetireExpert(w.Ctx, w.Handler, s.Expert.ID))
		w.Refused(w.room.RetireExpert(w.Ctx, w.Handler, s.Expert.ID), fault.KindConflict, "")
		w.Must(w.room.Redraw(w.Ctx, w.Handler, id, w.witnesses(), "两位专家不能参加"))
		w.enter(id)
		for _, c := range worldtest.Get(w.World, func(t *store.Tx) ([]Code, error) { return Codes(t, id, 2) }) {
			if c.Expert.ID == s.Expert.ID {
				t.Error("somebody who left the pool stands in it")
			}
		}
		_, err = w.room.AddExpert(w.Ctx, w.Handler, Expert{Name: w.experts[1].Name, Employer: w.experts[1].Employer, Field: "科普", Title: "教授", Phone: "13800000000"})
		w.Refused(err, fault.KindInvalid, "")
		w.holds()
	})
}

// What waits for whom stands on the desk: the office's next step, a witness's number, nothing for others.
func TestTheDrawOnTheDesks(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, _ := w.frozen(1)
		want := func(who access.Actor, verb string) {
			t.Helper()
			got := ""
			for _, task := range worldtest.Get(w.World, func(t *store.Tx) ([]DrawTask, error) { return DrawWaiting(t, who) }) {
				got += task.Verb
			}
			if got != verb {
				t.Errorf("%q waits, want %q", got, verb)
			}
		}
		want(w.Handler, "登记回避、抽取专家")
		w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
		want(w.Handler, "")
		want(w.supervisor, "见证抽取，输入数字")
		w.Must(w.room.Enter(w.Ctx, w.supervisor, id, "1"))
		want(w.supervisor, "")
		want(w.Approver, "见证抽取，输入数字")
		w.Must(w.room.Enter(w.Ctx, w.Approver, id, "1"))
		want(w.Handler, "通知专家（5位）")
		want(w.City, "")
	})
}
