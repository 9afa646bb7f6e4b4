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
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

var brandDeeds = map[string]deed{
	"decide.record: brand, propose":       {excellent, proposeBrand(programme.MatterBrand)},
	"decide.record: brand, confirm":       {asked2(proposeBrand(programme.MatterBrand), excellent), confirmSpread},
	"spread.draw_funding: in the brand":   {branded, drawFunding},
	"spread.drop_funding: drawn":          {drawn, dropFunding},
	"decide.record: money, propose":       {drawn, proposeBrand(programme.MatterMoney)},
	"decide.record: money, confirm":       {asked2(proposeBrand(programme.MatterMoney), drawn), confirmSpread},
	"spread.pay: agreed":                  {funded, payFirst},
	"spread.reverse: paid":                {paid, reverse},
	"spread.report_use: paid":             {paid, stateUse},
	"spread.settle: reported":             {used, settle},
	"save: what was used":                 {paid, keepUse},
	"see: brand programme, all of it":     {try: read("/brand")},
	"see: ledger of the money":            {kept(paid), func(w *town, who, _ string) error { return read("/brand/ledger.xlsx")(w, who, "") }},
	"see: money of a pilot":               {kept(used), read("/brand/%s")},
	"see: voucher of a payment":           {kept(paid), seePart(func(f spread.Funding) string { return "/payments/" + f.Payments[0].ID + "/proof" })},
	"see: proof of what was used":         {kept(used), seePart(func(f spread.Funding) string { return "/uses/" + f.Spendings[0].ID + "/1" })},
	"see: form of a payment":              {kept(funded), seePart(func(f spread.Funding) string { return "/pay?funding=" + f.ID })},
	"see: form of what was used":          {kept(paid), seePart(func(f spread.Funding) string { return "/use?funding=" + f.ID })},
	"see: money of a pilot, not in it":    {kept(excellent), read("/brand/%s")},
	"see: form of money that is drawn up": {kept(branded), read("/brand/%s/funding")},
	"see: form that takes a payment back": {kept(paid), seePart(func(f spread.Funding) string { return "/reverse?payment=" + f.Payments[0].ID })},
}

func init() {
	for name, d := range brandDeeds {
		deeds[name] = d
	}
	deals = append(deals, brandDeals...)
	leavers = append(leavers, func(w *town) { used(w) })
}

// autumn is when the pilots of the scene's time have ended and were told their grades.
var (
	autumn   = time.Date(2022, 9, 1, 9, 0, 0, 0, clock.Zone)
	inAutumn = clock.WithReceived(ctx, autumn)
)

// rowExcellent stands for a pilot that came to its end with a grade that it was told.
var rowExcellent = act.Row{Name: "test.excellent", Title: "终期等级", Who: []access.Role{access.Handler}}

func excellent(w *town) string {
	w.t.Helper()
	id, decision := piloted(w), store.NewID()
	p, excerpt := w.pilot(id), w.pdf()
	_, err := w.Door.Do(ctx, w.people["handler"], rowExcellent, run.Object(id), func(t *act.Tx) error {
		for _, s := range []string{`UPDATE pilot SET state = 'ended' WHERE id = '` + id + `'`,
			`INSERT INTO decision (id, cohort, matter, body, state, session, on_date, excerpt, passed_over, listed_at, decided_at, account, salt) VALUES ('` + decision +
				`', '` + p.Cohort + `', '终期等级', '省科协主席办公会', 'decided', '2022年第7次', '2022-07-12', '` + excerpt + `', '', 1, 1, '', 's')`,
			`INSERT INTO decision_line (decision, application, place, score, spread, notes, outcome, contents, reason, salt) VALUES ('` + decision + `', '` + p.Application +
				`', 1, '', '', '', 'agreed', '', '', 's')`,
			`INSERT INTO evaluation (pilot, n, kind, conclusion, sheet, experts, words, items, until_day, early, total, proposed, grade, reason, scan, state, decision,
				at, account, salt) VALUES ('` + id + `', 1, 'final', '', '[]', '', '', '[]', '', '', 9000, '优秀', '优秀', '', '', 'agreed', '` + decision + `', 1, '', 's')`} {
			if _, err := t.Exec(s); err != nil {
				return err
			}
		}
		t.Touch("pilot", id)
		t.Touch("decision", decision)
		t.Touch("decision_line", decision+"/"+p.Application)
		t.Touch("evaluation", id+"/1")
		return nil
	})
	w.must(err)
	return id
}

func proposeBrand(m programme.Matter) func(*town, string, string) error {
	return func(w *town, who, id string) error {
		p := w.pilot(id)
		_, err := w.Decide.Record(inAutumn, w.people[who], decide.Taken{Decision: store.NewID(), Cohort: p.Cohort, Matter: m, Session: "2022年第9次",
			On: calendar.DayOf(autumn).String(), Excerpt: w.pdf(), Lines: []decide.TakenLine{{Application: p.Application, Outcome: decide.Agreed}}})
		return err
	}
}

func confirmSpread(w *town, who, id string) error {
	_, err := w.Door.Confirm(inAutumn, w.people[who], id)
	return err
}

// decided has two persons record a decision about a thing.
func decidedBy(m programme.Matter, thing func(*town) string) func(*town) string {
	return func(w *town) string {
		w.t.Helper()
		id := thing(w)
		w.must(confirmSpread(w, "approver", asked2(proposeBrand(m), func(*town) string { return id })(w)))
		return id
	}
}

// The ways of a pilot through the brand programme.
var (
	branded = decidedBy(programme.MatterBrand, excellent)
	drawn   = then(branded, "handler", drawFunding)
	funded  = decidedBy(programme.MatterMoney, drawn)
	paid    = then(funded, "handler", payFirst)
	used    = then(paid, "clerk", stateUse)
)

func drawFunding(w *town, who, id string) error {
	_, err := w.Spread.Draw(inAutumn, w.people[who], spread.Drawing{Pilot: id, Total: "5万元", Lines: []spread.DrawnLine{{What: "培训", Amount: "50000元"}},
		Instalments: []spread.DrawnInstalment{{Amount: "5万元", By: "2022-09-30"}}})
	return err
}

// moneyOf is the newest money of a pilot.
func (w *town) moneyOf(id string) spread.Funding {
	w.t.Helper()
	b := get(w, func(t *store.Tx) (spread.Branded, error) { return spread.BrandOf(t, id) })
	return b.Fundings[len(b.Fundings)-1]
}

func dropFunding(w *town, who, id string) error {
	return w.Spread.DropFunding(inAutumn, w.people[who], id, w.moneyOf(id).ID, "改期")
}

func payFirst(w *town, who, id string) error {
	serial++
	return w.Spread.Pay(inAutumn, w.people[who], spread.Paying{Pilot: id, Funding: w.moneyOf(id).ID, Instalment: 1, Amount: "4万元", On: "2022-09-01", Voucher: fmt.Sprintf("记-%d", serial), Proof: w.pdf()})
}

func reverse(w *town, who, id string) error {
	f := w.moneyOf(id)
	return w.Spread.Reverse(inAutumn, w.people[who], spread.Reversing{Payment: f.Payments[0].ID, Why: "付款被退回", Paying: spread.Paying{Pilot: id, Funding: f.ID}})
}

func stateUse(w *town, who, id string) error {
	return w.Spread.StateUse(inAutumn, w.people[who], spread.Stating{Pilot: id, Funding: w.moneyOf(id).ID, Amounts: map[int]string{1: "1万元"}, Details: map[int]string{1: "培训两期"}, Files: []string{w.pdf()}})
}

func settle(w *town, who, id string) error {
	return w.Spread.Settle(inAutumn, w.people[who], spread.Settling{Pilot: id, Spending: w.moneyOf(id).Spendings[0].ID, To: spread.SpendingConfirmed})
}

// keepUse types something, as the script sends it.
func keepUse(w *town, who, id string) error {
	body, err := json.Marshal(map[string]any{"account": w.people[who].Account, "before": "9999999999999999", "form": map[string][]string{"words": {name("写到一半")}}})
	w.must(err)
	return refusal(w.ask(who, http.MethodPut, "/brand/"+id+"/draft/"+spread.DraftSpending(1), "application/json", body))
}

// seePart reads an address below a pilot's money.
func seePart(of func(spread.Funding) string) func(*town, string, string) error {
	return func(w *town, who, id string) error {
		return refusal(w.ask(who, http.MethodGet, "/brand/"+id+of(w.moneyOf(id)), "", nil))
	}
}

// bringing uploads a proof with its form.
func (w *town) bringing(who, path, field string, fields ...string) *httptest.ResponseRecorder {
	kind, body := upload(field, "proof.pdf", []byte("%PDF-1.7\nproof"), fields...)
	return w.ask(who, http.MethodPost, path, kind, body)
}

var brandDeals = []deal{
	{"spread.draw_funding", "handler", "clerk", 403, branded, at(autumn, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/brand/"+id+"/funding", "total", "5万元", "what.1", "培训", "amount.1", "50,000元", "part.1", "5万元", "by.1", "2022-09-30")
	})},
	{"spread.drop_funding", "handler", "clerk", 403, drawn, at(autumn, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/brand/"+id+"/drop", "funding", w.moneyOf(id).ID, "drop_reason", "改期")
	})},
	{"spread.pay", "handler", "clerk", 403, funded, at(autumn, func(w *town, who, id string) *httptest.ResponseRecorder {
		serial++
		return w.bringing(who, "/brand/"+id+"/pay", "proof", "funding", w.moneyOf(id).ID, "instalment", "1", "amount", "5万元", "on", "2022-09-01", "voucher", fmt.Sprintf("记-%d", serial))
	})},
	{"spread.reverse", "handler", "clerk", 403, paid, at(autumn, func(w *town, who, id string) *httptest.ResponseRecorder {
		f := w.moneyOf(id)
		return w.bringing(who, "/brand/"+id+"/reverse", "proof", "funding", f.ID, "payment", f.Payments[0].ID, "why", "付款被退回")
	})},
	{"spread.report_use", "clerk", "handler", 403, paid, at(autumn, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.bringing(who, "/brand/"+id+"/use", "files", "funding", w.moneyOf(id).ID, "used.1", "1万元", "detail.1", "培训两期")
	})},
	{"spread.settle", "handler", "clerk", 403, used, at(autumn, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/brand/"+id+"/settle", "spending", w.moneyOf(id).Spendings[0].ID, "settle", "confirmed")
	})},
}

func brandSays(t *testing.T, out *httptest.ResponseRecorder, code int, words ...string) {
	t.Helper()
	if out.Code != code {
		t.Errorf("answered %d, want %d", out.Code, code)
	}
	for _, w := range words {
		if !strings.Contains(out.Body.String(), w) {
			t.Errorf("%q is not said", w)
		}
	}
}

// A form that is refused keeps what was typed and the file that came with it; the desk and a pilot's page say what is next.
func TestTheFormsOfTheMoneyKeepWhatWasTyped(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := funded(w)
		f := w.moneyOf(id)
		out := at(autumn, func(w *town, who, id string) *httptest.ResponseRecorder {
			return w.bringing(who, "/brand/"+id+"/pay", "proof", "funding", f.ID, "instalment", "1", "amount", "6万元", "on", "2022-09-01", "voucher", "记-错")
		})(w, "handler", id)
		brandSays(t, out, 422, "还应拨付 50,000元，不能超过", `value="6万元"`, `value="记-错"`, `name="proof_before"`, "已上传，不用再选")
		out = at(autumn, func(w *town, who, id string) *httptest.ResponseRecorder {
			return w.post(who, "/brand/"+id+"/funding", "total", "5", "what.1", "培训", "amount.1", "50,000元", "part.1", "5万元", "by.1", "2022-09-30")
		})(w, "handler", id)
		brandSays(t, out, 422, "请写明金额的单位", `value="培训"`, `value="50,000元"`)
		page := func(who, path string) *httptest.ResponseRecorder {
			return at(autumn, func(w *town, who, _ string) *httptest.ResponseRecorder {
				return w.ask(who, http.MethodGet, path, "", nil)
			})(w, who, id)
		}
		brandSays(t, page("finance", "/brand"), 200, "近期应拨付", "第1笔待拨付", "50,000元", "经费台账 Excel")
		brandSays(t, page("handler", "/brand/"+id), 200, "登记拨付", "2022年第9次", "拨付进程")
		brandSays(t, page("clerk", "/brand/"+id), 200, "待办单位")
		brandSays(t, page("clerk", "/pilots/"+id), 200, "查看和办理品牌培育")
		w.must(payFirst(w, "handler", id))
		brandSays(t, page("clerk", "/brand/"+id), 200, "报送使用情况", "记-")
		out = at(autumn, func(w *town, who, id string) *httptest.ResponseRecorder {
			return w.bringing(who, "/brand/"+id+"/use", "files", "funding", f.ID, "used.1", "4.5万元", "detail.1", "培训两期")
		})(w, "clerk", id)
		brandSays(t, out, 422, "只有 40,000元，不能超过", "培训两期", `name="files_before"`)
		w.must(stateUse(w, "clerk", id))
		brandSays(t, page("city", "/brand/"+id), 200, "第1次报送使用情况", "40,000元")
		for _, secret := range []string{"记-", "附件1", "/proof"} {
			if strings.Contains(page("city", "/brand/"+id).Body.String(), secret) {
				t.Errorf("the city reads %q", secret)
			}
		}
	})
}
