package house

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"shidian/bench/load"
	"shidian/internal/app"
	"shidian/internal/clock"
	"shidian/internal/store"
)

// Template is a prepared house that is copied for each round, so that its log-ins are paid once.
type Template struct {
	Binary []string // the command that serves: the product's binary and "serve"
	dir    string
	pg     *Postgres // nil for SQLite
	copies int
}

// Prepare sets up a house with n applicants in dir: acts first, then everybody's first log-in over HTTP.
func Prepare(ctx context.Context, binary []string, dir string, n int, pg *Postgres) (*Template, error) {
	t := &Template{Binary: binary, dir: filepath.Join(dir, "template"), pg: pg}
	if err := os.MkdirAll(t.dir, 0o700); err != nil {
		return nil, err
	}
	c := app.Config{Dir: t.dir}
	if pg != nil {
		var err error
		if c.DB, err = pg.Create(ctx, templateName, ""); err != nil {
			return nil, err
		}
	}
	db := c.DB
	if err := c.Complete(); err != nil {
		return nil, err
	}
	f, err := furnish(ctx, c, n)
	if err != nil {
		return nil, err
	}
	r, err := Serve(binary, t.dir, db)
	if err != nil {
		return nil, err
	}
	defer r.Kill()
	if err := logInAll(r.Addr, f); err != nil {
		return nil, err
	}
	if handed := load.Once(r.Server, Handing(r.Addr, f.people.Applicants, 8)); handed.First != nil {
		return nil, handed.First
	}
	if err := papers(ctx, c.DB, n); err != nil {
		return nil, err
	}
	return t, f.people.keep(t.dir)
}

// papers waits until every application has its paper, so that no round begins with the work of the preparation.
func papers(ctx context.Context, db string, n int) error {
	s, err := store.Open(ctx, db, new(clock.Clock))
	if err != nil {
		return err
	}
	defer s.Close()
	for done := 0; done < n; time.Sleep(100 * time.Millisecond) {
		err := s.Read(ctx, func(t *store.Tx) error {
			return t.QueryRow("SELECT COUNT(*) FROM application_paper").Scan(&done)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

const templateName = "template_house"

// logInAll spends everybody's one-time code and keeps the session.
func logInAll(addr string, f *furnisher) error {
	all := append(append([]*Person{f.people.Office}, f.people.Cities...), f.people.Applicants...)
	errs := make(chan error, len(all))
	var wg sync.WaitGroup
	gate := make(chan struct{}, 4)
	for _, person := range all {
		gate <- struct{}{}
		wg.Go(func() {
			defer func() { <-gate }()
			var err error
			if person.Cookie, err = FirstLogIn(addr, person.Login, f.codes[person.Login]); err != nil {
				errs <- err
			}
		})
	}
	wg.Wait()
	close(errs)
	return <-errs
}

// FirstLogIn sets the password with a one-time code, as the page does, and gives the session's cookie.
func FirstLogIn(addr, login, code string) (cookie string, err error) {
	return enter(addr, "/first", url.Values{"login": {login}, "code": {code}, "new": {Password}, "repeat": {Password}, "read": {"1"}})
}

// LogIn logs in with the password.
func LogIn(addr, login string) (cookie string, err error) {
	return enter(addr, "/login", url.Values{"login": {login}, "password": {Password}})
}

var direct = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func enter(addr, path string, form url.Values) (cookie string, err error) {
	res, err := direct.PostForm("http://"+addr+path, form)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	for _, c := range res.Cookies() {
		if c.Name == "shidian_session" && c.Value != "" {
			cookie = c.Name + "=" + c.Value
		}
	}
	if cookie == "" {
		page, _ := io.ReadAll(res.Body)
		return "", fmt.Errorf("%s %s: status %d, no session: %.300s", path, form.Get("login"), res.StatusCode, strings.TrimSpace(string(page)))
	}
	return cookie, nil
}

// Open serves a fresh copy of the template.
func (t *Template) Open(ctx context.Context) (*Running, error) {
	t.copies++
	dir := fmt.Sprintf("%s-%d", t.dir, t.copies)
	if err := os.CopyFS(dir, os.DirFS(t.dir)); err != nil {
		return nil, err
	}
	db := ""
	if t.pg != nil {
		var err error
		if db, err = t.pg.Create(ctx, fmt.Sprintf("house_%d", t.copies), templateName); err != nil {
			return nil, err
		}
	}
	return t.serve(dir, db)
}

func (t *Template) serve(dir, db string) (*Running, error) {
	r, err := Serve(t.Binary, dir, db)
	if err != nil {
		return nil, err
	}
	if r.People, err = readPeople(dir); err != nil {
		r.Kill()
		return nil, err
	}
	return r, nil
}

// Again serves the folder once more after Kill.
func (t *Template) Again(r *Running) (*Running, error) { return t.serve(r.Dir, r.DB) }

// Drop ends a copy and removes its folder; its database goes with the cluster.
func (r *Running) Drop() {
	r.Kill()
	os.RemoveAll(r.Dir)
}
