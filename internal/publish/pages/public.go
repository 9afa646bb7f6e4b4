package pages

import (
	"net/http"

	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/evaluate"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/publish"
	"shidian/internal/store"
)

// Listed is a notice or a release on the list of public ones.
type Listed struct {
	Title, URL, When, State string
	Running, Release        bool
}

// List is the list of public notices and releases: GET /public.
func (p *Pages) List(w http.ResponseWriter, r *http.Request) error {
	var all []Listed
	err := p.DB.Read(r.Context(), func(t *store.Tx) error {
		cohorts, err := call.List(t, call.Published, call.Closed)
		for _, c := range cohorts {
			var some []Listed
			if err == nil {
				some, err = Public(t, c)
			}
			all = append(all, some...)
		}
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, listPage(all))
}

// Public is what of a cohort is before the public, the newest first.
func Public(t *store.Tx, c call.Cohort) (all []Listed, err error) {
	releases, err := publish.ReleasesOf(t, c.ID)
	if err != nil {
		return nil, err
	}
	told, err := publish.Told(t, c.ID)
	if err != nil {
		return nil, err
	}
	for _, one := range releases {
		if !told {
			break
		}
		all = append(all, Listed{Title: publish.ReleaseSubject(c), URL: "/released/" + c.ID, When: day(one.Dated), State: one.Number, Release: true})
	}
	notices, err := publish.Of(t, c.ID)
	for _, one := range notices {
		if one.State == publish.Draft {
			continue
		}
		s := publish.Shown{Notice: one, Cohort: c}
		all = append(all, Listed{Title: s.Subject(), URL: "/public/" + one.ID, When: day(one.From) + "至" + day(one.Until), State: one.Title(t.Now()),
			Running: one.State == publish.Running && !one.Over(t.Now())})
	}
	if err != nil {
		return nil, err
	}
	after, err := evaluations(t, c)
	return append(after, all...), err
}

// evaluations is what of a cohort's evaluations is before the public: who lost the status, and the grades.
func evaluations(t *store.Tx, c call.Cohort) (all []Listed, err error) {
	graded, lost, err := evaluate.PublicIn(t, c)
	if graded {
		all = append(all, Listed{Title: c.Title() + "终期评估结果", URL: "/grades/" + c.ID, State: "已公布", Release: true})
	}
	for _, one := range lost {
		all = append(all, Listed{Title: evaluate.LossSubject(one.Case), URL: "/losses/" + one.ID, When: day(one.Dated), State: one.Number, Release: true})
	}
	return all, err
}

// publicView is a public notice, with the form of an objection.
type publicView struct {
	publish.Shown
	Form    *kit.Form
	Wrong   kit.Problems
	Kept    []string
	Receipt publish.Receipt
}

// takes tells whether objections are taken now.
func (v publicView) takes() bool { return publish.MayObject(v.Shown.Notice, v.Now) == nil }

// Notice is a public notice: GET /public/{id}.
func (p *Pages) Notice(w http.ResponseWriter, r *http.Request) error {
	v, err := p.public(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, noticePage(v))
}

func (p *Pages) public(r *http.Request) (v publicView, err error) {
	v.Form = &kit.Form{}
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		if _, err := publish.Public(t, r.PathValue("id")); err != nil {
			return err
		}
		v.Shown, err = p.Room.ShownOf(t, r.PathValue("id"))
		return err
	})
	return v, err
}

// Issued is a notice's issued PDF: GET /public/{id}/issued.pdf.
func (p *Pages) Issued(w http.ResponseWriter, r *http.Request) error {
	v, err := p.public(r)
	if err != nil {
		return err
	}
	return kit.SendKept(w, p.Room.Files, v.Subject(), v.Shown.Issued)
}

// ObjectForm asks for an objection: GET /public/{id}/objection.
func (p *Pages) ObjectForm(w http.ResponseWriter, r *http.Request) error {
	v, err := p.public(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, objectPage(v))
}

// wordsOf reads an objection from a form.
func wordsOf(notice string, form *kit.Form, kept kit.Came) publish.Words {
	return publish.Words{Notice: notice, Application: form.Text("application"), Who: form.Text("who"), Name: form.Line("name"), Phone: form.Line("phone"),
		Text: form.Text("words"), Evidence: kept["evidence"]}
}

// Object takes an objection: POST /public/{id}/objection. The receipt is shown at once: its code is kept nowhere.
func (p *Pages) Object(w http.ResponseWriter, r *http.Request) error {
	v, err := p.public(r)
	if err != nil {
		return err
	}
	r, form, kept, err := p.read(r, func() error { return publish.MayObject(v.Shown.Notice, v.Now) }, "application/pdf", "image/png", "image/jpeg")
	if err != nil {
		return err
	}
	x := wordsOf(v.ID, form, kept)
	if err = form.Err(); err == nil {
		v.Receipt, err = p.Room.Object(r.Context(), kit.Actor(r.Context()), x)
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			v.Form, v.Wrong, v.Kept = form, wrong, x.Evidence
			return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, objectPage(v))
		})
	}
	return kit.Render(w, r, receiptPage(v))
}

// ReportForm asks for a report of wrongdoing: GET /public/{id}/report.
func (p *Pages) ReportForm(w http.ResponseWriter, r *http.Request) error {
	v, err := p.public(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, reportPage(v))
}

// Report takes a report of wrongdoing: POST /public/{id}/report.
func (p *Pages) Report(w http.ResponseWriter, r *http.Request) error {
	v, err := p.public(r)
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	if err := p.Room.Report(r.Context(), v.ID, form.Text("report")); err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			v.Form, v.Wrong = form, wrong
			return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, reportPage(v))
		})
	}
	return kit.Done(w, r, "举报已提交，只有监督部门可以看到。", "/public/"+v.ID)
}

// QueryForm asks for a query code, and leads to the answer: GET /objection.
func (p *Pages) QueryForm(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.answered(w, r, query.Line("code"))
}

// Query shows how an objection stands to who has its code: GET /objection/{code}.
func (p *Pages) Query(w http.ResponseWriter, r *http.Request) error {
	return p.answered(w, r, r.PathValue("code"))
}

type queryView struct {
	publish.Objection
	Code  string
	Found bool
}

func (p *Pages) answered(w http.ResponseWriter, r *http.Request, code string) error {
	v := queryView{Code: code}
	err := p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Objection, err = publish.ByCode(t, code)
		v.Found = err == nil
		if fault.Is(err, fault.KindNotFound) {
			err = nil
		}
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, queryPage(v))
}

// releasedView is a cohort's released list.
type releasedView struct {
	Cohort   call.Cohort
	Releases []publish.Release
	Lines    []publish.Line
	Units    map[string]apply.Application
}

// Released is a cohort's released list: GET /released/{id}.
func (p *Pages) Released(w http.ResponseWriter, r *http.Request) error {
	v, err := p.released(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, releasedPage(v))
}

func (p *Pages) released(r *http.Request) (v releasedView, err error) {
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		if v.Cohort, err = call.GetPublished(t, r.PathValue("id")); err != nil {
			return err
		}
		told, err := publish.Told(t, v.Cohort.ID)
		if err != nil {
			return err
		}
		v.Releases, err = publish.ReleasesOf(t, v.Cohort.ID)
		if err == nil && (!told || len(v.Releases) == 0) {
			err = fault.NotFound()
		}
		if err != nil {
			return err
		}
		v.Lines, v.Units, err = publish.Chosen(t, v.Cohort.ID, publish.Released)
		return err
	})
	return v, err
}

// ReleasedPDF is the issued PDF of a release: GET /released/{id}/{n}/issued.pdf, the newest is 1.
func (p *Pages) ReleasedPDF(w http.ResponseWriter, r *http.Request) error {
	v, err := p.released(r)
	if err != nil {
		return err
	}
	for i, one := range v.Releases {
		if n(i+1) == r.PathValue("n") {
			return kit.SendKept(w, p.Room.Files, one.Number, one.Issued)
		}
	}
	return fault.NotFound()
}

// Reports are for the supervisor alone: GET /reports.
func (p *Pages) Reports(w http.ResponseWriter, r *http.Request) error {
	actor := kit.Actor(r.Context())
	if !actor.SignedIn() {
		return fault.Unauthorized("请先登录，再查看违纪举报。")
	}
	if err := publish.MayReadReports(actor).Err(); err != nil {
		return err
	}
	var all []publish.Report
	err := p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		all, err = publish.Reports(t)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, reportsPage(all))
}
