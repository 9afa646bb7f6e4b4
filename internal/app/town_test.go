package app

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/doctor"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
	"shidian/programmes"
)

var ctx = context.Background()

// town is a whole demo house on one engine, with one person for each way to stand to an application of 甲县.
type town struct {
	*House
	t       testing.TB
	site    http.Handler
	people  map[string]access.Actor
	cookies map[string]*http.Cookie

	cohort, second call.Cohort // both published; the second has no applications but those a test starts
	current        string      // 甲县's application in cohort
	filled         bool        // it was typed in once
	fixed          map[string]string
}

// standings are the columns of permissions.txt, each with an account of the scene, or one made here where the scene's
// has a further role.
var standings = []struct {
	key, login, unit string
	role             access.Role
}{
	{"visitor", "", "", access.Visitor},
	{"clerk", "jiaxian", "", access.Clerk},
	{"head", "jiaxian2", "", access.Head},
	{"writer", "yixian-w", "乙县科协", access.Clerk},
	{"neighb", "bingxian-w", "丙县科协", access.Clerk},
	{"city", "jiashi-w", "甲市科协", access.Recommender},
	{"other", "jinan-w", "济南市科协", access.Recommender},
	{"society", "xuehui-w", "省甲学会", access.Clerk},
	{"handler", "jingban", "", access.Handler},
	{"approver", "shenqian", "", access.Approver},
	{"dept", "bushi", "", access.Department},
	{"expert", "zhuanjia", "", access.Expert},
	{"superv", "jiandu-w", "机关纪委", access.Supervisor},
	{"finance", "caiwu", "", access.Finance},
	{"sysadmin", "guanli", "", access.SystemAdmin},
	{"secadmin", "anquan", "", access.Security},
	{"auditor", "shenji-w", "机关纪委", access.Auditor},
}

var quiet = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))

// demoHouse is a fresh demo on the engine, closed when the test ends.
func demoHouse(t testing.TB, engine store.Engine) *House {
	t.Helper()
	c := Config{Dir: t.TempDir(), DB: storetest.Migrated(t, engine), Brand: "试点系统", Addr: "127.0.0.1:0"}
	if err := c.Complete(); err != nil {
		t.Fatal(err)
	}
	h, err := OpenDemo(ctx, c, quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// eachTown runs test on both engines.
func eachTown(t *testing.T, test func(*testing.T, *town)) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) { test(t, newTown(t, demoHouse(t, engine))) })
	}
}

func newTown(t testing.TB, h *House) *town {
	t.Helper()
	w := &town{House: h, t: t, site: h.Handler(h.demoRoutes()), people: map[string]access.Actor{}, cookies: map[string]*http.Cookie{}, fixed: map[string]string{}}
	for _, s := range standings {
		if s.unit != "" {
			_, err := h.Unit.Issue(ctx, access.SystemActor, unit.NewAccount{Unit: w.unit(s.unit).ID, Login: s.login, Name: s.key, Roles: []access.Role{s.role}})
			w.must(err)
		}
		if s.login != "" {
			w.people[s.key] = w.actor(s.login)
			w.cookies[s.key] = w.logIn(w.people[s.key].Account)
		}
	}
	w.cohort = get(w, func(t *store.Tx) (call.Cohort, error) { all, err := call.List(t, call.Published); return all[0], err })
	w.second = w.publish(w.openCohort(2021), "鲁科协发〔2020〕14号")
	return w
}

func (w *town) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func get[T any](w *town, read func(*store.Tx) (T, error)) (v T) {
	w.t.Helper()
	w.must(w.DB.Read(ctx, func(t *store.Tx) (err error) {
		v, err = read(t)
		return err
	}))
	return v
}

func (w *town) unit(short string) unit.Unit {
	w.t.Helper()
	for _, u := range get(w, func(t *store.Tx) ([]unit.Unit, error) { return unit.List(t, unit.Filter{}, t.Now()) }) {
		if u.Short == short {
			return u
		}
	}
	w.t.Fatalf("no unit %s", short)
	return unit.Unit{}
}

func (w *town) actor(login string) access.Actor {
	w.t.Helper()
	a, err := w.actorBy(ctx, login)
	w.must(err)
	return a
}

// logIn begins a session as the demo's log-in page does.
func (w *town) logIn(account string) *http.Cookie {
	w.t.Helper()
	out := httptest.NewRecorder()
	w.must(w.Unit.DemoLogin(out, httptest.NewRequest("POST", "/demo/enter", nil), account))
	for _, c := range out.Result().Cookies() {
		if c.Name == "shidian_session" {
			return c
		}
	}
	w.t.Fatal("no session")
	return nil
}

// ask sends a request of a person as a browser on our own page does, and gives the answer.
func (w *town) ask(who, method, path, kind string, body []byte) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, bytes.NewReader(body))
	if method == http.MethodGet {
		r = httptest.NewRequest(method, path, nil)
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Referer", "http://example.com/desk")
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	if strings.HasSuffix(kind, "json") {
		r.Header.Set("Accept", "application/json")
	}
	if c := w.cookies[who]; c != nil {
		r.AddCookie(c)
	}
	out := httptest.NewRecorder()
	w.site.ServeHTTP(out, r)
	return out
}

// refusal turns an answer into the fault behind it; nil when it was done.
func refusal(out *httptest.ResponseRecorder) error {
	switch out.Code {
	case http.StatusOK, http.StatusSeeOther, http.StatusNoContent:
		if strings.HasPrefix(out.Header().Get("Location"), "/login") {
			return fault.Unauthorized("")
		}
		return nil
	case http.StatusUnauthorized:
		return fault.Unauthorized("")
	case http.StatusForbidden:
		return fault.Forbidden("", "")
	case http.StatusNotFound:
		return fault.NotFound()
	}
	text, _ := io.ReadAll(io.LimitReader(out.Body, 300))
	return &fault.Fault{Message: out.Result().Status + " " + string(text)}
}

// openCohort opens a cohort with the shipped notice, still a draft, with the dates of 2020 whatever its year.
func (w *town) openCohort(year int) string {
	w.t.Helper()
	p, notice, err := shipped(programmes.ReformPilot, programmes.ReformPilotNotice)
	w.must(err)
	id, err := w.Call.Open(ctx, w.people["handler"], p, notice, year)
	w.must(err)
	w.must(w.Call.Save(ctx, w.people["handler"], id, call.FirstText(p, notice, 2020)))
	return id
}

func (w *town) registration(number, note string) call.Registration {
	w.t.Helper()
	issued := get(w, func(t *store.Tx) (call.Version, error) { return call.VersionOf(t, w.cohort, 0) })
	return call.Registration{Number: number, Signer: "某某", Dated: "2020-05-12", Issued: issued.Issued, Note: note}
}

func (w *town) publish(id, number string) (c call.Cohort) {
	w.t.Helper()
	proposal, err := w.Call.Register(ctx, w.people["handler"], id, w.registration(number, ""))
	w.must(err)
	_, err = w.Door.Confirm(ctx, w.people["approver"], proposal)
	w.must(err)
	return get(w, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, id) })
}

var signed = apply.Ticks{Head: true, HeadName: "某甲", Secrecy: true, SecrecyName: "某乙"}

// clear withdraws 甲县's application, so that it can begin anew.
func (w *town) clear() {
	w.t.Helper()
	if w.current == "" {
		return
	}
	a := get(w, func(t *store.Tx) (apply.Application, error) { return apply.See(t, w.people["clerk"], w.current) })
	if a.State != apply.StateWithdrawn {
		w.must(w.Apply.Withdraw(ctx, w.people["clerk"], w.current, "重新申报", "某甲"))
	}
}

// draft is a fresh and complete draft of 甲县, with its invited writer.
func draft(w *town) string {
	w.t.Helper()
	var err error
	if w.clear(); !w.filled {
		w.current, err = w.FillDemoForm(ctx, w.people["clerk"], w.cohort)
		w.filled = true
	} else { // what was withdrawn is taken over
		w.current, err = w.Apply.Start(ctx, w.people["clerk"], w.cohort.ID)
	}
	w.must(err)
	w.invite()
	return w.current
}

func (w *town) invite() {
	w.t.Helper()
	w.must(w.Apply.AddWriter(ctx, w.people["clerk"], w.current, "yixian-w", "writer"))
}

// submitted is a fresh submitted application.
func submitted(w *town) string {
	w.t.Helper()
	id := draft(w)
	_, err := w.Apply.Submit(ctx, w.people["clerk"], id, signed)
	w.must(err)
	return id
}

// typedIn is a fresh draft that the office types in for 甲县.
func typedIn(w *town) string {
	w.t.Helper()
	w.clear()
	var err error
	w.current, err = w.Apply.TypeIn(ctx, w.people["handler"], w.cohort.ID, w.people["clerk"].Unit)
	w.must(err)
	w.invite()
	return w.current
}

// holds fails unless the ledger and all rows hold.
func (w *town) holds() {
	w.t.Helper()
	var said bytes.Buffer
	if sound, err := w.Verify(ctx, &said, nil); err != nil || !sound {
		w.t.Errorf("verify: %v\n%s", err, said.String())
	}
	if !doctor.Write(&said, doctor.Look(ctx, []doctor.Check{doctor.Across(w.DB)})) {
		w.t.Errorf("doctor:\n%s", said.String())
	}
}
