package pages_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/kit"
	"shidian/internal/paper"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
	"shidian/internal/unit/pages"
)

var ctx = context.Background()

// site is a running house with a small province; every log line is kept.
type site struct {
	t    *testing.T
	db   *store.DB
	room *unit.Room
	url  string
	log  *lines

	root, city, county, other, society string            // units
	account                            map[string]string // by login
}

// lines is a log that goroutines write and a test reads.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

var loadFonts = sync.OnceValues(func() (*paper.Fonts, error) { return paper.LoadFonts("") })

func newSite(t *testing.T, change ...func(*pages.Pages)) *site {
	t.Helper()
	s := &site{t: t, db: storetest.Open(t, store.SQLite), log: &lines{}, account: map[string]string{}}
	s.room = unit.New(act.NewDoor(s.db, unit.Covers()), unit.Options{})
	s.room.Cheap = true
	fonts, err := loadFonts()
	s.must(err)
	p := &pages.Pages{Room: s.room, Fonts: fonts, Proxied: true, Public: "https://shidian.example.org.cn"}
	for _, f := range change {
		f(p)
	}
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	k := kit.New(kit.Options{Brand: "试点工作系统", Clock: s.db.Clock, Log: log, Identify: s.room.Identify, Account: "/me"})
	mux := http.NewServeMux()
	mux.Handle("/", k.Handle(kit.NotFound))
	for route, f := range all(p) {
		mux.Handle(route, k.Handle(f))
	}
	mux.Handle("GET /as/{account}", k.Handle(func(w http.ResponseWriter, r *http.Request) error {
		return s.room.DemoLogin(w, r, r.PathValue("account"))
	}))
	server := httptest.NewServer(fromElsewhere(k.Wrap(mux)))
	t.Cleanup(server.Close)
	s.url = server.URL
	s.people()
	return s
}

func (s *site) people() {
	root, err := s.room.EnsureRoot(ctx)
	s.must(err)
	s.root = root.ID
	s.city = s.add(unit.NewUnit{Kind: unit.City, Region: "370100", Name: "济南市科学技术协会"})
	s.other = s.add(unit.NewUnit{Kind: unit.City, Region: "370200", Name: "青岛市科学技术协会"})
	s.county = s.add(unit.NewUnit{Kind: unit.County, Region: "370102", Name: "历下区科学技术协会", Parent: s.city})
	s.society = s.add(unit.NewUnit{Kind: unit.Society, Name: "山东甲学会"})
	for login, who := range map[string]struct {
		unit string
		role access.Role
	}{"sys": {s.root, access.SystemAdmin}, "ban": {s.root, access.Handler}, "jinan": {s.city, access.Recommender},
		"qingdao": {s.other, access.Recommender}, "xuehui": {s.society, access.Clerk}, "lixia": {s.county, access.Clerk}} {
		s.account[login] = s.issue(login, who.unit, who.role).Account.ID
	}
}

func (s *site) issue(login, at string, role access.Role) unit.Slip {
	s.t.Helper()
	slip, err := s.room.Issue(ctx, access.SystemActor, unit.NewAccount{Unit: at, Login: login, Name: "姓名" + login, Phone: "13912345678", Roles: []access.Role{role}})
	s.must(err)
	return slip
}

func (s *site) add(n unit.NewUnit) string {
	s.t.Helper()
	id, err := s.room.Add(ctx, access.SystemActor, n)
	s.must(err)
	return id
}

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// browser is one device at one address.
type browser struct {
	s       *site
	client  *http.Client
	address string
}

// answer is what came back.
type answer struct {
	status int
	body   string
	to     string // of a redirect
	head   http.Header
}

func (s *site) browser(address string) *browser {
	jar, _ := cookiejar.New(nil) // never fails without options
	return &browser{s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, address}
}

// as is a browser in which the account is logged in; "" is a visitor's.
func (s *site) as(login string) *browser {
	s.t.Helper()
	b := s.browser("10.0.0.1")
	if login != "" {
		b.want(200, b.get("/as/"+s.account[login]))
	}
	return b
}

func (b *browser) get(path string) answer {
	req, _ := http.NewRequest("GET", b.s.url+path, nil)
	return b.do(req)
}

func (b *browser) post(path string, pairs ...string) answer {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	req, _ := http.NewRequest("POST", b.s.url+path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(req)
}

func (b *browser) do(req *http.Request) answer {
	b.s.t.Helper()
	req.Header.Set("Test-Address", b.address)
	req.Header.Set("User-Agent", "Mozilla/5.0 (Windows NT 10.0) Chrome/86.0")
	resp, err := b.client.Do(req)
	b.s.must(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	b.s.must(err)
	return answer{resp.StatusCode, string(body), resp.Header.Get("Location"), resp.Header}
}

func (b *browser) want(status int, a answer) answer {
	b.s.t.Helper()
	if a.status != status {
		b.s.t.Fatalf("status %d, want %d: %s", a.status, status, words(a.body))
	}
	return a
}

// cookie is the value that the browser holds.
func (b *browser) cookie(name string) string {
	u, _ := url.Parse(b.s.url)
	for _, c := range b.client.Jar.Cookies(u) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

var tags = regexp.MustCompile(`(?s)<head>.*</head>|<[^>]*>|\s+`)

func words(page string) string { return tags.ReplaceAllString(page, " ") }

// fromElsewhere lets requests come from the address that the test says, as app does behind a proxy.
func fromElsewhere(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.RemoteAddr = net.JoinHostPort(r.Header.Get("Test-Address"), "1")
		next.ServeHTTP(w, r)
	})
}
