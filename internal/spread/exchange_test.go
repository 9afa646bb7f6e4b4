package spread

import (
	"bytes"
	"testing"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
)

// atWork lets pilots be at work again.
func (w *world) atWork(pilots ...int) {
	w.T.Helper()
	for _, i := range pilots {
		w.moved(i, run.Running)
	}
}

// visit is an activity of ten days hence at the first pilot that nothing is wrong with.
func (w *world) visit() AnnouncingExchange {
	return AnnouncingExchange{Title: "现场观摩", Kind: ExchangeVisit, From: "2022-08-10", Until: "2022-08-11", Hours: "上午9时", Place: "第1县科协", Host: w.pilots[0],
		Cohorts: []string{w.Cohort}, Words: "每单位不超过5人。", AnswerBy: "2022-08-05"}
}

func (w *world) announced(a access.Actor, x AnnouncingExchange) string {
	w.T.Helper()
	id, err := w.room.AnnounceExchange(w.Ctx, a, x)
	w.Must(err)
	return id
}

func (w *world) roll(a access.Actor, id string) ExchangeRoll {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (ExchangeRoll, error) { return ExchangeByID(t, a, id) })
}

func (w *world) exchangeWaits(a access.Actor) []run.Task {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) ([]run.Task, error) { return waitingExchanges(t, a) })
}

func (w *world) answers(a access.Actor, id string, pilot int, coming, people string) error {
	return w.room.AnswerExchange(w.Ctx, a, id, AnsweringExchange{Pilot: w.pilots[pilot], Coming: coming, People: people})
}

func TestAnActivityIsAnnouncedAnsweredAndSummedUp(t *testing.T) {
	each(t, 4, func(w *world) {
		w.atWork(0, 1, 2)
		host, second, third := w.bids[0].Clerk, w.bids[1].Clerk, w.bids[2].Clerk
		id := w.announced(w.Handler, w.visit())
		if r := w.roll(w.Handler, id); len(r.Lines) != 2 || r.Host.ID != w.pilots[0] || r.From.String() != "2022-08-10" || r.Until.String() != "2022-08-11" {
			w.T.Fatalf("announced %+v", r.Exchange)
		}
		if w.inbox(second, "观摩：现场观摩") != 1 || w.inbox(host, "将在贵单位举办") != 1 || w.inbox(w.bids[3].Clerk, "观摩：现场观摩") != 0 {
			w.T.Error("the units were not told")
		}
		if all := w.exchangeWaits(second); len(all) != 1 || all[0].Until.IsZero() || len(w.exchangeWaits(host)) != 0 || len(w.exchangeWaits(w.bids[3].Clerk)) != 0 {
			w.T.Errorf("waiting %+v", all)
		}
		w.Must(w.answers(second, id, 1, "no", ""))
		w.Must(w.answers(second, id, 1, "yes", "3"))
		if pilots, people, silent := w.roll(w.Handler, id).People(); pilots != 1 || people != 3 || silent != 1 {
			w.T.Errorf("%d pilots with %d, %d silent", pilots, people, silent)
		}
		if len(w.exchangeWaits(second)) != 0 || len(w.exchangeWaits(third)) != 1 || len(w.exchangeWaits(w.Handler)) != 0 {
			w.T.Error("what waits is wrong")
		}
		if r := w.roll(third, id); len(r.Lines) != 1 || r.Lines[0].ID != w.pilots[2] || MaySeeRoll(third, r) {
			w.T.Errorf("a unit sees %d", len(r.Lines))
		}
		if r := w.roll(host, id); len(r.Lines) != 2 || !MaySeeRoll(host, r) {
			w.T.Errorf("the host sees %d", len(r.Lines))
		}
		book, err := w.room.ExchangeFile(w.Ctx, host, id)
		w.Must(err)
		if !bytes.HasPrefix(book, []byte("PK")) {
			w.T.Error("no book")
		}
		_, err = w.room.ExchangeFile(w.Ctx, third, id)
		w.Refused(err, fault.KindNotFound, "")
		w.Refused(w.room.SumUpExchange(w.Ctx, w.Handler, id, SummingUp{Words: "x"}), fault.KindConflict, "R4")
		w.At("2022-08-12 09:00")
		if all := w.exchangeWaits(w.Handler); len(all) != 1 || all[0].Verb != "汇总" {
			w.T.Errorf("waiting %+v", all)
		}
		w.Refused(w.answers(third, id, 2, "yes", "2"), fault.KindConflict, "R4")
		w.Refused(w.room.CallOffExchange(w.Ctx, w.Handler, id, "雨"), fault.KindConflict, "R4")
		x := SummingUp{Words: "看了三处现场。", Attended: map[string]string{w.pilots[1]: "2", w.pilots[2]: "1", w.pilots[3]: "7"}, Files: []string{w.pdf("summary")}}
		w.Must(w.room.SumUpExchange(w.Ctx, w.Handler, id, x))
		r := w.roll(second, id)
		if r.State != ExchangeSummedUp || r.Summary != x.Words || len(r.Files) != 1 || r.Lines[0].Attended != 2 || w.inbox(third, "已汇总") != 1 {
			w.T.Errorf("summed up %+v", r)
		}
		if pilots, people := w.roll(w.Supervisor(), id).Attended(); pilots != 2 || people != 3 {
			w.T.Errorf("%d were there of %d", people, pilots)
		}
		w.Refused(w.room.SumUpExchange(w.Ctx, w.Handler, id, x), fault.KindConflict, "R4")
		of := worldtest.Get(w.World, func(t *store.Tx) ([]OfExchange, error) {
			c, err := run.CaseOf(t, w.pilots[1])
			if err != nil {
				return nil, err
			}
			return ExchangesOf(t, c)
		})
		if len(of) != 1 || of[0].Attended != 2 || !of[0].Answer.Coming {
			w.T.Errorf("on the pilot's page: %+v", of)
		}
		if hashes := worldtest.Get(w.World, func(t *store.Tx) ([]string, error) { return exchangeBlobs(t) }); len(hashes) != 1 {
			w.T.Errorf("files %v", hashes)
		}
		w.verify()
	})
}

func TestAnActivityThatIsCalledOffTakesNoAnswers(t *testing.T) {
	each(t, 2, func(w *world) {
		w.atWork(0, 1)
		x := w.visit()
		x.Host, x.Until = "", ""
		id := w.announced(w.Handler, x)
		second := w.bids[1].Clerk
		w.Must(w.answers(second, id, 1, "yes", "3"))
		w.Refused(w.room.CallOffExchange(w.Ctx, w.Handler, id, ""), fault.KindInvalid, "")
		w.Refused(w.room.CallOffExchange(w.Ctx, second, id, "雨"), fault.KindForbidden, "")
		w.Must(w.room.CallOffExchange(w.Ctx, w.Handler, id, "防汛"))
		if r := w.roll(second, id); r.State != ExchangeCalledOff || r.Reason != "防汛" || w.inbox(second, "已取消") != 1 || w.inbox(w.bids[0].Clerk, "已取消") != 1 {
			w.T.Errorf("called off %+v", r.Exchange)
		}
		w.Refused(w.answers(second, id, 1, "no", ""), fault.KindConflict, "R4")
		w.Refused(w.room.CallOffExchange(w.Ctx, w.Handler, id, "雨"), fault.KindConflict, "R4")
		w.At("2022-08-12 09:00")
		w.Refused(w.room.SumUpExchange(w.Ctx, w.Handler, id, SummingUp{Words: "x"}), fault.KindConflict, "R4")
		if len(w.exchangeWaits(w.Handler))+len(w.exchangeWaits(second)) != 0 {
			w.T.Error("something waits")
		}
		w.verify()
	})
}

func TestWhoMayHaveAnActivity(t *testing.T) {
	each(t, 3, func(w *world) {
		department := w.Issue(w.Add(unit.Department, "", "某部", ""), "mou-bu", access.Department)
		other := w.Issue(w.Add(unit.Department, "", "另一部", ""), "other-bu", access.Department)
		announce := func(a access.Actor, x AnnouncingExchange) error {
			_, err := w.room.AnnounceExchange(w.Ctx, a, x)
			return err
		}
		w.Refused(announce(w.Handler, w.visit()), fault.KindInvalid, "") // nobody is at work
		w.atWork(0)
		w.Refused(announce(w.Handler, w.visit()), fault.KindInvalid, "") // the host alone is
		w.atWork(1)
		none := w.visit()
		none.Cohorts = []string{"none"}
		w.Refused(announce(w.Handler, none), fault.KindInvalid, "")
		ended := w.visit()
		ended.Host = w.pilots[2]
		w.Refused(announce(w.Handler, ended), fault.KindInvalid, "")
		w.Refused(announce(w.Handler, AnnouncingExchange{}), fault.KindInvalid, "")
		w.Refused(announce(w.bids[0].Clerk, w.visit()), fault.KindForbidden, "")
		w.Refused(announce(department, w.visit()), fault.KindForbidden, "R4")
		w.Must(w.run.Follow(w.Ctx, w.Handler, w.pilots[0], department.Unit, ""))
		hostless := w.visit()
		hostless.Host = ""
		w.Refused(announce(department, hostless), fault.KindForbidden, "R4")
		id := w.announced(department, w.visit())
		w.Refused(w.room.CallOffExchange(w.Ctx, other, id, "雨"), fault.KindForbidden, "R4")
		w.Refused(w.answers(w.bids[1].Clerk, id, 0, "yes", "3"), fault.KindNotFound, "")
		w.Refused(w.answers(w.bids[2].Clerk, id, 2, "yes", "3"), fault.KindNotFound, "")
		w.Refused(w.answers(w.bids[1].Clerk, id, 1, "", ""), fault.KindInvalid, "")
		w.Refused(w.answers(w.bids[1].Clerk, "none", 1, "", ""), fault.KindNotFound, "")
		lists := func(a access.Actor) int {
			return len(worldtest.Get(w.World, func(t *store.Tx) ([]Exchange, error) { return Exchanges(t, a) }))
		}
		if lists(w.bids[1].Clerk) != 1 || lists(other) != 1 || lists(w.City) != 1 || lists(w.Other) != 0 {
			w.T.Error("the lists are wrong")
		}
		w.Must(w.room.CallOffExchange(w.Ctx, w.Handler, id, "防汛"))
		w.verify()
	})
}
