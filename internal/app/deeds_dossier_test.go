package app

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/dossier"
	"shidian/internal/publish"
	"shidian/internal/recommend"
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

// The file of a dossier is swept after its days; the page says so, and the record of it holds.
func TestADossiersFileDoesNotStay(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := compiled(w)
		d := get(w, func(t *store.Tx) (dossier.Dossier, error) { return dossier.Get(t, id) })
		page := "/dossier?cohort=" + d.Cohort
		for _, c := range []struct {
			days int
			want string
			code int
		}{{dossier.KeptDays - 1, "下载 ZIP", 200}, {dossier.KeptDays + 1, "文件已过保存期", 404}} {
			_, err := w.SweepOrphans(ctx, time.Now().AddDate(0, 0, c.days))
			w.must(err)
			seen, got := w.ask("approver", "GET", page, "", nil).Body.String(), w.ask("approver", "GET", "/dossier/"+id+"/dossier.zip", "", nil)
			if !strings.Contains(seen, c.want) || got.Code != c.code {
				t.Errorf("after %d days: %d, the page lacks %s", c.days, got.Code, c.want)
			}
		}
		w.holds()
	})
}

// While it is under way the page says how far, comes again by itself, and offers no second one.
func TestTheDossiersPageSaysHowFarItIs(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		cohort := aCall(w)
		id, err := w.Dossier.Export(ctx, w.people["handler"], cohort)
		w.must(err)
		out := w.ask("handler", "GET", "/dossier?cohort="+cohort, "", nil)
		if page := out.Body.String(); !strings.Contains(page, "正在整理") || !strings.Contains(page, "disabled") || out.Header().Get("Refresh") == "" {
			t.Errorf("under way, refresh %q:\n%s", out.Header().Get("Refresh"), textOf(page))
		}
		if out := w.post("handler", "/dossier", "cohort", cohort); out.Code != 409 {
			t.Errorf("a second one: %d", out.Code)
		}
		w.must(w.Dossier.Make(ctx, dossier.Compile{Dossier: id}))
		out = w.ask("handler", "GET", "/dossier?cohort="+cohort, "", nil)
		if strings.Contains(out.Body.String(), "正在整理，") || out.Header().Get("Refresh") != "" {
			t.Error("it is ready and the page comes again")
		}
		if out := w.ask("handler", "GET", "/messages", "", nil); !strings.Contains(out.Body.String(), "归档案卷已整理好") {
			t.Error("nobody was told")
		}
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

var linked = regexp.MustCompile(`href="([^"]*)"`)

// The demo's whole cohort, from the notice to the released list with two objections: what leaves is whole, and every link
// of its pages leads to a file that is there.
func TestAWholeCohortLeavesTheHouse(t *testing.T) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			w := told(t, engine, SceneRelease)
			w.people = map[string]access.Actor{"handler": w.actor("jingban")}
			cohort := get(w, func(t *store.Tx) (call.Cohort, error) {
				c, _, err := call.Choose(t, "")
				return c, err
			})
			w.printed(cohort.ID)
			id := w.dossier(cohort.ID)
			d := get(w, func(t *store.Tx) (dossier.Dossier, error) { return dossier.Get(t, id) })
			files, closer, err := dossier.OpenPath(w.stored(d.File))
			w.must(err)
			defer closer.Close()
			report, err := dossier.Check(files, nil)
			w.must(err)
			if len(report.Problems) > 0 || report.Entries < 200 || report.Frozen < 30 || report.Versions < 15 {
				t.Errorf("%+v", report)
			}
			for _, page := range []string{"index.html", "归档文件目录.html", "07办理记录/办理记录.html"} {
				w.leads(files, page)
			}
			w.holds()
		})
	}
}

// printed renders what the jobs of a cohort's submits and endorsements would.
func (w *town) printed(cohort string) {
	w.t.Helper()
	for _, a := range get(w, func(t *store.Tx) ([]apply.Application, error) { return apply.Every(t, apply.Filter{Cohort: cohort}) }) {
		for n := 1; n <= a.Version; n++ {
			w.must(w.Apply.Render(ctx, apply.RenderVersion{Application: a.ID, Version: n}))
			w.must(w.Recommend.Render(ctx, recommend.RenderEndorsed{Application: a.ID, Version: n}))
		}
	}
}

// leads fails on a link of a page that leads to no file, and on a page with few of them.
func (w *town) leads(files fs.FS, page string) {
	w.t.Helper()
	text, err := fs.ReadFile(files, page)
	w.must(err)
	links := linked.FindAllSubmatch(text, -1)
	for _, m := range links {
		to, err := url.PathUnescape(string(m[1]))
		w.must(err)
		if _, err := fs.Stat(files, path.Join(path.Dir(page), to)); err != nil {
			w.t.Errorf("%s leads to %s: %v", page, to, err)
		}
	}
	if len(links) == 0 || page == "index.html" && len(links) < 100 {
		w.t.Errorf("%s has %d links", page, len(links))
	}
}
