package call

import (
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Every covered column of this room's tables, changed by hand, is found; and so is a row dropped.
func TestTamperingIsFound(t *testing.T) {
	each(t, func(w *world) {
		id := w.publish()
		w.must(w.room.Pass(w.ctx, w.city, id, w.letter(id)))
		w.must(w.room.Intend(w.ctx, w.county, id, Means))
		w.extend(id, "2020-05-26T00:00", "鲁科协发〔2020〕15号")
		other := *w.p
		other.Name = "另一份定义"
		_, err := w.room.Open(w.ctx, w.handler, &other, nil, 2021)
		w.must(err)
		w.clean()
		for _, cover := range Covers() {
			for _, column := range cover.Columns {
				w.found(cover.Table, "UPDATE "+cover.Table+" SET "+column+" = "+w.other(cover.Table, column))
			}
		}
		for table, statement := range map[string]string{
			"definition":     "UPDATE definition SET body = REPLACE(body, '深化', '浅化')",
			"notice_version": "UPDATE notice_version SET body = REPLACE(body, '自愿申报', '必须申报')",
			"pass_letter":    "UPDATE pass_letter SET body = REPLACE(body, '自愿', '必须')",
			"intention":      "DELETE FROM intention",
			"extension":      "DELETE FROM extension",
			"cohort_date":    "DELETE FROM cohort_date WHERE kind = 'paper'",
		} {
			w.found(table, statement)
		}
		w.clean()
	})
}

// other is another value for a column, by its type; a foreign key needs one that exists.
func (w *world) other(table, column string) string {
	switch {
	case column == "definition":
		return "(SELECT d.hash FROM definition d WHERE d.hash <> cohort.definition LIMIT 1)"
	case column == "asks":
		return "NOT asks"
	case strings.HasSuffix(column, "_at") || column == "at" || column == "year" || column == "version":
		return column + " + 1"
	}
	return column + " || 'x'"
}

// found changes rows by hand, wants verify to name the table, and takes the change back.
func (w *world) found(table, statement string) {
	w.t.Helper()
	w.must(w.db.Write(w.ctx, func(t *store.Tx) error {
		return t.Try(func() error {
			if _, err := t.Exec(statement); err != nil {
				return err
			}
			report, err := verifyIn(t, w)
			for _, p := range report.Problems {
				if p.Table == table {
					return err
				}
			}
			w.t.Errorf("not found: %s", statement)
			return err
		})
	}))
}

func TestIssuedFileGoneIsFound(t *testing.T) {
	each(t, func(w *world) {
		id := w.publish()
		w.read(func(t *store.Tx) error {
			v, err := VersionOf(t, w.cohort(id), 0)
			if err == nil {
				err = w.room.Files.Remove(v.Issued)
			}
			return err
		})
		problems := w.verify().Problems
		if len(problems) != 1 || problems[0].Table != "notice_version" {
			w.t.Errorf("found %v", problems)
		}
	})
}

// The policy, cell by cell: who stands how to a cohort, by hand.
func TestPolicy(t *testing.T) {
	p, _ := pilot(t)
	draft, published := Cohort{Programme: p, State: Draft}, Cohort{Programme: p, State: Published, Version: 1}
	of := func(kind string, roles ...access.Role) access.Actor {
		return access.Actor{Account: "a", Unit: "u", UnitKind: kind, Roles: roles}
	}
	letter := Letter{City: "above", Asks: true}
	quiet := Letter{City: "above"}
	own := Letter{City: "u", Asks: true}
	word := func(v access.Verdict) string {
		switch {
		case v.Allowed:
			return "yes"
		case v.Hidden:
			return "hide"
		}
		return "no"
	}
	for name, c := range map[string]struct {
		actor access.Actor
		// read a draft, read it published, see a draft, draft, register, pass a draft, pass, answer, answer unasked, answer own letter
		want string
	}{
		"visitor":                           {access.Actor{}, "hide yes hide no no hide no no no no"},
		"handler":                           {of(unit.Office, access.Handler), "yes yes yes yes yes hide no no no hide"},
		"approver":                          {of(unit.Office, access.Approver), "yes yes yes no yes hide no no no hide"},
		"sysadmin":                          {of(unit.Office, access.SystemAdmin), "hide yes hide no no hide no no no hide"},
		"recommender":                       {of(unit.City, access.Recommender), "hide yes hide no no hide yes no no hide"},
		"city's clerk":                      {of(unit.City, access.Clerk), "hide yes hide no no hide no yes no hide"},
		"county clerk":                      {of(unit.County, access.Clerk), "hide yes hide no no hide no yes no hide"},
		"county head":                       {of(unit.County, access.Head), "hide yes hide no no hide no yes no hide"},
		"a county's ill-placed recommender": {of(unit.County, access.Recommender), "hide yes hide no no hide no no no hide"},
		"society":                           {of(unit.Society, access.Clerk), "hide yes hide no no hide no yes no hide"},
		"department":                        {of(unit.Department, access.Department), "hide yes hide no no hide no no no hide"},
		"expert":                            {of(unit.Experts, access.Expert), "hide yes hide no no hide no no no hide"},
		"supervisor":                        {of(unit.Supervision, access.Supervisor), "hide yes hide no no hide no no no hide"},
		"handler's role in another house":   {of(unit.City, access.Handler), "hide yes hide no no hide no no no hide"},
		"the system":                        {access.SystemActor, "yes yes hide no no hide no no no no"},
	} {
		got := strings.Join([]string{word(MayRead(c.actor, draft)), word(MayRead(c.actor, published)), word(MaySeeDraft(c.actor)),
			word(MayDraft(c.actor)), word(mayRegister(c.actor)), word(MayPass(c.actor, draft)), word(MayPass(c.actor, published)),
			word(MayIntend(c.actor, letter, true)), word(MayIntend(c.actor, quiet, true)), word(MayIntend(c.actor, own, true))}, " ")
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
	if got := word(MayIntend(of(unit.County, access.Clerk), Letter{}, false)); got != "hide" {
		t.Errorf("a county without a letter: %s", got)
	}
}
