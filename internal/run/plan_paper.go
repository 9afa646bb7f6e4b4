package run

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/files"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// RenderPlan is the job that renders an approved version of a plan.
type RenderPlan struct {
	Pilot string `json:"pilot"`
	N     int    `json:"n"`
}

// Kind implements jobs.Job.
func (RenderPlan) Kind() string { return "run.render_plan" }

// planLimit bounds a rendered plan, in bytes.
const planLimit = 64 << 20

// errPlanRendered says that the version has its paper already.
var errPlanRendered = errors.New("the version of the plan has its paper")

// RenderPlan makes the paper of an approved version once, keeps it by hash and records that by an act of the system.
func (r *Room) RenderPlan(ctx context.Context, job RenderPlan) error {
	var doc paper.Document
	var wanted bool
	err := r.Door.DB.Read(ctx, func(t *store.Tx) error {
		c, err := CaseOf(t, job.Pilot)
		if err != nil {
			return err
		}
		p, err := PlanVersion(t, job.Pilot, job.N)
		if err != nil {
			return err
		}
		doc, wanted = PlanPaper(c, p), p.State == PlanApproved && p.Paper == ""
		return nil
	})
	if err != nil || !wanted {
		return err
	}
	pdf, err := paper.PDF(doc, r.Fonts)
	if err != nil {
		return err
	}
	blob, err := r.Files.Put(bytes.NewReader(pdf), planLimit, files.PDF)
	if err != nil {
		return err
	}
	if err = r.recordPlanPaper(ctx, job, blob.Hash); errors.Is(err, errPlanRendered) {
		return nil
	}
	return err
}

func (r *Room) recordPlanPaper(ctx context.Context, job RenderPlan, hash string) error {
	raw, err := hex.DecodeString(hash)
	if err != nil {
		return err
	}
	_, err = r.Door.Do(ctx, access.SystemActor, rowPlanPaper, Object(job.Pilot), func(t *act.Tx) error {
		if err := keep(t.Tx, job.Pilot); err != nil {
			return err
		}
		p, err := PlanVersion(t.Tx, job.Pilot, job.N)
		if err != nil {
			return err
		}
		if p.Paper != "" {
			return errPlanRendered
		}
		p.Paper = hash
		t.Froze(raw)
		return updatePlan(t, p)
	})
	return err
}

// PlanVersion is version n of a pilot's plan; NotFound when there is none.
func PlanVersion(t *store.Tx, pilot string, n int) (Plan, error) {
	return orNotFound(store.One(t, scanPlan, selectPlan+" WHERE pilot = $1 AND n = $2", pilot, n))
}

// PlanFile is version n of a pilot's plan as a PDF: the one that was kept once it is approved and rendered; before that, and
// for whoever does not work with the pilot, a print for reading.
func (r *Room) PlanFile(ctx context.Context, actor access.Actor, pilot string, n int) ([]byte, error) {
	var doc paper.Document
	var kept string
	err := r.Door.DB.Read(ctx, func(t *store.Tx) error {
		c, err := CaseOf(t, pilot)
		if err != nil {
			return err
		}
		if err := MayRead(actor, c).Err(); err != nil {
			return err
		}
		p, err := PlanVersion(t, pilot, n)
		if kept = p.Paper; !MayReach(actor, c).Allowed {
			kept = "" // the kept one says the phones
		}
		p.Body = p.Body.For(actor, c)
		doc = PlanPaper(c, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	if kept == "" {
		return paper.PDF(doc, r.Fonts)
	}
	return r.Files.Bytes(kept)
}

// PlanDraftFile is what the unit has typed of its plan, as a PDF to be passed round before it is handed in (送审稿).
func (r *Room) PlanDraftFile(ctx context.Context, actor access.Actor, pilot string, b PlanBody) ([]byte, error) {
	var doc paper.Document
	err := r.Door.DB.Read(ctx, func(t *store.Tx) error {
		c, err := CaseOf(t, pilot)
		if err != nil {
			return err
		}
		if err := MayWritePlan(actor, c).Err(); err != nil {
			return err
		}
		doc = PlanPaper(c, Plan{Body: Numbered(tidied(b, c.Granted()), nil), At: t.Now()})
		return nil
	})
	if err != nil {
		return nil, err
	}
	return paper.PDF(doc, r.Fonts)
}

// checkPlans: every paper of a version is there, unchanged.
func (r *Room) checkPlans(t *store.Tx, found func(key, what string)) error {
	plans, err := plansOnPaper(t)
	for _, p := range plans {
		if r.Files.Check(p.Paper) != nil {
			found(planKey(p), "实施方案文件缺失或者内容已变")
		}
	}
	return err
}
