package pages

import (
	"fmt"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/publish"
)

func day(d calendar.Day) string { return components.Day(d.Start()) }

func orDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}

func yesNo(yes bool) string {
	if yes {
		return "是"
	}
	return "否"
}

func evidenceHint(kept []string) string {
	if len(kept) > 0 {
		return fmt.Sprintf("已上传%d个，不用再选；需要换的再选一次。", len(kept))
	}
	return "PDF 或者图片，最多 5 个，单个不超过 20 MB"
}

func ways() (options []components.Option) {
	for _, way := range publish.Ways {
		options = append(options, components.Option{Value: way, Label: way})
	}
	return options
}

func lineOptions(s publish.Shown) []components.Option {
	return append([]components.Option{{Value: "", Label: "整个名单或者评审、公示过程"}}, standingOptions(s)...)
}

func standingOptions(s publish.Shown) (options []components.Option) {
	for _, l := range s.Lines {
		if !l.Struck {
			options = append(options, components.Option{Value: l.Application, Label: s.Units[l.Application].UnitName})
		}
	}
	return options
}

func (v oneView) waits() bool {
	for _, waits := range v.Waiting {
		if waits {
			return true
		}
	}
	return false
}

// terms are the notice's facts; where it stood, and what was issued, once it is registered.
func (v oneView) terms() []components.Term {
	terms := []components.Term{{Name: "受理电话", Value: components.Text(v.OfficePhone)}, {Name: "监督电话", Value: components.Text(v.DisciplinePhone)}}
	if v.State == publish.Draft {
		return terms
	}
	return append(terms, components.Term{Name: "签发人", Value: components.Text(v.Signer)}, components.Term{Name: "印发的公示", Value: components.Link("/public/"+v.ID+"/issued.pdf", "查看 PDF")},
		components.Term{Name: "官方网站网址", Value: components.Link(v.SiteURL, v.SiteURL)}, components.Term{Name: "网站页面快照", Value: components.Link(v.at("/snapshot"), "查看")})
}

// strikeReason is what was typed for a strike, not for the end of the notice.
func (v oneView) strikeReason() string {
	if v.Form.Text("application") == "" {
		return ""
	}
	return v.Form.Text("reason")
}

// leftBecause says why a line left its notice.
func leftBecause(l publish.Line) string {
	if l.Struck {
		return "已撤下：" + l.Reason
	}
	return "已撤回申报"
}

func (v oneView) table() components.Table { return publicTable(v.Shown) }

func (v oneView) objected() components.Table {
	t := components.Table{Caption: "异议", Columns: []components.Column{{Title: "编号", Kind: "main"}, {Title: "来源"}, {Title: "收到时间"}, {Title: "针对的单位"}, {Title: "状态"}}}
	for _, o := range v.Objections {
		state := publish.StateTitles[o.State]
		if o.State == publish.Closed {
			state = publish.FindingTitles[o.Outcome]
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link("/objections/"+o.ID, o.Number), components.Text(o.Way), components.Text(components.Moment(o.Received)),
			components.Text(against(v.Shown, o)), components.Badge(state, tones[o.State])}})
	}
	return t
}

func against(s publish.Shown, o publish.Objection) string {
	if o.Application == "" {
		return "整个名单"
	}
	return s.Units[o.Application].UnitName
}

// mayAssign tells whether the actor is offered to name a handler; the room judges.
func (v objectionView) mayAssign() bool { return v.Actor.Has(access.Handler, access.Approver) }

// offersStrike tells whether the page leads on to the strike of a line that an objection was right about.
func (v objectionView) offersStrike() bool {
	l, listed := v.Shown.Notice.Line(v.Application)
	return v.Outcome == publish.Sustained && v.Shown.Notice.State == publish.Running && v.Actor.Has(access.Handler) && listed && !l.Struck &&
		v.Shown.Units[v.Application].State != apply.StateWithdrawn
}

func (v objectionView) people(none string) []components.Option {
	options := []components.Option{{Value: "", Label: none}}
	for _, a := range v.People {
		options = append(options, components.Option{Value: a.ID, Label: a.Name})
	}
	return options
}

func (v objectionView) terms() []components.Term {
	who := map[string]string{"person": "个人", "unit": "单位"}[v.Who]
	terms := []components.Term{{Name: "针对的单位", Value: components.Text(against(v.Shown, v.Objection))}, {Name: "异议人", Value: components.Text(v.Name + "（" + who + "）")},
		{Name: "联系电话", Value: components.Text(v.Phone)}, {Name: "来源", Value: components.Text(v.Way)}, {Name: "收到时间", Value: components.Text(components.FullMoment(v.Received))}}
	for i := range v.Evidence {
		terms = append(terms, components.Term{Name: "证据" + n(i+1), Value: components.Link("/objections/"+v.ID+"/evidence/"+n(i+1), "查看")})
	}
	if v.Handler != "" {
		terms = append(terms, components.Term{Name: "经办人", Value: components.Text(orDash(v.Names[v.Handler]))})
	}
	return terms
}

func (v queryView) terms() []components.Term {
	terms := []components.Term{{Name: "收到时间", Value: components.Text(components.FullMoment(v.Received))}}
	if v.State != publish.Closed {
		return append(terms, components.Term{Name: "办理情况", Value: components.Text("正在核查")})
	}
	return append(terms, components.Term{Name: "结论", Value: components.Text(publish.FindingTitles[v.Outcome])}, components.Term{Name: "答复", Value: components.Text(v.Answer)},
		components.Term{Name: "答复时间", Value: components.Text(components.FullMoment(v.ClosedAt))})
}

func linesTable(p *programme.Programme, caption string, lines []publish.Line, units map[string]apply.Application) components.Table {
	t := components.Table{Caption: caption, Columns: []components.Column{{Title: "序号", Kind: "num"}, {Title: "单位", Kind: "main"}, {Title: p.Called().Contents}}}
	for i, l := range lines {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Text(n(i + 1)), components.Text(units[l.Application].UnitName), components.Text(decide.Contents(p, l.Contents))}})
	}
	return t
}
