package pages

import (
	"cmp"
	"context"
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
)

// rollPage is how many pilots stand on a page.
const rollPage = 50

// rollView is one stocktaking with its pilots.
type rollView struct {
	run.Roll
	Actor  access.Actor
	Show   string // the filter
	Page   int
	Chosen string // the pilot that is about to be excused
	Form   *kit.Form
	Wrong  kit.Problems
}

// Stocktaking shows one: GET /stocktakings/{id}.
func (p *Pages) Stocktaking(w http.ResponseWriter, r *http.Request) error {
	return p.rollPage(w, r, http.StatusOK, &kit.Form{}, nil)
}

func (p *Pages) rollPage(w http.ResponseWriter, r *http.Request, status int, form *kit.Form, wrong kit.Problems) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := rollView{Actor: actor, Show: query.Text("show"), Page: query.Page(), Chosen: cmp.Or(form.Text("pilot"), query.Text("excuse")), Form: form, Wrong: wrong}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Roll, err = run.RollOf(t, actor, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, rollPageOf(v))
}

// Excuse says that a pilot need not report: POST /stocktakings/{id}/excuse.
func (p *Pages) Excuse(w http.ResponseWriter, r *http.Request) error {
	return p.stockAct(w, r, "已办理免报，该单位已收到消息。", func(form *kit.Form) error {
		pilot, reason := form.Required("pilot", "单位"), form.Limited("reason", "理由", 500)
		if err := form.Err(); err != nil {
			return err
		}
		return p.Room.Excuse(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), pilot, reason)
	})
}

// CloseStocktaking ends it: POST /stocktakings/{id}/close.
func (p *Pages) CloseStocktaking(w http.ResponseWriter, r *http.Request) error {
	return p.stockAct(w, r, "调度已汇总。", func(form *kit.Form) error {
		remarks := form.Limited("remarks", "工作意见", 4000)
		if !form.Ticked("sure") {
			form.Mend("sure", "汇总以后不再接收报送，还有单位没有报送，请勾选确认。")
		}
		if err := form.Err(); err != nil {
			return err
		}
		return p.Room.CloseStocktaking(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), remarks)
	})
}

func (p *Pages) stockAct(w http.ResponseWriter, r *http.Request, words string, do func(*kit.Form) error) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	if err := do(form); err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.rollPage(w, r, http.StatusUnprocessableEntity, form, wrong)
		})
	}
	return kit.Done(w, r, words, run.StocktakingLink(r.PathValue("id")))
}

const (
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// StocktakingTable is the list as .xlsx: GET /stocktakings/{id}/table.xlsx.
func (p *Pages) StocktakingTable(w http.ResponseWriter, r *http.Request) error {
	return p.stockFile(w, r, "调度情况.xlsx", xlsxType, p.Room.TableFile)
}

// StocktakingSummary is the editable report: GET /stocktakings/{id}/summary.docx.
func (p *Pages) StocktakingSummary(w http.ResponseWriter, r *http.Request) error {
	return p.stockFile(w, r, "调度报告.docx", docxType, p.Room.SummaryFile)
}

// filters are the views of the list: each figure of the page leads to its rows.
var filters = []struct {
	key, title string
	in         func(run.RollLine) bool
}{
	{"", "全部", func(run.RollLine) bool { return true }},
	{"reported", "已报送", func(l run.RollLine) bool { return l.Standing == run.StandReported }},
	{"excused", "免报", func(l run.RollLine) bool { return l.Standing == run.StandExcused }},
	{"owing", "未报送", func(l run.RollLine) bool { return l.Standing == run.StandOwing }},
	{"behind", "有进度滞后", func(l run.RollLine) bool { return l.Tally()[run.Behind] > 0 }},
	{"problems", "反映问题", func(l run.RollLine) bool { return len(l.Hindrances()) > 0 }},
}

func (v rollView) at(show string, page int) string {
	q := url.Values{}
	if show != "" {
		q.Set("show", show)
	}
	if page > 1 {
		q.Set("page", n(page))
	}
	at := run.StocktakingLink(v.ID)
	if len(q) > 0 {
		at += "?" + q.Encode()
	}
	return at
}

func (v rollView) count(key string) (count int) {
	for _, l := range v.Lines {
		if v.shows(key, l) {
			count++
		}
	}
	return count
}

func (v rollView) shows(key string, l run.RollLine) bool {
	for _, f := range filters {
		if f.key == key {
			return f.in(l)
		}
	}
	return true
}

func (v rollView) filter() components.Filter {
	g := components.FilterGroup{Label: "报送情况"}
	for _, f := range filters {
		g.Choices = append(g.Choices, components.Choice{Label: f.title, URL: v.at(f.key, 1), Count: v.count(f.key), On: v.Show == f.key})
	}
	return components.Filter{Groups: []components.FilterGroup{g}}
}

// shown are the lines of the chosen view.
func (v rollView) shown() (lines []run.RollLine) {
	for _, l := range v.Lines {
		if v.shows(v.Show, l) {
			lines = append(lines, l)
		}
	}
	return lines
}

func (v rollView) pages() components.Pages {
	return components.Pages{Page: v.Page, Size: rollPage, Total: len(v.shown()), URL: func(page int) string { return v.at(v.Show, page) }}
}

func (v rollView) table() components.Table {
	t := components.Table{Caption: v.Title, Columns: []components.Column{{Title: "单位", Kind: "main"}, {Title: "推荐单位"}, {Title: "报送情况"}, {Title: "任务完成", Kind: "num"}, {Title: "滞后", Kind: "num"}, {Title: "问题"}}}
	if run.MayCallPhones(v.Actor) {
		t.Columns = append(t.Columns, components.Column{Title: "联络人"})
	}
	if v.handles() {
		t.Columns = append(t.Columns, components.Column{Title: "", Kind: "acts"})
	}
	lines := v.shown()
	first := min((v.Page-1)*rollPage, len(lines))
	for _, l := range lines[first:min(first+rollPage, len(lines))] {
		t.Rows = append(t.Rows, components.Row{Cells: v.cells(l)})
	}
	return t
}

func (v rollView) cells(l run.RollLine) []templ.Component {
	done, behind := "—", "—"
	tally := l.Tally()
	if all := tally.All(); all > 0 {
		done, behind = n(tally[run.Done])+" / "+n(all), n(tally[run.Behind])
	}
	note := l.Report.Reason
	if l.Standing == run.StandReported {
		note = components.Moment(l.Report.At)
	}
	cells := []templ.Component{components.Cells(components.Link(run.ReportLink(l.Pilot.ID, v.ID), l.Application.UnitName), components.TwoLines("", l.Application.Number)), components.Text(v.City(l)),
		components.Cells(components.Badge(run.StandingTitles[l.Standing], standTones[l.Standing]), components.TwoLines("", note)), components.Text(done), components.Text(behind), hindrances(l.Hindrances())}
	if run.MayCallPhones(v.Actor) {
		cells = append(cells, components.TwoLines(l.Contact.Name, l.Contact.Phone))
	}
	if v.handles() {
		var act templ.Component = components.Text("")
		if l.Standing == run.StandOwing {
			act = components.Button(run.StocktakingLink(v.ID)+"?show="+v.Show+"&excuse="+l.Pilot.ID+"#excuse", "免报", false)
		}
		cells = append(cells, act)
	}
	return cells
}

// handles tells whether the reader may excuse and close here and now.
func (v rollView) handles() bool {
	return run.MayExcuse(v.Actor) && v.State == run.StocktakingOpen
}

func (v rollView) office() bool { return v.Actor.Has(access.Handler, access.Approver) }

// owing are the pilots that may be excused.
func (v rollView) owing() []components.Option {
	options := []components.Option{{Label: "请选择"}}
	for _, l := range v.In(run.StandOwing) {
		options = append(options, components.Option{Value: l.Pilot.ID, Label: l.Application.UnitName})
	}
	return options
}

func sumTable(title string, sums []run.Sum) components.Table {
	t := components.Table{Caption: title, Columns: []components.Column{{Title: title, Kind: "main"}, {Title: "单位数", Kind: "num"}, {Title: "已报送", Kind: "num"}}}
	order := []run.Progress{run.Done, run.OnTheWay, run.Behind, run.NotBegun, run.GivenUp}
	for _, p := range order {
		t.Columns = append(t.Columns, components.Column{Title: run.ProgressTitles[p], Kind: "num"})
	}
	for _, s := range sums {
		cells := []templ.Component{components.Text(s.Name), components.Text(n(s.Pilots)), components.Text(n(s.Reported))}
		for _, p := range order {
			cells = append(cells, components.Text(n(s.Tally[p])))
		}
		t.Rows = append(t.Rows, components.Row{Cells: cells})
	}
	return t
}

func (v rollView) deadline() *components.Deadline {
	if v.State != run.StocktakingOpen {
		return nil
	}
	return &components.Deadline{Label: "报送截止", At: v.DueAt, Now: v.Now}
}

func (p *Pages) stockFile(w http.ResponseWriter, r *http.Request, name, kind string, file func(context.Context, access.Actor, string) ([]byte, error)) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	content, err := file(r.Context(), actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	return kit.SendFile(w, name, kind, content)
}

// sure asks whoever closes the stocktaking to confirm it while somebody has not reported.
func (v rollView) sure() components.Field {
	return components.Field{Name: "sure", Label: "还有" + n(len(v.In(run.StandOwing))) + "个单位没有报送，确认汇总", Error: v.Wrong.Of("sure"), Required: true}
}
