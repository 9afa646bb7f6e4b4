package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"shidian/internal/accept"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper/incoming"
	"shidian/internal/store"
)

// counterView is the counter: nothing scanned yet, one paper found or not, several units of a name.
type counterView struct {
	Code     string
	Found    *paperView
	Choices  []apply.Application // several whose unit has the name that was typed
	Unknown  bool                // none of ours: it can be registered as foreign
	Cohort   call.Cohort
	Cohorts  []call.Cohort // those that ask for paper
	Recent   []recentPaper
	Today    calendar.Day
	Form     *kit.Form
	Wrong    kit.Problems
	Handling bool
}

// paperView is the application that a code names.
type paperView struct {
	apply.Application
	Cohort   call.Cohort
	Version  int // that the code or the person named; 0: to be chosen
	Versions []apply.Version
	Tally    accept.Tally
	Owed     int
	Pages    int // of one copy as it was rendered; 0: unknown
}

// recentPaper is a line of what was registered last.
type recentPaper struct {
	accept.Paper
	Unit, Number string
}

// recentLines is how many papers the counter shows below.
const recentLines = 15

// Counter is the counter: GET /counter, with code= what was scanned or typed.
func (p *Pages) Counter(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.counterPage(w, r, http.StatusOK, query, nil)
}

func (p *Pages) counterPage(w http.ResponseWriter, r *http.Request, status int, form *kit.Form, wrong kit.Problems) error {
	actor, err := office(r.Context())
	if err != nil {
		return err
	}
	v := counterView{Code: form.Line("code"), Form: form, Wrong: wrong, Today: calendar.DayOf(kit.Now(r.Context())), Handling: accept.MayRegister(actor)}
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		if v.Cohort, v.Cohorts, err = cohortOf(t, actor, form.Text("cohort")); err != nil {
			return err
		}
		v.Cohorts = slices.DeleteFunc(v.Cohorts, func(c call.Cohort) bool { return c.Programme.Paper == nil })
		if v.Cohort.Programme != nil && v.Cohort.Programme.Paper == nil && len(v.Cohorts) > 0 {
			v.Cohort = v.Cohorts[0]
		}
		if err := p.find(t, &v, form.Text("id")); err != nil {
			return err
		}
		v.Recent, err = recentOf(t, v.Cohort.ID)
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, counterPage(v))
}

// find looks for the paper: a chosen application, a code, a number, part of a unit's name.
func (p *Pages) find(t *store.Tx, v *counterView, id string) error {
	if id != "" {
		a, err := apply.Get(t, id)
		if err != nil {
			return err
		}
		return p.found(t, v, apply.Found{Application: a})
	}
	if v.Code == "" {
		return nil
	}
	found, known, err := apply.Lookup(t, v.Code)
	if err != nil {
		return err
	}
	if known {
		return p.found(t, v, found)
	}
	if v.Choices, err = accept.PaperOf(t, v.Cohorts, v.Code); err != nil {
		return err
	}
	if len(v.Choices) == 1 {
		one, err := apply.Get(t, v.Choices[0].ID)
		if err != nil {
			return err
		}
		return p.found(t, v, apply.Found{Application: one})
	}
	v.Unknown = len(v.Choices) == 0
	return nil
}

func (p *Pages) found(t *store.Tx, v *counterView, f apply.Found) (err error) {
	one := paperView{Application: f.Application, Version: f.Version}
	if one.Cohort, err = call.Get(t, f.Application.Cohort); err != nil {
		return err
	}
	v.Cohort = one.Cohort
	if one.Versions, err = apply.Versions(t, f.Application.ID); err != nil {
		return err
	}
	if len(one.Versions) == 0 {
		return fault.NotFound()
	}
	if typed, err := strconv.Atoi(v.Form.Text("version")); err == nil {
		one.Version = typed
	}
	papers, err := accept.Papers(t, f.Application.ID)
	if err != nil {
		return err
	}
	dates, err := call.DatesFor(t, one.Cohort.ID, "")
	one.Tally = accept.TallyOf(one.Cohort.Programme, f.Application, papers, dates.Paper)
	one.Owed = one.Tally.Owed(one.Cohort.Programme.Paper)
	one.Pages = p.pagesOf(one)
	v.Cohort, v.Found = one.Cohort, &one
	return err
}

// pagesOf counts the pages of the paper as it was rendered, for comparison; 0 where that cannot be told.
func (p *Pages) pagesOf(one paperView) int {
	for _, version := range one.Versions {
		if version.N != one.named() || version.Paper == "" {
			continue
		}
		body, err := p.Room.Files.Bytes(version.Paper)
		if err != nil {
			return 0
		}
		n, err := incoming.CheckPDF(body, incoming.DefaultLimits)
		if err != nil {
			return 0
		}
		return n
	}
	return 0
}

// named is the version that is registered unless another is chosen: what the code says, else the one in force.
func (o paperView) named() int {
	if o.Version > 0 {
		return o.Version
	}
	return o.Application.Version
}

func (o paperView) standing() accept.Standing { return accept.StandingOf(o.Application, o.named()) }

func (o paperView) versionOptions() []components.Option {
	var options []components.Option
	for _, v := range o.Versions {
		label := "第" + strconv.Itoa(v.N) + "版，校验码 " + spaced(v.Code)
		if accept.StandingOf(o.Application, v.N) == accept.PaperInForce {
			label += "（现行）"
		}
		options = append(options, components.Option{Value: strconv.Itoa(v.N), Label: label})
	}
	return options
}

func (o paperView) sealOptions() []components.Option {
	options := []components.Option{{Value: string(accept.SealOwn), Label: accept.SealTitles[accept.SealOwn]}}
	if o.Cohort.Programme.Paper.MaySealByHost(o.Kind) {
		options = append(options, components.Option{Value: string(accept.SealHost), Label: accept.SealTitles[accept.SealHost]})
	}
	return options
}

func recentOf(t *store.Tx, cohort string) ([]recentPaper, error) {
	papers, err := accept.RecentPapers(t, cohort, recentLines)
	if err != nil {
		return nil, err
	}
	list := make([]recentPaper, len(papers))
	for i, one := range papers {
		if list[i], err = named(t, one); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Register enters a paper: POST /counter.
func (p *Pages) Register(w http.ResponseWriter, r *http.Request) error {
	actor, err := office(r.Context())
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	in := paperOf(form)
	if err = form.Err(); err == nil {
		in, err = p.Room.Register(r.Context(), actor, in)
	}
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.counterPage(w, r, http.StatusUnprocessableEntity, form, problems)
	}
	if err != nil {
		return err
	}
	text, tone := "已登记："+accept.StandingTitles[in.Standing]+"，"+n(in.Copies)+"份。", components.Done
	if in.Standing != accept.PaperInForce {
		tone = components.Warn
	}
	kit.Flash(w, r, tone, text)
	return kit.Redirect(w, r, "/counter?"+url.Values{"cohort": {in.Cohort}}.Encode())
}

// paperOf reads the registration out of a form.
func paperOf(form *kit.Form) accept.Paper {
	in := accept.Paper{Cohort: form.Text("cohort"), Application: form.Text("id"), Seal: accept.Seal(form.Text("seal")), Posted: dayOf(form.Text("posted")),
		Received: dayOf(form.Text("received")), Courier: form.Line("courier"), Note: form.Text("note")}
	in.Copies = form.Int("copies", "收到的份数", 1, 20)
	in.Version, _ = strconv.Atoi(form.Text("version"))
	if form.Text("sealed") != "" {
		in.Sealed = form.Int("sealed", "盖章的份数", 0, 20)
	}
	if form.Text("pages") != "" {
		in.Pages = form.Int("pages", "每份页数", 1, 2000)
	}
	if in.Sealed == 0 {
		in.Seal = accept.SealNone
	}
	return in
}
