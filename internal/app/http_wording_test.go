package app

import (
	"net/http"
	"strings"
	"testing"

	"shidian/internal/ledger"
)

// Whatever leaves the house is looked through where it is drafted, and before whoever confirms; in what the program
// writes itself nothing is found.
func TestOutgoingTextsAreLookedThrough(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		page := func(who, path, want string) {
			t.Helper()
			out := w.ask(who, http.MethodGet, path, "", nil)
			if body := out.Body.String(); out.Code != http.StatusOK || !strings.Contains(body, want) {
				t.Errorf("%s: %d without %s: %s", path, out.Code, want, found(body))
			}
		}
		const clean, any = "规范表述核对：没有发现", "规范表述核对："
		cohort := newDraft(w)
		page("handler", "/cohorts/"+cohort+"/draft", clean)
		page("handler", "/cohorts/"+cohort+"/preview", clean)
		page("approver", "/cohorts/"+cohort+"/preview", clean)
		page("handler", "/cohorts/"+cohort+"/register", clean)
		w.must(saveExtension(w, "handler", w.second.ID))
		page("handler", "/cohorts/"+w.second.ID+"/extend", clean)
		page("city", "/notices/"+w.second.ID+"/pass", clean)
		page("handler", "/outbox/"+heldLetter(w), any)
		list := onList(w)
		page("handler", "/decide/"+list, clean)
		w.must(confirm(w, "approver", asked2(proposeRecord, func(*town) string { return list })(w)))
		notice, err := w.Publish.Draft(ctx, w.people["handler"], w.drafting(list))
		w.must(err)
		page("handler", "/publish/"+notice, clean)
		start := asked2(proposeStart, func(*town) string { return notice })(w)
		page("approver", "/proposals/"+start, clean)
		w.must(confirm(w, "approver", start))
		page("handler", "/publish?cohort="+w.noticed(notice).Cohort, clean)
		if out := w.post("handler", "/publish/"+notice+"/strike", "application", w.noticed(notice).Lines[0].Application, "reason", "材料,与事实不符"); !strings.Contains(out.Body.String(), any+"发现 1 处") {
			t.Errorf("the public reason of a strike is not looked through: %s", found(out.Body.String()))
		}
	})
}

// A text of one's own is looked through for whoever writes texts, and nothing of it is kept.
func TestATextOfOnesOwnIsLookedThrough(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		before := get(w, ledger.Size)
		out := w.post("handler", "/wording", "text", "请于2020年2月30日前报送，逾期不与受理。")
		if body := out.Body.String(); out.Code != http.StatusOK || !strings.Contains(body, "发现 2 处") || !strings.Contains(body, "<mark>不与受理</mark>") {
			t.Errorf("%d: %s", out.Code, found(body))
		}
		out = w.post("handler", "/wording", "text", "请联系某甲，１３８ ００００ ００００。")
		if body := out.Body.String(); !strings.Contains(body, "文中好像有手机号码") || !strings.Contains(body, "<mark>１３８ ００００ ００００</mark>") {
			t.Errorf("a mobile number: %s", found(body))
		}
		if out := w.post("handler", "/wording", "text", strings.Repeat("字", 100_001)); out.Code != http.StatusUnprocessableEntity {
			t.Errorf("too long a text: %d", out.Code)
		}
		if out := w.post("clerk", "/wording", "text", "某"); out.Code != http.StatusNotFound {
			t.Errorf("a clerk: %d", out.Code)
		}
		if get(w, ledger.Size) != before {
			t.Error("looking through a text is an act")
		}
	})
}

// found is what a page says was found.
func found(body string) string {
	at := strings.Index(body, "规范表述核对：")
	if at < 0 {
		return "nothing is said"
	}
	return body[at:min(len(body), at+1500)]
}
