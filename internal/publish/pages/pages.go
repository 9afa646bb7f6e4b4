package pages

import (
	"context"
	"io"
	"net/http"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/fault"
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

// uploads are the hashes of the files that came with a form, by field.
type uploads map[string][]string

func (u uploads) one(field string) string {
	if len(u[field]) == 0 {
		return ""
	}
	return u[field][0]
}

// mostFiles is how many files one field takes.
const mostFiles = 5

// read reads a form with files; a file of a wrong kind or size is said at its field. Where no new file came, what was kept
// before comes back under field_before.
func (p *Pages) read(r *http.Request, allowed ...files.Type) (_ *http.Request, form *kit.Form, kept uploads, err error) {
	kept = uploads{}
	wrong := map[string]bool{}
	r, form, err = kit.ReadUpload(r, func(field, _ string, content io.Reader) error {
		blob, err := p.Room.Files.Put(content, files.AttachmentLimit, allowed...)
		if _, isFault := fault.As(err); err != nil && isFault {
			wrong[field] = true
			return nil
		}
		if err == nil && len(kept[field]) < mostFiles {
			kept[field] = append(kept[field], blob.Hash)
		}
		return err
	})
	if err != nil {
		return r, form, kept, err
	}
	for _, field := range []string{"issued", "snapshot", "evidence"} {
		if len(kept[field]) == 0 {
			kept[field] = keptBefore(r.Context(), form, field)
		}
		if wrong[field] && len(kept[field]) == 0 {
			form.Mend(field, "这个文件不能用。请选择 PDF 或者图片，单个不超过 20 MB。")
		}
	}
	return r, form, kept, nil
}

func keptBefore(ctx context.Context, form *kit.Form, field string) (hashes []string) {
	for _, value := range form.All(field + "_before") {
		if hash := kit.KeptHash(ctx, value); hash != "" && len(hashes) < mostFiles {
			hashes = append(hashes, hash)
		}
	}
	return hashes
}

func n(i int) string { return strconv.Itoa(i) }

var tones = map[act.State]components.Tone{publish.Draft: components.Quiet, publish.Running: components.Active, publish.Released: components.Done,
	publish.Stopped: components.Quiet, publish.Open: components.Warn, publish.Assigned: components.Active, publish.Closed: components.Done}

const (
	pdfType  = "application/pdf"
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)
