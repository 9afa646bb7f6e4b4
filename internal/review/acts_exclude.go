package review

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// NewExclusion is what the office registers: an expert kept from one application, or ("") from the whole panel.
type NewExclusion struct {
	Expert      string
	Application string
	Ground      Ground
	Evidence    string
}

// Exclude registers an exclusion with its evidence.
func (r *Room) Exclude(ctx context.Context, actor access.Actor, panel string, n NewExclusion) error {
	return r.onPanel(ctx, actor, rowExclude, panel, func(t *act.Tx, p Panel) error {
		if err := mayStillExclude(t.Tx, p); err != nil {
			return err
		}
		x, err := exclusionOf(t.Tx, p, n)
		if err != nil {
			return err
		}
		x.At = t.Now()
		return saveExclusion(t, x, t.Because(x.Evidence))
	})
}

// ExcludeFound registers all that the program found itself: own units and own cities.
func (r *Room) ExcludeFound(ctx context.Context, actor access.Actor, panel string) error {
	return r.onPanel(ctx, actor, rowExclude, panel, func(t *act.Tx, p Panel) error {
		if err := mayStillExclude(t.Tx, p); err != nil {
			return err
		}
		found, err := FindingsOf(t.Tx, panel)
		if err != nil {
			return err
		}
		for _, f := range found {
			x := Exclusion{Panel: panel, Expert: f.Expert, Application: f.Bid.Application.ID, Ground: f.Ground, Evidence: f.Evidence, At: t.Now()}
			if err := saveExclusion(t, x, rand.Text()); err != nil {
				return err
			}
		}
		return nil
	})
}

// Lift takes an exclusion back that was registered by mistake; what the program finds itself stays.
func (r *Room) Lift(ctx context.Context, actor access.Actor, panel, expert, application, reason string) error {
	return r.onPanel(ctx, actor, rowLift, panel, func(t *act.Tx, p Panel) error {
		if err := mayStillExclude(t.Tx, p); err != nil {
			return err
		}
		x, err := standing(t.Tx, panel, expert, application)
		if err != nil {
			return err
		}
		if x.Lifted, err = reasoned("lifted", "请写明撤销的理由", reason); err != nil {
			return err
		}
		x.At = t.Now()
		return saveExclusion(t, x, t.Because(x.Lifted))
	})
}

// standing finds the exclusion that is to be taken back.
func standing(t *store.Tx, panel, expert, application string) (Exclusion, error) {
	there, err := ExclusionsOf(t, panel)
	if err != nil {
		return Exclusion{}, err
	}
	i := slices.IndexFunc(there, func(x Exclusion) bool { return x.Expert.ID == expert && x.Application == application })
	if i < 0 {
		return Exclusion{}, fault.NotFound()
	}
	bids, err := Bids(t, panel)
	if err != nil {
		return Exclusion{}, err
	}
	found, err := findAll(t, panel, []Expert{there[i].Expert}, bids)
	for _, f := range found {
		if application == "" || f.Bid.Application.ID == application {
			return Exclusion{}, fault.Conflict("C1", "这条回避（"+string(f.Ground)+"）是系统查到的，不能撤销。")
		}
	}
	return there[i], err
}

// FindingsOf is what the program finds in a panel and nobody has registered yet.
func FindingsOf(t *store.Tx, panel string) ([]Finding, error) {
	experts, err := Experts(t, false)
	if err != nil {
		return nil, err
	}
	bids, err := Bids(t, panel)
	if err != nil {
		return nil, err
	}
	there, err := ExclusionsOf(t, panel)
	if err != nil {
		return nil, err
	}
	found, err := findAll(t, panel, experts, bids)
	return slices.DeleteFunc(found, func(f Finding) bool {
		return keptFrom(there, f.Expert.ID, f.Bid.Application.ID)
	}), err
}

// findAll is what the program finds: own units and cities, and what the letter review brought to light, each pair once.
func findAll(t *store.Tx, panel string, experts []Expert, bids []Bid) ([]Finding, error) {
	p, err := PanelOf(t, panel)
	if err != nil {
		return nil, err
	}
	found := Find(experts, bids)
	before, err := ReviewedBefore(t, p, experts, bids)
	for _, b := range before {
		if !slices.ContainsFunc(found, func(f Finding) bool {
			return f.Expert.ID == b.Expert.ID && f.Bid.Application.ID == b.Bid.Application.ID
		}) {
			found = append(found, b)
		}
	}
	return found, err
}

// keptFrom tells whether an expert is already kept from an application, alone or with the whole panel.
func keptFrom(there []Exclusion, expert, application string) bool {
	return slices.ContainsFunc(there, func(x Exclusion) bool {
		return x.Expert.ID == expert && (x.Application == application || x.Application == "")
	})
}

// mayStillExclude: once the criteria are fixed, while no pool is frozen for witnesses, and before scoring.
func mayStillExclude(t *store.Tx, p Panel) error {
	switch p.State {
	case PanelForming:
		return fault.Conflict("C1", "请先固定评审标准，再登记回避。")
	case PanelScoring, PanelClosed:
		return fault.Conflict("C1", "已经开始评分。此后发现的关系请在评分页面登记，涉及的评分作废。")
	}
	d, err := LastDraw(t, p.ID)
	if fault.Is(err, fault.KindNotFound) {
		return nil
	}
	if err == nil && d.Waits() {
		return fault.Conflict("C1", "专家库已经冻结，正在等待见证人输入数字，不能再登记回避。")
	}
	return err
}

const maxEvidence = 500

// exclusionOf reads what the exclusion is about and says what needs mending.
func exclusionOf(t *store.Tx, p Panel, n NewExclusion) (x Exclusion, err error) {
	x = Exclusion{Panel: p.ID, Application: n.Application, Ground: n.Ground, Evidence: strings.TrimSpace(n.Evidence)}
	if x.Expert, err = ExpertOf(t, n.Expert); fault.Is(err, fault.KindNotFound) {
		return x, fault.InvalidField("expert", "请选择专家。")
	} else if err != nil {
		return x, err
	}
	bids, err := Bids(t, p.ID)
	if err != nil {
		return x, err
	}
	there, err := ExclusionsOf(t, p.ID)
	if err != nil {
		return x, err
	}
	known := n.Application == "" || slices.ContainsFunc(bids, func(b Bid) bool { return b.Application.ID == n.Application })
	length := len([]rune(x.Evidence))
	switch {
	case !known:
		return x, fault.InvalidField("application", "请选择本组的申报书，或整个评审组。")
	case !slices.Contains(Grounds, n.Ground):
		return x, fault.InvalidField("ground", "请选择回避事由。")
	case length == 0 || length > maxEvidence:
		return x, fault.InvalidField("evidence", "请写明依据，不超过500字：在哪里看到、谁何时申明。")
	case keptFrom(there, x.Expert.ID, n.Application):
		return x, fault.Conflict("", "这位专家的回避已经登记。")
	}
	return x, nil
}
