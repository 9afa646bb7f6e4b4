package apply

import (
	"context"
	"crypto/rand"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Start begins an application of the actor's unit in a cohort and gives its id (A1, A5). What the program knows is
// filled in already: the units' names, or all of an application that was withdrawn.
func (r *Room) Start(ctx context.Context, actor access.Actor, cohort string) (string, error) {
	return r.StartAs(ctx, actor, cohort, "")
}

// StartAs is Start of one kind, where the unit may begin several: persons of different sorts whom it nominates.
func (r *Room) StartAs(ctx context.Context, actor access.Actor, cohort, kind string) (string, error) {
	id := store.NewID()
	_, err := r.Door.Do(ctx, actor, rowStart, Object(id), func(t *act.Tx) error {
		if err := t.Allow(mayStart(actor)); err != nil {
			return err
		}
		return r.begin(t, Application{ID: id, Cohort: cohort, Unit: actor.Unit, Kind: kind, Confirmed: true})
	})
	return id, err
}

// TypeIn begins an application that the office types in for a unit, from its paper or mail (代录, A4). It waits for the
// unit's confirmation.
func (r *Room) TypeIn(ctx context.Context, actor access.Actor, cohort, unitID string) (string, error) {
	id := store.NewID()
	_, err := r.Door.Do(ctx, actor, rowTypeIn, Object(id), func(t *act.Tx) error {
		if err := t.Allow(mayTypeIn(actor)); err != nil {
			return err
		}
		c, err := call.GetPublished(t.Tx, cohort)
		if err != nil {
			return err
		}
		if err := MayTypeIn(c.Programme); err != nil {
			return err
		}
		a := Application{ID: id, Cohort: cohort, Unit: unitID, TypedIn: true}
		if err := r.begin(t, a); err != nil {
			return err
		}
		return tellUnit(t.Tx, a, "请确认代录的"+c.Programme.Called().Form,
			c.Programme.Organiser.Office+"收到贵单位的材料，正在代为录入。录入后请核对，确认无误再提交。")
	})
	return id, err
}

// begin is what both ways to begin have in common.
func (r *Room) begin(t *act.Tx, a Application) error {
	c, err := call.GetPublished(t.Tx, a.Cohort)
	if err != nil {
		return err
	}
	u, err := unit.Get(t.Tx, a.Unit, t.Now())
	if err != nil {
		return err
	}
	existing, err := ofUnitAndBefore(t.Tx, a.Cohort, a.Unit)
	if err != nil {
		return err
	}
	if a.Kind, err = chooseKind(c.Programme, u.Kind, a.Kind); err != nil {
		return err
	}
	slot := ""
	if IsPerson(c.Programme, a.Kind) {
		existing, slot = nil, a.ID // each person is another matter: nothing is carried over
	}
	w, err := window(t.Tx, a.Cohort)
	if err != nil {
		return err
	}
	if existing, err = AllTold(t.Tx, t.Actor, existing); err != nil {
		return err
	}
	if err := MayStart(c.Programme, a.Kind, w, t.Now(), existing); err != nil {
		return err
	}
	if err := r.eligible(t.Tx, c.Programme, a.Kind, u); err != nil {
		return err
	}
	a.Definition, a.UnitName, a.State, a.StartedAt = c.Hash, u.Name, StateDraft, t.Now()
	if a.City, a.CityName, err = recommenderOf(t.Tx, c.Programme, a.Kind, u); err != nil {
		return err
	}
	if err := insertApplication(t.Tx, a, slot, rand.Text()); err != nil {
		return err
	}
	t.Touch("application", a.ID)
	if err := fillIn(t.Tx, c.Programme, a, existing, t.Actor.Account); err != nil {
		return err
	}
	return t.Move("", StateDraft)
}

// eligible refuses a unit that a hard condition of the programme excludes.
func (r *Room) eligible(t *store.Tx, p *programme.Programme, kind string, u unit.Unit) error {
	facts, err := r.facts(t, p, u)
	if err != nil {
		return err
	}
	if refused, _ := Eligible(p, kind, facts); len(refused) > 0 {
		return fault.Forbidden("", "本单位不符合申报条件："+strings.Join(refused, "；")+"。如有疑问，请联系"+p.Organiser.Office+"。")
	}
	return nil
}

// Warnings are the soft conditions that an application does not meet, in the programme's words: what is known of its
// unit, and what its last frozen version says, or its draft before the first.
func (r *Room) Warnings(t *store.Tx, a Application) ([]string, error) {
	c, err := call.Get(t, a.Cohort)
	if err != nil {
		return nil, err
	}
	u, err := unit.Get(t, a.Unit, t.Now())
	if err != nil {
		return nil, err
	}
	facts, err := r.facts(t, c.Programme, u)
	if err != nil {
		return nil, err
	}
	texts, err := textsOf(t, a)
	_, warned := Eligible(c.Programme, a.Kind, facts)
	for _, w := range Warned(c.Programme, a.Kind, texts) {
		warned = append(warned, w.Message)
	}
	return warned, err
}

// textsOf are the texts that others see of an application: the last frozen version's, before the first the draft's.
func textsOf(t *store.Tx, a Application) (map[string]string, error) {
	if a.Version > 0 {
		v, err := VersionOf(t, a.ID, 0)
		return v.Values, err
	}
	d, err := draftOf(t, a)
	return d.Texts(), err
}

// facts are what is known of a unit, of that which the programme asks.
func (r *Room) facts(t *store.Tx, p *programme.Programme, u unit.Unit) (map[programme.Fact]string, error) {
	facts := map[programme.Fact]string{}
	if u.Region != "" {
		facts[programme.FactRegion] = u.Region
	}
	if r.Fact == nil {
		return facts, nil
	}
	for _, c := range p.Eligibility {
		value, known, err := r.Fact(t, u.ID, c.Fact)
		if err != nil {
			return nil, err
		}
		if known {
			facts[c.Fact] = value
		}
	}
	return facts, nil
}

// fillIn begins the draft: with the texts of the last withdrawn application, else with the names of the units. Which
// field names the applicant and which the recommender follows from "/": only who has no recommender may type it there.
func fillIn(t *store.Tx, p *programme.Programme, a Application, existing []Application, editor string) error {
	if len(existing) > 0 {
		return copyValues(t, existing[0].ID, a.ID)
	}
	for _, f := range FieldsFor(p, a.Kind) {
		if f.Type != programme.UnitName {
			continue
		}
		name := a.UnitName
		if f.Slash {
			name = a.CityName
		}
		if name == "" {
			continue
		}
		if _, err := keepValues(t, a.ID, editor, reckoned([]Change{{Key: f.Key, Text: name}})); err != nil {
			return err
		}
	}
	return nil
}

// ofUnitAndBefore reads what a unit has in a cohort, what those had in whose place it came included.
func ofUnitAndBefore(t *store.Tx, cohort, of string) ([]Application, error) {
	all, err := ofUnit(t, cohort, of)
	if err != nil {
		return nil, err
	}
	before, err := unit.Ancestry(t, of)
	for _, id := range before {
		some, wrong := ofUnit(t, cohort, id)
		if wrong != nil {
			return nil, wrong
		}
		all = append(all, some...)
	}
	return all, err
}
