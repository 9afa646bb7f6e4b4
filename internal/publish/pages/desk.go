package pages

import (
	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/programme"
	"shidian/internal/publish"
	"shidian/internal/store"
	"shidian/internal/wording"
)

// deskView is a cohort's notices, what can be put on notice, and its release.
type deskView struct {
	Actor     access.Actor
	Cohort    call.Cohort
	All       []call.Cohort
	Notices   []publish.Notice
	Ready     []decide.Decision // taken, and not on notice
	Objected  map[string]int    // notice -> objections that are not answered
	Releases  []publish.Release
	Blocked   string // why it cannot be released now
	Waits     bool   // a release waits for its second person
	Lines     []publish.Line
	Reserves  int // applications that a decision holds in reserve
	Units     map[string]apply.Application
	Found     []wording.Finding // in the release's draft
	Reg       call.Registration
	Form      *kit.Form
	Wrong     kit.Problems
	ReleaseAt bool // the form of the release was sent
	Now       time.Time
}

func (v deskView) handles() bool { return v.Actor.Has(access.Handler) }

// Desk is the office's page: GET /publish.
func (p *Pages) Desk(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.deskPage(w, r, http.StatusOK, query.Text("cohort"), deskView{Form: &kit.Form{}})
}

func (p *Pages) deskPage(w http.ResponseWriter, r *http.Request, status int, cohort string, v deskView) (err error) {
	if v.Actor, err = reader(r.Context()); err != nil {
		return err
	}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.read(t, p, cohort) }); err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, deskPage(v))
}

func (v *deskView) read(t *store.Tx, p *Pages, cohort string) (err error) {
	if v.Cohort, v.All, err = call.Choose(t, cohort); err != nil || v.Cohort.ID == "" {
		return err
	}
	standing, err := publish.StandingOf(t, v.Cohort.ID)
	if err != nil {
		return err
	}
	v.Notices, v.Objected = standing.Notices, map[string]int{}
	for _, o := range standing.Objections {
		if o.State != publish.Closed {
			v.Objected[o.Notice]++
		}
	}
	if f, refused := fault.As(publish.MayRelease(standing, t.Now())); refused {
		v.Blocked = f.Message
	}
	if v.Reserves, err = publish.Reserves(t, standing, v.Cohort.ID); err != nil {
		return err
	}
	v.Now = t.Now()
	if v.Waits, err = publish.ReleaseWaits(t, p.Room.Door, v.Cohort.ID); err != nil {
		return err
	}
	if v.Releases, err = publish.ReleasesOf(t, v.Cohort.ID); err != nil {
		return err
	}
	if v.Lines, v.Units, err = publish.Chosen(t, v.Cohort.ID, publish.Running); err != nil {
		return err
	}
	if v.running() {
		draft, err := publish.ReleaseDraft(t, v.Cohort)
		if err != nil {
			return err
		}
		if v.Found, err = call.CheckedPaper(t, draft, v.Cohort); err != nil {
			return err
		}
	}
	v.Ready, err = publish.Ready(t, v.Cohort.ID, v.Notices)
	return err
}

// before is the cohort's newest notice, the zero one where there was none.
func (v deskView) before() publish.Notice {
	if len(v.Notices) == 0 {
		return publish.Notice{}
	}
	return v.Notices[0]
}

// running tells whether something is on notice that is to be released.
func (v deskView) running() bool {
	for _, n := range v.Notices {
		if n.State == publish.Running {
			return true
		}
	}
	return false
}

// Draft drafts a notice, or drafts it anew: POST /publish and POST /publish/{id}/draft.
func (p *Pages) Draft(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	id, err := p.Room.Draft(r.Context(), kit.Actor(r.Context()), publish.Drafting{Notice: r.PathValue("id"), Decision: form.Text("decision"), From: form.Text("from"),
		OfficePhone: form.Line("office_phone"), DisciplinePhone: form.Line("discipline_phone")})
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			if r.PathValue("id") != "" {
				return p.onePage(w, r, http.StatusUnprocessableEntity, oneView{Form: form, Wrong: wrong})
			}
			return p.deskPage(w, r, http.StatusUnprocessableEntity, form.Text("cohort"), deskView{Form: form, Wrong: wrong})
		})
	}
	return kit.Done(w, r, "公示已起草。请下载代拟稿送签，在官方网站登出后登记。", "/publish/"+id)
}

// Release proposes the release: POST /publish/release.
func (p *Pages) Release(w http.ResponseWriter, r *http.Request) error {
	actor, err := reader(r.Context())
	if err != nil {
		return err
	}
	r, form, kept, err := p.read(r, brings(actor), "application/pdf")
	if err != nil {
		return err
	}
	reg := call.Registration{Number: form.Line("number"), Signer: form.Line("signer"), Dated: programme.Day(form.Text("dated")), Issued: kept.One("issued")}
	if err = form.Err(); err == nil {
		_, err = p.Room.Release(r.Context(), kit.Actor(r.Context()), form.Text("cohort"), reg)
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.deskPage(w, r, http.StatusUnprocessableEntity, form.Text("cohort"), deskView{Form: form, Wrong: wrong, Reg: reg, ReleaseAt: true})
		})
	}
	return kit.Done(w, r, "已提请发布，由审签人办理后生效。", "/publish?cohort="+form.Text("cohort"))
}

// ReleaseDraft is the draft of the release: GET /publish/release.pdf and GET /publish/release.docx.
func (p *Pages) ReleaseDraft(docx bool) kit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		actor, err := reader(r.Context())
		if err != nil {
			return err
		}
		query, err := kit.ReadQuery(r)
		if err != nil {
			return err
		}
		file, err := p.Room.ReleaseFile(r.Context(), actor, query.Text("cohort"), docx)
		return sendDraft(w, "公布名单代拟稿", docx, file, err)
	}
}

func sendDraft(w http.ResponseWriter, name string, docx bool, file []byte, err error) error {
	if err != nil {
		return err
	}
	if docx {
		return kit.SendFile(w, name+".docx", docxType, file)
	}
	return kit.SendFile(w, name+".pdf", pdfType, file)
}
