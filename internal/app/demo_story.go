package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// The scenes of a demo: one story, told by the same acts as everything else. A later scene begins with the earlier ones.
const (
	SceneCall    = "call"
	SceneCheck   = "check"
	SceneReview  = "review"
	SceneNotice  = "notice"
	SceneRelease = "release"
	SceneYears   = "two-years"
	SceneSpread  = "spread"
)

// chapter is what goes on until a scene begins.
type chapter struct {
	scene, words string
	steps        func(*story) []step
}

// chapters are in their order.
var chapters = []chapter{
	{SceneCall, "2020年5月13日，通知刚发布", (*story).untilCall},
	{SceneCheck, "5月18日，市科协审核和形式审查", (*story).untilCheck},
	{SceneReview, "6月8日，专家评审", (*story).untilReview},
	{SceneNotice, "6月24日，名单公示，有两件异议", (*story).untilNotice},
	{SceneRelease, "7月6日，名单已发布", (*story).untilRelease},
	{SceneYears, "2022年5月13日，首批终期评估、第二批中期评估、第三批申报", (*story).untilYears},
	{SceneSpread, "2022年10月14日，首批等级已定，典型案例、推广应用、品牌培育和向上推荐", (*story).untilSpread},
}

// SceneWords lists the scenes for the help text, as 名称（什么时候，做到哪里）.
func SceneWords() string {
	var list []string
	for _, c := range chapters {
		list = append(list, c.scene+"（"+c.words+"）")
	}
	return strings.Join(list, "、")
}

// step is what is done at an instant of the story; without do only the time goes on.
type step struct {
	at time.Time
	do func(context.Context) error
}

// through goes from instant to instant and does what is done there.
func (h *House) through(ctx context.Context, steps []step) error {
	for _, s := range steps {
		if err := h.Jump(ctx, s.at); err != nil {
			return err
		}
		if s.do == nil {
			continue
		}
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("%s：%w", s.at.Format("1月2日15:04"), err)
		}
	}
	return nil
}

// tell tells the story up to a scene, in a new database.
func (h *House) tell(ctx context.Context, scene string) error {
	for _, c := range chapters {
		s, err := h.story(ctx)
		if err == nil {
			err = h.through(ctx, c.steps(s))
		}
		if err != nil || c.scene == scene {
			return err
		}
	}
	return nil
}

// story is a cohort of the demo with those who act in it, as it stands when a chapter begins. Units, clerks and what was
// filed go by the parts of its cast.
type story struct {
	*House
	cast
	cohort            call.Cohort
	handler, approver access.Actor
	clerks            map[string]access.Actor // of those who apply
	filed             map[string]string       // application ids
}

// story reads who is there and what was filed in the newest cohort, which is told as in 2020.
func (h *House) story(ctx context.Context) (*story, error) {
	s := &story{House: h, cast: castOf2020}
	c, err := h.cohort(ctx)
	if err != nil {
		return nil, err
	}
	return s, s.enterCohort(ctx, c)
}

// enterCohort lets the story be told of a cohort.
func (s *story) enterCohort(ctx context.Context, c call.Cohort) (err error) {
	s.cohort = c
	if s.handler, err = s.actorBy(ctx, "jingban"); err != nil {
		return err
	}
	if s.approver, err = s.actorBy(ctx, "shenqian"); err != nil {
		return err
	}
	return s.DB.Read(ctx, s.read)
}

func (s *story) read(t *store.Tx) error {
	s.clerks, s.filed = map[string]access.Actor{}, map[string]string{}
	accounts, err := accountsByLogin(t)
	if err != nil {
		return err
	}
	all, err := apply.Every(t, apply.Filter{Cohort: s.cohort.ID})
	if err != nil {
		return err
	}
	filed := map[string]string{}
	for _, a := range all {
		filed[a.Unit] = a.ID
	}
	for i, a := range applicants {
		account, issued := accounts[s.account(a, i)]
		if !issued {
			continue // in a chapter still to come
		}
		if s.clerks[a.unit], err = unit.ActorOf(t, account.ID); err != nil {
			return err
		}
		if id := filed[account.Unit]; id != "" {
			s.filed[a.unit] = id
		}
	}
	return nil
}

// unitIDs are all units' ids by their short names.
func (s *story) unitIDs(ctx context.Context) (map[string]string, error) {
	ids := map[string]string{}
	err := s.DB.Read(ctx, func(t *store.Tx) error {
		all, err := unit.List(t, unit.Filter{}, t.Now())
		for _, u := range all {
			ids[u.Short] = u.ID
		}
		return err
	})
	return ids, err
}

// confirm lets the approver confirm what was proposed.
func (s *story) confirm(ctx context.Context, proposal string, err error) error {
	if err == nil {
		_, err = s.Door.Confirm(ctx, s.approver, proposal)
	}
	return err
}

// bid reads a unit's application as it stands now.
func (s *story) bid(ctx context.Context, of string) (a apply.Application, err error) {
	err = s.DB.Read(ctx, func(t *store.Tx) error { a, err = apply.Get(t, s.filed[of]); return err })
	return a, err
}
