package run

import (
	"context"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Contact is the department of the province that follows a pilot, and who does so there (R3).
type Contact struct {
	Pilot      string
	Department string // unit id
	Person     string // a name, for the pilot's unit; "" where none is named
	At         time.Time
}

var rowContact = act.Row{Name: "run.contact", Title: "指定联系部室", Who: handlers,
	Guard: "不是机关部室；已经结束（R3）"}

// ContactOf is a pilot's contact department; false while none is named.
func ContactOf(t *store.Tx, pilot string) (Contact, bool, error) { return selectContact(t, pilot) }

// ContactsIn are the contact departments of a cohort's pilots, by pilot.
func ContactsIn(t *store.Tx, cohort string) (map[string]Contact, error) {
	return selectContacts(t, cohort)
}

// Follow names the department that follows a pilot, or another one (R3). Its people and the pilot's are told.
func (r *Room) Follow(ctx context.Context, actor access.Actor, pilot, department, person string) error {
	return r.on(ctx, actor, rowContact, pilot, mayDirect, func(t *act.Tx, c Case) error {
		u, err := unit.Get(t.Tx, department, t.Now())
		if err != nil && !fault.Is(err, fault.KindNotFound) {
			return err
		}
		if err != nil || u.Kind != unit.Department {
			return fault.InvalidField("department", "请选择一个机关部室。")
		}
		if err := putContact(t, Contact{Pilot: pilot, Department: department, Person: strings.TrimSpace(person), At: t.Now()}); err != nil {
			return err
		}
		if err := tell(t.Tx, department, []access.Role{access.Department}, c, "请联系"+c.Application.UnitName, "您部室是这个单位的联系部室，请跟踪指导，协调解决问题。"); err != nil {
			return err
		}
		if err := tell(t.Tx, c.Pilot.Unit, unitPeople, c, "联系部室："+u.Short, "工作中遇到的问题，可以在本单位的页面提给联系部室。"); err != nil {
			return err
		}
		return t.Move(c.State, c.State)
	})
}

// tell puts a word about a pilot into the inboxes of a unit's people who may act now.
func tell(t *store.Tx, of string, roles []access.Role, c Case, title, text string) error {
	return word{title, text, Link(c.ID)}.to(t, of, roles...)
}

// tellOffice puts a word about a pilot into the inboxes of those of the office with one of the roles.
func tellOffice(t *store.Tx, c Case, title, text string, roles ...access.Role) error {
	return word{title, text, Link(c.ID)}.toOffice(t, roles...)
}

// followRows are the acts of those who follow a pilot.
var followRows = []act.Row{rowContact, rowNote, rowRaiseProblem, rowAnswerProblem, rowEscalateProblem, rowCloseProblem, rowPersons, rowAsk, rowTakeBack, rowDecide}

var followCovers = []ledger.Cover{
	{Table: "pilot_contact", Key: []string{"pilot"}, Columns: []string{"department", "person", "at", "account", "salt"}},
	{Table: "pilot_note", Key: []string{"id"}, Columns: []string{"pilot", "kind", "day", "words", "unit", "at", "account", "salt"}},
	{Table: "pilot_problem", Key: []string{"id"}, Columns: []string{"pilot", "n", "title", "state", "raised_at", "since", "outcome", "salt"}},
	{Table: "problem_step", Key: []string{"problem", "n"}, Columns: []string{"what", "words", "unit", "at", "account", "salt"}},
	{Table: "pilot_person", Key: []string{"pilot", "n"}, Columns: []string{"leader", "leader_post", "leader_phone", "department", "contact", "contact_post",
		"contact_phone", "at", "account", "salt"}},
	{Table: "pilot_change", Key: []string{"id"}, Columns: []string{"pilot", "n", "kind", "state", "was", "wanted", "reason", "evidence", "at", "account",
		"answer", "answered_at", "answered_by", "salt"}},
}
