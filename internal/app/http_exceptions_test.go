package app

import (
	"net/http"
	"strings"
	"testing"
)

// The supervisor reads every objection with who handles it, from the first day on, and what was struck, with both names.
func TestTheSupervisorReadsObjectionsAndStrikes(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		notice := onNotice(w)
		cohort := w.noticed(notice).Cohort
		read := func(want ...string) {
			t.Helper()
			out := w.ask("superv", http.MethodGet, "/exceptions?cohort="+cohort, "", nil)
			for _, part := range want {
				if !strings.Contains(out.Body.String(), part) {
					t.Errorf("%s is not on the page (%d): %s", part, out.Code, words(out))
				}
			}
		}
		w.must(object(w, "visitor", notice))
		read("尚未指定经办人")
		id := w.objections(notice)[0].ID
		w.must(w.Publish.Assign(ctx, w.people["approver"], id, w.people["handler"].Account, ""))
		read("正在核查", w.people["handler"].Name)
		w.must(find(w, "handler", id))
		read("不属实")
		w.must(confirm(w, "approver", asked2(proposeStrike, func(*town) string { return notice })(w)))
		read("从公示名单撤下", "审签：", w.people["approver"].Name)
		if out := w.ask("superv", http.MethodGet, "/exceptions.pdf?cohort="+cohort, "", nil); out.Code != http.StatusOK {
			t.Errorf("the paper: %d", out.Code)
		}
	})
}
