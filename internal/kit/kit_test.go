package kit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/clock"
	"shidian/internal/kit"
)

// site is one running program with a handler of the test's own at "/x".
type site struct {
	*httptest.Server
	log   *bytes.Buffer
	clock *clock.Clock
}

// open starts a site; the options may be changed by with.
func open(t *testing.T, h kit.HandlerFunc, with func(*kit.Options)) *site {
	t.Helper()
	s := &site{log: &bytes.Buffer{}, clock: &clock.Clock{}}
	opt := kit.Options{Brand: "试点工作系统", Clock: s.clock, Log: slog.New(slog.NewJSONHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if with != nil {
		with(&opt)
	}
	k := kit.New(opt)
	mux := http.NewServeMux()
	mux.Handle("/x", k.Handle(h))
	mux.Handle("POST /upload/{id}", k.Handle(h))
	mux.Handle("POST /large", k.Handle(k.Large))
	mux.Handle("/", k.Handle(kit.NotFound))
	s.Server = httptest.NewServer(k.Wrap(mux))
	t.Cleanup(s.Close)
	return s
}

// do sends one request and reads the answer; redirects are not followed.
func (s *site) do(t *testing.T, method, path, body string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(text)
}

// lines are the log's records.
func (s *site) lines(t *testing.T) []map[string]any {
	t.Helper()
	s.Close() // waits for the handlers, so that the access line is there
	var records []map[string]any
	for _, line := range strings.Split(strings.TrimSpace(s.log.String()), "\n") {
		record := map[string]any{}
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatalf("log line %q: %v", line, err)
		}
		records = append(records, record)
	}
	return records
}

// words is a page that says one thing.
func words(text string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		children := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		})
		return kit.Layout(kit.Page{Title: "页"}).Render(templ.WithChildren(ctx, children), w)
	})
}

func say(text string) kit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error { return kit.Render(w, r, words(text)) }
}

var clerk = access.Actor{Account: "a", Name: "张某某", UnitName: "甲县科协", Roles: []access.Role{access.Clerk}}
