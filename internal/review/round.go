package review

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/store"
)

// Round is a panel's scoring as it stands: who scores what, and what is in.
type Round struct {
	Panel     Panel
	Bids      []Bid // in the order in which the experts see them; those withdrawn since are among them
	Seats     []Seat
	Kept      map[string][]string // application -> experts who may not score it
	Assigned  map[string][]string // application -> experts who score it, by place
	Relations []Relation

	sheets map[[2]string]Sheet // application, expert
}

// RoundOf reads a panel's scoring; NotFound when there is no such panel.
func RoundOf(t *store.Tx, panel string) (r Round, err error) {
	if r.Panel, err = PanelOf(t, panel); err != nil {
		return r, err
	}
	if r.Bids, err = Bids(t, panel); err != nil {
		return r, err
	}
	if r.Panel.Blind {
		r.Bids = shuffled(r.Bids, r.Panel.secret)
	}
	if r.Seats, err = Seats(t, panel); err != nil {
		return r, err
	}
	if r.Kept, err = Kept(t, panel); err != nil {
		return r, err
	}
	if r.Relations, err = Relations(t, panel); err != nil {
		return r, err
	}
	sheets, err := Sheets(t, panel)
	r.sheets = map[[2]string]Sheet{}
	for _, s := range sheets {
		r.sheets[[2]string{s.Application, s.Expert}] = s
	}
	r.Assigned = Assign(r.Seats, r.standing(), r.Kept, r.Panel.PerBid)
	return r, err
}

// shuffled hides in which order the applications of a blind panel came in. Who knows an application's id learns nothing of
// its place without the secret.
func shuffled(bids []Bid, secret string) []Bid {
	key := func(b Bid) string { return sum("order " + secret + " " + b.Application.ID) }
	bids = slices.Clone(bids)
	slices.SortFunc(bids, func(a, b Bid) int { return strings.Compare(key(a), key(b)) })
	return bids
}

// OrderFor are all applications in the order in which one expert sees them: in a blind panel each has his own.
func (r Round) OrderFor(expert string) []Bid {
	if !r.Panel.Blind {
		return r.Bids
	}
	return shuffled(r.Bids, r.Panel.secret+" "+expert)
}

// OwnNumbers tells whether every expert numbers the applications in his own way: in a blind letter review, where nobody has
// to speak of them. With common numbers the one that is missing in a list would tell of which city it is.
func (r Round) OwnNumbers() bool { return r.Panel.Blind && r.Panel.Stage == LetterStage }

// For is the round as one expert sees it: where he has numbers of his own, those that the draw kept from him come last, so
// that none is missing among his.
func (r Round) For(expert string) Round {
	if !r.OwnNumbers() {
		return r
	}
	related := func(b Bid) bool {
		return slices.ContainsFunc(r.Relations, func(x Relation) bool { return x.Expert == expert && x.Application == b.Application.ID })
	}
	var open, kept []Bid
	for _, b := range r.OrderFor(expert) {
		if slices.Contains(r.Kept[b.Application.ID], expert) && !related(b) {
			kept = append(kept, b)
		} else {
			open = append(open, b)
		}
	}
	r.Bids = append(open, kept...)
	return r
}

// Stands tells whether an application is still to be judged: not withdrawn since.
func (b Bid) Stands() bool { return !apply.Ended(b.Application.State) || reviewed[b.Application.State] }

// reviewed are the states that end an application after its review.
var reviewed = map[act.State]bool{apply.StateSelected: true, apply.StateNotSelected: true}

func (r Round) standing() (bids []Bid) {
	for _, b := range r.Bids {
		if b.Stands() {
			bids = append(bids, b)
		}
	}
	return bids
}

// WithVoid is the round as it was before relations made scores void: what the page compares with.
func (r Round) WithVoid() Round {
	before := r
	before.sheets, before.Kept = maps.Clone(r.sheets), maps.Clone(r.Kept)
	for _, x := range r.Relations {
		s, in := r.SheetOf(x.Application, x.Expert)
		if !in || s.Counts() {
			continue
		}
		s.State = SheetSubmitted
		before.sheets[[2]string{x.Application, x.Expert}] = s
		before.Kept[x.Application] = slices.DeleteFunc(slices.Clone(before.Kept[x.Application]), func(e string) bool { return e == x.Expert })
	}
	before.Assigned = Assign(r.Seats, r.standing(), before.Kept, r.Panel.PerBid)
	return before
}

// Ordinal is an application's number within the panel, from 1; it stays the same from the freeze on.
func (r Round) Ordinal(application string) int {
	return 1 + slices.IndexFunc(r.Bids, func(b Bid) bool { return b.Application.ID == application })
}

// Bid is the application with a number within the panel; false when there is none.
func (r Round) Bid(ordinal string) (Bid, bool) {
	n, err := strconv.Atoi(ordinal)
	if err != nil || n < 1 || n > len(r.Bids) {
		return Bid{}, false
	}
	return r.Bids[n-1], true
}

// SheetOf is an expert's last sheet of an application; false when he has submitted none.
func (r Round) SheetOf(application, expert string) (Sheet, bool) {
	s, in := r.sheets[[2]string{application, expert}]
	return s, in
}

// Scores tells whether an expert is asked to score an application.
func (r Round) Scores(expert, application string) bool {
	return slices.Contains(r.Assigned[application], expert)
}

// AssignedTo are the applications that an expert scores, in his order.
func (r Round) AssignedTo(expert string) (bids []Bid) {
	for _, b := range r.OrderFor(expert) {
		if r.Scores(expert, b.Application.ID) {
			bids = append(bids, b)
		}
	}
	return bids
}

// Counted are the sheets of an application that count: submitted, by experts who score it, in the order of their places.
func (r Round) Counted(application string) (sheets []Sheet) {
	for _, expert := range r.Assigned[application] {
		if s, in := r.SheetOf(application, expert); in && s.Counts() {
			sheets = append(sheets, s)
		}
	}
	return sheets
}

// Seat is an expert's seat; false when he has none.
func (r Round) Seat(expert string) (Seat, bool) {
	i := slices.IndexFunc(r.Seats, func(s Seat) bool { return s.Expert.ID == expert })
	if i < 0 {
		return Seat{}, false
	}
	return r.Seats[i], true
}

// Serving are the seats of those who score.
func (r Round) Serving() (seats []Seat) {
	for _, s := range r.Seats {
		if s.Serves() {
			seats = append(seats, s)
		}
	}
	return seats
}

// Missing is a sheet that is not in, or with no expert a place that nobody is left for.
type Missing struct {
	Bid  Bid
	Seat Seat
}

// Missing lists what is not in, bid by bid: sheets of those who score, and places without an expert (Seat is zero).
func (r Round) Missing() (all []Missing) {
	for _, b := range r.standing() {
		assigned := r.Assigned[b.Application.ID]
		for _, expert := range assigned {
			if s, in := r.SheetOf(b.Application.ID, expert); !in || !s.Counts() {
				seat, _ := r.Seat(expert)
				all = append(all, Missing{b, seat})
			}
		}
		for range r.Panel.PerBid - len(assigned) {
			all = append(all, Missing{Bid: b})
		}
	}
	return all
}
