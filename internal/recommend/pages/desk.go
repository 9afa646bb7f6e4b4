package pages

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/recommend"
	"shidian/internal/store"
)

// deskView is the desk of one recommender in one cohort.
type deskView struct {
	recommend.Stand
	Cohorts []call.Cohort
	Changed map[string]int // by application: how many fields differ from the version that the recommender knows
	Until   time.Time
	Now     time.Time
	Acts    bool   // the reader is the recommender; else the office looks on
	Moved   string // the application whose rank was just changed: its button has the focus
	Going   bool   // which button it was
}

// Desk is what a recommender sees of its applicants, and the office of all recommenders: GET /recommend?cohort=&unit=.
func (p *Pages) Desk(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	actor, of := kit.Actor(r.Context()), query.Text("unit")
	switch {
	case of == "" && actor.Has(access.Recommender):
		of = actor.Unit
	case of == "" && office(actor):
		return p.overview(w, r, query.Text("cohort"))
	case of == "":
		return fault.Forbidden("A6", "审核推荐由推荐单位办理。")
	}
	v := deskView{Now: kit.Now(r.Context()), Acts: actor.Has(access.Recommender) && actor.Unit == of, Moved: query.Text("moved"), Going: query.Text("up") != ""}
	err = p.read(r, func(t *store.Tx) error { return v.fill(t, actor, query.Text("cohort"), of) })
	if err != nil {
		return err
	}
	if len(v.Cohorts) == 0 {
		return kit.Render(w, r, emptyPage())
	}
	return kit.Render(w, r, deskPage(v))
}

func (v *deskView) fill(t *store.Tx, actor access.Actor, cohort, of string) (err error) {
	if v.Cohorts, err = call.List(t, call.Published, call.Closed); err != nil || len(v.Cohorts) == 0 {
		return err
	}
	if ours := recommendedBy(v.Cohorts, actor.UnitKind); actor.Unit == of && len(ours) > 0 {
		v.Cohorts = ours
	}
	chosen := chosen(v.Cohorts, cohort)
	if v.Until, err = recommend.Until(t, chosen.ID); err != nil {
		return err
	}
	if v.Stand, err = recommend.SeeStanding(t, actor, chosen.ID, of); err != nil {
		return err
	}
	return v.compare(t)
}

// compare counts what differs in those that wait from what the recommender knows.
func (v *deskView) compare(t *store.Tx) error {
	v.Changed = map[string]int{}
	for _, l := range v.Waiting {
		if l.Seen() == 0 {
			continue
		}
		before, err := apply.VersionOf(t, l.ID, l.Seen())
		if err != nil {
			return err
		}
		now, err := apply.VersionOf(t, l.ID, 0)
		if err != nil {
			return err
		}
		v.Changed[l.ID] = len(apply.DiffOf(v.Cohort.Programme, l.Kind, before, now))
	}
	return nil
}

// recommendedBy are the cohorts in which units of this kind recommend.
func recommendedBy(all []call.Cohort, kind string) []call.Cohort {
	return slices.DeleteFunc(slices.Clone(all), func(c call.Cohort) bool { return !slices.Contains(c.Programme.Recommends(), kind) })
}

// chosen is the cohort that the address names, else the newest.
func chosen(all []call.Cohort, id string) call.Cohort {
	if i := slices.IndexFunc(all, func(c call.Cohort) bool { return c.ID == id }); i >= 0 {
		return all[i]
	}
	return all[0]
}

func (v deskView) head() components.Head {
	h := components.Head{Over: v.Cohort.Title() + " · " + v.Cohort.Number, Title: v.Recommender.Short + "审核推荐"}
	if !v.Until.IsZero() {
		h.Deadline = &components.Deadline{Label: "推荐截止", At: v.Until, Now: v.Now}
	}
	return h
}

// at is the address of this desk, with something more.
func (v deskView) at(more string) string {
	address := "/recommend?cohort=" + v.Cohort.ID
	if !v.Acts {
		address += "&unit=" + v.Recommender.ID
	}
	return address + more
}

// next is the one next act: the first that waits.
func (v deskView) next() components.Act {
	if !v.Acts {
		return components.Act{}
	}
	if len(v.Waiting) == 0 {
		return components.Act{Note: v.idleNote()}
	}
	first := v.Waiting[0]
	note := fmt.Sprintf("%d份%s等待审核。", len(v.Waiting), v.Cohort.Programme.Called().Form)
	if !v.Until.IsZero() && !v.Now.Before(v.Until) {
		note += "推荐截止时间已过，请尽快办理；有困难的，请联系" + v.Cohort.Programme.Organiser.Office + "。"
	}
	return components.Act{Label: "审核" + first.Name(), URL: address(first.ID), Get: true, Note: note}
}

func (v deskView) idleNote() string {
	switch {
	case len(v.Ranked) > 0 && v.ranks():
		return "现在没有等待审核的" + v.Cohort.Programme.Called().Form + "。请核对推荐排序，打印推荐函和推荐汇总表，签字盖章后报送。"
	case len(v.Ranked) > 0:
		return "现在没有等待审核的" + v.Cohort.Programme.Called().Form + "。请打印推荐函和推荐汇总表，签字盖章后报送。"
	}
	return ""
}

// ranks tells whether the order counts.
func (v deskView) ranks() bool {
	return slices.ContainsFunc(v.Shares, func(u recommend.Use) bool { return u.Ranked })
}

// table lists those recommended in their order, then those that wait, then those sent back.
func (v deskView) table() components.Table {
	t := components.Table{Caption: v.Cohort.Programme.Called().Form, Columns: []components.Column{{Title: "排序", Kind: "short"}, {Title: apply.MainTitle(v.Cohort.Programme), Kind: "main"}, {Title: v.Cohort.Programme.Called().Contents},
		{Title: "提交", Kind: "short"}, {Title: "状态"}, {Title: "办理", Kind: "acts"}}}
	if v.Cohort.Programme.Contents == nil {
		t.Columns = slices.Delete(t.Columns, 2, 3)
	}
	for i, l := range v.Ranked {
		t.Rows = append(t.Rows, v.row(l, rankCell(v, l, i)))
	}
	for _, l := range slices.Concat(v.Waiting, v.Returned) {
		if l.Endorsement == nil {
			t.Rows = append(t.Rows, v.row(l, components.Text("—")))
		}
	}
	return t
}

func (v deskView) row(l recommend.Line, rank templ.Component) components.Row {
	row := components.Row{Cells: []templ.Component{rank, nameCell(l, v.versionWords(l)), chips(v.contents(l)), submittedCell(l),
		components.Badge(state(l), tone(l.Application)), v.button(l)}}
	if v.Cohort.Programme.Contents == nil {
		row.Cells = slices.Delete(row.Cells, 2, 3)
	}
	if l.State == apply.StateOverrun {
		row.Tone = components.Warn
	}
	return row
}

func (v deskView) button(l recommend.Line) templ.Component {
	words := "查看"
	switch {
	case v.Acts && l.Again():
		words = "确认"
	case v.Acts && l.State == apply.StateSubmitted:
		words = "审核"
	case l.State == apply.StateOverrun:
		words = "查看理由"
	}
	return rowButton(address(l.ID), words, l.Name(), false)
}

// versionWords say which version it is and what became of the last.
func (v deskView) versionWords(l recommend.Line) string {
	words := l.Number + "　第" + strconv.Itoa(l.Version) + "版"
	switch {
	case l.Return != nil:
		words += fmt.Sprintf("　退回%d项，%s改完", len(l.Return.Items), components.Before(l.Return.Until))
	case v.Changed[l.ID] > 0:
		words += fmt.Sprintf("　与第%d版有%d处不同", l.Seen(), v.Changed[l.ID])
	}
	return words
}

func (v deskView) contents(l recommend.Line) []string {
	var names []string
	for _, n := range l.Contents {
		if c, known := v.Cohort.Programme.Content(n); known {
			names = append(names, components.Ring(n)+" "+c.Short)
		}
	}
	return names
}

func (v deskView) tabs() []components.Choice {
	var tabs []components.Choice
	for _, c := range v.Cohorts {
		one := v
		one.Cohort = c
		tabs = append(tabs, components.Choice{Label: c.Title(), URL: one.at(""), On: c.ID == v.Cohort.ID})
	}
	return tabs
}

// movable tells whether the i-th of the order may still go up or down, for the arrows.
func (v deskView) movable(l recommend.Line, up bool) bool {
	_, err := recommend.Moved(v.Ranked, l.ID, up)
	return err == nil
}

// file is the address of one of the papers.
func (v deskView) file(name string) string {
	address := "/recommend/" + v.Cohort.ID + "/" + name
	if !v.Acts {
		address += "?unit=" + v.Recommender.ID
	}
	return address
}

// besideAt is where the submissions stand side by side.
func (v deskView) besideAt() string {
	return "/recommend/beside" + strings.TrimPrefix(v.at(""), "/recommend")
}
