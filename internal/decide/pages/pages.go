package pages

import (
	"context"
	"io"
	"net/http"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
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
func (p *Pages) excerptOf(r *http.Request) (_ *http.Request, form *kit.Form, hash string, err error) {
	var blob files.Blob
	var wrong error
	r, form, err = kit.ReadUpload(r, func(field, _ string, content io.Reader) error {
		if field == "excerpt" {
			blob, wrong = p.Room.Files.Put(content, files.AttachmentLimit, files.PDF)
		}
		if _, isFault := fault.As(wrong); wrong != nil && !isFault {
			return wrong
		}
		return nil
	})
	if err != nil {
		return r, form, "", err
	}
	if hash = blob.Hash; hash == "" {
		hash = kit.KeptHash(r.Context(), form.Text("excerpt_before"))
	}
	if wrong != nil && hash == "" {
		form.Mend("excerpt", "请上传决定摘录的 PDF 文件，不超过 20 MB。")
	}
	return r, form, hash, nil
}

func n(i int) string { return strconv.Itoa(i) }

var tones = map[act.State]components.Tone{decide.Listed: components.Active, decide.Decided: components.Done}

const (
	pdfType  = "application/pdf"
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)
