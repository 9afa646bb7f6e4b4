package run

import (
	"bytes"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

func (w *world) ask(i int, x ChangeAsk) string {
	w.T.Helper()
	x.Reason = "情况有变"
	id, err := w.room.AskChange(w.Ctx, w.clerk(i), w.pilots[i], x)
	w.Must(err)
	return id
}

func (w *world) decided(id string, agree bool, answer string) {
	w.T.Helper()
	w.Confirm(w.room.DecideChange(w.Ctx, w.Handler, Deciding{id, agree, answer}))
}

// wide is a county's application for two contents.
func wide(w *worldtest.World) worldtest.Bid { return w.CountyFor(2, 6) }

// Each kind of change, agreed to by two persons, changes what it is about and nothing else; both versions stay.
func TestChangesThatAreAgreed(t *testing.T) {
	eachOf(t, wide, func(w *world) {
		plan := w.inForce(0)
		before := w.pilot(0)
		id := w.ask(0, ChangeAsk{Kind: ChangeContents, Contents: before.Contents[:1]})
		w.decided(id, true, "")
		if p, ch := w.pilot(0), w.change(id); len(p.Contents) != 1 || len(ch.Was.Contents) != len(before.Contents) || ch.State != ChangeAgreed || p.Until != before.Until {
			t.Errorf("%+v after %+v", p, ch)
		}
		id = w.ask(0, ChangeAsk{Kind: ChangeExtension, Until: before.Until.Add(30).String()})
		w.decided(id, true, "请抓紧")
		if p := w.pilot(0); p.Until != before.Until.Add(30) || p.State != before.State {
			t.Errorf("extended: %+v", p)
		}
		other := plan
		other.Organisation = "成立专班"
		other.Goals, other.Milestones = plan.Goals[:1], plan.Milestones[:1]
		id = w.ask(0, ChangeAsk{Kind: ChangePlan, Plan: &other})
		w.decided(id, true, "")
		now := worldtest.Get(w.World, func(t *store.Tx) (Plan, error) { p, _, err := PlanOf(t, w.pilots[0]); return p, err })
		if ch := w.change(id); now.N != 2 || now.Body.Organisation != "成立专班" || ch.Was.Plan.Organisation != "" || ch.Was.Version != 1 {
			t.Errorf("%+v after %+v", now, ch)
		}
		id = w.ask(0, ChangeAsk{Kind: ChangeWithdrawal})
		w.decided(id, true, "")
		if p := w.pilot(0); p.State != Withdrawn {
			t.Errorf("withdrawn: %s", p.State)
		}
		for name, err := range map[string]error{
			"noted": w.room.Note(w.Ctx, w.desk, w.pilots[0], Noted{NoteVisit, "2020-07-01", "情况"}), "changed": w.room.ChangePersons(w.Ctx, w.clerk(0), w.pilots[0], somebody()),
			"named": w.room.Follow(w.Ctx, w.Handler, w.pilots[0], w.desk.Unit, "")} {
			if !fault.Is(err, fault.KindConflict) {
				t.Errorf("%s after its end: %v", name, err)
			}
		}
		_, err := w.room.AskChange(w.Ctx, w.clerk(0), w.pilots[0], ChangeAsk{Kind: ChangeWithdrawal, Reason: "r"})
		w.Refused(err, fault.KindConflict, "R1")
		_, err = w.room.RaiseProblem(w.Ctx, w.clerk(0), w.pilots[0], "问题", "情况")
		w.Refused(err, fault.KindConflict, "R1")
		w.verify()
	})
}

// A change is refused with a reason, taken back by its unit, decided by two and once, and as it was asked for.
func TestChangesThatAreNot(t *testing.T) {
	each(t, func(w *world) {
		before := w.pilot(0)
		until := before.Until.Add(1).String()
		for _, who := range []access.Actor{w.desk, w.Handler} {
			_, err := w.room.AskChange(w.Ctx, who, w.pilots[0], ChangeAsk{Kind: ChangeWithdrawal, Reason: "r"})
			w.Refused(err, fault.KindForbidden, "")
		}
		_, err := w.room.AskChange(w.Ctx, w.clerk(1), w.pilots[0], ChangeAsk{Kind: ChangeWithdrawal, Reason: "r"})
		w.Refused(err, fault.KindNotFound, "")
		_, err = w.room.AskChange(w.Ctx, w.clerk(0), w.pilots[0], ChangeAsk{Kind: ChangeWithdrawal})
		w.Refused(err, fault.KindInvalid, "")
		_, err = w.room.AskChange(w.Ctx, w.clerk(0), w.pilots[0], ChangeAsk{Kind: ChangePlan, Plan: &PlanBody{}, Reason: "r"})
		w.Refused(err, fault.KindInvalid, "")
		_, err = w.room.AskChange(w.Ctx, w.clerk(0), w.pilots[0], ChangeAsk{Kind: ChangeWithdrawal, Reason: "r", Evidence: strings.Repeat("0", 64)})
		w.Refused(err, fault.KindInvalid, "")

		id := w.ask(0, ChangeAsk{Kind: ChangeExtension, Until: until})
		_, err = w.room.AskChange(w.Ctx, w.clerk(0), w.pilots[0], ChangeAsk{Kind: ChangeExtension, Until: until, Reason: "r"})
		w.Refused(err, fault.KindConflict, "R5")
		if w.hasToDo(w.Handler) != "指定 办理" {
			t.Errorf("the office has %q", w.hasToDo(w.Handler))
		}
		_, err = w.room.DecideChange(w.Ctx, w.Handler, Deciding{id, false, " "})
		w.Refused(err, fault.KindInvalid, "")
		_, err = w.room.DecideChange(w.Ctx, w.clerk(0), Deciding{id, true, ""})
		w.Refused(err, fault.KindForbidden, "")
		proposal, err := w.room.DecideChange(w.Ctx, w.Handler, Deciding{id, false, "理由不充分"})
		w.Must(err)
		if w.hasToDo(w.Handler) != "指定" {
			t.Errorf("with the approver: the office has %q", w.hasToDo(w.Handler))
		}
		if _, err := w.Door.Confirm(w.Ctx, w.Handler, proposal); err == nil {
			t.Error("decided by one")
		}
		w.Confirm(proposal, nil)
		if ch := w.change(id); ch.State != ChangeRefused || ch.Answer != "理由不充分" || w.pilot(0).Until != before.Until || !strings.Contains(w.heard(w.clerk(0)), "未同意") {
			t.Errorf("refused: %+v, told %q", ch, w.heard(w.clerk(0)))
		}
		w.Refused(w.room.TakeBackChange(w.Ctx, w.clerk(0), id), fault.KindConflict, "R5")

		id = w.ask(0, ChangeAsk{Kind: ChangeExtension, Until: until})
		proposal, err = w.room.DecideChange(w.Ctx, w.Handler, Deciding{id, true, ""})
		w.Must(err)
		w.Refused(w.room.TakeBackChange(w.Ctx, w.clerk(1), id), fault.KindNotFound, "")
		w.Refused(w.room.TakeBackChange(w.Ctx, w.desk, id), fault.KindForbidden, "")
		if through := w.atOnce(func() error { return w.room.TakeBackChange(w.Ctx, w.clerk(0), id) }); through != 1 {
			t.Errorf("taken back %d times", through)
		}
		_, err = w.Door.Confirm(w.Ctx, w.Approver, proposal)
		w.Refused(err, fault.KindConflict, "R5")
		_, err = w.room.DecideChange(w.Ctx, w.Handler, Deciding{id, true, ""})
		w.Refused(err, fault.KindConflict, "R5")

		changed := w.inForce(0)
		changed.Organisation = "成立专班"
		plan, withdrawal := w.ask(0, ChangeAsk{Kind: ChangePlan, Plan: &changed}), w.ask(0, ChangeAsk{Kind: ChangeWithdrawal})
		lost := w.losses()
		w.decided(withdrawal, true, "")
		if len(lost) != 1 || lost[w.pilot(0).ID] != Withdrawn {
			t.Errorf("what is public is taken down of %+v", lost)
		}
		_, err = w.room.DecideChange(w.Ctx, w.Handler, Deciding{plan, true, ""})
		w.Refused(err, fault.KindConflict, "R1")
		w.decided(plan, false, "已经撤回")
		w.verify()
	})
}

// losses are the pilots from now on of which what is public is taken down, with where they then stand. What is proposed is tried,
// too.
func (w *world) losses() map[string]act.State {
	lost := map[string]act.State{}
	w.room.Lost = func(_ *act.Tx, p Pilot) error {
		lost[p.ID] = p.State
		return nil
	}
	return lost
}

// A body's decision ends those whom it agrees to end, in the act that records it, and a letter waits for each.
func TestADecisionEndsAPilot(t *testing.T) {
	each(t, func(w *world) {
		room := decide.New(w.Door, w.Blobs, worldtest.Fonts())
		room.Later = map[programme.Matter]decide.Later{programme.MatterEnd: w.room.Ending()}
		blob, err := w.Blobs.Put(bytes.NewReader([]byte("%PDF-1.7\nexcerpt")), 1<<20)
		w.Must(err)
		taken := func(lines ...decide.TakenLine) decide.Taken {
			return decide.Taken{Cohort: w.Cohort, Matter: programme.MatterEnd, Session: "2020年第8次", On: "2020-07-01", Excerpt: blob.Hash, Lines: lines}
		}
		offered := worldtest.Get(w.World, func(t *store.Tx) ([]decide.Line, error) { return room.Offered(t, w.Cohort, programme.MatterEnd) })
		if len(offered) != 2 || offered[0].Notes != StateTitles[Planning] {
			t.Errorf("offered %+v", offered)
		}
		lost := w.losses()
		w.Confirm(room.Record(w.Ctx, w.Handler, taken(decide.TakenLine{Application: w.bids[0].ID, Outcome: decide.Agreed}, decide.TakenLine{Application: w.bids[1].ID, Outcome: decide.Struck, Reason: "可以继续"})))
		if len(lost) != 1 || lost[w.pilot(0).ID] != Terminated {
			t.Errorf("what is public is taken down of %+v", lost)
		}
		if w.pilot(0).State != Terminated || w.pilot(1).State != Planning {
			t.Errorf("%s and %s", w.pilot(0).State, w.pilot(1).State)
		}
		letters := worldtest.Get(w.World, func(t *store.Tx) ([]notify.Letter, error) { return notify.Waiting(t) })
		if len(letters) != 1 || letters[0].Cause != causeEnd || !strings.Contains(letters[0].Text, "2020年第8次") {
			t.Errorf("letters %+v", letters)
		}
		_, err = room.Record(w.Ctx, w.Handler, taken(decide.TakenLine{Application: w.bids[0].ID, Outcome: decide.Agreed}))
		w.Refused(err, fault.KindConflict, "R1")
		w.verify()
	})
}
