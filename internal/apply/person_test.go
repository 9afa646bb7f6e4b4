package apply

import (
	"bytes"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
	"shidian/programmes"
)

func workers() *programme.Programme {
	data, err := programmes.Files.ReadFile(programmes.Worker)
	if err != nil {
		panic(err)
	}
	p, err := programme.Load(data)
	if err != nil {
		panic(err)
	}
	return p
}

// callWorkers publishes the second programme beside the first.
func (w *world) callWorkers() {
	w.t.Helper()
	data, err := programmes.Files.ReadFile(programmes.WorkerNotice)
	w.must(err)
	notice, err := programme.LoadNotice(data)
	w.must(err)
	id, err := w.call.Open(w.ctx, w.handler, workers(), notice, 2020)
	w.must(err)
	blob, err := w.room.Files.Put(bytes.NewReader([]byte("%PDF-1.7\nissued too")), 1<<20)
	w.must(err)
	proposal, err := w.call.Register(w.ctx, w.handler, id,
		call.Registration{Number: "鲁科协发〔2020〕14号", Signer: "某某", Dated: "2020-05-12", Issued: blob.Hash})
	w.must(err)
	_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
	w.must(err)
	w.cohort = id
}

// aWorker is a form that may be submitted, all but its evidence.
func aWorker(name string) map[string]string {
	return map[string]string{"name": name, "nominator": "某某学会", "sex": EncodeChoice(ChoiceValue{"女"}), "birth": "1980-03-01",
		"employer": "某某研究所研究员", "phone": "13800000001", "titles": EncodeChoice(ChoiceValue{"市优秀科技工作者"}), "funds": "12.50",
		"results": EncodeTable(TableValue{{"某项专利", "专利", "2019-06-01", "1"}, {"某篇论文", "论文", "2018-01-31", "2"}}),
		"deeds":   strings.Repeat("扎根一线，服务群众。", 5)}
}

// onePDF is a PDF of one page.
func onePDF(t *testing.T, text string) []byte {
	t.Helper()
	data, err := paper.PDF(paper.Document{Title: text, Blocks: []paper.Block{paper.Para{Style: paper.Body, Text: text}}}, fonts())
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (w *world) prove(actor access.Actor, id string) Attachment {
	w.t.Helper()
	a, err := w.room.AttachTo(w.ctx, actor, id, "proof", "甲某身份证.pdf", bytes.NewReader(onePDF(w.t, id)))
	w.must(err)
	return a
}

// A unit nominates several persons; each is an application of its own, and waits for the recommender that its way names.
func TestPersonsAreNominatedByUnits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		w.callWorkers()
		var ids []string
		for _, c := range []struct {
			actor access.Actor
			name  string
		}{{w.society, "甲某"}, {w.society, "乙某"}, {w.clerk, "丙某"}, {w.city, "丁某"}} {
			id, err := w.room.Start(w.ctx, c.actor, w.cohort)
			w.must(err)
			w.save(c.actor, id, aWorker(c.name))
			ids = append(ids, id)
		}
		for i, want := range []struct{ name, recommender string }{{"甲某", w.society.Unit}, {"乙某", w.society.Unit}, {"丙某", w.city.Unit}, {"丁某", w.city.Unit}} {
			a := w.application(ids[i])
			if a.Kind != "worker" || a.Subject != want.name || a.Name() != want.name || a.City != want.recommender {
				t.Errorf("%d: %+v, want %v", i, a, want)
			}
		}
		if found := w.list(w.society, Filter{Cohort: w.cohort, Search: "乙某"}).Applications; len(found) != 1 || found[0].ID != ids[1] {
			t.Errorf("a search by the person's name finds %+v", found)
		}
		w.prove(w.society, ids[0])
		receipt := w.submit(w.society, ids[0])
		if receipt.Number != "KJ-2020-0001" {
			t.Errorf("number %s", receipt.Number)
		}
		w.save(w.society, ids[0], map[string]string{"name": "改某"})
		if a := w.application(ids[0]); a.Subject != "甲某" {
			t.Errorf("a parked text changed the name of a frozen version: %s", a.Subject)
		}
		w.clean()
	})
}

// A number is counted for each prefix, and the first programme goes on with its own.
func TestNumbersByPrefix(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		_, first := w.submitted(w.clerk, "county")
		w.callWorkers()
		id, err := w.room.Start(w.ctx, w.society, w.cohort)
		w.must(err)
		w.save(w.society, id, aWorker("甲某"))
		w.prove(w.society, id)
		second := w.submit(w.society, id)
		if first.Number != "SD-2020-0001" || second.Number != "KJ-2020-0001" || len(second.Number) > 14 {
			t.Errorf("%s and %s", first.Number, second.Number)
		}
	})
}

// Who may nominate is the file's: an enterprise may not, and the city's recommender sees only what goes through it.
func TestWhoNominates(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		w.callWorkers()
		enterprise := w.issue(w.add(unit.Enterprise, "", "某某集团科学技术协会", ""), "enterprise", access.Clerk)
		_, err := w.room.Start(w.ctx, enterprise, w.cohort)
		w.refused(err, fault.KindForbidden, "N2")
		if f, _ := fault.As(err); !strings.Contains(f.Message, "省级学会、市科协、县级科协") || strings.Contains(f.Message, "科技工作者") {
			t.Errorf("refused with %s", f.Message)
		}
		id, err := w.room.Start(w.ctx, w.society, w.cohort)
		w.must(err)
		w.save(w.society, id, aWorker("甲某"))
		w.prove(w.society, id)
		_, err = w.room.Submit(w.ctx, w.society, id, signed)
		w.must(err)
		recommender := w.issue(w.society.Unit, "society-recommender", access.Recommender)
		for who, c := range map[string]struct {
			actor access.Actor
			sees  bool
		}{"the society's recommender": {recommender, true}, "a city's": {w.city, false}, "the office": {w.handler, true}} {
			err := w.db.Read(w.ctx, func(t *store.Tx) error { _, err := See(t, c.actor, id); return err })
			if (err == nil) != c.sees {
				t.Errorf("%s: %v", who, err)
			}
		}
	})
}

// Who is warned softly submits all the same; the recommender and the office read the warning too.
func TestSoftWarningsGoOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		w.callWorkers()
		id, err := w.room.Start(w.ctx, w.society, w.cohort)
		w.must(err)
		form := aWorker("甲某")
		form["titles"] = EncodeChoice(ChoiceValue{"没有"})
		form["birth"] = "1960-01-01"
		w.save(w.society, id, form)
		w.prove(w.society, id)
		_, err = w.room.Submit(w.ctx, w.society, id, signed)
		w.refused(err, fault.KindInvalid, "")
		if f, _ := fault.As(err); len(f.Fields) != 1 || f.Fields[0].Key != "birth" {
			t.Errorf("faults %+v", f.Fields)
		}
		w.save(w.society, id, map[string]string{"birth": "1980-01-01"})
		_, err = w.room.Submit(w.ctx, w.society, id, signed)
		w.must(err)
		warned := get(w, func(t *store.Tx) ([]string, error) { return w.room.Warnings(t, w.application(id)) })
		if len(warned) != 1 || !strings.Contains(warned[0], "已获得的称号") {
			t.Errorf("warned %v", warned)
		}
	})
}

// A field of files takes exactly what the file says: kind, number, and no person's name; a version freezes it.
func TestEvidenceBelongsToItsField(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		w.callWorkers()
		id, err := w.room.Start(w.ctx, w.society, w.cohort)
		w.must(err)
		w.save(w.society, id, aWorker("甲某"))
		_, err = w.room.Submit(w.ctx, w.society, id, signed)
		if f, _ := fault.As(err); f == nil || len(f.Fields) != 1 || f.Fields[0].Message != "请上传“证明材料”。" {
			t.Fatalf("without evidence: %v", err)
		}
		_, err = w.room.AttachTo(w.ctx, w.society, id, "proof", "a.png", bytes.NewReader(picture))
		if f, _ := fault.As(err); f == nil || f.Kind != fault.KindInvalid || f.Fields[0].Key != "proof" {
			t.Errorf("a picture where only a PDF may be: %v", err)
		}
		_, err = w.room.AttachTo(w.ctx, w.society, id, "deeds", "a.pdf", bytes.NewReader(onePDF(t, "a")))
		w.refused(err, fault.KindNotFound, "")
		_, err = w.attach(w.society, id, "别的.pdf", onePDF(t, "b"))
		w.refused(err, fault.KindInvalid, "")
		_, err = w.room.Save(w.ctx, w.society, id, []Change{{Key: "proof", Text: "x"}})
		w.refused(err, fault.KindInvalid, "")
		w.prove(w.society, id)
		second := w.prove(w.society, id)
		d := w.draft(id)
		if len(d.Attachments) != 1 || d.Attachments[0].ID != second.ID || d.Attachments[0].Name != "证明材料.pdf" || d.Attachments[0].Pages != 1 {
			t.Errorf("files %+v", d.Attachments)
		}
		_, err = w.room.Submit(w.ctx, w.society, id, signed)
		w.must(err)
		v := get(w, func(t *store.Tx) (Version, error) { return VersionOf(t, id, 1) })
		f, _ := workers().Field("proof")
		if len(v.Attachments) != 1 || v.Attachments[0].Field != "proof" || !strings.HasPrefix(Shown(workers(), f, v.Values["proof"]), "证明材料.pdf（1页，") {
			t.Errorf("frozen %+v, %q", v.Attachments, v.Values["proof"])
		}
		w.clean()
	})
}

// TestOneApplicationOfAUnit: where units apply, a second one of the same unit is refused by the table itself.
func TestOneApplicationOfAUnit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		a := w.application(w.begun(w.clerk, "county"))
		for slot, ok := range map[string]bool{"": false, "another": true} {
			err := db.Write(w.ctx, func(t *store.Tx) error {
				a.ID = store.NewID()
				return insertApplication(t, a, slot, "salt")
			})
			if (err == nil) != ok {
				t.Errorf("slot %q: %v", slot, err)
			}
		}
	})
}

// The paper of a person's form says day, number with unit, choice, rows and the evidence; and nothing is asked on paper.
func TestPersonOnPaper(t *testing.T) {
	form := aWorker("甲某")
	form["proof"] = filesText([]Attachment{{Name: "证明材料.pdf", Size: 2 << 20, Pages: 12, Hash: "ab", Field: "proof"}}, "proof")
	doc := FormPaper(workers(), Version{Kind: "worker", Number: "KJ-2020-0001", N: 1, Code: "ABCDEFGH", Values: form, At: noon}, "")
	pdf := pdfOf(t, doc)
	look(t, "person", pdf)
	text := words(t, pdf)
	for _, want := range []string{"甲某", "1980年3月1日", "12.50万元", "市优秀科技工作者", "某项专利", "2019年6月1日", "1位", "证明材料.pdf（12页，2.0 MB）"} {
		if !strings.Contains(text, strings.ReplaceAll(want, " ", "")) {
			t.Errorf("%q is not on the paper", want)
		}
	}
}

// A name in the lists, or a place, that is not the version's and the kind's is found.
func TestPersonTampered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		w.callWorkers()
		id, err := w.room.Start(w.ctx, w.society, w.cohort)
		w.must(err)
		w.save(w.society, id, aWorker("甲某"))
		w.prove(w.society, id)
		_, err = w.room.Submit(w.ctx, w.society, id, signed)
		w.must(err)
		w.clean()
		for _, change := range []string{"subject = '乙某'", "slot = 'x'", "subject = ''"} {
			w.exec("UPDATE application SET subject = '甲某', slot = id")
			w.exec("UPDATE application SET " + change)
			if !about(w.verify(), "application") {
				t.Errorf("%s is not found", change)
			}
		}
	})
}
