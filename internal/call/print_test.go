package call

import (
	"bytes"
	"testing"

	"shidian/internal/fault"
	"shidian/internal/paper"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// has counts the blocks of a sort.
func has[B paper.Block](doc paper.Document) int {
	n := 0
	for _, b := range doc.Blocks {
		if _, ok := b.(B); ok {
			n++
		}
	}
	return n
}

func TestDraftHasNoRedHead(t *testing.T) {
	p, text := pilot(t)
	c := Cohort{Programme: p, Year: 2020}
	form := []paper.Block{paper.Para{Text: "申报书"}}
	draft := DraftPaper(c, DraftText{Text: text, At: may13}, form)
	issued := IssuedPaper(c, text, Registration{Number: "鲁科协发〔2020〕13号", Dated: "2020-05-12"}, may13, form)
	if has[paper.RedHead](draft) != 0 || has[paper.RedHead](issued) != 1 {
		t.Error("a draft bears no red head, an issued document one")
	}
	for name, doc := range map[string]paper.Document{"draft": draft, "issued": issued} {
		if has[paper.Attached](doc) != 1 || has[paper.Imprint](doc) != 1 || has[paper.PageBreak](doc) != 2 || !doc.Numbers.On {
			t.Errorf("the %s lacks its list of annexes, its imprint, its annexes' pages or its page numbers", name)
		}
	}
	if imprint := issued.Blocks[len(issued.Blocks)-1].(paper.Imprint); imprint.Date != "2020年5月12日" {
		t.Errorf("the issued document is dated %s", imprint.Date)
	}
}

func TestPapersAreMade(t *testing.T) {
	fonts, err := paper.LoadFonts("")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		w.room.Fonts = fonts
		id := w.publish()
		for as, begins := range map[Format]string{PDF: "%PDF-", DOCX: "PK"} {
			draft, err := w.room.DraftFile(w.ctx, w.approver, id, as)
			w.must(err)
			again, err := w.room.DraftFile(w.ctx, w.approver, id, as)
			w.must(err)
			if !bytes.HasPrefix(draft, []byte(begins)) || !bytes.Equal(draft, again) {
				t.Errorf("the draft as %s is none, or not the same twice", as)
			}
			letter, err := w.room.LetterFile(w.ctx, w.city, id, as)
			w.must(err)
			if !bytes.HasPrefix(letter, []byte(begins)) {
				t.Errorf("the letter as %s is none", as)
			}
			_, err = w.room.LetterFile(w.ctx, w.county, id, as)
			w.refused(err, fault.KindNotFound, "a letter that was not sent")
			_, err = w.room.DraftFile(w.ctx, w.city, id, as)
			w.refused(err, fault.KindNotFound, "the draft for a city")
		}
		_, err := w.room.Typeset(w.ctx, w.handler, id, w.registration())
		w.refused(err, fault.KindInvalid, "typeset where the programme does not let the program do so")
	})
}

func TestTypesetWhereTheProgrammeSaysSo(t *testing.T) {
	fonts, err := paper.LoadFonts("")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		w.room.Fonts = fonts
		own := *w.p
		own.Settings.TypesetIssued.Value = true
		id, err := w.room.Open(w.ctx, w.handler, &own, w.notice, 2020)
		w.must(err)
		reg := w.registration()
		reg.Issued, err = w.room.Typeset(w.ctx, w.handler, id, reg)
		w.must(err)
		proposal, err := w.room.Register(w.ctx, w.handler, id, reg)
		w.must(err)
		_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
		w.must(err)
		w.clean()
	})
}
