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
)

func letters(w *world) []notify.Letter {
	w.t.Helper()
	return get(w, notify.Waiting)
}

// The office checks item by item and accepts; the unit is told by a letter that waits.
func TestAccept(t *testing.T) {
	each(t, func(w *world) {
		b := w.submitted(w.society)
		w.refused(w.room.Accept(w.ctx, w.handler, b.id, 1), fault.KindInvalid, "")
		w.kept(b, blanks)
		w.refused(w.room.Accept(w.ctx, w.handler, b.id, 1), fault.KindInvalid, "")
		w.kept(b)
		w.refused(w.room.Accept(w.ctx, w.handler, b.id, 2), fault.KindConflict, "")
		w.refused(w.room.Accept(w.ctx, w.society, b.id, 1), fault.KindForbidden, "")
		w.must(w.room.Accept(w.ctx, w.handler, b.id, 1))
		w.is(b, apply.StateAccepted)
		items := get(w, func(t *store.Tx) (map[string]Line, error) { return ItemsOf(t, b.id, 1) })
		draft := get(w, func(t *store.Tx) (map[string]Line, error) { return DraftOf(t, b.id, 1) })
		if len(items) != 6 || len(draft) != 0 || items["in_time"].Result != Passed {
			w.t.Errorf("frozen %v, draft %v", items, draft)
		}
		if l := letters(w); len(l) != 1 || l[0].Unit != w.society.Unit || !strings.Contains(l[0].Text, "SD-2020-0001") {
			w.t.Errorf("letters: %+v", l)
		}
		w.refused(w.room.Accept(w.ctx, w.handler, b.id, 1), fault.KindConflict, "")
		w.refused(w.room.Save(w.ctx, w.handler, b.id, 1, nil), fault.KindConflict, "")
		w.holds()
	})
}

// A county's waits for its city (A6). After the supplement it is checked anew, in the version that came in its place.
func TestSupplementOpensFieldsAndIsCheckedAnew(t *testing.T) {
	each(t, func(w *world) {
		b := w.county()
		w.refused(w.room.Save(w.ctx, w.handler, b.id, 1, nil), fault.KindConflict, "A6")
		w.endorse(b)
		w.kept(b, blanks)
		mend := []apply.ReturnItem{{Key: "work_plan", Reason: "补写实施步骤"}}
		until := w.until("2020-05-20")
		w.refused(w.room.Supplement(w.ctx, w.handler, b.id, 1, mend, time.Time{}), fault.KindInvalid, "")
		w.refused(w.room.Supplement(w.ctx, w.handler, b.id, 1, []apply.ReturnItem{{Key: "work_plan"}}, until), fault.KindInvalid, "")
		w.must(w.room.Supplement(w.ctx, w.handler, b.id, 1, mend, until))
		w.is(b, apply.StateReturned)
		w.save(b.clerk, b.id, map[string]string{"work_plan": "目标、措施、步骤"})
		w.submit(b)
		w.is(b, apply.StateSubmitted)
		w.must(w.recommend.Confirm(w.ctx, w.city, b.id, 2, recommend.Opinion{Text: "情况属实，同意推荐。"}))
		w.refused(w.room.Accept(w.ctx, w.handler, b.id, 1), fault.KindConflict, "")
		w.kept(b)
		w.must(w.room.Accept(w.ctx, w.handler, b.id, 2))
		first := get(w, func(t *store.Tx) (map[string]Line, error) { return ItemsOf(t, b.id, 1) })
		last := get(w, func(t *store.Tx) (Conclusion, error) { c, _, err := LastOf(t, b.id); return c, err })
		if first["all_filled"] != blanks || last.Outcome != Accepted || last.Version != 2 {
			w.t.Errorf("the first check %v, the last conclusion %+v", first["all_filled"], last)
		}
		w.holds()
	})
}

// Paper alone is mended without a new version; when its date has passed two persons may not accept, and not before.
func TestSupplementOfPaperLeavesTheVersion(t *testing.T) {
	each(t, func(w *world) {
		b := w.submitted(w.society)
		w.kept(b, sheets)
		w.must(w.room.Supplement(w.ctx, w.handler, b.id, 1, nil, w.until("2020-05-20")))
		w.is(b, apply.StateSubmitted)
		_, asked := paperAsked(w, b)
		if _, err := w.room.ProposeReject(w.ctx, w.handler, b.id, 1, "没有补正"); !asked || !fault.Is(err, fault.KindConflict) {
			w.t.Errorf("asked %v, rejected before the date: %v", asked, err)
		}
		w.at("2020-05-21 00:00")
		w.confirm(w.room.ProposeReject(w.ctx, w.handler, b.id, 1, "没有在期限内补交。"))
		w.is(b, apply.StateNotAccepted)
		w.holds()
	})
}

func paperAsked(w *world, b bid) (c Conclusion, asked bool) {
	w.must(w.db.Read(w.ctx, func(t *store.Tx) (err error) {
		a, err := apply.Get(t, b.id)
		if err != nil {
			return err
		}
		c, asked, err = PaperAsked(t, a)
		return err
	}))
	return c, asked
}

// Two persons do not accept: the place is free, the unit asks once within its days from when it was told, two persons answer.
func TestRejectionFreesThePlaceAndIsLookedAtAgain(t *testing.T) {
	each(t, func(w *world) {
		first, second, third := w.county(), w.county(), w.county()
		w.endorse(first)
		w.endorse(second)
		w.kept(first, Line{"in_scope", Fatal, "不属于试点范围"})
		w.refused(w.room.Accept(w.ctx, w.handler, first.id, 1), fault.KindInvalid, "")
		proposal, err := w.room.ProposeReject(w.ctx, w.handler, first.id, 1, "不属于试点范围。")
		w.must(err)
		_, err = w.door.Confirm(w.ctx, w.handler, proposal)
		w.refused(err, fault.KindForbidden, "")
		w.confirm(proposal, nil)
		w.is(first, apply.StateNotAccepted)
		w.endorse(third) // the freed place
		w.is(third, apply.StateEndorsed)

		w.refused(w.room.AskAgain(w.ctx, second.clerk, first.id, "理由", "某甲"), fault.KindNotFound, "")
		w.refused(w.room.AskAgain(w.ctx, w.handler, first.id, "理由", "某甲"), fault.KindForbidden, "")
		w.refused(w.room.AskAgain(w.ctx, first.clerk, first.id, "理由", ""), fault.KindInvalid, "")
		w.must(w.room.AskAgain(w.ctx, first.clerk, first.id, "我县属于试点范围。", "某甲"))
		w.refused(w.room.AskAgain(w.ctx, first.clerk, first.id, "再问", "某甲"), fault.KindConflict, "")
		w.confirm(w.room.ProposeAnswer(w.ctx, w.handler, first.id, false, "核实后维持。"))
		w.is(first, apply.StateNotAccepted)
		_, err = w.room.ProposeAnswer(w.ctx, w.handler, first.id, true, "再改")
		w.refused(err, fault.KindConflict, "")
		w.holds()
	})
}

// A county that the second look accepts has a place again: a free one, or beyond the cap by the same word.
func TestRule_A7_ASecondLookGivesThePlaceBack(t *testing.T) {
	each(t, func(w *world) {
		first, second, third := w.county(), w.county(), w.county()
		w.endorse(first)
		w.endorse(second)
		w.kept(first, Line{"in_scope", Fatal, "不属于试点范围"})
		w.confirm(w.room.ProposeReject(w.ctx, w.handler, first.id, 1, "不属于试点范围。"))
		w.endorse(third)
		w.must(w.room.AskAgain(w.ctx, first.clerk, first.id, "我县属于试点范围。", "某甲"))
		w.confirm(w.room.ProposeAnswer(w.ctx, w.handler, first.id, true, "核实后属于试点范围。"))
		w.is(first, apply.StateAccepted)
		w.must(w.db.Read(w.ctx, func(t *store.Tx) error {
			l, err := recommend.LineOf(t, first.id)
			if err == nil && (l.Place != 3 || l.Overrun == nil || l.Overrun.Answer == nil || !l.Overrun.Answer.Agreed) {
				w.t.Errorf("place %d, overrun %+v", l.Place, l.Overrun)
			}
			beyond, wrong := recommend.BeyondCap(t)
			if len(beyond) > 0 {
				w.t.Errorf("beyond the cap without a word: %v", beyond)
			}
			return errors.Join(err, wrong)
		}))
		w.holds()
	})
}

func TestASecondLookMayAccept(t *testing.T) {
	each(t, func(w *world) {
		b := w.rejected()
		_, err := w.room.ProposeAnswer(w.ctx, w.handler, b.id, true, "意见")
		w.refused(err, fault.KindConflict, "")
		w.must(w.room.AskAgain(w.ctx, w.society, b.id, "邮戳是5月15日。", "某甲"))
		w.confirm(w.room.ProposeAnswer(w.ctx, w.handler, b.id, true, "经核实，按期寄达。"))
		w.is(b, apply.StateAccepted)
		again := get(w, func(t *store.Tx) (Again, error) { a, _, err := AgainOf(t, b.id); return a, err })
		if again.Answered.IsZero() || again.Answer != "经核实，按期寄达。" || again.HeadName != "某甲" {
			w.t.Errorf("%+v", again)
		}
		w.holds()
	})
}

// The days for a second look run from when the letter left the outbox, over a week-end that does not count.
func TestTheDaysForASecondLookRunFromTheLetter(t *testing.T) {
	each(t, func(w *world) {
		b := w.rejected()
		w.at("2020-05-30 09:00") // the letter waits: nothing has run
		window := func() (told, until time.Time) {
			a := w.application(b)
			w.must(w.db.Read(w.ctx, func(t *store.Tx) (err error) { told, until, err = w.room.AskWindow(t, a); return err }))
			return told, until
		}
		if told, _ := window(); !told.IsZero() {
			w.t.Fatalf("told at %v, and the letter waits", told)
		}
		w.must(w.outbox.Release(w.ctx, w.handler, []string{letters(w)[0].ID}))
		if _, until := window(); !until.Equal(w.until("2020-06-03")) { // Saturday; Monday to Wednesday are three working days
			w.t.Fatalf("the days end at %v", until)
		}
		w.at("2020-06-03 23:59")
		w.at("2020-06-04 00:00")
		w.refused(w.room.AskAgain(w.ctx, w.society, b.id, "理由", "某甲"), fault.KindClosed, "C1")
		w.at("2020-06-03 23:59")
		w.must(w.room.AskAgain(w.ctx, w.society, b.id, "理由", "某甲"))
		w.holds()
	})
}

// A rejection that was proposed does not fall on a version that came meanwhile.
func TestARejectionIsOfTheVersionThatWasLookedAt(t *testing.T) {
	each(t, func(w *world) {
		b := w.submitted(w.society)
		w.kept(b, late)
		proposal, err := w.room.ProposeReject(w.ctx, w.handler, b.id, 1, "逾期。")
		w.must(err)
		w.must(w.apply.TakeBack(w.ctx, w.society, b.id))
		w.submit(b)
		_, err = w.door.Confirm(w.ctx, w.approver, proposal)
		w.refused(err, fault.KindConflict, "")
		w.is(b, apply.StateSubmitted)
		w.holds()
	})
}

// The counter never refuses: in force, old, foreign; what is owed follows from the version in force today (A4).
func TestTheCounter(t *testing.T) {
	each(t, func(w *world) {
		b := w.submitted(w.society)
		day := calendar.Date(2020, 5, 13)
		envelope := Paper{Application: b.id, Version: 1, Copies: 3, Sealed: 3, Seal: SealHost, Received: day, Courier: "SF100"}
		_, err := w.room.Register(w.ctx, w.society, envelope)
		w.refused(err, fault.KindForbidden, "")
		if owed := get(w, func(t *store.Tx) ([]Owing, error) { return Owes(t, w.cohort) }); len(owed) != 1 || owed[0].Owed != 3 {
			w.t.Fatalf("before anything came: %+v", owed)
		}
		in, err := w.room.Register(w.ctx, w.handler, envelope)
		w.must(err)
		owes := func() int {
			owed := get(w, func(t *store.Tx) ([]Owing, error) { return Owes(t, w.cohort) })
			if len(owed) == 0 {
				return 0
			}
			return owed[0].Owed
		}
		if in.Standing != PaperInForce || owes() != 0 {
			w.t.Errorf("%s, %d owed", in.Standing, owes())
		}
		w.must(w.apply.TakeBack(w.ctx, w.society, b.id))
		w.save(w.society, b.id, map[string]string{"work_plan": "新的计划"})
		w.submit(b)
		if owes() != 3 {
			w.t.Errorf("a new version: %d owed", owes())
		}
		in, err = w.room.Register(w.ctx, w.handler, envelope)
		w.must(err)
		if in.Standing != PaperOld || owes() != 3 {
			w.t.Errorf("an old version: %s, %d owed", in.Standing, owes())
		}
		in, err = w.room.Register(w.ctx, w.handler, Paper{Cohort: w.cohort, Application: "", Version: 4, Copies: 1, Received: day, Note: "工作总结"})
		w.must(err)
		if in.Standing != PaperForeign || in.Version != 0 {
			w.t.Errorf("a foreign one: %+v", in)
		}
		if recent := get(w, func(t *store.Tx) ([]Paper, error) { return RecentPapers(t, w.cohort, 10) }); len(recent) != 3 || recent[0].Standing != PaperForeign || recent[2].Courier != "SF100" || recent[2].Received != day {
			w.t.Errorf("registered: %+v", recent)
		}
		w.holds()
	})
}

// What the program finds is a proposal; what it cannot know it leaves open.
func TestHints(t *testing.T) {
	each(t, func(w *world) {
		b := w.county()
		w.endorse(b)
		hints := func() map[string]Hint {
			a := w.application(b)
			return get(w, func(t *store.Tx) (map[string]Hint, error) { return Hints(t, pilot(w.t), a) })
		}
		want := map[string]Result{"in_scope": Passed, "in_time": "", "through_city": Passed, "within_quota": Passed, "contents_named": Passed,
			"all_filled": Passed, "bound_sealed": "", "same_version": ""}
		for key, result := range want {
			if got := hints()[key]; got.Result != result || got.Words == "" {
				w.t.Errorf("%s before the paper: %+v", key, got)
			}
		}
		_, err := w.room.Register(w.ctx, w.handler, Paper{Application: b.id, Version: 1, Copies: 3, Sealed: 2, Seal: SealOwn, Received: calendar.Date(2020, 5, 13)})
		w.must(err)
		want["in_time"], want["bound_sealed"], want["same_version"] = Passed, Mendable, Passed
		for key, result := range want {
			if got := hints()[key]; got.Result != result {
				w.t.Errorf("%s with two sealed copies: %+v", key, got)
			}
		}
		w.at("2020-05-19 10:00")
		late := w.submittedLate()
		w.room.Register(w.ctx, w.handler, Paper{Application: late.id, Version: 1, Copies: 3, Sealed: 3, Seal: SealOwn, Received: calendar.Date(2020, 5, 19)})
		a := w.application(late)
		if got := get(w, func(t *store.Tx) (map[string]Hint, error) { return Hints(t, pilot(w.t), a) })["in_time"]; got.Result != "" || !strings.Contains(got.Words, "晚于截止时间") {
			w.t.Errorf("paper a day late: %+v", got)
		}
	})
}

// submittedLate is a society's application that came in time and whose paper does not.
func (w *world) submittedLate() bid {
	w.t.Helper()
	w.at("2020-05-18 12:00")
	b := w.submitted(w.society)
	w.at("2020-05-19 10:00")
	return b
}

// Whom to call: the paper, the supplement, the recommender; told once, it says when.
func TestCalls(t *testing.T) {
	each(t, func(w *world) {
		a, b := w.submitted(w.society), w.county()
		c := get(w, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.cohort) })
		calls := func() []Call { return get(w, func(t *store.Tx) ([]Call, error) { return Calls(t, c) }) }
		list := calls()
		if len(list) != 3 || list[0].Matter != CallPaper || list[1].Matter != CallPaper || list[2].Matter != CallCity || list[2].Unit != w.city.Unit {
			w.t.Fatalf("%+v", list)
		}
		if one := list[0]; len(one.Contacts) != 2 || one.Contacts[1].Phone != "13900000000" || !strings.Contains(one.Words, "还缺3份") || !strings.Contains(one.Words, "5月18日（星期一）24:00前") {
			w.t.Errorf("%+v", one)
		}
		w.refused(w.room.Phoned(w.ctx, w.handler, w.cohort, w.society.Unit, CallSupplement), fault.KindConflict, "")
		w.refused(w.room.Phoned(w.ctx, w.society, w.cohort, w.society.Unit, CallPaper), fault.KindForbidden, "")
		w.must(w.room.Phoned(w.ctx, w.handler, w.cohort, w.society.Unit, CallPaper))
		for _, one := range calls() {
			if told := one.Unit == w.society.Unit; told == one.Phoned.IsZero() {
				w.t.Errorf("%s told: %v", one.UnitName, one.Phoned)
			}
		}
		w.kept(a, blanks)
		w.must(w.room.Supplement(w.ctx, w.handler, a.id, 1, []apply.ReturnItem{{Key: "work_plan", Reason: "补写"}}, w.until("2020-05-20")))
		if list := calls(); len(list) != 3 || list[1].Matter != CallSupplement || !strings.Contains(list[1].What, "工作计划") {
			w.t.Errorf("with a supplement: %+v", list)
		}
		w.endorse(b)
		if list := calls(); len(list) != 2 {
			w.t.Errorf("after the city acted: %+v", list)
		}
		w.holds()
	})
}
