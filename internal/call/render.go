package call

import (
	"bytes"
	"context"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/paper"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Format is what a paper is wanted as.
type Format string

// The formats.
const (
	PDF  Format = "pdf"
	DOCX Format = "docx"
)

func (r *Room) render(doc paper.Document, as Format) ([]byte, error) {
	if as == DOCX {
		return paper.DOCX(doc)
	}
	return paper.PDF(doc, r.Fonts)
}

// form is the empty application form; nil where no room brings one.
func (r *Room) form(c Cohort) []paper.Block {
	if r.BlankForm == nil {
		return nil
	}
	return r.BlankForm(c.Programme).Blocks
}

// DraftFile is the notice's draft as a file, for the office.
func (r *Room) DraftFile(ctx context.Context, actor access.Actor, id string, as Format) ([]byte, error) {
	var c Cohort
	var d DraftText
	err := r.DB().Read(ctx, func(t *store.Tx) (err error) {
		if err := MaySeeDraft(actor).Err(); err != nil {
			return err
		}
		if c, err = Get(t, id); err != nil {
			return err
		}
		d, err = DraftOf(t, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r.render(DraftPaper(c, d, r.form(c)), as)
}

// FormFile is the empty application form of a published cohort, for everybody.
func (r *Room) FormFile(ctx context.Context, id string, as Format) ([]byte, error) {
	var c Cohort
	err := r.DB().Read(ctx, func(t *store.Tx) (err error) {
		c, err = GetPublished(t, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	if r.BlankForm == nil {
		return nil, fault.NotFound()
	}
	return r.render(r.BlankForm(c.Programme), as)
}

// Typeset renders the issued document and keeps it, where the programme lets the program do so (系统排印正式文件).
// It gives the hash to register.
func (r *Room) Typeset(ctx context.Context, actor access.Actor, id string, reg Registration) (string, error) {
	var c Cohort
	var d DraftText
	err := r.DB().Read(ctx, func(t *store.Tx) (err error) {
		if err := MayDraft(actor).Err(); err != nil {
			return err
		}
		if c, err = Get(t, id); err != nil {
			return err
		}
		d, err = DraftOf(t, id)
		return err
	})
	if err != nil {
		return "", err
	}
	if !c.Programme.Settings.TypesetIssued.Value {
		return "", fault.InvalidField("issued", "请上传正式印发的 PDF 文件。")
	}
	pdf, err := paper.PDF(IssuedPaper(c, d.Text, reg, d.At, r.form(c)), r.Fonts)
	if err != nil {
		return "", err
	}
	blob, err := r.Files.Put(bytes.NewReader(pdf), files.AttachmentLimit, files.PDF)
	return blob.Hash, err
}

// LetterFile is a city's letter as a file: the city sees its draft as it stands, its counties what was sent.
func (r *Room) LetterFile(ctx context.Context, actor access.Actor, id string, as Format) ([]byte, error) {
	var doc paper.Document
	err := r.DB().Read(ctx, func(t *store.Tx) error {
		c, err := GetPublished(t, id)
		if err != nil {
			return err
		}
		if MayPass(actor, c).Allowed {
			city, err := unit.Get(t, actor.Unit, t.Now())
			if err != nil {
				return err
			}
			text, err := LetterDraft(t, c, city)
			doc = LetterPaper(c, text, t.Now())
			return err
		}
		letter, found, err := LetterFor(t, id, actor.Unit)
		if err == nil && !found {
			err = fault.NotFound()
		}
		doc = LetterPaper(c, letter.Text, letter.At)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r.render(doc, as)
}
