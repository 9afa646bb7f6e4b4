package spread

import (
	"errors"
	"strings"
	"testing"
	"time"

	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

func TestTheSearchComparesSmallAndNarrowLetters(t *testing.T) {
	b := Body{Title: "ＡＰＰ　平台", Summary: "Big Data", Measures: "一\n二", Pictures: []Picture{{Caption: "图１"}}}
	if got, want := b.Words(), "app 平台 big data  一 二   图1"; got != want {
		t.Errorf("searched is %q, want %q", got, want)
	}
}

// listed reads the library.
func (w *world) listed(f Filter) Library {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Library, error) { return w.room.List(t, f) })
}

func titles(rows []Row) string {
	var all []string
	for _, r := range rows {
		all = append(all, r.Body.Title)
	}
	return strings.Join(all, " ")
}

func TestTheLibraryListsPublicCasesAndNoOthers(t *testing.T) {
	each(t, 2, func(w *world) {
		if l := w.listed(Filter{Page: 1}); l.Total != 0 || len(l.Rows) != 0 {
			w.T.Fatalf("an empty library lists %+v", l)
		}
		b := body("三长制")
		b.Effects, b.Pictures = "服务ＡＰＰ用户100%满意", []Picture{{Caption: "院士座谈"}}
		first := w.shows(0, b)
		w.DB.Clock.SetOffset(w.DB.Clock.Offset() + time.Hour)
		second := w.shows(1, body("资源下沉"))
		w.sees(first, 1, b.Words())
		if got := titles(w.listed(Filter{Page: 1}).Rows); got != "资源下沉 三长制" {
			w.T.Errorf("listed %q, want the newest first", got)
		}
		for typed, want := range map[string]string{"三长制": "三长制", "三长": "三长制 资源下沉", "长": "三长制 资源下沉", "app": "三长制", "ＡＰＰ　院士": "三长制", "100%": "三长制", "10%": "", "座谈": "三长制",
			"三长 无": "", "": "资源下沉 三长制"} {
			if got := titles(w.listed(Filter{Words: typed, Page: 1}).Rows); got != want {
				w.T.Errorf("%q finds %q, want %q", typed, got, want)
			}
		}
		row := w.listed(Filter{Words: "用户", Page: 1}).Rows[0]
		if marks(row.Excerpt.Pieces) != "服务ＡＰＰ[用户]100%满意" || row.ID != first || row.Year != 2020 || len(row.Contents) != 1 || row.Contents[0] == "" || row.CityName == "" {
			w.T.Errorf("%+v", row)
		}
		l := w.listed(Filter{City: row.City, Content: row.Contents[0], Kind: row.Kind, Cohort: row.Cohort, Page: 1})
		if l.Total != 2 || countsOf(l.Choices)[row.Contents[0]] != 2 || countsOf(l.Cities)[row.City] != 2 || countsOf(l.Kinds)[row.Kind] != 2 || countsOf(l.Cohorts)[row.Cohort] != 2 {
			w.T.Errorf("%d, counted %v %v %v %v", l.Total, l.Choices, l.Cities, l.Kinds, l.Cohorts)
		}
		if got := titles(w.listed(Filter{Words: row.UnitName}).Rows); !strings.Contains(got, "三长制") {
			w.T.Errorf("by its unit's name %q is found", got)
		}
		w.sees(second, 0, "")
		if got := titles(w.listed(Filter{Words: "三长"}).Rows); got != "三长制" {
			w.T.Errorf("after one was taken down %q is found", got)
		}
		if l := w.listed(Filter{Page: 9}); l.Total != 1 || len(l.Rows) != 0 {
			w.T.Errorf("beyond the last page: %+v", l)
		}
	})
}

// sees sets which version of a case is public, and its words.
func (w *world) sees(id string, shown int, words string) {
	w.T.Helper()
	_, err := w.Door.Do(w.Ctx, w.Handler, rowSet, Object(id), func(t *act.Tx) error {
		if _, err := t.Exec("UPDATE spread_case SET shown = $2 WHERE id = $1", id, shown); err != nil {
			return err
		}
		_, err := t.Exec("UPDATE spread_version SET words = $2 WHERE id = $1 AND n = 1", id, words)
		t.Touch("spread_case", id)
		t.Touch("spread_version", id+"/1")
		return err
	})
	w.Must(err)
}

func TestTheShelfFollowsWhatIsPublic(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.shows(0, body("第一版"))
		if got := titles(w.listed(Filter{Words: "第一版"}).Rows); got != "第一版" {
			w.T.Fatalf("found %q", got)
		}
		_, err := w.Door.Do(w.Ctx, w.Handler, rowSet, Object(id), func(t *act.Tx) error {
			b := body("第二版")
			c, err := Get(t.Tx, id)
			if err != nil {
				return err
			}
			c.N, c.Shown = 2, 2
			return errors.Join(updateCase(t, c), insertVersion(t, Version{Case: id, N: 2, Body: b, Text: b.Words(), At: t.Now(), salt: "s"}))
		})
		w.Must(err)
		if w.listed(Filter{Words: "第一版"}).Total != 0 || titles(w.listed(Filter{Words: "第二版"}).Rows) != "第二版" {
			w.T.Error("the search goes on finding the version before")
		}
		for range reread {
			w.shows(0, body("更多"))
		}
		if l := w.listed(Filter{Page: 1}); l.Total != reread+1 || len(l.Rows) != CasesOnPage {
			w.T.Errorf("%d cases, %d on the page", l.Total, len(l.Rows))
		}
		if l := w.listed(Filter{Page: 2}); len(l.Rows) != 1 {
			w.T.Errorf("%d on the second page", len(l.Rows))
		}
		newest := worldtest.Get(w.World, func(t *store.Tx) ([]Row, error) { return Newest(t, 3) })
		if len(newest) != 3 || newest[0].Year != 2020 || len(newest[0].Contents) != 1 {
			w.T.Errorf("newest are %+v", newest)
		}
	})
}

func TestAnArticleIsPublicWithItsGrade(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.shows(0, body("三长制"))
		read := func() Article {
			return worldtest.Get(w.World, func(t *store.Tx) (Article, error) { return ArticleOf(t, id) })
		}
		if a := read(); a.Grade != "优秀" || a.Contents() == "" || a.Version.Body.Title != "三长制" {
			w.T.Errorf("%+v", a)
		}
		w.regrade(0, w.program().Stages.Evaluate.NotPassed)
		if a := read(); a.Grade != "" {
			w.T.Errorf("the public reads that it is %s", a.Grade)
		}
		w.sees(id, 0, "")
		err := w.DB.Read(w.Ctx, func(t *store.Tx) error { _, err := ArticleOf(t, id); return err })
		w.Refused(err, fault.KindNotFound, "")
		if c := w.get(id); !WasPublic(c) || WasPublic(Case{}) || WasPublic(Case{Shown: 1, ShownAt: c.ShownAt}) {
			w.T.Error("what was public once")
		}
	})
}

func (w *world) program() *programme.Programme {
	return worldtest.Get(w.World, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.Cohort) }).Programme
}
