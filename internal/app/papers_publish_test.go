package app

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"shidian/internal/publish"
	"shidian/internal/store"
)

// Whoever confirms sees what he confirms: the papers that it rests on and the lines that it is about.
func TestWhoConfirmsSeesWhatHeConfirms(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		list := onList(w)
		record := asked2(proposeRecord, func(*town) string { return list })(w)
		w.shows(t, record, 1, "决定摘录", "某丙")
		w.must(confirm(w, "approver", record))
		notice, err := w.Publish.Draft(ctx, w.people["handler"], w.drafting(list))
		w.must(err)
		start := asked2(proposeStart, func(*town) string { return notice })(w)
		unit := w.application(w.decision(list).Lines[0].Application).UnitName
		w.shows(t, start, 2, "印发的公示", "网站页面快照", unit, "0531-82077777")
		w.must(confirm(w, "approver", start))
		if out := w.ask("superv", "GET", "/publish/"+notice+"/snapshot", "", nil); out.Code != 200 || !strings.HasPrefix(out.Body.String(), "%PDF-") {
			t.Errorf("the snapshot: %d", out.Code)
		}
		if page := w.ask("handler", "GET", "/publish/"+notice, "", nil).Body.String(); !strings.Contains(page, "/snapshot") || !strings.Contains(page, "/issued.pdf") {
			t.Error("the notice's page leads to neither snapshot nor issued paper")
		}
		w.must(object(w, "visitor", notice))
		o := get(w, func(t *store.Tx) ([]publish.Objection, error) { return publish.Objections(t, notice) })[0]
		w.shows(t, asked2(proposeStop, func(*town) string { return notice })(w), 0, "/objections/"+o.ID)
		w.shows(t, asked2(proposeRelease, onNotice)(w), 1, "正式印发件", "未入选")
		w.holds()
	})
}

// shows tells that the approver's page has some words, and as many papers as can be read, by the office alone.
func (w *town) shows(t *testing.T, proposal string, papers int, words ...string) {
	t.Helper()
	page := w.ask("approver", "GET", "/proposals/"+proposal, "", nil).Body.String()
	for _, word := range words {
		if !strings.Contains(page, word) {
			t.Errorf("the approver's page does not show %s", word)
		}
	}
	for i := 1; i <= papers+1; i++ {
		path := fmt.Sprintf("/proposals/%s/papers/%d", proposal, i)
		out := w.ask("approver", "GET", path, "", nil)
		if there := i <= papers; there != (out.Code == 200) || there && (!strings.Contains(page, path) || !strings.HasPrefix(out.Body.String(), "%PDF-")) {
			t.Errorf("paper %d: %d", i, out.Code)
		}
		if out := w.ask("clerk", "GET", path, "", nil); out.Code != 404 {
			t.Errorf("paper %d for a unit: %d", i, out.Code)
		}
	}
}

// What the public will read of a strike is shown before it is proposed, with a warning where it has personal data.
func TestThePublicReasonIsShownFirst(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := onNotice(w)
		strike := func(fields ...string) *httptest.ResponseRecorder {
			return w.post("handler", "/publish/"+id+"/strike", append(fields, "application", w.noticed(id).Lines[0].Application)...)
		}
		const reason = "经某丁（13811112222）举报属实"
		page := strike("reason", reason)
		if text := textOf(page.Body.String()); page.Code != 200 || !strings.Contains(text, "已撤下："+reason) || !strings.Contains(text, "好像有手机号码") || len(get(w, w.Door.Proposals)) != 0 {
			t.Errorf("the preview: %d %s", page.Code, text)
		}
		if page := strike("reason", "举报属实", "previewed", reason); page.Code != 200 || strings.Contains(page.Body.String(), "好像有") {
			t.Errorf("changed, and shown anew: %d", page.Code)
		}
		if page := strike("reason", "举报属实", "previewed", "举报属实"); page.Code != 303 || len(get(w, w.Door.Proposals)) != 1 {
			t.Errorf("sent again unchanged: %d", page.Code)
		}
	})
}

// The supervisor reads what departed from the ordinary during the notice, with its reason and both persons; reports are
// counted for him alone.
func TestTheSupervisorReadsWhatHappenedDuringTheNotice(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := onNotice(w)
		w.must(object(w, "visitor", id))
		o := w.objections(id)[0]
		w.must(w.Publish.Assign(ctx, w.people["approver"], o.ID, w.people["handler"].Account, ""))
		w.must(find(w, "handler", o.ID))
		w.must(w.Publish.Report(ctx, id, "有人打招呼"))
		w.must(confirm(w, "approver", asked2(proposeStrike, func(*town) string { return id })(w)))
		w.must(confirm(w, "approver", asked2(proposeStop, func(*town) string { return id })(w)))
		page := func(who string) string {
			return textOf(w.ask(who, "GET", "/exceptions?cohort="+w.noticed(id).Cohort, "", nil).Body.String())
		}
		for _, word := range []string{"从公示名单撤下", "异议成立", "终止公示", "名单有误", "异议" + o.Number + "，异议不成立", "不属实", "收到1件", "省科协办公室审签人"} {
			if !strings.Contains(page("superv"), word) {
				t.Errorf("the supervisor does not read %s", word)
			}
		}
		if office := page("handler"); strings.Contains(office, "收到1件") || !strings.Contains(office, "终止公示") {
			t.Error("the office reads of reports, or not of what was stopped")
		}
	})
}
