package board

import (
	"net/url"
	"slices"
	"strconv"

	"shidian/assets/regions"
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/programme"
	"shidian/internal/recommend"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Overview is a cohort at a glance: how far everybody is, the recommenders with their places, the contents by kind.
// Each figure has the address of its rows.
type Overview struct {
	Cohort   call.Cohort
	Total    int // submitted at least once and not withdrawn
	Steps    []Figure
	Asides   []Figure
	Cities   []City
	Contents []ContentRow
	Kinds    []programme.Kind
}

// Figure is a number with its name and where its rows are.
type Figure struct {
	Name string
	N    int
	URL  string
}

// City is a recommender's tile: its places, and what came from its units.
type City struct {
	unit.Unit
	Place   regions.Place
	OnMap   bool // it has a cell on the grid
	Cap     int
	Taken   int // places
	Came    int // applications through it, submitted and not withdrawn
	Own     int // its own applications
	Waiting int // beyond its places, waiting for the province
	URL     string
}

// ContentRow is one content with its counts in the order of the kinds.
type ContentRow struct {
	Content programme.Content
	Counts  []Figure
}

// MayOverview tells who sees overviews: the office, the departments and the supervisor.
func MayOverview(actor access.Actor) access.Verdict {
	if actor.Has(access.Handler, access.Approver, access.Department, access.Supervisor) {
		return access.Allow()
	}
	return access.Hide()
}

// OverviewOf reads a cohort's overview; the links lead only whom the rows are shown.
func OverviewOf(t *store.Tx, actor access.Actor, cohort string) (Overview, error) {
	if err := MayOverview(actor).Err(); err != nil {
		return Overview{}, err
	}
	c, err := call.GetPublished(t, cohort)
	if err != nil {
		return Overview{}, err
	}
	o := Overview{Cohort: c, Kinds: c.Programme.Kinds}
	groups, err := selectGroups(t, cohort)
	if err != nil {
		return o, err
	}
	link := func(key, value string) string { return rowsAt(actor, cohort, key, value) }
	o.steps(groups, link)
	o.contents(groups, link)
	err = o.cities(t, groups, link)
	return o, err
}

// rowsAt is the address of the rows behind a figure; "" for whom they are not shown.
func rowsAt(actor access.Actor, cohort, key, value string) string {
	if !actor.Has(access.Handler, access.Approver) {
		return ""
	}
	q := url.Values{"cohort": {cohort}, key: {value}}
	return "/applications?" + q.Encode()
}

// steps counts by where an application stands, in the order of its life; those aside come apart.
func (o *Overview) steps(groups []group, link func(key, value string) string) {
	counts := map[act.State]int{}
	for _, g := range groups {
		counts[g.state] += g.n
		if g.shown() && g.state != apply.StateWithdrawn {
			o.Total += g.n
		}
	}
	aside := []act.State{apply.StateReturned, apply.StateOverQuota, apply.StateDeclined, apply.StateNotAccepted, apply.StateWithdrawn}
	always := []act.State{apply.StateDraft, apply.StateSubmitted, apply.StateEndorsed, apply.StateAccepted}
	for _, state := range apply.States {
		f := Figure{Name: apply.Titles[state], N: counts[state], URL: link("state", string(state))}
		switch {
		case state == apply.StateDraft:
			f.Name, f.URL = "填报中", ""
			o.Steps = append(o.Steps, f)
		case slices.Contains(aside, state) && f.N > 0:
			o.Asides = append(o.Asides, f)
		case !slices.Contains(aside, state) && (f.N > 0 || slices.Contains(always, state)):
			o.Steps = append(o.Steps, f)
		}
	}
}

// contents counts each content by kind; an application with three contents counts in three rows.
func (o *Overview) contents(groups []group, link func(key, value string) string) {
	if o.Cohort.Programme.Contents == nil {
		return
	}
	for _, content := range o.Cohort.Programme.Contents.List {
		row := ContentRow{Content: content}
		for _, kind := range o.Kinds {
			f := Figure{Name: kind.Name, URL: link("content", strconv.Itoa(content.Number))}
			if f.URL != "" {
				f.URL += "&kind=" + url.QueryEscape(kind.Key)
			}
			for _, g := range groups {
				if g.counts() && g.kind == kind.Key && slices.Contains(g.contents, content.Number) {
					f.N += g.n
				}
			}
			row.Counts = append(row.Counts, f)
		}
		o.Contents = append(o.Contents, row)
	}
}

// cities reads the recommenders of today: what went through a unit that was succeeded since counts for its successor.
func (o *Overview) cities(t *store.Tx, groups []group, link func(key, value string) string) error {
	grid, err := regions.Tiles()
	if err != nil {
		return err
	}
	taken, err := selectTaken(t, o.Cohort.ID)
	if err != nil {
		return err
	}
	for _, kind := range o.Cohort.Programme.Recommends() {
		units, err := unit.List(t, unit.Filter{Kind: kind}, t.Now())
		if err != nil {
			return err
		}
		for _, u := range units {
			place, onMap := grid[u.Region]
			o.Cities = append(o.Cities, City{Unit: u, Place: place, OnMap: onMap, Cap: capOf(o.Cohort.Programme, u), URL: link("city", u.ID)})
		}
	}
	return o.fillCities(t, groups, taken)
}

func (o *Overview) fillCities(t *store.Tx, groups []group, taken map[string]int) error {
	today := map[string]int{}
	for i := range o.Cities {
		today[o.Cities[i].ID] = i
	}
	successors, err := unit.Successors(t, t.Now())
	if err != nil {
		return err
	}
	for before, after := range successors {
		if i, known := today[after]; known {
			today[before] = i
		}
	}
	for _, g := range groups {
		if i, known := today[g.city]; known && g.counts() {
			o.Cities[i].Came += g.n
			if g.state == apply.StateOverrun {
				o.Cities[i].Waiting += g.n
			}
		}
		if i, known := today[g.owner]; known && g.counts() {
			o.Cities[i].Own += g.n
		}
	}
	for holder, n := range taken {
		if i, known := today[holder]; known {
			o.Cities[i].Taken += n
		}
	}
	return nil
}

// capOf is how many places a recommender has, of all its quotas.
func capOf(p *programme.Programme, u unit.Unit) int {
	seen, places := map[string]bool{}, 0
	for _, k := range p.Kinds {
		if !slices.ContainsFunc(k.Channels, func(c programme.Channel) bool { return slices.Contains(c.Through, u.Kind) }) {
			continue
		}
		if s := recommend.ShareOf(p, k.Key, u.ID, u.Kind, u.Region); s.Counted() && !seen[s.Quota] {
			seen[s.Quota] = true
			places += s.Cap
		}
	}
	return places
}
