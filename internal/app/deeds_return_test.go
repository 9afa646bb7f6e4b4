package app

import (
	"bytes"
	"net/http/httptest"
	"time"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/clock"
)

// returnDeeds are sending back by item, and the late door.
var returnDeeds = map[string]deed{
	"apply.return: submitted": {submitted, sendBack},
	"apply.return: society's": {societySubmitted, sendBack},
	"apply.late: propose":     {draft, proposeLate},
	"apply.late: confirm":     {lateProposed, confirmLate},
	"apply.late: reject":      {lateProposed, reject},

	"see: late door's evidence": {kept(lateProposed), read("/proposals/%s/papers/1")},
}

// returnDeals are the same by way of the pages.
var returnDeals = []deal{
	{"apply.return", "city", "other", 404, submitted, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/applications/"+id+"/return", "key", "expected_results", "reason.expected_results", "请补充", "until", "2020-05-16")
	}},
	{"apply.late: propose", "handler", "clerk", 403, draft, func(w *town, who, id string) *httptest.ResponseRecorder {
		blob, err := w.Files.Put(bytes.NewReader([]byte("%PDF-1.7\nproof")), 1<<20)
		w.must(err)
		return w.lately(func() *httptest.ResponseRecorder {
			return w.post(who, "/applications/"+id+"/late", "reason", "系统中断", "evidence", blob.Hash, "until", "2020-05-22")
		})
	}},
	{"apply.late: confirm", "approver", "handler", 403, lateProposed, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.lately(func() *httptest.ResponseRecorder { return answer("confirm")(w, who, id) })
	}},
	{"apply.late: reject", "approver", "city", 404, lateProposed, answer("refuse")},
}

func sendBack(w *town, who, id string) error {
	until := calendar.EndOfDay(calendar.Date(2020, time.May, 16))
	return w.Apply.Return(ctx, w.people[who], id, []apply.ReturnItem{{Key: "expected_results", Reason: "请补充"}}, until)
}

// societySubmitted is a society's submitted application in the second cohort.
func societySubmitted(w *town) string {
	w.t.Helper()
	if id := w.fixed["society's"]; id != "" {
		w.must(withdraw(w, "society", id))
	}
	id, err := w.fillDemo(ctx, w.people["society"], w.second, nil)
	w.must(err)
	w.must(submit(w, "society", id))
	w.fixed["society's"] = id
	return id
}

func init() {
	deals = append(deals, returnDeals...)
	leavers = append(leavers, func(w *town) {
		w.must(sendBack(w, "handler", societySubmitted(w)))
		w.must(confirmLate(w, "approver", lateProposed(w)))
	})
}

// late is a day past the electronic deadline; what is received afterwards counts as of then.
var (
	late       = time.Date(2020, 5, 20, 9, 0, 0, 0, clock.Zone)
	afterwards = clock.WithReceived(ctx, late)
)

// lately sends something at that instant, and puts the clock back.
func (w *town) lately(send func() *httptest.ResponseRecorder) *httptest.ResponseRecorder {
	before := w.Clock.Now()
	w.Clock.SetOffset(time.Until(late))
	defer func() { w.Clock.SetOffset(time.Until(before)) }()
	return send()
}

func proposeLate(w *town, who, id string) error {
	blob, err := w.Files.Put(bytes.NewReader([]byte("%PDF-1.7\nproof")), 1<<20)
	w.must(err)
	_, err = w.Apply.ProposeLate(afterwards, w.people[who], apply.LateDoor{Application: id, Until: time.Date(2020, 5, 22, 0, 0, 0, 0, clock.Zone),
		Reason: "系统中断", Evidence: blob.Hash})
	return err
}

// lateProposed is a late door that waits for the approver.
func lateProposed(w *town) string {
	w.t.Helper()
	id := draft(w)
	w.must(proposeLate(w, "handler", id))
	for _, p := range get(w, w.Door.Proposals) {
		if p.Object == apply.Object(id) {
			return p.ID
		}
	}
	w.t.Fatal("nothing was proposed")
	return ""
}

func confirmLate(w *town, who, id string) error {
	_, err := w.Door.Confirm(afterwards, w.people[who], id)
	return err
}
