package pages

import (
	"net/http"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/publish"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/internal/wording"
)

// oneView is one notice as the office works on it.
type oneView struct {
	publish.Shown
	Actor      access.Actor
	Objections []publish.Objection
	Waiting    map[string]bool // acts that wait for their second person
	Answer     string          // why the last proposal was sent back
	Form       *kit.Form
	Wrong      kit.Problems
	Kept       map[string]string // files that were uploaded with what has to be mended
	Evidence   []string
	Found      []wording.Finding // in the draft that is to go out: the notice, or its correction
	Said       []wording.Finding // in the reason that is previewed
	Preview    string            // the public reason of a strike that is about to be proposed
}

func (v oneView) handles() bool { return v.Actor.Has(access.Handler) }

func (v oneView) at(below string) string { return "/publish/" + v.ID + below }

// One shows a notice: GET /publish/{id}. The page of an objection names the application that is to be struck.
func (p *Pages) One(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.onePage(w, r, http.StatusOK, oneView{Form: query})
}

func (p *Pages) onePage(w http.ResponseWriter, r *http.Request, status int, v oneView) (err error) {
	if v.Actor, err = reader(r.Context()); err != nil {
		return err
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, p, r.PathValue("id")) })
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, onePage(v))
}

func (v *oneView) load(t *store.Tx, p *Pages, id string) (err error) {
	if v.Shown, err = p.Room.ShownOf(t, id); err != nil {
		return err
	}
	if doc, outgoing := v.Outgoing(); outgoing {
		if v.Found, err = call.CheckedPaper(t, doc, v.Cohort); err != nil {
			return err
		}
	}
	if v.Preview != "" {
		if v.Said, err = call.Checked(t, v.Preview, v.Cohort); err != nil {
			return err
		}
	}
	all, err := publish.Objections(t, id)
	if err != nil {
		return err
	}
	for _, o := range all {
		if publish.MayReadObjection(v.Actor, o).Allowed {
			v.Objections = append(v.Objections, o)
		}
	}
	proposals, err := p.Room.Door.ProposalsOf(t, publish.Object(id))
	v.Waiting = map[string]bool{}
	for i, one := range proposals {
		v.Waiting[one.Act] = v.Waiting[one.Act] || one.State == "waiting"
		if i == 0 {
			v.Answer = one.Answer
		}
	}
	return err
}

// DraftFile is the notice's draft: GET /publish/{id}/draft.pdf and GET /publish/{id}/draft.docx.
func (p *Pages) DraftFile(docx bool) kit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		actor, err := reader(r.Context())
		if err != nil {
			return err
		}
		file, err := p.Room.NoticeFile(r.Context(), actor, r.PathValue("id"), docx)
		return sendDraft(w, "公示代拟稿", docx, file, err)
	}
}

// CorrectionFile is the draft of a corrected notice: GET /publish/{id}/correction.pdf and GET /publish/{id}/correction.docx.
func (p *Pages) CorrectionFile(docx bool) kit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		actor, err := reader(r.Context())
		if err != nil {
			return err
		}
		file, err := p.Room.CorrectionFile(r.Context(), actor, r.PathValue("id"), docx)
		return sendDraft(w, "公示更正代拟稿", docx, file, err)
	}
}

// Snapshot is the page of the official site as it stood when the notice was registered: GET /publish/{id}/snapshot.
func (p *Pages) Snapshot(w http.ResponseWriter, r *http.Request) error {
	if _, err := reader(r.Context()); err != nil {
		return err
	}
	var one publish.Notice
	err := p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		one, err = publish.Get(t, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	return kit.SendKept(w, p.Room.Files, "网站页面快照", one.Snapshot)
}

// Start proposes to register the notice: POST /publish/{id}/start.
func (p *Pages) Start(w http.ResponseWriter, r *http.Request) error {
	actor, err := reader(r.Context())
	if err != nil {
		return err
	}
	r, form, kept, err := p.read(r, brings(actor), "application/pdf", "image/png", "image/jpeg")
	if err != nil {
		return err
	}
	x := publish.Starting{Notice: r.PathValue("id"), Signer: form.Line("signer"), SiteURL: form.Line("site_url"), Issued: kept.One("issued"), Snapshot: kept.One("snapshot")}
	if err = form.Err(); err == nil {
		_, err = p.Room.Start(r.Context(), kit.Actor(r.Context()), x)
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.onePage(w, r, http.StatusUnprocessableEntity, oneView{Form: form, Wrong: wrong, Kept: map[string]string{"issued": x.Issued, "snapshot": x.Snapshot}})
		})
	}
	return kit.Done(w, r, "已提请登记公示，由审签人办理后生效。", "/publish/"+x.Notice)
}

// Strike proposes to take a line off: POST /publish/{id}/strike. Its reason is public: what the public will read is shown
// first, and proposed when it is sent again unchanged.
func (p *Pages) Strike(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	if reason := strings.TrimSpace(form.Text("reason")); reason != "" && form.Text("previewed") != form.Text("reason") {
		return p.onePage(w, r, http.StatusOK, oneView{Form: form, Preview: reason})
	}
	return p.striking(w, r, form, "已提请撤下，由审签人办理后生效。", func(x publish.Striking) error {
		_, err := p.Room.Strike(r.Context(), kit.Actor(r.Context()), x)
		return err
	})
}

// Stop proposes to stop the notice: POST /publish/{id}/stop.
func (p *Pages) Stop(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	return p.striking(w, r, form, "已提请终止公示，由审签人办理后生效。", func(x publish.Striking) error {
		_, err := p.Room.Stop(r.Context(), kit.Actor(r.Context()), x)
		return err
	})
}

func (p *Pages) striking(w http.ResponseWriter, r *http.Request, form *kit.Form, words string, propose func(publish.Striking) error) error {
	x := publish.Striking{Notice: r.PathValue("id"), Application: form.Text("application"), Reason: form.Text("reason")}
	if err := propose(x); err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.onePage(w, r, http.StatusUnprocessableEntity, oneView{Form: form, Wrong: wrong})
		})
	}
	return kit.Done(w, r, words, "/publish/"+x.Notice)
}

// TypeIn takes an objection that came by letter, call or in person: POST /publish/{id}/objections.
func (p *Pages) TypeIn(w http.ResponseWriter, r *http.Request) error {
	actor, err := reader(r.Context())
	if err != nil {
		return err
	}
	r, form, kept, err := p.read(r, brings(actor), "application/pdf", "image/png", "image/jpeg")
	if err != nil {
		return err
	}
	x := wordsOf(r.PathValue("id"), form, kept)
	x.Way, x.Received = form.OneOf("way", "来源", publish.Ways...), noonOf(form.Text("received"))
	if x.Received.IsZero() {
		form.Mend("received", "请填写收到的日期。")
	}
	var receipt publish.Receipt
	if err = form.Err(); err == nil {
		receipt, err = p.Room.TypeIn(r.Context(), kit.Actor(r.Context()), x)
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.onePage(w, r, http.StatusUnprocessableEntity, oneView{Form: form, Wrong: wrong, Evidence: x.Evidence})
		})
	}
	return kit.Done(w, r, "已登记异议"+receipt.Number+"。请告诉异议人查询码："+receipt.Code, "/publish/"+x.Notice)
}

// noonOf is noon of a day: by when a letter or a call came the day decides.
func noonOf(text string) time.Time {
	d, err := calendar.ParseDay(text)
	if err != nil {
		return time.Time{}
	}
	return d.Start().Add(12 * time.Hour)
}

// objectionView is one objection as the office handles it.
type objectionView struct {
	publish.Objection
	Shown  publish.Shown
	Actor  access.Actor
	People []unit.Account
	Names  map[string]string
	Form   *kit.Form
	Wrong  kit.Problems
}

// Objection shows an objection to the office: GET /objections/{id}.
func (p *Pages) Objection(w http.ResponseWriter, r *http.Request) error {
	return p.objectionPage(w, r, http.StatusOK, &kit.Form{}, nil)
}

func (p *Pages) objectionPage(w http.ResponseWriter, r *http.Request, status int, form *kit.Form, wrong kit.Problems) (err error) {
	v := objectionView{Form: form, Wrong: wrong, Names: map[string]string{}}
	if v.Actor, err = reader(r.Context()); err != nil {
		return err
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		if v.Objection, err = p.seen(t, r); err != nil {
			return err
		}
		if v.Shown, err = p.Room.ShownOf(t, v.Notice); err != nil {
			return err
		}
		v.People, err = unit.AccountsWith(t, access.Handler, access.Approver)
		for _, a := range v.People {
			v.Names[a.ID] = a.Name
		}
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, objectionPage(v))
}

// seen is the objection that the address names, if the reader may read it.
func (p *Pages) seen(t *store.Tx, r *http.Request) (publish.Objection, error) {
	o, err := publish.ObjectionByID(t, r.PathValue("id"))
	if err == nil {
		err = publish.MayReadObjection(kit.Actor(r.Context()), o).Err()
	}
	return o, err
}

// Evidence is one file of an objection: GET /objections/{id}/evidence/{n}.
func (p *Pages) Evidence(w http.ResponseWriter, r *http.Request) error {
	if _, err := reader(r.Context()); err != nil {
		return err
	}
	hash := ""
	err := p.DB.Read(r.Context(), func(t *store.Tx) error {
		o, err := p.seen(t, r)
		for i, h := range o.Evidence {
			if n(i+1) == r.PathValue("n") {
				hash = h
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return kit.SendKept(w, p.Room.Files, "异议证据", hash)
}

// Assign names the handler: POST /objections/{id}/assign.
func (p *Pages) Assign(w http.ResponseWriter, r *http.Request) error {
	return p.handling(w, r, "已指定经办人。", func(form *kit.Form) error {
		return p.Room.Assign(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), form.Text("handler"), form.Text("concerns"))
	})
}

// Find closes the objection: POST /objections/{id}/find.
func (p *Pages) Find(w http.ResponseWriter, r *http.Request) error {
	return p.handling(w, r, "异议已答复。", func(form *kit.Form) error {
		return p.Room.Find(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), publish.Answered{Outcome: publish.Finding(form.Text("outcome")),
			Found: form.Text("found"), Answer: form.Text("answer"), Strikes: form.Ticked("strikes")})
	})
}

func (p *Pages) handling(w http.ResponseWriter, r *http.Request, words string, work func(*kit.Form) error) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	if err := work(form); err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.objectionPage(w, r, http.StatusUnprocessableEntity, form, wrong)
		})
	}
	to := "/objections/" + r.PathValue("id")
	if form.Text("concerns") == kit.Actor(r.Context()).Account {
		to = "/publish"
	}
	return kit.Done(w, r, words, to)
}
