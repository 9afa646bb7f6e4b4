package app

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"shidian/internal/call"
	"shidian/internal/evaluate"
	"shidian/internal/run"
	"shidian/internal/store"
)

// put sends what is typed as the script does.
func (w *town) put(who, path, upon string, form map[string][]string) (int, string) {
	w.t.Helper()
	body, err := json.Marshal(map[string]any{"account": w.people[who].Account, "before": "0", "upon": upon, "form": form})
	w.must(err)
	out := w.ask(who, http.MethodPut, path, "application/json", body)
	return out.Code, out.Body.String()
}

// What is typed on a page that something newer has overtaken is refused, by the script and by the form alike; the form comes back
// with what was typed, and where there is no form any more the text stands in the refusal.
func TestAnOldPageIsRefusedAndWhatWasTypedComesBack(t *testing.T) {
	w := newTown(t, demoHouse(t, store.SQLite))
	id := heard(w)
	w.Clock.SetOffset(time.Until(midterms))
	page := w.ask("clerk", http.MethodGet, "/evaluate/"+id, "", nil).Body.String()
	upon := evaluate.UponOf(w.evaluation(id), evaluate.DraftStatement)
	for _, want := range []string{`name="page.upon" value="` + upon + `"`, `name="page.account" value="` + w.people["clerk"].Account + `"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the form does not carry %s", want)
		}
	}
	send := func(who, upon, text string) (int, string) {
		out := w.form(who, "/evaluate/"+id+"/state", "before", "0", "page.account", w.people[who].Account, "page.upon", upon, "statement", text)
		return out.Code, out.Body.String()
	}
	if code, text := send("head", upon, "我们没有意见"); code != http.StatusSeeOther {
		t.Fatalf("the first: %d %s", code, text)
	}
	code, text := send("clerk", upon, "另外写的一份意见")
	if code != http.StatusConflict || !strings.Contains(text, ">另外写的一份意见</textarea>") || !strings.Contains(text, "又有了新的报送") || !strings.Contains(text, `action="/evaluate/`+id+`/state"`) {
		t.Errorf("an old page: %d %s", code, text)
	}
	if code, text := w.put("clerk", "/evaluate/"+id+"/draft/statement", upon, map[string][]string{"statement": {"还在路上"}}); code != http.StatusConflict || !strings.Contains(text, "没有存上") {
		t.Errorf("a late save: %d %s", code, text)
	}
	if _, has, err := draftOf(w, id, evaluate.DraftStatement); err != nil || has {
		t.Errorf("a late save brings the draft back: %v", err)
	}
	if l, _ := w.evaluation(id).Hearing(); l.Statement != "我们没有意见" {
		t.Errorf("stated: %s", l.Statement)
	}
	code, text = w.formTo("clerk", "/evaluate/"+id+"/rectified", "did.1", "迟到的整改情况")
	if code != http.StatusConflict || !strings.Contains(text, ">迟到的整改情况</textarea>") || !strings.Contains(text, "没有存到系统里") {
		t.Errorf("without a form: %d %s", code, text)
	}
}

// formTo posts a long form of somebody's own page.
func (w *town) formTo(who, path string, fields ...string) (int, string) {
	out := w.form(who, path, append(fields, "before", "0", "page.account", w.people[who].Account, "page.upon", "")...)
	return out.Code, out.Body.String()
}

func draftOf(w *town, pilot, what string) (d run.Draft, has bool, err error) {
	err = w.DB.Read(ctx, func(t *store.Tx) error {
		d, has, err = run.DraftOf(t, pilot, what)
		return err
	})
	return d, has, err
}

// Who follows, recommended or pays a pilot reads that its unit was heard, not what it said.
func TestAHearingsStatementIsReadByTheUnitTheOfficeAndTheSupervisor(t *testing.T) {
	w := newTown(t, demoHouse(t, store.SQLite))
	id := then(heard, "clerk", func(w *town, who, id string) error {
		return w.Evaluate.State(midway, w.people[who], id, "", "我们另有说明", []string{w.pdf()})
	})(w)
	file := "/evaluate/" + id + "/files/" + w.evaluation(id).Losses[0].Files[0]
	for who, reads := range map[string]bool{"clerk": true, "head": true, "handler": true, "approver": true, "superv": true, "city": false, "finance": false} {
		page := w.ask(who, http.MethodGet, "/evaluate/"+id, "", nil).Body.String()
		if strings.Contains(page, "我们另有说明") != reads || !reads && !strings.Contains(page, "已陈述") {
			t.Errorf("%s reads: %s", who, page)
		}
		if code := w.ask(who, http.MethodGet, file, "", nil).Code; code == http.StatusOK != reads {
			t.Errorf("%s opens the file: %d", who, code)
		}
	}
}

// Desks that are opened without a cohort open where work waits, not on the newest.
func TestDesksOpenWhereWorkWaits(t *testing.T) {
	w := newTown(t, demoHouse(t, store.SQLite))
	older := w.pilot(stated(w)).Cohort
	year := get(w, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, older) }).Year
	w.publish(w.openCohort(year+1), "鲁科协发〔2020〕77号")
	page := at(midterms, func(w *town, who, _ string) *httptest.ResponseRecorder {
		return w.ask(who, http.MethodGet, "/decide", "", nil)
	})(w, "handler", "").Body.String()
	if !strings.Contains(page, "/decide/matter?cohort="+older) {
		t.Errorf("decide: %s", page)
	}
	page = w.ask("handler", http.MethodGet, "/dossier", "", nil).Body.String()
	if !strings.Contains(page, `name="cohort" value="`+older+`"`) {
		t.Errorf("dossier: %s", page)
	}
}
