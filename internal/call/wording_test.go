package call

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"shidian/internal/clock"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
	"shidian/internal/wording"
	"shidian/programmes"
)

func said(found []wording.Finding) string {
	var lines []string
	for _, f := range found {
		lines = append(lines, f.Before+"【"+f.Spot+"】"+f.After+"："+f.What+"；"+f.Instead)
	}
	return strings.Join(lines, "\n")
}

// shandong is the world with all associations of a day.
func shandong(t *testing.T, db *store.DB) (*world, Cohort) {
	w := newWorld(t, db)
	_, err := unit.New(w.room.Door, unit.Options{}).LoadRegions(w.ctx, w.handler, time.Date(2020, 5, 12, 0, 0, 0, 0, clock.Zone))
	w.must(err)
	return w, w.cohort(w.publish())
}

func (w *world) checked(text string, cohorts ...Cohort) (found []wording.Finding) {
	w.t.Helper()
	w.must(w.db.Read(w.ctx, func(t *store.Tx) (err error) {
		found, err = Checked(t, text, cohorts...)
		return err
	}))
	return found
}

// The notice of 2020 is right as it stands, slips of the pen included, and so is what the program drafts itself.
func TestTheNoticeHasNoFinding(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w, c := shandong(t, db)
		texts := map[string]string{}
		w.must(fs.WalkDir(programmes.Files, ".", func(name string, _ fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(name, "-notice.yaml") {
				data, _ := fs.ReadFile(programmes.Files, name)
				n, err := programme.LoadNotice(data)
				w.must(err)
				x := Text{Notice: *n}
				texts[name] = paper.Words(DraftPaper(c, DraftText{Text: x}, nil))
			}
			return err
		}))
		w.must(db.Read(w.ctx, func(t *store.Tx) error {
			city, err := unit.Get(t, w.city.Unit, t.Now())
			if err != nil {
				return err
			}
			letter, err := LetterDraft(t, c, city)
			texts["letter"] = paper.Words(LetterPaper(c, letter, t.Now()))
			return err
		}))
		if len(texts) < 3 {
			t.Fatalf("only %d texts", len(texts))
		}
		for name, text := range texts {
			if found := w.checked(text, c); len(found) > 0 {
				t.Errorf("%s:\n%s", name, said(found))
			}
		}
	})
}

// A wrong word of the programme, a wrong weekday and a place that is no more are found in the same notice.
func TestWhatIsWrongInANoticeIsFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w, c := shandong(t, db)
		w.db.Clock.SetOffset(time.Until(time.Date(2020, 6, 8, 9, 0, 0, 0, clock.Zone)))
		for text, want := range map[string]string{
			"开展建立健全现代科普工作体制试点":         "建立健全现代科普工作体系试点",
			"请于6月12日（星期四）前报送":          "星期五",
			"蓬莱市科学技术协会、济南市科学技术协会":      "蓬莱区科学技术协会",
			"各县（市、区）科协，蓬莱市、历下区":        "变更为“蓬莱区”",
			"滨洲市科学技术协会":                "滨州市科学技术协会",
			"山东省科协\n2020年6月8日":         "山东省科学技术协会",
			"《山东省科协系统深化改革试点申请书》":       "山东省科协系统深化改革试点申报书",
			"按照《通知》（鲁科协发(2020)第13号）要求": "〔2020〕13号",
		} {
			if found := w.checked(text, c); len(found) == 0 || !strings.Contains(said(found), want) {
				t.Errorf("%s: want %s, found %s", text, want, said(found))
			}
		}
	})
}
