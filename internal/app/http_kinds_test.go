package app

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/files"
	"shidian/internal/store"
)

// fromElsewhere posts as another site's page would, with the person's own cookies.
func (w *town) fromElsewhere(t *testing.T, id string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/applications/"+id+"/withdraw", strings.NewReader("reason=x&head_name=y"))
	r.Header.Set("Content-Type", formType)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	r.Header.Set("Origin", "https://elsewhere.example")
	r.AddCookie(w.cookies["clerk"])
	out := httptest.NewRecorder()
	w.site.ServeHTTP(out, r)
	a := get(w, func(t *store.Tx) (apply.Application, error) { return apply.See(t, w.people["clerk"], id) })
	if out.Code != http.StatusForbidden || a.State != apply.StateDraft {
		t.Errorf("a post from another site: %d, the application is %s", out.Code, a.State)
	}
}

// The approver opens the proof of a late door from its proposal, as the kind of file that was uploaded.
func TestTheApproverOpensTheEvidenceOfALateDoor(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		w.shows(t, lateProposed(w), 1, "证明材料")
		id := draft(w)
		list := w.ask("handler", http.MethodGet, "/applications.xlsx", "", nil)
		blob, err := w.Files.Put(list.Body, 1<<20)
		w.must(err)
		proposal, err := w.Apply.ProposeLate(afterwards, w.people["handler"], apply.LateDoor{Application: id, Until: late.Add(24 * time.Hour), Reason: "系统中断", Evidence: blob.Hash})
		w.must(err)
		out := w.ask("approver", http.MethodGet, "/proposals/"+proposal+"/papers/1", "", nil)
		if kind := out.Header().Get("Content-Type"); kind != string(files.XLSX) || !strings.HasSuffix(out.Header().Get("Content-Disposition"), ".xlsx") {
			t.Errorf("a sheet comes as %s, %s", kind, out.Header().Get("Content-Disposition"))
		}
	})
}

// A slip begins an account, once; its owner changes the password, knowing the old one.
func TestASlipOverHTTP(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		slip, err := w.Unit.Issue(ctx, w.people["city"], w.anAccount("甲县科协", access.Clerk))
		w.must(err)
		const first, second = "一句记得住的话写在这里", "另一句记得住的话写在那里"
		begin := func(code string) *httptest.ResponseRecorder {
			return w.post("visitor", "/first", "login", slip.Account.Login, "code", code, "new", first, "repeat", first, "read", "1")
		}
		if out := begin("2222-2222-2222"); out.Code != 422 {
			t.Errorf("a wrong code: %d", out.Code)
		}
		out := begin(slip.Code)
		if out.Code != http.StatusSeeOther {
			t.Fatalf("the right code: %d %s", out.Code, words(out))
		}
		for _, c := range out.Result().Cookies() {
			if c.Name == "shidian_session" {
				w.cookies["new"] = c
			}
		}
		change := func(old string) int {
			return w.post("new", "/me/password", "old", old, "new", second, "repeat", second).Code
		}
		if code := change("不是这一句不是这一句"); code != 422 {
			t.Errorf("a wrong old password: %d", code)
		}
		if code := change(first); code != http.StatusSeeOther {
			t.Errorf("the right old password: %d", code)
		}
		if out := begin(slip.Code); out.Code != 422 {
			t.Errorf("a spent code: %d", out.Code)
		}
		w.holds()
	})
}

// One click lets a demo's visitor in as each of its people; a real house knows neither the click nor the clock.
func TestOneClickIsTheDemosAlone(t *testing.T) {
	h := demoHouse(t, store.SQLite)
	accounts, err := h.DemoAccounts(ctx)
	if err != nil || len(accounts) != len(demoPeople) {
		t.Fatalf("%d accounts, %v", len(accounts), err)
	}
	site := h.Handler(h.demoRoutes())
	if page := asked(site, http.MethodGet, "/login", nil, nil); !strings.Contains(page.Body.String(), "/demo/enter") {
		t.Error("the demo's log-in offers no click")
	}
	for _, a := range accounts {
		out := asked(site, http.MethodPost, "/demo/enter", url.Values{"account": {a.ID}}, nil)
		desk := asked(site, http.MethodGet, "/desk", nil, out.Result().Cookies())
		if out.Code != http.StatusSeeOther || desk.Code != http.StatusOK {
			t.Errorf("%s: %d, then %d", a.Login, out.Code, desk.Code)
		}
	}
	real := realHouse(t)
	site = real.Handler(nil)
	for path, form := range map[string]url.Values{"/demo/enter": {"account": {accounts[0].ID}}, "/demo/time": {"to": {"after"}}} {
		if out := asked(site, http.MethodPost, path, form, nil); out.Code != http.StatusNotFound || len(out.Result().Cookies()) > 0 {
			t.Errorf("%s of a real house: %d", path, out.Code)
		}
	}
	if page := asked(site, http.MethodGet, "/login", nil, nil); page.Code != http.StatusOK || strings.Contains(page.Body.String(), "demo") {
		t.Errorf("the real log-in: %d, or it speaks of a demo", page.Code)
	}
}

func asked(site http.Handler, method, path string, form url.Values, cookies []*http.Cookie) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", formType)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for _, c := range cookies {
		r.AddCookie(c)
	}
	out := httptest.NewRecorder()
	site.ServeHTTP(out, r)
	return out
}

// realHouse is an empty house as serve opens it, with its root.
func realHouse(t *testing.T) *House {
	t.Helper()
	h, err := Open(ctx, config(t, t.TempDir()), quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	if _, err := h.Unit.CreateFirstAdmin(ctx, "admin", "孙某"); err != nil {
		t.Fatal(err)
	}
	return h
}

// serve refuses a demo's folder, demo a real one, and the demo every address that others could reach.
func TestDemoAndRealStayApart(t *testing.T) {
	demo := demoHouse(t, store.SQLite)
	if err := Serve(ctx, demo.Config, quiet, nil); !errors.Is(err, errDemoDatabase) {
		t.Errorf("serve on a demo's folder: %v", err)
	}
	real := realHouse(t)
	if h, err := OpenDemo(ctx, real.Config, quiet); !errors.Is(err, errRealDatabase) {
		t.Errorf("demo on a real folder: %v %v", h, err)
	}
	over, stop := context.WithCancel(ctx)
	stop()
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:80", "[::]:0", "example.org:80", "nonsense"} {
		c := config(t, t.TempDir())
		c.Addr = addr
		if err := Demo(over, c, quiet, nil); err == nil || !strings.Contains(err.Error(), "地址") {
			t.Errorf("demo at %s: %v", addr, err)
		}
	}
}
