package pages

import (
	"github.com/a-h/templ"

	"shidian/internal/accept"
	"shidian/internal/apply"
	"shidian/internal/kit/components"
)

// value is what was typed, else what is proposed: an input that came back empty stays empty.
func (v counterView) value(name, proposed string) string {
	if len(v.Wrong) > 0 {
		return v.Form.Text(name)
	}
	return proposed
}

// cohortOf names the cohort of a choice where there are several.
func (v counterView) cohortOf(a apply.Application) string {
	for _, c := range v.Cohorts {
		if c.ID == a.Cohort && len(v.Cohorts) > 1 {
			return cohortName(c)
		}
	}
	return ""
}

func (v counterView) cohortOptions() []components.Option {
	var options []components.Option
	for _, c := range v.Cohorts {
		options = append(options, components.Option{Value: c.ID, Label: cohortName(c)})
	}
	return options
}

// copies are how many are proposed: as many as are still to come, or as many as are asked.
func (o paperView) copies() int {
	if paper := o.Cohort.Programme.Paper; o.Owed == 0 && paper != nil {
		return paper.Copies
	}
	return max(o.Owed, 1)
}

func (o paperView) owedWords() string {
	if o.Owed == 0 {
		return "已经收齐。"
	}
	return "还缺" + n(o.Owed) + "份。"
}

func (o paperView) pagesLabel() string {
	if o.Pages == 0 {
		return "每份页数"
	}
	return "每份页数（应为" + n(o.Pages) + "页）"
}

func standingTone(s accept.Standing) components.Tone {
	switch s {
	case accept.PaperInForce:
		return components.Done
	case accept.PaperOld:
		return components.Warn
	}
	return components.Stop
}

// recentTable lists what was registered last.
func (v counterView) recentTable() components.Table {
	t := components.Table{Caption: "最近登记的纸质件", Columns: []components.Column{{Title: "申报单位", Kind: "main"}, {Title: "认定", Kind: "short"}, {Title: "版次", Kind: "short"},
		{Title: "份数", Kind: "short"}, {Title: "收到", Kind: "short"}, {Title: "快递单号"}, {Kind: "acts"}}}
	for _, one := range v.Recent {
		version := ""
		if one.Version > 0 {
			version = "第" + n(one.Version) + "版"
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.TwoLines(one.Unit, one.Number), components.Badge(accept.StandingTitles[one.Standing], standingTone(one.Standing)),
			components.Text(version), components.Text(n(one.Copies) + "份，盖章" + n(one.Sealed)), components.Text(one.Received.String()), components.TwoLines(one.Courier, one.Mistake), v.mistakenAct(one)}})
	}
	return t
}

// mistakenAct leads to where a wrong registration is marked.
func (v counterView) mistakenAct(one recentPaper) templ.Component {
	if !v.Handling || one.Standing == accept.PaperMistaken {
		return components.Text("")
	}
	return components.Button("/counter/"+one.ID+"/mistaken", "登记有误", false)
}

func (o paperView) words() string {
	return "　" + o.Number + "　第" + n(o.named()) + "版　" + o.Title()
}
