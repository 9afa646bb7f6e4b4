package recommend

import (
	"slices"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Stand is how one recommender stands in a cohort.
type Stand struct {
	Cohort      call.Cohort
	Cited       string // the call, as [call.Cited]
	Recommender unit.Unit
	Shares      []Use  // its parts of the quotas, in the order of the programme
	Ranked      []Line // recommended, in its order; those who wait for the province among them
	Waiting     []Line // submitted: to be recommended, or (Again) to be confirmed
	Returned    []Line // sent back by the recommender itself, not yet submitted again
	Ended       []Line // declined, over quota, withdrawn
	Own         []apply.Application
}

// Use is how much of a share is used.
type Use struct {
	Share
	Name    string // the quota's name: 每市县级科协申报名额
	Used    int    // places taken, those above the cap included
	Waiting int    // recommendations beyond it that wait for the province
}

// Standing reads how a recommender stands in a cohort, without asking who wants to know.
func Standing(t *store.Tx, cohort, recommender string) (Stand, error) {
	return standing(t, cohort, recommender, func(all []apply.Application) ([]apply.Application, error) { return all, nil })
}

// standing is Standing of the applications as their reader may know them.
func standing(t *store.Tx, cohort, recommender string, known func([]apply.Application) ([]apply.Application, error)) (Stand, error) {
	var s Stand
	var err error
	if s.Cohort, err = call.Get(t, cohort); err != nil {
		return s, err
	}
	if s.Cited, err = call.Cited(t, s.Cohort); err != nil {
		return s, err
	}
	if s.Recommender, err = unit.Get(t, recommender, t.Now()); err != nil {
		return s, err
	}
	all, err := apply.Every(t, apply.Filter{Cohort: cohort, City: recommender})
	if err != nil {
		return s, err
	}
	if all, err = known(all); err != nil {
		return s, err
	}
	for _, a := range all {
		if a.City != recommender {
			s.Own = append(s.Own, a)
			continue
		}
		l, err := lineOf(t, a)
		if err != nil {
			return s, err
		}
		s.sort(l)
	}
	slices.SortStableFunc(s.Ranked, func(a, b Line) int { return a.Endorsement.Rank - b.Endorsement.Rank })
	s.Shares, err = uses(t, s)
	return s, err
}

// sort puts a line where it belongs.
func (s *Stand) sort(l Line) {
	switch {
	case slices.Contains([]act.State{apply.StateDeclined, apply.StateOverQuota, apply.StateWithdrawn, apply.StateNotAccepted}, l.State):
		s.Ended = append(s.Ended, l)
	case l.Endorsement != nil:
		s.Ranked = append(s.Ranked, l)
		if l.State == apply.StateSubmitted {
			s.Waiting = append(s.Waiting, l)
		}
	case l.State == apply.StateReturned:
		s.Returned = append(s.Returned, l)
	default:
		s.Waiting = append(s.Waiting, l)
	}
}

// uses counts the places of every quota in which this recommender has a share.
func uses(t *store.Tx, s Stand) ([]Use, error) {
	var all []Use
	for _, q := range s.Cohort.Programme.Quotas {
		kind, ours := kindThrough(s.Cohort.Programme, q, s.Recommender.Kind)
		if !ours {
			continue
		}
		u := Use{Share: ShareOf(s.Cohort.Programme, kind, s.Recommender.ID, s.Recommender.Kind, s.Recommender.Region), Name: q.Name}
		if u.Quota != q.Key {
			continue
		}
		taken, err := selectTaken(t, s.Cohort.ID, u.Quota, u.Holder)
		if err != nil {
			return nil, err
		}
		u.Used = len(taken)
		for _, l := range s.Ranked {
			switch {
			case !q.Counts(l.Kind):
			case l.State == apply.StateOverrun:
				u.Waiting++
			case l.Place == 0: // freed by a result that the reader has not been told of
				u.Used++
			}
		}
		all = append(all, u)
	}
	return all, nil
}

// kindThrough is a kind of applicant that the quota counts and that goes through recommenders of this kind.
func kindThrough(p *programme.Programme, q programme.Quota, recommenderKind string) (string, bool) {
	for _, k := range p.Kinds {
		if q.Counts(k.Key) && slices.ContainsFunc(k.Channels, func(c programme.Channel) bool { return slices.Contains(c.Through, recommenderKind) }) {
			return k.Key, true
		}
	}
	return "", false
}

// Recommends tells whether units of this kind recommend anybody in the programme.
func Recommends(p *programme.Programme, unitKind string) bool {
	return slices.ContainsFunc(p.Kinds, func(k programme.Kind) bool {
		return slices.ContainsFunc(k.Channels, func(c programme.Channel) bool { return slices.Contains(c.Through, unitKind) })
	})
}

// SeeStanding is Standing for whoever may see it: a recommender its own, the office everybody's. A result is in it when
// the reader has been told.
func SeeStanding(t *store.Tx, actor access.Actor, cohort, recommender string) (Stand, error) {
	if err := maySeeStanding(actor, recommender).Err(); err != nil {
		return Stand{}, err
	}
	return standing(t, cohort, recommender, func(all []apply.Application) ([]apply.Application, error) { return apply.AllTold(t, actor, all) })
}

// Standings reads all recommenders through whom somebody has submitted in a cohort, for the office.
func Standings(t *store.Tx, actor access.Actor, cohort string) ([]Stand, error) {
	if err := maySeeStanding(actor, "").Err(); err != nil {
		return nil, err
	}
	ids, err := selectRecommenders(t, cohort)
	if err != nil {
		return nil, err
	}
	all := make([]Stand, len(ids))
	for i, id := range ids {
		if all[i], err = Standing(t, cohort, id); err != nil {
			return nil, err
		}
	}
	return all, nil
}
