package pages

import (
	"context"
	"net/http"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/publish"
	"shidian/internal/store"
)

// section is the entry of the main navigation that the office's pages belong to; open that of the public ones.
const (
	section = "publish"
	open    = "public"
)

// Pages answers every address of the room.
type Pages struct {
	Room *publish.Room
	DB   *store.DB
}

// New makes the pages over the room.
func New(room *publish.Room) *Pages { return &Pages{Room: room, DB: room.Door.DB} }

// Limits are the routes that take more than a form.
func Limits() []kit.Limit {
	const most = 2*files.AttachmentLimit + 1<<20
	limits := make([]kit.Limit, 0, 4)
	for _, pattern := range []string{"POST /publish/{id}/start", "POST /publish/{id}/objections", "POST /publish/release", "POST /public/{id}/objection"} {
		limits = append(limits, kit.Limit{Pattern: pattern, Max: most, Stream: true})
	}
	return limits
}

// reader lets in who may read the office's work on notices.
func reader(ctx context.Context) (access.Actor, error) {
	actor, err := kit.SignedIn(ctx, "请先登录，再办理公示和发布。")
	if err != nil {
		return actor, err
	}
	return actor, publish.MayRead(actor).Err()
}

func cohortTabs(path string, all []call.Cohort, chosen call.Cohort) []components.Choice {
	tabs := make([]components.Choice, len(all))
	for i, c := range all {
		tabs[i] = components.Choice{Label: c.Title(), URL: path + "?cohort=" + c.ID, On: c.ID == chosen.ID}
	}
	return tabs
}

// mostFiles is how many files one field takes.
const mostFiles = 5

// read reads a form with files, once it is clear that they may be brought.
func (p *Pages) read(r *http.Request, may func() error, allowed ...files.Type) (*http.Request, *kit.Form, kit.Came, error) {
	return kit.Taking{Store: p.Room.Files, May: may, Types: allowed, Most: mostFiles}.Read(r)
}

// brings asks who brings files of the office.
func brings(actor access.Actor) func() error { return func() error { return publish.MayBring(actor) } }

func n(i int) string { return strconv.Itoa(i) }

var tones = map[act.State]components.Tone{publish.Draft: components.Quiet, publish.Running: components.Active, publish.Released: components.Done,
	publish.Stopped: components.Quiet, publish.Open: components.Warn, publish.Assigned: components.Active, publish.Closed: components.Done}

const (
	pdfType  = "application/pdf"
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)
