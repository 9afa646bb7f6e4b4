// Package pages shows the desk, the messages, the second person's page, the record of acts and the failed jobs.
package pages

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/board"
	"shidian/internal/doctor"
	"shidian/internal/fault"
	"shidian/internal/jobs"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// Pages are the handlers of this package.
type Pages struct {
	Door  *act.Door
	Queue *jobs.Queue
	Acts  []act.Row
	Fonts *paper.Fonts
	// CheckUp looks whether the installation is well.
	CheckUp func(context.Context) ([]doctor.Finding, error)

	// Brand is the site's name, Site its address ("" for the one that is asked): for the feed.
	Brand, Site string
	// Picture is the address of a public case's picture, as the library's pages have it.
	Picture func(id string, version, at int, small bool) string

	groups board.Memo[[]board.PilotGroup]
	front  board.Memo[board.Front]
	data   shelf
}

func (p *Pages) db() *store.DB { return p.Door.DB }

// signedIn leads visitors to the log-in.
func signedIn(ctx context.Context) (access.Actor, error) {
	return kit.SignedIn(ctx, "请先登录。")
}

// Desk is GET /desk: what waits for the reader.
func (p *Pages) Desk(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	var desk board.Desk
	err = p.db().Read(r.Context(), func(t *store.Tx) (err error) {
		desk, err = board.DeskOf(t, p.Door, actor)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, deskPage(todos(desk.Tasks, kit.Now(r.Context())), offers(desk.Offers, kit.Now(r.Context()))))
}

func todos(tasks []board.Task, now time.Time) []components.Todo {
	list := make([]components.Todo, len(tasks))
	for i, task := range tasks {
		list[i] = components.Todo{Title: task.Title, URL: task.URL, Label: task.Verb, Over: task.Over, State: task.State, Tone: components.Active,
			Deadline: deadline(task.Until, now)}
	}
	return list
}

func deadline(until, now time.Time) *components.Deadline {
	if until.IsZero() {
		return nil
	}
	return &components.Deadline{Label: "截止", At: until, Now: now}
}

type offer struct {
	Title, Number, URL, Start string
	Deadline                  *components.Deadline
}

func offers(list []board.Offer, now time.Time) []offer {
	all := make([]offer, len(list))
	for i, o := range list {
		all[i] = offer{Title: o.Cohort.Title(), Number: o.Cohort.Number, URL: "/notices/" + o.Cohort.ID,
			Start: "/applications/new?cohort=" + o.Cohort.ID, Deadline: deadline(o.Until, now)}
	}
	return all
}

// messagePage is how many messages a page shows.
const messagePage = 30

// Messages is GET /messages: the reader's inbox.
func (p *Pages) Messages(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	var list []notify.Message
	var total int
	page := query.Page()
	err = p.db().Read(r.Context(), func(t *store.Tx) (err error) {
		list, total, err = notify.Inbox(t, actor.Account, (page-1)*messagePage, messagePage)
		return err
	})
	if err != nil {
		return err
	}
	pager := components.Pages{Page: page, Size: messagePage, Total: total, URL: func(n int) string { return "/messages?page=" + strconv.Itoa(n) }}
	return kit.Render(w, r, messagesPage(list, pager, actor.Has(access.Handler, access.Approver)))
}

// ReadMessage is POST /messages/read: one message (id) or all are marked as read; to leads on to its page.
func (p *Pages) ReadMessage(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	if err := notify.MarkRead(r.Context(), p.db(), actor.Account, form.Text("id")); err != nil {
		return err
	}
	if to := form.Text("to"); to != "" {
		return kit.Redirect(w, r, to)
	}
	return kit.Redirect(w, r, "/messages")
}

// Record is GET /ledger: size and root for everybody, the entries for the auditor and the office.
func (p *Pages) Record(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	before, _ := strconv.ParseInt(query.Text("before"), 10, 64) // nonsense begins at the end
	may := kit.Actor(r.Context()).Has(access.Auditor, access.Supervisor, access.Handler, access.Approver)
	var lines []board.Line
	var head ledger.Head
	err = p.db().Read(r.Context(), func(t *store.Tx) (err error) {
		if !may {
			head, err = ledger.Now(t)
			return err
		}
		lines, head, err = board.Record(t, p.Acts, before)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, recordPage(head, lines, may))
}

// Failed is GET /jobs: background work that failed, for the administrator.
func (p *Pages) Failed(w http.ResponseWriter, r *http.Request) error {
	if err := p.operator(r); err != nil {
		return err
	}
	failed, err := p.Queue.Failed(r.Context())
	if err != nil {
		return err
	}
	return kit.Render(w, r, failedPage(failed))
}

// Retry is POST /jobs/{id}/retry.
func (p *Pages) Retry(w http.ResponseWriter, r *http.Request) error {
	if err := p.operator(r); err != nil {
		return err
	}
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return fault.NotFound()
	}
	if err := p.Queue.Retry(r.Context(), id); err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已重新排入后台队列。")
	return kit.Redirect(w, r, "/jobs")
}

func (p *Pages) operator(r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err == nil && !actor.Has(access.SystemAdmin) {
		err = fault.Forbidden("", "后台任务由系统管理员查看。")
	}
	return err
}
