package pages

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
	"shidian/programmes"
)

// site is the room's pages over a small province, asked as a browser asks.
type site struct {
	t       *testing.T
	ctx     context.Context
	db      *store.DB
	room    *call.Room
	handler http.Handler
	as      map[string]access.Actor // by the name that a request carries; "" is a visitor
	fonts   *paper.Fonts
}

func newSite(t *testing.T, db *store.DB) *site {
	t.Helper()
	s := &site{t: t, ctx: context.Background(), db: db, as: map[string]access.Actor{}}
	blobs, err := files.Open(t.TempDir())
	s.must(err)
	s.fonts, err = paper.LoadFonts("")
	s.must(err)
	door := act.NewDoor(db, append(unit.Covers(), call.Covers()...))
	s.room = call.New(door, blobs, s.fonts)
	s.room.BlankForm = func(p *programme.Programme) paper.Document {
		return paper.Document{Title: "申报书", Blocks: []paper.Block{paper.Para{Style: paper.FormHead, Text: "附件2"}}}
	}
	units := unit.New(door, unit.Options{})
	units.Cheap = true
	s.people(units)
	s.handler = s.routes(db)
	return s
}

func (s *site) people(units *unit.Room) {
	s.t.Helper()
	root, err := units.EnsureRoot(s.ctx)
	s.must(err)
	add := func(kind, region, name, parent string) string {
		id, err := units.Add(s.ctx, access.SystemActor, unit.NewUnit{Kind: kind, Region: region, Name: name, Parent: parent})
		s.must(err)
		return id
	}
	issue := func(of, login string, roles ...access.Role) {
		slip, err := units.Issue(s.ctx, access.SystemActor, unit.NewAccount{Unit: of, Login: login, Name: "某某", Roles: roles})
		s.must(err)
		s.must(s.db.Read(s.ctx, func(t *store.Tx) error {
			actor, err := unit.ActorOf(t, slip.Account.ID)
			actor.Fresh = true
			s.as[login] = actor
			return err
		}))
	}
	city := add(unit.City, "370100", "甲市科学技术协会", root.ID)
	county := add(unit.County, "370102", "甲县科学技术协会", city)
	add(unit.County, "370103", "乙县科学技术协会", city)
	other := add(unit.City, "370200", "乙市科学技术协会", root.ID)
	issue(root.ID, "handler", access.Handler)
	issue(root.ID, "handler2", access.Handler)
	issue(root.ID, "approver", access.Approver)
	issue(city, "city", access.Recommender)
	issue(county, "county", access.Clerk)
	issue(add(unit.County, "370202", "丙县科学技术协会", other), "neighbour", access.Clerk)
	issue(add(unit.Society, "", "某某学会", root.ID), "society", access.Clerk)
}

func (s *site) routes(db *store.DB) http.Handler {
	p := New(s.room)
	k := kit.New(kit.Options{Brand: "山东省科协深化改革试点工作系统", Clock: db.Clock, Limits: Limits(),
		Identify: func(r *http.Request) (access.Actor, error) {
			name := r.Header.Get("X-As")
			if c, err := r.Cookie("as"); err == nil {
				name = c.Value
			}
			return s.as[name], nil
		}})
	mux := http.NewServeMux()
	for pattern, handle := range map[string]kit.HandlerFunc{
		"GET /{$}":                       p.Home,
		"GET /notices":                   p.Notices,
		"GET /notices/{id}":              p.Notice,
		"GET /notices/{id}/versions/{n}": p.NoticeVersion,
		"GET /notices/{id}/versions/{n}/issued.pdf": p.Issued,
		"GET /notices/{id}/form.pdf":                p.FormPDF,
		"GET /notices/{id}/form.docx":               p.FormDOCX,
		"GET /notices/{id}/pass":                    p.Pass,
		"POST /notices/{id}/pass":                   p.SendLetter,
		"GET /notices/{id}/letter":                  p.Letter,
		"POST /notices/{id}/letter":                 p.Intend,
		"GET /notices/{id}/letter.pdf":              p.LetterPDF,
		"GET /notices/{id}/letter.docx":             p.LetterDOCX,
		"GET /cohorts":                              p.Cohorts,
		"POST /cohorts":                             p.OpenCohort,
		"GET /cohorts/new":                          p.NewCohort,
		"GET /cohorts/{id}":                         p.Cohort,
		"POST /cohorts/{id}/drop":                   p.Drop,
		"GET /cohorts/{id}/draft":                   p.Draft,
		"POST /cohorts/{id}/draft":                  p.SaveDraft,
		"GET /cohorts/{id}/preview":                 p.Preview,
		"GET /cohorts/{id}/draft.pdf":               p.DraftPDF,
		"GET /cohorts/{id}/draft.docx":              p.DraftDOCX,
		"GET /cohorts/{id}/register":                p.Register,
		"POST /cohorts/{id}/register":               p.Propose,
		"GET /cohorts/{id}/proposed.pdf":            p.Proposed,
	} {
		mux.Handle(pattern, k.Handle(handle))
	}
	mux.Handle("/", k.Handle(kit.NotFound))
	return k.Wrap(mux)
}

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// get asks for a page as somebody.
func (s *site) get(as, path string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("X-As", as)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

// post sends a form as somebody.
func (s *site) post(as, path string, values url.Values) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-As", as)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

// upload sends a form with one file.
func (s *site) upload(as, path string, values url.Values, field, name string, content []byte) *httptest.ResponseRecorder {
	s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for key := range values {
		s.must(form.WriteField(key, values.Get(key)))
	}
	if content != nil {
		part, err := form.CreateFormFile(field, name)
		s.must(err)
		part.Write(content)
	}
	s.must(form.Close())
	r := httptest.NewRequest("POST", path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("X-As", as)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

// says wants a status, and texts in the answer ("!" before one: not in it).
func (s *site) says(w *httptest.ResponseRecorder, status int, texts ...string) {
	s.t.Helper()
	body, _ := io.ReadAll(w.Result().Body)
	if w.Code != status {
		s.t.Errorf("status %d, want %d: %.400s", w.Code, status, textOf(string(body)))
		return
	}
	for _, text := range texts {
		if want := !strings.HasPrefix(text, "!"); strings.Contains(string(body), strings.TrimPrefix(text, "!")) != want {
			s.t.Errorf("the answer about %q: want %v", text, want)
		}
	}
}

// textOf is a page's main part, for a failure's message.
func textOf(page string) string {
	if i := strings.Index(page, "<main"); i >= 0 {
		return page[i:]
	}
	return page
}

// open opens the cohort of 2020 through its form.
func (s *site) open() string {
	s.t.Helper()
	w := s.post("handler", "/cohorts", url.Values{"year": {"2020"}, "shipped": {programmes.ReformPilot}})
	s.says(w, http.StatusSeeOther)
	return strings.TrimSuffix(strings.TrimPrefix(w.Header().Get("Location"), "/cohorts/"), "/draft")
}

var registration = url.Values{"number": {"鲁科协发〔2020〕13号"}, "signer": {"某签发人"}, "dated": {"2020-05-12"}}

var issuedPDF = []byte("%PDF-1.7\nissued")

// publish registers and confirms it.
func (s *site) publish() string {
	s.t.Helper()
	id := s.open()
	s.says(s.upload("handler", "/cohorts/"+id+"/register", registration, "issued", "通知.pdf", issuedPDF), http.StatusSeeOther)
	s.confirm(id)
	return id
}

func (s *site) confirm(id string) {
	s.t.Helper()
	var waiting act.Proposal
	s.must(s.db.Read(s.ctx, func(t *store.Tx) (err error) {
		waiting, _, err = s.room.Waiting(t, id)
		return err
	}))
	_, err := s.room.Door.Confirm(s.ctx, s.as["approver"], waiting.ID)
	s.must(err)
}

func (s *site) at(moment time.Time) { s.db.Clock.SetOffset(time.Until(moment)) }

func onSite(t *testing.T, test func(*site)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) { test(newSite(t, db)) })
}
