package board

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"shidian/assets/regions"
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/evaluate"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Years is all cohorts' pilots at a glance (N3): where they stand, by city, by content and kind, how far their milestones
// are. Each figure has the address of its rows.
type Years struct {
	Cohorts  []call.Cohort // with pilots, the newest first
	Chosen   string        // the id of the cohort that it is of; "" for all
	Living   int
	Steps    []Figure // those at work, by state
	Ends     []Figure // those that have come to an end, by end or grade
	Cities   []PilotCity
	Contents []ContentRow
	Kinds    []programme.Kind
	Reached  Milestones
}

// PilotCity is a city's tile: the pilots at work that it recommended, or is itself.
type PilotCity struct {
	unit.Unit
	Place regions.Place
	OnMap bool
	N     int
	URL   string
}

// Milestones are counts of the newest reports of the pilots at work.
type Milestones struct{ All, Done, Behind int }

// PilotGroup is pilots that are alike in what an overview counts by.
type PilotGroup struct {
	Cohort, Kind, City, Owner string
	State                     act.State
	Contents                  []int
	Grade                     string
	N                         int
	Milestones
}

// MayYears tells who sees the overview of the pilots: whoever sees those of applications, and the finance.
func MayYears(actor access.Actor) access.Verdict {
	if actor.Has(access.Finance) {
		return access.Allow()
	}
	return MayOverview(actor)
}

// YearsOf counts the pilots of all cohorts, or of one; groups is CountPilots, or what a Memo kept of it.
func YearsOf(t *store.Tx, actor access.Actor, cohort string, groups []PilotGroup) (y Years, err error) {
	if err := MayYears(actor).Err(); err != nil {
		return y, err
	}
	all, err := call.List(t, call.Published, call.Closed)
	if err != nil {
		return y, err
	}
	for _, c := range all {
		if slices.ContainsFunc(groups, func(g PilotGroup) bool { return g.Cohort == c.ID }) {
			y.Cohorts = append(y.Cohorts, c)
		}
	}
	if len(y.Cohorts) == 0 {
		return y, nil
	}
	if groups, err = untold(t, actor, groups); err != nil {
		return y, err
	}
	y.Chosen = cohort
	if cohort != "" {
		groups = slices.DeleteFunc(slices.Clone(groups), func(g PilotGroup) bool { return g.Cohort != cohort })
	}
	y.steps(groups)
	y.contents(groups)
	return y, y.cities(t, groups)
}

// untold are the groups without the grades that a reader may not know yet: those of a cohort whose letters wait.
func untold(t *store.Tx, actor access.Actor, groups []PilotGroup) ([]PilotGroup, error) {
	if evaluate.MayWork(actor).Allowed {
		return groups, nil
	}
	told := map[string]bool{}
	groups = slices.Clone(groups)
	for i, g := range groups {
		if _, asked := told[g.Cohort]; !asked {
			all, err := evaluate.GradesTold(t, g.Cohort)
			if err != nil {
				return nil, err
			}
			told[g.Cohort] = all
		}
		if !told[g.Cohort] {
			groups[i].Grade = ""
		}
	}
	return groups, nil
}

// rows is the address of the pilots behind a figure.
func (y Years) rows(pairs ...string) string {
	q := url.Values{}
	if y.Chosen != "" {
		q.Set("cohort", y.Chosen)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return "/pilots?" + q.Encode()
}

func (y *Years) steps(groups []PilotGroup) {
	counts, grades := map[act.State]int{}, map[string]int{}
	for _, g := range groups {
		counts[g.State] += g.N
		if g.State == run.Ended {
			grades[g.Grade] += g.N
		}
		if run.Living(g.State) {
			y.Living += g.N
			y.Reached.All, y.Reached.Done, y.Reached.Behind = y.Reached.All+g.All, y.Reached.Done+g.Done, y.Reached.Behind+g.Behind
		}
	}
	for _, s := range run.LivingStates {
		if counts[s] > 0 || s == run.Planning || s == run.Running || s == run.MidtermPassed || s == run.Final {
			y.Steps = append(y.Steps, Figure{Name: run.StateTitles[s], N: counts[s], URL: y.rows("state", string(s))})
		}
	}
	for _, grade := range sortedKeys(grades) {
		name := run.StateTitles[run.Ended]
		if grade != "" {
			name += "：" + grade
		}
		y.Ends = append(y.Ends, Figure{Name: name, N: grades[grade], URL: y.rows("state", string(run.Ended))})
	}
	for _, s := range []act.State{run.Withdrawn, run.Terminated, run.Disqualified} {
		if counts[s] > 0 {
			y.Ends = append(y.Ends, Figure{Name: run.StateTitles[s], N: counts[s], URL: y.rows("state", string(s))})
		}
	}
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// contents counts those at work by content and kind, as the newest programme among them names both.
func (y *Years) contents(groups []PilotGroup) {
	p := y.Cohorts[0].Programme
	for _, c := range y.Cohorts {
		if c.ID == y.Chosen {
			p = c.Programme
		}
	}
	y.Kinds = p.Kinds
	if p.Contents == nil {
		return
	}
	for _, content := range p.Contents.List {
		row := ContentRow{Content: content}
		for _, kind := range p.Kinds {
			f := Figure{Name: kind.Name, URL: y.rows("state", "living", "content", strconv.Itoa(content.Number), "kind", kind.Key)}
			for _, g := range groups {
				if run.Living(g.State) && g.Kind == kind.Key && slices.Contains(g.Contents, content.Number) {
					f.N += g.N
				}
			}
			row.Counts = append(row.Counts, f)
		}
		y.Contents = append(y.Contents, row)
	}
}

// cities counts those at work by the recommenders of today; what came through one that was succeeded counts for its
// successor.
func (y *Years) cities(t *store.Tx, groups []PilotGroup) error {
	grid, err := regions.Tiles()
	if err != nil {
		return err
	}
	at := map[string]int{}
	for _, kind := range y.Cohorts[0].Programme.Recommends() {
		units, err := unit.List(t, unit.Filter{Kind: kind}, t.Now())
		if err != nil {
			return err
		}
		for _, u := range units {
			place, onMap := grid[u.Region]
			at[u.ID] = len(y.Cities)
			y.Cities = append(y.Cities, PilotCity{Unit: u, Place: place, OnMap: onMap, URL: y.rows("state", "living", "city", u.ID)})
		}
	}
	successors, err := unit.Successors(t, t.Now())
	if err != nil {
		return err
	}
	for before, after := range successors {
		if i, known := at[after]; known {
			at[before] = i
		}
	}
	for _, g := range groups {
		for _, id := range []string{g.City, g.Owner} {
			if i, known := at[id]; known && id != "" && run.Living(g.State) {
				y.Cities[i].N += g.N
			}
		}
	}
	return nil
}

// CountPilots counts all pilots by everything that an overview counts by. Whose they are matters only of units that recommend
// others too, which have a tile: the others are counted together.
func CountPilots(t *store.Tx) (groups []PilotGroup, err error) {
	all, err := selectPilotGroups(t)
	if err != nil {
		return nil, err
	}
	recommends := map[string][]string{}
	at := map[string]int{}
	for _, g := range all {
		if _, known := recommends[g.Cohort]; !known {
			c, err := call.Get(t, g.Cohort)
			if err != nil {
				return nil, err
			}
			recommends[g.Cohort] = c.Programme.Recommends()
		}
		if !slices.Contains(recommends[g.Cohort], g.Kind) {
			g.Owner = ""
		}
		key := fmt.Sprint(g.Cohort, "/", g.State, "/", g.Kind, "/", g.City, "/", g.Owner, "/", g.Contents, "/", g.Grade)
		i, known := at[key]
		if !known {
			at[key] = len(groups)
			groups = append(groups, g)
			continue
		}
		sum := &groups[i]
		sum.N, sum.All, sum.Done, sum.Behind = sum.N+g.N, sum.All+g.All, sum.Done+g.Done, sum.Behind+g.Behind
	}
	return groups, nil
}
