package review

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
)

// eachTank runs a test with the programme of letter review and panel, on both engines.
func eachTank(t *testing.T, test func(*world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := &world{World: worldtest.NewTank(t, db, Covers())}
		w.room = New(w.Door, w.Blobs, worldtest.Fonts(), w.Units)
		w.supervisor = w.Supervisor()
		w.ExpertGroup()
		test(w)
	})
}

// stage forms a panel of a stage of all that may be in it, up to the opened one with its experts.
func (w *world) stage(stage int, name string) (string, []access.Actor) {
	w.T.Helper()
	id := w.drawnAt(stage, name)
	w.Must(w.room.Open(w.Ctx, w.Handler, id))
	experts := w.invited(id)
	w.accept(id, experts...)
	return id, experts
}

func (w *world) drawnAt(stage int, name string) string {
	w.T.Helper()
	id, err := w.form(stage, name)
	w.Must(err)
	w.Must(w.room.Freeze(w.Ctx, w.Handler, id))
	w.Must(w.room.ExcludeFound(w.Ctx, w.Handler, id))
	w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
	w.enter(id)
	return id
}

func (w *world) form(stage int, name string) (string, error) {
	return w.room.Form(w.Ctx, w.Handler, Formation{Cohort: w.Cohort, Stage: stage, Name: name, ScoringUntil: w.DB.Clock.Now().Add(72 * time.Hour)})
}

// give lets everybody who scores an application give it a total, filled up criterion by criterion.
func (w *world) give(panel, application string, total int) {
	w.T.Helper()
	r := w.round(panel)
	typed, left := Typed{Points: map[string]string{}, Comment: "依据见申报书"}, total
	for _, c := range r.Panel.Criteria {
		typed.Points[c.Key] = strconv.Itoa(min(left, c.Weight))
		left -= min(left, c.Weight)
	}
	for _, expert := range r.Assigned[application] {
		w.Must(w.room.Score(w.Ctx, worldtest.Get(w.World, actorOf(seatIn(r, expert).Account)), panel, strconv.Itoa(r.For(expert).Ordinal(application)), typed))
	}
}

func (w *world) letter() LetterResult {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (LetterResult, error) { return LetterOf(t, w.Cohort) })
}

func (w *world) final() (list []Ranked, err error) {
	err = w.DB.Read(w.Ctx, func(t *store.Tx) error {
		list, err = RankedOfCohort(t, w.Cohort)
		return err
	})
	return list, err
}

// lettered has four applications through the letter review, with 90, 80, 80 and 70 points: the first three go on, for two
// do and the third ties.
func (w *world) lettered() (string, []worldtest.Bid) {
	w.T.Helper()
	w.pool(12)
	bids := []worldtest.Bid{w.Accepted(), w.Accepted(), w.Accepted(), w.Accepted()}
	id, _ := w.stage(OnlyStage, "函评组")
	for i, total := range []int{90, 80, 80, 70} {
		w.give(id, bids[i].ID, total)
	}
	return id, bids
}

// The programme of two stages, from its notice to the ranking.
func TestRule_C1_LetterThenPanel(t *testing.T) {
	eachTank(t, func(w *world) {
		_, err := w.form(PanelStage, "会评组")
		w.Refused(err, fault.KindConflict, "C1")
		letter, bids := w.lettered()
		if p := w.panel(letter); p.Stage != LetterStage || p.PerBid != 2 || len(p.Criteria) != 3 || !p.Blind {
			t.Fatalf("%+v", p)
		}
		_, err = w.form(PanelStage, "会评组")
		w.Refused(err, fault.KindConflict, "C1")
		w.Must(w.room.Close(w.Ctx, w.Handler, letter, ""))
		late := w.Accepted()
		_, err = w.form(PanelStage, "会评组")
		w.Refused(err, fault.KindConflict, "C1")
		if !strings.Contains(err.Error(), number(w, late)) {
			t.Error(err)
		}
		w.Must(w.Apply.Withdraw(w.Ctx, late.Clerk, late.ID, "不报了", "某甲"))
		_, err = w.final()
		w.Refused(err, fault.KindConflict, "C1")
		tasks := worldtest.Get(w.World, func(t *store.Tx) ([]DrawTask, error) { return ScoreWaiting(t, w.Handler) })
		if len(tasks) != 1 || tasks[0].Verb != "组建会评组（3件进入）" {
			t.Errorf("the office's desk says %+v", tasks)
		}
		result := w.letter()
		if why := []string{result.Why(result.Lines[0]), result.Why(result.Lines[3])}; why[0] != "达到入围线80.00分" || why[1] != "低于入围线80.00分" {
			t.Error(why)
		}
		if result.Line != 8000 || result.Fixed || len(result.Waiting()) != 3 || result.Lines[3].On || result.Lines[3].Place != 4 {
			t.Fatalf("%+v", result)
		}
		panel, experts := w.stage(PanelStage, "会评组")
		if p := w.panel(panel); p.Stage != PanelStage || p.Line != 8000 || p.Share != 40 || len(experts) != 3 || len(w.round(panel).Bids) != 3 {
			t.Fatalf("%+v, %d experts", p, len(experts))
		}
		w.readTwiceByNobody(letter, panel)
		for i, total := range []int{70, 100, 85} {
			w.give(panel, bids[i].ID, total)
		}
		_, err = w.final()
		w.Refused(err, fault.KindConflict, "C1")
		w.Must(w.room.Close(w.Ctx, w.Handler, panel, ""))
		list, err := w.final()
		w.Must(err)
		if len(list) != 3 || list[0].Application != bids[1].ID || list[0].Combined != 9200 || list[0].Of[0] != 8000 || list[0].Of[1] != 10000 ||
			list[1].Application != bids[2].ID || list[2].Combined != 7800 || list[2].Place != 3 {
			t.Fatalf("%+v", list)
		}
		if last, _ := w.letter().Of(bids[3].ID); last.On || last.In || last.Combined != 7000 {
			t.Fatalf("%+v", last)
		}
		w.holds()
	})
}

// readTwiceByNobody: whoever has scored an application by letter is kept from it in the panel.
func (w *world) readTwiceByNobody(letter, panel string) {
	w.T.Helper()
	was, is, kept := w.round(letter), w.round(panel), 0
	for _, b := range is.Bids {
		for _, expert := range was.Assigned[b.Application.ID] {
			if is.Scores(expert, b.Application.ID) {
				w.T.Errorf("%s is scored twice by the same expert", b.Application.Number)
			}
			kept++
		}
	}
	exclusions := worldtest.Get(w.World, func(t *store.Tx) ([]Exclusion, error) { return ExclusionsOf(t, panel) })
	if kept != 6 || len(exclusions) != 6 || exclusions[0].Ground != ReadBefore {
		w.T.Errorf("%d were to be kept, %d are: %+v", kept, len(exclusions), exclusions)
	}
	w.Refused(w.room.Lift(w.Ctx, w.Handler, panel, exclusions[0].Expert.ID, exclusions[0].Application, "想让他评"), fault.KindConflict, "C1")
}

// The line stands once a panel was formed: who rises above it by a relation found late goes on too, nobody is put out.
func TestRule_C1_TheLineStandsOnceAPanelIsFormed(t *testing.T) {
	eachTank(t, func(w *world) {
		letter, bids := w.lettered()
		r := w.round(letter)
		second := r.Assigned[bids[3].ID][1]
		w.Must(w.room.Score(w.Ctx, worldtest.Get(w.World, actorOf(seatIn(r, second).Account)), letter, strconv.Itoa(r.For(second).Ordinal(bids[3].ID)),
			Typed{Points: map[string]string{"topic": "50", "method": "30", "basis": "10"}}))
		w.Must(w.room.Close(w.Ctx, w.Handler, letter, "")) // the last one: 70 and 90, 80.00 together
		if len(w.letter().Waiting()) != 4 {
			t.Fatalf("%+v", w.letter())
		}
		w.Must(w.room.LateRelation(w.Ctx, w.Handler, letter, second, bids[3].ID, "曾任课题组顾问"))
		panel, _ := w.stage(PanelStage, "会评组")
		w.Must(w.room.LateRelation(w.Ctx, w.Handler, letter, r.Assigned[bids[0].ID][0], bids[0].ID, "同学"))
		result := w.letter()
		if !result.Fixed || result.Line != 8000 || len(result.Waiting()) != 0 || len(w.round(panel).Bids) != 3 {
			t.Fatalf("%+v", result)
		}
		first := r.Assigned[bids[3].ID][0]
		w.exec("UPDATE opinion SET total = 80 WHERE application = $1 AND expert = $2 AND state = 'submitted'", bids[3].ID, first)
		if waiting := w.letter().Waiting(); len(waiting) != 1 || waiting[0] != bids[3].ID {
			t.Fatalf("who reached the line does not go on: %v", waiting)
		}
		w.exec("UPDATE opinion SET total = 70 WHERE application = $1 AND expert = $2 AND state = 'submitted'", bids[3].ID, first)
		w.holds()
	})
}

func actorOf(account string) func(*store.Tx) (access.Actor, error) {
	return func(t *store.Tx) (access.Actor, error) { return unit.ActorOf(t, account) }
}

func seatIn(r Round, expert string) Seat {
	s, _ := r.Seat(expert)
	return s
}

// A review with one stage knows no panel stage; a dropped panel frees its applications and its line.
func TestRule_C1_StagesAreTheProgrammes(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		w.Accepted()
		_, err := w.form(PanelStage, "会评组")
		w.Refused(err, fault.KindConflict, "C1")
		id, err := w.form(OnlyStage, "评审组")
		w.Must(err)
		if p := w.panel(id); p.Stage != OnlyStage || p.Share != 0 {
			t.Errorf("%+v", p)
		}
	})
	eachTank(t, func(w *world) {
		letter, bids := w.lettered()
		w.Must(w.room.Close(w.Ctx, w.Handler, letter, ""))
		id, err := w.form(PanelStage, "会评组")
		w.Must(err)
		_, err = w.form(PanelStage, "又一组")
		w.Refused(err, fault.KindConflict, "C1")
		w.Must(w.room.Drop(w.Ctx, w.Handler, id, "组错了"))
		if w.letter().Fixed || len(w.letter().Waiting()) != 3 {
			t.Fatalf("%+v", w.letter())
		}
		w.Must(w.Apply.Withdraw(w.Ctx, bids[0].Clerk, bids[0].ID, "不做了", "某甲"))
		if waiting := w.letter().Waiting(); len(waiting) != 2 {
			t.Fatalf("after a withdrawal: %v", waiting)
		}
		w.holds()
	})
}

// Who moves a line, or puts into a panel what was not in the letter review, is found.
func TestTamperingWithTheStagesIsFound(t *testing.T) {
	eachTank(t, func(w *world) {
		letter, _ := w.lettered()
		w.Must(w.room.Close(w.Ctx, w.Handler, letter, ""))
		_, err := w.form(PanelStage, "会评组")
		w.Must(err)
		for _, cover := range stageCovers() {
			for _, column := range cover.Columns {
				change, back := column+" || 'x'", "SUBSTR("+column+", 1, LENGTH("+column+") - 1)"
				if slices.Contains([]string{"stage", "line", "share"}, column) {
					change, back = column+" + 1", column+" - 1"
				}
				w.exec("UPDATE " + cover.Table + " SET " + column + " = " + change)
				if !w.about(cover.Table, "") {
					t.Errorf("%s.%s changed by hand is not found", cover.Table, column)
				}
				w.exec("UPDATE " + cover.Table + " SET " + column + " = " + back)
			}
		}
		w.holds()
		w.exec("UPDATE panel SET state = 'scoring' WHERE id = $1", letter)
		if !w.about("panel_bid", "没有经过函评") {
			t.Error("an application without its letter review is not found")
		}
		for _, cover := range stageCovers() {
			w.exec("DELETE FROM " + cover.Table)
			if !w.about(cover.Table, "") {
				t.Errorf("rows taken out of %s are not missed", cover.Table)
			}
		}
	})
}

func TestFinalScoresAreSaid(t *testing.T) {
	r := Ranked{Of: []Hundredths{8000, 10000}}
	if r.Notes() != "函评80.00分，会评100.00分" {
		t.Error(r.Notes())
	}
	p := Panel{Stage: PanelStage, Share: 40, Combine: programme.Mean}
	if !strings.Contains(HowCombined(p), "函评占40%、会评占60%") || strings.Contains(HowCombined(Panel{}), "函评") {
		t.Error(HowCombined(p))
	}
}
