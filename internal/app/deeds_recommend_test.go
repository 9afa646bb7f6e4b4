package app

import (
	"net/http/httptest"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/recommend"
	"shidian/internal/store"
	"shidian/internal/unit"
)

var recommendDeeds = map[string]deed{
	"recommend.endorse: submitted": {bid, endorse},
	"recommend.confirm: mended": {mended, func(w *town, who, id string) error {
		return w.Recommend.Confirm(ctx, w.people[who], id, 2, opinion)
	}},
	"recommend.decline: submitted": {bid, func(w *town, who, id string) error {
		return w.Recommend.Decline(ctx, w.people[who], id, 1, "改革基础还不成熟")
	}},
	"recommend.rank: second":     {second, func(w *town, who, id string) error { return w.Recommend.Rank(ctx, w.people[who], id, true) }},
	"recommend.overrun: propose": {beyond, proposeAnswer},
	"recommend.overrun: confirm": {answered, confirm},
	"recommend.overrun: reject":  {answered, reject},
	"recommend.paper: by hand":   atTheDoor("recommend.paper"),

	"see: recommendation":     {kept(submitted), read("/recommend/%s")},
	"see: recommender's desk": {try: read("/recommend")},
	"see: city's desk":        {kept(jiashi), read("/recommend?unit=%s")},
	"see: city's list": {kept(jiashi), func(w *town, who, id string) error {
		return read("/recommend/"+w.cohort.ID+"/list.xlsx?unit=%s")(w, who, id)
	}},
	"see: endorsed, elsewhere": {kept(bid), read("/recommend/%s")},
}

func init() {
	deals = append(deals, recommendDeals...)
	programsOwn = append(programsOwn, "recommend.paper")
	leavers = append(leavers, func(w *town) {
		w.must(w.Recommend.Render(ctx, recommend.RenderEndorsed{Application: recommended(w), Version: 1}))
		w.must(w.Recommend.Decline(ctx, w.people["city"], bid(w), 1, "改革基础还不成熟"))
		w.must(recommendDeeds["recommend.confirm: mended"].try(w, "city", mended(w)))
	})
}

var opinion = recommend.Opinion{Text: "情况属实，同意推荐。"}

func jiashi(w *town) string { return w.people["city"].Unit }

// bid is a fresh submitted application of a new county of 甲市.
func bid(w *town) string {
	w.t.Helper()
	slip, err := w.Unit.Issue(ctx, access.SystemActor, unit.NewAccount{Unit: newUnit(unit.County, "甲市科协")(w), Login: name("bid"), Name: "某某", Roles: []access.Role{access.Clerk}})
	w.must(err)
	clerk := w.actor(slip.Account.Login)
	id, err := w.FillDemoForm(ctx, clerk, w.cohort)
	w.must(err)
	w.people[id] = clerk
	_, err = w.Apply.Submit(ctx, clerk, id, signed)
	w.must(err)
	return id
}

func endorse(w *town, who, id string) error {
	return w.Recommend.Endorse(ctx, w.people[who], id, 1, opinion, "改革任务承接县")
}

// beyond is a fresh recommendation for which there was no place.
func beyond(w *town) string {
	w.t.Helper()
	for {
		id := bid(w)
		w.must(endorse(w, "city", id))
		if a := get(w, func(t *store.Tx) (apply.Application, error) { return apply.Get(t, id) }); a.State == apply.StateOverrun {
			return id
		}
	}
}

// recommended is a fresh application that was recommended within the places or by the province's word.
func recommended(w *town) string {
	w.t.Helper()
	id := beyond(w)
	w.must(confirm(w, "approver", waitingAnswer(w, id)))
	return id
}

// second is a recommended application that is not the first in the order.
func second(w *town) string {
	recommended(w)
	return recommended(w)
}

// mended is one that the province sent back after the recommendation, submitted again.
func mended(w *town) string {
	w.t.Helper()
	id := recommended(w)
	w.must(w.Apply.Return(ctx, w.people["handler"], id, []apply.ReturnItem{{Key: "work_plan", Reason: "措施要具体"}}, w.Clock.Now().Add(24*time.Hour)))
	_, err := w.Apply.Submit(ctx, w.people[id], id, signed)
	w.must(err)
	return id
}

func proposeAnswer(w *town, who, id string) error {
	_, err := w.Recommend.ProposeAnswer(ctx, w.people[who], recommend.Decision{Application: id, Agreed: true, Reason: "经研究同意"})
	return err
}

// answered is the proposal of an answer that waits for the approver.
func answered(w *town) string { return waitingAnswer(w, beyond(w)) }

func waitingAnswer(w *town, id string) string {
	w.t.Helper()
	w.must(proposeAnswer(w, "handler", id))
	for _, p := range get(w, w.Door.Proposals) {
		if p.Object == apply.Object(id) {
			return p.ID
		}
	}
	w.t.Fatal("nothing was proposed")
	return ""
}

var recommendDeals = []deal{
	{"recommend.endorse", "city", "other", 404, bid, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/recommend/"+id+"/endorse", "version", "1", "opinion", opinion.Text, "reason", "理由")
	}},
	{"recommend.confirm", "city", "handler", 403, mended, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/recommend/"+id+"/confirm", "version", "2", "pen", "on")
	}},
	{"recommend.decline", "city", "clerk", 403, bid, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/recommend/"+id+"/decline", "version", "1", "no", "改革基础还不成熟")
	}},
	{"recommend.rank", "city", "other", 404, second, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/recommend/"+id+"/rank", "to", "up")
	}},
	{"recommend.overrun: propose", "handler", "city", 403, beyond, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/recommend/"+id+"/overrun", "agreed", "1", "answer", "经研究同意")
	}},
	{"recommend.overrun: confirm", "approver", "city", 404, answered, answer("confirm")},
	{"recommend.overrun: reject", "approver", "handler", 403, answered, answer("refuse")},
}
