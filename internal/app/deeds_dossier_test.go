package app

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"testing"

	"shidian/internal/dossier"
	"shidian/internal/publish"
	"shidian/internal/store"
)

var dossierDeeds = map[string]deed{
	"dossier.export: published": {aCall, func(w *town, who, id string) error {
		_, err := w.Dossier.Export(ctx, w.people[who], id)
		return err
	}},
	"dossier.ready: by hand": atTheDoor("dossier.ready"),
	"see: dossiers":          {try: read("/dossier")},
	"see: dossier's file":    {kept(compiled), read("/dossier/%s/dossier.zip")},
}

func init() {
	programsOwn = append(programsOwn, "dossier.ready")
	deals = append(deals, deal{"dossier.export", "handler", "superv", 403, aCall, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/dossier", "cohort", id)
	}})
	leavers = append(leavers, func(w *town) { compiled(w) })
}

// aCall is a published cohort of its own.
func aCall(w *town) string {
	w.t.Helper()
	return w.publish(w.openCohort(w.year()), fmt.Sprintf("鲁科协发〔2020〕%d号", w.year())).ID
}

// compiled is a dossier that is ready.
func compiled(w *town) string {
	w.t.Helper()
	return w.dossier(aCall(w))
}

// dossier exports a cohort.
func (w *town) dossier(cohort string) string {
	w.t.Helper()
	id, err := w.Dossier.Export(ctx, w.people["handler"], cohort)
	w.must(err)
	w.must(w.Dossier.Make(ctx, dossier.Compile{Dossier: id}))
	return id
}

// A whole cohort in small, with an objection: exported, proven, and the program says on the command line that it is.
func TestAReleasedCohortLeavesTheHouse(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		notice := onNotice(w)
		w.must(object(w, "visitor", notice))
		o := w.objections(notice)[0]
		w.must(w.Publish.Assign(ctx, w.people["approver"], o.ID, w.people["handler"].Account, ""))
		w.must(find(w, "handler", o.ID))
		w.must(confirmAfter(w, "approver", asked2(proposeRelease, func(*town) string { return notice })(w)))
		cohort := get(w, func(t *store.Tx) (publish.Notice, error) { return publish.Get(t, notice) }).Cohort
		id := w.dossier(cohort)
		d := get(w, func(t *store.Tx) (dossier.Dossier, error) { return dossier.Get(t, id) })
		var said bytes.Buffer
		sound, err := VerifyDossier(&said, w.stored(d.File), nil)
		if err != nil || !sound || d.State != dossier.Ready || !bytes.Contains(said.Bytes(), []byte(d.List)) {
			t.Errorf("%s: %v\n%s", d.State, err, said.String())
		}
		w.holds()
	})
}

// stored is the path of a stored file.
func (w *town) stored(hash string) string {
	w.t.Helper()
	f, err := w.Files.Get(hash)
	w.must(err)
	defer f.Close()
	return f.Name()
}

