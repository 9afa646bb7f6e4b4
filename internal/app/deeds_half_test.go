package app

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/kit"
	"shidian/internal/run"
	"shidian/internal/store"
)

// In these deeds the thing is a report that is asked of 甲县: the end of its address, pilot/half/stocktaking.
var halfDeeds = map[string]deed{
	"run.stocktake: a pilot at work": {piloted, func(w *town, who, id string) error {
		_, err := w.Run.Stocktake(inHalf, w.people[who], w.calling(id))
		return err
	}},
	"run.report: asked":                  {askedHalf, report},
	"run.excuse: asked":                  {askedHalf, excuse},
	"run.close_stocktaking: open":        {askedHalf, closeHalf},
	"save: report":                       {askedHalf, keepHalf},
	"see: report to be written":          {kept(askedHalf), read("/pilots/%s")},
	"see: report":                        {kept(reportedHalf), read("/pilots/%s")},
	"see: report, PDF":                   {kept(reportedHalf), read("/pilots/%s/report.pdf")},
	"see: report that is none, PDF":      {kept(askedHalf), read("/pilots/%s/report.pdf")},
	"see: file of a report that is none": {kept(reportedHalf), read("/pilots/%s/files/" + strings.Repeat("0", 64))},
	"see: stocktakings":                  {try: read("/stocktakings")},
	"see: stocktaking to be called":      {try: read("/stocktakings/new")},
	"see: stocktaking":                   {kept(stocktaken), read("/stocktakings/%s")},
	"see: stocktaking, table":            {kept(stocktaken), read("/stocktakings/%s/table.xlsx")},
	"see: stocktaking, report on it":     {kept(stocktaken), read("/stocktakings/%s/summary.docx")},
}

func init() {
	for name, d := range halfDeeds {
		deeds[name] = d
	}
	deals = append(deals, halfDeals...)
	leavers = append(leavers, func(w *town) { w.must(closeHalf(w, "handler", reportedHalf(w))) })
}

var halfDeals = []deal{
	{"run.stocktake", "handler", "superv", 403, piloted, after(func(w *town, who, id string) *httptest.ResponseRecorder {
		x := w.calling(id)
		return w.post(who, "/stocktakings", "title", x.Title, "cohorts", x.Cohorts[0], "from", x.Half.From.String(), "until", x.Half.Until.String(), "due", x.Due.String())
	})},
	{"run.report", "clerk", "superv", 403, askedHalf, after(func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/pilots/"+id, "act", "submit", "before", "0", "plan", "0", "summary", "方案正在编制。")
	})},
	{"run.excuse", "handler", "superv", 403, askedHalf, after(func(w *town, who, id string) *httptest.ResponseRecorder {
		pilot, stocktaking := halves(id)
		return w.post(who, "/stocktakings/"+stocktaking+"/excuse", "pilot", pilot, "reason", "机构改革")
	})},
	{"run.close_stocktaking", "handler", "superv", 403, askedHalf, after(func(w *town, who, id string) *httptest.ResponseRecorder {
		_, stocktaking := halves(id)
		return w.post(who, "/stocktakings/"+stocktaking+"/close", "remarks", "总体平稳。", "sure", "1")
	})},
}

// inHalf is when the half years of the scene's time are asked for and reported.
var inHalf = clock.WithReceived(ctx, periodOver)

// halves are the two ids of a report's address.
func halves(id string) (pilot, stocktaking string) {
	pilot, stocktaking, _ = strings.Cut(id, "/half/")
	return pilot, stocktaking
}

func (w *town) calling(pilot string) run.Calling {
	p, today := w.pilot(pilot), calendar.DayOf(periodOver)
	return run.Calling{Title: "2020年上半年", Cohorts: []string{p.Cohort}, Half: run.MonthsOf(today, 6), Due: today.Add(30)}
}

// askedHalf is a report that is asked of 甲县.
func askedHalf(w *town) string {
	w.t.Helper()
	pilot := piloted(w)
	id, err := w.Run.Stocktake(inHalf, w.people["handler"], w.calling(pilot))
	w.must(err)
	return pilot + "/half/" + id
}

func reportedHalf(w *town) string {
	w.t.Helper()
	id := askedHalf(w)
	w.must(report(w, "clerk", id))
	return id
}

func stocktaken(w *town) string {
	w.t.Helper()
	_, stocktaking := halves(reportedHalf(w))
	return stocktaking
}

func report(w *town, who, id string) error {
	pilot, stocktaking := halves(id)
	return w.Run.Report(inHalf, w.people[who], stocktaking, pilot, "", run.ReportBody{Summary: "方案正在编制。"})
}

func excuse(w *town, who, id string) error {
	pilot, stocktaking := halves(id)
	return w.Run.Excuse(inHalf, w.people[who], stocktaking, pilot, "机构改革")
}

func closeHalf(w *town, who, id string) error {
	_, stocktaking := halves(id)
	return w.Run.CloseStocktaking(inHalf, w.people[who], stocktaking, "总体平稳。")
}

// Nothing is reported any more once a stocktaking is closed: while somebody owes, closing wants a tick.
func TestClosingAStocktakingWithReportsOwedWantsATick(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := askedHalf(w)
		_, stocktaking := halves(id)
		page := w.ask("handler", "GET", "/stocktakings/"+stocktaking, "", nil).Body.String()
		if !strings.Contains(page, "个单位没有报送，确认汇总") {
			t.Error("nobody is asked to confirm")
		}
		if out := w.post("handler", "/stocktakings/"+stocktaking+"/close", "remarks", "总体平稳。"); out.Code != 422 || !strings.Contains(out.Body.String(), "总体平稳。") {
			t.Errorf("closed without a tick: %d", out.Code)
		}
		w.must(report(w, "clerk", id))
	})
}

// keepHalf types something, as the script sends it.
func keepHalf(w *town, who, id string) error {
	return refusal(w.typeHalf(who, id, "0", name("方案正在编制")))
}

func (w *town) typeHalf(who, id, before, summary string) *httptest.ResponseRecorder {
	w.t.Helper()
	body, err := json.Marshal(map[string]any{"account": w.people[who].Account, "before": before, "form": map[string][]string{"summary": {summary}}})
	w.must(err)
	return w.ask(who, http.MethodPut, "/pilots/"+id+"/draft", "application/json", body)
}

// withPlan is a report that is asked of 甲县 with its plan in force.
func withPlan(w *town) string {
	w.t.Helper()
	pilot := planned(w)
	w.must(confirm(w, "approver", asked2(proposePlan, func(*town) string { return pilot })(w)))
	id, err := w.Run.Stocktake(inHalf, w.people["handler"], w.calling(pilot))
	w.must(err)
	return pilot + "/half/" + id
}

// sentOver posts a form when the half year may be reported.
func (w *town) sentOver(who, path string, fields ...string) *httptest.ResponseRecorder {
	return after(func(w *town, who, path string) *httptest.ResponseRecorder { return w.form(who, path, fields...) })(w, who, path)
}

var keptHash = regexp.MustCompile(`name="kept-m1" value="([0-9a-f]{64})\.`)

// What is typed is never lost: not by a refusal, not by a colleague, and files stay with the line they came for.
func TestAReportKeepsWhatWasTyped(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := withPlan(w)
		pilot, stocktaking := halves(id)
		page := func(who string) string { return w.ask(who, "GET", "/pilots/"+id, "", nil).Body.String() }
		if body := page("clerk"); !strings.Contains(body, "出台办法") || !strings.Contains(body, "目标 2项") {
			t.Error("the milestones are not asked for")
		}
		answer := w.typeHalf("clerk", id, "0", "边写边存")
		if answer.Code != http.StatusOK || !strings.Contains(page("head"), "边写边存") {
			t.Errorf("saved: %d", answer.Code)
		}
		if answer := w.typeHalf("head", id, "0", "另一个人"); answer.Code != http.StatusConflict || strings.Contains(page("clerk"), "另一个人") {
			t.Errorf("a colleague wrote over it: %d", answer.Code)
		}
		var saved struct{ Before string }
		w.must(json.Unmarshal(answer.Body.Bytes(), &saved))

		kind, form := upload("files-m1", "纪要.pdf", []byte("%PDF-1.7\nproof"), "act", "submit", "before", saved.Before, "plan", "1", "state-m1", "done", "actual-m1", "1", "evidence-m1", "一份纪要", "state-m2", "not_begun", "summary", "总体平稳")
		refused := w.ask("clerk", "POST", "/pilots/"+id, kind, form) // refused whenever it comes
		body := refused.Body.String()
		if refused.Code != http.StatusUnprocessableEntity || !strings.Contains(body, "实际完成少于目标（2项）") || !strings.Contains(body, "一份纪要") || !strings.Contains(body, "已上传的附件") {
			t.Errorf("refused: %d %v", refused.Code, strings.Contains(body, "一份纪要"))
		}
		hash := keptHash.FindStringSubmatch(body)[1]
		if got := w.ask("clerk", "GET", "/pilots/"+id+"/files/"+hash, "", nil).Code; got != http.StatusOK {
			t.Errorf("the file: %d", got)
		}
		if got := w.ask("handler", "GET", "/pilots/"+id+"/files/"+hash, "", nil).Code; got != http.StatusNotFound {
			t.Errorf("a draft's file for the office: %d", got)
		}
		before := get(w, func(t *store.Tx) (run.Draft, error) {
			d, _, err := run.DraftOf(t, pilot, run.ReportDraft(stocktaking))
			return d, err
		})
		sent := w.sentOver("clerk", "/pilots/"+id, "act", "submit", "before", kit.Instant(before.At), "plan", "1", "state-m1", "done", "actual-m1", "1", "word-m1", "合并印发", "state-m2", "not_begun", "kept-m1", hash+".", "evidence-m1", "一份纪要")
		if sent.Code != http.StatusSeeOther {
			t.Fatalf("handed in: %d", sent.Code)
		}
		if got := w.ask("handler", "GET", "/pilots/"+id+"/files/"+hash, "", nil).Code; got != http.StatusOK {
			t.Errorf("the file of a report: %d", got)
		}
		r := get(w, func(t *store.Tx) (run.Report, error) { r, _, err := run.ReportOf(t, stocktaking, pilot); return r, err })
		if len(r.Body.Lines) != 2 || len(r.Body.Lines[0].Files) != 1 || r.Body.Lines[0].Word != "合并印发" {
			t.Errorf("%+v", r.Body)
		}
		w.holds()
	})
}
