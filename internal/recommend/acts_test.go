package recommend

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/paper/incoming"
	"shidian/internal/store"
)

// A city recommends two, the third waits with its reason; the province agrees to one and refuses another.
func TestTheCitysTwoPlaces(t *testing.T) {
	each(t, func(w *world) {
		a, b, c, d := w.county(), w.county(), w.county(), w.county()
		w.must(w.endorse(a, ""))
		w.must(w.endorse(b, "多余的理由"))
		w.is(a, apply.StateEndorsed, 1)
		w.is(b, apply.StateEndorsed, 2)
		w.refused(w.endorse(c, ""), fault.KindInvalid, "A7")
		w.is(c, apply.StateSubmitted, 0)
		w.must(w.endorse(c, "改革任务承接县"))
		w.must(w.endorse(d, "基层基础好"))
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

// A withdrawal, a decline and a fatal check free a place; a return keeps it.
func TestAPlaceIsKeptAndFreed(t *testing.T) {
	each(t, func(w *world) {
		a, b, c := w.county(), w.county(), w.county()
		w.must(w.endorse(a, ""))
		w.must(w.endorse(b, ""))
		w.must(w.apply.Return(w.ctx, w.handler, a.id, []apply.ReturnItem{{Key: "work_plan", Reason: "措施要具体"}}, w.db.Clock.Now().Add(24*time.Hour)))
		w.is(a, apply.StateReturned, 1)
		w.refused(w.endorse(c, ""), fault.KindInvalid, "A7")
		w.must(w.apply.Withdraw(w.ctx, b.clerk, b.id, "力量不足", "某甲"))
		w.is(b, apply.StateWithdrawn, 0)
		w.must(w.endorse(c, ""))
		w.is(c, apply.StateEndorsed, 2)
		w.save(a.clerk, a.id, map[string]string{"work_plan": "分三步"})
		w.submit(a)
		w.refused(w.room.Endorse(w.ctx, w.city, a.id, 2, agreed, ""), fault.KindConflict, "")
		w.must(w.room.Decline(w.ctx, w.city, a.id, 2, "修改后仍不具体"))
		w.is(a, apply.StateDeclined, 0)
		w.holds()
	})
}

// What the province sent back and the county mended is confirmed: the place is still its own, the opinion is of the new
// version.
func TestAMendedOneIsConfirmed(t *testing.T) {
	each(t, func(w *world) {
		a := w.county()
		w.refused(w.room.Confirm(w.ctx, w.city, a.id, 1, agreed), fault.KindConflict, "")
		w.must(w.endorse(a, ""))
		w.must(w.apply.Return(w.ctx, w.handler, a.id, []apply.ReturnItem{{Key: "work_plan", Reason: "措施要具体"}}, w.db.Clock.Now().Add(24*time.Hour)))
		w.save(a.clerk, a.id, map[string]string{"work_plan": "分三步"})
		w.submit(a)
		if l := w.line(a); !l.Again() || l.Seen() != 1 {
			t.Errorf("again %v, seen %d", l.Again(), l.Seen())
		}
		if s := w.standing(); len(s.Waiting) != 1 || len(s.Ranked) != 1 {
			t.Errorf("%d wait, %d are ranked", len(s.Waiting), len(s.Ranked))
		}
		w.refused(w.room.Confirm(w.ctx, w.city, a.id, 1, agreed), fault.KindConflict, "A6")
		w.must(w.room.Confirm(w.ctx, w.city, a.id, 2, Opinion{Pen: true}))
		w.is(a, apply.StateEndorsed, 1)
		if e := w.line(a).Endorsement; e.Version != 2 || !e.Opinion.Pen || e.Rank != 1 {
			t.Errorf("%+v", e)
		}
		w.holds()
	})
}

// A6: only the county's own city recommends; what applies directly is recommended by nobody.
func TestOnlyItsOwnCityRecommends(t *testing.T) {
	each(t, func(w *world) {
		a, own, society := w.county(), w.submitted(w.city), w.submitted(w.society)
		for _, foreign := range []access.Actor{w.other, {Account: "x", Roles: []access.Role{access.Recommender}}} {
			w.refused(w.room.Endorse(w.ctx, foreign, a.id, 1, agreed, ""), fault.KindNotFound, "")
			w.refused(w.room.Decline(w.ctx, foreign, a.id, 1, "理由"), fault.KindNotFound, "")
		}
		w.refused(w.room.Endorse(w.ctx, w.handler, a.id, 1, agreed, ""), fault.KindForbidden, "")
		w.refused(w.room.Endorse(w.ctx, w.city, own.id, 1, agreed, ""), fault.KindForbidden, "A6")
		w.refused(w.room.Endorse(w.ctx, w.city, society.id, 1, agreed, ""), fault.KindNotFound, "")
		w.must(w.apply.TakeBack(w.ctx, a.clerk, a.id))
		w.refused(w.room.Endorse(w.ctx, w.city, a.id, 1, agreed, ""), fault.KindNotFound, "")
		if s := w.standing(); len(s.Own) != 1 || s.Own[0].ID != own.id || len(s.Ranked)+len(s.Waiting) != 0 || s.Shares[0].Used != 0 {
			t.Errorf("the city's own bid is mixed in: %+v", s)
		}
		if list := get(w, func(t *store.Tx) ([]Stand, error) { return Standings(t, w.handler, w.cohort) }); len(list) != 0 {
			t.Errorf("%d recommenders though nothing is submitted through them", len(list))
		}
	})
}

func TestTheOrderIsTheCitys(t *testing.T) {
	each(t, func(w *world) {
		a, b, c := w.county(), w.county(), w.county()
		for _, one := range []bid{a, b, c} {
			w.must(w.endorse(one, "理由"))
		}
		order := func(want ...bid) {
			t.Helper()
			for i, l := range w.standing().Ranked {
				if l.ID != want[i].id {
					t.Errorf("on %d stands %s", i+1, l.UnitName)
				}
			}
		}
		order(a, b, c)
		w.must(w.room.Rank(w.ctx, w.city, c.id, true))
		order(a, c, b)
		w.refused(w.room.Rank(w.ctx, w.city, a.id, true), fault.KindConflict, "")
		w.refused(w.room.Rank(w.ctx, w.other, a.id, false), fault.KindNotFound, "")
		w.must(w.room.Rank(w.ctx, w.city, a.id, false))
		order(c, a, b)
		w.must(w.apply.Withdraw(w.ctx, a.clerk, a.id, "力量不足", "某甲"))
		order(c, b)
		w.must(w.room.Rank(w.ctx, w.city, c.id, false))
		order(b, c)
		w.holds()
	})
}

// The endorsed paper has the opinion in its box and the codes of the version; it is made once, known when it is uploaded,
// and not made at all where the box is left for the pen.
func TestTheEndorsedPaper(t *testing.T) {
	each(t, func(w *world) {
		a, b := w.county(), w.county()
		w.must(w.endorse(a, ""))
		w.must(w.room.Endorse(w.ctx, w.city, b.id, 1, Opinion{Pen: true}, ""))
		for _, one := range []bid{a, a, b} {
			w.must(w.room.Render(w.ctx, RenderEndorsed{one.id, 1}))
		}
		if _, err := w.blobs.Get(""); err == nil {
			t.Error("a file without a hash")
		}
		p := get(w, func(t *store.Tx) (apply.Paper, error) { return PaperOf(t, a.id, 1) })
		err := w.db.Read(w.ctx, func(t *store.Tx) error { _, err := PaperOf(t, b.id, 1); return err })
		w.refused(err, fault.KindNotFound, "")
		pdf, err := w.blobs.Bytes(p.Hash)
		w.must(err)
		verdict, err := w.apply.VerifyPDF(w.ctx, pdf)
		w.must(err)
		if !verdict.Genuine || !verdict.File || !verdict.InForce || verdict.Version != 1 {
			t.Errorf("%+v", verdict)
		}
		codes, err := incoming.ReadCodes(pdf)
		w.must(err)
		v := get(w, func(t *store.Tx) (apply.Version, error) { return apply.VersionOf(t, a.id, 1) })
		if len(codes) == 0 || !strings.Contains(strings.Join(codes, " "), v.Code) {
			t.Errorf("%s is not among %v", v.Code, codes)
		}
		w.holds()
		w.must(w.blobs.Remove(p.Hash))
		if len(w.verify().Problems) == 0 {
			t.Error("the missing paper is not found")
		}
		if hashes := get(w, Blobs); len(hashes) != 1 || hashes[0] != p.Hash || bytes.Equal(pdf, nil) {
			t.Errorf("%v", hashes)
		}
	})
}

// Everyone concerned hears of it, and the desk says what waits.
func TestWordAndDesk(t *testing.T) {
	each(t, func(w *world) {
		tasks := func(actor access.Actor) (all string) {
			for _, task := range get(w, func(t *store.Tx) ([]Task, error) { return Waiting(t, actor) }) {
				all += task.Title + "|" + task.Verb + " "
			}
			return strings.TrimSpace(all)
		}
		word := func(actor access.Actor, want string) {
			t.Helper()
			list := get(w, func(t *store.Tx) ([]notify.Message, error) {
				all, _, err := notify.Inbox(t, actor.Account, 0, 1)
				return all, err
			})
			if len(list) == 0 || !strings.Contains(list[0].Title, want) {
				t.Errorf("%+v, want %s", list, want)
			}
		}
		a, b, c := w.county(), w.county(), w.county()
		if got := tasks(w.city); strings.Count(got, "审核推荐") != 3 || !strings.Contains(got, "第1县科学技术协会申报书|审核推荐") {
			t.Errorf("the city's desk: %s", got)
		}
		d := w.county()
		if got := tasks(w.city); got != "4份申报书等待审核推荐|审核推荐" {
			t.Errorf("the city's desk: %s", got)
		}
		if got := tasks(w.handler) + tasks(w.other) + tasks(a.clerk); got != "" {
			t.Errorf("others' desks: %s", got)
		}
		w.must(w.endorse(a, ""))
		word(a.clerk, "申报书已获推荐")
		word(w.handler, "收到推荐")
		w.must(w.endorse(b, ""))
		w.must(w.endorse(c, "理由"))
		word(c.clerk, "推荐超出名额，待研究")
		if got := tasks(w.handler); !strings.Contains(got, "研究超出名额的推荐") {
			t.Errorf("the office's desk: %s", got)
		}
		w.must(w.room.Decline(w.ctx, w.city, d.id, 1, "不成熟"))
		word(d.clerk, "申报书未获推荐")
		w.answer(c, true)
		word(w.city, "同意超出名额推荐")
		e := w.county()
		w.db.Clock.SetOffset(time.Until(time.Date(2020, 5, 20, 9, 0, 0, 0, time.FixedZone("", 8*3600))))
		if got := tasks(w.handler); !strings.Contains(got, "甲市科学技术协会还没有审核推荐完|联系推荐单位") {
			t.Errorf("the office's desk after the date: %s", got)
		}
		w.must(w.endorse(e, "理由")) // the recommender's date refuses nobody: the office calls
		w.holds()
	})
}
