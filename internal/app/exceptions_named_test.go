package app

import (
	"net/http"
	"strings"
	"testing"

	"shidian/internal/accept"
	"shidian/internal/apply"
	"shidian/internal/board"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/store"
)

// exception is the one exception of a sort in a cohort, as the supervisor reads it.
func (w *town) exception(cohort, sort string) (found board.Exception) {
	w.t.Helper()
	n := 0
	for _, e := range get(w, func(t *store.Tx) (list []board.Exception, err error) {
		_, list, err = board.ExceptionsOf(t, w.people["superv"], cohort)
		return list, err
	}) {
		if e.Sort == sort {
			found = e
			n++
		}
	}
	if n != 1 {
		w.t.Errorf("%d exceptions %s, want one", n, sort)
	}
	return found
}

// Who drew up a list that passes over a better placed one is named, and once it was decided, who approved that.
func TestWhoPassedOverIsNamed(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		better, second := reviewed(w), reviewed(w)
		cohort := w.application(second).Cohort
		w.Decide.Ranking = func(*store.Tx, string) ([]decide.Ranked, error) {
			return []decide.Ranked{{Application: better, Place: 1}, {Application: second, Place: 2}}, nil
		}
		list, err := w.Decide.ProposeList(ctx, w.people["handler"], cohort, []string{second}, "前一名已承担同类试点")
		w.must(err)
		handler, approver := w.people["handler"].Name, w.people["approver"].Name
		if e := w.exception(cohort, "名次在前未列入"); e.Reason != "前一名已承担同类试点" || !strings.HasSuffix(e.Proposed, handler) || e.Approved != "" {
			t.Errorf("before the decision: %+v", e)
		}
		w.must(confirm(w, "approver", asked2(proposeRecord, func(*town) string { return list })(w)))
		if e := w.exception(cohort, "名次在前未列入"); !strings.HasSuffix(e.Proposed, handler) || !strings.HasSuffix(e.Approved, approver) || !strings.Contains(e.Facts, "研究") {
			t.Errorf("after it: %+v", e)
		}
	})
}

// A registration at the counter that was marked as wrong stands there with who marked it and why.
func TestAWrongRegistrationIsAnException(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := registered(w)
		paper := get(w, func(t *store.Tx) (accept.Paper, error) { return accept.PaperByID(t, id) })
		_, err := w.Accept.Unregister(ctx, w.people["handler"], id, "是另一家的")
		w.must(err)
		a := get(w, func(t *store.Tx) (apply.Application, error) { return apply.Get(t, paper.Application) })
		e := w.exception(a.Cohort, "纸质件登记错误")
		if e.Reason != "是另一家的" || e.Subject != a.UnitName || !strings.HasSuffix(e.Proposed, w.people["handler"].Name) {
			t.Errorf("%+v", e)
		}
	})
}

// Whoever confirms a notice, a correction, an extension or a release is shown what was found in its words.
func TestTheApproverIsShownWhatWasFound(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		for name, proposal := range map[string]func(*town) string{
			"call.publish": proposed(proposeFirst, newDraft), "call.correct": proposed(proposeNext, standing), "call.extend": proposed(extend, standing),
			"publish.release": asked2(proposeRelease, onNotice)} {
			out := w.ask("approver", http.MethodGet, "/proposals/"+proposal(w), "", nil)
			if out.Code != http.StatusOK || !strings.Contains(out.Body.String(), "规范表述核对：") {
				t.Errorf("%s: %d, %s", name, out.Code, words(out))
			}
		}
	})
}

// What was ticked stays ticked when the list is refused.
func TestATickIsKeptAfterARefusal(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		better, id := reviewed(w), reviewed(w)
		c := get(w, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.application(id).Cohort) })
		w.Decide.Ranking = func(*store.Tx, string) ([]decide.Ranked, error) {
			return []decide.Ranked{{Application: better, Place: 1}, {Application: id, Place: 2}}, nil
		}
		out := w.post("handler", "/decide", "cohort", c.ID, "application", id)
		box := out.Body.String()
		if at := strings.Index(box, `value="`+id+`"`); out.Code != http.StatusUnprocessableEntity || at < 0 || !strings.Contains(box[at:at+strings.Index(box[at:], ">")], " checked") {
			t.Errorf("%d: the tick is lost", out.Code)
		}
	})
}
