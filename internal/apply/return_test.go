package apply

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/jobs"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// day is the instant at which a day is over.
func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return calendar.EndOfDay(d)
}

// late opens a late door until a day by two persons, and gives the evidence's hash.
func (w *world) late(id, until string) string {
	w.t.Helper()
	blob, err := w.room.Files.Put(bytes.NewReader(append(bytes.Clone(picture), 1)), 1<<20)
	w.must(err)
	proposal, err := w.room.ProposeLate(w.ctx, w.handler, LateDoor{Application: id, Until: day(w.t, until), Reason: "系统中断一小时", Evidence: blob.Hash})
	w.must(err)
	_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
	w.must(err)
	return blob.Hash
}

func (w *world) titles(account string) (titles []string) {
	w.t.Helper()
	for _, m := range get(w, func(t *store.Tx) ([]notify.Message, error) {
		list, _, err := notify.Inbox(t, account, 0, 100)
		return list, err
	}) {
		titles = append(titles, m.Title)
	}
	return titles
}

var asked = []ReturnItem{{"expected_results", "请写明可以检查的成果"}}

// A county's application goes back for one field: only that is new in the next version, whatever else was typed.
func TestOnlyTheNamedFieldsOfAReturnedApplicationChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id, _ := w.submitted(w.clerk, "county")
		w.must(w.room.Return(w.ctx, w.city, id, asked, day(t, "2020-05-15")))
		if got := w.application(id); got.State != StateReturned || got.Title() != "退回修改" {
			t.Fatalf("%+v", got)
		}
		if saved := w.save(w.clerk, id, map[string]string{"work_plan": "偷改的计划"}); !saved.Parked {
			t.Error("what is not open is not said to be parked")
		}
		if saved := w.save(w.clerk, id, map[string]string{"expected_results": "改好的成果"}); saved.Parked {
			t.Error("what is open is said to be parked")
		}
		_, err := w.attach(w.clerk, id, "二.png", picture)
		w.refused(err, fault.KindConflict, "")
		w.refused(w.room.Return(w.ctx, w.clerk, id, asked, day(t, "2020-05-15")), fault.KindForbidden, "")
		_, err = w.room.Submit(w.ctx, w.clerk, id, signed)
		w.must(err)
		v := get(w, func(t *store.Tx) (Version, error) { return VersionOf(t, id, 2) })
		if v.Values["expected_results"] != "改好的成果" || v.Values["work_plan"] == "偷改的计划" {
			t.Errorf("version 2: %q, %q", v.Values["expected_results"], v.Values["work_plan"])
		}
		if d := w.draft(id); d.Values["work_plan"].Text != "偷改的计划" {
			t.Error("what was typed beside is lost")
		}
		w.refused(w.room.TakeBack(w.ctx, w.clerk, id), fault.KindConflict, "")
		back := get(w, func(t *store.Tx) ([]Return, error) { return Returns(t, id) })
		if len(back) != 1 || back[0].Answered != 2 || back[0].Version != 1 {
			t.Errorf("%+v", back)
		}
		history := get(w, func(t *store.Tx) ([]Event, error) { return w.room.History(t, id) })
		if e := history[len(history)-2]; e.Act != rowReturn.Name || e.Reason != "预期成果：请写明可以检查的成果" && e.Reason != "2.预期成果：请写明可以检查的成果" {
			t.Errorf("the history says %+v", e)
		}
		w.clean()
	})
}

// Who returns what: the city what its counties submitted, the office what came to it.
func TestReturningIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id, _ := w.submitted(w.clerk, "county")
		until := day(t, "2020-05-15")
		w.refused(w.room.Return(w.ctx, w.otherCity, id, asked, until), fault.KindNotFound, "")
		w.refused(w.room.Return(w.ctx, w.handler, id, asked, until), fault.KindForbidden, "A6")
		w.refused(w.room.Return(w.ctx, w.city, id, asked, day(t, "2020-05-19")), fault.KindInvalid, "")
		w.refused(w.room.Return(w.ctx, w.city, id, nil, until), fault.KindInvalid, "")
		w.refused(w.room.Return(w.ctx, w.city, id, []ReturnItem{{"expected_results", " "}}, until), fault.KindInvalid, "")
		w.refused(w.room.Return(w.ctx, w.city, id, []ReturnItem{{"no_such", "原因"}}, until), fault.KindInvalid, "")
		direct, _ := w.submitted(w.society, "society")
		w.must(w.room.Return(w.ctx, w.handler, direct, asked, day(t, "2020-05-25")))
		w.refused(w.room.Return(w.ctx, w.city, direct, asked, until), fault.KindNotFound, "")
		w.must(w.room.Withdraw(w.ctx, w.society, direct, "理由", "某甲"))
		if back := get(w, func(t *store.Tx) ([]Return, error) { return Returns(t, direct) }); back[0].Answered == 0 {
			t.Error("a withdrawn application still waits for an answer")
		}
		w.clean()
	})
}

// The personal date counts, not the cohort's; past it nothing can be submitted, and both sides are told.
func TestRule_A5_AReturnHasADateOfItsOwn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		sweep := &jobs.Sweep{DB: db}
		w.call.Due(sweep)
		w.room.Due(sweep)
		id, _ := w.submitted(w.society, "society")
		w.at("2020-05-20 09:00")
		w.must(w.room.Return(w.ctx, w.handler, id, asked, day(t, "2020-05-25")))
		w.must(sweep.Until(w.ctx, day(t, "2020-05-24").Add(time.Hour)))
		if got := w.titles(w.society.Account); len(got) == 0 || got[0] != "修改期限将到" {
			t.Errorf("a day before: %v", got)
		}
		w.at("2020-05-25 23:59")
		_, err := w.room.Submit(w.ctx, w.society, id, signed)
		w.must(err)
		w.must(w.room.Return(w.ctx, w.handler, id, asked, day(t, "2020-05-27")))
		w.at("2020-05-28 00:00")
		w.must(sweep.Until(w.ctx, w.db.Clock.Now()))
		_, err = w.room.Submit(w.ctx, w.society, id, signed)
		w.refused(err, fault.KindClosed, "A5")
		for account, want := range map[string]string{w.society.Account: "修改期限已过", w.handler.Account: "退回修改逾期：某某学会"} {
			if got := w.titles(account); len(got) == 0 || got[0] != want {
				t.Errorf("past the date: %v, want %s", got, want)
			}
		}
		w.must(w.room.Return(w.ctx, w.handler, id, asked, day(t, "2020-05-29")))
		_, err = w.room.Submit(w.ctx, w.society, id, signed)
		w.must(err)
		w.clean()
	})
}

// missed fails unless these are what the office finds by name, who has not submitted; without a name it finds none.
func (w *world) missed(want ...string) {
	w.t.Helper()
	var got []string
	w.must(w.db.Read(w.ctx, func(t *store.Tx) error {
		for _, id := range want {
			a, err := Get(t, id)
			if err != nil {
				return err
			}
			found, err := Missed(t, w.cohort, " "+a.UnitName+" ")
			if err != nil {
				return err
			}
			for _, one := range found {
				got = append(got, one.ID)
			}
		}
		all, err := Missed(t, w.cohort, "协会")
		if len(all) > len(want) {
			w.t.Errorf("by a common name: %+v", all)
		}
		if none, _ := Missed(t, w.cohort, " "); len(none) > 0 {
			w.t.Errorf("without a name: %+v", none)
		}
		return err
	}))
	if !slices.Equal(got, want) {
		w.t.Errorf("missed %v, want %v", got, want)
	}
}

// A late door is for one applicant, after the deadline, by two persons, with its evidence.
func TestRule_A5_ALateDoor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id, other := w.begun(w.clerk, "county"), w.begun(w.society, "society")
		door := LateDoor{Application: id, Until: day(t, "2020-05-22"), Reason: "系统中断", Evidence: "x"}
		_, err := w.room.ProposeLate(w.ctx, w.handler, door)
		w.refused(err, fault.KindConflict, "A5") // the window is still open
		w.at("2020-05-20 09:00")
		w.missed(id, other)
		_, err = w.room.ProposeLate(w.ctx, w.handler, LateDoor{Application: id, Until: door.Until, Reason: "系统中断"})
		w.refused(err, fault.KindInvalid, "")
		_, err = w.room.ProposeLate(w.ctx, w.handler, door)
		w.refused(err, fault.KindInvalid, "") // no such file
		w.late(id, "2020-05-22")
		_, err = w.room.Submit(w.ctx, w.society, other, signed)
		w.refused(err, fault.KindClosed, "A5")
		w.at("2020-05-22 23:59")
		_, err = w.room.Submit(w.ctx, w.clerk, id, signed)
		w.must(err)
		w.missed(other)
		w.clean()
	})
}
