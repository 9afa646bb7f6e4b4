package apply

import (
	"bytes"
	"strings"
	"testing"

	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// A county's application from the first word to the second version and the end, and what can be verified of it.
func TestALifeOfAnApplication(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id := w.begun(w.clerk, "county")
		if d := w.draft(id); d.Values["applicant_unit"].Text != "甲县科学技术协会" || d.Application.CityName != "甲市科学技术协会" {
			t.Fatalf("the draft does not begin with what is known: %+v", d.Application)
		}
		if _, err := w.attach(w.colleague, id, `C:\附件\证明.png`, picture); err != nil {
			t.Fatal(err)
		}
		first := w.submit(w.clerk, id)
		if first.Number != "SD-2020-0001" || first.Version != 1 || len(first.Code) != 8 || first.Ledger.Size != first.Entry+1 {
			t.Fatalf("receipt %+v", first)
		}
		w.must(w.room.Render(w.ctx, RenderVersion{id, 1}))
		w.must(w.room.Render(w.ctx, RenderVersion{id, 1}))
		paper := get(w, func(t *store.Tx) (Paper, error) { return PaperOf(t, id, 1) })
		pdf, err := w.room.Files.Bytes(paper.Hash)
		w.must(err)
		verdict, err := w.room.VerifyPDF(w.ctx, pdf)
		w.must(err)
		if verdict != (Verdict{Genuine: true, Number: first.Number, Version: 1, InForce: true, File: true}) {
			t.Fatalf("the issued file: %+v", verdict)
		}
		scan, err := w.room.VerifyPDF(w.ctx, append(bytes.Clone(pdf), "\n% scanned"...))
		w.must(err)
		if scan != (Verdict{Genuine: true, Number: first.Number, Version: 1, InForce: true}) {
			t.Errorf("another file with its codes: %+v", scan)
		}
		foreign, err := w.room.VerifyPDF(w.ctx, pdfOf(t, FormPaper(pilot(), sampleVersion(t, "county"), "")))
		w.must(err)
		if foreign != (Verdict{}) {
			t.Errorf("a forged code: %+v", foreign)
		}
		if _, err := w.room.VerifyPDF(w.ctx, pdf[:len(pdf)/3]); !fault.Is(err, fault.KindInvalid) {
			t.Errorf("a file that cannot be read: %v", err)
		}

		w.must(w.room.TakeBack(w.ctx, w.head, id))
		w.save(w.colleague, id, map[string]string{"expected_results": "改过的成果"})
		second := w.submit(w.head, id)
		if second.Number != first.Number || second.Version != 2 || second.Code == first.Code {
			t.Fatalf("second receipt %+v", second)
		}
		w.verdict(first.Code, first.Number, Verdict{Genuine: true, Number: first.Number, Version: 1})
		w.verdict(first.Code, "SD-2020-0002", Verdict{})
		w.verdict("00000000", first.Number, Verdict{})
		w.verdict("", first.Number, Verdict{})
		w.verdict(second.Code, "", Verdict{Genuine: true, Number: first.Number, Version: 2, InForce: true})
		old := get(w, func(t *store.Tx) (Version, error) { return VersionOf(t, id, 1) })
		if old.Values["expected_results"] != longText || old.Values["head_name"] != "㛃某" || len(old.Attachments) != 1 || old.Ticks != signed {
			t.Errorf("version 1 has changed: %+v", old)
		}

		w.must(w.room.Withdraw(w.ctx, w.clerk, id, "今年力量不足", "某甲"))
		w.verdict(second.Code, second.Number, Verdict{Genuine: true, Number: first.Number, Version: 2})
		w.checkHistory(id)
		again, err := w.room.Start(w.ctx, w.clerk, w.cohort)
		w.must(err)
		if text := w.draft(again).Values["expected_results"].Text; text != "改过的成果" {
			t.Errorf("a new start after a withdrawal has %q", text)
		}
		third := w.submit(w.clerk, again)
		if third.Number != "SD-2020-0002" {
			t.Errorf("the next number is %s", third.Number)
		}
		w.clean()
	})
}

func (w *world) verdict(code, number string, want Verdict) {
	w.t.Helper()
	got := get(w, func(t *store.Tx) (Verdict, error) { return Verify(t, code, number) })
	if got != want {
		w.t.Errorf("verify %s %s: %+v, want %+v", code, number, got, want)
	}
}

func (w *world) checkHistory(id string) {
	w.t.Helper()
	var got []string
	for _, e := range get(w, func(t *store.Tx) ([]Event, error) { return w.room.History(t, id) }) {
		got = append(got, e.Act)
		if e.Act == rowWithdraw.Name && (e.Reason != "今年力量不足" || e.HeadName != "某甲" || e.To != StateWithdrawn) {
			w.t.Errorf("the withdrawal: %+v", e)
		}
	}
	if want := "apply.start apply.submit apply.paper apply.take_back apply.submit apply.withdraw"; strings.Join(got, " ") != want {
		w.t.Errorf("history %v", got)
	}
}

// A receipt proves the ledger: with its size and root an end that was cut off is found.
func TestReceiptBindsTheLedger(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id, receipt := w.submitted(w.society, "society")
		again := get(w, func(t *store.Tx) (Receipt, error) { return ReceiptOf(t, id, 0) })
		if again != receipt {
			t.Errorf("read again: %+v, first %+v", again, receipt)
		}
		w.must(w.room.TakeBack(w.ctx, w.society, id))
		head := get(w, func(t *store.Tx) (ledger.Head, error) { return ledger.At(t, receipt.Ledger.Size) })
		if head != receipt.Ledger {
			t.Errorf("the head at the receipt's size is %+v", head)
		}
	})
}

func TestStartIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		w.begun(w.clerk, "county")
		_, err := w.room.Start(w.ctx, w.colleague, w.cohort)
		w.refused(err, fault.KindConflict, "")
		_, err = w.room.Start(w.ctx, w.handler, w.cohort)
		w.refused(err, fault.KindForbidden, "")
		_, err = w.room.Start(w.ctx, w.society, "no-such")
		w.refused(err, fault.KindNotFound, "")
		w.at("2020-05-11 23:59")
		_, err = w.room.Start(w.ctx, w.society, w.cohort)
		w.refused(err, fault.KindClosed, "A5")
		w.at("2020-05-19 00:00")
		_, err = w.room.Start(w.ctx, w.society, w.cohort)
		w.refused(err, fault.KindClosed, "A5")
	})
}

// What a submit refuses, it refuses whole: no number is used up.
func TestSubmitIsRefusedWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id := w.begun(w.clerk, "county")
		w.save(w.clerk, id, map[string]string{"work_plan": "", "head_phone": "/", "expected_results": "\U000323AF"})
		_, err := w.room.Submit(w.ctx, w.clerk, id, signed)
		w.refused(err, fault.KindInvalid, "")
		f, _ := fault.As(err)
		for i, key := range []string{"head_phone", "work_plan", "expected_results"} {
			if len(f.Fields) != 3 || f.Fields[i].Key != key {
				t.Fatalf("fields %+v", f.Fields)
			}
		}
		w.save(w.clerk, id, filled("county"))
		_, err = w.room.Submit(w.ctx, w.clerk, id, Ticks{Head: true, HeadName: "某甲"})
		w.refused(err, fault.KindInvalid, "")
		w.at("2020-05-19 00:00")
		_, err = w.room.Submit(w.ctx, w.clerk, id, signed)
		w.refused(err, fault.KindClosed, "A5")
		w.at("2020-05-18 23:59")
		receipt := w.submit(w.clerk, id)
		if receipt.Number != "SD-2020-0001" {
			t.Errorf("number %s after refused submits", receipt.Number)
		}
		_, err = w.room.Submit(w.ctx, w.clerk, id, signed)
		w.refused(err, fault.KindConflict, "")
		w.at("2020-05-19 00:00")
		w.refused(w.room.TakeBack(w.ctx, w.clerk, id), fault.KindClosed, "A5")
		w.refused(w.room.Withdraw(w.ctx, w.clerk, id, "理由", ""), fault.KindInvalid, "")
		w.refused(w.room.Withdraw(w.ctx, w.head, id, " ", ""), fault.KindInvalid, "")
		w.must(w.room.Withdraw(w.ctx, w.head, id, "理由", ""))
		w.refused(w.room.TakeBack(w.ctx, w.clerk, id), fault.KindConflict, "")
		w.clean()
	})
}

// 代录: the office types in, the unit confirms, and only then may it be submitted (A4).
func TestTypedIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id, err := w.room.TypeIn(w.ctx, w.handler, w.cohort, w.clerk.Unit)
		w.must(err)
		w.save(w.handler, id, filled("county"))
		_, err = w.room.Submit(w.ctx, w.clerk, id, signed)
		w.refused(err, fault.KindConflict, "A4")
		_, err = w.room.Submit(w.ctx, w.handler, id, signed)
		w.refused(err, fault.KindForbidden, "")
		w.refused(w.room.ConfirmTypedIn(w.ctx, w.neighbour, id), fault.KindNotFound, "")
		w.must(w.room.ConfirmTypedIn(w.ctx, w.clerk, id))
		w.refused(w.room.ConfirmTypedIn(w.ctx, w.clerk, id), fault.KindConflict, "A4")
		_, err = w.room.Save(w.ctx, w.handler, id, []Change{{Key: "work_plan", Text: "x"}})
		w.refused(err, fault.KindNotFound, "")
		_, err = w.room.Submit(w.ctx, w.head, id, signed)
		w.must(err)
		w.clean()
	})
}

// Whoever was invited writes, and does nothing else; after the invitation ends the application is not there for him.
func TestInvited(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id := w.begun(w.clerk, "county")
		_, err := w.room.Save(w.ctx, w.neighbour, id, nil)
		w.refused(err, fault.KindNotFound, "")
		w.refused(w.room.AddWriter(w.ctx, w.clerk, id, "nobody", "某某"), fault.KindInvalid, "")
		w.refused(w.room.AddWriter(w.ctx, w.clerk, id, "colleague", "某某"), fault.KindInvalid, "")
		unknown, foreign := w.room.AddWriter(w.ctx, w.clerk, id, "nobody", "某人"), w.room.AddWriter(w.ctx, w.clerk, id, "neighbour", "某人")
		if unknown == nil || foreign == nil || unknown.Error() != foreign.Error() {
			t.Errorf("it tells which login exists: %v, %v", unknown, foreign)
		}
		w.must(w.room.AddWriter(w.ctx, w.clerk, id, "neighbour", "某某"))
		w.refused(w.room.AddWriter(w.ctx, w.clerk, id, "neighbour", "某某"), fault.KindConflict, "")
		w.save(w.neighbour, id, map[string]string{"work_plan": "邻县帮着写的"})
		_, err = w.room.Submit(w.ctx, w.neighbour, id, signed)
		w.refused(err, fault.KindForbidden, "")
		w.refused(w.room.Withdraw(w.ctx, w.neighbour, id, "x", "y"), fault.KindForbidden, "")
		w.must(w.room.RemoveWriter(w.ctx, w.clerk, id, w.neighbour.Account))
		_, err = w.room.Save(w.ctx, w.neighbour, id, nil)
		w.refused(err, fault.KindNotFound, "")
		w.clean()
	})
}
