package board

import (
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/review"
	"shidian/internal/store"
)

// hidden stands for an expert's name and for words about him, before a reader who may not know who reviews.
const hidden = "（涉及专家，由监督人员查看）"

// reviews are the departures of a cohort's panels: experts are named to those only who may see who was drawn.
func reviews(t *store.Tx, actor access.Actor, c call.Cohort) (all []Exception, err error) {
	panels, err := review.PanelsOf(t, c.ID)
	if err != nil {
		return nil, err
	}
	names := review.MaySeeNames(actor).Allowed
	var about []string // the application of each, "" where it concerns the panel
	for _, p := range panels {
		list, err := review.DeparturesOf(t, p)
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			all, about = append(all, ofPanel(p, d, names)), append(about, d.Application)
		}
	}
	units, err := apply.ByIDs(t, about)
	for i, application := range about {
		if application != "" {
			a := units[application]
			all[i].Subject = a.Name()
		}
	}
	return all, err
}

// ofPanel is one departure under its panel; the unit that it concerns, if it does one, comes in the panel's place.
func ofPanel(p review.Panel, d review.Departure, names bool) Exception {
	e := Exception{At: d.At, Sort: d.Sort, Subject: p.Name, Facts: d.Facts, Reason: d.Reason, URL: "/panels/" + p.ID, by: d.Account}
	if d.Application != "" {
		e.Facts = p.Name + "，" + d.Facts
	}
	switch {
	case d.Expert == "":
	case names:
		e.Facts = "专家" + d.Expert + "：" + e.Facts
	default:
		e.Facts, e.Reason = hidden, ""
	}
	return e
}
