package pages

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/unit"
)

// mergeView is the form by which units end in one: first the city is chosen, then its units.
type mergeView struct {
	Form     *kit.Form
	Cities   []unit.Item
	City     string
	Choices  []unit.Item // the units that may end: those below the city, or without one the other kinds'
	Problems kit.Problems
}

// MergeForm is GET /units/merge: city, ends, name, short, region and from may come with the address.
func (p *Pages) MergeForm(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v, err := p.mergeView(r, query)
	if err != nil {
		return err
	}
	return kit.Render(w, r, mergePage(v))
}

func (p *Pages) mergeView(r *http.Request, form *kit.Form) (v mergeView, err error) {
	if err := signedIn(r); err != nil {
		return v, err
	}
	actor := kit.Actor(r.Context())
	if !slices.Contains(unit.SetUpKinds(actor), unit.County) {
		return v, access.Deny("", "单位的合并由省科协办公室办理。").Err()
	}
	v.Form, v.City = form, form.Text("city")
	list, err := p.Room.Listing(r.Context(), actor, unit.ListFilter{})
	for _, item := range list.Items {
		if item.Kind == unit.City {
			v.Cities = append(v.Cities, item)
		}
		if item.Kind == unit.County && item.Parent == v.City || v.City == "other" && item.Kind != unit.County && item.Kind != unit.City && item.Kind != unit.Office {
			v.Choices = append(v.Choices, item)
		}
	}
	return v, err
}

// Merge is POST /units/merge.
func (p *Pages) Merge(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	v, err := p.mergeView(r, form)
	if err != nil {
		return err
	}
	m := unit.Merge{Ends: form.All("ends"), Name: form.Line("name"), Short: form.Line("short"), Region: form.Line("region"),
		From: date(form, "from", "设立日期"), Reason: form.Line("reason")}
	id := ""
	if err = form.Err(); err == nil {
		id, err = p.Room.Merge(r.Context(), kit.Actor(r.Context()), m)
	}
	if err != nil {
		return again(w, r, err, "ends", func(problems kit.Problems) templ.Component {
			v.Problems = problems
			return mergePage(v)
		})
	}
	kit.Flash(w, r, components.Done, "新单位已设立，原单位已并入，以往的材料保留当时的名称。请为新单位开通账号。")
	return kit.Redirect(w, r, "/units/"+id)
}

// mergeURL is the form with a change that the table of divisions shows, filled in.
func mergeURL(m unit.RegionMerge) string {
	q := url.Values{"city": {m.Ends[0].Parent}, "name": {m.Name}, "short": {m.Short}, "region": {m.Region}, "from": {m.Day.Format(time.DateOnly)}}
	for _, u := range m.Ends {
		q.Add("ends", u.ID)
	}
	return "/units/merge?" + q.Encode()
}

// chosen tells whether a unit is among those that are to end.
func (v mergeView) chosen(id string) bool { return slices.Contains(v.Form.All("ends"), id) }
