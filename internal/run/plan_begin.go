package run

import (
	"strings"

	"shidian/internal/accept"
	"shidian/internal/apply"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Promise is one text of the application that the plan builds on.
type Promise struct {
	Name string // as the form asks
	Text string
}

// Promised are the texts of the parts of the released application that are written as articles, what it intends and how, in
// the form's order. Personal fields are not among them.
func Promised(t *store.Tx, c Case) ([]Promise, error) {
	v, err := apply.VersionOf(t, c.Application.ID, 0)
	if err != nil {
		return nil, err
	}
	p := c.Programme()
	article := map[string]bool{}
	for _, s := range p.Form.Sections {
		for _, f := range s.Fields {
			article[f.Key] = s.Layout == programme.AsArticle && f.Type != programme.Attached && !f.Personal
		}
	}
	var texts []Promise
	for _, f := range apply.FieldsFor(p, v.Kind) {
		if text := apply.Shown(p, f, v.Values[f.Key]); article[f.Key] && text != "" {
			texts = append(texts, Promise{strings.TrimLeft(apply.FieldName(f), "0123456789."), text})
		}
	}
	return texts, nil
}

// BeginPlan is the plan as its writing begins: the version before, which is to be mended, or a first one with a goal for each
// granted content, the persons whom the form names to be reached, and one milestone for each content.
func BeginPlan(t *store.Tx, c Case) (PlanBody, error) {
	before, err := PlansOf(t, c.ID)
	if err != nil {
		return PlanBody{}, err
	}
	if len(before) > 0 {
		return tidied(before[0].Body, c.Granted()), nil
	}
	b := tidied(PlanBody{}, c.Granted())
	for _, n := range c.Granted() {
		b.Milestones = append(b.Milestones, Milestone{Key: NextKey(keysOf([]Plan{{Body: b}})), Content: n})
	}
	b.Contact, err = ToCall(t, c)
	return b, err
}

// ToCall is whom the form names to be reached: who is called while there is no plan yet that names a person.
func ToCall(t *store.Tx, c Case) (Person, error) {
	people, err := accept.ContactsOf(t, c.Programme(), c.Application)
	if err != nil || len(people) == 0 {
		return Person{}, err
	}
	last := people[len(people)-1] // the form names who answers first, and who is to be called after him
	return Person{Name: last.Name, Phone: last.Phone}, nil
}

// GivenKeys are the keys of all milestones that a version of a pilot's plan has had.
func GivenKeys(t *store.Tx, pilot string) ([]string, error) {
	plans, err := PlansOf(t, pilot)
	return keysOf(plans), err
}
