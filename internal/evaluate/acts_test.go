package evaluate

import (
	"errors"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// The midterm is a sheet with a finding of every criterion; who passes goes on, and the unit learns of it at once.
func TestRule_J1_TheMidtermHasAFindingOfEveryCriterion(t *testing.T) {
	each(t, 2, func(w *world) {
		x := w.looking(0, Passed)
		w.At("2021-04-29 23:00")
		w.Refused(w.room.LookMidterm(w.Ctx, w.Handler, x), fault.KindConflict, "J1")
		w.At("2021-04-30 00:00")
		short := x
		short.Sheet = x.Sheet[:3]
		w.Refused(w.room.LookMidterm(w.Ctx, w.Handler, short), fault.KindInvalid, "")
		missed := w.looking(0, Failed)
		missed.Conclusion = Passed
		w.Refused(w.room.LookMidterm(w.Ctx, w.Handler, missed), fault.KindInvalid, "")
		w.Refused(w.room.LookMidterm(w.Ctx, w.bids[0].Clerk, x), fault.KindForbidden, "")
		keep := func(who access.Actor) (kept bool, err error) {
			_, kept, err = w.run.Keep(w.Ctx, who, run.Keeping{Pilot: w.pilots[0], What: DraftLook(Midterm), Body: `{"words.done":["写到一半"]}`, When: When(DraftLook(Midterm), "")})
			return kept, err
		}
		drafted := func() bool {
			return worldtest.Get(w.World, func(t *store.Tx) (has bool, err error) {
				_, has, err = run.DraftOf(t, w.pilots[0], DraftLook(Midterm))
				return has, err
			})
		}
		if _, err := keep(w.bids[0].Clerk); !fault.Is(err, fault.KindForbidden) || drafted() {
			t.Errorf("a unit writes its own evaluation: %v", err)
		}
		if kept, err := keep(w.Handler); err != nil || !kept || !drafted() {
			t.Errorf("what the office types is not kept: %v", err)
		}
		w.Must(w.room.LookMidterm(w.Ctx, w.Handler, x))
		if drafted() {
			t.Error("the draft outlives the look")
		}
		w.is(0, run.MidtermPassed)
		w.Refused(w.room.LookMidterm(w.Ctx, w.Handler, x), fault.KindConflict, "")
		said := worldtest.Get(w.World, func(t *store.Tx) ([]notify.Message, error) {
			list, _, err := notify.Inbox(t, w.bids[0].Clerk.Account, 0, 1)
			return list, err
		})
		if len(said) == 0 || said[0].Title != "中期评估通过" || said[0].Link != Link(w.pilots[0]) {
			t.Errorf("said at once: %+v", said)
		}
		look, _ := w.of(0).Last(Midterm)
		if len(look.Sheet) != 4 || look.Sheet[1].Name != "任务完成" || look.Sheet[1].Weight != 35 || look.Experts != "某丙、某丁" {
			t.Errorf("the look: %+v", look)
		}
		unknown := w.looking(1, Passed)
		unknown.Scan = strings.Repeat("0", 64)
		w.Refused(w.room.LookMidterm(w.Ctx, w.Handler, unknown), fault.KindInvalid, "")
		w.verify()
	})
}

// Who did not pass rectifies until a date: 90 days from the finding. The second look waits for that date unless the unit asks.
func TestRule_J1_WhoDoesNotPassRectifiesUntilADate(t *testing.T) {
	each(t, 2, func(w *world) {
		w.Refused(w.room.Rectified(w.Ctx, w.bids[0].Clerk, w.rectifying(0, false)), fault.KindConflict, "")
		w.Must(w.room.LookMidterm(w.Ctx, w.Handler, w.looking(0, Failed)))
		w.is(0, run.Rectifying)
		if until := w.of(0).RectifyUntil().String(); until != "2021-09-29" {
			t.Errorf("until %s", until)
		}
		again := w.looking(0, Passed)
		w.Refused(w.room.LookAgain(w.Ctx, w.Handler, again), fault.KindConflict, "J1")
		less := w.rectifying(0, true)
		less.Items = less.Items[:1]
		w.Refused(w.room.Rectified(w.Ctx, w.bids[0].Clerk, less), fault.KindInvalid, "")
		w.Refused(w.room.Rectified(w.Ctx, w.bids[1].Clerk, w.rectifying(0, true)), fault.KindNotFound, "")
		w.Refused(w.room.Rectified(w.Ctx, w.City, w.rectifying(0, true)), fault.KindForbidden, "J1")
		w.Must(w.room.Rectified(w.Ctx, w.bids[0].Clerk, w.rectifying(0, false)))
		w.Refused(w.room.LookAgain(w.Ctx, w.Handler, again), fault.KindConflict, "J1")
		w.Must(w.room.Rectified(w.Ctx, w.bids[0].Clerk, w.rectifying(0, true)))
		w.Must(w.room.LookAgain(w.Ctx, w.Handler, again))
		w.is(0, run.MidtermPassed)
		look, _ := w.of(0).Last(Second)
		if !look.Early || len(w.of(0).Rectified) != 2 || w.of(0).Rectified[1].Items[0].What != "补齐制度" {
			t.Errorf("%+v", w.of(0))
		}
		w.Must(w.room.LookMidterm(w.Ctx, w.Handler, w.looking(1, Failed)))
		w.At("2021-09-29 23:00")
		w.Refused(w.room.LookAgain(w.Ctx, w.Handler, w.looking(1, Failed)), fault.KindConflict, "J1")
		w.At("2021-09-30 00:00")
		w.Must(w.room.LookAgain(w.Ctx, w.Handler, w.looking(1, Failed)))
		w.is(1, run.LossProposed)
		w.verify()
	})
}

// The status is lost only by a decision after the unit was asked and heard; its document is registered by two persons.
func TestRule_J1_TheStatusIsLostByADecisionAfterTheUnitWasHeard(t *testing.T) {
	each(t, 3, func(w *world) {
		for i := range 3 {
			w.lost(i)
			w.is(i, run.LossProposed)
		}
		loss := func(o decide.Outcome, pilots ...int) error {
			_, err := w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterLoss, o, pilots...))
			return err
		}
		w.Refused(loss(decide.Agreed, 0), fault.KindConflict, "J1")
		w.Refused(w.room.State(w.Ctx, w.bids[0].Clerk, w.pilots[0], "", "意见", nil), fault.KindConflict, "J1")
		w.Refused(w.room.Hear(w.Ctx, w.Handler, w.pilots[0], "请陈述", "2021-07-01"), fault.KindInvalid, "")
		for i := range 3 {
			w.Must(w.room.Hear(w.Ctx, w.Handler, w.pilots[i], "请陈述", "2021-07-10"))
		}
		w.Must(w.room.Hear(w.Ctx, w.Handler, w.pilots[0], "请陈述意见", "2021-07-12"))
		w.Refused(loss(decide.Agreed, 0), fault.KindConflict, "J1")
		w.Refused(w.room.State(w.Ctx, w.bids[0].Clerk, w.pilots[0], "", " ", nil), fault.KindInvalid, "")
		w.Must(w.room.State(w.Ctx, w.bids[0].Clerk, w.pilots[0], "", "尊重评估意见", []string{w.pdf("view")}))
		w.Refused(w.room.Hear(w.Ctx, w.Handler, w.pilots[0], "请陈述", "2021-07-20"), fault.KindConflict, "J1")
		offered := worldtest.Get(w.World, func(t *store.Tx) ([]decide.Ranked, error) { return lossLines(t, w.Cohort) })
		if len(offered) != 1 || offered[0].Notes != "已陈述意见" {
			t.Errorf("offered: %+v", offered)
		}
		w.Must(loss(decide.Agreed, 0))
		w.At("2021-07-11 09:00")
		w.Refused(w.room.State(w.Ctx, w.bids[1].Clerk, w.pilots[1], "", "意见", nil), fault.KindConflict, "J1")
		x := w.taken(programme.MatterLoss, decide.Agreed, 0, 1)
		x.Lines[1].Outcome = decide.Struck
		lost := w.losses()
		w.Confirm(w.decide.Record(w.Ctx, w.Handler, x))
		if len(lost) != 1 || lost[w.pilots[0]] != run.Disqualified {
			t.Errorf("what is public is taken down of %+v", lost)
		}
		w.is(0, run.Disqualified)
		w.is(1, run.Rectifying)
		w.is(2, run.LossProposed)
		if until := w.of(1).RectifyUntil().String(); until != "2021-10-09" {
			t.Errorf("rectifies until %s", until)
		}
		if _, again := w.of(1).Rectify(); again {
			t.Error("the report before the second look counts for the new round")
		}
		reg := call.Registration{Number: "鲁科协发〔2021〕13号", Signer: "某某", Dated: "2021-07-11", Issued: w.pdf("issued")}
		announce := func(i int, reg call.Registration) error {
			_, err := w.room.Announce(w.Ctx, w.Handler, Announcing{Pilot: w.pilots[i], Registration: reg})
			return err
		}
		w.Refused(announce(1, reg), fault.KindConflict, "J1")
		used := reg
		used.Number, used.Dated = "鲁科协发〔2020〕13号", "2020-07-11"
		w.Refused(announce(0, used), fault.KindInvalid, "")
		w.Confirm(w.room.Announce(w.Ctx, w.Handler, Announcing{Pilot: w.pilots[0], Registration: reg}))
		w.Refused(announce(0, reg), fault.KindConflict, "J1")
		public := worldtest.Get(w.World, func(t *store.Tx) ([]Announced, error) { return AnnouncedIn(t, w.Cohort) })
		if len(public) != 1 || public[0].Number != reg.Number {
			t.Errorf("public: %+v", public)
		}
		w.verify()
	})
}

// The final look needs the midterm, the end of the term and every half year; a grade beside the thresholds needs its reason.
func TestRule_J2_TheFinalLookNeedsEveryHalfYear(t *testing.T) {
	each(t, 1, func(w *world) {
		x := w.judging(0, "优秀", 18, 30, 22, 17)
		w.Refused(w.room.Judge(w.Ctx, w.Handler, x), fault.KindConflict, "J2")
		w.Must(w.room.LookMidterm(w.Ctx, w.Handler, w.looking(0, Passed)))
		w.Refused(w.room.Judge(w.Ctx, w.Handler, x), fault.KindConflict, "J2")
		w.half("h2", "2021年上半年", "2021-01-01", "2021-06-30")
		w.At("2022-06-01 09:00")
		err := w.room.Judge(w.Ctx, w.Handler, x)
		w.Refused(err, fault.KindConflict, "J2")
		if f, _ := fault.As(err); !strings.Contains(f.Message, "2021年上半年") || strings.Contains(f.Message, "2020年下半年") {
			t.Errorf("names %s", f.Message)
		}
		w.report("h2", 0, "5")
		better := w.judging(0, "优秀", 15, 25, 20, 15)
		w.Refused(w.room.Judge(w.Ctx, w.Handler, better), fault.KindInvalid, "")
		w.Refused(w.room.Judge(w.Ctx, w.City, x), fault.KindForbidden, "")
		better.Reason = "机制创新突出"
		w.Must(w.room.Judge(w.Ctx, w.Handler, better))
		look, _ := w.of(0).Last(Final)
		if look.Total != 7500 || look.Proposed != "良好" || look.Grade != "优秀" || look.Reason != "机制创新突出" {
			t.Errorf("%+v", look)
		}
		w.is(0, run.Final)
		targets := worldtest.Get(w.World, func(t *store.Tx) ([]Target, error) { return TargetsOf(t, w.pilots[0]) })
		if len(targets) != 1 || targets[0].Percent != 125 || targets[0].Proof != "印发的文件" {
			t.Errorf("%+v", targets)
		}
		w.verify()
	})
}

// The body decides the grades by the ranked list; no more than the share are excellent, and who is not agreed is judged anew.
func TestRule_J2_TheBodyDecidesTheGradesWithinTheShares(t *testing.T) {
	each(t, 4, func(w *world) {
		for i := range 4 {
			w.Must(w.room.LookMidterm(w.Ctx, w.Handler, w.looking(i, Passed)))
		}
		w.At("2022-06-01 09:00")
		points := [][]int{{18, 30, 22, 17}, {19, 32, 22, 17}, {15, 25, 20, 15}, {5, 5, 5, 5}}
		for i, grade := range []string{"优秀", "优秀", "良好", "未通过"} {
			w.Must(w.room.Judge(w.Ctx, w.Handler, w.judging(i, grade, points[i]...)))
		}
		_, early := w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterGrade, decide.Agreed, 2))
		w.Refused(early, fault.KindConflict, "J2") // the term is not over
		w.At("2022-07-01 09:00")
		lines := worldtest.Get(w.World, func(t *store.Tx) ([]decide.Ranked, error) { return gradeLines(t, w.Cohort) })
		if len(lines) != 4 || lines[0].Application != w.bids[1].ID || lines[0].Score != "90" || lines[3].Place != 4 {
			t.Errorf("ranked: %+v", lines)
		}
		_, err := w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterGrade, decide.Agreed, 0, 1, 2, 3))
		w.Refused(err, fault.KindConflict, "J2")
		x := w.taken(programme.MatterGrade, decide.Agreed, 0, 1, 2, 3)
		x.Lines[0].Outcome = decide.Struck
		w.Confirm(w.decide.Record(w.Ctx, w.Handler, x))
		w.is(0, run.Final)
		w.is(1, run.Ended)
		if g := w.of(1).Grade(); g != "优秀" || w.of(0).Grade() != "" || w.of(3).Grade() != "未通过" {
			t.Errorf("grades: %s", g)
		}
		_, err = w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterGrade, decide.Agreed, 0))
		w.Refused(err, fault.KindConflict, "J2")
		lower := w.judging(0, "良好", points[0]...)
		lower.Reason = "名额已满"
		w.Must(w.room.Judge(w.Ctx, w.Handler, lower))
		before, err := w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterGrade, decide.Agreed, 0))
		w.Must(err)
		w.Must(w.room.Judge(w.Ctx, w.Handler, lower)) // judged anew behind the approver's back
		_, err = w.Door.Confirm(w.Ctx, w.Approver, before)
		w.Refused(err, fault.KindConflict, "C2")
		w.is(0, run.Final)
		w.Confirm(w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterGrade, decide.Agreed, 0)))
		w.is(0, run.Ended)
		lost := w.losses()
		graded := func(t *store.Tx) ([]Graded, error) { return GradedIn(t, w.Cohort) }
		if early := worldtest.Get(w.World, graded); len(early) > 0 || len(lost) > 0 {
			t.Errorf("public before the letters: %+v", early)
		}
		w.told()
		if len(lost) != 1 || lost[w.pilots[3]] != run.Ended {
			t.Errorf("what is public is taken down of %+v", lost)
		}
		if over := worldtest.Get(w.World, BeyondShare); len(over) > 0 {
			t.Errorf("beyond the share: %v", over)
		}
		err = w.DB.Write(w.Ctx, func(tx *store.Tx) error {
			if _, err := tx.Exec("UPDATE evaluation SET grade = '优秀' WHERE kind = 'final' AND state = 'agreed'"); err != nil {
				return err
			}
			if over, err := BeyondShare(tx); err != nil || len(over) != 1 {
				t.Errorf("changed by hand, beyond the share: %v, %v", over, err)
			}
			return errTakenBack
		})
		if !errors.Is(err, errTakenBack) {
			t.Fatal(err)
		}
		public := worldtest.Get(w.World, graded)
		if len(public) != 3 || public[0].Grade != "优秀" {
			t.Errorf("public: %+v", public)
		}
		w.verify()
	})
}
