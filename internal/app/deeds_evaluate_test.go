package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

var evaluateDeeds = map[string]deed{
	"evaluate.midterm: running":              {working, midterm(evaluate.Passed)},
	"evaluate.rectified: rectifying":         {rectifying, rectify},
	"evaluate.second_look: the unit asks":    {reported, secondLook(evaluate.Passed)},
	"evaluate.hear: loss proposed":           {lossProposed, hear},
	"evaluate.state: asked":                  {heard, state},
	"evaluate.announce: propose":             {disqualified, proposeAnnounce},
	"evaluate.announce: confirm":             {asked2(proposeAnnounce, disqualified), confirmMidterm},
	"evaluate.announce: reject":              {asked2(proposeAnnounce, disqualified), reject},
	"evaluate.final: the term is over":       {halfway, judge},
	"decide.record: loss, propose":           {stated, proposeLoss},
	"decide.record: loss, confirm":           {asked2(proposeLoss, stated), confirmMidterm},
	"save: rectification":                    {rectifying, keepRectification},
	"see: evaluations, office":               {try: read("/evaluate")},
	"see: evaluations of a pilot":            {kept(stated), read("/evaluate/%s")},
	"see: sheet of a look":                   {kept(stated), read("/evaluate/%s/looks/1/sheet.pdf")},
	"see: signed sheet of a look":            {kept(stated), read("/evaluate/%s/looks/1/scan.pdf")},
	"see: loss of the status, draft":         {kept(disqualified), read("/evaluate/%s/loss.docx")},
	"see: loss of the status, public":        {kept(announced), read("/losses/%s")},
	"see: loss of the status, not announced": {kept(lossOf(disqualified)), read("/losses/%s")},
}

func init() {
	for name, d := range evaluateDeeds {
		deeds[name] = d
	}
	deals = append(deals, evaluateDeals...)
	leavers = append(leavers, func(w *town) {
		announced(w)
		w.must(judge(w, "handler", halfway(w)))
	})
}

// midterms is when pilots of the scene's time are looked at in the middle; finals when their term ends.
var (
	midterms = time.Date(2021, 7, 12, 9, 0, 0, 0, clock.Zone)
	finals   = time.Date(2022, 7, 12, 9, 0, 0, 0, clock.Zone)
	midway   = clock.WithReceived(ctx, midterms)
	atTheEnd = clock.WithReceived(ctx, finals)
)

// rowHalf stands for a half year that was called and reported.
var rowHalf = act.Row{Name: "test.half", Title: "调度", Who: []access.Role{access.Handler}}

// working is a pilot whose plan was approved, with a half year reported.
func working(w *town) string {
	w.t.Helper()
	id := planned(w)
	w.must(confirm(w, "approver", asked2(proposePlan, func(*town) string { return id })(w)))
	half, called := name("half"), fmt.Sprint(clock.Micros(midterms.AddDate(0, -6, 0)))
	_, err := w.Door.Do(ctx, w.people["handler"], rowHalf, run.Object(id), func(t *act.Tx) error {
		for _, s := range []string{
			`INSERT INTO stocktaking (id, title, cohorts, from_day, until_day, due_at, words, state, at, account, remarks, salt) VALUES ('` + half +
				`', '2020年下半年', ',` + w.pilot(id).Cohort + `,', '2020-07-01', '2020-12-31', 1, '', 'open', ` + called + `, '', '', 's')`,
			`INSERT INTO half_report (stocktaking, pilot, n, state, serves, body, reason, at, account, salt) VALUES ('` + half + `', '` + id +
				`', 1, 'submitted', '', '{}', '', ` + called + `, '', 's')`,
		} {
			if _, err := t.Exec(s); err != nil {
				return err
			}
		}
		t.Touch("stocktaking", half)
		t.Touch("half_report", half+"/"+id+"/1")
		return nil
	})
	w.must(err)
	return id
}

func (w *town) evaluation(id string) evaluate.Evaluation {
	w.t.Helper()
	return get(w, func(t *store.Tx) (evaluate.Evaluation, error) { return evaluate.Of(t, id) })
}

func (w *town) looking(id string, c evaluate.Conclusion) evaluate.Looking {
	x := evaluate.Looking{Pilot: id, Conclusion: c, Experts: "某丙", Words: "意见", Scan: w.pdf()}
	for _, one := range w.evaluation(id).Programme().Stages.Evaluate.Sheet() {
		x.Sheet = append(x.Sheet, evaluate.Finding{Key: one.Key, Result: evaluate.Mostly, Words: "情况"})
	}
	if c == evaluate.Failed {
		x.Items = []string{"补齐制度"}
	}
	return x
}

func midterm(c evaluate.Conclusion) func(*town, string, string) error {
	return func(w *town, who, id string) error {
		return w.Evaluate.LookMidterm(midway, w.people[who], w.looking(id, c))
	}
}

func secondLook(c evaluate.Conclusion) func(*town, string, string) error {
	return func(w *town, who, id string) error {
		return w.Evaluate.LookAgain(midway, w.people[who], w.looking(id, c))
	}
}

// then makes a thing and does one more deed to it.
func then(thing func(*town) string, who string, do func(*town, string, string) error) func(*town) string {
	return func(w *town) string {
		w.t.Helper()
		id := thing(w)
		w.must(do(w, who, id))
		return id
	}
}

// The ways of a pilot through its evaluations.
var (
	rectifying   = then(working, "handler", midterm(evaluate.Failed))
	reported     = then(rectifying, "clerk", rectify)
	lossProposed = then(reported, "handler", secondLook(evaluate.Failed))
	heard        = then(lossProposed, "handler", hear)
	stated       = then(heard, "clerk", state)
	halfway      = then(working, "handler", midterm(evaluate.Passed))
)

func rectify(w *town, who, id string) error {
	return w.Evaluate.Rectified(clock.WithReceived(ctx, midterms.Add(time.Hour)), w.people[who], evaluate.Rectifying{Pilot: id, Asks: true, Items: []evaluate.Mended{{What: "补齐制度", Did: "已印发", Evidence: "文件"}}})
}

func hear(w *town, who, id string) error {
	return w.Evaluate.Hear(midway, w.people[who], id, "请陈述", calendar.DayOf(midterms).Add(10).String())
}

func state(w *town, who, id string) error {
	return w.Evaluate.State(midway, w.people[who], id, "", "没有意见", nil)
}

func proposeLoss(w *town, who, id string) error {
	p := w.pilot(id)
	_, err := w.Decide.Record(midway, w.people[who], decide.Taken{Decision: store.NewID(), Cohort: p.Cohort, Matter: programme.MatterLoss, Session: "2021年第7次",
		On: calendar.DayOf(midterms).String(), Excerpt: w.pdf(), Lines: []decide.TakenLine{{Application: p.Application, Outcome: decide.Agreed}}})
	return err
}

func confirmMidterm(w *town, who, id string) error {
	_, err := w.Door.Confirm(midway, w.people[who], id)
	return err
}

func disqualified(w *town) string {
	w.t.Helper()
	id := stated(w)
	w.must(confirmMidterm(w, "approver", asked2(proposeLoss, func(*town) string { return id })(w)))
	return id
}

func proposeAnnounce(w *town, who, id string) error {
	serial++
	_, err := w.Evaluate.Announce(midway, w.people[who], evaluate.Announcing{Pilot: id, Registration: call.Registration{Number: fmt.Sprintf("鲁科协发〔2021〕%d号", 1000+serial),
		Signer: "某某", Dated: "2021-07-12", Issued: w.pdf()}})
	return err
}

// lossOf is the loss of a pilot, by its own id.
func lossOf(thing func(*town) string) func(*town) string {
	return func(w *town) string {
		w.t.Helper()
		l, _ := w.evaluation(thing(w)).Loss()
		return l.ID
	}
}

func announced(w *town) string {
	w.t.Helper()
	id := disqualified(w)
	itself := func(*town) string { return id }
	w.must(confirmMidterm(w, "approver", asked2(proposeAnnounce, itself)(w)))
	return lossOf(itself)(w)
}

func judge(w *town, who, id string) error {
	x := evaluate.Judging{Pilot: id, Experts: "某丙", Words: "意见", Grade: "优秀"}
	for _, one := range w.evaluation(id).Programme().Stages.Evaluate.Sheet() {
		x.Sheet = append(x.Sheet, evaluate.Finding{Key: one.Key, Points: one.Weight * 100})
	}
	return w.Evaluate.Judge(atTheEnd, w.people[who], x)
}

// keepRectification types something, as the script sends it.
func keepRectification(w *town, who, id string) error {
	body, err := json.Marshal(map[string]any{"account": w.people[who].Account, "before": "0", "form": map[string][]string{"did.1": {name("已印发")}}})
	w.must(err)
	return refusal(w.ask(who, http.MethodPut, "/evaluate/"+id+"/draft/rectify", "application/json", body))
}

// at sends something at another time, and puts the clock back.
func at(when time.Time, send func(*town, string, string) *httptest.ResponseRecorder) func(*town, string, string) *httptest.ResponseRecorder {
	return func(w *town, who, id string) *httptest.ResponseRecorder {
		before := w.Clock.Now()
		w.Clock.SetOffset(time.Until(when))
		defer func() { w.Clock.SetOffset(time.Until(before)) }()
		return send(w, who, id)
	}
}

// sheetFields are a look's form as the page sends it.
func (w *town) sheetFields(id string, more ...string) []string {
	fields := append([]string{"experts", "某丙", "words", "意见"}, more...)
	for _, one := range w.evaluation(id).Programme().Stages.Evaluate.Sheet() {
		fields = append(fields, "result."+one.Key, "mostly", "points."+one.Key, fmt.Sprint(one.Weight), "words."+one.Key, "情况")
	}
	return fields
}

// issuing uploads the issued document with its form.
func (w *town) issuing(who, path, field string, fields ...string) *httptest.ResponseRecorder {
	kind, body := upload(field, "issued.pdf", []byte("%PDF-1.7\nissued"), fields...)
	return w.ask(who, http.MethodPost, path, kind, body)
}

var evaluateDeals = []deal{
	{"evaluate.midterm", "handler", "clerk", 403, working, at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/evaluate/"+id+"/midterm", w.sheetFields(id, "conclusion", "passed")...)
	})},
	{"evaluate.rectified", "clerk", "city", 403, rectifying, at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/evaluate/"+id+"/rectified", "before", "9999999999999999", "did.1", "已印发", "evidence.1", "文件", "asks", "1")
	})},
	{"evaluate.second_look", "handler", "clerk", 403, reported, at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/evaluate/"+id+"/second", w.sheetFields(id, "conclusion", "failed")...)
	})},
	{"evaluate.hear", "handler", "clerk", 403, lossProposed, at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/evaluate/"+id+"/hear", "words", "请陈述", "until", calendar.DayOf(midterms).Add(10).String())
	})},
	{"evaluate.state", "clerk", "city", 403, heard, at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/evaluate/"+id+"/state", "before", "9999999999999999", "statement", "没有意见")
	})},
	{"evaluate.announce: propose", "handler", "clerk", 403, disqualified, at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		serial++
		return w.issuing(who, "/evaluate/"+id+"/announce", "issued", "number", fmt.Sprintf("鲁科协发〔2021〕%d号", 1000+serial), "signer", "某某", "dated", "2021-07-12")
	})},
	{"evaluate.announce: confirm", "approver", "handler", 403, asked2(proposeAnnounce, disqualified), at(midterms, answer("confirm"))},
	{"evaluate.announce: reject", "approver", "clerk", 404, asked2(proposeAnnounce, disqualified), answer("refuse")},
	{"evaluate.final", "handler", "clerk", 403, halfway, at(finals, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/evaluate/"+id+"/final", w.sheetFields(id, "grade", "优秀")...)
	})},
}

// Whoever looks again after the days for rectifying reads that the unit has not reported.
func TestASecondLookSaysThatNothingWasReported(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		page := at(midterms.AddDate(1, 0, 0), func(w *town, who, id string) *httptest.ResponseRecorder {
			return w.ask(who, http.MethodGet, "/evaluate/"+id, "", nil)
		})
		words := "单位没有报送整改情况"
		if out := page(w, "handler", rectifying(w)); !strings.Contains(out.Body.String(), words) {
			t.Errorf("not told: %d", out.Code)
		}
		if out := page(w, "handler", reported(w)); strings.Contains(out.Body.String(), words) {
			t.Error("told of a unit that reported")
		}
	})
}
