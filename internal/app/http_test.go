package app

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/programmes"
)

// post sends a form; fields and values alternate.
func (w *town) post(who, path string, fields ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return w.ask(who, http.MethodPost, path, formType, []byte(form.Encode()))
}

// deal is one act as people do it in the browser: done by one, refused to another with this status.
type deal struct {
	act, who, refused string
	status            int
	object            func(*town) string // what it is done to, made before; nil: nothing
	send              func(w *town, who, id string) *httptest.ResponseRecorder
}

// programsOwn are the acts that no address leads to.
var programsOwn = []string{"call.close", "apply.paper"}

var deals = []deal{
	{"unit.add", "handler", "clerk", 403, nil, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/units/new", "kind", unit.Society, "name", name("新学会"), "from", "2020-05-12")
	}},
	{"unit.rename", "handler", "city", 403, newUnit(unit.Society, ""), func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/units/"+id+"/rename", "name", name("改名学会"), "from", "2020-05-13")
	}},
	{"unit.move", "handler", "clerk", 403, newUnit(unit.County, "甲市科协"), func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/units/"+id+"/move", "parent", w.people["other"].Unit, "from", "2020-05-14")
	}},
	{"unit.close", "handler", "superv", 403, newUnit(unit.Society, ""), func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/units/"+id+"/close", "sure", "1")
	}},
	{"unit.merge", "handler", "clerk", 403, newUnit(unit.Society, ""), func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/units/merge", "city", "other", "ends", id, "name", name("合并学会"), "from", "2020-05-12", "reason", "学会合并")
	}},
	{"unit.import", "handler", "clerk", 404, nil, importByList},
	{"unit.issue", "city", "other", 404, nil, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/units/"+w.people["clerk"].Unit+"/issue", "login", name("login"), "name", name("某某"), "roles", "clerk")
	}},
	{"unit.amend", "city", "other", 404, fixed("甲县科协", access.Clerk), func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/accounts/"+id, "name", name("改名"), "roles", "clerk")
	}},
	{"unit.reset", "city", "handler", 403, fixed("甲县科协", access.Clerk), func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/accounts/"+id+"/reset")
	}},
	{"unit.stop", "secadmin", "other", 404, account("甲县科协", access.Clerk), func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/accounts/"+id+"/stop", "sure", "1")
	}},
	{"unit.own", "expert", "visitor", 401, nil, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/me", "name", "专家（演示）", "email", "zhuanjia@example.org.cn")
	}},
	{"call.open", "handler", "approver", 403, nil, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/cohorts", "year", "2025", "shipped", programmes.ReformPilot)
	}},
	{"call.drop", "handler", "clerk", 404, newDraft, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/cohorts/"+id+"/drop", "reason", "误开")
	}},
	{"call.publish: propose", "handler", "city", 404, newDraft, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.propose(who, id, "鲁科协发〔2020〕88号", "")
	}},
	{"call.publish: confirm", "approver", "handler", 403, proposed(proposeFirst, newDraft), answer("confirm")},
	{"call.publish: reject", "approver", "clerk", 404, proposed(proposeFirst, newDraft), answer("refuse")},
	{"call.correct: propose", "handler", "approver", 403, standing, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.propose(who, id, "鲁科协发〔2020〕14号", "更正电话")
	}},
	{"call.correct: confirm", "approver", "visitor", 401, proposed(proposeNext, standing), answer("confirm")},
	{"call.correct: reject", "approver", "handler", 403, proposed(proposeNext, standing), answer("refuse")},
	{"call.extend: propose", "handler", "city", 404, savedExtension, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.proposeAt(who, "/cohorts/"+id+"/extend/register", "鲁科协发〔2020〕89号", "")
	}},
	{"call.extend: confirm", "approver", "handler", 403, proposed(extend, standing), answer("confirm")},
	{"call.extend: reject", "approver", "clerk", 404, proposed(extend, standing), answer("refuse")},
	{"call.pass", "city", "clerk", 403, nil, sendLetter},
	{"call.intend", "neighb", "society", 404, letter, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/notices/"+id+"/letter", "answer", string(call.Means))
	}},
	{"notify.release", "handler", "clerk", 404, heldLetter, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/outbox/release", "letter", id)
	}},
	{"notify.discard", "approver", "city", 404, heldLetter, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/outbox/"+id+"/discard", "reason", "已电话告知")
	}},
	{"apply.start", "society", "handler", 403, nil, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/applications", "cohort", w.second.ID)
	}},
	{"apply.type_in", "handler", "approver", 403, nil, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/applications/type-in", "cohort", w.second.ID, "unit", w.unit("甲企业科协").ID)
	}},
	{"apply.confirm", "head", "neighb", 404, typedIn, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/applications/"+id+"/confirm", "sure", "1", "read", "1")
	}},
	{"apply.invite", "clerk", "writer", 403, draft, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/applications/"+id+"/writers", "login", "qiye", "name", "甲企业填报人")
	}},
	{"apply.uninvite", "head", "neighb", 404, draft, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/applications/"+id+"/writers/"+w.people["writer"].Account+"/remove")
	}},
	{"apply.submit", "clerk", "writer", 403, draft, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/applications/"+id+"/submit", "head", "1", "head_name", "某甲", "secrecy", "1", "secrecy_name", "某乙")
	}},
	{"apply.take_back", "head", "city", 403, submitted, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/applications/"+id+"/take-back")
	}},
	{"apply.withdraw", "clerk", "society", 404, submitted, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/applications/"+id+"/withdraw", "reason", "今年力量不足", "head_name", "某甲")
	}},
}

func importByList(w *town, who, _ string) *httptest.ResponseRecorder {
	lines := []unit.Line{{Row: 2, Name: name("导入部室"), Short: name("部室"), Kind: unit.KindTitles[unit.Department]}}
	_, err := w.Unit.Check(ctx, w.people["handler"], "名单.xlsx", lines)
	w.must(err)
	return w.post(who, "/units/import/apply")
}

func (w *town) propose(who, id, number, note string) *httptest.ResponseRecorder {
	return w.proposeAt(who, "/cohorts/"+id+"/register", number, note)
}

// savedExtension is the second cohort with the draft of an extension.
func savedExtension(w *town) string {
	id := standing(w)
	w.must(saveExtension(w, "handler", id))
	return id
}

func (w *town) proposeAt(who, path, number, note string) *httptest.ResponseRecorder {
	kind, body := upload("issued", "通知.pdf", []byte("%PDF-1.7\nissued"), "number", number, "signer", "某某", "dated", "2020-05-12", "note", note)
	return w.ask(who, http.MethodPost, path, kind, body)
}

func answer(said string) func(*town, string, string) *httptest.ResponseRecorder {
	return func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/proposals/"+id, "answer", said, "reason", "请再核对")
	}
}

func sendLetter(w *town, who, _ string) *httptest.ResponseRecorder {
	text := w.text()
	day := text.Inner.Time().Add(-time.Minute).Format("2006-01-02") // the day that a midnight ends
	return w.post(who, "/notices/"+w.second.ID+"/pass", "title", strings.Join(text.Title, "\n"), "addressees", text.Addressees,
		"body", strings.Join(text.Body, "\n"), "signed", text.Signed, "inner", day, "inner_hour", "24:00", "asks", "1", "send", "1")
}

// Every act through the real pages: done by who may, refused to who may not; a foreign matter is as if there were none.
func TestActsOverHTTP(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		for _, d := range deals {
			object := ""
			if d.object != nil {
				object = d.object(w)
			}
			before := size(w, d.act)
			if out := d.send(w, d.refused, object); out.Code != d.status || size(w, d.act) != before {
				t.Errorf("%s by %s: %d, want %d, %d entries more: %s", d.act, d.refused, out.Code, d.status, size(w, d.act)-before, words(out))
			}
			out := d.send(w, d.who, object)
			if out.Code != http.StatusSeeOther && out.Code != http.StatusOK || strings.HasPrefix(out.Header().Get("Location"), "/login") {
				t.Errorf("%s by %s: %d %s: %s", d.act, d.who, out.Code, out.Header().Get("Location"), words(out))
			}
			if size(w, d.act) == before {
				t.Errorf("%s by %s left no entry", d.act, d.who)
			}
		}
		w.holds()
	})
}

// size counts the entries of an act, of one of two persons those of the step.
func size(w *town, act string) int64 {
	act, step, _ := strings.Cut(act, ": ")
	return get(w, func(t *store.Tx) (n int64, err error) {
		entries, err := ledger.Page(t, 0, 1<<20)
		for _, e := range entries {
			if e.Act == act && e.Step == step {
				n++
			}
		}
		return n, err
	})
}

// words are an answer's text without its marks, in short.
func words(out *httptest.ResponseRecorder) string {
	text := strings.Join(strings.Fields(textOf(out.Body.String())), " ")
	if r := []rune(text); len(r) > 300 {
		text = string(r[len(r)-300:])
	}
	return text
}

func TestEveryActIsTriedOverHTTP(t *testing.T) {
	tried := map[string]bool{"unit.begin": true, "unit.password": true, // TestASlipOverHTTP
		"publish.object": true, "publish.report": true} // TestAnybodyObjectsOverHTTP
	for _, name := range programsOwn {
		tried[name] = true
	}
	for _, d := range deals {
		tried[d.act] = true
	}
	for _, row := range Acts() {
		if row.Two && !(tried[row.Name+": propose"] && tried[row.Name+": confirm"] && tried[row.Name+": reject"]) || !row.Two && !tried[row.Name] {
			t.Errorf("%s is not tried over HTTP", row.Name)
		}
	}
}
