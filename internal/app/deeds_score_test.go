package app

import (
	"net/http"
	"net/http/httptest"

	"shidian/internal/access"
	"shidian/internal/review"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// In these lines the column of the experts is one who has a seat in the panel; in those "of a stranger" one who has none.
var scoreDeeds = map[string]deed{
	"review.open: drawn":                   {drawnPanel, func(w *town, who, id string) error { return w.Review.Open(ctx, w.people[who], id) }},
	"review.accept_seat: invited":          {openedPanel, acceptSeat},
	"review.accept_seat: of a stranger":    {openedPanel, func(w *town, who, id string) error { return w.Review.AcceptSeat(ctx, w.people[who], id, true, nil) }},
	"review.declare: accepted":             {acceptedSeat, declareOne},
	"review.score: accepted":               {acceptedSeat, scoreOne},
	"review.score: of a stranger":          {acceptedSeat, func(w *town, who, id string) error { return w.Review.Score(ctx, w.people[who], id, "1", fullMarks) }},
	"review.type_in: opened":               {openedPanel, typeInSheet},
	"review.late_relation: opened":         {openedPanel, lateRelation},
	"review.close: one is in":              {scoredPanel, closePanel},
	"see: scores of a panel":               {kept(scoredPanel), read("/panels/%s/scores")},
	"see: scores, to be signed":            {kept(scoredPanel), read("/panels/%s/scores.pdf")},
	"see: scores, with formulas":           {kept(scoredPanel), read("/panels/%s/scores.xlsx")},
	"see: list of fees":                    {kept(scoredPanel), read("/panels/%s/fees.pdf")},
	"see: papers of a panel":               {kept(scoredPanel), read("/panels/%s/pack.pdf")},
	"see: form to type in":                 {kept(scoredPanel), read("/panels/%s/type-in")},
	"see: my panels":                       {try: read("/review")},
	"see: my panel":                        {kept(acceptedSeat), seated(read("/review/%s"))},
	"see: my panel, of a stranger":         {kept(acceptedSeat), read("/review/%s")},
	"see: application beside the sheet":    {kept(acceptedSeat), seated(read("/review/%s/1"))},
	"see: application, of a stranger":      {kept(acceptedSeat), read("/review/%s/1")},
	"see: digest of an application":        {kept(acceptedSeat), seated(read("/review/%s/1/digest.pdf"))},
	"see: papers of my panel":              {kept(acceptedSeat), seated(read("/review/%s/pack.pdf"))},
	"see: file of an application to score": {kept(acceptedSeat), read("/review/%s/1/files/1")},
}

func init() {
	for name, d := range scoreDeeds {
		deeds[name] = d
	}
	deals = append(deals, scoreDeals...)
	leavers = append(leavers, func(w *town) {
		id := scoredPanel(w)
		w.must(typeInSheet(w, "handler", id))
		w.must(lateRelation(w, "handler", id))
		id = scoredPanel(w)
		w.must(closePanel(w, "handler", id))
	})
}

var fullMarks = review.Typed{Points: map[string]string{"problem": "30", "distinct": "20", "model": "25", "copyable": "25"}}

func openedPanel(w *town) string {
	w.t.Helper()
	id := drawnPanel(w)
	w.must(w.Review.Open(ctx, w.people["handler"], id))
	return id
}

// seat is the first expert of a panel, invited if he was not yet, with a log-in of his own.
func (w *town) seat(panel string) access.Actor {
	w.t.Helper()
	s := w.seats(panel)[0]
	if s.Account == "" {
		slip, err := w.Review.Invite(ctx, w.people["handler"], panel, s.Expert.ID)
		w.must(err)
		s.Account = slip.Account.ID
	}
	if w.fixed["seat"] != s.Account {
		w.fixed["seat"], w.cookies["seat"] = s.Account, w.logIn(s.Account)
	}
	return get(w, func(t *store.Tx) (access.Actor, error) { return unit.ActorOf(t, s.Account) })
}

func (w *town) seats(panel string) []review.Seat {
	w.t.Helper()
	return get(w, func(t *store.Tx) ([]review.Seat, error) { return review.Seats(t, panel) })
}

// as is the person of a column; for the experts' the one with the seat.
func (w *town) as(who, panel string) access.Actor {
	w.t.Helper()
	if who == "expert" {
		return w.seat(panel)
	}
	return w.people[who]
}

// seated lets the expert with the seat read in the column of the experts.
func seated(try func(*town, string, string) error) func(*town, string, string) error {
	return func(w *town, who, id string) error {
		if who == "expert" {
			w.seat(id)
			who = "seat"
		}
		return try(w, who, id)
	}
}

func acceptSeat(w *town, who, id string) error {
	return w.Review.AcceptSeat(ctx, w.as(who, id), id, true, nil)
}

func acceptedSeat(w *town) string {
	w.t.Helper()
	id := openedPanel(w)
	w.must(acceptSeat(w, "expert", id))
	return id
}

func declareOne(w *town, who, id string) error {
	return w.Review.Declare(ctx, w.as(who, id), id, "1", "曾任该会顾问")
}

func scoreOne(w *town, who, id string) error {
	return w.Review.Score(ctx, w.as(who, id), id, "1", fullMarks)
}

func scoredPanel(w *town) string {
	w.t.Helper()
	id := acceptedSeat(w)
	w.must(scoreOne(w, "expert", id))
	return id
}

// firstBid is a panel's only application.
func firstBid(w *town, panel string) string {
	w.t.Helper()
	return get(w, func(t *store.Tx) ([]review.Bid, error) { return review.Bids(t, panel) })[0].Application.ID
}

func typeInSheet(w *town, who, id string) error {
	_, err := w.Review.TypeIn(ctx, w.people[who], id, review.Paper{Expert: w.seats(id)[1].Expert.ID, Application: firstBid(w, id), Typed: fullMarks})
	return err
}

func lateRelation(w *town, who, id string) error {
	return w.Review.LateRelation(ctx, w.people[who], id, w.seats(id)[0].Expert.ID, firstBid(w, id), "曾任该会顾问")
}

func closePanel(w *town, who, id string) error {
	return w.Review.Close(ctx, w.people[who], id, "其余专家出差")
}

// asSeat sends as the expert with the seat, where the deal says expert.
func asSeat(below string, form ...string) func(w *town, who, id string) *httptest.ResponseRecorder {
	return func(w *town, who, id string) *httptest.ResponseRecorder {
		if who == "expert" {
			w.seat(id)
			who = "seat"
		}
		return w.post(who, "/review/"+id+below, form...)
	}
}

var scoreDeals = []deal{
	{"review.open", "handler", "superv", http.StatusForbidden, drawnPanel, onPanel("/open")},
	{"review.accept_seat", "expert", "handler", http.StatusForbidden, openedPanel, asSeat("/accept", "pledge", "1")},
	{"review.declare", "expert", "handler", http.StatusForbidden, acceptedSeat, asSeat("/1/declare", "what", "曾任该会顾问")},
	{"review.score", "expert", "superv", http.StatusForbidden, acceptedSeat,
		asSeat("/1", "c-problem", "30", "c-distinct", "20", "c-model", "25", "c-copyable", "25", "comment", "")},
	{"review.type_in", "handler", "superv", http.StatusForbidden, openedPanel, func(w *town, who, id string) *httptest.ResponseRecorder {
		kind, body := upload("file", "scan.pdf", []byte("%PDF-1.7\nsigned"), "expert", w.seats(id)[1].Expert.ID, "application", firstBid(w, id),
			"c-problem", "30", "c-distinct", "20", "c-model", "25", "c-copyable", "25", "comment", "")
		return w.ask(who, http.MethodPost, "/panels/"+id+"/type-in", kind, body)
	}},
	{"review.late_relation", "handler", "superv", http.StatusForbidden, openedPanel, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/panels/"+id+"/relation", "expert", w.seats(id)[0].Expert.ID, "application", firstBid(w, id), "what", "曾任该会顾问")
	}},
	{"review.close", "handler", "superv", http.StatusForbidden, scoredPanel, onPanel("/close", "reason", "其余专家出差")},
}
