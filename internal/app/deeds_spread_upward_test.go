package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"

	"shidian/internal/spread"
)

var upwardDeeds = map[string]deed{
	"spread.recommend: propose":          {givenCase, proposeUpward},
	"spread.recommend: confirm":          {asked2(proposeUpward, givenCase), confirm},
	"spread.recommend: reject":           {asked2(proposeUpward, givenCase), reject},
	"spread.upward_letter: recommended":  {sentUpward, letterUpward},
	"spread.upward_outcome: letter sent": {letteredUpward, outcomeUpward},
	"save: form of a recommendation":     {kept(givenCase), keepUpward},
	"see: recommendations":               {try: read("/upward")},
	"see: recommendation of a case":      {kept(sentUpward), read("/upward/%s")},
	"see: recommendation, paper":         {kept(sentUpward), read("/upward/%s/recommendation.pdf")},
	"see: recommendation, none written":  {kept(givenCase), read("/upward/%s/recommendation.docx")},
}

func init() {
	for name, d := range upwardDeeds {
		deeds[name] = d
	}
	deals = append(deals, upwardDeals...)
	leavers = append(leavers, func(w *town) { w.must(outcomeUpward(w, "handler", letteredUpward(w))) })
}

func proposeUpward(w *town, who, id string) error {
	_, err := w.Spread.Recommend(ctx, w.people[who], id, spread.UpwardForm{Reason: "机制成熟", Novelty: "不增加编制", Copying: "制度文本"})
	return err
}

// sentUpward is a case that two persons have recommended.
func sentUpward(w *town) string {
	w.t.Helper()
	id := givenCase(w)
	w.must(confirm(w, "approver", asked2(proposeUpward, func(*town) string { return id })(w)))
	return id
}

func letterUpward(w *town, who, id string) error {
	return w.Spread.RegisterUpwardLetter(ctx, w.people[who], id, fmt.Sprintf("鲁科协函〔%d〕5号", w.today().Year()), w.today().String())
}

var letteredUpward = then(sentUpward, "handler", letterUpward)

func outcomeUpward(w *town, who, id string) error {
	return w.Spread.RegisterOutcome(ctx, w.people[who], id, spread.Answer{State: spread.Taken, On: w.today().String(), Words: "已收录"})
}

func keepUpward(w *town, who, id string) error {
	body, err := json.Marshal(map[string]any{"account": w.people[who].Account, "before": "0", "form": map[string][]string{"reason": {name("机制成熟")}}})
	w.must(err)
	return refusal(w.ask(who, http.MethodPut, "/upward/"+id+"/draft", "application/json", body))
}

var upwardDeals = []deal{
	{"spread.recommend: propose", "handler", "clerk", 404, givenCase, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/upward/"+id, "before", "9999999999999999", "reason", "机制成熟", "novelty", "不增加编制", "copying", "制度文本")
	}},
	{"spread.recommend: confirm", "approver", "handler", 403, asked2(proposeUpward, givenCase), answer("confirm")},
	{"spread.recommend: reject", "approver", "clerk", 404, asked2(proposeUpward, givenCase), answer("refuse")},
	{"spread.upward_letter", "handler", "approver", 403, sentUpward, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/upward/"+id+"/letter", "number", fmt.Sprintf("鲁科协函〔%d〕5号", w.today().Year()), "dated", w.today().String())
	}},
	{"spread.upward_outcome", "handler", "clerk", 403, letteredUpward, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/upward/"+id+"/outcome", "taken", string(spread.NotTaken), "answered_on", w.today().String(), "outcome", "当期名额已满")
	}},
}
