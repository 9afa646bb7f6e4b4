package apply

import (
	"math"
	"slices"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/store"
)

// List gives the applications that the actor may see, narrowed by the filter, by number (those without one come
// last) or the last submitted first: of each what a line shows. Whoever needs them whole asks for Every.
func List(t *store.Tx, actor access.Actor, f Filter) (Listing, error) {
	m, err := f.meant(t)
	if err != nil {
		return Listing{}, err
	}
	q := scope(actor)
	q.narrow(f, m)
	if !inOffice(actor) {
		return q.toldList(t, actor, f)
	}
	counts, err := q.counts(t)
	if err != nil {
		return Listing{}, err
	}
	q.inState(f.State)
	list, offset, limit := paged(counts, f)
	list.Applications, err = q.rows(t, f.Newest, offset, limit)
	return list, err
}

// paged is a listing without its lines yet, and which of the lines are on its page.
func paged(counts map[act.State]int, f Filter) (list Listing, offset, limit int) {
	list = Listing{Counts: counts, Page: max(f.Page, 1)}
	if f.State != "" {
		list.Total = counts[f.State]
	} else {
		for _, n := range counts {
			list.Total += n
		}
	}
	list.Pages = max(1, (list.Total+PageSize-1)/PageSize)
	list.Page = min(list.Page, list.Pages)
	offset, limit = (list.Page-1)*PageSize, PageSize
	if f.Page < 0 {
		offset, limit, list.Pages = 0, list.Total, 1
	}
	return list, offset, limit
}

// toldList is List for all but the office: states, counts and the filter by state are those that the reader has been told.
// A recommender has few enough to read them all.
func (q *query) toldList(t *store.Tx, actor access.Actor, f Filter) (Listing, error) {
	all, err := q.rows(t, f.Newest, 0, math.MaxInt32)
	if err != nil {
		return Listing{}, err
	}
	if all, err = AllTold(t, actor, all); err != nil {
		return Listing{}, err
	}
	counts := map[act.State]int{}
	for _, a := range all {
		counts[a.State]++
	}
	list, offset, limit := paged(counts, f)
	all = slices.DeleteFunc(all, func(a Application) bool { return f.State != "" && a.State != f.State })
	list.Applications = all[min(offset, len(all)):min(offset+limit, len(all))]
	return list, nil
}
