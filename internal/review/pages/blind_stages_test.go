package pages

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"shidian/internal/review"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// The blind programme of letter review and panel, attacked in both: whatever an expert asks for tells him nothing, what is
// not his cannot be told from what does not exist, and the office is shown who goes on and who does not.
func TestRule_C1_TwoBlindStagesTellAFriendNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newHouse(worldtest.NewTank(t, db, review.Covers()), 4)
		s.serve()
		s.opened(review.LetterStage, "函评组")
		letter := s.panel
		for i, who := range s.experts {
			s.attacked(who, "c-topic", "40", "c-method", "25", "c-basis", fmt.Sprint(i), "comment", "有依据")
		}
		s.nobodysListHasAGap()
		s.paperSetsAreEachExpertsOwn()
		s.nothingIsNotHis(s.experts[0])
		s.sees("handler", "/panels/"+letter+"/scores", "进入会评的情况", false)
		if out := s.post("handler", "/panels/"+letter+"/close", "reason", "测试"); out.Code != http.StatusSeeOther {
			t.Fatalf("closed: %d %s", out.Code, out.Body.String())
		}
		s.sees("handler", "/panels/"+letter+"/scores", "进入会评的情况", true)
		s.sees("handler", "/panels/new?cohort="+s.Cohort, "达到入围线", true)
		gone := s.people[s.experts[0]]
		s.opened(review.PanelStage, "会评组")
		s.people["gone"] = gone
		for _, who := range s.experts {
			s.attacked(who, "c-value", "50", "c-feasible", "30", "comment", "有依据")
		}
		s.nothingIsNotHis(s.experts[0])
		if out := s.get("gone", "/review/"+letter); out.Code != http.StatusOK || s.tells(said(out)) != "" {
			t.Errorf("a letter review that is over: %d, says %s", out.Code, s.tells(said(out)))
		}
		s.sees("handler", "/panels/"+s.panel, "函评", true)
	})
}

func (s *site) sees(who, path, words string, want bool) {
	s.T.Helper()
	if out := s.get(who, path); out.Code != http.StatusOK || strings.Contains(out.Body.String(), words) != want {
		s.T.Errorf("%s for %s: %d, %q there: %v", path, who, out.Code, words, !want)
	}
}

// tells is the first secret that a text gives away, "" none.
func (s *site) tells(text string) string {
	for _, word := range append(s.secrets(), "ZK-2020") {
		if strings.Contains(text, word) {
			return word
		}
	}
	return ""
}

// attacked lets an expert ask for everything there is below his panel, as it is and wrongly, and score what is his.
func (s *site) attacked(who string, fields ...string) {
	s.T.Helper()
	at := "/review/" + s.panel
	paths := []string{"/review", at, at + "/pack.pdf", at + "/0", at + "/-1", at + "/x", at + "/99", at + "/1%2F2"}
	for n := 1; n <= 4; n++ {
		one := fmt.Sprintf("%s/%d", at, n)
		paths = append(paths, one, one+"/digest.pdf", one+"/files/0", one+"/files/1", one+"/files/2", one+"/files/x")
	}
	for _, path := range []string{"/panels/" + s.panel, "/panels/" + s.panel + "/scores", "/panels/" + s.panel + "/scores.xlsx", "/panels/" + s.panel + "/scores.pdf",
		"/panels/" + s.panel + "/pack.pdf", "/panels/" + s.panel + "/fees.pdf", "/panels/" + s.panel + "/type-in", "/panels/new"} {
		paths = append(paths, path, path+"?sort=unit&q=甲市&order=desc&expert=x&application="+s.bids[0].ID)
	}
	look := func(when string) {
		for _, path := range paths {
			out := s.get(who, path)
			if word := s.tells(said(out)); word != "" || out.Code >= 500 {
				s.T.Errorf("%s, %s %s: %d, says %s", who, when, path, out.Code, word)
			}
		}
	}
	look("before the pledge")
	s.quiet(who, at+"/accept", "relation-1", "甲", "relation-99", "乙")
	s.quiet(who, at+"/accept", "pledge", "1")
	look("before scoring")
	for n := 1; n <= 4; n++ {
		one := fmt.Sprintf("%s/%d", at, n)
		s.quiet(who, one, "c-value", "999", "c-topic", "x")
		s.quiet(who, one+"/declare", "what", "")
		s.quiet(who, one, fields...)
	}
	look("after scoring")
}

// quiet posts as an expert and fails when the answer tells something.
func (s *site) quiet(who, path string, fields ...string) {
	s.T.Helper()
	out := s.post(who, path, fields...)
	if word := s.tells(said(out)); word != "" || out.Code >= 500 {
		s.T.Errorf("%s posts to %s: %d, is told %s", who, path, out.Code, word)
	}
}

// passing is what differs between two answers of the same kind: the moment, and the number under which it was noted.
var passing = regexp.MustCompile(`data-now="\d+"|[2-9A-Z]{4}-[2-9A-Z]{4}|nonce-[^\s'"]+`)

// alike is an answer's headers and body without what passes.
func alike(out *httptest.ResponseRecorder) string {
	return passing.ReplaceAllString(fmt.Sprint(out.Code, out.Header())+out.Body.String(), "")
}

// nothingIsNotHis: what is another's is answered with the same bytes as what does not exist.
func (s *site) nothingIsNotHis(who string) {
	s.T.Helper()
	at, none := "/review/"+s.panel, "/review/"+store.NewID()
	s.quiet(who, at+"/1/declare", "what", "看出是谁")
	round, others := worldtest.Get(s.World, func(t *store.Tx) (review.Desk, error) { return review.DeskOf(t, s.people[who], s.panel) }), 0
	for i, b := range round.Bids {
		if round.Scores(round.Seat.Expert.ID, b.Application.ID) {
			continue
		}
		others++
		for _, below := range []string{"", "/digest.pdf", "/files/1"} {
			foreign, missing := s.get(who, fmt.Sprintf("%s/%d%s", at, i+1, below)), s.get(who, fmt.Sprintf("%s/%d%s", at, len(round.Bids)+7, below))
			if foreign.Code != http.StatusNotFound || alike(foreign) != alike(missing) {
				s.T.Errorf("%s: what is another's (%d) is told from what does not exist (%d)", who, foreign.Code, missing.Code)
			}
		}
	}
	if others == 0 {
		s.T.Error("everything is his")
	}
	s.people["stranger"] = s.Society
	foreign, missing := s.get("stranger", at), s.get("stranger", none)
	if foreign.Code != missing.Code || strings.ReplaceAll(alike(foreign), at, none) != alike(missing) {
		s.T.Errorf("a panel of others (%d) is told from none (%d)", foreign.Code, missing.Code)
	}
}

// paperSetsAreEachExpertsOwn: the office hands a set to each expert, with his numbers, and types in by the same ones.
func (s *site) paperSetsAreEachExpertsOwn() {
	s.T.Helper()
	s.Must(s.DB.Read(s.Ctx, func(t *store.Tx) error {
		round, err := review.RoundOf(t, s.panel)
		if err != nil {
			return err
		}
		doc, err := ownPacks(t, round)
		if err != nil {
			return err
		}
		text := fmt.Sprintf("%+v", doc)
		for _, seat := range round.Serving() {
			if strings.Count(text, "专家："+seat.Expert.Name) != 1 {
				s.T.Errorf("no set for %s", seat.Expert.Name)
			}
			readings, err := review.ReadingsOf(t, round, seat.Expert.ID)
			if err != nil {
				return err
			}
			for i, b := range round.For(seat.Expert.ID).AssignedTo(seat.Expert.ID) {
				if called := ordinal(round, review.Missing{Bid: b, Seat: seat}); called != readings[i].Title+" " {
					s.T.Errorf("%s reads %s and the office types in %s", seat.Expert.Name, readings[i].Title, called)
				}
			}
		}
		if word := s.tells(text); word != "" {
			s.T.Errorf("the sets say %s", word)
		}
		return nil
	}))
	if out := s.get("handler", "/panels/"+s.panel+"/pack.pdf"); out.Code != http.StatusOK {
		s.T.Errorf("the sets: %d", out.Code)
	}
}

// nobodysListHasAGap: in the letter review nobody's numbers tell that he is kept from one.
func (s *site) nobodysListHasAGap() {
	s.T.Helper()
	for _, who := range s.experts {
		d := worldtest.Get(s.World, func(t *store.Tx) (review.Desk, error) { return review.DeskOf(t, s.people[who], s.panel) })
		for i, b := range d.AssignedTo(d.Seat.Expert.ID) {
			if d.Ordinal(b.Application.ID) != i+1 {
				s.T.Errorf("%s's number %d is %d in his list", who, d.Ordinal(b.Application.ID), i+1)
			}
		}
	}
}
