package pages

import (
	"net/http"

	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/store"
)

// lateView is where the office finds the one that a fault of the system kept from submitting in time.
type lateView struct {
	Cohort call.Cohort
	Name   string // part of the unit's name, as typed
	Found  []apply.Application
}

// Late looks for one that missed the deadline, by name: GET /accept/late. The rest is asked on the application's own page.
func (p *Pages) Late(w http.ResponseWriter, r *http.Request) error {
	if _, err := office(r.Context()); err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := lateView{Name: query.Line("q")}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		if v.Cohort, _, err = cohortOf(t, kit.Actor(r.Context()), query.Text("cohort")); err != nil {
			return err
		}
		v.Found, err = apply.Missed(t, v.Cohort.ID, v.Name)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, latePage(v))
}
