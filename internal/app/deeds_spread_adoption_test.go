package app

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"shidian/internal/spread"
	"shidian/internal/store"
)

var adoptionDeeds = map[string]deed{
	"spread.adopt: a public case": {givenCase, func(w *town, who, id string) error {
		_, err := w.Spread.Adopt(ctx, w.people[who], w.using(id))
		return err
	}},
	"spread.check_adoption: stated": {statedUse, func(w *town, who, id string) error { return w.Spread.CheckAdoption(ctx, w.people[who], id, true, "") }},
	"spread.withdraw_adoption: stated": {statedUse, func(w *town, who, id string) error {
		return w.Spread.WithdrawAdoption(ctx, w.people[who], id, "不再采用")
	}},
	"save: statement of use": {kept(givenCase), keepAdoption},
	"see: form of a use":     {kept(givenCase), read("/cases/%s/adopt")},
	"see: uses":              {try: read("/adoptions")},
	"see: use of a case":     {kept(statedUse), read("/adoptions/%s")},
	"see: what proves a use": {kept(provenUse), read("/adoptions/%s")},
}

func init() {
	for name, d := range adoptionDeeds {
		deeds[name] = d
	}
	deals = append(deals, adoptionDeals...)
	leavers = append(leavers, func(w *town) {
		w.must(w.Spread.CheckAdoption(ctx, w.people["handler"], statedUse(w), true, ""))
	})
}

// givenCase is a public case of a pilot of 甲县.
func givenCase(w *town) string {
	w.t.Helper()
	id, err := w.Spread.Begin(ctx, w.people["clerk"], followed(w), false)
	w.must(err)
	n, err := w.Spread.HandIn(ctx, w.people["clerk"], id, w.wholeCase(id))
	w.must(err)
	w.must(w.Spread.Check(ctx, w.people["handler"], spread.Checking{Case: id, N: n}))
	proposal, err := w.Spread.Publish(ctx, w.people["handler"], spread.Publication{Case: id, N: n})
	w.must(err)
	w.must(confirm(w, "approver", proposal))
	return id
}

func (w *town) using(id string) spread.Adopting {
	return spread.Adopting{Case: id, Since: w.today().String(), How: "采用制度文本", Outcome: "建立制度", Proof: "文件", Files: []string{w.pdf()}}
}

// statedUse is a statement by 丙县.
func statedUse(w *town) string {
	w.t.Helper()
	id, err := w.Spread.Adopt(ctx, w.people["neighb"], w.using(givenCase(w)))
	w.must(err)
	return id
}

// provenUse is the file that proves one.
func provenUse(w *town) string {
	w.t.Helper()
	id := statedUse(w)
	l := get(w, func(t *store.Tx) (spread.AdoptionLine, error) { return spread.AdoptionByID(t, w.people["handler"], id) })
	return id + "/files/" + l.Files[0]
}

func keepAdoption(w *town, who, id string) error {
	body, err := json.Marshal(map[string]any{"account": w.people[who].Account, "before": "0", "form": map[string][]string{"how": {name("照着办")}}})
	w.must(err)
	return refusal(w.ask(who, http.MethodPut, "/cases/"+id+"/adopt/draft", "application/json", body))
}

var adoptionDeals = []deal{
	{"spread.adopt", "society", "clerk", 403, givenCase, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/cases/"+id+"/adopt", "since", w.today().String(), "how", "采用制度文本", "outcome", "建立制度", "count", "3", "counted", "村", "proof", "文件",
			"@files", onePaper)
	}},
	{"spread.check_adoption", "handler", "clerk", 403, statedUse, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/adoptions/"+id+"/check", "answer", "refuse", "reason", "佐证不足")
	}},
	{"spread.withdraw_adoption", "neighb", "writer", 404, statedUse, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/adoptions/"+id+"/withdraw", "reason", "不再采用")
	}},
}

// What was typed of a statement that is refused stays in the form, its file too.
func TestARefusedStatementOfUseKeepsWhatWasTyped(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		out := w.form("society", "/cases/"+givenCase(w)+"/adopt", "since", w.today().String(), "how", "采用了制度文本", "proof", "", "@files", onePaper)
		page := out.Body.String()
		if out.Code != http.StatusUnprocessableEntity || !strings.Contains(page, "采用了制度文本") || !strings.Contains(page, "请写明成效。") || !strings.Contains(page, `name="files_before"`) {
			t.Errorf("%d\n%s", out.Code, page)
		}
	})
}
