package decide

import (
	"slices"
	"testing"

	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// What a later room brings before the body is judged and carried out by that room, line by line; there all may be refused.
func TestRule_C2_ALaterRoomsMatterIsDecidedLineByLine(t *testing.T) {
	each(t, 2, func(w *world) {
		id := w.list(0, 1)
		w.Confirm(w.room.Record(w.Ctx, w.Handler, w.taken(id, TakenLine{Application: w.bids[0].ID, Outcome: Agreed}, TakenLine{Application: w.bids[1].ID, Outcome: Reserve})))
		var carried []Decision
		w.room.Later = map[programme.Matter]Later{programme.MatterLoss: {
			Lines: func(*store.Tx, string) ([]Ranked, error) {
				return []Ranked{{Application: w.bids[0].ID, Place: 1, Notes: "已听取陈述"}}, nil
			},
			May: func(_ *store.Tx, application string) error {
				if application != w.bids[0].ID {
					return fault.Conflict("J1", "没有听取陈述。")
				}
				return nil
			},
			Carry: func(_ *act.Tx, d Decision) error { carried = append(carried, d); return nil },
			Words: "取消资格。",
		}}
		loss := func(lines ...TakenLine) Taken {
			x := w.taken("", lines...)
			x.Matter = programme.MatterLoss
			return x
		}
		for _, wrong := range []TakenLine{{Outcome: Struck}, {Outcome: Fewer, Contents: []int{6}}, {Outcome: Reserve}} {
			wrong.Application = w.bids[0].ID
			_, err := w.room.Record(w.Ctx, w.Handler, loss(wrong))
			w.Refused(err, fault.KindInvalid, "")
		}
		_, err := w.room.Record(w.Ctx, w.Handler, loss(TakenLine{Application: w.bids[1].ID, Outcome: Agreed}))
		w.Refused(err, fault.KindConflict, "J1")
		unknown := loss(TakenLine{Application: w.bids[0].ID, Outcome: Agreed})
		unknown.Matter = programme.MatterGrade
		_, err = w.room.Record(w.Ctx, w.Handler, unknown)
		w.Refused(err, fault.KindConflict, "C2")
		w.Confirm(w.room.Record(w.Ctx, w.Handler, loss(TakenLine{Application: w.bids[0].ID, Outcome: Struck, Reason: "已有改进"})))
		last := carried[len(carried)-1]
		if len(last.Lines) != 1 || last.Lines[0].Outcome != Struck || last.Lines[0].Notes != "已听取陈述" || last.State != Decided {
			t.Errorf("carried %+v", last)
		}
		line := worldtest.Get(w.World, func(t *store.Tx) (Line, error) { l, _, err := LastAbout(t, w.bids[0].ID); return l, err })
		if line.Outcome != Agreed {
			t.Errorf("the list's line is %+v", line)
		}
		if TitleOf(programme.MatterLoss, Struck) != "不同意" || TitleOf(programme.MatterList, Struck) != "不列入" {
			t.Error("a refusal is called by what it is about")
		}
		reserve := worldtest.Get(w.World, func(t *store.Tx) ([]Line, error) { return w.room.Offered(t, w.Cohort, programme.MatterReserve) })
		if !slices.EqualFunc(reserve, w.ids(1), func(l Line, id string) bool { return l.Application == id }) {
			t.Errorf("the reserve: %+v", reserve)
		}
		w.verify()
	})
}

// What a page had shown of a line is what is decided: where it was replaced before the record was sent, the record is refused.
func TestRule_C2_TheRecordIsBoundToWhatThePageHadShown(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.list(0)
		w.Confirm(w.room.Record(w.Ctx, w.Handler, w.taken(id, TakenLine{Application: w.bids[0].ID, Outcome: Agreed})))
		w.room.Later = map[programme.Matter]Later{programme.MatterMoney: {
			Lines: func(*store.Tx, string) ([]Ranked, error) {
				return []Ranked{{Application: w.bids[0].ID, Place: 1, Notes: "20万元", Basis: "second"}}, nil
			},
			May:   func(*store.Tx, string) error { return nil },
			Carry: func(*act.Tx, Decision) error { return nil },
		}}
		money := func(basis string) Taken {
			x := w.taken("", TakenLine{Application: w.bids[0].ID, Outcome: Agreed, Basis: basis})
			x.Matter = programme.MatterMoney
			return x
		}
		_, err := w.room.Record(w.Ctx, w.Handler, money("first"))
		w.Refused(err, fault.KindConflict, "C2")
		w.Confirm(w.room.Record(w.Ctx, w.Handler, money("second")))
	})
}
