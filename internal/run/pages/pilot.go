package pages

import (
	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/decide"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// pilotView is one pilot with what every card of its page needs.
type pilotView struct {
	run.Case
	Actor     access.Actor
	Now       time.Time
	Desk      string // the short name of its contact department; "" while none is named
	Who       run.Contact
	Planned   planCard
	Judged    evaluateCard
	Halves    halves
	Follow    followView
	Brand     brandCard
	Cases     casesCard
	Adopted   adoptionsCard
	Upward    upwardsCard
	Exchanged exchangesCard
}

// Pilot is the page of one pilot: GET /pilots/{id}.
func (p *Pages) Pilot(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	v := pilotView{Actor: actor}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, p.Room, r.PathValue("id")) }); err != nil {
		return err
	}
	return kit.Render(w, r, pilotPage(v))
}

func (v *pilotView) load(t *store.Tx, room *run.Room, id string) (err error) {
	if v.Case, err = seen(t, v.Actor, id); err != nil {
		return err
	}
	v.Now = t.Now()
	if v.Planned, err = planCardOf(t, id); err != nil {
		return err
	}
	if v.Halves, err = halvesOf(t, v.Actor, v.Case); err != nil {
		return err
	}
	if v.Follow, err = loadFollow(t, room, v.Actor, v.Case); err != nil {
		return err
	}
	if v.Judged, err = evaluationsOf(t, v.Actor, id); err != nil {
		return err
	}
	if v.Cases, err = casesOf(t, v.Actor, v.Case); err != nil {
		return err
	}
	if v.Brand, err = brandCardOf(t, v.Actor, v.Case); err != nil {
		return err
	}
	if v.Adopted, err = adoptionsOf(t, v.Actor, id); err != nil {
		return err
	}
	if v.Exchanged, err = exchangesOf(t, v.Actor, v.Case); err != nil {
		return err
	}
	if v.Upward, err = upwardsOf(t, v.Actor, v.Case); err != nil {
		return err
	}
	if v.Who, _, err = run.ContactOf(t, id); err != nil || v.Department == "" {
		return err
	}
	u, err := unit.Get(t, v.Department, v.Now)
	v.Desk = u.Short
	return err
}

func (v pilotView) terms() []components.Term {
	contact := v.Desk
	if v.Who.Person != "" {
		contact += "（" + v.Who.Person + "）"
	}
	if contact == "" {
		contact = "还没有指定"
	}
	return []components.Term{
		{Name: "单位", Value: components.Text(v.Application.UnitName)},
		{Name: "编号", Value: components.Link("/applications/"+v.Application.ID, v.Application.Number)},
		{Name: v.Programme().Called().Contents, Value: components.Text(decide.Contents(v.Programme(), v.Contents))},
		{Name: v.Programme().Called().Term, Value: components.Text(components.Day(v.From.Start()) + "至" + components.Day(v.Until.Start()))},
		{Name: "联系部室", Value: components.Text(contact)},
	}
}
