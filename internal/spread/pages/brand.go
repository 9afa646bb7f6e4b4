package pages

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// brandSection is the entry of the main navigation for those who oversee the money; others come from their pilots.
const brandSection = "brand"

const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// brandDeskView are the pilots in the brand programme with the sums of their money.
type brandDeskView struct {
	Actor   access.Actor
	Now     time.Time
	Cohort  string // "" for all
	Show    string // what is to be done; "" for all
	Cohorts []brandCohort
}

// brandCohort is a cohort with those of it that are in the brand programme.
type brandCohort struct {
	call.Cohort
	All []spread.Branded
}

// Brand is the desk of the brand programme: GET /brand?cohort=&show=.
func (p *Pages) Brand(w http.ResponseWriter, r *http.Request) error {
	v, err := p.brandDesk(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, brandDeskPage(v))
}

// BrandLedger is the ledger of the money that the desk shows: GET /brand/ledger.xlsx?cohort=.
func (p *Pages) BrandLedger(w http.ResponseWriter, r *http.Request) error {
	v, err := p.brandDesk(r)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := spread.WriteBrandLedger(&out, v.all(), v.Now); err != nil {
		return err
	}
	return kit.SendFile(w, "品牌培育经费台账.xlsx", sheetType, out.Bytes())
}

func (p *Pages) brandDesk(r *http.Request) (v brandDeskView, err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return v, err
	}
	if err := spread.MayOverseeBrand(v.Actor).Err(); err != nil {
		return v, err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return v, err
	}
	v.Cohort, v.Show = query.Text("cohort"), query.Text("show")
	return v, p.DB.Read(r.Context(), func(t *store.Tx) error {
		v.Now = t.Now()
		cohorts, err := run.Cohorts(t)
		if err != nil {
			return err
		}
		for _, c := range cohorts {
			in, err := spread.BrandIn(t, v.Actor, c)
			if err != nil {
				return err
			}
			if len(in) > 0 {
				v.Cohorts = append(v.Cohorts, brandCohort{c, in})
			}
		}
		if v.Cohort != "" && !slices.ContainsFunc(v.Cohorts, func(c brandCohort) bool { return c.ID == v.Cohort }) {
			return fault.NotFound()
		}
		return nil
	})
}

// chosen are the cohorts that are looked at.
func (v brandDeskView) chosen() []brandCohort {
	return slices.DeleteFunc(slices.Clone(v.Cohorts), func(c brandCohort) bool { return v.Cohort != "" && c.ID != v.Cohort })
}

func (v brandDeskView) all() (all []spread.Branded) {
	for _, c := range v.chosen() {
		all = append(all, c.All...)
	}
	return all
}

func (v brandDeskView) today() calendar.Day { return calendar.DayOf(v.Now) }

func (v brandDeskView) at(path, cohort, show string) string {
	q := url.Values{}
	if cohort != "" {
		q.Set("cohort", cohort)
	}
	if show != "" {
		q.Set("show", show)
	}
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	return path
}

// stands names where a pilot's money stands in the filter.
func (v brandDeskView) stands(b spread.Branded) string {
	next := spread.NextOf(b, v.today())
	switch {
	case len(next) > 0:
		return next[0].Verb
	case len(b.Agreed()) == 0:
		return "没有经费"
	case spread.SumsOf(b).Paid < spread.SumsOf(b).Agreed:
		return "还没有到期"
	}
	return "已经结清"
}

func (v brandDeskView) filter() components.Filter {
	f := components.Filter{}
	if len(v.Cohorts) > 1 {
		g := components.FilterGroup{Label: "批次", Choices: []components.Choice{{Label: "全部", URL: v.at("/brand", "", v.Show), Count: -1, On: v.Cohort == ""}}}
		for _, c := range v.Cohorts {
			g.Choices = append(g.Choices, components.Choice{Label: c.Title(), URL: v.at("/brand", c.ID, v.Show), Count: len(c.All), On: v.Cohort == c.ID})
		}
		f.Groups = append(f.Groups, g)
	}
	counts, order := map[string]int{}, []string{}
	for _, b := range v.all() {
		s := v.stands(b)
		if counts[s]++; counts[s] == 1 {
			order = append(order, s)
		}
	}
	g := components.FilterGroup{Label: "待办理", Choices: []components.Choice{{Label: "全部", URL: v.at("/brand", v.Cohort, ""), Count: len(v.all()), On: v.Show == ""}}}
	slices.Sort(order)
	for _, s := range order {
		g.Choices = append(g.Choices, components.Choice{Label: s, URL: v.at("/brand", v.Cohort, s), Count: counts[s], On: v.Show == s})
	}
	f.Groups = append(f.Groups, g)
	return f
}

func (v brandDeskView) table(c brandCohort) components.Table {
	t := components.Table{Caption: c.Title(), Columns: []components.Column{{Title: "单位", Kind: "main"}, {Title: "批准", Kind: "num"}, {Title: "已拨付", Kind: "num"}, {Title: "未拨付", Kind: "num"},
		{Title: "已使用", Kind: "num"}, {Title: "已拨未用", Kind: "num"}, {Title: "下一步"}}}
	for _, b := range c.All {
		if v.Show != "" && v.stands(b) != v.Show {
			continue
		}
		s := spread.SumsOf(b)
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.BrandLink(b.Case.ID), b.Application.UnitName), components.Text(s.Agreed.String()), components.Text(s.Paid.String()),
			components.Text((s.Agreed - s.Paid).String()), components.Text(s.Used.String()), components.Text((s.Paid - s.Used).String()), v.nextCell(b)}})
	}
	return t
}

func (v brandDeskView) nextCell(b spread.Branded) templ.Component {
	next := spread.NextOf(b, v.today())
	if len(next) == 0 {
		return components.Text(v.stands(b))
	}
	return components.TwoLines(next[0].Words, holderOf(b, next[0])+by(next[0].By, v.Now, v.today()))
}

// by says until when something is to be done, and that the day is over.
func by(day calendar.Day, now time.Time, today calendar.Day) string {
	switch {
	case day.IsZero():
		return ""
	case day.Before(today):
		return "，" + calendar.ShowDay(day, now) + "已到期"
	}
	return "，" + calendar.ShowDay(day, now) + "前"
}

// holderOf names who has the next act.
func holderOf(b spread.Branded, next spread.Next) string {
	if next.Holder == spread.HolderUnit {
		return b.Application.UnitName
	}
	return b.Programme().Organiser.Office
}

func (v brandDeskView) due() components.Table {
	t := components.Table{Caption: "近期应拨付", Columns: []components.Column{{Title: "单位", Kind: "main"}, {Title: "应拨日期", Kind: "short"}, {Title: "笔次"}, {Title: "应拨", Kind: "num"}, {Title: "拨付条件"}}}
	for _, d := range spread.DueBy(v.all(), v.today().Add(spread.SoonDays)) {
		row := components.Row{Cells: []templ.Component{components.Link(spread.BrandLink(d.Case.ID), d.Application.UnitName), components.Text(calendar.ShowDay(d.Instalment.By, v.Now)),
			components.Text(fmt.Sprintf("第%d次经费第%d笔", d.Funding.N, d.Instalment.N)), components.Text((d.Instalment.Amount - d.Funding.PaidOf(d.Instalment.N)).String()), components.Text(brandDash(d.Instalment.Terms))}}
		if d.Instalment.By.Before(v.today()) {
			row.Tone = components.Warn
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// brandView is a pilot in the brand programme, as much of it as the reader may know.
type brandView struct {
	spread.Branded
	Actor   access.Actor
	Now     time.Time
	Grade   string
	Session string // of the decision; "" for who does not read decisions
	Awaits  bool   // a decision about its money is before the approver
	Kinds   map[string]string

	Form  kit.Typed
	Wrong kit.Problems
}

// BrandOne is the page of a pilot in the brand programme: GET /brand/{id}.
func (p *Pages) BrandOne(w http.ResponseWriter, r *http.Request) error {
	return p.brandPage(w, r, http.StatusOK, brandView{})
}

func (p *Pages) brandPage(w http.ResponseWriter, r *http.Request, status int, v brandView) error {
	if err := p.loadBrand(r, &v); err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, brandPage(v))
}

func (p *Pages) loadBrand(r *http.Request, v *brandView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	return p.DB.Read(r.Context(), func(t *store.Tx) error {
		if v.Branded, err = spread.BrandSeen(t, v.Actor, r.PathValue("id")); err != nil {
			return err
		}
		v.Now = t.Now()
		e, err := evaluate.Of(t, v.Case.ID)
		if err != nil {
			return err
		}
		v.Grade = e.Grade()
		if v.Awaits, err = spread.MoneyAwaits(t, v.Application.ID); err != nil {
			return err
		}
		if !decide.MayRead(v.Actor).Allowed {
			return nil
		}
		d, err := decide.Get(t, v.Decision)
		v.Session = d.Session
		return err
	})
}

func (v brandView) handles() bool { return spread.MayFund(v.Actor, v.Case).Allowed }

func (v brandView) speaks() bool { return spread.MaySpend(v.Actor, v.Case).Allowed }

func (v brandView) today() calendar.Day { return calendar.DayOf(v.Now) }

func (v brandView) link(path string) string { return spread.BrandLink(v.Case.ID) + path }

func (v brandView) name() string { return v.Programme().Stages.Spread.Brand }

func (v brandView) crumbs() (crumbs []kit.Crumb) {
	if spread.MayOverseeBrand(v.Actor).Allowed {
		crumbs = append(crumbs, kit.Crumb{Label: "品牌培育", URL: "/brand"})
	}
	return append(crumbs, kit.Crumb{Label: v.Application.UnitName, URL: run.Link(v.Case.ID)})
}

// section is the entry of the navigation under which the reader came.
func (v brandView) section() string {
	if spread.MayOverseeBrand(v.Actor).Allowed {
		return brandSection
	}
	return "pilots"
}

// main is the next act, with a button for who has it; the others follow in words.
func (v brandView) main() components.Act {
	next := spread.NextOf(v.Branded, v.today())
	if len(next) == 0 {
		return components.Act{Note: v.rests()}
	}
	first := next[0]
	a := components.Act{Note: first.Words + by(first.By, v.Now, v.today())}
	if first.Holder == spread.HolderOffice && v.handles() || first.Holder == spread.HolderUnit && v.speaks() {
		a.Label, a.URL, a.Get = first.Verb, v.form(first), true
	} else {
		a.Holder = holderOf(v.Branded, first)
	}
	for _, more := range next[1:] {
		a.Note += "；" + more.Words + by(more.By, v.Now, v.today()) + "（" + holderOf(v.Branded, more) + "）"
	}
	if v.Awaits && v.handles() {
		a = components.Act{Holder: "审签人", Note: "研究决定已提请审签"}
	}
	return a
}

// rests says why nothing is to be done.
func (v brandView) rests() string {
	s := spread.SumsOf(v.Branded)
	switch {
	case !v.Programme().Stages.Spread.Money:
		return ""
	case s.Agreed == 0:
		return "还没有批准的经费"
	case s.Paid < s.Agreed:
		return "下一笔还没有到期"
	}
	return "经费已全部拨付，使用情况已全部确认"
}

// form is the page of an act.
func (v brandView) form(next spread.Next) string {
	switch next.Verb {
	case "拟定经费":
		return v.link("/funding")
	case "登记拨付":
		return v.link("/pay?funding=" + next.Funding)
	case "确认使用情况":
		return v.link("") + "#settle"
	case "登记研究决定":
		return "/decide/matter?" + url.Values{"cohort": {v.Cohort.ID}, "matter": {"经费"}}.Encode()
	}
	return v.link("/use?funding=" + next.Funding)
}

func (v brandView) terms() []components.Term {
	decided := components.Text(components.Day(v.At))
	if v.Session != "" {
		decided = components.Cells(components.Text(components.Day(v.At)+"　"), components.Link("/decide/"+v.Decision, v.Session))
	}
	terms := []components.Term{{Name: "纳入", Value: components.Text(v.name())}, {Name: "研究决定", Value: decided}, {Name: "终期等级", Value: components.Text(v.Grade)},
		{Name: v.Programme().Called().Contents, Value: components.Text(decide.Contents(v.Programme(), v.Contents))}}
	return terms
}

// newest are the fundings, the newest first.
func (v brandView) newest() []spread.Funding {
	all := slices.Clone(v.Fundings)
	slices.Reverse(all)
	return all
}

// draws tells whether the reader may draw up money now, and how the button says it.
func (v brandView) draws() string {
	_, open := v.Open()
	switch {
	case !v.handles() || v.Awaits || !v.Programme().Stages.Spread.Money || len(v.Fundings) == 0:
		return ""
	case open:
		return "重新拟定"
	}
	return "再拟定一次经费"
}

func (v brandView) fundingTerms(f spread.Funding) []components.Term {
	terms := []components.Term{{Name: "总额", Value: components.Text(f.Total.String())}}
	add := func(name, value string) {
		if value != "" {
			terms = append(terms, components.Term{Name: name, Value: components.Text(value)})
		}
	}
	add("说明", f.Words)
	add("拟定", components.Day(f.At))
	if f.State == spread.FundingAgreed {
		add("研究决定", components.Day(f.DecidedOn.Start()))
		add("已拨付", f.Paid().String()+"，未拨付 "+(f.Total-f.Paid()).String())
		add("已使用", f.Used().String()+"（已确认 "+f.Confirmed().String()+"），已拨未用 "+(f.Paid()-f.Used()).String())
	}
	add(map[act.State]string{spread.FundingDropped: "撤回的理由", spread.FundingStruck: "不同意的理由", spread.FundingAgreed: "研究意见"}[f.State], f.Answer)
	return terms
}

var fundingTones = map[act.State]components.Tone{spread.FundingDrawn: components.Active, spread.FundingAgreed: components.Done}

var spendingTones = map[act.State]components.Tone{spread.SpendingReported: components.Active, spread.SpendingConfirmed: components.Done, spread.SpendingReturned: components.Warn}

// stages are the instalments as a line of time.
func (v brandView) stages(f spread.Funding) (stages []components.Stage) {
	next, has := f.Next()
	for _, i := range f.Instalments {
		s := components.Stage{Name: fmt.Sprintf("第%d笔 %s", i.N, i.Amount), Note: calendar.ShowDay(i.By, v.Now) + "前", Standing: components.Ahead}
		switch paid := f.PaidOf(i.N); {
		case paid >= i.Amount:
			s.Standing, s.Note = components.Past, "已拨付"
		case has && next.N == i.N:
			s.Standing = components.Current
			if paid > 0 {
				s.Note += "，已拨 " + paid.String()
			}
		}
		stages = append(stages, s)
	}
	return stages
}

func linesOf(f spread.Funding) components.Table {
	t := components.Table{Caption: "用途", Columns: []components.Column{{Title: "用途", Kind: "main"}, {Title: "批准", Kind: "num"}, {Title: "已使用", Kind: "num"}, {Title: "余额", Kind: "num"}}}
	for _, l := range f.Lines {
		used := f.UsedOf(l.N)
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Text(l.What), components.Text(l.Amount.String()), components.Text(used.String()), components.Text((l.Amount - used).String())}})
	}
	return t
}

func (v brandView) parts(f spread.Funding) components.Table {
	t := components.Table{Caption: "拨付安排", Columns: []components.Column{{Title: "笔次", Kind: "main"}, {Title: "金额", Kind: "num"}, {Title: "应拨日期", Kind: "short"}, {Title: "拨付条件"}, {Title: "已拨付", Kind: "num"}}}
	for _, i := range f.Instalments {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Text(fmt.Sprintf("第%d笔", i.N)), components.Text(i.Amount.String()), components.Text(calendar.ShowDay(i.By, v.Now)),
			components.Text(brandDash(i.Terms)), components.Text(f.PaidOf(i.N).String())}})
	}
	return t
}

// payments are what was registered, with the vouchers for those who read them.
func (v brandView) payments(f spread.Funding) components.Table {
	t := components.Table{Caption: "拨付记录", Columns: []components.Column{{Title: "笔次", Kind: "main"}, {Title: "拨付日期", Kind: "short"}, {Title: "金额", Kind: "num"}, {Title: "凭证"}, {Title: "情况"}}}
	if v.handles() {
		t.Columns = append(t.Columns, components.Column{Title: "办理", Kind: "acts"})
	}
	for _, p := range f.Payments {
		voucher, stands := components.Text("—"), components.Text("已登记")
		if p.Proof != "" {
			voucher = components.Link(v.link("/payments/"+p.ID+"/proof"), p.Voucher)
		}
		if !p.Stands() {
			stands = components.TwoLines("已冲正", components.Day(p.ReversedAt)+"："+p.Why)
		}
		row := components.Row{Cells: []templ.Component{components.Text(fmt.Sprintf("第%d笔", p.Instalment)), components.Text(components.Day(p.On.Start())), components.Text(p.Amount.String()), voucher, stands}}
		if v.handles() {
			undo := components.Text("")
			if p.Stands() {
				undo = components.Button(v.link("/reverse?payment="+p.ID), "冲正", false)
			}
			row.Cells = append(row.Cells, undo)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func spentOf(f spread.Funding, s spread.Spending) components.Table {
	t := components.Table{Caption: "使用情况", Columns: []components.Column{{Title: "用途", Kind: "main"}, {Title: "使用", Kind: "num"}, {Title: "用在什么地方"}}, Foot: "合计 " + s.Sum().String()}
	for _, l := range s.Lines {
		line, _ := f.Line(l.Line)
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Text(line.What), components.Text(l.Amount.String()), components.Text(l.Words)}})
	}
	return t
}

// BrandProof is the voucher of a payment: GET /brand/{id}/payments/{payment}/proof.
func (p *Pages) BrandProof(w http.ResponseWriter, r *http.Request) error {
	return p.brandFile(w, r, "拨付凭证", func(b spread.Branded) (hash string) {
		for _, f := range b.Fundings {
			for _, paid := range f.Payments {
				if paid.ID == r.PathValue("payment") {
					hash = paid.Proof
				}
			}
		}
		return hash
	})
}

// SpendingFile is a proof of what was used: GET /brand/{id}/uses/{use}/{n}.
func (p *Pages) SpendingFile(w http.ResponseWriter, r *http.Request) error {
	return p.brandFile(w, r, "使用证明材料", func(b spread.Branded) (hash string) {
		at, _ := strconv.Atoi(r.PathValue("n"))
		for _, f := range b.Fundings {
			for _, s := range f.Spendings {
				if s.ID == r.PathValue("use") && at > 0 && at <= len(s.Files) {
					hash = s.Files[at-1]
				}
			}
		}
		return hash
	})
}

// brandFile sends a file that the reader finds in what he may read.
func (p *Pages) brandFile(w http.ResponseWriter, r *http.Request, name string, of func(spread.Branded) string) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	var b spread.Branded
	if err := p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		b, err = spread.BrandSeen(t, actor, r.PathValue("id"))
		return err
	}); err != nil {
		return err
	}
	return kit.SendKept(w, p.Room.Files, name, of(b))
}

// proofTypes are the kinds of files that prove a payment or a use.
var proofTypes = []files.Type{"application/pdf", "image/png", "image/jpeg"}
