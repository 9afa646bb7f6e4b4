package app

import (
	"fmt"
	"net/http/httptest"
	"time"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/store"
	"shidian/internal/unit"
)

var acceptDeeds = map[string]deed{
	"accept.accept: checked":       {checked(accept.Passed), func(w *town, who, id string) error { return w.Accept.Accept(ctx, w.people[who], id, 1) }},
	"accept.supplement: checked":   {checked(accept.Mendable), supplement(apply.ReturnItem{Key: "work_plan", Reason: "措施要具体"})},
	"accept.supplement_paper: due": {checked(accept.Mendable), supplement()},
	"accept.reject: propose":       {checked(accept.Fatal), proposeReject},
	"accept.reject: confirm":       {waitingFor(proposeReject, checked(accept.Fatal)), confirm},
	"accept.reject: reject":        {waitingFor(proposeReject, checked(accept.Fatal)), reject},
	"accept.ask_again: refused":    {refused, askAgain},
	"accept.answer_again: propose": {lookedAtAgain, answerAgain},
	"accept.answer_again: confirm": {waitingFor(answerAgain, lookedAtAgain), confirm},
	"accept.answer_again: reject":  {waitingFor(answerAgain, lookedAtAgain), reject},
	"accept.register_paper": {kept(direct), func(w *town, who, id string) error {
		_, err := w.Accept.Register(ctx, w.people[who], w.envelope(id))
		return err
	}},
	"accept.unregister_paper: wrong": {registered, func(w *town, who, id string) error {
		_, err := w.Accept.Unregister(ctx, w.people[who], id, "是另一家的")
		return err
	}},
	"accept.correct: submitted": {kept(submitted), func(w *town, who, id string) error {
		serial++
		return w.Accept.Correct(ctx, w.people[who], id, map[string]string{"contact_phone": fmt.Sprint(13700000000 + serial)})
	}},
	"accept.phoned: owes paper": {kept(direct), func(w *town, who, id string) error {
		return w.Accept.Phoned(ctx, w.people[who], w.cohort.ID, w.application(id).Unit, accept.CallPaper)
	}},

	"save: formal check": {kept(direct), func(w *town, who, id string) error {
		return refusal(w.post(who, "/accept/"+id+"/check", "version", "1", "result.in_scope", "passed"))
	}},
	"see: acceptance desk":    {try: read("/accept")},
	"see: formal check":       {kept(submitted), read("/accept/%s")},
	"see: receipt record":     {kept(submitted), read("/accept/%s/record.pdf")},
	"see: second look":        {kept(submitted), read("/accept/%s/again")},
	"see: counter":            {try: read("/counter")},
	"see: wrong registration": {kept(registered), read("/counter/%s/mistaken")},
	"see: who owes paper":     {try: read("/accept/owed")},
	"see: whom to call":       {try: read("/accept/calls")},
	"see: who missed it":      {try: read("/accept/late")},
	"see: phones":             {kept(submitted), read("/applications/%s/correction")},
}

func init() {
	deals = append(deals, acceptDeals...)
	leavers = append(leavers, func(w *town) {
		id := checked(accept.Passed)(w)
		for _, name := range []string{"accept.phoned: owes paper", "accept.register_paper", "accept.accept: checked"} {
			w.must(acceptDeeds[name].try(w, "handler", id))
		}
		w.must(acceptDeeds["accept.correct: submitted"].try(w, "handler", id))
		w.must(acceptDeeds["accept.unregister_paper: wrong"].try(w, "handler", registered(w)))
		lookedAtAgain(w)
	})
}

func (w *town) application(id string) apply.Application {
	w.t.Helper()
	return get(w, func(t *store.Tx) (apply.Application, error) { return apply.Get(t, id) })
}

func (w *town) envelope(id string) accept.Paper {
	return accept.Paper{Application: id, Version: 1, Copies: 3, Sealed: 3, Seal: accept.SealOwn, Received: calendar.DayOf(w.Clock.Now())}
}

// direct is a fresh submitted application of a new society: nobody recommends it.
func direct(w *town) string {
	w.t.Helper()
	slip, err := w.Unit.Issue(ctx, access.SystemActor, unit.NewAccount{Unit: newUnit(unit.Society, "")(w), Login: name("direct"), Name: "某某", Roles: []access.Role{access.Clerk}})
	w.must(err)
	clerk := w.actor(slip.Account.Login)
	id, err := w.FillDemoForm(ctx, clerk, w.cohort)
	w.must(err)
	_, err = w.Apply.Submit(ctx, clerk, id, signed)
	w.must(err)
	return id
}

// registered is a paper that the counter registered.
func registered(w *town) string {
	w.t.Helper()
	in, err := w.Accept.Register(ctx, w.people["handler"], w.envelope(direct(w)))
	w.must(err)
	return in.ID
}

// checked is one whose check is typed in: all passed but that it came in time.
func checked(result accept.Result) func(*town) string {
	return func(w *town) string {
		id := direct(w)
		w.check(id, result)
		return id
	}
}

func (w *town) check(id string, result accept.Result) {
	w.t.Helper()
	var lines []accept.Line
	for _, item := range accept.ItemsFor(w.cohort.Programme, w.application(id).Kind) {
		lines = append(lines, accept.Line{Item: item.Key, Result: accept.Passed})
		if item.Key == "in_time" {
			lines[len(lines)-1] = accept.Line{Item: item.Key, Result: result, Note: "纸质件没有按时送达"}
		}
	}
	w.must(w.Accept.Save(ctx, w.people["handler"], id, 1, lines))
}

func supplement(fields ...apply.ReturnItem) func(*town, string, string) error {
	return func(w *town, who, id string) error {
		return w.Accept.Supplement(ctx, w.people[who], id, 1, fields, w.Clock.Now().Add(24*time.Hour))
	}
}

func proposeReject(w *town, who, id string) error {
	_, err := w.Accept.ProposeReject(ctx, w.people[who], id, 1, "逾期送达")
	return err
}

// waitingFor is a proposal about an application that waits for the approver.
func waitingFor(propose func(*town, string, string) error, object func(*town) string) func(*town) string {
	return func(w *town) string {
		w.t.Helper()
		id := object(w)
		w.must(propose(w, "handler", id))
		for _, p := range get(w, w.Door.Proposals) {
			if p.Object == apply.Object(id) {
				return p.ID
			}
		}
		w.t.Fatal("nothing was proposed")
		return ""
	}
}

// refused is a fresh application of 甲县, in a cohort of its own, that was recommended and not accepted.
func refused(w *town) string {
	w.t.Helper()
	c := w.publish(w.openCohort(w.year()), fmt.Sprintf("鲁科协发〔2020〕%d号", w.year()))
	id, err := w.FillDemoForm(ctx, w.people["clerk"], c)
	w.must(err)
	w.must(w.Apply.AddWriter(ctx, w.people["clerk"], id, "yixian-w", "writer"))
	_, err = w.Apply.Submit(ctx, w.people["clerk"], id, signed)
	w.must(err)
	w.must(endorse(w, "city", id))
	w.check(id, accept.Fatal)
	w.must(confirm(w, "approver", waitingFor(proposeReject, func(*town) string { return id })(w)))
	return id
}

func askAgain(w *town, who, id string) error {
	return w.Accept.AskAgain(ctx, w.people[who], id, "邮戳是截止之前的", "某甲")
}

// lookedAtAgain is one for which a second look was lookedAtAgain.
func lookedAtAgain(w *town) string {
	id := refused(w)
	w.must(askAgain(w, "clerk", id))
	return id
}

func answerAgain(w *town, who, id string) error {
	_, err := w.Accept.ProposeAnswer(ctx, w.people[who], id, false, "核实后维持")
	return err
}

var acceptDeals = []deal{
	{"accept.accept", "handler", "approver", 403, checked(accept.Passed), func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/accept/several", "ready", id+"/1")
	}},
	{"accept.supplement", "handler", "clerk", 403, checked(accept.Mendable), func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/accept/"+id+"/supplement", "version", "1", "how", "fields", "key", "work_plan", "reason.work_plan", "措施要具体", "until", w.tomorrow())
	}},
	{"accept.supplement_paper", "handler", "city", 403, checked(accept.Mendable), func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/accept/"+id+"/supplement", "version", "1", "how", "paper", "until", w.tomorrow())
	}},
	{"accept.reject: propose", "handler", "approver", 403, checked(accept.Fatal), func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/accept/"+id+"/reject", "version", "1", "reason", "逾期送达")
	}},
	{"accept.reject: confirm", "approver", "handler", 403, waitingFor(proposeReject, checked(accept.Fatal)), answer("confirm")},
	{"accept.reject: reject", "approver", "city", 404, waitingFor(proposeReject, checked(accept.Fatal)), answer("refuse")},
	{"accept.ask_again", "clerk", "neighb", 404, refused, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/accept/"+id+"/again", "reason", "邮戳是截止之前的", "head_name", "某甲")
	}},
	{"accept.answer_again: propose", "handler", "clerk", 403, lookedAtAgain, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/accept/"+id+"/answer", "result", "accept", "answer", "核实后受理")
	}},
	{"accept.answer_again: confirm", "approver", "handler", 403, waitingFor(answerAgain, lookedAtAgain), answer("confirm")},
	{"accept.answer_again: reject", "approver", "clerk", 404, waitingFor(answerAgain, lookedAtAgain), answer("refuse")},
	{"accept.register_paper", "handler", "clerk", 403, direct, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/counter", "id", id, "version", "1", "copies", "3", "sealed", "3", "seal", "own", "received", w.today().String())
	}},
	{"accept.unregister_paper", "handler", "approver", 403, registered, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/counter/"+id+"/mistaken", "reason", "是另一家的")
	}},
	{"accept.correct", "clerk", "society", 404, submitted, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/applications/"+id+"/correction", "contact_phone", "13612345678")
	}},
	{"accept.phoned", "handler", "approver", 403, direct, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/accept/calls", "cohort", w.cohort.ID, "unit", w.application(id).Unit, "matter", "paper")
	}},
}

func (w *town) today() calendar.Day { return calendar.DayOf(w.Clock.Now()) }

func (w *town) tomorrow() string { return w.today().Add(1).String() }
