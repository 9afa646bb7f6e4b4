package board

import (
	"strings"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Subject is what a ledger entry or a proposal is about, in words, with its page.
type Subject struct {
	Title string
	URL   string // "" when there is no page
}

// namer knows the words for the objects of one page: read at once, never one by one.
type namer struct {
	units        map[string]string
	cohorts      map[string]string
	forms        map[string]string // what a cohort's programme calls its form
	applications map[string]named
}

// named is an application by its unit: a nominated person's name is no words for everybody.
type named struct{ id, unit, cohort string }

func namerFor(t *store.Tx, objects []string) (namer, error) {
	n := namer{units: map[string]string{}, cohorts: map[string]string{}, forms: map[string]string{}}
	units, err := unit.List(t, unit.Filter{Closed: true}, t.Now())
	if err != nil {
		return n, err
	}
	for _, u := range units {
		n.units[u.ID] = u.Short
	}
	cohorts, err := call.List(t)
	if err != nil {
		return n, err
	}
	for _, c := range cohorts {
		n.cohorts[c.ID], n.forms[c.ID] = c.Title(), c.Programme.Called().Form
	}
	var ids []string
	for _, object := range objects {
		if id, is := strings.CutPrefix(object, "application/"); is {
			ids = append(ids, id)
		}
	}
	n.applications, err = applicationNames(t, ids)
	return n, err
}

// subject names an object; one that has no name of its own is named by its sort.
func (n namer) subject(object string) Subject {
	sort, id, _ := strings.Cut(object, "/")
	switch sort {
	case "cohort":
		return Subject{Title: n.cohorts[id], URL: "/cohorts/" + id}
	case "application":
		a := n.applications[id]
		return Subject{Title: a.unit + n.forms[a.cohort], URL: "/applications/" + id}
	case "unit":
		return Subject{Title: n.units[id], URL: "/units/" + id}
	case "outbox":
		return Subject{Title: "待阅发信件", URL: "/outbox"}
	case "account":
		return Subject{Title: "账号"}
	case "decision":
		return Subject{Title: "研究决定", URL: "/decide/" + id}
	case "public_notice":
		return Subject{Title: "公示", URL: "/publish/" + id}
	case "objection":
		return Subject{Title: "异议", URL: "/objections/" + id}
	case "report":
		return Subject{Title: "违纪举报"}
	case "dossier":
		return Subject{Title: "归档案卷", URL: "/dossier"}
	case "release":
		return Subject{Title: "发布", URL: "/publish"}
	}
	return Subject{Title: "系统"}
}

// who names an account of an entry as its unit and role, never as a person.
func (n namer) who(unitID, role string) string {
	return strings.TrimSpace(n.units[unitID] + " " + access.Titles[access.Role(role)])
}

// SubjectOf names one object.
func SubjectOf(t *store.Tx, object string) (Subject, error) {
	n, err := namerFor(t, []string{object})
	return n.subject(object), err
}
