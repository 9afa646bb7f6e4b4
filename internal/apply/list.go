package apply

import (
	"shidian/internal/access"
	"shidian/internal/store"
)

// List gives the applications that the actor may see, narrowed by the filter, by number (those without one come
// last) or the last submitted first: of each what a line shows. Whoever needs them whole asks for Every.
func List(t *store.Tx, actor access.Actor, f Filter) (Listing, error) {
	q := scope(actor)
	q.narrow(f)
	counts, err := q.counts(t)
	if err != nil {
		return Listing{}, err
	}
	list := Listing{Counts: counts, Page: max(f.Page, 1)}
	q.inState(f.State)
	if f.State != "" {
		list.Total = counts[f.State]
	} else {
		for _, n := range counts {
			list.Total += n
		}
	}
	list.Pages = max(1, (list.Total+PageSize-1)/PageSize)
	list.Page = min(list.Page, list.Pages)
	offset, limit := (list.Page-1)*PageSize, PageSize
	if f.Page < 0 {
		offset, limit, list.Pages = 0, list.Total, 1
	}
	list.Applications, err = q.rows(t, f.Newest, offset, limit)
	return list, err
}
