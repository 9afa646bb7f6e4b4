package pages

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

var whole = []string{"c-problem", "25", "c-distinct", "15", "c-model", "20", "c-copyable", "19", "comment", ""}

// From the pledge to the combined list in the browser: what is kept comes back, what is wrong is said beside its field,
// and others' totals are shown once one's own is in.
func TestAnExpertScoresInTheBrowser(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db, worldtest.Pilot(t), 2)
		at := "/review/" + s.panel
		has := func(who, path, word string, want bool) {
			t.Helper()
			if out := s.get(who, path); out.Code != http.StatusOK || strings.Contains(out.Body.String(), word) != want {
				t.Errorf("%s for %s: %d, %q there: %v", path, who, out.Code, word, !want)
			}
		}
		if out := s.post("e1", at+"/accept"); out.Code != http.StatusUnprocessableEntity {
			t.Errorf("without the pledge: %d", out.Code)
		}
		has("e1", "/review", "签承诺书", true)
		for _, who := range []string{"e1", "e2"} {
			if out := s.post(who, at+"/accept", "pledge", "1"); out.Code != http.StatusSeeOther {
				t.Fatalf("%s accepts: %d", who, out.Code)
			}
		}
		s.keep("e1", at+"/1/draft", `{"account":"`+s.people["e1"].Account+`","points":{"problem":"17"},"comment":"先记下这一句"}`)
		has("e1", at+"/1", "先记下这一句", true)
		has("e1", at+"/1", `value="17"`, true)
		has("e2", at+"/1", "先记下这一句", false)
		if out := s.keep("e2", at+"/1/draft", `{"account":"`+s.people["e1"].Account+`","points":{},"comment":""}`); out.Code != http.StatusConflict {
			t.Errorf("another account's page: %d", out.Code)
		}
		if out := s.post("e1", at+"/1", "c-problem", "31"); out.Code != http.StatusUnprocessableEntity || !strings.Contains(out.Body.String(), "0 至 30") || !strings.Contains(out.Body.String(), `value="31"`) {
			t.Errorf("31 of 30 points: %d", out.Code)
		}
		if out := s.post("e1", at+"/1", whole...); out.Code != http.StatusSeeOther {
			t.Fatalf("a whole sheet: %d", out.Code)
		}
		has("e2", at+"/1", "其他专家的总分", false)
		s.post("e2", at+"/1", whole...)
		has("e2", at+"/1", "其他专家的总分：79", true)
		has("handler", "/panels/"+s.panel+"/scores", "79.00", true)
		has("supervisor", "/panels/"+s.panel+"/scores", "79.00", true)
		for _, paper := range []string{"scores.pdf", "scores.xlsx", "fees.pdf", "pack.pdf"} {
			if out := s.get("handler", "/panels/"+s.panel+"/"+paper); out.Code != http.StatusOK || out.Body.Len() < 1000 {
				t.Errorf("%s: %d", paper, out.Code)
			}
		}
	})
}

// Scoring goes on after its date until the office ends it, and the expert is told so.
func TestAnExpertIsToldWhatHoldsAfterTheDate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db, worldtest.Pilot(t), 1)
		at := "/review/" + s.panel
		s.post("e1", at+"/accept", "pledge", "1")
		has := func(path, word string, want bool) {
			t.Helper()
			if out := s.get("e1", path); strings.Contains(out.Body.String(), word) != want {
				t.Errorf("%s: %q there: %v", path, word, !want)
			}
		}
		const over = "评分截止时间已过"
		has(at, over, false)
		db.Clock.SetOffset(db.Clock.Offset() + 73*time.Hour)
		for _, path := range []string{at, at + "/1"} {
			has(path, over, true)
			has(path, "评审组结束以前，仍可提交和修改", true)
		}
		if out := s.post("e1", at+"/1", whole...); out.Code != http.StatusSeeOther {
			t.Fatalf("after the date: %d", out.Code)
		}
		s.post("e1", at+"/1/declare", "what", "想起来了，有关系")
		s.Must(s.room.Extend(s.Ctx, s.Handler, s.panel, db.Clock.Now().Add(24*time.Hour), "专家出差"))
		has(at, over, false)
	})
}

// Once the panel has ended nobody is told or replaced any more, and no button says so.
func TestAnEndedPanelOffersNoSeats(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db, worldtest.Pilot(t), 1)
		offers := func() bool {
			return strings.Contains(s.get("handler", "/panels/"+s.panel).Body.String(), "登记，备选递补")
		}
		if !offers() {
			t.Error("while it is scored, nobody can be replaced")
		}
		s.post("e1", "/review/"+s.panel+"/accept", "pledge", "1")
		s.post("e1", "/review/"+s.panel+"/1", whole...)
		s.Must(s.room.Close(s.Ctx, s.Handler, s.panel, "其余四位出差"))
		if offers() {
			t.Error("an ended panel offers to replace somebody")
		}
	})
}

// A score is made void of the expert and the application that somebody chose, never of the first in the list.
func TestALateRelationIsOfSomebodyChosen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db, worldtest.Pilot(t), 1)
		at := "/panels/" + s.panel
		for _, fields := range [][]string{{"what", "师生"}, {"what", "师生", "expert", "x"}} {
			if out := s.post("handler", at+"/relation", fields...); out.Code != http.StatusUnprocessableEntity || !strings.Contains(out.Body.String(), "请选择") {
				t.Errorf("%v: %d", fields, out.Code)
			}
		}
	})
}
