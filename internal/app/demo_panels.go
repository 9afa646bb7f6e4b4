package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/review"
	"shidian/internal/store"
)

// The two panels of the story and what they review.
const (
	countyPanel = "第一评审组（县级科协）"
	otherPanel  = "第二评审组（学会、企业、市科协）"
)

var (
	countyBids = []string{"甲县科协", "乙县科协", "丁县科协", "戊县科协", "己县科协", "庚县科协", "辛县科协"}
	otherBids  = []string{"乙市科协", "省甲学会", "省乙学会", "省丙学会", "甲企业科协", "乙企业科协"}
)

// scoringUntil is when the scores have to be in.
var scoringUntil = calendar.EndOfDay(calendar.Date(2020, time.June, 12))

// demoExperts are the pool: invented people of invented bodies, two of the house itself, one of a city and one of a society
// that have applied.
var demoExperts = []struct {
	name, employer, field, title string
	inhouse                      bool
}{
	{name: "专家甲", employer: "山东省甲研究院", field: "科技政策", title: "研究员"},
	{name: "专家乙", employer: "甲大学", field: "公共管理", title: "教授"},
	{name: "专家丙", employer: "乙大学", field: "科学传播", title: "教授"},
	{name: "专家丁", employer: "山东省乙研究院", field: "基层科普", title: "副研究员"},
	{name: "专家戊", employer: "丙学院", field: "社会组织", title: "副教授"},
	{name: "专家己", employer: "乙市甲研究所", field: "农村科普", title: "研究员"},
	{name: "专家庚", employer: "山东省丙研究院", field: "企业创新", title: "高级工程师"},
	{name: "专家辛", employer: "山东省甲学会", field: "学会治理", title: "研究员"},
	{name: "专家壬", employer: "丁大学", field: "科技评价", title: "教授"},
	{name: "专家癸", employer: "甲科技咨询公司", field: "科技咨询", title: "高级工程师"},
	{name: "专家子", employer: "山东省科学技术协会丙部室", field: "组织建设", title: "二级调研员", inhouse: true},
	{name: "专家丑", employer: "山东省科学技术协会丁部室", field: "科普", title: "三级调研员", inhouse: true},
	{name: "专家寅", employer: "戊学院", field: "法学", title: "副教授"},
	{name: "专家卯", employer: "山东省丁研究院", field: "人才工作", title: "研究员"},
	{name: "专家辰", employer: "乙科技咨询公司", field: "管理咨询", title: "高级经济师"},
	{name: "专家巳", employer: "己大学", field: "科技社团", title: "副教授"},
}

// formPanels imports the pool, forms the two panels and fixes their criteria. The expert who only showed his role has
// gone: from now on experts have the accounts that they get for a panel.
func (s *story) formPanels(ctx context.Context) error {
	if s.shift == 0 {
		if err := s.fillPool(ctx); err != nil {
			return err
		}
	}
	for _, p := range []struct {
		name string
		bids []string
	}{{countyPanel, countyBids}, {otherPanel, otherBids}} {
		f := review.Formation{Cohort: s.cohort.ID, Name: p.name, ScoringUntil: s.moment(scoringUntil)}
		for _, of := range p.bids {
			f.Applications = append(f.Applications, s.filed[of])
		}
		id, err := s.Review.Form(ctx, s.handler, f)
		if err == nil {
			err = s.Review.Freeze(ctx, s.handler, id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// fillPool imports the pool of experts.
func (s *story) fillPool(ctx context.Context) error {
	shown, err := s.actorBy(ctx, "zhuanjia")
	if err != nil {
		return err
	}
	if err := s.Unit.Stop(ctx, access.SystemActor, shown.Account); err != nil {
		return err
	}
	var lines []review.ExpertLine
	for i, e := range demoExperts {
		house := map[bool]string{true: "是", false: "否"}[e.inhouse]
		lines = append(lines, review.ExpertLine{Row: i + 2, Cells: []string{e.name, e.employer, e.field, e.title, fmt.Sprintf("138000000%02d", i+1), "", house, ""}})
	}
	if _, err := s.Review.CheckExperts(ctx, s.handler, "专家名单（演示）.xlsx", lines); err != nil {
		return err
	}
	_, err = s.Review.ImportExperts(ctx, s.handler)
	return err
}

// panel finds a panel by its name.
func (s *story) panel(ctx context.Context, name string) (p review.Panel, err error) {
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		panels, err := review.PanelsOf(t, s.cohort.ID)
		i := slices.IndexFunc(panels, func(p review.Panel) bool { return p.Name == name })
		if err == nil && i < 0 {
			err = fault.NotFound()
		}
		if err == nil {
			p = panels[i]
		}
		return err
	})
	return p, err
}

// expert finds somebody of the pool by his name.
func (s *story) expert(ctx context.Context, name string) (e review.Expert, err error) {
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		pool, err := review.Experts(t, true)
		i := slices.IndexFunc(pool, func(e review.Expert) bool { return e.Name == name })
		if err == nil && i < 0 {
			err = fault.NotFound()
		}
		if err == nil {
			e = pool[i]
		}
		return err
	})
	return e, err
}

// keepAway registers who may not score what: what the program found, and what it was told.
func (s *story) keepAway(ctx context.Context) error {
	for _, k := range []struct {
		panel, expert, of string
		ground            review.Ground
		evidence          string
	}{{countyPanel, "专家丁", "甲县科协", review.Declared, "本人6月1日来电申明：正在指导该县的科普项目（演示）"},
		{otherPanel, "专家癸", "甲企业科协", review.Asked, "申报单位6月1日来函：该公司与本企业有业务竞争（演示）"}} {
		p, err := s.panel(ctx, k.panel)
		if err != nil {
			return err
		}
		e, err := s.expert(ctx, k.expert)
		if err != nil {
			return err
		}
		if err := s.Review.ExcludeFound(ctx, s.handler, p.ID); err != nil {
			return err
		}
		n := review.NewExclusion{Expert: e.ID, Application: s.filed[k.of], Ground: k.ground, Evidence: k.evidence}
		if err := s.Review.Exclude(ctx, s.handler, p.ID, n); err != nil {
			return err
		}
	}
	return nil
}

// The witnesses of the two draws, by their log-in names.
var (
	countyWitnesses = []string{"jiandu", "bushi", "caiwu"}
	otherWitnesses  = []string{"jiandu", "bushi"}
)

// beginCounties freezes the pool of the first panel, before three witnesses.
func (s *story) beginCounties(ctx context.Context) error {
	return s.begin(ctx, countyPanel, countyWitnesses)
}

// drawCounties draws the first panel.
func (s *story) drawCounties(ctx context.Context) error {
	return s.enter(ctx, countyPanel, countyWitnesses, "20200603", "618", "7")
}

// beginOthers freezes the pool of the second panel: its witnesses are still to enter their numbers.
func (s *story) beginOthers(ctx context.Context) error {
	return s.begin(ctx, otherPanel, otherWitnesses)
}

func (s *story) begin(ctx context.Context, panel string, witnesses []string) error {
	p, err := s.panel(ctx, panel)
	if err != nil {
		return err
	}
	var accounts []string
	for _, login := range witnesses {
		witness, err := s.actorBy(ctx, login)
		if err != nil {
			return err
		}
		accounts = append(accounts, witness.Account)
	}
	return s.Review.Begin(ctx, s.handler, p.ID, accounts)
}

// enter lets each witness enter a number; the last one draws.
func (s *story) enter(ctx context.Context, panel string, witnesses []string, numbers ...string) error {
	p, err := s.panel(ctx, panel)
	if err != nil {
		return err
	}
	for i, number := range numbers {
		witness, err := s.actorBy(ctx, witnesses[i])
		if err == nil {
			err = s.Review.Enter(ctx, witness, p.ID, number)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// round reads a panel's scoring as it stands.
func (s *story) round(ctx context.Context, panel string) (r review.Round, err error) {
	p, err := s.panel(ctx, panel)
	if err != nil {
		return r, err
	}
	return r, s.DB.Read(ctx, func(t *store.Tx) error { r, err = review.RoundOf(t, p.ID); return err })
}

// refuseFirst: the first who was drawn cannot come, the next substitute takes his place; the others get their slips.
func (s *story) refuseFirst(ctx context.Context) error {
	r, err := s.round(ctx, countyPanel)
	if err != nil {
		return err
	}
	err = s.Review.SeatRefused(ctx, s.handler, r.Panel.ID, r.Serving()[0].Expert.ID, "本周在外地出差，不能参加（演示）")
	return errors.Join(err, s.invite(ctx, countyPanel))
}

// invite issues the accounts of all who serve and were told nothing yet.
func (s *story) invite(ctx context.Context, panel string) error {
	r, err := s.round(ctx, panel)
	for _, seat := range r.Serving() {
		if err == nil && seat.State == review.SeatDrawn {
			_, err = s.Review.Invite(ctx, s.handler, r.Panel.ID, seat.Expert.ID)
		}
	}
	return err
}
