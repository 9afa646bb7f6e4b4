package recommend

import (
	"shidian/internal/access"
	"shidian/internal/apply"
)

// mayRecommend: the recommenders of the unit that the application goes through, and nobody else (A6).
func mayRecommend(actor access.Actor, a apply.Application) access.Verdict {
	switch {
	case actor.Unit == "" || !actor.Has(access.Recommender):
		return access.Hide()
	case actor.Unit == a.City && a.Version > 0 && a.State != apply.StateDraft:
		return access.Allow()
	case actor.Unit == a.Unit && a.Direct():
		return access.Deny("A6", "本单位自己的申报直接报送，不需要推荐。")
	}
	return access.Hide()
}

// maySeeStanding: a recommender its own, the office everybody's.
func maySeeStanding(actor access.Actor, recommender string) access.Verdict {
	switch {
	case actor.Has(access.Handler, access.Approver):
		return access.Allow()
	case actor.Has(access.Recommender) && actor.Unit != "" && actor.Unit == recommender:
		return access.Allow()
	}
	return access.Hide()
}
