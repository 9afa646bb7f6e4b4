package review

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
)

// scoring is a panel that was opened, with the serving experts' accounts by place.
func (w *world) scoring(bids int) (string, []worldtest.Bid, []access.Actor) {
	w.T.Helper()
	id, all := w.drawn(bids)
	w.Must(w.room.Open(w.Ctx, w.Handler, id))
	return id, all, w.invited(id)
}

// invited issues the accounts of the serving experts who have none.
func (w *world) invited(panel string) (actors []access.Actor) {
	w.T.Helper()
	for _, s := range w.seats(panel) {
		if !s.Serves() {
			continue
		}
		if s.Account == "" {
			slip, err := w.room.Invite(w.Ctx, w.Handler, panel, s.Expert.ID)
			w.Must(err)
			s.Account = slip.Account.ID
		}
		actors = append(actors, worldtest.Get(w.World, func(t *store.Tx) (access.Actor, error) { return unit.ActorOf(t, s.Account) }))
	}
	return actors
}

func (w *world) round(panel string) Round {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Round, error) { return RoundOf(t, panel) })
}

// points is a sheet of the shipped criteria (30, 20, 25, 25).
func points(a, b, c, d int, comment string) Typed {
	return Typed{Points: map[string]string{"problem": strconv.Itoa(a), "distinct": strconv.Itoa(b), "model": strconv.Itoa(c), "copyable": strconv.Itoa(d)}, Comment: comment}
}

// score lets every expert give an application the totals, each by 问题导向 20 and the rest.
func (w *world) score(panel, ordinal string, experts []access.Actor, totals ...int) {
	w.T.Helper()
	for i, total := range totals {
		first := max(20, total-70)
		rest := total - first
		w.Must(w.room.Score(w.Ctx, experts[i], panel, ordinal, points(first, min(rest, 20), max(0, min(rest-20, 25)), max(0, rest-45), "依据见申报书")))
	}
}

func (w *world) accept(panel string, experts ...access.Actor) {
	w.T.Helper()
	for _, e := range experts {
		w.Must(w.room.AcceptSeat(w.Ctx, e, panel, true, nil))
	}
}

// Open, pledge, scores, a relation that is found late, the closing, the ranking.
func TestRule_C1_FromTheOpeningToTheRanking(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, bids, experts := w.scoring(3)
		for _, b := range bids {
			a := worldtest.Get(w.World, func(t *store.Tx) (apply.Application, error) { return apply.Get(t, b.ID) })
			if a.State != apply.StateInReview {
				t.Fatalf("%s is %s", a.Number, a.State)
			}
		}
		w.Refused(w.room.Open(w.Ctx, w.Handler, id), fault.KindConflict, "C1")
		w.Refused(w.room.Score(w.Ctx, experts[0], id, "1", points(30, 20, 25, 25, "")), fault.KindConflict, "C1")
		w.Refused(w.room.AcceptSeat(w.Ctx, experts[0], id, false, nil), fault.KindInvalid, "")
		w.accept(id, experts...)
		w.Refused(w.room.AcceptSeat(w.Ctx, experts[0], id, true, nil), fault.KindConflict, "")
		w.Refused(w.room.Score(w.Ctx, experts[0], id, "4", points(30, 20, 25, 25, "")), fault.KindNotFound, "")
		w.Refused(w.room.Score(w.Ctx, experts[0], id, "1", points(31, 20, 25, 25, "")), fault.KindInvalid, "")
		w.Refused(w.room.Score(w.Ctx, experts[0], id, "1", points(10, 10, 10, 10, " ")), fault.KindInvalid, "")
		w.score(id, "1", experts, 90, 80, 80, 80, 70) // 80.00
		w.score(id, "2", experts, 80, 80, 80, 80, 80) // 80.00: the same, behind by number
		w.Refused(w.room.Close(w.Ctx, w.Handler, id, ""), fault.KindConflict, "C1")
		w.score(id, "3", experts, 95, 95, 95, 95, 60) // 95.00, one far off
		list := RankingOf(w.round(id))
		if list[0].Number != number(w, bids[2]) || list[0].Combined != 9500 || !list[0].Raw[4].Marked || list[0].Spread != 35 ||
			list[1].Number != number(w, bids[0]) || !list[1].Tied || list[2].Place != 3 {
			t.Fatalf("%+v", list)
		}
		_, err := w.ranked(id)
		w.Refused(err, fault.KindConflict, "C1")
		seats := w.seats(id)
		w.Refused(w.room.LateRelation(w.Ctx, w.Handler, id, seats[0].Expert.ID, bids[0].ID, " "), fault.KindInvalid, "")
		w.Must(w.room.LateRelation(w.Ctx, w.Handler, id, seats[0].Expert.ID, bids[0].ID, "曾任该会顾问"))
		w.Refused(w.room.LateRelation(w.Ctx, w.Handler, id, seats[0].Expert.ID, bids[0].ID, "又一次"), fault.KindConflict, "")
		r := w.round(id)
		if s, _ := r.SheetOf(bids[0].ID, seats[0].Expert.ID); s.Counts() || s.VoidReason != "曾任该会顾问" {
			t.Fatalf("the score still counts: %+v", s)
		}
		if list = RankingOf(r); list[2].Combined != 7750 || len(list[2].Raw) != 4 || list[2].Relations != 1 {
			t.Fatalf("%+v", list)
		}
		w.Refused(w.room.Score(w.Ctx, experts[0], id, "1", points(30, 20, 25, 25, "")), fault.KindConflict, "C1")
		if missing := r.Missing(); len(missing) != 1 || missing[0].Seat.Expert.ID != seats[5].Expert.ID {
			t.Fatalf("no substitute came in: %+v", missing)
		}
		w.Refused(w.room.Close(w.Ctx, w.Handler, id, " "), fault.KindInvalid, "")
		w.Must(w.room.Close(w.Ctx, w.Handler, id, "备选专家出差，其余四位已评"))
		w.is(id, PanelClosed)
		w.Refused(w.room.Score(w.Ctx, experts[1], id, "1", points(30, 20, 25, 25, "")), fault.KindConflict, "C1")
		list, err = w.ranked(id)
		w.Must(err)
		if len(list) != 3 || list[0].Application != bids[2].ID || list[2].Missing != 1 || list[0].Overrun {
			t.Fatalf("%+v", list)
		}
		c, closed := w.closing(id)
		if !closed || c.Missing != 1 || c.Reason == "" {
			t.Fatalf("%+v", c)
		}
		w.holds()
	})
}

func (w *world) ranked(panel string) (list []Ranked, err error) {
	err = w.DB.Read(w.Ctx, func(t *store.Tx) error {
		list, err = RankedOf(t, panel)
		return err
	})
	return list, err
}

func (w *world) closing(panel string) (c Closing, closed bool) {
	w.Must(w.DB.Read(w.Ctx, func(t *store.Tx) (err error) {
		c, closed, err = ClosingOf(t, panel)
		return err
	}))
	return c, closed
}

func number(w *world, b worldtest.Bid) string {
	return worldtest.Get(w.World, func(t *store.Tx) (apply.Application, error) { return apply.Get(t, b.ID) }).Number
}

// What an expert declares when he accepts is not his to score; a substitute comes in for it alone.
func TestRule_C1_DeclaredRelations(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, bids, experts := w.scoring(2)
		w.Refused(w.room.AcceptSeat(w.Ctx, experts[0], id, true, map[string]string{"9": "同学"}), fault.KindNotFound, "")
		w.Must(w.room.AcceptSeat(w.Ctx, experts[0], id, true, map[string]string{"2": "配偶在该会工作"}))
		w.Refused(w.room.Score(w.Ctx, experts[0], id, "2", points(30, 20, 25, 25, "")), fault.KindConflict, "C1")
		w.score(id, "1", experts, 90)
		w.Must(w.room.Declare(w.Ctx, experts[0], id, "1", "方才想起，去年为其授课取酬"))
		r := w.round(id)
		seats := w.seats(id)
		if len(r.AssignedTo(seats[0].Expert.ID)) != 0 || len(r.AssignedTo(seats[5].Expert.ID)) != 2 || len(r.Counted(bids[0].ID)) != 0 {
			t.Fatalf("%+v", r.Assigned)
		}
		revised := worldtest.Get(w.World, func(t *store.Tx) ([]Sheet, error) { return Revised(t, id) })
		if len(revised) != 1 || revised[0].State != SheetVoid {
			t.Fatalf("%+v", revised)
		}
		w.holds()
	})
}

// A revision appends; the draft is kept until the sheet is in; strangers find nothing.
func TestAnExpertsOwnDesk(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, bids, experts := w.scoring(1)
		half := Typed{Points: map[string]string{"problem": "12"}, Comment: "先记下"}
		_, err := w.room.SaveDraft(w.Ctx, experts[0], id, "1", half)
		w.Refused(err, fault.KindConflict, "C1")
		w.accept(id, experts[0])
		_, err = w.room.SaveDraft(w.Ctx, experts[0], id, "1", half)
		w.Must(err)
		own := w.seats(id)[0].Expert.ID
		draft := func() Draft {
			return worldtest.Get(w.World, func(t *store.Tx) (Draft, error) { return DraftOf(t, id, own, bids[0].ID) })
		}
		if d := draft(); d.At.IsZero() || d.Points["problem"] != "12" || d.Comment != "先记下" {
			t.Fatalf("%+v", d)
		}
		_, err = w.room.SaveDraft(w.Ctx, w.City, id, "1", half)
		w.Refused(err, fault.KindNotFound, "")
		w.Refused(w.room.Score(w.Ctx, w.Handler, id, "1", half), fault.KindForbidden, "")
		w.score(id, "1", experts, 90)
		if d := draft(); !d.At.IsZero() {
			t.Fatal("the draft outlived its sheet")
		}
		w.score(id, "1", experts, 85)
		revised := worldtest.Get(w.World, func(t *store.Tx) ([]Sheet, error) { return Revised(t, id) })
		if s, _ := w.round(id).SheetOf(bids[0].ID, own); s.N != 2 || s.Total != 85 || len(revised) != 2 || revised[0].Total != 90 {
			t.Fatalf("%+v %+v", s, revised)
		}
		w.holds()
	})
}

func TestRule_C1_APanelOnPaperIsTypedInByTwo(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, bids, experts := w.scoring(1)
		seats := w.seats(id)
		in := Paper{Expert: seats[0].Expert.ID, Application: bids[0].ID, Typed: points(25, 15, 20, 20, "很好")}
		done, err := w.room.TypeIn(w.Ctx, w.Handler, id, in)
		w.Must(err)
		again, err := w.room.TypeIn(w.Ctx, w.Handler, id, in)
		w.Must(err)
		if done || again || len(w.round(id).Counted(bids[0].ID)) != 0 {
			t.Fatal("one person alone was enough")
		}
		wrong := in
		wrong.Typed = points(24, 15, 20, 20, "很好")
		_, err = w.room.TypeIn(w.Ctx, w.Approver, id, wrong)
		w.Refused(err, fault.KindConflict, "C1")
		if !strings.Contains(err.Error(), "问题导向") || strings.Contains(err.Error(), "25") {
			t.Fatal(err)
		}
		_, err = w.room.TypeIn(w.Ctx, w.Approver, id, in)
		w.Refused(err, fault.KindInvalid, "")
		in.Scan = strings.NewReader("%PDF-1.7\nsigned")
		done, err = w.room.TypeIn(w.Ctx, w.Approver, id, in)
		w.Must(err)
		sheets := w.round(id).Counted(bids[0].ID)
		if !done || len(sheets) != 1 || sheets[0].Total != 80 || sheets[0].Scan == "" {
			t.Fatalf("%+v", sheets)
		}
		blobs := worldtest.Get(w.World, Blobs)
		if !slices.Equal(blobs, []string{sheets[0].Scan}) {
			t.Fatal(blobs)
		}
		w.accept(id, experts[1])
		w.score(id, "1", experts[1:], 70)
		in.Expert, in.Scan = seats[1].Expert.ID, nil
		_, err = w.room.TypeIn(w.Ctx, w.Handler, id, in)
		w.Refused(err, fault.KindConflict, "C1")
		w.holds()
	})
}

// Who wrote points past the door is found by verify.
func TestTamperedScoresAreFound(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, _, experts := w.scoring(1)
		w.accept(id, experts[0])
		w.score(id, "1", experts, 90)
		w.Must(w.DB.Write(w.Ctx, func(t *store.Tx) error {
			_, err := t.Exec("UPDATE score SET points = points - 1 WHERE criterion = 'problem'")
			return err
		}))
		if report := w.verify(); len(report.Problems) == 0 {
			t.Fatal("nothing was found")
		}
		w.exec("DELETE FROM opinion")
		if report := w.verify(); len(report.Problems) == 0 {
			t.Fatal("points without their sheet are not found")
		}
	})
}
