package call

import (
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// extension is a draft that puts both deadlines off to a moment.
func extension(to programme.Moment) ExtensionText {
	return ExtensionText{Dates: []Date{{"electronic", to}, {"paper", to}}, Reason: "受疫情影响，部分单位无法按时盖章"}
}

func (w *world) extensionRegistration(number string) Registration {
	reg := w.registration()
	reg.Number = number
	return reg
}

// extend puts both deadlines off by two persons.
func (w *world) extend(id string, to programme.Moment, number string) {
	w.t.Helper()
	w.must(w.room.SaveExtension(w.ctx, w.handler, id, extension(to)))
	proposal, err := w.room.Extend(w.ctx, w.handler, id, w.extensionRegistration(number))
	w.must(err)
	_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
	w.must(err)
}

func (w *world) dates(id string) (d Dates) {
	w.t.Helper()
	w.read(func(t *store.Tx) (err error) {
		d, err = DatesFor(t, id, "")
		return err
	})
	return d
}

func TestExtensionPutsOffForAll(t *testing.T) {
	each(t, func(w *world) {
		id := w.publish()
		w.must(w.room.Pass(w.ctx, w.city, id, w.letter(id)))
		w.applicants = []string{w.countyHead.Account}
		before := w.inbox(w.county.Account)
		w.must(w.room.SaveExtension(w.ctx, w.handler, id, extension("2020-05-26T00:00")))
		proposal, err := w.room.Extend(w.ctx, w.handler, id, w.extensionRegistration("鲁科协发〔2020〕15号"))
		w.must(err)
		if d := w.dates(id); !d.Electronic.Equal(at("2020-05-19T00:00")) {
			w.t.Error("in force before the second person has confirmed")
		}
		w.refused(w.room.SaveExtension(w.ctx, w.handler, id, extension("2020-05-27T00:00")), fault.KindConflict, "saved while proposed")
		w.must(w.room.Save(w.ctx, w.handler, id, w.text(id))) // the notice's own draft does not wait
		_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
		w.must(err)

		if d := w.dates(id); !d.Electronic.Equal(at("2020-05-26T00:00")) || !d.Paper.Equal(d.Electronic) || !d.Opens.Equal(at("2020-05-12T00:00")) {
			w.t.Errorf("in force: %+v", d)
		}
		c := w.cohort(id)
		if c.Version != 1 || c.Number != "鲁科协发〔2020〕13号" {
			w.t.Errorf("the notice itself became version %d, %s", c.Version, c.Number)
		}
		w.read(func(t *store.Tx) error {
			all, err := Extensions(t, id)
			if len(all) != 1 || all[0].N != 1 || all[0].Number != "鲁科协发〔2020〕15号" || all[0].Signer != "某某" || len(all[0].Moved) != 2 ||
				all[0].Moved[0] != (Moved{"electronic", "2020-05-19T00:00", "2020-05-26T00:00"}) || all[0].Issued == "" || all[0].Reason == "" {
				w.t.Errorf("extensions %+v", all)
			}
			v, err2 := VersionOf(t, c, 0)
			draft, err3 := DraftOf(t, id)
			if v.Changes(c.Programme, draft.Text, w.dates(id)) {
				w.t.Error("the notice's draft counts as changed")
			}
			w.must(err2)
			w.must(err3)
			text, err4 := ExtensionDraft(t, c)
			if text.Reason != "" || text.Dates[0].At != "2020-05-26T00:00" {
				w.t.Errorf("the next extension begins with %+v", text)
			}
			w.must(err4)
			return err
		})
		for name, account := range map[string]string{"a county of a city that passed it on": w.county.Account, "who began": w.countyHead.Account,
			"a society": w.society.Account, "a city": w.otherCity.Account, "the office": w.handler.Account} {
			var box []notify.Message
			w.read(func(t *store.Tx) (err error) {
				box, _, err = notify.Inbox(t, account, 0, 10)
				return err
			})
			if len(box) == 0 || !strings.Contains(box[0].Title, "延期") || !strings.Contains(box[0].Text, "由5月18日（星期一）24:00延至5月25日（星期一）24:00") {
				w.t.Errorf("%s was told %+v", name, box)
			}
		}
		if got := w.inbox(w.county.Account); got != before+1 {
			w.t.Errorf("a county got %d messages of one extension", got-before)
		}
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

// text is the office's text of the notice as it stands.
func (w *world) text(id string) (x Text) {
	w.t.Helper()
	w.read(func(t *store.Tx) error {
		d, err := DraftOf(t, id)
		x = d.Text
		return err
	})
	return x
}

func TestExtensionReopensAClosedCohort(t *testing.T) {
	each(t, func(w *world) {
		id := w.publish()
		w.begun = []string{w.society.Account}
		w.sweep("2020-05-20T09:00")
		if c := w.cohort(id); c.State != Closed {
			w.t.Fatalf("not closed: %s", c.State)
		}
		w.extend(id, "2020-05-26T00:00", "鲁科协发〔2020〕15号")
		if c := w.cohort(id); c.State != Published {
			w.t.Errorf("after the extension it is %s", c.State)
		}
		w.read(func(t *store.Tx) error {
			open, err := Open(t, t.Now())
			if len(open) != 1 {
				w.t.Error("the window is not open")
			}
			return err
		})
		told := w.inbox(w.society.Account)
		w.sweep("2020-05-23T09:00") // the third day before the new end
		if got := w.inbox(w.society.Account); got != told+1 {
			w.t.Errorf("reminded %d times of the new end, want 1", got-told)
		}
		w.extend(id, "2020-06-02T00:00", "鲁科协发〔2020〕16号")
		w.sweep("2020-06-02T00:00")
		if c := w.cohort(id); c.State != Closed {
			w.t.Errorf("at the second new end it is %s", c.State)
		}
		// The paper alone: the window stays over.
		w.must(w.room.SaveExtension(w.ctx, w.handler, id, ExtensionText{Dates: []Date{{"electronic", "2020-06-02T00:00"}, {"paper", "2020-06-10T00:00"}}, Reason: "邮路不通"}))
		proposal, err := w.room.Extend(w.ctx, w.handler, id, w.extensionRegistration("鲁科协发〔2020〕17号"))
		w.must(err)
		_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
		w.must(err)
		if c, d := w.cohort(id), w.dates(id); c.State != Closed || !d.Paper.Equal(at("2020-06-10T00:00")) {
			w.t.Errorf("the paper put off: %s, %v", c.State, d.Paper)
		}
		w.read(func(t *store.Tx) error {
			all, err := Extensions(t, id)
			if len(all) != 3 || all[0].N != 3 || len(all[0].Moved) != 1 || all[2].N != 1 {
				w.t.Errorf("extensions %+v", all)
			}
			return err
		})
		w.clean()
	})
}

func TestExtensionRefusals(t *testing.T) {
	each(t, func(w *world) {
		draft := w.open(2020)
		for name, actor := range map[string]access.Actor{"handler": w.handler, "city": w.city, "visitor": {}} {
			if err := w.room.SaveExtension(w.ctx, actor, draft, extension("2020-05-26T00:00")); !fault.Is(err, fault.KindNotFound) {
				w.t.Errorf("%s extends what is not published: %v", name, err)
			}
		}
		id := w.publishOpened(draft)
		w.refused(w.room.SaveExtension(w.ctx, w.city, id, extension("2020-05-26T00:00")), fault.KindNotFound, "a city drafts")
		w.refused(w.room.SaveExtension(w.ctx, w.approver, id, extension("2020-05-26T00:00")), fault.KindForbidden, "an approver drafts")
		try := func(reg Registration) error {
			_, err := w.room.Extend(w.ctx, w.handler, id, reg)
			return err
		}
		w.refused(try(w.extensionRegistration("鲁科协发〔2020〕15号")), fault.KindInvalid, "nothing moved and no reason")
		w.must(w.room.SaveExtension(w.ctx, w.handler, id, extension("2020-05-18T00:00")))
		w.refused(try(w.extensionRegistration("鲁科协发〔2020〕15号")), fault.KindInvalid, "earlier")
		half := extension("2020-05-26T00:00")
		half.Dates[1].At = "2020-05-19T00:00"
		w.refused(w.room.SaveExtension(w.ctx, w.handler, id, half), fault.KindInvalid, "saved with the electronic date alone put off")
		w.must(w.room.SaveExtension(w.ctx, w.handler, id, extension("2020-05-26T00:00")))
		w.refused(try(w.extensionRegistration("鲁科协发〔2020〕13号")), fault.KindInvalid, "the notice's own number")
		for what, spoil := range map[string]func(*Registration){
			"no number": func(r *Registration) { r.Number = "" }, "no signer": func(r *Registration) { r.Signer = "" },
			"no file": func(r *Registration) { r.Issued = "" }, "a file not handed in": func(r *Registration) { r.Issued = hashOf("never stored") },
			"dated tomorrow": func(r *Registration) { r.Dated = "2020-05-14" },
		} {
			reg := w.extensionRegistration("鲁科协发〔2020〕15号")
			spoil(&reg)
			w.refused(try(reg), fault.KindInvalid, what)
		}
		// A correction that puts the deadline off comes between: the second person does not confirm what nobody proposed.
		proposal, err := w.room.Extend(w.ctx, w.handler, id, w.extensionRegistration("鲁科协发〔2020〕15号"))
		w.must(err)
		w.must(w.db.Write(w.ctx, func(t *store.Tx) error {
			_, err := putDate(t, id, "paper", at("2020-05-19T00:00"), at("2020-05-20T00:00"))
			return err
		}))
		_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
		w.refused(err, fault.KindConflict, "the dates moved meanwhile")
	})
}

// The letter is drafted as an official paper, number and date left blank, in both formats.
func TestExtensionLetter(t *testing.T) {
	p, text := pilot(t)
	c := Cohort{Programme: p, Number: "鲁科协发〔2020〕13号"}
	v := Version{Number: c.Number, Text: text}
	moved := []Moved{{"electronic", "2020-05-19T00:00", "2020-05-26T00:00"}}
	var words string
	for _, b := range ExtensionPaper(c, v, moved, "受疫情影响", at("2020-05-20T09:00")).Blocks {
		switch b := b.(type) {
		case paper.Para:
			words += b.Text + "\n"
		case paper.Signed:
			words += b.By + b.Date + "\n"
		}
	}
	for _, want := range []string{"代拟稿", "延期的通知", "鲁科协发〔2020〕13号）印发后，受疫情影响。", "由5月18日（星期一）24:00延至5月25日（星期一）24:00", "不需要重新提交", "2020年　月　日", "联系电话"} {
		if !strings.Contains(words, want) {
			t.Errorf("the letter does not say %q:\n%s", want, words)
		}
	}
}
