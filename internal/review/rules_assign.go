package review

import "slices"

// Assign says who scores what: of the serving seats, for every application the first perBid by place who are not kept
// from it (C1). Keys are application ids, values expert ids in the order of the places. A bid may come out with fewer than
// perBid when too many have refused: who asks must look.
func Assign(seats []Seat, bids []Bid, excluded map[string][]string, perBid int) map[string][]string {
	ordered := slices.Clone(seats)
	slices.SortStableFunc(ordered, func(a, b Seat) int { return a.Place - b.Place })
	assigned := map[string][]string{}
	for _, bid := range bids {
		id := bid.Application.ID
		for _, s := range ordered {
			if len(assigned[id]) < perBid && s.Serves() && !slices.Contains(excluded[id], s.Expert.ID) {
				assigned[id] = append(assigned[id], s.Expert.ID)
			}
		}
	}
	return assigned
}
