package pages

import (
	"io"
	"net/http"
	"slices"

	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Limits are the addresses that take more than a form: several attachments at once, a paper to be verified.
func Limits() []kit.Limit {
	return []kit.Limit{
		{Pattern: "POST /applications/{id}/attachments", Max: 5*files.AttachmentLimit + 1<<20, Stream: true},
		{Pattern: "POST /applications/{id}/late", Max: files.AttachmentLimit + 1<<20, Stream: true},
		{Pattern: "POST /verify", Max: files.AttachmentLimit + 1<<20, Stream: true},
	}
}

// Attach takes files: POST /applications/{id}/attachments, with the script or without; ?field= for one field of the form. What was kept before one is
// refused stays kept.
func (p *Pages) Attach(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	actor, id, field, kept := kit.Actor(r.Context()), r.PathValue("id"), r.URL.Query().Get("field"), 0
	may := func() error {
		return p.read(r, func(t *store.Tx) error {
			_, err := apply.SeeDraft(t, actor, id)
			return err
		})
	}
	r, _, err := kit.ReadUpload(r, may, func(_, name string, content io.Reader) (err error) {
		if field == "" {
			_, err = p.Room.Attach(r.Context(), actor, id, name, content)
		} else {
			_, err = p.Room.AttachTo(r.Context(), actor, id, field, name, content)
		}
		kept++
		return err
	})
	key, place := "file", "#s-files"
	if field != "" {
		key, place = field, "#"+Blank{Field: programme.Field{Key: field}}.ID()
	}
	if err == nil && kept == 0 {
		err = fault.InvalidField(key, "请先选择文件。")
	}
	switch {
	case r.Header.Get("Accept") == "application/json" && err == nil:
		return kit.JSON(w, http.StatusOK, map[string]int{"kept": kept})
	case r.Header.Get("Accept") == "application/json":
		return err
	case fault.Is(err, fault.KindInvalid) || fault.Is(err, fault.KindTooLarge):
		return p.sheet(w, r, kit.Status(err), sheetState{problems: kit.Problems{{Key: key, Message: firstWords(err)}}})
	case err != nil:
		return err
	}
	kit.Flash(w, r, components.Done, "文件已上传。")
	return kit.Redirect(w, r, address(id)+"/edit"+place)
}

// firstWords are a fault's words for the place beside the input.
func firstWords(err error) string {
	f, ok := fault.As(err)
	switch {
	case !ok:
		return ""
	case len(f.Fields) > 0:
		return f.Fields[0].Message
	default:
		return f.Message
	}
}

// AttachmentAct moves or removes a file: POST /applications/{id}/attachments/{file}/{act}, act up, down or remove.
func (p *Pages) AttachmentAct(w http.ResponseWriter, r *http.Request) error {
	m, d, err := p.draftOf(r)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(d.Attachments, func(a apply.Attachment) bool { return a.ID == r.PathValue("file") })
	if at < 0 {
		return fault.NotFound()
	}
	place := "#s-files"
	if key := d.Attachments[at].Field; key != "" {
		place = "#" + Blank{Field: programme.Field{Key: key}}.ID()
	}
	ids := make([]string, len(d.Attachments))
	for i, a := range d.Attachments {
		ids[i] = a.ID
	}
	switch r.PathValue("act") {
	case "remove":
		err = p.Room.Detach(r.Context(), m.Actor, m.ID, ids[at])
	case "up":
		err = p.reorder(r, m, ids, at, at-1)
	case "down":
		err = p.reorder(r, m, ids, at, at+1)
	default:
		return fault.NotFound()
	}
	if err != nil {
		return err
	}
	return kit.Redirect(w, r, m.At("/edit"+place))
}

// reorder swaps two neighbours; at the ends nothing moves.
func (p *Pages) reorder(r *http.Request, m matter, ids []string, from, to int) error {
	if to < 0 || to >= len(ids) {
		return nil
	}
	ids[from], ids[to] = ids[to], ids[from]
	return p.Room.Reorder(r.Context(), m.Actor, m.ID, ids)
}

// Attachment sends a file to whoever may see it: GET /applications/{id}/attachments/{file}. The draft's files are for
// its writers; a frozen version's for all who see the application.
func (p *Pages) Attachment(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	var found apply.Attachment
	err := p.read(r, func(t *store.Tx) error {
		m, err := p.matterOf(t, r)
		if err != nil {
			return err
		}
		all, err := visibleFiles(t, m)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(a apply.Attachment) bool { return a.ID == r.PathValue("file") })
		if at < 0 {
			return fault.NotFound()
		}
		found = all[at]
		return nil
	})
	if err != nil {
		return err
	}
	blob, err := p.Room.Files.Get(found.Hash)
	if err != nil {
		return err
	}
	defer blob.Close()
	return kit.SendBlob(w, r, found.Name, found.Type, blob)
}

func visibleFiles(t *store.Tx, m matter) ([]apply.Attachment, error) {
	versions, err := apply.Versions(t, m.ID)
	if err != nil {
		return nil, err
	}
	var all []apply.Attachment
	for _, v := range versions {
		all = append(all, v.Attachments...)
	}
	draft, err := apply.SeeDraft(t, m.Actor, m.ID)
	if fault.Is(err, fault.KindForbidden) {
		return all, nil
	}
	return append(all, draft.Attachments...), err
}
