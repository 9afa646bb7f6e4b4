package pages

import (
	"net/http"
	"strconv"
	"time"

	"shidian/internal/apply"
	"shidian/internal/clock"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Edit shows the sheet: GET /applications/{id}/edit.
func (p *Pages) Edit(w http.ResponseWriter, r *http.Request) error {
	return p.sheet(w, r, http.StatusOK, sheetState{})
}

// sheetState is what a refused save brings back into the sheet: what was typed, and what is wrong with it.
type sheetState struct {
	typed     map[string]apply.Change // by key
	conflicts map[string]apply.Conflict
	problems  kit.Problems
}

func (p *Pages) sheet(w http.ResponseWriter, r *http.Request, status int, back sheetState) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	var s sheetView
	err := p.read(r, func(t *store.Tx) (err error) {
		m, err := p.matterOf(t, r)
		if err != nil {
			return err
		}
		draft, err := apply.SeeDraft(t, m.Actor, m.ID)
		if err != nil {
			return err
		}
		s, err = p.sheetOf(t, m, draft, back)
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, sheetPage(s))
}

// sheetOf lays the draft out on the sheet.
func (p *Pages) sheetOf(t *store.Tx, m matter, d apply.Draft, back sheetState) (sheetView, error) {
	toSubmit, err := apply.ToSubmit(t, m.P(), d)
	if err != nil {
		return sheetView{}, err
	}
	texts := toSubmit.Texts()
	s := sheetView{Programme: m.P(), ID: m.ID, Kind: m.Kind, Account: m.Actor.Account, Since: micros(m.SavedAt),
		Head: m.Head(m.formTitle()), Stages: m.stages(), Problems: back.problems, Closed: m.Closed(), Moved: movedWords(m), Own: m.Own(), Return: m.returned(true),
		Open: apply.SlashFor(m.P(), m.Kind, texts), SavedWords: savedWords(m.SavedAt),
		Files: filesView{ID: m.ID, Files: toSubmit.Attachments, Frozen: !m.opens(apply.AttachmentsKey), Why: m.why(apply.AttachmentsKey), Error: back.problems.Of("file"), Most: files.AttachmentLimit}}
	asked := map[string]bool{}
	for _, f := range apply.Missing(m.P(), m.Kind, nil) {
		asked[f.Key] = true
	}
	for _, f := range apply.FieldsFor(m.P(), m.Kind) {
		if apply.SlashAllowed(f) && !apply.Optional(f) {
			s.Slashes = append(s.Slashes, f)
		}
	}
	fonts := p.Room.Fonts
	s.Parts = parts(m.P(), m.Kind, func(f programme.Field) Blank {
		v := toSubmit.Values[f.Key]
		if f.Type == programme.Attached {
			v.Text = texts[f.Key]
		}
		b := Blank{Field: f, Text: v.Text, Hash: v.Hash, Asked: asked[f.Key], Why: m.why(f.Key),
			Written: f.Filler == programme.Applicant && f.For(m.Kind) && m.opens(f.Key)}
		b.Waits = m.waits(f)
		b.Noglyph = noglyph(paper.Missing(v.Text, fonts))
		back.into(t, m.P(), &b)
		return b
	})
	s.Outline = outlineOf(s.Parts)
	if !m.P().TakesFiles(m.Kind) {
		s.Outline = append(s.Outline, filesOutline(len(toSubmit.Attachments)))
	}
	s.Missing = len(apply.Missing(m.P(), m.Kind, texts))
	return s, nil
}

// into puts back what a refused save had typed in this blank.
func (back sheetState) into(t *store.Tx, p *programme.Programme, b *Blank) {
	b.Error = back.problems.Of(b.Key)
	if change, ok := back.typed[b.Key]; ok {
		b.Text, b.Hash = change.Text, change.Base
	}
	if c, ok := back.conflicts[b.Key]; ok {
		b.Text, b.Hash = c.Mine, c.TheirHash
		b.Theirs = &Theirs{Text: apply.Shown(p, b.Field, c.Theirs), Who: personName(t, c.Editor), At: c.At}
	}
}

// waits says in a box that is not the applicant's who fills it in, and when.
func (m matter) waits(f programme.Field) string {
	switch {
	case !f.For(m.Kind):
		return "本单位不用填写此栏"
	case f.Filler == programme.Recommender:
		return "由" + m.CityName + "在审核时填写"
	case f.Filler == programme.Office:
		return "由" + m.P().Organiser.Office + "填写"
	default:
		return ""
	}
}

func savedWords(at time.Time) string {
	if at.IsZero() {
		return "填写后自动保存"
	}
	return "上次保存 " + at.In(clock.Zone).Format("1月2日 15:04:05")
}

func micros(t time.Time) string { return strconv.FormatInt(clock.Micros(t), 10) }

// noglyph names the characters that no font has, so that nobody meets a box on the paper.
func noglyph(missing []rune) string {
	if len(missing) == 0 {
		return ""
	}
	named := ""
	for _, c := range missing {
		named += "“" + string(c) + "”"
	}
	return "打印字库里没有" + named + "，打印出来会缺字。请换用通用规范汉字，或者请管理员补充字库后再提交。"
}

// Preview shows the draft as it will be printed: GET /applications/{id}/preview.
func (p *Pages) Preview(w http.ResponseWriter, r *http.Request) error {
	m, d, err := p.draftOf(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, previewPage(m, frozenSheet(m, d.Texts(), d.Attachments)))
}

// DraftPDF is the draft as a paper, 草稿 on every page: GET /applications/{id}/draft.pdf.
func (p *Pages) DraftPDF(w http.ResponseWriter, r *http.Request) error {
	m, d, err := p.draftOf(r)
	if err != nil {
		return err
	}
	return p.pdf(w, m.formTitle()+"（草稿）.pdf", apply.DraftPaper(m.P(), d))
}

// draftOf reads the draft, as it would be submitted, for whoever may write it.
func (p *Pages) draftOf(r *http.Request) (m matter, d apply.Draft, err error) {
	if err := signedIn(r.Context()); err != nil {
		return m, d, err
	}
	err = p.read(r, func(t *store.Tx) (err error) {
		if m, err = p.matterOf(t, r); err != nil {
			return err
		}
		if d, err = apply.SeeDraft(t, m.Actor, m.ID); err != nil {
			return err
		}
		d, err = apply.ToSubmit(t, m.P(), d)
		return err
	})
	return m, d, err
}

// frozenSheet lays texts out to be read only.
func frozenSheet(m matter, texts map[string]string, attached []apply.Attachment) sheetView {
	s := sheetView{Programme: m.P(), ID: m.ID, Kind: m.Kind, Frozen: true, Files: filesView{ID: m.ID, Files: attached, Frozen: true}}
	s.Parts = parts(m.P(), m.Kind, func(f programme.Field) Blank { return Blank{Field: f, Text: texts[f.Key]} })
	return s
}
