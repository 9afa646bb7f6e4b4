package pages

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// caseLimits are the addresses of cases that take pictures.
func caseLimits() []kit.Limit {
	return []kit.Limit{{Pattern: "POST /cases/{id}/edit", Max: 5*files.AttachmentLimit + 1<<20, Stream: true}}
}

// draftView is the form of a case as it is written.
type draftView struct {
	spread.Case
	Of       run.Case
	Actor    access.Actor
	Body     spread.Body
	Sources  []spread.Source
	Personal []spread.Personal
	Last     spread.Version // the newest version that was handed in; its number 0 where there is none
	Before   time.Time      // the instant of the draft that is shown
	Who      string         // who saved it
	Unsaved  bool           // what stands here was sent and is not kept
	Older    string         // why, where something newer was handed in or found
	Wrong    kit.Problems
	mark     func(string) string
}

// BeginCase begins a case of a pilot: POST /pilots/{id}/cases.
func (p *Pages) BeginCase(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	id, err := p.Room.Begin(r.Context(), actor, r.PathValue("id"), form.Ticked("office"))
	if err != nil {
		return err
	}
	return kit.Done(w, r, "已按通知、实施方案和调度报告填好初稿，请修改补充。", "/cases/"+id+"/edit")
}

// EditCase is the form of a case: GET /cases/{id}/edit.
func (p *Pages) EditCase(w http.ResponseWriter, r *http.Request) error {
	v := draftView{}
	if err := p.draftOf(r, &v, true); err != nil {
		return err
	}
	return kit.Render(w, r, draftPage(v))
}

// draftOf reads a case for whoever may write it. What a page has sent stays as it is; stands asks whether it can be written now.
func (p *Pages) draftOf(r *http.Request, v *draftView, stands bool) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	v.mark = func(text string) string { return kit.Kept(r.Context(), text) }
	return p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, r.PathValue("id"), stands) })
}

func (v *draftView) load(t *store.Tx, id string, stands bool) (err error) {
	if v.Case, v.Of, err = seenCase(t, v.Actor, id); err != nil {
		return err
	}
	if err := spread.MayWrite(v.Actor, v.Case, v.Of).Err(); err != nil {
		return err
	}
	if stands {
		if err := spread.MayHandIn(v.State); err != nil {
			return err
		}
		if err := spread.MayWorkOn(v.Of.State); err != nil {
			return err
		}
	}
	if v.N > 0 {
		if v.Last, err = spread.VersionOf(t, id, v.N); err != nil {
			return err
		}
	}
	if v.Sources, err = spread.Sources(t, v.Of); err != nil {
		return err
	}
	body, d, err := spread.DraftBody(t, v.Case, v.Of)
	if err != nil {
		return err
	}
	if v.Before = d.At; !d.At.IsZero() {
		a, err := unit.AccountByID(t, d.Account)
		if err != nil {
			return err
		}
		v.Who = a.Name
	}
	if !v.Unsaved && v.Wrong == nil {
		v.Body = body
	}
	v.Personal = spread.PersonalIn(v.Body.Texts())
	return nil
}

// parts of a form that are pressed for a picture.
const (
	upward   = "up:"
	downward = "down:"
	away     = "remove:"
)

// markOf names a picture in a form; marked reads it back from a name that the same account was shown.
func markOf(p spread.Picture) string {
	return fmt.Sprintf("%s-%s-%dx%d", p.Large, p.Small, p.Width, p.Height)
}

func marked(text string) (p spread.Picture, is bool) {
	parts := strings.Split(text, "-")
	if len(parts) != 3 {
		return p, false
	}
	p.Large, p.Small = parts[0], parts[1]
	n, err := fmt.Sscanf(parts[2], "%dx%d", &p.Width, &p.Height)
	return p, n == 2 && err == nil
}

// bodyOf reads a case out of its fields. Pictures are those that came along, and of those that the form was shown with the ones
// that the account or the case itself holds.
func (v draftView) bodyOf(from kit.Typed, came []spread.Picture, kept func(string) string) spread.Body {
	line := func(name string) string { return strings.Join(strings.Fields(from.Text(name)), " ") }
	b := spread.Body{Title: line("title"), Summary: from.Text("summary"), Problem: from.Text("problem"), Measures: from.Text("measures"), Effects: from.Text("effects"), Copying: from.Text("copying")}
	for _, text := range from[spread.PartContents] {
		if n, err := strconv.Atoi(text); err == nil && !slices.Contains(b.Contents, n) {
			b.Contents = append(b.Contents, n)
		}
	}
	known := append(slices.Clone(v.Body.Pictures), v.Last.Body.Pictures...)
	for _, mark := range from["picture"] {
		one, is := marked(kept(mark))
		if !is {
			name, _, _ := strings.Cut(mark, ".")
			at := slices.IndexFunc(known, func(p spread.Picture) bool { return markOf(p) == name })
			if at < 0 {
				continue
			}
			one = known[at]
		}
		one.Caption, one.Consent = line(spread.CaptionPart(one)), from.Text(spread.ConsentPart(one)) != ""
		b.Pictures = append(b.Pictures, one)
	}
	for _, one := range came {
		if !slices.ContainsFunc(b.Pictures, func(p spread.Picture) bool { return p.Large == one.Large }) {
			b.Pictures = append(b.Pictures, one)
		}
	}
	return b
}

// shifted moves a picture, or takes it away, as a button of the form asks.
func shifted(pictures []spread.Picture, do string) []spread.Picture {
	for i, p := range pictures {
		switch do {
		case upward + p.Large:
			if i > 0 {
				pictures[i-1], pictures[i] = pictures[i], pictures[i-1]
			}
			return pictures
		case downward + p.Large:
			if i+1 < len(pictures) {
				pictures[i+1], pictures[i] = pictures[i], pictures[i+1]
			}
			return pictures
		case away + p.Large:
			return slices.Delete(pictures, i, i+1)
		}
	}
	return pictures
}

// WriteCase keeps what was typed, with the pictures that came, or hands the case in: POST /cases/{id}/edit. Whoever may not
// write it is refused before anything that he sends is taken.
func (p *Pages) WriteCase(w http.ResponseWriter, r *http.Request) error {
	v := draftView{}
	r, form, came, err := p.readCase(r, func() error { return p.draftOf(r, &v, false) })
	if err != nil {
		return err
	}
	do := form.Text("act")
	v.Body = v.bodyOf(form.Typed("act", "before"), came, func(mark string) string { return kit.KeptHash(r.Context(), mark) })
	v.Body.Pictures = shifted(v.Body.Pictures, do)
	if more := len(v.Body.Pictures) - spread.MostPictures; more > 0 && len(came) > 0 {
		v.Body.Pictures = v.Body.Pictures[:spread.MostPictures]
		form.Mend(spread.PartPictures, fmt.Sprintf("最多%d张图片，多出的%d张没有保存。", spread.MostPictures, more))
	}
	if _, kept, err := p.Room.KeepDraft(r.Context(), v.Actor, v.ID, v.Body, kit.ReadInstant(form.Text("before")), form.Upon()); err != nil || !kept {
		return p.caseNotKept(w, r, v, err)
	}
	to := "/cases/" + v.ID + "/edit"
	switch err := form.Err(); {
	case err != nil:
		return p.draftAgain(w, r, v, err)
	case do == "submit":
		if _, err := p.Room.HandIn(r.Context(), v.Actor, v.ID, v.Body); err != nil {
			return p.draftAgain(w, r, v, err)
		}
		return kit.Done(w, r, "典型案例已报送，请等待审核。", spread.Link(v.ID))
	case do == "save":
		return kit.Done(w, r, "已保存，还没有报送。", to)
	}
	return kit.Redirect(w, r, to+"#"+components.FieldID(spread.PartPictures))
}

// draftAgain shows the form with what is to be mended.
func (p *Pages) draftAgain(w http.ResponseWriter, r *http.Request, v draftView, err error) error {
	return kit.Again(err, func(wrong kit.Problems) error {
		v.Wrong = wrong
		if err := p.draftOf(r, &v, true); err != nil {
			return err
		}
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, draftPage(v))
	})
}

// caseNotKept shows the form again with what was typed, where something newer stands; a case that is not being written any more
// has no form, and the refusal gives back what was typed.
func (p *Pages) caseNotKept(w http.ResponseWriter, r *http.Request, v draftView, err error) error {
	v.Unsaved = true
	switch refused, is := fault.As(err); {
	case is && refused.Kind == fault.KindConflict:
		v.Older = refused.Message
	case err != nil:
		return err
	}
	if again := p.draftOf(r, &v, true); again != nil {
		return again
	}
	return kit.RenderStatus(w, r, http.StatusConflict, draftPage(v))
}

// readCase reads the form with the pictures that came along, no more of them than a case may have; what cannot be used is said at the
// field.
func (p *Pages) readCase(r *http.Request, may func() error) (_ *http.Request, form *kit.Form, came []spread.Picture, err error) {
	var wrong []string
	r, form, err = kit.ReadUpload(r, may, func(field, name string, content io.Reader) error {
		if field != spread.PartPictures || len(came)+len(wrong) >= spread.MostPictures {
			return nil
		}
		one, err := p.Room.Picture(r.Context(), content)
		if refused, is := fault.As(err); is {
			wrong = append(wrong, name+"："+refused.Fields[0].Message)
			return nil
		}
		if err == nil {
			came = append(came, one)
		}
		return err
	})
	for _, words := range wrong {
		if err == nil {
			form.Mend(spread.PartPictures, words)
		}
	}
	return r, form, came, err
}

// KeepCase is what is typed, every two seconds: PUT /cases/{id}/draft.
func (p *Pages) KeepCase(w http.ResponseWriter, r *http.Request) error {
	v := draftView{}
	if err := p.draftOf(r, &v, false); err != nil {
		return err
	}
	work, err := kit.ReadWork(r, v.Actor)
	if err != nil {
		return err
	}
	b := v.bodyOf(work.Form, nil, func(mark string) string { return kit.KeptHash(r.Context(), mark) })
	at, kept, err := p.Room.KeepDraft(r.Context(), v.Actor, v.ID, b, kit.ReadInstant(work.Before), work.Upon)
	if err != nil {
		return err
	}
	if !kept {
		return fault.Conflict("", v.Who+"在"+components.Moment(v.Before)+"保存过，您的内容没有存上。请刷新页面，看过他写的再决定用哪一份。")
	}
	return kit.AnswerWork(w, at)
}
