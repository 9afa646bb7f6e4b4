package board

import (
	"encoding/json"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
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
	things       map[string]named // what belongs to a cohort beside them, by its name in the ledger
}

// named is a thing by its own name and its cohort; an application by its unit: a nominated person's name is no words for
// everybody.
type named struct{ id, name, cohort string }

func namerFor(t *store.Tx, objects []string) (namer, error) {
	n := namer{units: map[string]string{}, cohorts: map[string]string{}, forms: map[string]string{}, things: map[string]named{}}
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
	ids := map[string][]string{}
	for _, object := range objects {
		sort, id, _ := strings.Cut(object, "/")
		ids[sort] = append(ids[sort], id)
	}
	if n.applications, err = applicationNames(t, ids["application"]); err != nil {
		return n, err
	}
	for sort, query := range thingsOf {
		some, err := namesOf(t, query, ids[sort])
		if err != nil {
			return n, err
		}
		for id, one := range some {
			n.things[sort+"/"+id] = one
		}
	}
	return n, nil
}

// ofProposal names what a proposal is about. What is not there before it is confirmed, a release, is named by the cohort
// that was proposed with it.
func (n namer) ofProposal(p act.Proposal) Subject {
	var x struct {
		Cohort string `json:"cohort"`
	}
	if _, known := n.things[p.Object]; !known && json.Unmarshal(p.Params, &x) == nil {
		n.things[p.Object] = named{cohort: x.Cohort}
	}
	return n.subject(p.Object)
}

// subject names an object; one that has no name of its own is named by its sort.
func (n namer) subject(object string) Subject {
	sort, id, _ := strings.Cut(object, "/")
	thing := n.things[object]
	cohort := n.cohorts[thing.cohort]
	switch sort {
	case "cohort":
		return Subject{Title: n.cohorts[id], URL: "/cohorts/" + id}
	case "application":
		a := n.applications[id]
		return Subject{Title: a.name + n.forms[a.cohort], URL: "/applications/" + id}
	case "panel":
		return Subject{Title: thing.name, URL: "/panels/" + id}
	case "unit":
		return Subject{Title: n.units[id], URL: "/units/" + id}
	case "outbox":
		return Subject{Title: "待阅发信件", URL: "/outbox"}
	case "account":
		return Subject{Title: "账号"}
	case "decision":
		if thing.id == "" { // proposed, and not there yet
			return Subject{Title: cohort + "研究决定", URL: "/decide?cohort=" + thing.cohort}
		}
		return Subject{Title: cohort + "研究决定", URL: "/decide/" + id}
	case "public_notice":
		return Subject{Title: cohort + "公示", URL: "/publish/" + id}
	case "objection":
		return Subject{Title: cohort + "异议" + thing.name, URL: "/objections/" + id}
	case "report":
		return Subject{Title: "违纪举报"}
	case "dossier":
		return Subject{Title: cohort + "归档案卷", URL: "/dossier?cohort=" + thing.cohort}
	case "pilot": // by its unit
		return Subject{Title: n.units[thing.name] + cohort, URL: "/pilots/" + id}
	case "problem":
		return Subject{Title: n.units[thing.name] + "的问题", URL: "/problems/" + id}
	case "change":
		return Subject{Title: n.units[thing.name] + "的变更申请", URL: "/changes/" + id}
	case "case":
		return Subject{Title: n.units[thing.name] + "的典型案例", URL: "/cases/" + id + "/work"}
	case "release":
		return Subject{Title: cohort + "发布", URL: "/publish?cohort=" + thing.cohort}
	}
	return Subject{Title: "系统"}
}

// who names an account of an entry as its unit and role, never as a person.
func (n namer) who(unitID, role string) string {
	return strings.TrimSpace(n.units[unitID] + " " + access.Titles[access.Role(role)])
}

// SubjectOf names what a proposal is about.
func SubjectOf(t *store.Tx, p act.Proposal) (Subject, error) {
	n, err := namerFor(t, []string{p.Object})
	return n.ofProposal(p), err
}
