package review

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// From the pool to the seats, and the published file proves itself (C1).
func TestRule_C1_TheDrawBeforeWitnesses(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, _ := w.frozen(2)
		if p := w.panel(id); p.PerBid != 5 || p.Substitutes != 2 || len(p.Criteria) != 4 || p.Ties[0] != "problem" {
			t.Fatalf("frozen as %+v", p)
		}
		w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
		w.Must(w.room.Enter(w.Ctx, w.supervisor, id, "0020200603"))
		d := w.draws(id)[0]
		if !d.Witnesses[0].Entered || d.Witnesses[0].Number != "" || d.Done() {
			t.Fatalf("a number is shown before all are in: %+v", d)
		}
		w.is(id, PanelFrozen)
		w.Must(w.room.Enter(w.Ctx, w.Approver, id, "7"))
		w.is(id, PanelDrawn)
		d = w.draws(id)[0]
		f, err := ReadDrawFile(strings.NewReader(d.File))
		w.Must(err)
		w.Must(CheckDraw(f))
		if f.Witnesses[0].Number != "20200603" || len(f.Main) != 5 || len(f.Subs) != 2 || len(w.seats(id)) != 7 {
			t.Fatalf("%+v", f)
		}
		for _, e := range w.experts {
			if strings.Contains(d.File, e.Name) || strings.Contains(d.File, e.ID) || strings.Contains(d.File, e.Employer) {
				t.Fatal("the published file names an expert")
			}
		}
		for _, c := range worldtest.Get(w.World, func(t *store.Tx) ([]Code, error) { return Codes(t, id, 1) }) {
			if c.Code != CodeOf(c.Salt, c.Expert.ID) || !slices.Contains(f.Pool, c.Code) {
				t.Fatal("a salt does not lead to its code")
			}
		}
		w.holds()
	})
}

func TestRule_C1_WhoWitnesses(t *testing.T) {
	each(t, func(w *world) {
		w.pool(7)
		id, _ := w.frozen(1)
		w.Refused(w.room.Begin(w.Ctx, w.Handler, id, []string{w.supervisor.Account}), fault.KindInvalid, "")
		w.Refused(w.room.Begin(w.Ctx, w.Handler, id, []string{w.Handler.Account, w.Approver.Account}), fault.KindInvalid, "")
		w.Refused(w.room.Begin(w.Ctx, w.Handler, id, []string{w.supervisor.Account, w.supervisor.Account}), fault.KindInvalid, "")
		w.Refused(w.room.Begin(w.Ctx, w.Handler, id, []string{w.supervisor.Account, w.City.Account}), fault.KindInvalid, "")
		w.Refused(w.room.Enter(w.Ctx, w.supervisor, id, "1"), fault.KindNotFound, "")
		w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
		w.Refused(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()), fault.KindConflict, "C1")
		w.Refused(w.room.Enter(w.Ctx, w.Handler, id, "1"), fault.KindNotFound, "")
		w.Refused(w.room.Enter(w.Ctx, w.supervisor, id, "12a"), fault.KindInvalid, "")
		w.Refused(w.room.Enter(w.Ctx, w.supervisor, id, "1234567890123"), fault.KindInvalid, "")
		w.Must(w.room.Enter(w.Ctx, w.supervisor, id, "12"))
		w.Refused(w.room.Enter(w.Ctx, w.supervisor, id, "13"), fault.KindConflict, "C1")
	})
}

func TestRule_C1_APoolTooSmallIsRefusedBeforeItIsFrozen(t *testing.T) {
	each(t, func(w *world) {
		w.pool(6)
		id, bids := w.frozen(2)
		err := w.room.Begin(w.Ctx, w.Handler, id, w.witnesses())
		w.Refused(err, fault.KindConflict, "C1")
		if !strings.Contains(err.Error(), "6人") || !strings.Contains(err.Error(), "7人") {
			t.Fatalf("without the figures: %v", err)
		}
		if len(w.draws(id)) != 0 {
			t.Fatal("something was frozen")
		}
		w.pool(1)
		w.Must(w.room.Exclude(w.Ctx, w.Handler, id, NewExclusion{w.experts[0].ID, bids[1].ID, Named, "申报书第3页"}))
		err = w.room.Begin(w.Ctx, w.Handler, id, w.witnesses())
		w.Refused(err, fault.KindConflict, "C1")
		if strings.Count(err.Error(), "可评的专家") != 1 {
			t.Fatalf("the wrong bids are named: %v", err)
		}
		w.pool(1)
		w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
		w.enter(id)
		w.holds()
	})
}

// What the program finds itself must be registered before anything is drawn; who is kept from a bid does not score it,
// and the bid still has its five.
func TestRule_C1_ExclusionsPerBid(t *testing.T) {
	each(t, func(w *world) {
		w.pool(9)
		own := w.expert(Expert{Name: "某丁", Employer: "第1县科学技术协会学会部"})
		city := w.expert(Expert{Name: "某戊", Employer: "甲市第一中学"})
		id, bids := w.frozen(3)
		found := worldtest.Get(w.World, func(t *store.Tx) ([]Finding, error) { return FindingsOf(t, id) })
		if len(found) != 4 || found[0].Ground != OwnUnit || found[0].Expert.ID != own.ID || found[3].Ground != OwnCity {
			t.Fatalf("found %+v", found)
		}
		w.Refused(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()), fault.KindConflict, "C1")
		w.Must(w.room.ExcludeFound(w.Ctx, w.Handler, id))
		w.Refused(w.room.Exclude(w.Ctx, w.Handler, id, NewExclusion{own.ID, bids[0].ID, Asked, "来函"}), fault.KindConflict, "")
		w.Refused(w.room.Exclude(w.Ctx, w.Handler, id, NewExclusion{w.experts[0].ID, "", Asked, " "}), fault.KindInvalid, "")
		w.Must(w.room.Exclude(w.Ctx, w.Handler, id, NewExclusion{w.experts[0].ID, "", Declared, "本人6月1日来电申明"}))
		w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
		w.Refused(w.room.Exclude(w.Ctx, w.Handler, id, NewExclusion{w.experts[1].ID, "", Declared, "晚了"}), fault.KindConflict, "C1")
		w.enter(id)
		serving := w.serving(id)
		if serving[w.experts[0].ID] || serving[city.ID] {
			t.Fatal("somebody kept from every bid was drawn")
		}
		excluded := worldtest.Get(w.World, func(t *store.Tx) (map[string][]string, error) { return Excluded(t, id) })
		all := worldtest.Get(w.World, func(t *store.Tx) ([]Bid, error) { return Bids(t, id) })
		for bid, experts := range Assign(w.seats(id), all, excluded, 5) {
			if len(experts) != 5 || bid == bids[0].ID && slices.Contains(experts, own.ID) {
				t.Fatalf("%s is scored by %v", bid, experts)
			}
		}
		w.holds()
	})
}

// A mistake is taken back with its reason until the pool is frozen; what the program finds is no mistake.
func TestRule_C1_ExclusionsAreTakenBackWithAReason(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		own := w.expert(Expert{Name: "某丁", Employer: "第1县科协"})
		id, bids := w.frozen(1)
		w.Must(w.room.ExcludeFound(w.Ctx, w.Handler, id))
		w.Must(w.room.Exclude(w.Ctx, w.Handler, id, NewExclusion{w.experts[0].ID, "", Declared, "来电"}))
		w.Refused(w.room.Lift(w.Ctx, w.Handler, id, own.ID, bids[0].ID, "没有关系"), fault.KindConflict, "C1")
		w.Refused(w.room.Lift(w.Ctx, w.Handler, id, w.experts[1].ID, "", "没有登记"), fault.KindNotFound, "")
		w.Refused(w.room.Lift(w.Ctx, w.Handler, id, w.experts[0].ID, "", " "), fault.KindInvalid, "")
		w.Must(w.room.Lift(w.Ctx, w.Handler, id, w.experts[0].ID, "", "登记错了人"))
		lifted := worldtest.Get(w.World, func(t *store.Tx) ([]Exclusion, error) { return LiftedOf(t, id) })
		if len(lifted) != 1 || lifted[0].Lifted != "登记错了人" {
			t.Fatalf("%+v", lifted)
		}
		w.Must(w.room.Exclude(w.Ctx, w.Handler, id, NewExclusion{w.experts[0].ID, "", Declared, "本人来函"}))
		w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
		w.Refused(w.room.Lift(w.Ctx, w.Handler, id, w.experts[0].ID, "", "晚了"), fault.KindConflict, "C1")
		w.holds()
	})
}

func TestRule_C1_WhoRefusesIsReplacedByTheNext(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, _ := w.drawn(2)
		seats := w.seats(id)
		w.Refused(w.room.SeatRefused(w.Ctx, w.Handler, id, seats[0].Expert.ID, ""), fault.KindInvalid, "")
		w.Must(w.room.SeatRefused(w.Ctx, w.Handler, id, seats[0].Expert.ID, "出国"))
		w.Refused(w.room.SeatRefused(w.Ctx, w.Handler, id, seats[0].Expert.ID, "出国"), fault.KindConflict, "")
		if s := w.serving(id); len(s) != 5 || s[seats[0].Expert.ID] || !s[seats[5].Expert.ID] || s[seats[6].Expert.ID] {
			t.Fatalf("serving %v", s)
		}
		w.holds()
	})
}

func TestRule_C1_ARedrawAppends(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, _ := w.drawn(1)
		first := w.draws(id)[0].File
		w.Refused(w.room.Redraw(w.Ctx, w.Handler, id, w.witnesses(), " "), fault.KindInvalid, "")
		w.Must(w.room.Redraw(w.Ctx, w.Handler, id, w.witnesses(), "三位专家同时不能参加"))
		if len(w.seats(id)) != 0 {
			t.Fatal("the earlier draw's seats still count")
		}
		w.enter(id)
		draws := w.draws(id)
		if len(draws) != 2 || draws[0].File != first || draws[1].Reason == "" || draws[1].PoolHash == draws[0].PoolHash {
			t.Fatalf("%+v", draws)
		}
		w.holds()
	})
}

func TestAnInvitedExpertGetsAnAccountThatEnds(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, _ := w.drawn(1)
		seats := w.seats(id)
		slip, err := w.room.Invite(w.Ctx, w.Handler, id, seats[0].Expert.ID)
		w.Must(err)
		if slip.Code == "" || !slip.Account.To.After(w.panel(id).ScoringUntil) || slip.Account.To.After(w.panel(id).ScoringUntil.Add(9*24*time.Hour)) {
			t.Fatalf("%+v", slip)
		}
		_, err = w.room.Invite(w.Ctx, w.Handler, id, seats[0].Expert.ID)
		w.Refused(err, fault.KindConflict, "")
		_, err = w.room.Invite(w.Ctx, w.Handler, id, seats[6].Expert.ID)
		w.Refused(err, fault.KindConflict, "")
		mine := worldtest.Get(w.World, func(t *store.Tx) (Seat, error) { return SeatOfAccount(t, id, slip.Account.ID) })
		panels := worldtest.Get(w.World, func(t *store.Tx) ([]Panel, error) { return PanelsOfAccount(t, slip.Account.ID) })
		if mine.Expert.ID != seats[0].Expert.ID || mine.State != SeatInvited || len(panels) != 1 {
			t.Fatalf("%+v %+v", mine, panels)
		}
		w.Must(w.room.Redraw(w.Ctx, w.Handler, id, w.witnesses(), "重抽"))
		w.enter(id)
		if w.serving(id)[seats[0].Expert.ID] {
			again, err := w.room.Invite(w.Ctx, w.Handler, id, seats[0].Expert.ID)
			w.Must(err)
			if again.Account.ID != slip.Account.ID || again.Code != "" {
				t.Fatal("a second account for the same weeks")
			}
		}
		w.holds()
	})
}

func TestPanelsAreFormedOfAcceptedOnes(t *testing.T) {
	each(t, func(w *world) {
		until := w.DB.Clock.Now().Add(48 * time.Hour)
		_, err := w.room.Form(w.Ctx, w.Handler, Formation{Cohort: w.Cohort, Name: "空", ScoringUntil: until})
		w.Refused(err, fault.KindConflict, "C1")
		a, b := w.Accepted(), w.Accepted()
		_, err = w.room.Form(w.Ctx, w.Handler, Formation{Cohort: w.Cohort, Name: "组", ScoringUntil: w.DB.Clock.Now()})
		w.Refused(err, fault.KindInvalid, "")
		_, err = w.room.Form(w.Ctx, w.City, Formation{Cohort: w.Cohort, Name: "组", ScoringUntil: until})
		w.Refused(err, fault.KindForbidden, "")
		id, err := w.room.Form(w.Ctx, w.Handler, Formation{Cohort: w.Cohort, Name: "组", Applications: []string{a.ID}, ScoringUntil: until})
		w.Must(err)
		_, err = w.room.Form(w.Ctx, w.Handler, Formation{Cohort: w.Cohort, Name: "二组", Applications: []string{a.ID, b.ID}, ScoringUntil: until})
		w.Refused(err, fault.KindConflict, "")
		w.Refused(w.room.Exclude(w.Ctx, w.Handler, id, NewExclusion{}), fault.KindConflict, "C1")
		w.Refused(w.room.Begin(w.Ctx, w.Handler, id, nil), fault.KindConflict, "C1")
		w.Must(w.Apply.Withdraw(w.Ctx, a.Clerk, a.ID, "不申报了", "某甲"))
		w.Refused(w.room.Freeze(w.Ctx, w.Handler, id), fault.KindConflict, "")
		w.is(id, PanelForming)
		w.holds()
	})
}

// Two witnesses who press at the same moment both count, and the draw is made once.
func TestWitnessesAtTheSameMoment(t *testing.T) {
	each(t, func(w *world) {
		w.pool(7)
		id, _ := w.frozen(1)
		w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
		done := make(chan error, 2)
		for _, who := range []access.Actor{w.supervisor, w.Approver} {
			go func() { done <- w.room.Enter(w.Ctx, who, id, "5") }()
		}
		w.Must(<-done)
		w.Must(<-done)
		w.is(id, PanelDrawn)
		if len(w.seats(id)) != 7 {
			t.Fatalf("%d seats", len(w.seats(id)))
		}
		w.holds()
	})
}
