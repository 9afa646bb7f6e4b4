package app

import (
	"net/http/httptest"
	"time"

	"shidian/internal/accept"
	"shidian/internal/review"
	"shidian/internal/store"
)

var reviewDeeds = map[string]deed{
	"review.add_expert: one":      {try: addExpert},
	"review.import_experts: list": {uploadedExperts, importExperts},
	"review.retire_expert: fresh": {newExpert, func(w *town, who, id string) error { return w.Review.RetireExpert(ctx, w.people[who], id) }},
	"review.form: accepted":       {acceptedBid, formPanel},
	"review.freeze: forming":      {formed, func(w *town, who, id string) error { return w.Review.Freeze(ctx, w.people[who], id) }},
	"review.exclude: frozen":      {frozenPanel, excludeSomebody},
	"review.lift_exclusion: mistake": {excludedOne, func(w *town, who, id string) error {
		return w.Review.Lift(ctx, w.people[who], id, get(w, exclusionsOf(id))[0].Expert.ID, "", "登记错了人")
	}},
	"review.draw_begin: frozen": {frozenPanel, beginDraw},
	"review.draw_number: begun": {begunPanel, func(w *town, who, id string) error { return w.Review.Enter(ctx, w.people[who], id, "7") }},
	"review.redraw: drawn":      {drawnPanel, redraw},
	"review.draw_drop: begun": {begunPanel, func(w *town, who, id string) error {
		return w.Review.DropDraw(ctx, w.people[who], id, "见证人不能到场")
	}},
	"review.drop: frozen": {frozenPanel, func(w *town, who, id string) error {
		return w.Review.Drop(ctx, w.people[who], id, "组错了")
	}},
	"review.extend: drawn": {drawnPanel, func(w *town, who, id string) error {
		return w.Review.Extend(ctx, w.people[who], id, w.Clock.Now().Add(60*24*time.Hour), "汛期")
	}},
	"review.seat_refused: drawn": {drawnPanel, refuseSeat},
	"review.invite: drawn":       {drawnPanel, invite},
	"see: experts":               {try: read("/experts")},
	"see: panels":                {try: read("/panels")},
	"see: panel":                 {kept(drawnPanel), read("/panels/%s")},
	"see: codes of a draw":       {kept(drawnPanel), read("/panels/%s/draws/1/codes.csv")},
	"see: record of a draw":      {kept(drawnPanel), read("/panels/%s/draws/1/record.pdf")},
	"see: draw, as a witness":    {kept(begunPanel), read("/panels/%s/draw")},
	"see: draws, public":         {kept(drawnPanel), read("/draw")},
	"see: draw file, public":     {kept(drawnPanel), read("/draw/%s/1/draw.json")},
}

func init() {
	deals = append(deals, reviewDeals...)
	leavers = append(leavers, func(w *town) {
		id := frozenPanel(w)
		w.must(excludeSomebody(w, "handler", id))
		w.must(beginDraw(w, "handler", id))
		for _, who := range []string{"dept", "superv"} {
			w.must(w.Review.Enter(ctx, w.people[who], id, "20200603"))
		}
		w.must(invite(w, "handler", id))
		w.must(refuseSeat(w, "handler", id))
		w.must(redraw(w, "handler", id))
		w.must(w.Review.DropDraw(ctx, w.people["handler"], id, "见证人不能到场"))
		w.must(w.Review.Extend(ctx, w.people["handler"], id, w.Clock.Now().Add(60*24*time.Hour), "汛期"))
		w.must(w.Review.Drop(ctx, w.people["handler"], formed(w), "组错了"))
		w.must(w.Review.RetireExpert(ctx, w.people["handler"], newExpert(w)))
	})
}

func someExpert() review.Expert {
	return review.Expert{Name: name("专家"), Employer: name("研究院"), Field: "科普", Title: "研究员", Phone: "13800000000"}
}

func addExpert(w *town, who, _ string) error {
	_, err := w.Review.AddExpert(ctx, w.people[who], someExpert())
	return err
}

func newExpert(w *town) string {
	w.t.Helper()
	id, err := w.Review.AddExpert(ctx, w.people["handler"], someExpert())
	w.must(err)
	return id
}

// uploadedExperts leaves a checked list with both of the office.
func uploadedExperts(w *town) string {
	w.t.Helper()
	for _, who := range []string{"handler", "approver"} {
		e := someExpert()
		_, err := w.Review.CheckExperts(ctx, w.people[who], "名单.xlsx", []review.ExpertLine{{Row: 2, Cells: []string{e.Name, e.Employer, e.Field, e.Title, e.Phone}}})
		w.must(err)
	}
	return "list"
}

func importExperts(w *town, who, _ string) error {
	_, err := w.Review.ImportExperts(ctx, w.people[who])
	return err
}

// acceptedBid is a fresh accepted application that is in no panel.
func acceptedBid(w *town) string {
	w.t.Helper()
	id := checked(accept.Passed)(w)
	w.must(acceptDeeds["accept.accept: checked"].try(w, "handler", id))
	return id
}

func formPanel(w *town, who, bid string) error {
	_, err := w.Review.Form(ctx, w.people[who], formation(w, bid))
	return err
}

func formation(w *town, bid string) review.Formation {
	return review.Formation{Cohort: w.cohort.ID, Name: name("评审组"), Applications: []string{bid}, ScoringUntil: w.Clock.Now().Add(30 * 24 * time.Hour)}
}

func formed(w *town) string {
	w.t.Helper()
	id, err := w.Review.Form(ctx, w.people["handler"], formation(w, acceptedBid(w)))
	w.must(err)
	return id
}

// frozenPanel is a panel with fixed criteria and a pool that is large enough.
func frozenPanel(w *town) string {
	w.t.Helper()
	id := formed(w)
	w.must(w.Review.Freeze(ctx, w.people["handler"], id))
	for len(get(w, func(t *store.Tx) ([]review.Expert, error) { return review.Experts(t, false) })) < 8 {
		newExpert(w)
	}
	return id
}

func excludeSomebody(w *town, who, id string) error {
	return w.Review.Exclude(ctx, w.people[who], id, review.NewExclusion{Expert: newExpert(w), Ground: review.Declared, Evidence: "来电申明"})
}

// excludedOne is a frozen panel with one exclusion.
func excludedOne(w *town) string {
	w.t.Helper()
	id := frozenPanel(w)
	w.must(excludeSomebody(w, "handler", id))
	return id
}

func exclusionsOf(panel string) func(*store.Tx) ([]review.Exclusion, error) {
	return func(t *store.Tx) ([]review.Exclusion, error) { return review.ExclusionsOf(t, panel) }
}

func (w *town) witnesses() []string {
	return []string{w.people["superv"].Account, w.people["dept"].Account}
}

func beginDraw(w *town, who, id string) error {
	return w.Review.Begin(ctx, w.people[who], id, w.witnesses())
}

func begunPanel(w *town) string {
	w.t.Helper()
	id := frozenPanel(w)
	w.must(beginDraw(w, "handler", id))
	return id
}

func drawnPanel(w *town) string {
	w.t.Helper()
	id := begunPanel(w)
	for _, who := range []string{"dept", "superv"} {
		w.must(w.Review.Enter(ctx, w.people[who], id, "20200603"))
	}
	return id
}

func redraw(w *town, who, id string) error {
	return w.Review.Redraw(ctx, w.people[who], id, w.witnesses(), "三位专家不能参加")
}

// seatWaiting is the first main expert who was told nothing yet.
func seatWaiting(w *town, id string) string {
	w.t.Helper()
	for _, s := range get(w, func(t *store.Tx) ([]review.Seat, error) { return review.Seats(t, id) }) {
		if s.Serves() && s.State == review.SeatDrawn {
			return s.Expert.ID
		}
	}
	w.t.Fatal("nobody waits")
	return ""
}

func refuseSeat(w *town, who, id string) error {
	return w.Review.SeatRefused(ctx, w.people[who], id, seatWaiting(w, id), "出差")
}

func invite(w *town, who, id string) error {
	_, err := w.Review.Invite(ctx, w.people[who], id, seatWaiting(w, id))
	return err
}

func onPanel(below string, form ...string) func(w *town, who, id string) *httptest.ResponseRecorder {
	return func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/panels/"+id+below, form...)
	}
}

var reviewDeals = []deal{
	{"review.add_expert", "handler", "superv", 403, nil, func(w *town, who, _ string) *httptest.ResponseRecorder {
		return w.post(who, "/experts", "name", name("专家"), "employer", "某某研究院", "field", "科普", "title", "研究员", "phone", "13800000000")
	}},
	{"review.import_experts", "handler", "clerk", 403, uploadedExperts, func(w *town, who, _ string) *httptest.ResponseRecorder {
		return w.post(who, "/experts/import/apply")
	}},
	{"review.retire_expert", "handler", "superv", 403, newExpert, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/experts/"+id+"/retire")
	}},
	{"review.form", "handler", "city", 403, acceptedBid, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/panels", "cohort", w.cohort.ID, "name", "第一评审组", "until", "2030-01-01", "application", id)
	}},
	{"review.freeze", "handler", "superv", 403, formed, onPanel("/freeze")},
	{"review.exclude", "handler", "superv", 403, frozenPanel, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/panels/"+id+"/exclude", "expert", newExpert(w), "ground", string(review.Asked), "evidence", "来函")
	}},
	{"review.lift_exclusion", "handler", "superv", 403, excludedOne, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/panels/"+id+"/lift", "expert", get(w, exclusionsOf(id))[0].Expert.ID, "application", "", "lifted", "登记错了人")
	}},
	{"review.draw_begin", "handler", "superv", 403, frozenPanel, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/panels/"+id+"/draw", "witness", w.witnesses()[0], "witness2", w.witnesses()[1])
	}},
	{"review.draw_number", "superv", "handler", 404, begunPanel, onPanel("/number", "number", "42")},
	{"review.redraw", "handler", "superv", 403, drawnPanel, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/panels/"+id+"/draw", "again", "1", "reason", "三位专家不能参加", "witness", w.witnesses()[0], "witness2", w.witnesses()[1])
	}},
	{"review.draw_drop", "handler", "superv", 403, begunPanel, onPanel("/draw/drop", "dropped", "见证人不能到场")},
	{"review.drop", "handler", "superv", 403, frozenPanel, onPanel("/drop", "drop", "组错了")},
	{"review.extend", "handler", "superv", 403, drawnPanel, onPanel("/extend", "until", "2031-01-01", "extend", "汛期")},
	{"review.seat_refused", "handler", "superv", 403, drawnPanel, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/panels/"+id+"/seats/"+seatWaiting(w, id)+"/refuse", "refused", "出差")
	}},
	{"review.invite", "handler", "superv", 403, drawnPanel, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/panels/"+id+"/seats/"+seatWaiting(w, id)+"/invite")
	}},
}
