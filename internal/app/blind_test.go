package app

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/review"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// An applicant's friend among the experts of a blind review asks every address of the house about everything whose id he
// could have: nothing tells him whose an application is.
func TestRule_C1_AnExpertOfABlindReviewFindsNothingInTheHouse(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		cohort := w.blindCohort()
		secrets, things := []string{"王某某甲", "ZK-2020-"}, []string{cohort}
		for range 2 {
			id, a := w.blindBid(cohort)
			secrets = append(secrets, id, a.UnitName, a.Unit)
			things = append(things, id, a.Unit)
		}
		panel := w.blindPanel(cohort)
		things = append(things, panel)
		w.seat(panel)
		if out := w.post("seat", "/review/"+panel+"/accept", "pledge", "1"); out.Code != http.StatusSeeOther {
			t.Fatalf("the expert cannot begin: %d", out.Code)
		}
		shown := w.ask("seat", http.MethodGet, "/review/"+panel+"/1", "", nil)
		if !strings.Contains(shown.Body.String(), "统计五年的数据") {
			t.Fatalf("the expert reads nothing: %d", shown.Code)
		}
		w.numbersAreNotTold(t)
		for _, r := range w.routes() {
			if strings.HasPrefix(r.Pattern, "POST /log") || strings.HasPrefix(r.Pattern, "POST /me") {
				continue
			}
			for _, id := range things {
				w.tellsNothing(t, r.Pattern, id, secrets)
			}
		}
	})
}

var moment = regexp.MustCompile(`data-now="\d+"`)

// numbersAreNotTold: the page of verification answers a real number without its code as it answers one that nobody has.
func (w *town) numbersAreNotTold(t *testing.T) {
	t.Helper()
	const real, none = "ZK-2020-0001", "ZK-2020-9999"
	said := func(number string) string {
		out := w.ask("seat", http.MethodGet, "/verify?code=ABCD-EFGH&number="+number, "", nil)
		return strings.ReplaceAll(moment.ReplaceAllString(fmt.Sprint(out.Code)+out.Body.String(), ""), number, "")
	}
	if said(real) != said(none) {
		t.Error("the page of verification tells which numbers there are")
	}
}

// numbersOnly are public: a draw's file gives the applications' numbers, and no names.
var numbersOnly = map[string]bool{"GET /draw/{id}/{n}/draw.json": true}

// tellsNothing asks one address as the expert; what he asked with himself does not count as told.
func (w *town) tellsNothing(t *testing.T, pattern, id string, secrets []string) {
	t.Helper()
	method, path := w.address(pattern, id)
	kind := formType
	if method == http.MethodGet {
		kind, path = "", path+"?q=王某某甲&sort=unit&unit="+id
	}
	out := w.ask("seat", method, path, kind, nil)
	said, _ := url.PathUnescape(strings.ReplaceAll(fmt.Sprint(out.Header())+out.Body.String(), id, ""))
	for _, word := range secrets {
		if word == "王某某甲" && method == http.MethodGet || word == "ZK-2020-" && numbersOnly[pattern] {
			continue
		}
		if strings.Contains(said, word) {
			t.Errorf("%s (%d) says %s", pattern, out.Code, word)
		}
	}
}

// blindCohort publishes the test programme of letter review and panel, both blind.
func (w *town) blindCohort() string {
	w.t.Helper()
	raw, err := os.ReadFile("../../programmes/testdata/think-tank-2020.yaml")
	w.must(err)
	p, err := programme.Load(raw)
	w.must(err)
	raw, err = os.ReadFile("../../programmes/testdata/think-tank-2020-notice.yaml")
	w.must(err)
	notice, err := programme.LoadNotice(raw)
	w.must(err)
	id, err := w.Call.Open(ctx, w.people["handler"], p, notice, 2020)
	w.must(err)
	return w.publish(id, "鲁科协测试〔2020〕2号").ID
}

// blindBid is an accepted application of a new society that says whose it is wherever it can.
func (w *town) blindBid(cohort string) (string, apply.Application) {
	w.t.Helper()
	society := newUnit(unit.Society, "")(w)
	slip, err := w.Unit.Issue(ctx, access.SystemActor, unit.NewAccount{Unit: society, Login: name("blind"), Name: "某某", Roles: []access.Role{access.Clerk}})
	w.must(err)
	clerk := w.actor(slip.Account.Login)
	id, err := w.Apply.Start(ctx, clerk, cohort)
	w.must(err)
	d := get(w, func(t *store.Tx) (apply.Draft, error) { return apply.DraftOf(t, id) })
	var changes []apply.Change
	for key, text := range map[string]string{"applicant_unit": clerk.UnitName, "head_name": "王某某甲", "head_phone": "13812345678", "unit_overview": clerk.UnitName + "有基础",
		"pilot_contents": "统计五年的数据，王某某甲主持", "expected_results": "报告一篇"} {
		changes = append(changes, apply.Change{Key: key, Text: text, Base: d.Values[key].Hash})
	}
	_, err = w.Apply.Save(ctx, clerk, id, changes)
	w.must(err)
	pdf, err := paper.PDF(paper.Document{Title: clerk.UnitName, Author: clerk.UnitName, Created: w.Clock.Now(), Blocks: []paper.Block{paper.Para{Style: paper.Body, Text: "章程"}}}, w.Fonts)
	w.must(err)
	_, err = w.Apply.Attach(ctx, clerk, id, clerk.UnitName+"证明.pdf", bytes.NewReader(pdf))
	w.must(err)
	_, err = w.Apply.Submit(ctx, clerk, id, signed)
	w.must(err)
	w.accepted(id)
	return id, w.application(id)
}

// accepted passes every item of the formal check, and accepts.
func (w *town) accepted(id string) {
	w.t.Helper()
	w.must(w.Accept.Save(ctx, w.people["handler"], id, 1, []accept.Line{{Item: "in_scope", Result: accept.Passed}}))
	w.must(w.Accept.Accept(ctx, w.people["handler"], id, 1))
}

// blindPanel is a letter panel whose experts may begin.
func (w *town) blindPanel(cohort string) string {
	w.t.Helper()
	id, err := w.Review.Form(ctx, w.people["handler"], review.Formation{Cohort: cohort, Name: "函评组", ScoringUntil: w.Clock.Now().Add(72 * time.Hour)})
	w.must(err)
	w.must(w.Review.Freeze(ctx, w.people["handler"], id))
	for range 4 {
		newExpert(w)
	}
	w.must(w.Review.ExcludeFound(ctx, w.people["handler"], id))
	w.must(beginDraw(w, "handler", id))
	for _, who := range []string{"dept", "superv"} {
		w.must(w.Review.Enter(ctx, w.people[who], id, "20200603"))
	}
	w.must(w.Review.Open(ctx, w.people["handler"], id))
	return id
}
