package pages

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/recommend"
	"shidian/internal/store"
)

// overviewView is the office's look at all recommenders of a cohort.
type overviewView struct {
	Cohort  call.Cohort
	Cohorts []call.Cohort
	Stands  []recommend.Stand // those through whom somebody has submitted
	Until   time.Time
	Now     time.Time
}

func (p *Pages) overview(w http.ResponseWriter, r *http.Request, cohort string) error {
	v := overviewView{Now: kit.Now(r.Context())}
	err := p.read(r, func(t *store.Tx) (err error) {
		if v.Cohorts, err = call.List(t, call.Published, call.Closed); err != nil || len(v.Cohorts) == 0 {
			return err
		}
		v.Cohort = chosen(v.Cohorts, cohort)
		if v.Until, err = recommend.Until(t, v.Cohort.ID); err != nil {
			return err
		}
		v.Stands, err = recommend.Standings(t, kit.Actor(r.Context()), v.Cohort.ID)
		return err
	})
	if err != nil {
		return err
	}
	if len(v.Cohorts) == 0 {
		return kit.Render(w, r, emptyPage())
	}
	return kit.Render(w, r, overviewPage(v))
}

// overs are the recommendations beyond the places that wait, of all recommenders.
func (v overviewView) overs() []recommend.Line {
	var overs []recommend.Line
	for _, s := range v.Stands {
		for _, l := range s.Ranked {
			if l.State == apply.StateOverrun {
				overs = append(overs, l)
			}
		}
	}
	return overs
}

func (v overviewView) table() components.Table {
	t := components.Table{Caption: "推荐单位", Columns: []components.Column{{Title: "推荐单位", Kind: "main"}, {Title: "名额"}, {Title: "已推荐", Kind: "num"},
		{Title: "待审核", Kind: "num"}, {Title: "退回修改", Kind: "num"}, {Title: "", Kind: "acts"}}}
	for _, s := range v.Stands {
		url := "/recommend?cohort=" + v.Cohort.ID + "&unit=" + s.Recommender.ID
		row := components.Row{Cells: []templ.Component{components.Link(url, s.Recommender.Short), components.Text(placesWords(s)), components.Text(strconv.Itoa(len(s.Ranked))),
			components.Text(strconv.Itoa(len(s.Waiting))), components.Text(strconv.Itoa(len(s.Returned))), rowButton(url, "查看", s.Recommender.Short, false)}}
		if len(s.Waiting) > 0 && v.over() {
			row.Tone = components.Warn
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// over tells whether the recommenders' date has passed.
func (v overviewView) over() bool { return !v.Until.IsZero() && !v.Now.Before(v.Until) }

func placesWords(s recommend.Stand) string {
	words := ""
	for i, u := range s.Shares {
		if i > 0 {
			words += "；"
		}
		words += fmt.Sprintf("已用%d/%d", u.Used, u.Cap)
		if u.Waiting > 0 {
			words += fmt.Sprintf("，超出%d待研究", u.Waiting)
		}
	}
	return words
}

func (v overviewView) tabs() []components.Choice {
	var tabs []components.Choice
	for _, c := range v.Cohorts {
		tabs = append(tabs, components.Choice{Label: c.Title(), URL: "/recommend?cohort=" + c.ID, On: c.ID == v.Cohort.ID})
	}
	return tabs
}

func (v overviewView) head() components.Head {
	h := components.Head{Over: v.Cohort.Title() + " · " + v.Cohort.Number, Title: "审核推荐"}
	if !v.Until.IsZero() {
		h.Deadline = &components.Deadline{Label: "推荐截止", At: v.Until, Now: v.Now}
	}
	return h
}

// Decision puts the answer to a recommendation beyond the places before the approver.
func Decision(t *store.Tx, _ string, params json.RawMessage) (terms []components.Term, effect string, err error) {
	var in recommend.Decision
	if err := json.Unmarshal(params, &in); err != nil {
		return nil, "", err
	}
	l, err := recommend.LineOf(t, in.Application)
	if err != nil {
		return nil, "", err
	}
	terms = []components.Term{
		{Name: "申报单位", Value: components.Link(address(l.ID), l.Name()+"（"+l.Number+"）")},
		{Name: "推荐单位", Value: components.Text(l.CityName)},
	}
	if l.Overrun != nil {
		terms = append(terms, components.Term{Name: "超出名额的理由", Value: components.Text(l.Overrun.Reason)})
	}
	if in.Agreed {
		terms = append(terms, components.Term{Name: "研究意见", Value: components.Text("同意超出名额推荐")})
		return terms, "列入" + l.CityName + "的推荐，转形式审查；推荐单位随即收到消息，给申报单位的信进入“待阅发信件”。", nil
	}
	terms = append(terms, components.Term{Name: "研究意见", Value: components.Text("不同意超出名额推荐")})
	return terms, "因名额未推荐，这份申报材料结束；推荐单位随即收到消息，给申报单位的信进入“待阅发信件”。", nil
}
