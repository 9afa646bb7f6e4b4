package app

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/programme"
	"shidian/internal/publish"
	"shidian/internal/store"
	"shidian/internal/unit"
)

var publishDeeds = map[string]deed{
	"decide.propose_list: reviewed": {reviewed, proposeList},
	"decide.drop_list: listed":      {onList, func(w *town, who, id string) error { return w.Decide.DropList(ctx, w.people[who], id, "重新提出") }},
	"decide.record: propose":        {onList, proposeRecord},
	"decide.record: confirm":        {onListAnd(proposeRecord), confirm},
	"decide.record: reject":         {onListAnd(proposeRecord), reject},
	"publish.draft: decided":        {decided, draftNotice},
	"publish.start: propose":        {drafted, proposeStart},
	"publish.start: confirm":        {asked2(proposeStart, drafted), confirm},
	"publish.start: reject":         {asked2(proposeStart, drafted), reject},
	"publish.strike: propose":       {onNotice, proposeStrike},
	"publish.strike: confirm":       {asked2(proposeStrike, onNotice), confirm},
	"publish.strike: reject":        {asked2(proposeStrike, onNotice), reject},
	"publish.stop: propose":         {onNotice, proposeStop},
	"publish.stop: confirm":         {asked2(proposeStop, onNotice), confirm},
	"publish.stop: reject":          {asked2(proposeStop, onNotice), reject},
	"publish.object: on notice":     {onNotice, object},
	"publish.report: on notice":     {onNotice, func(w *town, _, id string) error { return w.Publish.Report(ctx, id, "有人打招呼") }},
	"publish.type_in_objection: on notice": {onNotice, func(w *town, who, id string) error {
		x := w.objectionTo(id)
		x.Way, x.Received = "信函", w.Clock.Now()
		_, err := w.Publish.TypeIn(ctx, w.people[who], x)
		return err
	}},
	"publish.assign: open": {objected, func(w *town, who, id string) error {
		return w.Publish.Assign(ctx, w.people[who], id, w.people["handler"].Account, "")
	}},
	"publish.find: the handler's": {assigned, find},
	"publish.release: propose":    {onNotice, proposeRelease},
	"publish.release: confirm":    {asked2(proposeRelease, onNotice), confirmAfter},
	"publish.release: reject":     {asked2(proposeRelease, onNotice), reject},
	"see: decisions":              {try: read("/decide")},
	"see: decision":               {kept(onList), read("/decide/%s")},
	"see: meeting packet":         {kept(onList), read("/decide/%s/packet.pdf")},
	"see: notices, office":        {try: read("/publish")},
	"see: notice, office":         {kept(onNotice), read("/publish/%s")},
	"see: notice's draft":         {kept(onNotice), read("/publish/%s/draft.docx")},
	"see: objection":              {kept(objected), read("/objections/%s")},
	"see: reports":                {try: read("/reports")},
	"see: notices, public":        {try: read("/public")},
	"see: notice, public":         {kept(onNotice), read("/public/%s")},
	"see: notice, still a draft":  {kept(drafted), read("/public/%s")},
	"see: objection form":         {kept(onNotice), read("/public/%s/objection")},
}

func init() {
	deals = append(deals, publishDeals...)
	leavers = append(leavers, func(w *town) {
		id := onNotice(w)
		w.must(w.Publish.Report(ctx, id, "有人打招呼"))
		w.must(object(w, "visitor", id))
		o := w.objections(id)[0]
		w.must(w.Publish.Assign(ctx, w.people["approver"], o.ID, w.people["handler"].Account, ""))
		w.must(find(w, "handler", o.ID))
		w.must(confirmAfter(w, "approver", asked2(proposeRelease, func(*town) string { return id })(w)))
	})
}

var rowReviewed = act.Row{Name: "test.review", Title: "评审", Who: []access.Role{access.Handler}, From: []act.State{apply.StateSubmitted}, To: []act.State{apply.StateInReview}}

// reviewed is a society's application in a cohort of its own whose review has ended.
func reviewed(w *town) string {
	w.t.Helper()
	w.Decide.Ranking = func(t *store.Tx, cohort string) (ranked []decide.Ranked, err error) {
		all, err := apply.Every(t, apply.Filter{Cohort: cohort, State: apply.StateInReview})
		for i, a := range all {
			ranked = append(ranked, decide.Ranked{Application: a.ID, Place: i + 1, Score: "90.00", Spread: "3"})
		}
		return ranked, err
	}
	c := w.publish(w.openCohort(w.year()), fmt.Sprintf("鲁科协发〔2020〕%d号", w.year()))
	slip, err := w.Unit.Issue(ctx, access.SystemActor, unit.NewAccount{Unit: newUnit(unit.Society, "")(w), Login: name("reviewed"), Name: "某某", Roles: []access.Role{access.Clerk}})
	w.must(err)
	clerk := w.actor(slip.Account.Login)
	id, err := w.FillDemoForm(ctx, clerk, c)
	w.must(err)
	_, err = w.Apply.Submit(ctx, clerk, id, signed)
	w.must(err)
	_, err = w.Door.Do(ctx, w.people["handler"], rowReviewed, apply.Object(id), func(t *act.Tx) error {
		a, err := apply.Lock(t.Tx, id)
		if err != nil {
			return err
		}
		return apply.SetState(t, a, apply.StateInReview)
	})
	w.must(err)
	return id
}

func proposeList(w *town, who, id string) error {
	_, err := w.Decide.ProposeList(ctx, w.people[who], w.application(id).Cohort, []string{id}, "")
	return err
}

func onList(w *town) string {
	w.t.Helper()
	id := reviewed(w)
	list, err := w.Decide.ProposeList(ctx, w.people["handler"], w.application(id).Cohort, []string{id}, "")
	w.must(err)
	return list
}

func (w *town) decision(id string) decide.Decision {
	w.t.Helper()
	return get(w, func(t *store.Tx) (decide.Decision, error) { return decide.Get(t, id) })
}

func (w *town) pdf() string {
	w.t.Helper()
	blob, err := w.Files.Put(bytes.NewReader([]byte("%PDF-1.7\npaper")), 1<<20)
	w.must(err)
	return blob.Hash
}

func proposeRecord(w *town, who, id string) error {
	d := w.decision(id)
	_, err := w.Decide.Record(ctx, w.people[who], decide.Taken{Decision: id, Cohort: d.Cohort, Matter: d.Matter, Session: "2020年第6次", On: w.today().String(),
		Excerpt: w.pdf(), Lines: []decide.TakenLine{{Application: d.Lines[0].Application, Outcome: decide.Agreed}}, Left: []decide.Left{{Who: "某丙", About: "某某学会"}}})
	return err
}

// asked2 is a proposal that waits for the approver, whatever it is about.
func asked2(propose func(*town, string, string) error, thing func(*town) string) func(*town) string {
	return func(w *town) string {
		w.t.Helper()
		id := thing(w)
		before := map[string]bool{}
		for _, p := range get(w, w.Door.Proposals) {
			before[p.ID] = true
		}
		w.must(propose(w, "handler", id))
		for _, p := range get(w, w.Door.Proposals) {
			if !before[p.ID] {
				return p.ID
			}
		}
		w.t.Fatal("nothing was proposed")
		return ""
	}
}

func onListAnd(propose func(*town, string, string) error) func(*town) string {
	return asked2(propose, onList)
}

func decided(w *town) string {
	w.t.Helper()
	id := onList(w)
	w.must(confirm(w, "approver", asked2(proposeRecord, func(*town) string { return id })(w)))
	return id
}

func draftNotice(w *town, who, id string) error {
	_, err := w.Publish.Draft(ctx, w.people[who], w.drafting(id))
	return err
}

func (w *town) drafting(decision string) publish.Drafting {
	return publish.Drafting{Decision: decision, From: w.today().String(), OfficePhone: "0531-82088888", DisciplinePhone: "0531-82077777"}
}

func drafted(w *town) string {
	w.t.Helper()
	id, err := w.Publish.Draft(ctx, w.people["handler"], w.drafting(decided(w)))
	w.must(err)
	return id
}

func proposeStart(w *town, who, id string) error {
	_, err := w.Publish.Start(ctx, w.people[who], publish.Starting{Notice: id, Signer: "某某", Issued: w.pdf(), SiteURL: "http://www.sdast.org.cn/1.html", Snapshot: w.pdf()})
	return err
}

func onNotice(w *town) string {
	w.t.Helper()
	id := drafted(w)
	w.must(confirm(w, "approver", asked2(proposeStart, func(*town) string { return id })(w)))
	return id
}

func (w *town) noticed(id string) publish.Notice {
	w.t.Helper()
	return get(w, func(t *store.Tx) (publish.Notice, error) { return publish.Get(t, id) })
}

func proposeStrike(w *town, who, id string) error {
	_, err := w.Publish.Strike(ctx, w.people[who], publish.Striking{Notice: id, Application: w.noticed(id).Lines[0].Application, Reason: "异议成立"})
	return err
}

func proposeStop(w *town, who, id string) error {
	_, err := w.Publish.Stop(ctx, w.people[who], publish.Striking{Notice: id, Reason: "名单有误"})
	return err
}

func (w *town) objectionTo(id string) publish.Words {
	return publish.Words{Notice: id, Who: "person", Name: "某丁", Phone: "13811112222", Text: "材料与事实不符", Evidence: []string{w.pdf()}}
}

func object(w *town, who, id string) error {
	_, err := w.Publish.Object(ctx, w.people[who], w.objectionTo(id))
	return err
}

func (w *town) objections(notice string) []publish.Objection {
	w.t.Helper()
	return get(w, func(t *store.Tx) ([]publish.Objection, error) { return publish.Objections(t, notice) })
}

func objected(w *town) string {
	w.t.Helper()
	id := onNotice(w)
	w.must(object(w, "visitor", id))
	return w.objections(id)[0].ID
}

func assigned(w *town) string {
	w.t.Helper()
	id := objected(w)
	w.must(w.Publish.Assign(ctx, w.people["approver"], id, w.people["handler"].Account, ""))
	return id
}

func find(w *town, who, id string) error {
	return w.Publish.Find(ctx, w.people[who], id, publish.Answered{Outcome: publish.Rejected, Found: "不属实", Answer: "经核查不属实"})
}

// periodOver is when every notice that was put up in the scene's time has run out.
var periodOver = time.Date(2020, 7, 20, 9, 0, 0, 0, clock.Zone)

func proposeRelease(w *town, who, id string) error {
	serial++
	_, err := w.Publish.Release(clock.WithReceived(ctx, periodOver), w.people[who], w.noticed(id).Cohort, call.Registration{Number: fmt.Sprintf("鲁科协发〔2020〕%d号", 1000+serial),
		Signer: "某某", Dated: programme.Day(calendar.DayOf(periodOver).String()), Issued: w.pdf()})
	return err
}

func confirmAfter(w *town, who, id string) error {
	_, err := w.Door.Confirm(clock.WithReceived(ctx, periodOver), w.people[who], id)
	return err
}

// after sends something when the period is over, and puts the clock back.
func after(send func(*town, string, string) *httptest.ResponseRecorder) func(*town, string, string) *httptest.ResponseRecorder {
	return func(w *town, who, id string) *httptest.ResponseRecorder {
		before := w.Clock.Now()
		w.Clock.SetOffset(time.Until(periodOver))
		defer func() { w.Clock.SetOffset(time.Until(before)) }()
		return send(w, who, id)
	}
}

// form posts a form with files that were uploaded before.
func (w *town) form(who, path string, fields ...string) *httptest.ResponseRecorder {
	kind, body := upload("unused", "", nil, fields...)
	return w.ask(who, "POST", path, kind, body)
}

var publishDeals = []deal{
	{"decide.propose_list", "handler", "clerk", 403, reviewed, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/decide", "cohort", w.application(id).Cohort, "application", id)
	}},
	{"decide.drop_list", "handler", "superv", 403, onList, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/decide/"+id+"/drop", "reason", "重新提出")
	}},
	{"decide.record: propose", "handler", "clerk", 404, onList, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/decide/"+id+"/record", "session", "第6次", "on", w.today().String(), "excerpt_before", w.pdf(), "left", "某丙 某某学会",
			"outcome."+w.decision(id).Lines[0].Application, "agreed")
	}},
	{"decide.record: confirm", "approver", "handler", 403, onListAnd(proposeRecord), answer("confirm")},
	{"decide.record: reject", "approver", "clerk", 404, onListAnd(proposeRecord), answer("refuse")},
	{"publish.draft", "handler", "clerk", 403, decided, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/publish", "decision", id, "from", w.today().String(), "office_phone", "0531-1", "discipline_phone", "0531-2")
	}},
	{"publish.start: propose", "handler", "clerk", 404, drafted, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/publish/"+id+"/start", "signer", "某某", "site_url", "http://www.sdast.org.cn/1.html", "issued_before", w.pdf(), "snapshot_before", w.pdf())
	}},
	{"publish.start: confirm", "approver", "handler", 403, asked2(proposeStart, drafted), answer("confirm")},
	{"publish.start: reject", "approver", "clerk", 404, asked2(proposeStart, drafted), answer("refuse")},
	{"publish.strike: propose", "handler", "clerk", 403, onNotice, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/publish/"+id+"/strike", "application", w.noticed(id).Lines[0].Application, "reason", "异议成立")
	}},
	{"publish.strike: confirm", "approver", "handler", 403, asked2(proposeStrike, onNotice), answer("confirm")},
	{"publish.strike: reject", "approver", "clerk", 404, asked2(proposeStrike, onNotice), answer("refuse")},
	{"publish.stop: propose", "handler", "clerk", 403, onNotice, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/publish/"+id+"/stop", "reason", "名单有误")
	}},
	{"publish.stop: confirm", "approver", "handler", 403, asked2(proposeStop, onNotice), answer("confirm")},
	{"publish.stop: reject", "approver", "clerk", 404, asked2(proposeStop, onNotice), answer("refuse")},
	{"publish.type_in_objection", "handler", "clerk", 404, onNotice, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/publish/"+id+"/objections", "way", "电话", "received", w.today().String(), "who", "person", "name", "某丁", "phone", "13811112222", "words", "不符")
	}},
	{"publish.assign", "approver", "clerk", 403, objected, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/objections/"+id+"/assign", "handler", w.people["handler"].Account, "concerns", "")
	}},
	{"publish.find", "handler", "approver", 403, assigned, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/objections/"+id+"/find", "outcome", "rejected", "found", "不属实", "answer", "经核查不属实")
	}},
	{"publish.release: propose", "handler", "clerk", 404, onNotice, after(func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/publish/release", "cohort", w.noticed(id).Cohort, "number", "鲁科协发〔2020〕999号", "signer", "某某", "dated", "2020-07-20", "issued_before", w.pdf())
	})},
	{"publish.release: confirm", "approver", "handler", 403, asked2(proposeRelease, onNotice), after(answer("confirm"))},
	{"publish.release: reject", "approver", "clerk", 404, asked2(proposeRelease, onNotice), answer("refuse")},
}

func (w *town) noonToday() string { return w.today().String() }

// Anybody objects on the public page and asks by the code how it stands; who gives no name is shown the other door.
func TestAnybodyObjectsOverHTTP(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := onNotice(w)
		objection := func(name string) *httptest.ResponseRecorder {
			return w.form("visitor", "/public/"+id+"/objection", "who", "person", "name", name, "phone", "13811112222", "words", "材料与事实不符", "evidence_before", w.pdf())
		}
		if out := objection(""); out.Code != 422 || len(w.objections(id)) != 0 || !strings.Contains(out.Body.String(), "违纪举报") {
			t.Errorf("without a name: %d %s", out.Code, words(out))
		}
		out := objection("某丁")
		code := regexp.MustCompile(`[A-Z2-7]{26}`).FindString(out.Body.String())
		if out.Code != 200 || code == "" || len(w.objections(id)) != 1 {
			t.Fatalf("by name: %d %s", out.Code, words(out))
		}
		if page := w.ask("visitor", "GET", "/objection/"+code, "", nil).Body.String(); !strings.Contains(page, "正在核查") || strings.Contains(page, "某丁") || strings.Contains(page, "13811112222") {
			t.Errorf("asked by the code: %s", page)
		}
		if page := w.ask("visitor", "GET", "/objection/ABCDEFG", "", nil).Body.String(); !strings.Contains(page, "没有查到") {
			t.Error("a made-up code finds something")
		}
		if out := w.post("visitor", "/public/"+id+"/report", "report", "有人打招呼"); out.Code != 303 {
			t.Errorf("a report: %d %s", out.Code, words(out))
		}
		if page := w.ask("superv", "GET", "/reports", "", nil).Body.String(); !strings.Contains(page, "有人打招呼") {
			t.Error("the supervisor does not see the report")
		}
		w.holds()
	})
}
