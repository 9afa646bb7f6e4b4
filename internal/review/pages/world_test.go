package pages

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"shidian/assets/web"
	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/review"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
)

// site is the small province with the pages of the scoring; who asks is named by a cookie.
type site struct {
	*worldtest.World
	room    *review.Room
	handler http.Handler
	people  map[string]access.Actor
	bids    []worldtest.Bid
	panel   string
	experts []string // those who have a seat in it: e1, e2 …
}

// newSite has an opened panel of so many applications, and its experts as e1, e2 …
func newSite(t *testing.T, db *store.DB, p *programme.Programme, bids int) *site {
	t.Helper()
	s := newHouse(worldtest.NewWith(t, db, review.Covers(), p), bids)
	s.opened(review.OnlyStage, "第一评审组")
	s.serve()
	return s
}

// newHouse has a pool of experts, and so many accepted applications.
func newHouse(w *worldtest.World, bids int) *site {
	w.T.Helper()
	s := &site{World: w, people: map[string]access.Actor{}}
	s.room = review.New(s.Door, s.Blobs, worldtest.Fonts(), s.Units)
	s.people["supervisor"] = s.Supervisor()
	s.ExpertGroup()
	s.people["handler"], s.people["approver"] = s.Handler, s.Approver
	for i := range 9 {
		_, err := s.room.AddExpert(s.Ctx, s.Handler, review.Expert{Name: fmt.Sprintf("专家%d", i+1), Employer: fmt.Sprintf("第%d研究院", i+1), Field: "科普",
			Title: "研究员", Phone: fmt.Sprintf("1380000000%d", i), Inhouse: i == 2})
		s.Must(err)
	}
	for range bids {
		s.bids = append(s.bids, s.telling())
	}
	return s
}

// opened forms a panel of a stage, up to the one whose experts e1, e2 … may begin.
func (s *site) opened(stage int, name string) {
	s.T.Helper()
	var err error
	s.panel, err = s.room.Form(s.Ctx, s.Handler, review.Formation{Cohort: s.Cohort, Stage: stage, Name: name, ScoringUntil: s.DB.Clock.Now().Add(72 * time.Hour)})
	s.Must(err)
	s.Must(s.room.Freeze(s.Ctx, s.Handler, s.panel))
	s.Must(s.room.ExcludeFound(s.Ctx, s.Handler, s.panel))
	s.Must(s.room.Begin(s.Ctx, s.Handler, s.panel, []string{s.people["supervisor"].Account, s.Approver.Account}))
	s.Must(s.room.Enter(s.Ctx, s.people["supervisor"], s.panel, "42"))
	s.Must(s.room.Enter(s.Ctx, s.Approver, s.panel, "7"))
	s.Must(s.room.Open(s.Ctx, s.Handler, s.panel))
	s.invite()
}

// telling is an accepted application that says whose it is wherever it can.
func (s *site) telling() worldtest.Bid {
	s.T.Helper()
	b := s.County()
	s.Must(s.Apply.TakeBack(s.Ctx, b.Clerk, b.ID))
	name := b.Clerk.UnitName
	s.Save(b.Clerk, b.ID, map[string]string{"head_name": "王某某", "head_phone": "13812345678", "applicant_unit": name,
		"unit_overview":  name + "地处甲市北部，现有会员3000人，联系王某某，电话13812345678。\n" + strings.Repeat("近年来围绕中心、服务大局，探索基层组织建设的新路子。", 12),
		"pilot_contents": "在甲市科协指导下，探索“三长”制。" + strings.Repeat("把学校、医院、农技站的负责人吸收进基层科协，发挥带动作用。", 15)})
	_, err := s.Apply.Attach(s.Ctx, b.Clerk, b.ID, name+"证明.pdf", bytes.NewReader(s.evidence(name)))
	s.Must(err)
	s.Submit(b)
	s.Accept(b)
	return b
}

// evidence is a file that says in its properties whose it is.
func (s *site) evidence(name string) []byte {
	s.T.Helper()
	pdf, err := paper.PDF(paper.Document{Title: name + "证明", Author: name, Created: s.DB.Clock.Now(), Blocks: []paper.Block{paper.Para{Style: paper.Body, Text: "章程"}}}, worldtest.Fonts())
	s.Must(err)
	return pdf
}

func (s *site) invite() {
	s.T.Helper()
	s.experts = nil
	for i, seat := range worldtest.Get(s.World, func(t *store.Tx) ([]review.Seat, error) { return review.Seats(t, s.panel) }) {
		if seat.Serves() {
			slip, err := s.room.Invite(s.Ctx, s.Handler, s.panel, seat.Expert.ID)
			s.Must(err)
			s.people[fmt.Sprintf("e%d", i+1)] = worldtest.Get(s.World, func(t *store.Tx) (access.Actor, error) { return unit.ActorOf(t, slip.Account.ID) })
			s.experts = append(s.experts, fmt.Sprintf("e%d", i+1))
		}
	}
}

func (s *site) serve() {
	p := New(s.room)
	k := kit.New(kit.Options{Brand: "试点系统", Clock: s.DB.Clock, Log: slog.New(slog.DiscardHandler), Limits: Limits(), Identify: func(r *http.Request) (access.Actor, error) {
		c, err := r.Cookie("who")
		if err != nil {
			return access.Actor{}, nil
		}
		return s.people[c.Value], nil
	}})
	mux := http.NewServeMux()
	mux.Handle("GET "+web.Prefix, web.Handler())
	for pattern, handle := range map[string]kit.HandlerFunc{"GET /review": p.MyPanels, "GET /review/{id}": p.MyPanel, "POST /review/{id}/accept": p.AcceptSeat,
		"GET /review/{id}/pack.pdf": p.Pack, "GET /review/{id}/{n}": p.SheetPage, "POST /review/{id}/{n}": p.SubmitSheet, "PUT /review/{id}/{n}/draft": p.KeepSheet,
		"POST /review/{id}/{n}/declare": p.DeclareRelation, "GET /review/{id}/{n}/digest.pdf": p.Digest, "GET /review/{id}/{n}/files/{file}": p.BidFile,
		"GET /panels/{id}": p.Panel, "GET /panels/{id}/scores": p.Scores, "GET /panels/{id}/scores.xlsx": p.ScoresXLSX, "GET /panels/{id}/scores.pdf": p.ScoresPDF,
		"GET /panels/{id}/fees.pdf": p.FeesPDF, "GET /panels/{id}/pack.pdf": p.PanelPack, "GET /panels/{id}/type-in": p.TypeInForm,
		"GET /panels/new": p.NewPanel, "POST /panels/{id}/close": p.ClosePanel, "POST /panels/{id}/relation": p.LateRelation} {
		mux.Handle(pattern, k.Handle(handle))
	}
	mux.Handle("/", k.Handle(kit.NotFound))
	s.handler = k.Wrap(mux)
}

// ask sends a request as somebody; a form's fields and values alternate.
func (s *site) ask(who, method, path string, body io.Reader, kind string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, body)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: "who", Value: who})
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	out := httptest.NewRecorder()
	s.handler.ServeHTTP(out, r)
	return out
}

func (s *site) get(who, path string) *httptest.ResponseRecorder {
	return s.ask(who, http.MethodGet, path, nil, "")
}

func (s *site) post(who, path string, fields ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return s.ask(who, http.MethodPost, path, strings.NewReader(form.Encode()), "application/x-www-form-urlencoded")
}

func (s *site) keep(who, path, json string) *httptest.ResponseRecorder {
	return s.ask(who, http.MethodPut, path, bytes.NewReader([]byte(json)), "application/json")
}
