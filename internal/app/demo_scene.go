package app

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/files"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/programmes"
)

// The scene "call": 13 May 2020, the notice just published. It is built by the same acts as everything else, under the
// clock of those days. Units that people may try things with bear invented names; the divisions of that day are real
// and have no accounts.
var (
	sceneSetUp   = time.Date(2020, 5, 12, 9, 0, 0, 0, clock.Zone)
	sceneDrafted = time.Date(2020, 5, 12, 15, 0, 0, 0, clock.Zone)
	sceneBegins  = time.Date(2020, 5, 13, 9, 0, 0, 0, clock.Zone)
)

// demoPerson is an account of the scene, named by role and place.
type demoPerson struct {
	login, unit, name string
	roles             []access.Role
	to                time.Time // experts' accounts have an end
}

var demoPeople = []demoPerson{
	{login: "jiaxian", unit: "甲县科协", name: "甲县填报人", roles: []access.Role{access.Clerk}},
	{login: "jiaxian2", unit: "甲县科协", name: "甲县负责人", roles: []access.Role{access.Head}},
	{login: "yixian", unit: "乙县科协", name: "乙县填报人", roles: []access.Role{access.Clerk, access.Head}},
	{login: "bingxian", unit: "丙县科协", name: "丙县填报人", roles: []access.Role{access.Clerk, access.Head}},
	{login: "jiashi", unit: "甲市科协", name: "甲市推荐审核人", roles: []access.Role{access.Recommender, access.Clerk}},
	{login: "xuehui", unit: "省甲学会", name: "省甲学会填报人", roles: []access.Role{access.Clerk, access.Head}},
	{login: "xuehui2", unit: "省甲学会", name: "省甲学会推荐审核人", roles: []access.Role{access.Recommender}},
	{login: "qiye", unit: "甲企业科协", name: "甲企业填报人", roles: []access.Role{access.Clerk, access.Head}},
	{login: "jingban", unit: "", name: "省科协办公室经办人", roles: []access.Role{access.Handler}},
	{login: "shenqian", unit: "", name: "省科协办公室审签人", roles: []access.Role{access.Approver}},
	{login: "bushi", unit: "甲部室", name: "联系部室联系人", roles: []access.Role{access.Department}},
	{login: "jiandu", unit: "机关纪委", name: "监督人员", roles: []access.Role{access.Supervisor, access.Auditor}},
	{login: "caiwu", unit: "财务部门", name: "财务人员", roles: []access.Role{access.Finance}},
	{login: "zhuanjia", unit: "评审专家组", name: "专家（演示）", roles: []access.Role{access.Expert}, to: time.Date(2020, 12, 31, 0, 0, 0, 0, clock.Zone)},
	{login: "anquan", unit: "", name: "安全保密管理员", roles: []access.Role{access.Security}},
	{login: "guanli", unit: "", name: "系统管理员", roles: []access.Role{access.SystemAdmin}},
}

// demoCall is a notice of the scene, with its number.
type demoCall struct{ definition, notice, number string }

// demoCalls are the notices of the scene, the main one last: lists and the public site begin with the newest.
var demoCalls = []demoCall{
	{programmes.Worker, programmes.WorkerNotice, "鲁科协演示〔2020〕1号"},
	{programmes.ReformPilot, programmes.ReformPilotNotice, "鲁科协发〔2020〕13号"},
}

var demoUnits = []unit.NewUnit{
	{Kind: unit.City, Name: "甲市科学技术协会", Short: "甲市科协"},
	{Kind: unit.County, Name: "甲县科学技术协会", Short: "甲县科协", Parent: "甲市科协"},
	{Kind: unit.County, Name: "乙县科学技术协会", Short: "乙县科协", Parent: "甲市科协"},
	{Kind: unit.County, Name: "丙县科学技术协会", Short: "丙县科协", Parent: "甲市科协"},
	{Kind: unit.Society, Name: "山东省甲学会", Short: "省甲学会"},
	{Kind: unit.Enterprise, Name: "甲企业科学技术协会", Short: "甲企业科协"},
	{Kind: unit.Department, Name: "山东省科学技术协会甲部室", Short: "甲部室"},
	{Kind: unit.Supervision, Name: "山东省科学技术协会机关纪委", Short: "机关纪委"},
	{Kind: unit.Finance, Name: "山东省科学技术协会财务部门", Short: "财务部门"},
	{Kind: unit.Experts, Name: "深化改革试点评审专家组", Short: "评审专家组"},
}

// setScene builds the scene in a new database. A database that already holds something real is refused.
func (h *House) setScene(ctx context.Context) error {
	name := cmp.Or(h.Config.Scene, SceneCall)
	if !slices.ContainsFunc(chapters, func(c chapter) bool { return c.scene == name }) {
		return fmt.Errorf("没有“%s”这个场景，可选 %s", name, SceneWords())
	}
	err := h.DB.Write(ctx, func(t *store.Tx) error {
		used, _, err := store.One(t, store.Scalar[int64], "SELECT size FROM ledger_head WHERE one = 1")
		if err == nil && used > 0 {
			err = errRealDatabase
		}
		if err != nil {
			return err
		}
		h.demo, h.Unit.Cheap = true, true
		return store.Set(t, demoMark, name)
	})
	if err != nil {
		return err
	}
	h.Clock.SetOffset(time.Until(sceneSetUp))
	units, err := h.sceneUnits(ctx)
	if err != nil {
		return fmt.Errorf("演示单位：%w", err)
	}
	if err := h.scenePeople(ctx, units); err != nil {
		return fmt.Errorf("演示账号：%w", err)
	}
	h.Clock.SetOffset(time.Until(sceneDrafted))
	for _, c := range demoCalls {
		if err := h.sceneCall(ctx, c, 2020); err != nil {
			return fmt.Errorf("演示通知：%w", err)
		}
	}
	return h.tell(ctx, name)
}

// untilCall is only the night after the notice was published.
func (s *story) untilCall() []step { return []step{{sceneBegins, nil}} }

// sceneUnits makes the cities and counties of that day, and the invented units; it gives ids by short name, "" the root.
func (h *House) sceneUnits(ctx context.Context) (map[string]string, error) {
	root, err := h.Unit.EnsureRoot(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := h.Unit.LoadRegions(ctx, access.SystemActor, sceneSetUp); err != nil {
		return nil, err
	}
	ids := map[string]string{"": root.ID}
	for _, u := range demoUnits {
		u.Parent = ids[u.Parent]
		if ids[u.Short], err = h.Unit.Add(ctx, access.SystemActor, u); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// scenePeople issues an account for every role. Nobody has a password: the demo's log-in page asks for none.
func (h *House) scenePeople(ctx context.Context, units map[string]string) error {
	for _, p := range demoPeople {
		_, err := h.Unit.Issue(ctx, access.SystemActor, unit.NewAccount{Unit: units[p.unit], Login: p.login, Name: p.name, Roles: p.roles, To: p.to})
		if err != nil {
			return err
		}
	}
	return nil
}

// actorBy is an account of the scene as an actor who has just logged in.
func (h *House) actorBy(ctx context.Context, login string) (actor access.Actor, err error) {
	err = h.DB.Read(ctx, func(t *store.Tx) error {
		accounts, err := accountsByLogin(t)
		if err != nil {
			return err
		}
		actor, err = unit.ActorOf(t, accounts[login].ID)
		actor.Fresh = true
		return err
	})
	return actor, err
}

func accountsByLogin(t *store.Tx) (map[string]unit.Account, error) {
	all, err := unit.AccountsWith(t)
	byLogin := make(map[string]unit.Account, len(all))
	for _, a := range all {
		byLogin[a.Login] = a
	}
	return byLogin, err
}

// sceneCall drafts a notice from the shipped texts, registers it by two persons and so publishes it.
func (h *House) sceneCall(ctx context.Context, of demoCall, year int) error {
	handler, err := h.actorBy(ctx, "jingban")
	if err != nil {
		return err
	}
	approver, err := h.actorBy(ctx, "shenqian")
	if err != nil {
		return err
	}
	p, notice, err := shipped(of.definition, of.notice)
	if err != nil {
		return err
	}
	id, err := h.Call.Open(ctx, handler, p, notice, year)
	if err != nil {
		return err
	}
	reg := call.Registration{Number: of.number, Signer: "（演示签发人）", Dated: programme.Day(calendar.DayOf(h.Clock.Now()).String())}
	if reg.Issued, err = h.sceneIssued(ctx, id, reg); err != nil {
		return err
	}
	proposal, err := h.Call.Register(ctx, handler, id, reg)
	if err != nil {
		return err
	}
	_, err = h.Door.Confirm(ctx, approver, proposal)
	return err
}

// shipped reads a definition and its notice out of the program.
func shipped(definition, notice string) (*programme.Programme, *programme.Notice, error) {
	raw, err := programmes.Files.ReadFile(definition)
	if err != nil {
		return nil, nil, err
	}
	p, err := programme.Load(raw)
	if err != nil {
		return nil, nil, err
	}
	if raw, err = programmes.Files.ReadFile(notice); err != nil {
		return nil, nil, err
	}
	n, err := programme.LoadNotice(raw)
	return p, n, err
}

// sceneIssued stands in for the PDF that the office would bring from its own way of issuing papers.
func (h *House) sceneIssued(ctx context.Context, id string, reg call.Registration) (string, error) {
	var c call.Cohort
	var draft call.DraftText
	err := h.DB.Read(ctx, func(t *store.Tx) (err error) {
		if c, err = call.Get(t, id); err != nil {
			return err
		}
		draft, err = call.DraftOf(t, id)
		return err
	})
	if err != nil {
		return "", err
	}
	pdf, err := paper.PDF(call.IssuedPaper(c, draft.Text, reg, h.Clock.Now(), apply.BlankPaper(c.Programme).Blocks), h.Fonts)
	if err != nil {
		return "", err
	}
	blob, err := h.Files.Put(bytes.NewReader(pdf), files.AttachmentLimit, files.PDF)
	return blob.Hash, err
}
