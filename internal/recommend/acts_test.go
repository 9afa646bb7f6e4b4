package recommend

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/paper/incoming"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// A city recommends two, the third waits with its reason; the province agrees to one and refuses another.
func TestTheCitysTwoPlaces(t *testing.T) {
	each(t, func(w *world) {
		a, b, c, d := w.County(), w.County(), w.County(), w.County()
		w.Must(w.endorse(a, ""))
		w.Must(w.endorse(b, "多余的理由"))
		w.is(a, apply.StateEndorsed, 1)
		w.is(b, apply.StateEndorsed, 2)
		w.Refused(w.endorse(c, ""), fault.KindInvalid, "A7")
		w.is(c, apply.StateSubmitted, 0)
		w.Must(w.endorse(c, "改革任务承接县"))
		w.Must(w.endorse(d, "基层基础好"))
		w.is(c, apply.StateOverrun, 0)
		s := w.standing()
		if u := s.Shares[0]; u.Used != 2 || u.Waiting != 2 || u.Cap != 2 || len(s.Ranked) != 4 {
			t.Errorf("%+v", u)
		}
		w.answer(c, true)
		w.answer(d, false)
		w.is(c, apply.StateEndorsed, 3)
		w.is(d, apply.StateOverQuota, 0)
		if o := w.line(c).Overrun; o == nil || o.Answer == nil || !o.Answer.Agreed || o.Reason != "改革任务承接县" {
			t.Errorf("%+v", o)
		}
		w.holds()
	})
}

// The unit learns the province's answer to an overrun by its letter; its recommender and the office at once (A7).
func TestRule_A7_TheUnitLearnsTheAnswerByItsLetter(t *testing.T) {
	each(t, func(w *world) {
		a, b, c, d := w.County(), w.County(), w.County(), w.County()
		w.Must(w.endorse(a, ""))
		w.Must(w.endorse(b, ""))
		w.Must(w.endorse(c, "改革任务承接县"))
		w.Must(w.endorse(d, "基层基础好"))
		w.answer(c, true)
		w.answer(d, false)
		outbox := &notify.Outbox{Door: w.Door, Receivers: func(*store.Tx, string, []access.Role) ([]string, error) { return []string{c.Clerk.Account}, nil }}
		seen := func(actor access.Actor, one worldtest.Bid) act.State {
			return worldtest.Get(w.World, func(t *store.Tx) (apply.Application, error) { return apply.See(t, actor, one.ID) }).State
		}
		for _, one := range []struct {
			bid  worldtest.Bid
			want act.State
		}{{c, apply.StateEndorsed}, {d, apply.StateOverQuota}} {
			if unit, city, office := seen(one.bid.Clerk, one.bid), seen(w.City, one.bid), seen(w.Handler, one.bid); unit != apply.StateOverrun || city != one.want || office != one.want {
				w.T.Errorf("before the letter: unit %s, city %s, office %s", unit, city, office)
			}
			if l := w.line(one.bid); l.SeenAs(worldtest.Get(w.World, func(t *store.Tx) (apply.Application, error) { return apply.See(t, one.bid.Clerk, one.bid.ID) })).Overrun.Answer != nil {
				w.T.Error("the unit reads the answer")
			}
			letter := worldtest.Get(w.World, notify.Waiting)[0]
			if letter.Link != apply.Link(one.bid.ID) || letter.Unit != one.bid.Clerk.Unit {
				w.T.Errorf("the letter that waits: %+v", letter)
			}
			w.Must(outbox.Release(w.Ctx, w.Handler, []string{letter.ID}))
			if got := seen(one.bid.Clerk, one.bid); got != one.want {
				w.T.Errorf("after the letter the unit sees %s", got)
			}
		}
		w.holds()
	})
}

// judges is an act of a later room that only this test has.
var judges = act.Row{Name: "test.judge", Title: "不予受理", Who: []access.Role{access.Handler},
	From: []act.State{apply.StateEndorsed}, To: []act.State{apply.StateNotAccepted}}

// The recommender's desk and papers tell a result that waits for its letter as little as the application's page does.
func TestTheDeskTellsNoResultBeforeItsLetter(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	a := w.County()
	w.Must(w.endorse(a, ""))
	_, err := w.Door.Do(w.Ctx, w.Handler, judges, apply.Object(a.ID), func(t *act.Tx) error {
		one, err := apply.Lock(t.Tx, a.ID)
		if err != nil {
			return err
		}
		if err := errors.Join(apply.SetState(t, one, apply.StateNotAccepted), Free(t, a.ID)); err != nil {
			return err
		}
		return notify.Hold(t, notify.Letter{Unit: one.Unit, Title: "申报不予受理", Text: "理由", Link: apply.Link(a.ID), Cause: "不予受理"})
	})
	w.Must(err)
	for _, c := range []struct {
		actor               access.Actor
		ranked, ended, used int
	}{{w.City, 1, 0, 1}, {w.Handler, 0, 1, 0}} {
		s := worldtest.Get(w.World, func(t *store.Tx) (Stand, error) { return SeeStanding(t, c.actor, w.Cohort, w.City.Unit) })
		if len(s.Ranked) != c.ranked || len(s.Ended) != c.ended || s.Shares[0].Used != c.used {
			t.Errorf("%v reads %d recommended, %d ended and %d places taken", c.actor.Roles, len(s.Ranked), len(s.Ended), s.Shares[0].Used)
		}
	}
}

// A withdrawal, a decline and a fatal check free a place; a return keeps it.
func TestAPlaceIsKeptAndFreed(t *testing.T) {
	each(t, func(w *world) {
		a, b, c := w.County(), w.County(), w.County()
		w.Must(w.endorse(a, ""))
		w.Must(w.endorse(b, ""))
		w.Must(w.Apply.Return(w.Ctx, w.Handler, a.ID, []apply.ReturnItem{{Key: "work_plan", Reason: "措施要具体"}}, w.DB.Clock.Now().Add(24*time.Hour)))
		w.is(a, apply.StateReturned, 1)
		w.Refused(w.endorse(c, ""), fault.KindInvalid, "A7")
		w.Must(w.Apply.Withdraw(w.Ctx, b.Clerk, b.ID, "力量不足", "某甲"))
		w.is(b, apply.StateWithdrawn, 0)
		w.Must(w.endorse(c, ""))
		w.is(c, apply.StateEndorsed, 2)
		w.Save(a.Clerk, a.ID, map[string]string{"work_plan": "分三步"})
		w.Submit(a)
		w.Refused(w.room.Endorse(w.Ctx, w.City, a.ID, 2, agreed, ""), fault.KindConflict, "")
		w.Must(w.room.Decline(w.Ctx, w.City, a.ID, 2, "修改后仍不具体"))
		w.is(a, apply.StateDeclined, 0)
		w.holds()
	})
}

// What the province sent back and the county mended is confirmed: the place is still its own, the opinion is of the new
// version.
func TestAMendedOneIsConfirmed(t *testing.T) {
	each(t, func(w *world) {
		a := w.County()
		w.Refused(w.room.Confirm(w.Ctx, w.City, a.ID, 1, agreed), fault.KindConflict, "")
		w.Must(w.endorse(a, ""))
		w.again(a)
		if l := w.line(a); !l.Again() || l.Seen() != 1 {
			t.Errorf("again %v, seen %d", l.Again(), l.Seen())
		}
		if s := w.standing(); len(s.Waiting) != 1 || len(s.Ranked) != 1 {
			t.Errorf("%d wait, %d are ranked", len(s.Waiting), len(s.Ranked))
		}
		w.Refused(w.room.Confirm(w.Ctx, w.City, a.ID, 1, agreed), fault.KindConflict, "A6")
		w.Must(w.room.Confirm(w.Ctx, w.City, a.ID, 2, Opinion{Pen: true}))
		w.is(a, apply.StateEndorsed, 1)
		if e := w.line(a).Endorsement; e.Version != 2 || !e.Opinion.Pen || e.Rank != 1 {
			t.Errorf("%+v", e)
		}
		if said := w.saidOf(a); !slices.Contains(said, agreed.Text) {
			t.Errorf("the opinion that was replaced is not in the history: %q", said)
		}
		w.holds()
	})
}

// again lets the province send a recommended one back, and its unit mend it.
func (w *world) again(b worldtest.Bid) {
	w.T.Helper()
	w.Must(w.Apply.Return(w.Ctx, w.Handler, b.ID, []apply.ReturnItem{{Key: "work_plan", Reason: "措施要具体"}}, w.DB.Clock.Now().Add(24*time.Hour)))
	w.Save(b.Clerk, b.ID, map[string]string{"work_plan": "分三步"})
	w.Submit(b)
}

// saidOf are the words that an application's history tells.
func (w *world) saidOf(b worldtest.Bid) (said []string) {
	w.T.Helper()
	for _, e := range worldtest.Get(w.World, func(t *store.Tx) ([]apply.Event, error) { return w.Apply.History(t, b.ID) }) {
		said = append(said, e.Reason)
	}
	return said
}

// A6: only the county's own city recommends; what applies directly is recommended by nobody.
func TestOnlyItsOwnCityRecommends(t *testing.T) {
	each(t, func(w *world) {
		a, own, society := w.County(), w.Submitted(w.City), w.Submitted(w.Society)
		for _, foreign := range []access.Actor{w.Other, {Account: "x", Roles: []access.Role{access.Recommender}}} {
			w.Refused(w.room.Endorse(w.Ctx, foreign, a.ID, 1, agreed, ""), fault.KindNotFound, "")
			w.Refused(w.room.Decline(w.Ctx, foreign, a.ID, 1, "理由"), fault.KindNotFound, "")
		}
		w.Refused(w.room.Endorse(w.Ctx, w.Handler, a.ID, 1, agreed, ""), fault.KindForbidden, "")
		w.Refused(w.room.Endorse(w.Ctx, w.City, own.ID, 1, agreed, ""), fault.KindForbidden, "A6")
		w.Refused(w.room.Endorse(w.Ctx, w.City, society.ID, 1, agreed, ""), fault.KindNotFound, "")
		w.Must(w.Apply.TakeBack(w.Ctx, a.Clerk, a.ID))
		w.Refused(w.room.Endorse(w.Ctx, w.City, a.ID, 1, agreed, ""), fault.KindNotFound, "")
		if s := w.standing(); len(s.Own) != 1 || s.Own[0].ID != own.ID || len(s.Ranked)+len(s.Waiting) != 0 || s.Shares[0].Used != 0 {
			t.Errorf("the city's own bid is mixed in: %+v", s)
		}
		if list := worldtest.Get(w.World, func(t *store.Tx) ([]Stand, error) { return Standings(t, w.Handler, w.Cohort) }); len(list) != 0 {
			t.Errorf("%d recommenders though nothing is submitted through them", len(list))
		}
	})
}

func TestTheOrderIsTheCitys(t *testing.T) {
	each(t, func(w *world) {
		a, b, c := w.County(), w.County(), w.County()
		for _, one := range []worldtest.Bid{a, b, c} {
			w.Must(w.endorse(one, "理由"))
		}
		order := func(want ...worldtest.Bid) {
			t.Helper()
			for i, l := range w.standing().Ranked {
				if l.ID != want[i].ID {
					t.Errorf("on %d stands %s", i+1, l.UnitName)
				}
			}
		}
		order(a, b, c)
		w.Must(w.room.Rank(w.Ctx, w.City, c.ID, true))
		order(a, c, b)
		w.Refused(w.room.Rank(w.Ctx, w.City, a.ID, true), fault.KindConflict, "")
		w.Refused(w.room.Rank(w.Ctx, w.Other, a.ID, false), fault.KindNotFound, "")
		w.Must(w.room.Rank(w.Ctx, w.City, a.ID, false))
		order(c, a, b)
		w.Must(w.Apply.Withdraw(w.Ctx, a.Clerk, a.ID, "力量不足", "某甲"))
		order(c, b)
		w.Must(w.room.Rank(w.Ctx, w.City, c.ID, false))
		order(b, c)
		w.holds()
	})
}

// The endorsed paper has the opinion in its box and the codes of the version; it is made once, known when it is uploaded,
// and not made at all where the box is left for the pen.
func TestTheEndorsedPaper(t *testing.T) {
	each(t, func(w *world) {
		a, b := w.County(), w.County()
		w.Must(w.endorse(a, ""))
		w.Must(w.room.Endorse(w.Ctx, w.City, b.ID, 1, Opinion{Pen: true}, ""))
		for _, one := range []worldtest.Bid{a, a, b} {
			w.Must(w.room.Render(w.Ctx, RenderEndorsed{one.ID, 1}))
		}
		if _, err := w.Blobs.Get(""); err == nil {
			t.Error("a file without a hash")
		}
		p := worldtest.Get(w.World, func(t *store.Tx) (apply.Paper, error) { return PaperOf(t, a.ID, 1) })
		err := w.DB.Read(w.Ctx, func(t *store.Tx) error { _, err := PaperOf(t, b.ID, 1); return err })
		w.Refused(err, fault.KindNotFound, "")
		pdf, err := w.Blobs.Bytes(p.Hash)
		w.Must(err)
		verdict, err := w.Apply.VerifyPDF(w.Ctx, pdf)
		w.Must(err)
		if !verdict.Genuine || !verdict.File || !verdict.InForce || verdict.Version != 1 {
			t.Errorf("%+v", verdict)
		}
		codes, err := incoming.ReadCodes(pdf)
		w.Must(err)
		v := worldtest.Get(w.World, func(t *store.Tx) (apply.Version, error) { return apply.VersionOf(t, a.ID, 1) })
		if len(codes) == 0 || !strings.Contains(strings.Join(codes, " "), v.Code) {
			t.Errorf("%s is not among %v", v.Code, codes)
		}
		w.holds()
		w.Must(w.Blobs.Remove(p.Hash))
		if len(w.verify().Problems) == 0 {
			t.Error("the missing paper is not found")
		}
		if hashes := worldtest.Get(w.World, Blobs); len(hashes) != 1 || hashes[0] != p.Hash || bytes.Equal(pdf, nil) {
			t.Errorf("%v", hashes)
		}
	})
}

// Everyone concerned hears of it, and the desk says what waits.
func TestWordAndDesk(t *testing.T) {
	each(t, func(w *world) {
		tasks := func(actor access.Actor) (all string) {
			for _, task := range worldtest.Get(w.World, func(t *store.Tx) ([]Task, error) { return Waiting(t, actor) }) {
				all += task.Title + "|" + task.Verb + " "
			}
			return strings.TrimSpace(all)
		}
		word := func(actor access.Actor, want string) {
			t.Helper()
			list := worldtest.Get(w.World, func(t *store.Tx) ([]notify.Message, error) {
				all, _, err := notify.Inbox(t, actor.Account, 0, 1)
				return all, err
			})
			if len(list) == 0 || !strings.Contains(list[0].Title, want) {
				t.Errorf("%+v, want %s", list, want)
			}
		}
		a, b, c := w.County(), w.County(), w.County()
		if got := tasks(w.City); strings.Count(got, "审核推荐") != 3 || !strings.Contains(got, "第1县科学技术协会申报书|审核推荐") {
			t.Errorf("the city's desk: %s", got)
		}
		d := w.County()
		if got := tasks(w.City); got != "4份申报材料等待审核推荐|审核推荐" {
			t.Errorf("the city's desk: %s", got)
		}
		if got := tasks(w.Handler) + tasks(w.Other) + tasks(a.Clerk); got != "" {
			t.Errorf("others' desks: %s", got)
		}
		w.Must(w.endorse(a, ""))
		word(a.Clerk, "申报书已获推荐")
		word(w.Handler, "收到推荐")
		w.Must(w.endorse(b, ""))
		w.Must(w.endorse(c, "理由"))
		word(c.Clerk, "推荐超出名额，待研究")
		if got := tasks(w.Handler); !strings.Contains(got, "研究超出名额的推荐") {
			t.Errorf("the office's desk: %s", got)
		}
		w.Must(w.room.Decline(w.Ctx, w.City, d.ID, 1, "不成熟"))
		word(d.Clerk, "申报书未获推荐")
		w.answer(c, true)
		word(w.City, "同意超出名额推荐")
		e := w.County()
		w.DB.Clock.SetOffset(time.Until(time.Date(2020, 5, 20, 9, 0, 0, 0, time.FixedZone("", 8*3600))))
		if got := tasks(w.Handler); !strings.Contains(got, "甲市科学技术协会还没有审核推荐完|联系推荐单位") {
			t.Errorf("the office's desk after the date: %s", got)
		}
		w.Must(w.endorse(e, "理由")) // the recommender's date refuses nobody: the office calls
		w.holds()
	})
}
