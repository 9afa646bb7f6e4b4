package board

import (
	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/evaluate"
	"shidian/internal/store"
)

// evaluated are the departures in the evaluations (J1, J2): a second look before its date, a loss of the status, a grade
// beside the thresholds.
func evaluated(t *store.Tx, _ access.Actor, c call.Cohort) (all []Exception, err error) {
	everything := access.Actor{Roles: []access.Role{access.Supervisor}}
	list, err := evaluate.In(t, everything, c)
	for _, e := range list {
		for _, l := range e.Looks {
			one := Exception{At: l.At, Subject: e.Application.UnitName, Reason: l.Reason, URL: evaluate.Link(e.ID), by: l.Account}
			switch {
			case l.Early:
				one.Sort, one.Facts, one.Reason = "整改期限以前再次评估", evaluate.ConclusionTitles[l.Conclusion], "单位报送整改情况并申请提前"
			case l.Kind == evaluate.Final && l.Grade != l.Proposed:
				one.Sort, one.Facts = "建议等级和分数线不同", evaluate.Points(l.Total)+"分，按分数线是"+l.Proposed+"，建议"+l.Grade
			default:
				continue
			}
			all = append(all, one)
		}
		for _, l := range e.Losses {
			if l.State != evaluate.Agreed {
				continue
			}
			facts := "经研究决定"
			if l.StatedAt.IsZero() {
				facts += "，单位到期没有陈述意见"
			}
			if l.Announced() {
				facts += "，" + l.Number
			}
			all = append(all, Exception{At: l.AskedAt, Sort: "取消资格", Subject: e.Application.UnitName, Facts: facts, Reason: l.Words, URL: evaluate.Link(e.ID), by: l.AskedBy})
		}
	}
	return all, err
}
