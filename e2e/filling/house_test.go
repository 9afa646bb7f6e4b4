// Package filling shows in real browsers that the form on the sheet never loses a word: what a clerk meets in the week
// before the deadline, story by story.
package filling

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/app"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/store"
	"shidian/internal/unit"

	"shidian/e2e/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// house is a demo's house that can be struck down and started again at the same address.
type house struct {
	t      *testing.T
	dir    string
	addr   string
	inside *app.House
	server *http.Server
}

func open(t *testing.T) *house {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, dir: t.TempDir(), addr: listener.Addr().String()}
	h.start(listener)
	t.Cleanup(h.strike)
	return h
}

func (h *house) start(listener net.Listener) {
	h.t.Helper()
	config := app.Config{Dir: h.dir, Addr: h.addr, Brand: "山东省科协深化改革试点工作系统"}
	if err := config.Complete(); err != nil {
		h.t.Fatal(err)
	}
	ctx := context.Background()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	inside, err := app.OpenDemo(ctx, config, log)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := inside.Start(ctx); err != nil {
		h.t.Fatal(err)
	}
	h.inside = inside
	h.server = &http.Server{Handler: inside.Handler([]app.Route{{Pattern: "GET /as/{login}", Handle: h.as}, {Pattern: "GET /out", Handle: h.out}})}
	go h.server.Serve(listener)
}

// strike ends the server with its connections torn, whatever they were doing.
func (h *house) strike() {
	if h.server == nil {
		return
	}
	h.server.Close()
	h.inside.Close()
	h.server = nil
}

// again starts it over the same folder, at the same address.
func (h *house) again() {
	h.t.Helper()
	listener, err := net.Listen("tcp", h.addr)
	if err != nil {
		h.t.Fatal(err)
	}
	h.start(listener)
}

// as logs a person of the scene in, in place of a password.
func (h *house) as(w http.ResponseWriter, r *http.Request) error {
	if err := h.inside.Unit.DemoLogin(w, r, h.account(r.PathValue("login"))); err != nil {
		return err
	}
	return kit.Redirect(w, r, "/applications/mine")
}

// out ends the person's session.
func (h *house) out(w http.ResponseWriter, r *http.Request) error {
	if err := h.inside.Unit.LogOut(w, r); err != nil {
		return err
	}
	return kit.Redirect(w, r, "/verify")
}

func (h *house) account(login string) string {
	accounts, err := h.inside.DemoAccounts(context.Background())
	if err != nil {
		h.t.Fatal(err)
	}
	for _, a := range accounts {
		if a.Login == login {
			return a.ID
		}
	}
	h.t.Fatalf("the scene has no %s", login)
	return ""
}

func (h *house) actor(login string) (actor access.Actor) {
	h.read(func(t *store.Tx) (err error) {
		actor, err = unit.ActorOf(t, h.account(login))
		return err
	})
	return actor
}

func (h *house) read(work func(*store.Tx) error) {
	h.t.Helper()
	if err := h.inside.DB.Read(context.Background(), work); err != nil {
		h.t.Fatal(err)
	}
}

// url is an address of the site.
func (h *house) url(path string) string { return "http://" + h.addr + path }

// begin starts 甲县科协's application and gives the address of its sheet below the site.
func (h *house) begin() (id string) {
	h.t.Helper()
	var cohort string
	h.read(func(t *store.Tx) error {
		all, err := call.List(t, call.Published)
		if err == nil {
			cohort = all[0].ID
		}
		return err
	})
	id, err := h.inside.Apply.Start(context.Background(), h.actor("jiaxian"), cohort)
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

// only is the one application of 甲县科协.
func (h *house) only() (id string) {
	h.t.Helper()
	h.read(func(t *store.Tx) error {
		mine, err := apply.Mine(t, h.actor("jiaxian"), "")
		if err == nil && len(mine) != 1 {
			h.t.Fatalf("%d applications", len(mine))
		}
		id = mine[0].ID
		return err
	})
	return id
}

// fill saves texts as the clerk, by another way than the page.
func (h *house) fill(id string, texts map[string]string) {
	h.t.Helper()
	var changes []apply.Change
	values := h.draft(id).Values
	for key, text := range texts {
		changes = append(changes, apply.Change{Key: key, Text: text, Base: values[key].Hash})
	}
	saved, err := h.inside.Apply.Save(context.Background(), h.actor("jiaxian"), id, changes)
	if err != nil || len(saved.Conflicts) > 0 {
		h.t.Fatal(err, saved.Conflicts)
	}
}

func (h *house) draft(id string) (d apply.Draft) {
	h.t.Helper()
	h.read(func(t *store.Tx) (err error) {
		d, err = apply.DraftOf(t, id)
		return err
	})
	return d
}

// mustHold waits until the draft's field has the text.
func (h *house) mustHold(id, key, want string) {
	h.t.Helper()
	got := ""
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if got = h.draft(id).Values[key].Text; got == want {
			return
		}
	}
	h.t.Fatalf("%s holds %q, want %q", key, got, want)
}

// sheet opens the form for a person who has just logged in.
func (h *house) sheet(p *browser.Page, login, id string) {
	p.Open(h.url("/as/" + login))
	p.Open(h.url("/applications/" + id + "/edit"))
	p.See("试点单位概况")
}

// whole is a form with nothing left to be mended.
var whole = map[string]string{
	"pilot_period": `{"from":"2020-06-01","to":"2022-05-31"}`,
	"head_name":    "演示负责人", "contact_name": "演示联络人", "head_phone": "13800000000", "contact_phone": "13900000000",
	"head_email": "/", "contact_email": "/", "unit_overview": "概况", "reform_progress": "进展", "reform_highlights": "/",
	"contents": `{"items":[{"number":6,"whole":true}]}`, "pilot_contents": "目的、基础、事项", "work_plan": "目标、措施", "expected_results": "成果",
}
