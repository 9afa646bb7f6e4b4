package dossier

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	seed "shidian/assets/calendar"
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/ledger"
	"shidian/internal/publish"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// world is the small province with what a cohort goes through from the decision on, and this room.
type world struct {
	*worldtest.World
	room     *Room
	publish  *publish.Room
	run      *run.Room
	evaluate *evaluate.Room
	decide   *decide.Room
	bids     []worldtest.Bid
	notice   string
	begun    string // an application that nobody has submitted
}

func covers() []ledger.Cover {
	var all []ledger.Cover
	for _, of := range [][]ledger.Cover{decide.Covers(), publish.Covers(), run.Covers(), evaluate.Covers(), spread.Covers(), Covers()} {
		all = append(all, of...)
	}
	return all
}

// each runs a test on both engines. Two counties have submitted, the first with an attachment and in two versions, a
// third has only begun, and the clock stands at Monday 22 June 2020.
func each(t *testing.T, test func(*world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := &world{World: worldtest.New(t, db, covers())}
		rows, err := seed.Rows()
		w.Must(err)
		years, err := calendar.NewYears(rows)
		w.Must(err)
		w.publish, w.decide = publish.New(w.Door, w.Blobs, worldtest.Fonts(), years), decide.New(w.Door, w.Blobs, worldtest.Fonts())
		w.run, w.evaluate = run.New(w.Door, w.Blobs, worldtest.Fonts(), years), evaluate.New(w.Door, w.Blobs, worldtest.Fonts(), years)
		w.publish.OpenPilot = w.run.Open
		w.room = New(w.Door, w.Blobs, worldtest.Fonts())
		w.room.History, w.room.Title = w.Apply.History, func(name, _ string) string { return "办理" + name[:1] }
		w.twoVersions()
		w.bids = append(w.bids, w.County())
		w.begun, err = w.Apply.Start(w.Ctx, w.Society, w.Cohort)
		w.Must(err)
		w.render()
		w.At("2020-06-22 10:00")
		test(w)
	})
}

// twoVersions is a county that attached a file, took its application back and submitted anew.
func (w *world) twoVersions() {
	w.T.Helper()
	b := w.County()
	w.Must(w.Apply.TakeBack(w.Ctx, b.Clerk, b.ID))
	_, err := w.Apply.Attach(w.Ctx, b.Clerk, b.ID, `佐证:材料?.png`, bytes.NewReader([]byte("\x89PNG\r\n\x1a\npicture")))
	w.Must(err)
	w.Submit(b)
	w.bids = append(w.bids, b)
}

func (w *world) render() {
	w.T.Helper()
	for _, b := range w.bids {
		for _, v := range worldtest.Get(w.World, func(t *store.Tx) ([]apply.Version, error) { return apply.Versions(t, b.ID) }) {
			w.Must(w.Apply.Render(w.Ctx, apply.RenderVersion{Application: b.ID, Version: v.N}))
		}
	}
}

func (w *world) pdf(text string) string {
	w.T.Helper()
	blob, err := w.Blobs.Put(strings.NewReader("%PDF-1.7\n"+text), 1<<20)
	w.Must(err)
	return blob.Hash
}

// onNotice brings both through the decision on to the public notice.
func (w *world) onNotice() {
	w.T.Helper()
	w.Reviewed(w.bids...)
	w.decide.Ranking = func(*store.Tx, string) (ranked []decide.Ranked, err error) {
		for i, b := range w.bids {
			ranked = append(ranked, decide.Ranked{Application: b.ID, Place: i + 1})
		}
		return ranked, nil
	}
	list, err := w.decide.ProposeList(w.Ctx, w.Handler, w.Cohort, []string{w.bids[0].ID, w.bids[1].ID}, "")
	w.Must(err)
	w.Confirm(w.decide.Record(w.Ctx, w.Handler, decide.Taken{Decision: list, Cohort: w.Cohort, Matter: "建议名单", Session: "第6次", On: "2020-06-18", Excerpt: w.pdf("excerpt"),
		Lines: []decide.TakenLine{{Application: w.bids[0].ID, Outcome: decide.Agreed}, {Application: w.bids[1].ID, Outcome: decide.Agreed}}, Left: []decide.Left{{Who: "某丙", About: "第1县"}}}))
	w.notice, err = w.publish.Draft(w.Ctx, w.Handler, publish.Drafting{Decision: list, From: "2020-06-22", OfficePhone: "0531-82088888", DisciplinePhone: "0531-82077777"})
	w.Must(err)
	w.Confirm(w.publish.Start(w.Ctx, w.Handler, publish.Starting{Notice: w.notice, Signer: "某某", Issued: w.pdf("notice"), SiteURL: "http://www.sdast.org.cn/1.html", Snapshot: w.pdf("snapshot")}))
}

// objected has an objection against the second of them; concerns is whom it complains of, "" for nobody.
func (w *world) objected(concerns string) {
	w.T.Helper()
	_, err := w.publish.Object(w.Ctx, access.Actor{}, publish.Words{Notice: w.notice, Application: w.bids[1].ID, Who: "person", Name: "某丁", Phone: "13811112222",
		Text: "材料与事实不符", Evidence: []string{w.pdf("evidence")}})
	w.Must(err)
	o := worldtest.Get(w.World, func(t *store.Tx) ([]publish.Objection, error) { return publish.Objections(t, w.notice) })[0]
	handler := w.Handler.Account
	if concerns == handler {
		handler = w.Approver.Account
	}
	w.Must(w.publish.Assign(w.Ctx, w.Approver, o.ID, handler, concerns))
}

// released answers the objection and releases the list.
func (w *world) released() {
	w.T.Helper()
	w.onNotice()
	w.objected("")
	o := worldtest.Get(w.World, func(t *store.Tx) ([]publish.Objection, error) { return publish.Objections(t, w.notice) })[0]
	w.Must(w.publish.Find(w.Ctx, w.Handler, o.ID, publish.Answered{Outcome: publish.Rejected, Found: "不属实", Answer: "经核查不属实"}))
	w.Must(w.publish.Report(w.Ctx, w.notice, "有人打招呼的举报"))
	w.At("2020-06-30 09:00")
	w.Confirm(w.publish.Release(w.Ctx, w.Handler, w.Cohort, call.Registration{Number: "鲁科协发〔2020〕20号", Signer: "某某", Dated: "2020-06-30", Issued: w.pdf("released")}))
}

// export is the one click and the job behind it.
func (w *world) export() Dossier {
	w.T.Helper()
	id, err := w.room.Export(w.Ctx, w.Handler, w.Cohort)
	w.Must(err)
	w.Must(w.room.Make(w.Ctx, Compile{Dossier: id}))
	return worldtest.Get(w.World, func(t *store.Tx) (Dossier, error) { return Get(t, id) })
}

// unpacked are the files of a dossier.
func (w *world) unpacked(d Dossier) fstest.MapFS {
	w.T.Helper()
	content, err := w.Blobs.Bytes(d.File)
	w.Must(err)
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	w.Must(err)
	files := fstest.MapFS{}
	for _, f := range z.File {
		r, err := f.Open()
		w.Must(err)
		data, err := io.ReadAll(r)
		w.Must(err)
		files[f.Name] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	return files
}
