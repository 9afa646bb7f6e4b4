package call

import (
	"errors"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

func each(t *testing.T, test func(*world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) { test(newWorld(t, db)) })
}

// refused wants a fault of this kind.
func (w *world) refused(err error, kind fault.Kind, what string) {
	w.t.Helper()
	if !fault.Is(err, kind) {
		w.t.Errorf("%s: got %v, want a fault of kind %d", what, err, kind)
	}
}

func TestTwoPersonsPublish(t *testing.T) {
	each(t, func(w *world) {
		id := w.open(2020)
		reg := w.registration()
		proposal, err := w.room.Register(w.ctx, w.second, id, reg)
		w.must(err)
		if c := w.cohort(id); c.State != Draft || c.Version != 0 {
			w.t.Errorf("proposed alone it is already %s, version %d", c.State, c.Version)
		}
		door := w.room.Door
		_, err = door.Confirm(w.ctx, w.second, proposal)
		w.refused(err, fault.KindForbidden, "the proposer confirms himself")
		stale := w.approver
		stale.Fresh = false
		_, err = door.Confirm(w.ctx, stale, proposal)
		w.refused(err, fault.KindUnauthorized, "without a fresh log-in")
		_, err = door.Confirm(w.ctx, w.handler, proposal)
		w.refused(err, fault.KindForbidden, "a handler confirms")
		_, err = door.Confirm(w.ctx, w.approver, proposal)
		w.must(err)

		c := w.cohort(id)
		if c.State != Published || c.Version != 1 || c.Number != reg.Number || !c.PublishedAt.Equal(c.PublishedAt.Truncate(time.Microsecond)) {
			w.t.Errorf("published: %+v", c)
		}
		w.read(func(t *store.Tx) error {
			v, err := VersionOf(t, c, 0)
			if v.Number != reg.Number || v.Signer != reg.Signer || v.Issued != reg.Issued || v.Text.Notice.Number != reg.Number || v.Text.Notice.Imprint.Date != "2020-05-12" {
				w.t.Errorf("version: %+v", v)
			}
			if v.Hash != v.Text.Hash() {
				w.t.Error("the version's hash is not its text's")
			}
			d, err2 := DatesFor(t, id, "")
			if !d.Electronic.Equal(at("2020-05-19T00:00")) || !d.Paper.Equal(at("2020-05-19T00:00")) || !d.Opens.Equal(at("2020-05-12T00:00")) || !d.Inner.IsZero() {
				w.t.Errorf("dates in force: %+v", d)
			}
			return errors.Join(err, err2)
		})
		w.clean()
	})
}

func TestRegisterRefusals(t *testing.T) {
	each(t, func(w *world) {
		id := w.open(2020)
		for what, spoil := range map[string]func(*Registration){
			"no number":            func(r *Registration) { r.Number = "" },
			"square brackets":      func(r *Registration) { r.Number = "鲁科协发[2020]13号" },
			"no signer":            func(r *Registration) { r.Signer = "" },
			"dated tomorrow":       func(r *Registration) { r.Dated = "2020-05-14" },
			"no issued file":       func(r *Registration) { r.Issued = "" },
			"a file not handed in": func(r *Registration) { r.Issued = hashOf("never stored") },
		} {
			reg := w.registration()
			spoil(&reg)
			_, err := w.room.Register(w.ctx, w.handler, id, reg)
			w.refused(err, fault.KindInvalid, what)
		}
		for _, actor := range []access.Actor{w.approver, w.city, w.society, {}} {
			if _, err := w.room.Register(w.ctx, actor, id, w.registration()); err == nil {
				w.t.Errorf("%s registers", actor.UnitKind)
			}
		}
		w.at("2020-05-19T00:00")
		_, err := w.room.Register(w.ctx, w.handler, id, w.registration())
		w.refused(err, fault.KindInvalid, "published after its deadline")
		w.clean()
	})
}

func TestDraftStandsStillWhileProposed(t *testing.T) {
	each(t, func(w *world) {
		id := w.open(2020)
		_, text := pilot(w.t)
		text.Notice.Addressees = "各市科协："
		w.must(w.room.Save(w.ctx, w.handler, id, text))
		proposal, err := w.room.Register(w.ctx, w.handler, id, w.registration())
		w.must(err)
		w.refused(w.room.Save(w.ctx, w.handler, id, text), fault.KindConflict, "saved while proposed")
		w.refused(w.room.Drop(w.ctx, w.handler, id, "重复"), fault.KindConflict, "dropped while proposed")
		_, err = w.room.Register(w.ctx, w.handler, id, w.registration())
		w.refused(err, fault.KindConflict, "proposed twice")

		// Somebody changes the draft past the room: the second person's confirmation does not put it in force.
		text.Notice.Addressees = "各县科协："
		w.must(w.db.Write(w.ctx, func(t *store.Tx) error { return putDraft(t, id, text, "x") }))
		_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
		w.refused(err, fault.KindConflict, "confirmed another text")

		_, err = w.room.Door.Reject(w.ctx, w.approver, proposal, "主送单位有误")
		w.must(err)
		w.must(w.room.Save(w.ctx, w.handler, id, text))
		w.read(func(t *store.Tx) error {
			answer, found, err := w.room.LastAnswer(t, id)
			if !found || answer.Answer != "主送单位有误" {
				w.t.Errorf("sent back with %q", answer.Answer)
			}
			return err
		})
		w.clean()
	})
}

func TestSaveIsTheOffices(t *testing.T) {
	each(t, func(w *world) {
		id := w.open(2020)
		_, text := pilot(w.t)
		w.refused(w.room.Save(w.ctx, w.approver, id, text), fault.KindForbidden, "an approver writes")
		for _, actor := range []access.Actor{w.city, w.county, w.society, {}} {
			w.refused(w.room.Save(w.ctx, actor, id, text), fault.KindNotFound, "a foreign draft is saved")
		}
		w.refused(w.room.Save(w.ctx, w.handler, "no such", text), fault.KindNotFound, "no such cohort")
	})
}

func TestRule_N3_SideBySide(t *testing.T) {
	each(t, func(w *world) {
		first := w.publish()
		w.at("2021-05-13T12:00")
		second := w.open(2021)
		reg := w.registration()
		reg.Dated = "2021-05-12"
		_, err := w.room.Register(w.ctx, w.handler, second, reg)
		w.refused(err, fault.KindInvalid, "the number of another year")
		reg.Number = "鲁科协发〔2021〕9号"
		proposal, err := w.room.Register(w.ctx, w.handler, second, reg)
		w.must(err)
		_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
		w.must(err)
		w.read(func(t *store.Tx) error {
			open, err := Open(t, t.Now())
			if len(open) != 1 || open[0].ID != second {
				w.t.Errorf("open in May 2021: %v", open)
			}
			all, err2 := List(t, Published, Closed)
			if len(all) != 2 || all[0].ID != second || all[1].ID != first || all[0].Programme != all[1].Programme {
				w.t.Errorf("both stand: %v", all)
			}
			d, err3 := DatesFor(t, first, "")
			if !d.Electronic.Equal(at("2020-05-19T00:00")) {
				w.t.Error("the second moved the first's deadline")
			}
			return errors.Join(err, err2, err3)
		})
		_, err = w.room.Open(w.ctx, w.handler, w.p, nil, 2020)
		w.refused(err, fault.KindConflict, "a second cohort of 2020")
		w.clean()
	})
}

func TestKeepsItsDefinition(t *testing.T) {
	each(t, func(w *world) {
		id := w.open(2020)
		before := w.p.Hash()
		changed := *w.p
		changed.Name = "改了名称的项目"
		_, err := w.room.Open(w.ctx, w.handler, &changed, nil, 2021)
		w.must(err)
		if c := w.cohort(id); c.Hash != before || c.Programme.Name == changed.Name || string(c.Programme.Canonical()) != string(w.p.Canonical()) {
			w.t.Errorf("the first cohort's definition is now %s", c.Programme.Name)
		}
		w.clean()
	})
}

func TestDropFreesTheYear(t *testing.T) {
	each(t, func(w *world) {
		id := w.open(2020)
		w.refused(w.room.Drop(w.ctx, w.handler, id, ""), fault.KindInvalid, "without a reason")
		w.refused(w.room.Drop(w.ctx, w.city, id, "x"), fault.KindForbidden, "by a city")
		w.must(w.room.Drop(w.ctx, w.handler, id, "选错了项目文件"))
		again := w.open(2020)
		if again == id {
			w.t.Error("the same cohort")
		}
		published := w.publishOpened(again)
		w.refused(w.room.Drop(w.ctx, w.handler, published, "x"), fault.KindConflict, "a published one")
		w.clean()
	})
}

func (w *world) publishOpened(id string) string {
	w.t.Helper()
	proposal, err := w.room.Register(w.ctx, w.handler, id, w.registration())
	w.must(err)
	_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
	w.must(err)
	return id
}

func TestCorrectionPutsOff(t *testing.T) {
	each(t, func(w *world) {
		id := w.publish()
		w.applicants = []string{w.county.Account}
		var text Text
		w.read(func(t *store.Tx) error {
			d, err := DraftOf(t, id)
			text = d.Text
			return err
		})
		for i := range text.Dates {
			if d := &text.Dates[i]; d.Kind == "electronic" || d.Kind == "paper" {
				d.At = "2020-05-26T00:00"
			}
		}
		last := len(text.Notice.Body) - 1
		text.Notice.Body[last].Text = "4. 申报书电子版请于5月25日前发送至省科协办公室邮箱。"
		w.must(w.room.Save(w.ctx, w.handler, id, text))
		reg := w.registration()
		reg.Number = "鲁科协发〔2020〕15号"
		_, err := w.room.Register(w.ctx, w.handler, id, reg)
		w.refused(err, fault.KindInvalid, "without a note")
		reg.Note = "截止时间延至5月25日"
		proposal, err := w.room.Register(w.ctx, w.handler, id, reg)
		w.must(err)
		_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
		w.must(err)

		c := w.cohort(id)
		w.read(func(t *store.Tx) error {
			d, err := DatesFor(t, id, "")
			if !d.Electronic.Equal(at("2020-05-26T00:00")) || c.Version != 2 || c.Number != reg.Number {
				w.t.Errorf("in force: %v, version %d, %s", d.Electronic, c.Version, c.Number)
			}
			old, err2 := VersionOf(t, c, 1)
			if old.Number != "鲁科协发〔2020〕13号" || !old.Text.DatesIn(c.Programme).Electronic.Equal(at("2020-05-19T00:00")) {
				w.t.Errorf("the first version is no longer readable as it was: %+v", old)
			}
			box, _, err3 := notify.Inbox(t, w.county.Account, 0, 10)
			if len(box) != 1 || box[0].Text != "更正说明：截止时间延至5月25日" {
				w.t.Errorf("who applies was told: %+v", box)
			}
			return errors.Join(err, err2, err3)
		})
		w.sweep("2020-05-19T00:00")
		if c := w.cohort(id); c.State != Published {
			w.t.Errorf("closed at the old deadline: %s", c.State)
		}
		w.sweep("2020-05-26T00:00")
		if c := w.cohort(id); c.State != Closed {
			w.t.Errorf("not closed at the new deadline: %s", c.State)
		}
		w.clean()
	})
}
