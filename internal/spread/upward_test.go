package spread

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/paper"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

var upwardForm = UpwardForm{Reason: "机制成熟。", Novelty: "把专家带到村里。", Copying: "制度文本可以直接采用。"}

// recommended has a case recommended by two persons.
func (w *world) recommended(id string) {
	w.T.Helper()
	w.Confirm(w.room.Recommend(w.Ctx, w.Handler, id, upwardForm))
}

func (w *world) upwardOf(id string) UpwardCase {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (UpwardCase, error) { return UpwardOf(t, w.Handler, id) })
}

func (w *world) upwardSaid(id string) string {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (string, error) { return UpwardSaid(t, id) })
}

func TestACaseIsRecommendedByTwoAndItsOutcomeRecorded(t *testing.T) {
	each(t, 2, func(w *world) {
		id := w.shows(0, body("三长制"))
		w.Must(w.room.CheckAdoption(w.Ctx, w.Handler, w.adopted(w.bids[1].Clerk, uses(id)), true, ""))
		proposal, err := w.room.Recommend(w.Ctx, w.Handler, id, upwardForm)
		w.Must(err)
		if w.upwardSaid(id) != "" {
			w.T.Error("the public is told before it was confirmed")
		}
		w.Confirm(proposal, nil)
		u := w.upwardOf(id).Last()
		if u.State != Recommended || u.Form != upwardForm || u.Figures.Grade != "优秀" || len(u.Figures.Targets) != 1 || u.Figures.Targets[0].Share != "125%" || len(u.Figures.Uses) != 1 {
			w.T.Errorf("recommended %+v", u)
		}
		if w.upwardSaid(id) != "" {
			w.T.Errorf("the public is told %q before the letter is out", w.upwardSaid(id))
		}
		if w.inbox(w.bids[0].Clerk, "推荐") != 1 {
			w.T.Error("the unit was not told")
		}
		tasks := func() []run.Task {
			return worldtest.Get(w.World, func(t *store.Tx) ([]run.Task, error) { return waitingUpwards(t, w.Handler) })
		}
		if all := tasks(); len(all) != 1 || all[0].URL != UpwardLink(id) {
			w.T.Errorf("waiting %+v", all)
		}
		w.Refused(w.room.RegisterOutcome(w.Ctx, w.Handler, id, Answer{Taken, "2022-08-01", "已收录"}), fault.KindConflict, "J5")
		w.Refused(w.room.RegisterUpwardLetter(w.Ctx, w.Handler, id, "", ""), fault.KindInvalid, "")
		w.Must(w.room.RegisterUpwardLetter(w.Ctx, w.Handler, id, "鲁科协函〔2022〕5号", "2022-08-01"))
		w.Refused(w.room.RegisterUpwardLetter(w.Ctx, w.Handler, id, "鲁科协函〔2022〕6号", "2022-08-01"), fault.KindConflict, "J5")
		if to := w.upwardOf(id).To(); w.upwardSaid(id) != "已向"+to+"推荐" {
			w.T.Errorf("the public is told %q", w.upwardSaid(id))
		}
		if len(tasks()) != 0 {
			w.T.Error("the letter still waits")
		}
		_, err = w.room.Recommend(w.Ctx, w.Handler, id, upwardForm)
		w.Refused(err, fault.KindConflict, "J5")
		w.Refused(w.room.RegisterOutcome(w.Ctx, w.Handler, id, Answer{Recommended, "2022-08-01", "x"}), fault.KindInvalid, "")
		w.Refused(w.room.RegisterOutcome(w.Ctx, w.bids[0].Clerk, id, Answer{Taken, "2022-08-01", "x"}), fault.KindForbidden, "")
		w.Must(w.room.RegisterOutcome(w.Ctx, w.Handler, id, Answer{NotTaken, "2022-08-01", "当期名额已满"}))
		if w.upwardSaid(id) != "" {
			w.T.Errorf("the public is told %q of what was not taken", w.upwardSaid(id))
		}
		if u := w.upwardOf(id).Last(); u.State != NotTaken || u.Outcome != "当期名额已满" || u.Dated.String() != "2022-08-01" || u.AnsweredOn.String() != "2022-08-01" || w.inbox(w.bids[0].Clerk, "推荐结果") != 1 {
			w.T.Errorf("outcome %+v", u)
		}
		w.Refused(w.room.RegisterOutcome(w.Ctx, w.Handler, id, Answer{Taken, "2022-08-01", "x"}), fault.KindConflict, "J5")
		w.recommended(id)
		if all := w.upwardOf(id).All; len(all) != 2 || all[1].N != 2 {
			w.T.Errorf("a second time: %+v", all)
		}
		w.verify()
	})
}

func TestARecommendationIsRefusedWhereNoneCanBe(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.shows(0, body("三长制"))
		propose := func(id string, form UpwardForm) error {
			_, err := w.room.Recommend(w.Ctx, w.Handler, id, form)
			return err
		}
		w.Refused(propose("none", upwardForm), fault.KindNotFound, "")
		w.Refused(propose(id, UpwardForm{}), fault.KindInvalid, "")
		_, err := w.room.Recommend(w.Ctx, w.Approver, id, upwardForm)
		w.Refused(err, fault.KindForbidden, "")
		proposal, err := w.room.Recommend(w.Ctx, w.Handler, id, upwardForm)
		w.Must(err)
		w.Refused(propose(id, upwardForm), fault.KindConflict, "")
		w.hidden(id)
		_, err = w.Door.Confirm(w.Ctx, w.Approver, proposal)
		w.Refused(err, fault.KindConflict, "J5")
		other := w.shows(0, body("轮值制"))
		proposal, err = w.room.Recommend(w.Ctx, w.Handler, other, upwardForm)
		w.Must(err)
		w.shownAnew(other, body("轮值制第二版"))
		_, err = w.Door.Confirm(w.Ctx, w.Approver, proposal)
		w.Refused(err, fault.KindConflict, "J5")
		w.Refused(w.DB.Read(w.Ctx, func(t *store.Tx) error { _, err := UpwardOf(t, w.bids[0].Clerk, other); return err }), fault.KindNotFound, "")
		w.Refused(w.room.RegisterUpwardLetter(w.Ctx, w.Handler, other, "鲁科协函〔2022〕5号", "2022-08-01"), fault.KindConflict, "J5")
		w.verify()
	})
}

func TestTheCandidatesAreThePublicCasesMostUsedFirst(t *testing.T) {
	each(t, 2, func(w *world) {
		second, gone := w.shows(0, body("乙")), w.shows(0, body("丙"))
		w.shows(0, body("甲"))
		w.hidden(gone)
		w.Must(w.room.CheckAdoption(w.Ctx, w.Handler, w.adopted(w.bids[1].Clerk, uses(second)), true, ""))
		titles := func() (titles string) {
			for _, c := range worldtest.Get(w.World, func(t *store.Tx) ([]Candidate, error) { return Candidates(t, w.Handler) }) {
				titles += c.Title
			}
			return titles
		}
		if got := titles(); got != "乙甲" {
			w.T.Errorf("candidates: %s", got)
		}
		some := worldtest.Get(w.World, func(t *store.Tx) ([]Candidate, error) {
			all, err := Candidates(t, w.Handler)
			return all, errors.Join(err, WithGrades(t, all))
		})
		if some[0].Grade != "优秀" {
			w.T.Errorf("graded %q", some[0].Grade)
		}
		w.recommended(second)
		if got := titles(); got != "甲" {
			w.T.Errorf("candidates after one was recommended: %s", got)
		}
		lines := worldtest.Get(w.World, func(t *store.Tx) ([]UpwardLine, error) { return Upwards(t, w.Supervisor()) })
		if len(lines) != 1 || lines[0].Case != second || lines[0].Title != "乙" {
			w.T.Errorf("recommended: %+v", lines)
		}
	})
}

func TestTheRecommendationIsAPaper(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.shows(0, body("三长制"))
		_, err := w.room.UpwardFile(w.Ctx, w.Handler, id, true)
		w.Refused(err, fault.KindNotFound, "")
		_, _, err = w.run.Keep(w.Ctx, w.Handler, run.Keeping{Pilot: w.pilots[0], What: UpwardDraft(id), Body: `{"reason":["草稿的理由"]}`,
			When: func(t *store.Tx, _ run.Case) error { return MayWriteUpward(t, w.Handler, id) }})
		w.Must(err)
		pdf, err := w.room.UpwardFile(w.Ctx, w.Handler, id, false)
		w.Must(err)
		if !bytes.HasPrefix(pdf, []byte("%PDF")) {
			w.T.Error("no PDF")
		}
		w.recommended(id)
		c := w.upwardOf(id)
		text := paper.Words(UpwardPaper(c, c.Last()))
		for _, part := range []string{"三长制", c.To() + "：", "推荐表", "机制成熟", "优秀", "125%", c.Pilot.Programme().Organiser.Name} {
			if !strings.Contains(text, part) {
				w.T.Errorf("the paper does not say %q:\n%s", part, text)
			}
		}
		_, err = w.room.UpwardFile(w.Ctx, w.bids[0].Clerk, id, true)
		w.Refused(err, fault.KindNotFound, "")
	})
}

// shownAnew lets a second version of a case out, without the acts that do so.
func (w *world) shownAnew(id string, b Body) {
	w.T.Helper()
	_, err := w.Door.Do(w.Ctx, w.Handler, rowSet, Object(id), func(t *act.Tx) error {
		c, err := Get(t.Tx, id)
		if err != nil {
			return err
		}
		c.N, c.Shown = 2, 2
		if err := updateCase(t, c); err != nil {
			return err
		}
		return insertVersion(t, Version{Case: id, N: 2, Body: b, At: t.Now(), salt: "s"})
	})
	w.Must(err)
}

// A case that would not be published is not recommended either, though it is public still.
func TestACaseIsNotRecommendedWhileItsPilotPutsThingsRight(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.shows(0, body("三长制"))
		w.moved(0, run.Rectifying)
		_, err := w.room.Recommend(w.Ctx, w.Handler, id, upwardForm)
		w.Refused(err, fault.KindConflict, "J5")
		w.moved(0, run.Ended)
		w.regrade(0, "未通过")
		_, err = w.room.Recommend(w.Ctx, w.Handler, id, upwardForm)
		w.Refused(err, fault.KindConflict, "J5")
	})
}
