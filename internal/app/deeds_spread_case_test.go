package app

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

var caseDeeds = map[string]deed{
	"spread.begin: the unit's":         {working, beginCase(false)},
	"spread.begin: the office's":       {working, beginCase(true)},
	"spread.hand_in: the unit's":       {caseBegun(false), handInCase},
	"spread.hand_in: the office's":     {caseBegun(true), handInCase},
	"spread.return: handed in":         {caseHandedIn, returnCase},
	"spread.check: handed in":          {caseHandedIn, checkCase},
	"spread.publish: propose":          {caseChecked, proposeCase},
	"spread.publish: confirm":          {asked2(proposeCase, caseChecked), confirmMidterm},
	"spread.publish: reject":           {asked2(proposeCase, caseChecked), reject},
	"spread.take_down: public":         {caseOut, takeDownCase},
	"spread.drop: not handed in":       {caseBegun(false), dropCase},
	"spread.drop: handed in":           {caseHandedIn, dropCase},
	"save: case":                       {caseBegun(false), keepCase},
	"save: case, the office's":         {caseBegun(true), keepCase},
	"see: cases":                       {try: read("/cases/work")},
	"see: case, not handed in":         {kept(caseBegun(false)), read("/cases/%s/work")},
	"see: case, handed in":             {kept(caseHandedIn), read("/cases/%s/work")},
	"see: case, the form":              {kept(caseBegun(false)), read("/cases/%s/edit")},
	"see: picture of a case in work":   {kept(caseHandedIn), casePicture},
	"see: picture of no case, in work": {kept(caseHandedIn), read("/cases/%s/work/pictures/" + strings.Repeat("0a", 32))},
}

func init() {
	for name, d := range caseDeeds {
		deeds[name] = d
	}
	deals = append(deals, caseDeals...)
	leavers = append(leavers, func(w *town) { w.must(returnCase(w, "handler", caseHandedIn(w))) })
}

func beginCase(office bool) func(*town, string, string) error {
	return func(w *town, who, pilot string) error {
		_, err := w.Spread.Begin(midway, w.people[who], pilot, office)
		return err
	}
}

// caseBegun is a case of a pilot at work, the unit's or the office's.
func caseBegun(office bool) func(*town) string {
	return func(w *town) string {
		w.t.Helper()
		who := map[bool]string{false: "clerk", true: "handler"}[office]
		id, err := w.Spread.Begin(midway, w.people[who], working(w), office)
		w.must(err)
		return id
	}
}

// wholeCase is a case that nothing is wrong with.
func (w *town) wholeCase(id string) spread.Body {
	w.t.Helper()
	raw, err := demoPicture(119)
	w.must(err)
	one, err := w.Spread.Picture(ctx, bytes.NewReader(raw))
	w.must(err)
	one.Caption, one.Consent = "三长座谈", true
	return spread.Body{Title: "三长制", Contents: w.pilot(w.aCase(id).Pilot).Contents, Summary: "以三长为骨干。", Problem: "基层组织覆盖不全。", Measures: "建立机制。", Effects: "建立制度五项。",
		Copying: "制度文本可以直接采用。", Pictures: []spread.Picture{one}}
}

func (w *town) aCase(id string) spread.Case {
	w.t.Helper()
	return get(w, func(t *store.Tx) (spread.Case, error) { return spread.Get(t, id) })
}

func handInCase(w *town, who, id string) error {
	_, err := w.Spread.HandIn(midway, w.people[who], id, w.wholeCase(id))
	return err
}

// The ways of a case.
var (
	caseHandedIn = then(caseBegun(false), "clerk", handInCase)
	caseChecked  = then(caseHandedIn, "handler", checkCase)
)

// caseOut is a public one.
func caseOut(w *town) string {
	w.t.Helper()
	id := caseChecked(w)
	w.must(confirmMidterm(w, "approver", asked2(proposeCase, func(*town) string { return id })(w)))
	return id
}

func returnCase(w *town, who, id string) error {
	return w.Spread.Return(midway, w.people[who], spread.CaseReturn{Case: id, N: 1, Items: []run.ReturnItem{{Part: "effects", Words: "补充数据"}}})
}

func checkCase(w *town, who, id string) error {
	return w.Spread.Check(midway, w.people[who], spread.Checking{Case: id, N: 1})
}

func proposeCase(w *town, who, id string) error {
	_, err := w.Spread.Publish(midway, w.people[who], spread.Publication{Case: id, N: 1})
	return err
}

func takeDownCase(w *town, who, id string) error {
	return w.Spread.TakeDown(midway, w.people[who], id, "数据有误")
}

func dropCase(w *town, who, id string) error { return w.Spread.Drop(midway, w.people[who], id) }

// keepCase types something, as the script sends it.
func keepCase(w *town, who, id string) error {
	return refusal(w.typeCase(who, id))
}

func (w *town) typeCase(who, id string) *httptest.ResponseRecorder {
	body, err := json.Marshal(map[string]any{"account": w.people[who].Account, "before": "9999999999999999", "upon": "0", "form": map[string][]string{"title": {name("三长制")}}})
	w.must(err)
	return w.ask(who, http.MethodPut, "/cases/"+id+"/draft", "application/json", body)
}

func casePicture(w *town, who, id string) error {
	v := get(w, func(t *store.Tx) (spread.Version, error) { return spread.VersionOf(t, id, 1) })
	return refusal(w.ask(who, http.MethodGet, "/cases/"+id+"/work/pictures/"+v.Body.Pictures[0].Small, "", nil))
}

// A case that is public goes down in the act by which its pilot withdraws, whoever was looking at it.
func TestAPublicCaseGoesDownWithItsPilot(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := givenCase(w)
		pilot := w.aCase(id).Pilot
		change, err := w.Run.AskChange(ctx, w.people["clerk"], pilot, run.ChangeAsk{Kind: run.ChangeWithdrawal, Reason: "机构撤并"})
		w.must(err)
		if out := w.ask("", http.MethodGet, "/cases/"+id, "", nil); out.Code != http.StatusOK {
			t.Fatalf("public: %d", out.Code)
		}
		proposal, err := w.Run.DecideChange(ctx, w.people["handler"], run.Deciding{Change: change, Agree: true})
		w.must(err)
		w.must(confirm(w, "approver", proposal))
		if c := w.aCase(id); c.State != spread.TakenDown || c.Public() || c.Down != "单位已撤回" {
			t.Errorf("%+v", c)
		}
		if out := w.ask("", http.MethodGet, "/cases/"+id, "", nil); out.Code == http.StatusOK {
			t.Errorf("public still: %d", out.Code)
		}
	})
}

var caseDeals = []deal{
	{"spread.begin", "clerk", "city", 403, working, at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/pilots/"+id+"/cases")
	})},
	{"spread.hand_in", "clerk", "handler", 404, caseBegun(false), at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/cases/"+id+"/edit", w.caseFields(id)...)
	})},
	{"spread.return", "handler", "clerk", 403, caseHandedIn, at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/cases/"+id+"/return", "n", "1", "part", "effects", "words-effects", "补充数据")
	})},
	{"spread.check", "handler", "clerk", 403, caseHandedIn, at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/cases/"+id+"/check", "n", "1")
	})},
	{"spread.publish: propose", "handler", "clerk", 403, caseChecked, at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/cases/"+id+"/publish", "n", "1")
	})},
	{"spread.publish: confirm", "approver", "handler", 403, asked2(proposeCase, caseChecked), at(midterms, answer("confirm"))},
	{"spread.publish: reject", "approver", "clerk", 404, asked2(proposeCase, caseChecked), answer("refuse")},
	{"spread.take_down", "approver", "clerk", 403, caseOut, at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/cases/"+id+"/down", "reason", "数据有误")
	})},
	{"spread.drop", "clerk", "handler", 404, caseBegun(false), at(midterms, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/cases/"+id+"/drop")
	})},
}

// caseFields are a case's form as the page sends it.
func (w *town) caseFields(id string) []string {
	b := w.wholeCase(id)
	fields := []string{"act", "submit", "before", "9999999999999999", "title", b.Title}
	for _, p := range b.Parts() {
		fields = append(fields, p.Key, p.Text)
	}
	for _, n := range b.Contents {
		fields = append(fields, "contents", itoa(n))
	}
	return fields
}

// A case is drafted, with a picture, handed in, and refused with what is wrong, all of it kept.
func TestACaseIsWrittenOverHTTP(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := caseBegun(false)(w)
		draft := func() (b spread.Body) {
			return get(w, func(t *store.Tx) (spread.Body, error) {
				c, err := spread.Get(t, id)
				if err != nil {
					return b, err
				}
				pilot, err := run.CaseOf(t, c.Pilot)
				if err != nil {
					return b, err
				}
				b, _, err = spread.DraftBody(t, c, pilot)
				return b, err
			})
		}
		raw, err := demoPicture(120)
		w.must(err)
		send := func(who string, file []byte, fields ...string) *httptest.ResponseRecorder {
			kind, body := upload(spread.PartPictures, "a.png", file, fields...)
			return w.ask(who, http.MethodPost, "/cases/"+id+"/edit", kind, body)
		}
		if out := send("clerk", raw, "act", "upload", "title", "三长制", "before", "9999999999999999"); out.Code != http.StatusSeeOther {
			t.Fatalf("a picture: %d %s", out.Code, textOf(out.Body.String()))
		}
		b := draft()
		if len(b.Pictures) != 1 || b.Title != "三长制" {
			t.Fatalf("kept %+v", b)
		}
		page := w.ask("clerk", http.MethodGet, "/cases/"+id+"/edit", "", nil).Body.String()
		if !strings.Contains(page, b.Pictures[0].Small) || !strings.Contains(page, "图片（1/9）") {
			t.Error("the form does not show the picture")
		}
		mark := b.Pictures[0].Large + "-" + b.Pictures[0].Small + "-" + itoa(b.Pictures[0].Width) + "x" + itoa(b.Pictures[0].Height)
		out := send("clerk", []byte("%PDF-1.7"), "act", "upload", "title", "三长制", "summary", "卡号4111111111111111", "picture", mark, "before", "9999999999999999")
		if out.Code != http.StatusUnprocessableEntity || !strings.Contains(out.Body.String(), "不是能用的") || !strings.Contains(out.Body.String(), "卡号4111111111111111") || len(draft().Pictures) != 1 {
			t.Errorf("no picture: %d", out.Code)
		}
		if out := w.form("clerk", "/cases/"+id+"/edit", "act", "submit", "title", "三长制", "summary", "卡号4111111111111111", "before", "9999999999999999"); out.Code != http.StatusUnprocessableEntity ||
			!strings.Contains(out.Body.String(), "银行卡号，不能公开") || !strings.Contains(out.Body.String(), "请填写可复制可推广的做法") {
			t.Errorf("handed in: %d", out.Code)
		}
		if draft().Summary != "卡号4111111111111111" {
			t.Error("what was refused is lost")
		}
		// Somebody else's mark names no picture.
		if out := w.form("clerk", "/cases/"+id+"/edit", "act", "save", "title", "三长制", "picture", strings.Repeat("0a", 32)+"-"+strings.Repeat("0b", 32)+"-1x1", "before", "9999999999999999"); out.Code != http.StatusSeeOther || len(draft().Pictures) != 0 {
			t.Errorf("a picture that nobody uploaded: %d %+v", out.Code, draft().Pictures)
		}
	})
}

// filesKept is how many files the house holds.
func (w *town) filesKept() (n int) {
	w.t.Helper()
	w.must(w.Spread.Files.Each(func(string, int64, time.Time) error { n++; return nil }))
	return n
}

// Who may not write a case sends no picture into the house, however large it is.
func TestAPictureIsTakenOnlyFromWhoWritesTheCase(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := caseHandedIn(w)
		before := w.filesKept()
		raw, err := demoPicture(121)
		w.must(err)
		for who, code := range map[string]int{"handler": 403, "neighb": 404, "city": 403} {
			kind, body := upload(spread.PartPictures, "a.png", raw, "act", "upload")
			if out := w.ask(who, http.MethodPost, "/cases/"+id+"/edit", kind, body); out.Code != code {
				t.Errorf("%s: %d, want %d", who, out.Code, code)
			}
		}
		if after := w.filesKept(); after != before {
			t.Errorf("%d files were kept", after-before)
		}
	})
}
