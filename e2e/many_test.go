package e2e

import (
	"context"
	"fmt"
	"strings"

	"shidian/internal/access"
	"shidian/internal/app"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// longestName has the sixty characters that a unit's name may have.
var longestName = "演示" + strings.Repeat("高新技术产业开发区", 5) + "管理委员会科学技术协会"

// whole is a form with nothing left to be mended, but for the contents.
var whole = map[string]string{
	"pilot_period": `{"from":"2020-06-01","to":"2022-05-31"}`,
	"head_name":    "演示负责人", "contact_name": "演示联络人", "head_phone": "13800000000", "contact_phone": "13900000000",
	"head_email": "/", "contact_email": "/", "unit_overview": "概况", "reform_progress": "进展", "reform_highlights": "/",
	"pilot_contents": "目的、基础、事项", "work_plan": "目标、措施", "expected_results": "成果",
}

// manyApplications sets up n counties and societies with invented names, each with an application: every tenth is a
// draft, every ninth withdrawn, the rest submitted. They are made by the rooms' acts, one clerk standing in for all.
func manyApplications(n int) func(ctx context.Context, inside *app.House) error {
	return func(ctx context.Context, inside *app.House) error {
		m := &many{ctx: ctx, inside: inside}
		if err := inside.DB.Read(ctx, m.find); err != nil {
			return err
		}
		for i := range n {
			if err := m.add(i); err != nil {
				return fmt.Errorf("application %d: %w", i, err)
			}
		}
		return nil
	}
}

type many struct {
	ctx          context.Context
	inside       *app.House
	cohort, city string
	clerk        access.Actor
}

func (m *many) find(t *store.Tx) error {
	cohorts, err := call.List(t, call.Published)
	if err != nil {
		return err
	}
	m.cohort = cohorts[0].ID
	accounts, err := unit.AccountsWith(t, access.Recommender)
	if err != nil {
		return err
	}
	m.city = accounts[0].Unit
	clerks, err := unit.AccountsWith(t, access.Head)
	if err != nil {
		return err
	}
	m.clerk, err = unit.ActorOf(t, clerks[0].ID)
	m.clerk.Roles = []access.Role{access.Clerk, access.Head}
	return err
}

func (m *many) add(i int) error {
	n := unit.NewUnit{Kind: unit.County, Name: fmt.Sprintf("演示%03d县科学技术协会", i+1), Parent: m.city}
	if i == 0 {
		n.Name, n.Short = longestName, "演示最长的县科协"
	}
	if i%5 == 4 {
		n = unit.NewUnit{Kind: unit.Society, Name: fmt.Sprintf("山东省演示%03d学会", i+1)}
	}
	id, err := m.inside.Unit.Add(m.ctx, access.SystemActor, n)
	if err != nil {
		return err
	}
	actor := m.clerk
	actor.Unit, actor.UnitKind, actor.UnitName = id, n.Kind, n.Name
	application, err := m.inside.Apply.Start(m.ctx, actor, m.cohort)
	if err != nil || i%10 == 9 {
		return err
	}
	return m.submit(actor, application, i)
}

func (m *many) submit(actor access.Actor, id string, i int) error {
	changes := []apply.Change{{Key: "contents", Text: fmt.Sprintf(`{"items":[{"number":%d,"whole":true},{"number":6,"whole":true}]}`, i%5+1)}}
	for key, text := range whole {
		changes = append(changes, apply.Change{Key: key, Text: text})
	}
	if actor.UnitKind == unit.Society {
		changes = append(changes, apply.Change{Key: "recommending_unit", Text: "/"})
	}
	if _, err := m.inside.Apply.Save(m.ctx, actor, id, changes); err != nil {
		return err
	}
	ticks := apply.Ticks{Head: true, HeadName: "演示负责人", Secrecy: true, SecrecyName: "演示审查人"}
	_, err := m.inside.Apply.Submit(clock.WithReceived(m.ctx, m.inside.Clock.Now()), actor, id, ticks)
	if err != nil || i%9 != 8 {
		return err
	}
	return m.inside.Apply.Withdraw(m.ctx, actor, id, "条件还不成熟。", "演示负责人")
}
