package app

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"
)

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
		return w.post(who, "/publish/"+id+"/strike", "application", w.noticed(id).Lines[0].Application, "reason", "异议成立", "previewed", "异议成立")
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
