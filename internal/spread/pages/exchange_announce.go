package pages

import (
	"net/http"
	"slices"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// announceView is the form of an activity.
type announceView struct {
	Actor   access.Actor
	Cohorts []call.Cohort
	Hosts   []run.Case // pilots at work at which the reader may have it
	Form    kit.Typed
	Wrong   kit.Problems
}

// NewExchange asks what is to be announced: GET /exchanges/new.
func (p *Pages) NewExchange(w http.ResponseWriter, r *http.Request) error {
	return p.announcePage(w, r, http.StatusOK, announceView{Form: kit.Typed{}})
}

func (p *Pages) announcePage(w http.ResponseWriter, r *http.Request, status int, v announceView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	if err := spread.MayAnnounceExchange(v.Actor).Err(); err != nil {
		return err
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Cohorts, v.Hosts, err = spread.Invitable(t, v.Actor)
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, announcePage(v))
}

// office tells whether the reader may do without a host.
func (v announceView) office() bool { return v.Actor.Has(access.Handler) }

func (v announceView) hosts() []components.Option {
	options := []components.Option{{Label: "没有"}}
	if !v.office() {
		options = []components.Option{{Label: "请选择"}}
	}
	for _, c := range v.Hosts {
		options = append(options, components.Option{Value: c.ID, Label: c.Application.UnitName + "（" + c.Cohort.Title() + "）"})
	}
	return options
}

func (v announceView) chosen(cohort string) bool {
	return slices.Contains(v.Form["cohorts"], cohort) || len(v.Form) == 0 && len(v.Cohorts) == 1
}

func kindOptions() (options []components.Option) {
	for _, k := range spread.ExchangeKinds {
		options = append(options, components.Option{Value: string(k), Label: spread.ExchangeKindTitles[k]})
	}
	return options
}

// AnnounceExchange announces an activity: POST /exchanges.
func (p *Pages) AnnounceExchange(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	id, err := p.Room.AnnounceExchange(r.Context(), actor, spread.AnnouncingExchange{Title: form.Line("title"), Kind: spread.ExchangeKind(form.Text("kind")), From: form.Text("from"),
		Until: form.Text("until"), Hours: form.Line("hours"), Place: form.Line("place"), Host: form.Text("host"), Cohorts: form.All("cohorts"), Words: form.Text("words"),
		AnswerBy: form.Text("answer_by")})
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.announcePage(w, r, http.StatusUnprocessableEntity, announceView{Form: form.Typed(), Wrong: wrong})
		})
	}
	return kit.Done(w, r, "已通知邀请的单位。", spread.ExchangeLink(id))
}
