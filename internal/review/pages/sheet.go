package pages

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/paper/incoming"
	"shidian/internal/review"
	"shidian/internal/store"
)

// sheetView is an application beside its sheet.
type sheetView struct {
	review.Desk
	Reading review.Reading
	Bid     review.Bid
	Sheet   *review.Sheet // his last one; nil: none
	Typed   review.Typed  // what stands in the form
	Saved   string        // when the draft was saved, "" never
	Others  []int
	Account string
	Now     time.Time
	Next    int // the ordinal of the next one without a sheet, 0: none
	Wrong   kit.Problems
}

func (v sheetView) at(below string) string {
	return "/review/" + v.Panel.ID + "/" + strconv.Itoa(v.Reading.Ordinal) + below
}

// Closed tells whether nothing can be changed any more.
func (v sheetView) closed() bool { return v.Panel.State != review.PanelScoring }

// SheetPage is GET /review/{id}/{n}.
func (p *Pages) SheetPage(w http.ResponseWriter, r *http.Request) error {
	return p.sheetPage(w, r, nil, nil)
}

func (p *Pages) sheetPage(w http.ResponseWriter, r *http.Request, typed *review.Typed, wrong kit.Problems) error {
	v := sheetView{Wrong: wrong, Account: kit.Actor(r.Context()).Account, Now: kit.Now(r.Context())}
	if err := p.onDesk(r, func(t *store.Tx, d review.Desk) error { return v.read(t, d, r.PathValue("n")) }); err != nil {
		return err
	}
	status := http.StatusOK
	if typed != nil {
		v.Typed, status = *typed, http.StatusUnprocessableEntity
	}
	return kit.RenderStatus(w, r, status, sheetPage(v))
}

func (v *sheetView) read(t *store.Tx, d review.Desk, ordinal string) (err error) {
	v.Desk = d
	if v.Bid, err = d.Open(ordinal); err != nil {
		return err
	}
	if v.Reading, err = review.ReadingOf(t, d.Round, v.Bid); err != nil {
		return err
	}
	v.Others = d.Others(v.Bid)
	v.Typed.Points = map[string]string{}
	if s, in := d.Own(v.Bid); in {
		v.Sheet, v.Typed.Comment = &s, s.Comment
		for key, n := range s.Points {
			v.Typed.Points[key] = strconv.Itoa(n)
		}
	}
	draft, err := review.DraftOf(t, d.Panel.ID, d.Seat.Expert.ID, v.Bid.Application.ID)
	if !draft.At.IsZero() {
		v.Typed, v.Saved = draft.Typed, components.Moment(draft.At)
	}
	for _, b := range d.AssignedTo(d.Seat.Expert.ID) {
		if s, in := d.Own(b); v.Next == 0 && (!in || !s.Counts()) && b.Application.ID != v.Bid.Application.ID {
			v.Next = d.Ordinal(b.Application.ID)
		}
	}
	return err
}

// SubmitSheet is POST /review/{id}/{n}: submits the sheet, or (button 保存) keeps it.
func (p *Pages) SubmitSheet(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	id, n, typed := r.PathValue("id"), r.PathValue("n"), typedOf(form)
	if form.Ticked("keep") {
		if _, err := p.Room.SaveDraft(r.Context(), actor, id, n, typed); err != nil {
			return err
		}
		kit.Flash(w, r, components.Done, "已保存，还没有提交。")
		return kit.Redirect(w, r, "/review/"+id+"/"+n)
	}
	err = p.Room.Score(r.Context(), actor, id, n, typed)
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.sheetPage(w, r, &typed, problems)
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "评分已提交。评审组结束前可以修改。")
	return kit.Redirect(w, r, "/review/"+id)
}

// draftIn is what the script sends while somebody types.
type draftIn struct {
	Account string            `json:"account"` // who had the page
	Points  map[string]string `json:"points"`
	Comment string            `json:"comment"`
}

// KeepSheet is PUT /review/{id}/{n}/draft: what is typed, every two seconds.
func (p *Pages) KeepSheet(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	var in draftIn
	if err := json.Unmarshal(kit.Body(r), &in); err != nil {
		return kit.BadRequest("没有看懂这次保存的内容。请刷新页面后再试。", nil)
	}
	if in.Account != actor.Account {
		return fault.Conflict("", "这台电脑现在由另一个账号登录，内容没有保存。请原来的专家重新登录。")
	}
	at, err := p.Room.SaveDraft(r.Context(), actor, r.PathValue("id"), r.PathValue("n"), review.Typed{Points: in.Points, Comment: in.Comment})
	if err != nil {
		return err
	}
	return kit.JSON(w, http.StatusOK, map[string]string{"saved": components.Moment(at)})
}

// typedOf reads a sheet's inputs; the room knows which criteria there are.
func typedOf(form *kit.Form) review.Typed {
	typed := review.Typed{Points: map[string]string{}, Comment: form.Text("comment")}
	for _, name := range form.Names() {
		if key, is := strings.CutPrefix(name, review.CriterionField("")); is {
			typed.Points[key] = form.Text(name)
		}
	}
	return typed
}

// DeclareRelation is POST /review/{id}/{n}/declare.
func (p *Pages) DeclareRelation(w http.ResponseWriter, r *http.Request) error {
	id, n := r.PathValue("id"), r.PathValue("n")
	return p.posted(w, r, "已登记回避。这件申报书不再由您评分，已提交的评分作废。", "/review/"+id, func(actor access.Actor, form *kit.Form) error {
		return p.Room.Declare(r.Context(), actor, id, n, form.Text("what"))
	}, func(w http.ResponseWriter, r *http.Request, _ *kit.Form, problems kit.Problems) error {
		return p.sheetPage(w, r, nil, problems) // the sheet shows what was typed on it, not here
	})
}

// Digest is GET /review/{id}/{n}/digest.pdf.
func (p *Pages) Digest(w http.ResponseWriter, r *http.Request) error {
	var doc paper.Document
	err := p.onDesk(r, func(t *store.Tx, d review.Desk) (err error) {
		doc, err = digestOf(t, d, r.PathValue("n"))
		return err
	})
	if err != nil {
		return err
	}
	return p.sendPaper(w, "评审摘要.pdf", doc)
}

func digestOf(t *store.Tx, d review.Desk, ordinal string) (doc paper.Document, err error) {
	b, err := d.Open(ordinal)
	if err != nil {
		return doc, err
	}
	reading, err := review.ReadingOf(t, d.Round, b)
	return review.DigestPaper(d.Panel, reading, t.Now()), err
}

// BidFile is GET /review/{id}/{n}/files/{file}: the file with that number in the list of them, in a blind panel without
// what it says beside its content.
func (p *Pages) BidFile(w http.ResponseWriter, r *http.Request) error {
	var file review.ReadFile
	blind := false
	err := p.onDesk(r, func(t *store.Tx, d review.Desk) error {
		blind = d.Panel.Blind
		b, err := d.Open(r.PathValue("n"))
		if err != nil {
			return err
		}
		reading, err := review.ReadingOf(t, d.Round, b)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(r.PathValue("file"))
		if err != nil || n < 1 || n > len(reading.Files) {
			return fault.NotFound()
		}
		file = reading.Files[n-1]
		return nil
	})
	if err != nil {
		return err
	}
	if blind {
		return p.sendPlain(w, r, file)
	}
	blob, err := p.Room.Files.Get(file.Hash)
	if err != nil {
		return err
	}
	defer blob.Close()
	return kit.SendBlob(w, r, file.Name, file.Type, blob)
}

// sendPlain sends a file without its properties. One that cannot be read is not sent at all.
func (p *Pages) sendPlain(w http.ResponseWriter, r *http.Request, file review.ReadFile) error {
	data, err := p.Room.Files.Bytes(file.Hash)
	if err != nil {
		return err
	}
	plain, err := incoming.Plain(file.Type, data)
	if err != nil {
		return fault.Conflict("C1", err.Error()+"。")
	}
	return kit.SendBlob(w, r, file.Name, file.Type, bytes.NewReader(plain))
}
