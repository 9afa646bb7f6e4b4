package run

import (
	"context"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// Persons are who leads a pilot and who is asked about it (A8): personal data.
type Persons struct {
	N          int // which change, from 1; 0: as the plan in force says
	Leader     Person
	Department string
	Contact    Person
	At         time.Time
	Account    string
}

var rowPersons = act.Row{Name: "run.change_persons", Title: "变更人员备案", Who: unitPeople,
	Guard: "没有分管领导、责任部门或者联络人（A8）；和现在一样"}

// PersonsOf is who is named now: by the newest change, else by the plan in force; false while there is neither.
func PersonsOf(t *store.Tx, pilot string) (Persons, bool, error) {
	p, found, err := store.One(t, scanPersons, selectPersons+" WHERE pilot = $1 ORDER BY n DESC LIMIT 1", pilot)
	if err != nil || found {
		return p, found, err
	}
	plan, found, err := PlanOf(t, pilot)
	return personsIn(plan), found, err
}

// PersonsSince is everyone who was named, the newest first: the changes, and last the plan in force.
func PersonsSince(t *store.Tx, pilot string) ([]Persons, error) {
	all, err := store.Rows(t, scanPersons, selectPersons+" WHERE pilot = $1 ORDER BY n DESC", pilot)
	if err != nil {
		return nil, err
	}
	plan, found, err := PlanOf(t, pilot)
	if found {
		all = append(all, personsIn(plan))
	}
	return all, err
}

func personsIn(p Plan) Persons {
	return Persons{Leader: p.Body.Leader, Department: p.Body.Department, Contact: p.Body.Contact, At: p.AnsweredAt}
}

// same tells whether the same are named.
func (p Persons) same(o Persons) bool {
	return p.Leader == o.Leader && p.Department == o.Department && p.Contact == o.Contact
}

// tidy trims what was typed.
func (p Persons) tidy() Persons {
	for _, text := range []*string{&p.Leader.Name, &p.Leader.Post, &p.Leader.Phone, &p.Department, &p.Contact.Name, &p.Contact.Post, &p.Contact.Phone} {
		*text = strings.TrimSpace(*text)
	}
	return p
}

// ChangePersons records who leads a pilot and who is asked about it from now on (A8): in force at once, the office and the
// contact department are told that there is a change, not of whom.
func (r *Room) ChangePersons(ctx context.Context, actor access.Actor, pilot string, x Persons) error {
	x = x.tidy()
	return r.on(ctx, actor, rowPersons, pilot, mayReport, func(t *act.Tx, c Case) error {
		if wrong := WrongPersons(x); len(wrong) > 0 {
			return fault.Invalid("还没有备案，请先补正以下各处。", wrong...)
		}
		now, _, err := PersonsOf(t.Tx, c.ID)
		if err != nil {
			return err
		}
		if x.same(now) {
			return fault.InvalidField("leader_name", "和现在的人员一样，没有变更。")
		}
		x.N, x.At, x.Account = now.N+1, t.Now(), actor.Account
		if err := insertPersons(t, c.ID, x); err != nil {
			return err
		}
		w := word{Title: "人员变更备案", Text: c.Application.UnitName + "变更了分管领导、责任部门或者联络人，已经生效。", Link: Link(c.ID) + "#persons"}
		if c.Department != "" {
			if err := w.to(t.Tx, c.Department, access.Department); err != nil {
				return err
			}
		}
		if err := w.toOffice(t.Tx, access.Handler); err != nil {
			return err
		}
		return t.Move(c.State, c.State)
	})
}
