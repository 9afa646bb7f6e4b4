package pages

import (
	"context"
	"net/http"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
)

// section is the entry of the main navigation that the room's pages belong to.
const section = "decide"

// Pages answers every address of the room.
type Pages struct {
	Room *decide.Room
	DB   *store.DB
}

// New makes the pages over the room.
func New(room *decide.Room) *Pages { return &Pages{Room: room, DB: room.Door.DB} }

// Limits are the routes that take more than a form.
func Limits() []kit.Limit {
	const most = files.AttachmentLimit + 1<<20
	return []kit.Limit{{Pattern: "POST /decide/{id}/record", Max: most, Stream: true}, {Pattern: "POST /decide/matter", Max: most, Stream: true}}
}

// reader lets in who may read decisions.
func reader(ctx context.Context) (access.Actor, error) {
	actor, err := kit.SignedIn(ctx, "请先登录，再办理研究事项。")
	if err != nil {
		return actor, err
	}
	return actor, decide.MayRead(actor).Err()
}

func cohortTabs(path string, all []call.Cohort, chosen call.Cohort) []components.Choice {
	tabs := make([]components.Choice, len(all))
	for i, c := range all {
		tabs[i] = components.Choice{Label: c.Title(), URL: path + "?cohort=" + c.ID, On: c.ID == chosen.ID}
	}
	return tabs
}

// excerptOf reads a form with the excerpt; without a new file the one that was kept before stands.
func (p *Pages) excerptOf(r *http.Request, actor access.Actor) (*http.Request, *kit.Form, string, error) {
	may := func() error { return decide.MayBring(actor) }
	r, form, came, err := kit.Taking{Store: p.Room.Files, May: may, Types: []files.Type{files.PDF}, Most: 1}.Read(r)
	return r, form, came.One("excerpt"), err
}

func n(i int) string { return strconv.Itoa(i) }

var tones = map[act.State]components.Tone{decide.Listed: components.Active, decide.Decided: components.Done}

const (
	pdfType  = "application/pdf"
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)
