package pages

import (
	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// offer is a cohort as the reader's unit meets it: it may start, it has started, or why not.
type offer struct {
	Cohort call.Cohort
	Dates  call.Dates
	Now    time.Time
	Begun  []apply.Application
	Kinds  []programme.Kind // that the unit can begin
	Why    string           // why it cannot start now; "" when it may
}

// names are what the programme calls its form and the rest.
func (o offer) names() programme.Names { return o.Cohort.Programme.Called() }

// persons tells whether the unit begins one application for each person whom it nominates.
func (o offer) persons() bool {
	return len(o.Kinds) > 0 && o.Kinds[0].Subject == programme.PersonApplies
}

// startWords are the button's: of which sort, where there are several.
func (o offer) startWords(k programme.Kind) string {
	if len(o.Kinds) > 1 {
		return "开始填写" + o.names().Form + "（" + k.Name + "）"
	}
	return "开始填写" + o.names().Form
}

// StartForm lists the cohorts that the reader's unit may apply to, and why not to the others: GET /applications/new.
func (p *Pages) StartForm(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	var offers []offer
	err := p.read(r, func(t *store.Tx) (err error) {
		offers, err = offersFor(t, kit.Actor(r.Context()), kit.Now(r.Context()))
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, startPage(kit.Actor(r.Context()), offers))
}

func offersFor(t *store.Tx, actor access.Actor, now time.Time) ([]offer, error) {
	cohorts, err := call.List(t, call.Published, call.Closed)
	if err != nil {
		return nil, err
	}
	var offers []offer
	for _, c := range cohorts {
		o := offer{Cohort: c, Now: now, Kinds: c.Programme.Begins(actor.UnitKind)}
		if o.Dates, err = call.DatesFor(t, c.ID, actor.Unit); err != nil {
			return nil, err
		}
		if o.Begun, err = apply.Mine(t, actor, c.ID); err != nil {
			return nil, err
		}
		o.Why = whyNot(c.Programme, actor, o)
		offers = append(offers, o)
	}
	return offers, nil
}

// whyNot is the rule's answer to starting now, in its words; "" when nothing stands against it.
func whyNot(p *programme.Programme, actor access.Actor, o offer) string {
	if !actor.Has(access.Clerk) {
		return o.names().Form + "由" + o.names().Applicant + "的填报人填写。"
	}
	var own []apply.Application
	for _, a := range o.Begun {
		if actor.Of(a.Unit) && !o.persons() {
			own = append(own, a)
		}
	}
	kind := actor.UnitKind
	if len(o.Kinds) > 0 {
		kind = o.Kinds[0].Key
	}
	refused, ok := fault.As(apply.MayStart(p, kind, apply.Window{Opens: o.Dates.Opens, Until: o.Dates.Electronic}, o.Now, own))
	if !ok {
		return ""
	}
	return refused.Message
}

// Start begins an application of the reader's unit: POST /applications, cohort, kind where there are several.
func (p *Pages) Start(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	id, err := p.Room.StartAs(r.Context(), kit.Actor(r.Context()), form.Text("cohort"), form.Text("kind"))
	if err != nil {
		return err
	}
	return kit.Redirect(w, r, address(id)+"/edit")
}

// typeInView chooses the unit that the office types in for.
type typeInView struct {
	Cohorts []call.Cohort
	Cohort  string
	Search  string
	Units   []unit.Unit
	Wrong   kit.Problems
}

// TypeInForm finds the unit: GET /applications/type-in?cohort=&q=.
func (p *Pages) TypeInForm(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.typeInPage(w, r, http.StatusOK, query.Text("cohort"), query.Line("q"), nil)
}

func (p *Pages) typeInPage(w http.ResponseWriter, r *http.Request, status int, cohort, search string, wrong kit.Problems) error {
	actor := kit.Actor(r.Context())
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	if !actor.Has(access.Handler) {
		return fault.Forbidden("", "代录由主办单位经办人办理。")
	}
	v := typeInView{Cohort: cohort, Search: search, Wrong: wrong}
	err := p.read(r, func(t *store.Tx) (err error) {
		if v.Cohorts, err = call.List(t, call.Published); err != nil || search == "" {
			return err
		}
		v.Units, err = unit.List(t, unit.Filter{Search: search}, kit.Now(r.Context()))
		return err
	})
	if err != nil {
		return err
	}
	if v.Cohort == "" && len(v.Cohorts) > 0 {
		v.Cohort = v.Cohorts[0].ID
	}
	v.Units = applicants(v.programme(), v.Units)
	return kit.RenderStatus(w, r, status, typeInPage(v))
}

func (v typeInView) programme() *programme.Programme {
	for _, c := range v.Cohorts {
		if c.ID == v.Cohort {
			return c.Programme
		}
	}
	return nil
}

// applicants leaves the units of the kinds that may apply.
func applicants(p *programme.Programme, all []unit.Unit) []unit.Unit {
	var some []unit.Unit
	for _, u := range all {
		if p == nil {
			break
		}
		if len(p.Begins(u.Kind)) > 0 {
			some = append(some, u)
		}
	}
	return some
}

// TypeIn begins an application for a unit: POST /applications/type-in, cohort and unit.
func (p *Pages) TypeIn(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	cohort, chosen := form.Required("cohort", "批次"), form.Text("unit")
	if chosen == "" {
		form.Mend("unit", "请选择单位。")
	}
	id := ""
	if err = form.Err(); err == nil {
		id, err = p.Room.TypeIn(r.Context(), kit.Actor(r.Context()), cohort, chosen)
	}
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.typeInPage(w, r, http.StatusUnprocessableEntity, cohort, form.Line("q"), problems)
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已开始代录。录完后由申报单位登录确认。")
	return kit.Redirect(w, r, address(id)+"/edit")
}
