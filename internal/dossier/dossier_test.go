package dossier

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

func TestACohortLeavesTheHouseAndProvesItself(t *testing.T) {
	each(t, func(w *world) {
		w.released()
		d := w.export()
		files := w.unpacked(d)
		report, err := Check(files, nil)
		w.Must(err)
		if len(report.Problems) > 0 || report.List != d.List || report.Head != d.Head || report.Files != d.Files || report.Versions != 3 || report.Frozen != 6 {
			w.T.Errorf("%+v\nof %+v", report, d)
		}
		opens(w.T, files)
		w.Holds(w.Verify(nil))
		for _, want := range []string{"已发布（鲁科协发〔2020〕20号，2020年6月30日）", "确定为试点单位2", "异议登记和核查答复（2020-1-001）", "已由第2版代替"} {
			if !strings.Contains(string(files[fileIndex].Data), want) {
				w.T.Errorf("the cover lacks %s", want)
			}
		}
	})
}

var href = regexp.MustCompile(`(?:href|src)="([^"]*)"`)

// opens fails on a link that leads nowhere or out of the folder, on a file to which none leads, and on a script.
func opens(t *testing.T, files fstest.MapFS) {
	t.Helper()
	linked := map[string]bool{fileList: true, fileEvidence: true, fileIndex: true}
	for name, f := range files {
		if path.Ext(name) != ".html" {
			continue
		}
		if strings.Contains(string(f.Data), "<script") {
			t.Errorf("%s has a script", name)
		}
		for _, m := range href.FindAllStringSubmatch(string(f.Data), -1) {
			to, err := url.PathUnescape(m[1])
			to = path.Join(path.Dir(name), to)
			if err != nil || files[to] == nil {
				t.Errorf("%s links to %s, which is not there", name, m[1])
			}
			linked[to] = true
		}
	}
	for name := range files {
		if !linked[name] {
			t.Errorf("no link leads to %s", name)
		}
	}
}

// What nobody has submitted, and what was reported to the supervisor, does not go along.
func TestWhatIsNotTheOfficesStaysInTheHouse(t *testing.T) {
	each(t, func(w *world) {
		w.released()
		w.At("2020-05-15 10:00")
		b := w.County()
		w.Must(w.Apply.TakeBack(w.Ctx, b.Clerk, b.ID))
		w.At("2020-06-30 10:00")
		files := w.unpacked(w.export())
		if report, err := Check(files, nil); err != nil || len(report.Problems) > 0 {
			w.T.Errorf("%v %v", report.Problems, err)
		}
		for name, f := range files {
			for _, secret := range []string{"有人打招呼", w.begun, b.ID, "某某学会", `"report/`} {
				if strings.Contains(string(f.Data), secret) {
					w.T.Errorf("%s holds %s", name, secret)
				}
			}
		}
	})
}

func TestALifeThatIsNotOverIsTakenAsOfToday(t *testing.T) {
	each(t, func(w *world) {
		files := w.unpacked(w.export())
		report, err := Check(files, nil)
		w.Must(err)
		if cover := string(files[fileIndex].Data); len(report.Problems) > 0 || !strings.Contains(cover, "截至2020年6月22日 10:00") || !strings.Contains(cover, "尚未发布") {
			w.T.Errorf("%v\n%s", report.Problems, cover)
		}
	})
}

func TestWhomAnObjectionConcernsDoesNotHoldTheDossier(t *testing.T) {
	each(t, func(w *world) {
		w.onNotice()
		d := w.export()
		w.objected(w.Handler.Account)
		_, err := w.room.Export(w.Ctx, w.Handler, w.Cohort)
		w.Refused(err, fault.KindForbidden, "C3")
		w.Refused(w.DB.Read(w.Ctx, func(t *store.Tx) error { _, err := See(t, w.Handler, d.ID); return err }), fault.KindForbidden, "C3")
		w.Must(w.DB.Read(w.Ctx, func(t *store.Tx) error { _, err := See(t, w.Approver, d.ID); return err }))
		_, err = w.room.Export(w.Ctx, w.Approver, w.Cohort)
		w.Must(err)
	})
}

func TestOneAtATime(t *testing.T) {
	each(t, func(w *world) {
		id, err := w.room.Export(w.Ctx, w.Handler, w.Cohort)
		w.Must(err)
		_, err = w.room.Export(w.Ctx, w.Approver, w.Cohort)
		w.Refused(err, fault.KindConflict, "")
		w.At("2020-06-22 10:11") // files are being written
		w.room.progress.set(id, 1, 9)
		_, err = w.room.Export(w.Ctx, w.Approver, w.Cohort)
		w.Refused(err, fault.KindConflict, "")
		w.room.progress.end(id) // a job that never came back keeps nobody for long
		second, err := w.room.Export(w.Ctx, w.Approver, w.Cohort)
		w.Must(err)
		for _, job := range []string{second, id, id} { // a job may run twice
			w.Must(w.room.Make(w.Ctx, Compile{Dossier: job}))
		}
		_, err = w.room.Export(w.Ctx, w.Handler, store.NewID())
		w.Refused(err, fault.KindNotFound, "")
		w.Holds(w.Verify(nil))
	})
}

func TestAReceiptsHeadIsHeldAgainstTheDossier(t *testing.T) {
	each(t, func(w *world) {
		receipt, err := w.Apply.Receipt(w.Ctx, w.bids[0].ID, 2)
		w.Must(err)
		files := w.unpacked(w.export())
		other := ledger.Head{Size: receipt.Ledger.Size, Root: strings.Repeat("0", 64)}
		unknown := ledger.Head{Size: receipt.Ledger.Size + 1, Root: receipt.Ledger.Root}
		for head, want := range map[*ledger.Head]string{&receipt.Ledger: "", &other: "与所给的根哈希不符", &unknown: "无法在这里核对"} {
			report, err := Check(files, head)
			w.Must(err)
			if said := strings.Join(report.Problems, "\n"); (want == "") != (said == "") || !strings.Contains(said, want) {
				w.T.Errorf("%v: %q, want %q", head, said, want)
			}
		}
	})
}

// A file that was lost does not keep the rest from the archive: the catalogue says what is missing, and so does the check.
func TestWhatWasLostIsSaid(t *testing.T) {
	each(t, func(w *world) {
		v := worldtest.Get(w.World, func(t *store.Tx) (apply.Version, error) { return apply.VersionOf(t, w.bids[1].ID, 1) })
		w.Must(w.Blobs.Remove(v.Paper))
		files := w.unpacked(w.export())
		report, err := Check(files, nil)
		w.Must(err)
		if !strings.Contains(string(files[fileCatalogue+".html"].Data), "缺：第1版：文件已不在存储中") || len(report.Problems) != 1 ||
			!strings.Contains(report.Problems[0], "申报材料存档件不在案卷里") {
			w.T.Errorf("%v", report.Problems)
		}
	})
}

func TestProgressIsOnlyWhileItLasts(t *testing.T) {
	each(t, func(w *world) {
		var seen []int
		z := &archive{at: time.Now(), step: func(done, total int) { seen = append(seen, done, total) }}
		rec := worldtest.Get(w.World, func(t *store.Tx) (*Record, error) { return w.room.gather(t, w.Cohort) })
		var size counter
		w.Must(z.write(&size, w.room, rec))
		if n := len(seen); n != 2*len(z.sums) || seen[0] != 1 || seen[1] != len(z.sums) || seen[n-2] != len(z.sums) {
			w.T.Errorf("%v of %d files", seen, len(z.sums))
		}
		if done, total := w.room.Progress(w.export().ID); done != 0 || total != 0 {
			w.T.Errorf("%d of %d when it is ready", done, total)
		}
	})
}

func TestHowLongADossierKeepsOthersFromAsking(t *testing.T) {
	d := Dossier{State: Asked, At: time.Date(2020, 6, 22, 10, 0, 0, 0, time.UTC)}
	for after, want := range map[time.Duration][2]bool{0: {true, true}, Stuck: {false, true}, givenUp: {false, false}} {
		if got := [2]bool{d.UnderWay(d.At.Add(after), false), d.UnderWay(d.At.Add(after), true)}; got != want {
			t.Errorf("after %v: %v, want %v", after, got, want)
		}
	}
	if d.State = Ready; d.UnderWay(d.At, true) {
		t.Error("a dossier that is ready is under way")
	}
}

// Two panels of one name do not share a folder.
func TestFoldersOfOneNameAreTwo(t *testing.T) {
	p := places{}
	if a, b, other := p.folder("03评审", "综合组"), p.folder("03评审", "综合组"), p.folder("04研究", "综合组"); a != "综合组" || b != "综合组（2）" || other != a {
		t.Errorf("%s, %s, %s", a, b, other)
	}
}
