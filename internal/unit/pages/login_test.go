package pages_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
	"shidian/internal/unit/pages"
)

const password = "一句记得住的话写在这里"

// begin spends an account's slip in this browser.
func (b *browser) begin(slip unit.Slip) answer {
	return b.post("/first", "login", slip.Account.Login, "code", strings.ToLower(slip.Code), "new", password, "repeat", password, "read", "on")
}

func TestFirstLogInSetsThePassword(t *testing.T) {
	s := newSite(t)
	slip := s.issue("neu", s.county, access.Clerk)
	b := s.browser("10.0.0.2")
	page := b.want(200, b.get("/first"))
	if !strings.Contains(page.body, "保存多久") {
		t.Error("the privacy notice does not stand on the first page")
	}
	for key, form := range map[string][]string{
		"code":   {"login", "neu", "code", "2222-2222-2222", "new", password, "repeat", password, "read", "on"},
		"new":    {"login", "neu", "code", slip.Code, "new", "short", "repeat", "short", "read", "on"},
		"repeat": {"login", "neu", "code", slip.Code, "new", password, "repeat", "another", "read", "on"},
		"read":   {"login", "neu", "code", slip.Code, "new", password, "repeat", password},
	} {
		a := b.want(422, b.post("/first", form...))
		if !strings.Contains(a.body, `id="f-`+key+`-error"`) || !strings.Contains(a.body, `value="neu"`) || strings.Contains(a.body, password) {
			t.Errorf("%s: %s", key, words(a.body))
		}
	}
	b.want(422, b.post("/login", "login", "neu", "password", slip.Code)) // the code is no password
	a := b.want(303, b.begin(slip))
	for _, c := range (&http.Response{Header: a.head}).Cookies() {
		if strings.HasPrefix(c.Name, "shidian_") && (!c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/") {
			t.Errorf("cookie %+v", c)
		}
	}
	b.want(200, b.get("/me"))
	s.browser("10.0.0.3").want(422, s.browser("10.0.0.3").begin(slip)) // a code is for once
	other := s.browser("10.0.0.3")
	other.want(303, other.post("/login", "login", " NEU ", "password", password))
	if log := s.log.String(); strings.Contains(log, "neu") || strings.Contains(log, slip.Code) || strings.Contains(log, "10.0.0") || strings.Contains(log, "139123") || strings.Contains(log, password) {
		t.Error("the log holds personal data")
	}
}

func TestCookiesAreSecureBehindTLS(t *testing.T) {
	s := newSite(t)
	s.room = unit.New(s.room.Door, unit.Options{Secure: true})
	s.room.Cheap = true
	w := &recorder{head: http.Header{}}
	r, _ := http.NewRequest("GET", "/", nil)
	s.must(s.room.Enter(w, r, unit.Account{ID: s.account["lixia"]}))
	cookies := (&http.Response{Header: w.head}).Cookies()
	for _, c := range cookies {
		if !c.Secure || !c.HttpOnly {
			t.Errorf("cookie %+v", c)
		}
	}
	if len(cookies) != 2 {
		t.Errorf("%d cookies", len(cookies))
	}
}

type recorder struct{ head http.Header }

func (w *recorder) Header() http.Header         { return w.head }
func (w *recorder) Write(p []byte) (int, error) { return len(p), nil }
func (w *recorder) WriteHeader(int)             {}

func TestALogInHasANewToken(t *testing.T) {
	s := newSite(t)
	slip := s.issue("neu", s.county, access.Clerk)
	b := s.browser("10.0.0.2")
	b.want(200, b.get("/as/"+s.account["xuehui"])) // a session that somebody may have planted
	planted := b.cookie("shidian_session")
	b.want(303, b.begin(slip))
	if got := b.cookie("shidian_session"); got == planted || got == "" {
		t.Fatal("the token stayed the same")
	}
	thief := s.browser("10.0.0.9")
	req, _ := http.NewRequest("GET", s.url+"/me", nil)
	req.AddCookie(&http.Cookie{Name: "shidian_session", Value: planted})
	thief.want(401, thief.do(req))
	first := b.cookie("shidian_session")
	b.want(303, b.post("/reauth", "password", password, "back", "/me"))
	if b.cookie("shidian_session") == first {
		t.Error("the token stayed the same when the password was typed anew")
	}
	b.want(422, b.post("/reauth", "password", "falsch falsch"))
	b.want(303, b.post("/logout"))
	b.want(401, b.get("/me"))
}

func TestTheLogInComesBackToWhereOneWanted(t *testing.T) {
	s := newSite(t)
	slip := s.issue("neu", s.county, access.Clerk)
	b := s.browser("10.0.0.2")
	b.want(303, b.begin(slip))
	for back, want := range map[string]string{"/me": "/me", "/units/x?a=1": "/units/x?a=1", "https://evil.example/": "/", "//evil.example/": "/", `/\evil.example`: "/", "": "/"} {
		b := s.browser("10.0.0.2")
		if a := b.want(303, b.post("/login", "login", "neu", "password", password, "back", back)); a.to != want {
			t.Errorf("%q leads to %q", back, a.to)
		}
	}
	a := b.want(303, b.get("/login?back=%2Fme"))
	if a.to != "/reauth?back=%2Fme" {
		t.Errorf("whoever is logged in is led to %q", a.to)
	}
	page := b.want(200, b.get(a.to))
	if !strings.Contains(page.body, `value="/me"`) {
		t.Error("the fresh log-in forgets where one was")
	}
	if visitor := s.browser("10.0.0.3"); !strings.Contains(visitor.want(401, visitor.get("/me")).body, "/login?back=%2Fme") {
		t.Error("a 401 does not lead to the log-in")
	}
}

func TestTheOwnerIsNotLockedOutByWhoeverGuesses(t *testing.T) {
	s := newSite(t)
	slip := s.issue("owner", s.county, access.Clerk)
	home := s.browser("10.0.0.2")
	home.want(303, home.begin(slip))
	home.want(303, home.post("/logout"))
	guess := func(b *browser) int { return b.post("/login", "login", "owner", "password", "falsch geraten 1").status }
	attacker := s.browser("198.51.100.7")
	for range 5 {
		if got := guess(attacker); got != 422 {
			t.Fatalf("a free try: %d", got)
		}
	}
	a := attacker.want(429, attacker.post("/login", "login", "owner", "password", password)) // even the right one waits
	if !strings.Contains(a.body, "以后再试") || !strings.Contains(a.body, `value="owner"`) {
		t.Errorf("paused: %s", words(a.body))
	}
	home.address = attacker.address // even behind the same address, the known device has its own counter
	home.want(303, home.post("/login", "login", "owner", "password", password))
	elsewhere := s.browser("10.0.0.77") // a new device from another address
	elsewhere.want(303, elsewhere.post("/login", "login", "owner", "password", password))
	for range 30 { // one address over many accounts
		attacker.post("/login", "login", "someone", "password", "falsch geraten 1")
	}
	home.want(303, home.post("/logout"))
	for range 5 {
		guess(home)
	}
	if guess(home) != 429 {
		t.Error("a stolen device guesses for ever")
	}
	forged := s.browser("198.51.100.8")
	for i := range 6 {
		req, _ := http.NewRequest("POST", s.url+"/login", strings.NewReader("login=owner&password=falschgeraten"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.AddCookie(&http.Cookie{Name: "shidian_device", Value: "AAAA" + string(rune('A'+i)) + ".AAAA"}) // devices of his own making
		if got := forged.do(req).status; (i < 5) != (got == 422) {
			t.Errorf("forged device %d: %d", i, got)
		}
	}
}

func TestUnknownLoginsAnswerAlike(t *testing.T) {
	s := newSite(t)
	slip := s.issue("owner", s.county, access.Clerk)
	b := s.browser("10.0.0.2")
	b.want(303, b.begin(slip))
	answers := map[string]string{}
	took := map[string]time.Duration{}
	for _, login := range []string{"owner", "nobody"} {
		b := s.browser("10.0.0.3")
		start := time.Now()
		a := b.want(422, b.post("/login", "login", login, "password", "falsch geraten 1"))
		took[login] = time.Since(start)
		answers[login] = words(strings.ReplaceAll(a.body, login, "LOGIN"))
	}
	if answers["owner"] != answers["nobody"] {
		t.Error("the page tells which accounts exist")
	}
	if took["nobody"] < took["owner"]/4 {
		t.Errorf("the clock tells which accounts exist: %v", took)
	}
}

func TestForeignSitesCannotPost(t *testing.T) {
	s := newSite(t)
	b := s.as("lixia")
	for _, path := range []string{"/login", "/logout", "/first", "/me", "/me/password"} {
		req, _ := http.NewRequest("POST", s.url+path, strings.NewReader("name=x"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "cross-site")
		b.want(403, b.do(req))
	}
	b.want(200, b.get("/me"))
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	s := newSite(t)
	slip := s.issue("neu", s.county, access.Clerk)
	desk, laptop := s.browser("10.0.0.2"), s.browser("10.0.0.3")
	desk.want(303, desk.begin(slip))
	laptop.want(303, laptop.post("/login", "login", "neu", "password", password))
	page := desk.want(200, desk.get("/me"))
	if strings.Count(page.body, "Windows 电脑 · Chrome") != 2 || !strings.Contains(page.body, "本机") {
		t.Errorf("%s", words(page.body))
	}
	_, rest, _ := strings.Cut(page.body, `action="/me/sessions/0`)
	id, _, _ := strings.Cut("0"+rest, "/")
	stranger := s.as("xuehui")
	stranger.want(303, stranger.post("/me/sessions/"+id+"/end"))
	laptop.want(200, laptop.get("/me")) // a stranger ends nobody's session
	desk.want(303, desk.post("/me/sessions/"+id+"/end"))
	laptop.want(401, laptop.get("/me"))
	desk.want(200, desk.get("/me"))

	laptop.want(303, laptop.post("/login", "login", "neu", "password", password))
	desk.want(422, desk.post("/me/password", "old", "falsch falsch", "new", password+"2", "repeat", password+"2"))
	desk.want(422, desk.post("/me/password", "old", password, "new", "short", "repeat", "short"))
	desk.want(303, desk.post("/me/password", "old", password, "new", password+"2", "repeat", password+"2"))
	laptop.want(401, laptop.get("/me"))
	desk.want(200, desk.get("/me"))
	laptop.want(422, laptop.post("/login", "login", "neu", "password", password))
	laptop.want(303, laptop.post("/login", "login", "neu", "password", password+"2"))
	desk.want(303, desk.post("/me/sessions/end"))
	laptop.want(401, laptop.get("/me"))

	city := s.as("jinan")
	city.want(303, city.post("/accounts/"+slip.Account.ID+"/reset"))
	desk.want(401, desk.get("/me"))
	desk.want(422, desk.post("/login", "login", "neu", "password", password+"2"))
	closing := s.as("lixia")
	city.want(303, city.post("/accounts/"+s.account["lixia"]+"/stop", "sure", "on"))
	closing.want(401, closing.get("/me"))
}

func TestServeHasNoOneClickLogIn(t *testing.T) {
	s := newSite(t)
	b := s.browser("10.0.0.2")
	if page := b.want(200, b.get("/login")); strings.Contains(page.body, pages.DemoEnter) || strings.Contains(page.body, "演示") {
		t.Error("the log-in page of serve offers the demo's people")
	}
	b.want(404, b.post(pages.DemoEnter, "account", s.account["ban"]))
	b.want(401, b.get("/me"))
}

func TestAnExpertsAccountEndsWithItsDate(t *testing.T) {
	s := newSite(t)
	panel := s.add(unit.NewUnit{Kind: unit.Experts, Name: "2020年度评审专家组"})
	slip, err := s.room.Issue(ctx, access.SystemActor, unit.NewAccount{Unit: panel, Login: "expert", Name: "甲", Roles: []access.Role{access.Expert}, To: storetest.Noon.Add(time.Hour)})
	s.must(err)
	b := s.browser("10.0.0.2")
	b.want(303, b.begin(slip))
	b.want(200, b.get("/me"))
	s.db.Clock.SetOffset(s.db.Clock.Offset() + 2*time.Hour)
	b.want(401, b.get("/me"))
	if a := b.want(422, b.post("/login", "login", "expert", "password", password)); !strings.Contains(a.body, "已停用或已过期") {
		t.Errorf("%s", words(a.body))
	}
}
