package review

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Begin freezes the pool and names the witnesses by their accounts, in the order in which their numbers count.
func (r *Room) Begin(ctx context.Context, actor access.Actor, panel string, witnesses []string) error {
	return r.onPanel(ctx, actor, rowBegin, panel, func(t *act.Tx, p Panel) error {
		if p.State != PanelFrozen {
			return fault.Conflict("C1", "评审标准固定以后才能抽取；已经抽取的，请办理重新抽取。")
		}
		reason, err := instead(t.Tx, panel)
		if err != nil {
			return err
		}
		if err := begin(t, p, witnesses, reason, rand.Text()); err != nil {
			return err
		}
		return t.Move(PanelFrozen, PanelFrozen)
	})
}

// Redraw freezes the pool for another draw. The earlier one stays on record; its seats no longer count.
func (r *Room) Redraw(ctx context.Context, actor access.Actor, panel string, witnesses []string, reason string) error {
	return r.onPanel(ctx, actor, rowRedraw, panel, func(t *act.Tx, p Panel) error {
		if p.State != PanelDrawn {
			return fault.Conflict("C1", "已抽取而没有开始评分的评审组才能重新抽取。")
		}
		reason, err := reasoned("reason", "请写明重新抽取的理由", reason)
		if err != nil {
			return err
		}
		if err := begin(t, p, witnesses, reason, t.Because(reason)); err != nil {
			return err
		}
		p.State = PanelFrozen
		if err := savePanel(t, p); err != nil {
			return err
		}
		return t.Move(PanelDrawn, PanelFrozen)
	})
}

// instead is the reason of a draw that comes after one that was given up; "" for every other.
func instead(t *store.Tx, panel string) (string, error) {
	d, err := LastDraw(t, panel)
	switch {
	case fault.Is(err, fault.KindNotFound):
		return "", nil
	case err != nil || d.Dropped == "":
		return "", err
	}
	return fmt.Sprintf("第%d次抽取作废：%s", d.N, d.Dropped), nil
}

// begin checks that the pool is large enough and nothing found is left open, then freezes it.
func begin(t *act.Tx, p Panel, accounts []string, reason, salt string) error {
	draws, err := Draws(t.Tx, p.ID)
	if err != nil {
		return err
	}
	if n := len(draws); n > 0 && draws[n-1].Waits() {
		return fault.Conflict("C1", "抽取已经开始，正在等待见证人输入数字。")
	}
	found, err := FindingsOf(t.Tx, p.ID)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return fault.Conflict("C1", fmt.Sprintf("系统查到的%d条回避还没有登记。请先登记，再开始抽取。", len(found)))
	}
	d := Draw{Panel: p.ID, N: len(draws) + 1, Reason: reason, BegunAt: t.Now()}
	if d.Witnesses, err = witnessesOf(t.Tx, accounts); err != nil {
		return err
	}
	f, codes, err := newPool(t.Tx, p, d)
	if err != nil {
		return err
	}
	if len(f.Bids) == 0 {
		return fault.Conflict("", "组内的申报书都已撤回或不再评审，没有要抽专家的。请撤销这个评审组。")
	}
	if short := Shortages(f); len(short) > 0 {
		return tooSmall(short)
	}
	d.Pool = PoolText(f)
	d.PoolHash = sum(d.Pool)
	t.Froze([]byte(d.PoolHash))
	return writeDraw(t, d, codes, salt)
}

// ShortagesNow are the bids of a panel for which the pool would be too small if the draw began now (C1).
func ShortagesNow(t *store.Tx, p Panel) ([]Shortage, error) {
	f, _, err := newPool(t, p, Draw{N: 1})
	return Shortages(f), err
}

// tooSmall refuses with the figures of each bid.
func tooSmall(short []Shortage) error {
	parts := make([]string, 0, len(short))
	for i, s := range short {
		if i == 5 {
			parts = append(parts, fmt.Sprintf("等%d件", len(short)))
			break
		}
		parts = append(parts, fmt.Sprintf("%s可评的专家%d人，至少要%d人", s.Bid, s.Have, s.Need))
	}
	return fault.Conflict("C1", "专家库太小，不能抽取："+strings.Join(parts, "；")+"（含备选）。请先补充专家，不降低人数要求。")
}

func writeDraw(t *act.Tx, d Draw, codes []Code, salt string) error {
	if err := insertDraw(t, d, salt); err != nil {
		return err
	}
	for _, w := range d.Witnesses {
		if err := saveWitness(t, d.Panel, d.N, w); err != nil {
			return err
		}
	}
	for _, c := range codes {
		if err := insertCode(t, d.Panel, d.N, c); err != nil {
			return err
		}
	}
	return nil
}

// MayWitness are the accounts that can be named as witnesses, with their units.
func MayWitness(t *store.Tx) ([]unit.Account, error) {
	all, err := unit.AccountsWith(t, bystanders...)
	return slices.DeleteFunc(all, func(a unit.Account) bool { return !a.Usable(t.Now()) }), err
}

// witnessesOf reads the witnesses: two or more, and not all of the office (life.md: one of them the supervisor or
// another body).
func witnessesOf(t *store.Tx, accounts []string) (witnesses []Witness, err error) {
	able, err := MayWitness(t)
	if err != nil {
		return nil, err
	}
	elsewhere := false
	for i, id := range accounts {
		k := slices.IndexFunc(able, func(a unit.Account) bool { return a.ID == id })
		if k < 0 || slices.Contains(accounts[:i], id) {
			return nil, fault.InvalidField("witness", "请选择不同的、账号可用的见证人。")
		}
		u, err := unit.Get(t, able[k].Unit, t.Now())
		if err != nil {
			return nil, err
		}
		elsewhere = elsewhere || u.Kind != unit.Office
		witnesses = append(witnesses, Witness{N: i + 1, Account: id, Body: u.Name})
	}
	if len(witnesses) < 2 || !elsewhere {
		return nil, fault.InvalidField("witness", "见证人至少两位，其中至少一位是监督人员或办公室以外单位的人。")
	}
	return witnesses, nil
}

// newPool is the pool as it stands now, under fresh codes.
func newPool(t *store.Tx, p Panel, d Draw) (f DrawFile, codes []Code, err error) {
	f = DrawFile{Format: DrawFormat, Draw: d.N, PerBid: p.PerBid, Substitutes: p.Substitutes, Pool: []string{}, Bids: []string{}, Exclusions: []FileExclude{}}
	c, err := call.Get(t, p.Cohort)
	if err != nil {
		return f, nil, err
	}
	f.Panel = c.Title() + " " + p.Name
	experts, err := Experts(t, false)
	if err != nil {
		return f, nil, err
	}
	code := map[string]string{}
	for _, e := range experts {
		salt := rand.Text()
		codes = append(codes, Code{e, CodeOf(salt, e.ID), salt})
		code[e.ID] = CodeOf(salt, e.ID)
		f.Pool = append(f.Pool, code[e.ID])
	}
	slices.Sort(f.Pool)
	for _, w := range d.Witnesses {
		f.Witnesses = append(f.Witnesses, FileWitness{Body: w.Body})
	}
	return f, codes, f.bids(t, p, code)
}

// bids puts the panel's bids and exclusions into the file, in their order.
func (f *DrawFile) bids(t *store.Tx, p Panel, code map[string]string) error {
	bids, err := Bids(t, p.ID)
	if err != nil {
		return err
	}
	number := map[string]string{"": WholePanel}
	for _, b := range bids {
		if s := b.Application.State; s == apply.StateAccepted || s == apply.StateInReview {
			number[b.Application.ID] = b.Application.Number
			f.Bids = append(f.Bids, b.Application.Number)
		}
	}
	slices.Sort(f.Bids)
	excluded, err := ExclusionsOf(t, p.ID)
	for _, x := range excluded {
		if bid, stays := number[x.Application]; stays && code[x.Expert.ID] != "" {
			f.Exclusions = append(f.Exclusions, FileExclude{code[x.Expert.ID], bid, string(x.Ground)})
		}
	}
	slices.SortFunc(f.Exclusions, func(a, b FileExclude) int { return strings.Compare(a.Code+" "+a.Bid, b.Code+" "+b.Bid) })
	return err
}
