package publish

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

var list = []decide.Outcome{decide.Agreed, decide.Agreed, decide.Reserve, ""}

// From Monday 22 June 2020 on, the list is on notice until Monday 29 June, 24:00; not before that is it released.
func TestRule_C4_ReleasedWhenThePeriodIsOver(t *testing.T) {
	each(t, list, func(w *world) {
		_, err := w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20))
		w.Refused(err, fault.KindConflict, "C3")
		id := w.running()
		if n := w.notice(id); n.Until.String() != "2020-06-29" || len(n.Lines) != 2 || n.Lines[0].Contents[0] != 6 {
			t.Errorf("the notice: %+v", n)
		}
		w.is(0, apply.StateOnNotice)
		w.is(2, apply.StateProposed)
		w.At("2020-06-29 23:59")
		_, err = w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20))
		w.Refused(err, fault.KindClosed, "C4")
		w.At("2020-06-30 00:01")
		without := w.registration(20)
		without.Number = ""
		_, err = w.room.Release(w.Ctx, w.Handler, w.Cohort, without)
		w.Refused(err, fault.KindInvalid, "")
		_, err = w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(13)) // the notice's own
		w.Refused(err, fault.KindInvalid, "")
		proposal, err := w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20))
		w.Must(err)
		_, err = w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(21))
		w.Refused(err, fault.KindConflict, "")
		w.Confirm(proposal, nil)
		w.is(0, apply.StateSelected)
		w.is(2, apply.StateReserve)
		w.is(3, apply.StateNotSelected)
		if p := w.pilots(); len(p) != 2 || p[0].From.String() != "2020-06-30" || p[0].Until.String() != "2022-06-29" || p[0].Contents[0] != 6 {
			t.Errorf("pilots: %+v", p)
		}
		if l := w.letters(); len(l) != 4 || l[3].Title != "已确定为试点单位" {
			t.Errorf("%d letters wait, want one for each: %+v", len(l), l)
		}
		w.verify()
	})
}

// Anybody objects by name, with evidence, while the notice runs; a named handler answers, never whom it complains of.
func TestRule_C3_AnObjectionIsHandledAndAnswered(t *testing.T) {
	each(t, list, func(w *world) {
		id := w.running()
		anonymous := w.words(id)
		anonymous.Name = ""
		_, err := w.room.Object(w.Ctx, access.Actor{}, anonymous)
		w.Refused(err, fault.KindInvalid, "")
		receipt, err := w.room.Object(w.Ctx, access.Actor{}, w.words(id))
		w.Must(err)
		o := w.objection(id, 0)
		found := worldtest.Get(w.World, func(t *store.Tx) (Objection, error) { return ByCode(t, receipt.Code) })
		if receipt.Number != "2020-1-001" || found.ID != o.ID || o.Name != "某丁" {
			t.Errorf("receipt %+v, objection %+v", receipt, o)
		}
		w.At("2020-06-30 09:00")
		_, err = w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20))
		w.Refused(err, fault.KindConflict, "C4")
		_, err = w.room.Object(w.Ctx, access.Actor{}, w.words(id))
		w.Refused(err, fault.KindClosed, "C3")
		w.Refused(w.room.Assign(w.Ctx, w.Approver, o.ID, w.Handler.Account, w.Handler.Account), fault.KindInvalid, "")
		w.Refused(w.room.Assign(w.Ctx, w.Approver, o.ID, w.City.Account, ""), fault.KindInvalid, "")
		w.Must(w.room.Assign(w.Ctx, w.Handler, o.ID, w.Approver.Account, w.Handler.Account[:0]))
		yes := Answered{Outcome: Sustained, Found: "经核查属实", Answer: "已核查，将撤下", Strikes: true}
		w.Refused(w.room.Find(w.Ctx, w.Handler, o.ID, yes), fault.KindForbidden, "C3")
		w.Refused(w.room.Find(w.Ctx, w.Approver, o.ID, Answered{Outcome: Sustained, Answer: "好"}), fault.KindInvalid, "")
		w.Must(w.room.Find(w.Ctx, w.Approver, o.ID, yes))
		_, err = w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20))
		w.Refused(err, fault.KindConflict, "C4")
		w.waits(w.Handler, "登记发布", "撤下")
		w.Confirm(w.room.Strike(w.Ctx, w.Handler, Striking{Notice: id, Application: w.bids[0].ID, Reason: "异议成立。"}))
		w.waits(w.Handler, "登记发布")
		w.is(0, apply.StateInReview)
		w.Confirm(w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20)))
		w.is(0, apply.StateNotSelected)
		w.is(1, apply.StateSelected)
		if told := w.letter(0); !strings.Contains(told, "已在公示中撤下，这次没有入选。撤下的理由：异议成立。") || strings.Contains(told, "。。") {
			t.Errorf("the unit that was struck is told: %s", told)
		}
		w.verify()
	})
}

// A letter that came in time is typed in after the end; whom it complains of neither handles nor sees it.
func TestRule_C3_ALetterIsTypedInByWhenItCame(t *testing.T) {
	each(t, list, func(w *world) {
		id := w.running()
		w.At("2020-06-30 09:00")
		x := w.words(id)
		x.Way, x.Received = "信函", at(t, "2020-06-30T08:00:00+08:00")
		_, err := w.room.TypeIn(w.Ctx, w.Handler, x)
		w.Refused(err, fault.KindClosed, "C3")
		x.Received = x.Received.Add(-24 * time.Hour)
		_, err = w.room.TypeIn(w.Ctx, w.City, x)
		w.Refused(err, fault.KindForbidden, "")
		_, err = w.room.TypeIn(w.Ctx, w.Handler, x)
		w.Must(err)
		o := w.objection(id, 0)
		w.Must(w.room.Assign(w.Ctx, w.Approver, o.ID, w.Approver.Account, w.Handler.Account))
		w.Refused(w.room.Assign(w.Ctx, w.Handler, o.ID, w.Handler.Account, ""), fault.KindNotFound, "")
		if o = w.objection(id, 0); MayReadObjection(w.Handler, o).Allowed || !MayReadObjection(w.Approver, o).Allowed {
			t.Error("whom it complains of must not read it, the others must")
		}
		w.Must(w.room.Find(w.Ctx, w.Approver, o.ID, Answered{Outcome: Rejected, Found: "不属实", Answer: "经核查不属实"}))
		w.Confirm(w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20)))
		w.is(0, apply.StateSelected)
		w.verify()
	})
}

// Anonymous words go to the supervisor alone.
func TestRule_C3_AnonymousWordsHaveAnotherDoor(t *testing.T) {
	each(t, list, func(w *world) {
		id := w.running()
		w.Refused(w.room.Report(w.Ctx, id, " "), fault.KindInvalid, "")
		w.Must(w.room.Report(w.Ctx, id, "有人打招呼"))
		all := worldtest.Get(w.World, Reports)
		if len(all) != 1 || all[0].Words != "有人打招呼" || MayReadReports(w.Handler).Allowed || MayReadReports(w.Approver).Allowed || !MayReadReports(w.supervisor()).Allowed {
			t.Errorf("reports: %+v", all)
		}
		w.verify()
	})
}

// After the release a reserve comes up by a decision, with a notice for that unit alone.
func TestRule_C3_AReserveHasANoticeOfItsOwn(t *testing.T) {
	each(t, list, func(w *world) {
		w.running()
		w.At("2020-06-30 09:00")
		w.Confirm(w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20)))
		w.Confirm(w.decide.Record(w.Ctx, w.Handler, decide.Taken{Cohort: w.Cohort, Matter: "备选递补", Session: "第7次", On: "2020-06-30", Excerpt: w.pdf("second"),
			Lines: []decide.TakenLine{{Application: w.bids[2].ID, Outcome: decide.Agreed}}}))
		id := w.running()
		n := w.notice(id)
		if n.N != 2 || len(n.Lines) != 1 || n.Lines[0].Application != w.bids[2].ID || n.Until.String() != "2020-07-06" {
			t.Errorf("the supplementary notice: %+v", n)
		}
		w.At("2020-07-07 09:00")
		w.Confirm(w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(25)))
		w.is(2, apply.StateSelected)
		w.is(3, apply.StateNotSelected)
		if len(w.pilots()) != 3 {
			t.Errorf("pilots: %+v", w.pilots())
		}
		w.verify()
	})
}

func TestRule_C3_WhatANoticeNeeds(t *testing.T) {
	each(t, list, func(w *world) {
		_, err := w.room.Draft(w.Ctx, w.Handler, Drafting{Decision: w.decision().ID, From: "2020-06-22", OfficePhone: "0531-82088888"})
		w.Refused(err, fault.KindInvalid, "")
		id := w.draft()
		_, err = w.room.Draft(w.Ctx, w.Handler, Drafting{Decision: w.decision().ID, From: "2020-06-22", OfficePhone: "1", DisciplinePhone: "2"})
		w.Refused(err, fault.KindConflict, "C3")
		without := w.starting(id)
		without.Snapshot = ""
		_, err = w.room.Start(w.Ctx, w.Handler, without)
		w.Refused(err, fault.KindInvalid, "")
		w.At("2020-06-21 10:00")
		_, err = w.room.Start(w.Ctx, w.Handler, w.starting(id))
		w.Refused(err, fault.KindInvalid, "")
		w.At("2020-06-23 10:00")
		_, err = w.room.Draft(w.Ctx, w.Handler, Drafting{Notice: id, From: "2020-06-23", OfficePhone: "1", DisciplinePhone: "2"})
		w.Must(err)
		proposal, err := w.room.Start(w.Ctx, w.Handler, w.starting(id))
		w.Must(err)
		_, err = w.room.Draft(w.Ctx, w.Handler, Drafting{Notice: id, From: "2020-06-24", OfficePhone: "1", DisciplinePhone: "2"})
		w.Refused(err, fault.KindConflict, "") // the approver has it
		w.Confirm(proposal, nil)
		w.Confirm(w.room.Stop(w.Ctx, w.Handler, Striking{Notice: id, Reason: "名单有误"}))
		w.is(0, apply.StateProposed)
		_, err = w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20))
		w.Refused(err, fault.KindConflict, "C3")
		w.running()
		w.is(0, apply.StateOnNotice)
		w.verify()
	})
}

// The papers are drafted for the office to sign; of nothing there is none.
func TestThePapersAreDrafted(t *testing.T) {
	each(t, list, func(w *world) {
		id := w.running()
		for _, docx := range []bool{true, false} {
			notice, err := w.room.NoticeFile(w.Ctx, w.Handler, id, docx)
			w.Must(err)
			released, err := w.room.ReleaseFile(w.Ctx, w.Approver, w.Cohort, docx)
			w.Must(err)
			if len(notice) < 1000 || len(released) < 1000 {
				t.Errorf("docx %v: %d and %d bytes", docx, len(notice), len(released))
			}
			_, err = w.room.NoticeFile(w.Ctx, w.Handler, "unknown", docx)
			w.Refused(err, fault.KindNotFound, "")
		}
		_, err := w.room.NoticeFile(w.Ctx, w.City, id, false)
		w.Refused(err, fault.KindNotFound, "")
	})
}

// What the body granted is what stands on notice, is released and becomes the pilot's.
func TestRule_C2_FewerContentsAreCarriedToThePilot(t *testing.T) {
	each(t, []decide.Outcome{decide.Fewer, decide.Agreed}, func(w *world) {
		id := w.running()
		if l := w.notice(id).Lines[0]; len(l.Contents) != 1 || l.Contents[0] != 6 {
			t.Errorf("on notice with %v", l.Contents)
		}
		w.At("2020-06-30 09:00")
		w.Confirm(w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20)))
		for _, p := range w.pilots() {
			if len(p.Contents) != 1 || p.Contents[0] != 6 {
				t.Errorf("pilot with %v", p.Contents)
			}
		}
		cut := 0
		for _, l := range w.letters() {
			if strings.Contains(l.Text, "核减") {
				cut++
			}
		}
		if cut != 1 {
			t.Errorf("%d letters speak of fewer contents, want one", cut)
		}
		w.verify()
	})
}

// Who withdraws during the notice stays on it with a remark, a corrected notice is drafted, and it is not released.
func TestRule_C3_AWithdrawalDuringTheNoticeIsCorrected(t *testing.T) {
	each(t, list, func(w *world) {
		id := w.running()
		_, err := w.room.CorrectionFile(w.Ctx, w.Handler, id, false)
		w.Refused(err, fault.KindNotFound, "")
		w.Must(w.Apply.Withdraw(w.Ctx, w.bids[1].Clerk, w.bids[1].ID, "力量不足", "某甲"))
		s := worldtest.Get(w.World, func(t *store.Tx) (Shown, error) { return w.room.ShownOf(t, id) })
		if off := s.Off(); len(off) != 1 || off[0].Application != w.bids[1].ID {
			t.Errorf("off the notice: %+v", off)
		}
		text := fmt.Sprint(CorrectionPaper(s).Blocks)
		if !strings.Contains(text, "第2县科学技术协会已撤回申报") || strings.Contains(text, "力量不足") || !strings.Contains(text, "公示的更正") {
			t.Errorf("the corrected notice: %s", text)
		}
		_, err = w.room.CorrectionFile(w.Ctx, w.Handler, id, false)
		w.Must(err)
		w.At("2020-06-30 09:00")
		w.Confirm(w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20)))
		w.is(1, apply.StateWithdrawn)
		if len(w.pilots()) != 1 {
			t.Errorf("pilots: %+v", w.pilots())
		}
		w.verify()
	})
}

// An objection that was sustained about a list that was stopped meanwhile does not block the release of the new one.
func TestRule_C4_WhatWasStoppedNeedsNoStriking(t *testing.T) {
	each(t, list, func(w *world) {
		id := w.running()
		_, err := w.room.Object(w.Ctx, access.Actor{}, w.words(id))
		w.Must(err)
		o := w.objection(id, 0)
		w.Must(w.room.Assign(w.Ctx, w.Approver, o.ID, w.Handler.Account, ""))
		w.Must(w.room.Find(w.Ctx, w.Handler, o.ID, Answered{Outcome: Sustained, Found: "属实", Answer: "已核实", Strikes: true}))
		w.Confirm(w.room.Stop(w.Ctx, w.Handler, Striking{Notice: id, Reason: "名单有误"}))
		second := w.running()
		w.waits(w.Handler, "撤下")
		w.At("2020-06-30 09:00")
		_, err = w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20))
		w.Refused(err, fault.KindConflict, "C4")
		w.Confirm(w.room.Strike(w.Ctx, w.Handler, Striking{Notice: second, Application: w.bids[0].ID, Reason: "异议成立"}))
		w.Confirm(w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20)))
		w.is(0, apply.StateNotSelected)
		w.verify()
	})
}

// Who withdraws between the decision and the notice is neither in the paper nor on the list; who does so after the paper
// was drafted keeps the notice from being put up until it is drafted anew.
func TestRule_C3_AWithdrawalBeforeTheNoticeIsInThePaperToo(t *testing.T) {
	each(t, list, func(w *world) {
		id := w.draft()
		proposal, err := w.room.Start(w.Ctx, w.Handler, w.starting(id))
		w.Must(err)
		w.At("2020-06-22 11:00")
		w.Must(w.Apply.Withdraw(w.Ctx, w.bids[1].Clerk, w.bids[1].ID, "力量不足", "某甲"))
		_, err = w.Door.Confirm(w.Ctx, w.Approver, proposal)
		w.Refused(err, fault.KindConflict, "C3")
		_, err = w.Door.Reject(w.Ctx, w.Approver, proposal, "有单位撤回")
		w.Must(err)
		_, err = w.room.Start(w.Ctx, w.Handler, w.starting(id))
		w.Refused(err, fault.KindConflict, "C3")
		s := worldtest.Get(w.World, func(t *store.Tx) (Shown, error) { return w.room.ShownOf(t, id) })
		if text := fmt.Sprint(NoticePaper(s).Blocks); strings.Contains(text, "第2县") || !strings.Contains(text, "拟确定的1个单位") || len(s.Left) != 1 || s.Left[0].At.Format("15:04") != "11:00" {
			t.Errorf("the draft: %s %+v", text, s.Left)
		}
		w.At("2020-06-22 12:00")
		_, err = w.room.Draft(w.Ctx, w.Handler, Drafting{Notice: id, From: "2020-06-22", OfficePhone: "1", DisciplinePhone: "2"})
		w.Must(err)
		w.Confirm(w.room.Start(w.Ctx, w.Handler, w.starting(id)))
		if n := w.notice(id); len(n.Lines) != 1 || n.Lines[0].Application != w.bids[0].ID {
			t.Errorf("on notice: %+v", n.Lines)
		}
		w.verify()
	})
}

// Who withdrew while on notice needs no striking any more, whatever an objection found.
func TestRule_C4_WhoWithdrewNeedsNoStriking(t *testing.T) {
	each(t, list, func(w *world) {
		id := w.running()
		_, err := w.room.Object(w.Ctx, access.Actor{}, w.words(id))
		w.Must(err)
		o := w.objection(id, 0)
		w.Must(w.room.Assign(w.Ctx, w.Approver, o.ID, w.Handler.Account, ""))
		w.Must(w.room.Find(w.Ctx, w.Handler, o.ID, Answered{Outcome: Sustained, Found: "属实", Answer: "已核实", Strikes: true}))
		w.waits(w.Handler, "撤下")
		w.Must(w.Apply.Withdraw(w.Ctx, w.bids[0].Clerk, w.bids[0].ID, "力量不足", "某甲"))
		w.waits(w.Handler, "更正公示")
		w.At("2020-06-30 09:00")
		w.waits(w.Handler, "登记发布")
		w.Confirm(w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20)))
		w.is(0, apply.StateWithdrawn)
		w.is(1, apply.StateSelected)
		w.verify()
	})
}
