package app

import (
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"regexp"
	"slices"
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

// form posts a form for files; a field whose name begins with @ is a file of that content.
func (w *town) form(who, path string, fields ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for i := 0; i+1 < len(fields); i += 2 {
		name, isFile := strings.CutPrefix(fields[i], "@")
		if !isFile {
			w.must(form.WriteField(name, fields[i+1]))
			continue
		}
		part, err := form.CreateFormFile(name, name+".pdf")
		w.must(err)
		_, err = part.Write([]byte(fields[i+1]))
		w.must(err)
	}
	w.must(form.Close())
	return w.ask(who, "POST", path, form.FormDataContentType(), b.Bytes())
}

var publishDeals = []deal{
	{"decide.propose_list", "handler", "clerk", 403, reviewed, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/decide", "cohort", w.application(id).Cohort, "application", id)
	}},
	{"decide.drop_list", "handler", "superv", 403, onList, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/decide/"+id+"/drop", "reason", "重新提出")
	}},
	{"decide.record: propose", "handler", "clerk", 404, onList, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/decide/"+id+"/record", "session", "第6次", "on", w.today().String(), "@excerpt", onePaper, "left", "某丙 某某学会",
			"outcome."+w.decision(id).Lines[0].Application, "agreed")
	}},
	{"decide.record: confirm", "approver", "handler", 403, onListAnd(proposeRecord), answer("confirm")},
	{"decide.record: reject", "approver", "clerk", 404, onListAnd(proposeRecord), answer("refuse")},
	{"publish.draft", "handler", "clerk", 403, decided, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/publish", "decision", id, "from", w.today().String(), "office_phone", "0531-1", "discipline_phone", "0531-2")
	}},
	{"publish.start: propose", "handler", "clerk", 404, drafted, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/publish/"+id+"/start", "signer", "某某", "site_url", "http://www.sdast.org.cn/1.html", "@issued", onePaper, "@snapshot", onePaper)
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
		return w.form(who, "/publish/release", "cohort", w.noticed(id).Cohort, "number", "鲁科协发〔2020〕999号", "signer", "某某", "dated", "2020-07-20", "@issued", onePaper)
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
			return w.form("visitor", "/public/"+id+"/objection", "who", "person", "name", name, "phone", "13811112222", "words", "材料与事实不符", "@evidence", onePaper)
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

// A file that came with a form that failed is named on the form shown again, so that it need not be picked twice; but the
// hash alone, without the mark that the form put to it, brings no file in.
func TestAFormThatFailedKeepsItsFiles(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		for _, c := range []struct {
			path   string
			files  []string
			fields []string
		}{
			{"/decide/" + onList(w) + "/record", []string{"excerpt"}, []string{"session", ""}},
			{"/publish/" + drafted(w) + "/start", []string{"issued", "snapshot"}, []string{"signer", ""}},
			{"/publish/release", []string{"issued"}, []string{"cohort", w.noticed(onNotice(w)).Cohort, "number", ""}},
		} {
			var uploaded, bare, marked []string
			for _, name := range c.files {
				uploaded, bare = append(uploaded, "@"+name, onePaper), append(bare, name+"_before", w.pdf())
			}
			again := func(files []string) (kept []string) {
				out := w.sentOver("handler", c.path, append(files, c.fields...)...)
				if out.Code != 422 {
					t.Fatalf("%s: %d %s", c.path, out.Code, words(out))
				}
				for _, name := range c.files {
					value := regexp.MustCompile(`name="` + name + `_before" value="([^"]*)"`).FindStringSubmatch(out.Body.String())
					if value == nil {
						t.Fatalf("%s: the form shown again has no %s_before", c.path, name)
					}
					if kept = append(kept, value[1]); value[1] != "" {
						marked = append(marked, name+"_before", value[1])
					}
				}
				return kept
			}
			if kept := again(bare); strings.Join(kept, "") != "" {
				t.Errorf("%s: the bare hash brings a file in: %v", c.path, kept)
			}
			if kept := again(uploaded); slices.Contains(kept, "") {
				t.Errorf("%s: what was uploaded is not kept: %v", c.path, kept)
			}
			if kept := again(marked); slices.Contains(kept, "") {
				t.Errorf("%s: what was kept is lost the second time: %v", c.path, kept)
			}
		}
	})
}
