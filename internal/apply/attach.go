package apply

import (
	"cmp"
	"context"
	"io"
	"path"
	"strings"
	"unicode"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/paper/incoming"
	"shidian/internal/store"
)

// attachmentsMost is how many files a draft takes.
const attachmentsMost = 50

// Attach keeps a file of the draft: PDF, JPEG, PNG, DOCX or XLSX by its content, 20 MB at the most; a PDF must be one
// that can be bound behind the form. The blob is durable before the link is written. Attach, Detach and Reorder are no
// acts: what counts is the list that a submit freezes.
func (r *Room) Attach(ctx context.Context, actor access.Actor, id, name string, content io.Reader) (Attachment, error) {
	if err := r.Door.DB.Read(ctx, func(t *store.Tx) error { _, err := SeeDraft(t, actor, id); return err }); err != nil {
		return Attachment{}, err
	}
	a, err := r.take(actor, name, content, files.AttachmentLimit, files.PDF, files.JPEG, files.PNG, files.DOCX, files.XLSX)
	if err != nil {
		return a, err
	}
	err = r.Door.DB.Write(ctx, func(t *store.Tx) error {
		application, existing, err := openFiles(t, actor, id, "")
		if err != nil {
			return err
		}
		c, err := call.Get(t, application.Cohort)
		switch {
		case err != nil:
			return err
		case c.Programme.TakesFiles(application.Kind):
			return fault.InvalidField("file", "材料请在"+c.Programme.Called().Form+"中对应的栏目上传，不另收附件。")
		case len(existing) >= attachmentsMost:
			return fault.InvalidField("file", "附件最多50个，请合并后再上传。")
		}
		return addAttachment(t, application, existing, a)
	})
	return a, err
}

// addAttachment puts a file behind the existing ones of its list.
func addAttachment(t *store.Tx, application Application, existing []Attachment, a Attachment) error {
	all, err := selectAttachments(t, application.ID)
	if err != nil {
		return err
	}
	if what := overTotal(all, a); what != "" {
		return fault.InvalidField(cmp.Or(a.Field, "file"), what)
	}
	a.Order, a.From = 1, application.Version+1
	if n := len(existing); n > 0 {
		a.Order = existing[n-1].Order + 1
	}
	return insertAttachment(t, application.ID, a)
}

// openFiles locks an application for whoever may change the files of one field (of "" the attachments behind the form)
// and gives them; one that was sent back for other fields keeps them.
func openFiles(t *store.Tx, actor access.Actor, id, field string) (Application, []Attachment, error) {
	a, err := openDraft(t, actor, id)
	if err != nil {
		return a, nil, err
	}
	ret, waits, err := ReturnOf(t, a)
	if err == nil && waits && !ret.Opens(cmp.Or(field, AttachmentsKey)) {
		err = fault.Conflict("", "这里的文件不在退回修改的范围内，这次不能增减。需要修改的，请联系退回的单位。")
	}
	if err != nil {
		return a, nil, err
	}
	all, err := selectAttachments(t, id)
	return a, ofField(all, field), err
}

// take stores the content and looks at it.
func (r *Room) take(actor access.Actor, name string, content io.Reader, most int64, kinds ...files.Type) (Attachment, error) {
	if err := r.mayUpload(actor); err != nil {
		return Attachment{}, err
	}
	blob, err := r.Files.Put(content, most, kinds...)
	if err != nil {
		return Attachment{}, err
	}
	r.uploads.add(actor.Account, blob.Size, r.wall())
	a := Attachment{ID: store.NewID(), Name: cleanName(name, blob.Type), Hash: blob.Hash, Size: blob.Size, Type: string(blob.Type)}
	if blob.Type != files.PDF {
		return a, nil
	}
	pdf, err := r.Files.Bytes(blob.Hash)
	if err != nil {
		return a, err
	}
	if a.Pages, err = incoming.CheckPDF(pdf, incoming.DefaultLimits); err != nil {
		return a, fault.InvalidField("file", err.Error()+"。")
	}
	return a, nil
}

// cleanName keeps a file's own name without folders and signs that do not print, at most 100 characters, ending as its
// content says.
func cleanName(name string, kind files.Type) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	name = strings.TrimSpace(strings.TrimSuffix(name, path.Ext(name)))
	if name == "" || name == "." || name == "/" {
		name = "附件"
	}
	if chars := []rune(name); len(chars) > 100 {
		name = string(chars[:100])
	}
	return name + files.Extensions[kind]
}

// Detach takes a file out of the draft; frozen versions keep it.
func (r *Room) Detach(ctx context.Context, actor access.Actor, id, attachment string) error {
	return r.Door.DB.Write(ctx, func(t *store.Tx) error {
		a, err := selectAttachment(t, id, attachment)
		if err != nil {
			return err
		}
		application, _, err := openFiles(t, actor, id, a.Field)
		if err != nil {
			return err
		}
		if a.To != 0 {
			return fault.NotFound()
		}
		return endAttachment(t, a, application.Version)
	})
}

// Reorder puts the draft's files in the order of the ids given; those not named keep their order behind them.
func (r *Room) Reorder(ctx context.Context, actor access.Actor, id string, attachments []string) error {
	return r.Door.DB.Write(ctx, func(t *store.Tx) error {
		_, existing, err := openFiles(t, actor, id, "")
		if err != nil {
			return err
		}
		for i, a := range inOrder(existing, attachments) {
			if err := placeAttachment(t, a.ID, i+1); err != nil {
				return err
			}
		}
		return nil
	})
}

func inOrder(existing []Attachment, ids []string) []Attachment {
	var first, rest []Attachment
	taken := map[string]bool{}
	for _, id := range ids {
		for _, a := range existing {
			if a.ID == id && !taken[id] {
				taken[id] = true
				first = append(first, a)
			}
		}
	}
	for _, a := range existing {
		if !taken[a.ID] {
			rest = append(rest, a)
		}
	}
	return append(first, rest...)
}

// AttachmentOf reads one file of an application, also one that only older versions have.
func AttachmentOf(t *store.Tx, id, attachment string) (Attachment, error) {
	return selectAttachment(t, id, attachment)
}
