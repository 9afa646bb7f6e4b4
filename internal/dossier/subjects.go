package dossier

import (
	"strings"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/publish"
	"shidian/internal/review"
	"shidian/internal/run"
	"shidian/internal/spread"
)

// subjects are the words for the things of a cohort.
type subjects struct {
	rec   *Record
	names map[string]string
}

// sorts name the things that bear no name of their own.
var sorts = map[string]string{"cohort": "本批次", "panel": "评审组", "decision": "研究决定", "public_notice": "公示", "objection": "异议",
	"release": "发布", "stocktaking": "半年调度", "problem": "问题", "change": "变更申请", "dossier": "归档案卷", "outbox": "待阅发信件",
	"case": "典型案例", "adoption": "推广应用", "upward": "典型案例的推荐", "brand": "品牌培育", "funding": "经费", "spending": "经费使用情况", "exchange": "观摩交流"}

func (g *reading) subjects() subjects {
	s := subjects{rec: g.Record, names: map[string]string{}}
	for _, a := range g.Applications {
		s.names[apply.Object(a.ID)] = a.Name() + "（" + a.Number + "）"
	}
	for _, c := range g.pilots {
		s.names[run.Object(c.ID)] = c.Application.UnitName + "（" + c.Application.Number + "）"
	}
	return s
}

func (s subjects) of(object string) string {
	if name, known := s.names[object]; known {
		return name
	}
	sort, _, _ := strings.Cut(object, "/")
	return sorts[sort]
}

// state is the word for where an act left a thing.
func (s subjects) state(object, state string) string {
	sort, _, _ := strings.Cut(object, "/")
	if sort == "application" && state != "" {
		return s.rec.stateTitle(act.State(state))
	}
	return titles[sort][act.State(state)]
}

// titles are the rooms' words for the states of their things.
var titles = map[string]map[act.State]string{"cohort": call.StateTitles, "panel": review.PanelTitles, "decision": decide.StateTitles,
	"public_notice": publish.StateTitles, "objection": publish.StateTitles, "release": publish.StateTitles, "pilot": run.StateTitles,
	"stocktaking": run.StocktakingTitles, "problem": run.ProblemTitles, "change": run.ChangeStates, "dossier": StateTitles,
	"case": spread.StateTitles, "adoption": spread.AdoptionTitles, "upward": spread.UpwardTitles, "funding": spread.FundingTitles, "spending": spread.SpendingTitles,
	"exchange": spread.ExchangeTitles}
