package accept

import (
	"errors"
	"strings"
	"testing"
	"time"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/recommend"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

func letters(w *world) []notify.Letter {
	w.T.Helper()
	return worldtest.Get(w.World, notify.Waiting)
}

// The office checks item by item and accepts; the unit is told by a letter that waits.
func TestAccept(t *testing.T) {
	each(t, func(w *world) {
		b := w.Submitted(w.Society)
		w.Refused(w.room.Accept(w.Ctx, w.Handler, b.ID, 1), fault.KindInvalid, "")
		w.kept(b, blanks)
		w.Refused(w.room.Accept(w.Ctx, w.Handler, b.ID, 1), fault.KindInvalid, "")
		w.kept(b)
		w.Refused(w.room.Accept(w.Ctx, w.Handler, b.ID, 2), fault.KindConflict, "")
		w.Refused(w.room.Accept(w.Ctx, w.Society, b.ID, 1), fault.KindForbidden, "")
		w.Must(w.room.Accept(w.Ctx, w.Handler, b.ID, 1))
		w.is(b, apply.StateAccepted)
		items := worldtest.Get(w.World, func(t *store.Tx) (map[string]Line, error) { return ItemsOf(t, b.ID, 1) })
		draft := worldtest.Get(w.World, func(t *store.Tx) (map[string]Line, error) { return DraftOf(t, b.ID, 1) })
		if len(items) != 6 || len(draft) != 0 || items["in_time"].Result != Passed {
			w.T.Errorf("frozen %v, draft %v", items, draft)
		}
		if l := letters(w); len(l) != 1 || l[0].Unit != w.Society.Unit || !strings.Contains(l[0].Text, "SD-2020-0001") {
			w.T.Errorf("letters: %+v", l)
		}
		w.Refused(w.room.Accept(w.Ctx, w.Handler, b.ID, 1), fault.KindConflict, "")
		w.Refused(w.room.Save(w.Ctx, w.Handler, b.ID, 1, nil), fault.KindConflict, "")
		w.holds()
	})
}

// A county's waits for its city (A6). After the supplement it is checked anew, in the version that came in its place.
func TestSupplementOpensFieldsAndIsCheckedAnew(t *testing.T) {
	each(t, func(w *world) {
		b := w.County()
		w.Refused(w.room.Save(w.Ctx, w.Handler, b.ID, 1, nil), fault.KindConflict, "A6")
		w.endorse(b)
		w.kept(b, blanks)
		mend := []apply.ReturnItem{{Key: "work_plan", Reason: "补写实施步骤"}}
		until := w.until("2020-05-20")
		w.Refused(w.room.Supplement(w.Ctx, w.Handler, b.ID, 1, mend, time.Time{}), fault.KindInvalid, "")
		w.Refused(w.room.Supplement(w.Ctx, w.Handler, b.ID, 1, []apply.ReturnItem{{Key: "work_plan"}}, until), fault.KindInvalid, "")
		w.Must(w.room.Supplement(w.Ctx, w.Handler, b.ID, 1, mend, until))
		w.is(b, apply.StateReturned)
		w.Save(b.Clerk, b.ID, map[string]string{"work_plan": "目标、措施、步骤"})
		w.Submit(b)
		w.is(b, apply.StateSubmitted)
		w.Must(w.recommend.Confirm(w.Ctx, w.City, b.ID, 2, recommend.Opinion{Text: "情况属实，同意推荐。"}))
		w.Refused(w.room.Accept(w.Ctx, w.Handler, b.ID, 1), fault.KindConflict, "")
		w.kept(b)
		w.Must(w.room.Accept(w.Ctx, w.Handler, b.ID, 2))
		first := worldtest.Get(w.World, func(t *store.Tx) (map[string]Line, error) { return ItemsOf(t, b.ID, 1) })
		last := worldtest.Get(w.World, func(t *store.Tx) (Conclusion, error) { c, _, err := LastOf(t, b.ID); return c, err })
		if first["all_filled"] != blanks || last.Outcome != Accepted || last.Version != 2 {
			w.T.Errorf("the first check %v, the last conclusion %+v", first["all_filled"], last)
		}
		w.holds()
	})
}

// Paper alone is mended without a new version; when its date has passed two persons may not accept, and not before.
func TestSupplementOfPaperLeavesTheVersion(t *testing.T) {
	each(t, func(w *world) {
		b := w.Submitted(w.Society)
		w.kept(b, sheets)
		w.Must(w.room.Supplement(w.Ctx, w.Handler, b.ID, 1, nil, w.until("2020-05-20")))
		w.is(b, apply.StateSubmitted)
		_, asked := paperAsked(w, b)
		if _, err := w.room.ProposeReject(w.Ctx, w.Handler, b.ID, 1, "没有补正"); !asked || !fault.Is(err, fault.KindConflict) {
			w.T.Errorf("asked %v, rejected before the date: %v", asked, err)
		}
		w.At("2020-05-21 00:00")
		w.Confirm(w.room.ProposeReject(w.Ctx, w.Handler, b.ID, 1, "没有在期限内补交。"))
		w.is(b, apply.StateNotAccepted)
		w.holds()
	})
}

func paperAsked(w *world, b worldtest.Bid) (c Conclusion, asked bool) {
	w.Must(w.DB.Read(w.Ctx, func(t *store.Tx) (err error) {
		a, err := apply.Get(t, b.ID)
		if err != nil {
			return err
		}
		c, asked, err = PaperAsked(t, worldtest.Pilot(w.T), a)
		return err
	}))
	return c, asked
}

// Two persons do not accept: the place is free, the unit asks once within its days from when it was told, two persons answer.
func TestRejectionFreesThePlaceAndIsLookedAtAgain(t *testing.T) {
	each(t, func(w *world) {
		first, second, third := w.County(), w.County(), w.County()
		w.endorse(first)
		w.endorse(second)
		w.kept(first, Line{"in_scope", Fatal, "不属于试点范围"})
		w.Refused(w.room.Accept(w.Ctx, w.Handler, first.ID, 1), fault.KindInvalid, "")
		proposal, err := w.room.ProposeReject(w.Ctx, w.Handler, first.ID, 1, "不属于试点范围。")
		w.Must(err)
		_, err = w.Door.Confirm(w.Ctx, w.Handler, proposal)
		w.Refused(err, fault.KindForbidden, "")
		w.Confirm(proposal, nil)
		w.is(first, apply.StateNotAccepted)
		w.endorse(third) // the freed place
		w.is(third, apply.StateEndorsed)

		w.Refused(w.room.AskAgain(w.Ctx, second.Clerk, first.ID, "理由", "某甲"), fault.KindNotFound, "")
		w.Refused(w.room.AskAgain(w.Ctx, w.Handler, first.ID, "理由", "某甲"), fault.KindForbidden, "")
		w.Refused(w.room.AskAgain(w.Ctx, first.Clerk, first.ID, "理由", ""), fault.KindInvalid, "")
		w.Must(w.room.AskAgain(w.Ctx, first.Clerk, first.ID, "我县属于试点范围。", "某甲"))
		w.Refused(w.room.AskAgain(w.Ctx, first.Clerk, first.ID, "再问", "某甲"), fault.KindConflict, "")
		w.Confirm(w.room.ProposeAnswer(w.Ctx, w.Handler, first.ID, false, "核实后维持。"))
		w.is(first, apply.StateNotAccepted)
		_, err = w.room.ProposeAnswer(w.Ctx, w.Handler, first.ID, true, "再改")
		w.Refused(err, fault.KindConflict, "")
		w.holds()
	})
}

// A county that the second look accepts has a place again: a free one, or beyond the cap by the same word.
func TestRule_A7_ASecondLookGivesThePlaceBack(t *testing.T) {
	each(t, func(w *world) {
		first, second, third := w.County(), w.County(), w.County()
		w.endorse(first)
		w.endorse(second)
		w.kept(first, Line{"in_scope", Fatal, "不属于试点范围"})
		w.Confirm(w.room.ProposeReject(w.Ctx, w.Handler, first.ID, 1, "不属于试点范围。"))
		w.endorse(third)
		w.Must(w.room.AskAgain(w.Ctx, first.Clerk, first.ID, "我县属于试点范围。", "某甲"))
		w.Confirm(w.room.ProposeAnswer(w.Ctx, w.Handler, first.ID, true, "核实后属于试点范围。"))
		w.is(first, apply.StateAccepted)
		w.Must(w.DB.Read(w.Ctx, func(t *store.Tx) error {
			l, err := recommend.LineOf(t, first.ID)
			if err == nil && (l.Place != 3 || l.Overrun == nil || l.Overrun.Answer == nil || !l.Overrun.Answer.Agreed) {
				w.T.Errorf("place %d, overrun %+v", l.Place, l.Overrun)
			}
			beyond, wrong := recommend.BeyondCap(t)
			if len(beyond) > 0 {
				w.T.Errorf("beyond the cap without a word: %v", beyond)
			}
			return errors.Join(err, wrong)
		}))
		w.holds()
	})
}

func TestASecondLookMayAccept(t *testing.T) {
	each(t, func(w *world) {
		b := w.rejected()
		_, err := w.room.ProposeAnswer(w.Ctx, w.Handler, b.ID, true, "意见")
		w.Refused(err, fault.KindConflict, "")
		w.Must(w.room.AskAgain(w.Ctx, w.Society, b.ID, "邮戳是5月15日。", "某甲"))
		w.Confirm(w.room.ProposeAnswer(w.Ctx, w.Handler, b.ID, true, "经核实，按期寄达。"))
		w.is(b, apply.StateAccepted)
		again := worldtest.Get(w.World, func(t *store.Tx) (Again, error) { a, _, err := AgainOf(t, b.ID); return a, err })
		if again.Answered.IsZero() || again.Answer != "经核实，按期寄达。" || again.HeadName != "某甲" {
			w.T.Errorf("%+v", again)
		}
		w.holds()
	})
}

// The days for a second look run from when the letter left the outbox, over a week-end that does not count.
func TestTheDaysForASecondLookRunFromTheLetter(t *testing.T) {
	each(t, func(w *world) {
		b := w.rejected()
		w.At("2020-05-30 09:00") // the letter waits: nothing has run
		window := func() (told, until time.Time) {
			a := w.application(b)
			w.Must(w.DB.Read(w.Ctx, func(t *store.Tx) (err error) { told, until, err = w.room.AskWindow(t, a); return err }))
			return told, until
		}
		if told, _ := window(); !told.IsZero() {
			w.T.Fatalf("told at %v, and the letter waits", told)
		}
		w.Must(w.outbox.Release(w.Ctx, w.Handler, []string{letters(w)[0].ID}))
		if _, until := window(); !until.Equal(w.until("2020-06-03")) { // Saturday; Monday to Wednesday are three working days
			w.T.Fatalf("the days end at %v", until)
		}
		w.At("2020-06-03 23:59")
		w.At("2020-06-04 00:00")
		w.Refused(w.room.AskAgain(w.Ctx, w.Society, b.ID, "理由", "某甲"), fault.KindClosed, "C1")
		w.At("2020-06-03 23:59")
		w.Must(w.room.AskAgain(w.Ctx, w.Society, b.ID, "理由", "某甲"))
		w.holds()
	})
}

// A rejection that was proposed does not fall on a version that came meanwhile.
func TestARejectionIsOfTheVersionThatWasLookedAt(t *testing.T) {
	each(t, func(w *world) {
		b := w.Submitted(w.Society)
		w.kept(b, late)
		proposal, err := w.room.ProposeReject(w.Ctx, w.Handler, b.ID, 1, "逾期。")
		w.Must(err)
		w.Must(w.Apply.TakeBack(w.Ctx, w.Society, b.ID))
		w.Submit(b)
		_, err = w.Door.Confirm(w.Ctx, w.Approver, proposal)
		w.Refused(err, fault.KindConflict, "")
		w.is(b, apply.StateSubmitted)
		w.holds()
	})
}

// The counter never refuses: in force, old, foreign; what is owed follows from the version in force today (A4).
func TestTheCounter(t *testing.T) {
	each(t, func(w *world) {
		b := w.Submitted(w.Society)
		day := calendar.Date(2020, 5, 13)
		envelope := Paper{Application: b.ID, Version: 1, Copies: 3, Sealed: 3, Seal: SealHost, Received: day, Courier: "SF100"}
		_, err := w.room.Register(w.Ctx, w.Society, envelope)
		w.Refused(err, fault.KindForbidden, "")
		if owed := worldtest.Get(w.World, func(t *store.Tx) ([]Owing, error) { return Owes(t, w.Cohort) }); len(owed) != 1 || owed[0].Owed != 3 {
			w.T.Fatalf("before anything came: %+v", owed)
		}
		in, err := w.room.Register(w.Ctx, w.Handler, envelope)
		w.Must(err)
		owes := func() int {
			owed := worldtest.Get(w.World, func(t *store.Tx) ([]Owing, error) { return Owes(t, w.Cohort) })
			if len(owed) == 0 {
				return 0
			}
			return owed[0].Owed
		}
		if in.Standing != PaperInForce || owes() != 0 {
			w.T.Errorf("%s, %d owed", in.Standing, owes())
		}
		w.Must(w.Apply.TakeBack(w.Ctx, w.Society, b.ID))
		w.Save(w.Society, b.ID, map[string]string{"work_plan": "新的计划"})
		w.Submit(b)
		if owes() != 3 {
			w.T.Errorf("a new version: %d owed", owes())
		}
		in, err = w.room.Register(w.Ctx, w.Handler, envelope)
		w.Must(err)
		if in.Standing != PaperOld || owes() != 3 {
			w.T.Errorf("an old version: %s, %d owed", in.Standing, owes())
		}
		in, err = w.room.Register(w.Ctx, w.Handler, Paper{Cohort: w.Cohort, Application: "", Version: 4, Copies: 1, Received: day, Note: "工作总结"})
		w.Must(err)
		if in.Standing != PaperForeign || in.Version != 0 {
			w.T.Errorf("a foreign one: %+v", in)
		}
		if recent := worldtest.Get(w.World, func(t *store.Tx) ([]Paper, error) { return RecentPapers(t, w.Cohort, 10) }); len(recent) != 3 || recent[0].Standing != PaperForeign || recent[2].Courier != "SF100" || recent[2].Received != day {
			w.T.Errorf("registered: %+v", recent)
		}
		w.holds()
	})
}

// What the program finds is a proposal; what it cannot know it leaves open.
func TestHints(t *testing.T) {
	each(t, func(w *world) {
		b := w.County()
		w.endorse(b)
		hints := func() map[string]Hint {
			a := w.application(b)
			return worldtest.Get(w.World, func(t *store.Tx) (map[string]Hint, error) { return Hints(t, worldtest.Pilot(w.T), a) })
		}
		want := map[string]Result{"in_scope": Passed, "in_time": "", "through_city": Passed, "within_quota": Passed, "contents_named": Passed,
			"all_filled": Passed, "bound_sealed": "", "same_version": ""}
		for key, result := range want {
			if got := hints()[key]; got.Result != result || got.Words == "" {
				w.T.Errorf("%s before the paper: %+v", key, got)
			}
		}
		_, err := w.room.Register(w.Ctx, w.Handler, Paper{Application: b.ID, Version: 1, Copies: 3, Sealed: 2, Seal: SealOwn, Received: calendar.Date(2020, 5, 13)})
		w.Must(err)
		want["in_time"], want["bound_sealed"], want["same_version"] = Passed, Mendable, Passed
		for key, result := range want {
			if got := hints()[key]; got.Result != result {
				w.T.Errorf("%s with two sealed copies: %+v", key, got)
			}
		}
		w.At("2020-05-19 10:00")
		late := w.submittedLate()
		w.room.Register(w.Ctx, w.Handler, Paper{Application: late.ID, Version: 1, Copies: 3, Sealed: 3, Seal: SealOwn, Received: calendar.Date(2020, 5, 19)})
		a := w.application(late)
		if got := worldtest.Get(w.World, func(t *store.Tx) (map[string]Hint, error) { return Hints(t, worldtest.Pilot(w.T), a) })["in_time"]; got.Result != "" || !strings.Contains(got.Words, "晚于截止时间") {
			w.T.Errorf("paper a day late: %+v", got)
		}
		w.kept(late)
		w.Refused(w.room.Accept(w.Ctx, w.Handler, late.ID, 1), fault.KindInvalid, "")
		w.kept(late, Line{Item: "in_time", Result: Passed, Note: "邮戳为5月18日"})
		w.Must(w.room.Accept(w.Ctx, w.Handler, late.ID, 1))
	})
}

// submittedLate is a society's application that came in time and whose paper does not.
func (w *world) submittedLate() worldtest.Bid {
	w.T.Helper()
	w.At("2020-05-18 12:00")
	b := w.Submitted(w.Society)
	w.At("2020-05-19 10:00")
	return b
}

// Whom to call: the paper, the supplement, the recommender; told once, it says when.
func TestCalls(t *testing.T) {
	each(t, func(w *world) {
		a, b := w.Submitted(w.Society), w.County()
		c := worldtest.Get(w.World, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.Cohort) })
		calls := func() []Call { return worldtest.Get(w.World, func(t *store.Tx) ([]Call, error) { return Calls(t, c) }) }
		list := calls()
		if len(list) != 3 || list[0].Matter != CallPaper || list[1].Matter != CallPaper || list[2].Matter != CallCity || list[2].Unit != w.City.Unit {
			w.T.Fatalf("%+v", list)
		}
		if one := list[0]; len(one.Contacts) != 2 || one.Contacts[1].Phone != "13900000000" || !strings.Contains(one.Words, "还缺3份") || !strings.Contains(one.Words, "5月18日（星期一）24:00前") {
			w.T.Errorf("%+v", one)
		}
		w.Refused(w.room.Phoned(w.Ctx, w.Handler, w.Cohort, w.Society.Unit, CallSupplement), fault.KindConflict, "")
		w.Refused(w.room.Phoned(w.Ctx, w.Society, w.Cohort, w.Society.Unit, CallPaper), fault.KindForbidden, "")
		w.Must(w.room.Phoned(w.Ctx, w.Handler, w.Cohort, w.Society.Unit, CallPaper))
		for _, one := range calls() {
			if told := one.Unit == w.Society.Unit; told == one.Phoned.IsZero() {
				w.T.Errorf("%s told: %v", one.UnitName, one.Phoned)
			}
		}
		w.kept(a, blanks)
		w.Must(w.room.Supplement(w.Ctx, w.Handler, a.ID, 1, []apply.ReturnItem{{Key: "work_plan", Reason: "补写"}}, w.until("2020-05-20")))
		if list := calls(); len(list) != 3 || list[1].Matter != CallSupplement || !strings.Contains(list[1].What, "工作计划") {
			w.T.Errorf("with a supplement: %+v", list)
		}
		w.endorse(b)
		if list := calls(); len(list) != 2 {
			w.T.Errorf("after the city acted: %+v", list)
		}
		w.holds()
	})
}
