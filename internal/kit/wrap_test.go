package kit_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
)

func TestEveryAnswerIsGuarded(t *testing.T) {
	s := open(t, say("好"), nil)
	for _, path := range []string{"/x", "/nowhere"} {
		res, _ := s.do(t, "GET", path, "")
		policy := res.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'self'", "img-src 'self' data:", "frame-ancestors 'none'", "form-action 'self'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: policy lacks %q: %q", path, want, policy)
			}
		}
		if strings.Contains(policy, "unsafe") || res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: header %v", path, res.Header)
		}
	}
}

// No address holds what no text may hold: a name out of the path goes to the database.
func TestAnAddressThatIsNoTextLeadsNowhere(t *testing.T) {
	reached := false
	s := open(t, func(http.ResponseWriter, *http.Request) error { reached = true; return nil }, nil)
	for path, status := range map[string]int{"/upload/a%00": 404, "/upload/%ff": 404, "/upload/%E7%94%B2": 200} {
		reached = false
		if res, _ := s.do(t, "POST", path, "", "Content-Type", "text/plain"); res.StatusCode != status || reached != (status == 200) {
			t.Errorf("%s: status %d, reached %v", path, res.StatusCode, reached)
		}
	}
}

func TestCrossSitePostIsRefused(t *testing.T) {
	reached := false
	s := open(t, func(w http.ResponseWriter, r *http.Request) error { reached = true; return nil }, nil)
	for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://elsewhere.example"}} {
		res, page := s.do(t, "POST", "/x", "a=1", header...)
		if res.StatusCode != 403 || reached || !strings.Contains(page, "来自别的网站") {
			t.Errorf("%v: status %d, reached %v", header, res.StatusCode, reached)
		}
	}
	if res, _ := s.do(t, "POST", "/x", "a=1", "Sec-Fetch-Site", "same-origin"); res.StatusCode != 200 || !reached {
		t.Errorf("own post: status %d, reached %v", res.StatusCode, reached)
	}
}

func TestTextIsPacked(t *testing.T) {
	s := open(t, say(strings.Repeat("申报", 2000)), nil)
	res, packed := s.do(t, "GET", "/x", "", "Accept-Encoding", "gzip")
	if res.Header.Get("Content-Encoding") != "gzip" || res.Header.Get("Vary") != "Accept-Encoding" {
		t.Fatalf("header %v", res.Header)
	}
	r, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(r); err != nil || !strings.Contains(string(text), "申报申报") || len(packed) > len(text)/3 {
		t.Errorf("err %v, %d bytes from %d", err, len(packed), len(text))
	}
	if res, text := s.do(t, "GET", "/x", "", "Accept-Encoding", "identity"); res.Header.Get("Content-Encoding") != "" || !strings.Contains(text, "申报") {
		t.Errorf("header %v", res.Header)
	}
}

func TestSmallAndBinaryAnswersAreNotPacked(t *testing.T) {
	for kind, body := range map[string]string{"application/json": "{}", "application/pdf": strings.Repeat("%PDF", 1000)} {
		s := open(t, func(w http.ResponseWriter, r *http.Request) error {
			w.Header().Set("Content-Type", kind)
			if kind == "application/json" {
				return kit.JSON(w, 200, struct{}{})
			}
			io.WriteString(w, body)
			return nil
		}, nil)
		if res, text := s.do(t, "GET", "/x", "", "Accept-Encoding", "gzip"); res.Header.Get("Content-Encoding") != "" || text != body {
			t.Errorf("%s: header %v", kind, res.Header)
		}
	}
}

// TestAccessLineHasNoPersonalData: the route's pattern, not the address; no query, no name.
func TestAccessLineHasNoPersonalData(t *testing.T) {
	s := open(t, say("好"), func(o *kit.Options) {
		o.Identify = func(*http.Request) (access.Actor, error) { return clerk, nil }
	})
	s.do(t, "POST", "/upload/17-abc?name=lisi", "")
	lines := s.lines(t)
	line := lines[len(lines)-1]
	if line["msg"] != "request" || line["route"] != "POST /upload/{id}" || line["status"] != 200.0 {
		t.Errorf("line %v", line)
	}
	for _, private := range []string{"17-abc", "lisi", clerk.Name, "127.0.0.1"} {
		if strings.Contains(s.log.String(), private) {
			t.Errorf("the log has %q", private)
		}
	}
}

func TestHeaderNamesTheReader(t *testing.T) {
	s := open(t, func(w http.ResponseWriter, r *http.Request) error {
		return say(kit.Actor(r.Context()).Name)(w, r)
	}, func(o *kit.Options) {
		o.Demo = true
		o.Identify = func(*http.Request) (access.Actor, error) { return clerk, nil }
	})
	_, page := s.do(t, "GET", "/x", "")
	for _, want := range []string{clerk.Name, "甲县科协 · 填报人", "退出", `lang="zh-CN"`, "演示", "试点工作系统"} {
		if !strings.Contains(page, want) {
			t.Errorf("page lacks %q", want)
		}
	}
	_, page = open(t, say("好"), nil).do(t, "GET", "/x", "")
	if strings.Contains(page, "退出") || strings.Contains(page, "演示") || !strings.Contains(page, `href="/login"`) {
		t.Error("a visitor's header is wrong")
	}
}

// browser keeps cookies and follows redirects.
func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

func read(t *testing.T, res *http.Response, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestFlashIsSeenOnce(t *testing.T) {
	s := open(t, func(w http.ResponseWriter, r *http.Request) error {
		if r.Method == "POST" {
			kit.Flash(w, r, components.Done, `已推荐<b>甲县</b>`)
			return kit.Redirect(w, r, "/x")
		}
		return say("页")(w, r)
	}, nil)
	c := browser(t)
	res, err := c.Post(s.URL+"/x", "text/plain", nil)
	first := read(t, res, err)
	if !strings.Contains(first, "已推荐&lt;b&gt;甲县") || !strings.Contains(first, "sd-flash-done") {
		t.Errorf("the notice is not on the next page: %.300s", first)
	}
	res, err = c.Get(s.URL + "/x")
	if second := read(t, res, err); strings.Contains(second, "已推荐") {
		t.Error("the notice is seen twice")
	}
}

func TestForeignFlashIsDropped(t *testing.T) {
	s := open(t, say("页"), nil)
	_, page := s.do(t, "GET", "/x", "", "Cookie", "shidian_notice=ZG9uZSDor7fmiZPnlLXor50.AAAAAAAAAAAAAAAAAAAAAA")
	if strings.Contains(page, "请打电话") || strings.Contains(page, "sd-flash") {
		t.Error("a notice not of our making is shown")
	}
}

func TestLargeTypeIsKept(t *testing.T) {
	s := open(t, say("页"), nil)
	c := browser(t)
	for _, want := range []bool{true, false} {
		r, _ := http.NewRequest("POST", s.URL+"/large", nil)
		r.Header.Set("Referer", s.URL+"/x")
		res, err := c.Do(r)
		page := read(t, res, err)
		if res.Request.URL.Path != "/x" || strings.Contains(page, `class="is-large"`) != want {
			t.Errorf("at %s, large: want %v", res.Request.URL.Path, want)
		}
	}
}

func TestRedirectStaysHere(t *testing.T) {
	for to, want := range map[string]string{"/a?b=1": "/a?b=1", "https://x.example/": "/", "//x.example": "/", "///x.example": "/", "/\\x.example": "/", "a": "/", "": "/", "/\t/x.example": "/"} {
		w := httptest.NewRecorder()
		kit.Redirect(w, httptest.NewRequest("POST", "/", nil), to)
		if got := w.Header().Get("Location"); w.Code != 303 || got != want {
			t.Errorf("%q leads to %q, want %q", to, got, want)
		}
	}
	w, r := httptest.NewRecorder(), httptest.NewRequest("POST", "/", nil)
	r.Header.Set("HX-Request", "true")
	if kit.Redirect(w, r, "/a"); w.Code != 204 || w.Header().Get("HX-Redirect") != "/a" {
		t.Errorf("fragment: %d %v", w.Code, w.Header())
	}
}
