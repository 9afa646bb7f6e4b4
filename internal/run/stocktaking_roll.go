package run

import (
	"cmp"
	"context"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Roll is a stocktaking with where each of its pilots stands, of those that the reader may see.
type Roll struct {
	Stocktaking
	Cohorts []call.Cohort // as they were chosen
	Lines   []RollLine    // by cohort and number
	Cities  map[string]string
	Now     time.Time
}

// RollLine is one pilot in a stocktaking.
type RollLine struct {
	Case
	Standing   Standing
	Report     Report      // or the excuse; N is 0 for none
	Milestones []Milestone // of the plan that the report is held against
	Contact    Person      // named now: by the newest change, else by the plan in force
}

// RollOf reads a stocktaking as the actor may see it; a few queries, however many pilots there are.
func RollOf(t *store.Tx, actor access.Actor, id string) (r Roll, err error) {
	if err = MayTakeStock(actor).Err(); err != nil {
		return r, err
	}
	if r.Stocktaking, err = orNotFound(StocktakingOf(t, id)); err != nil {
		return r, err
	}
	for _, c := range r.Stocktaking.Cohorts {
		cohort, err := call.Get(t, c)
		if err != nil {
			return r, err
		}
		r.Cohorts = append(r.Cohorts, cohort)
	}
	slices.SortFunc(r.Cohorts, func(a, b call.Cohort) int { return cmp.Compare(a.Year, b.Year) })
	if err := r.gather(t, actor); err != nil {
		return r, err
	}
	r.Now = t.Now()
	r.Cities, err = r.cities(t)
	return r, err
}

func (r *Roll) gather(t *store.Tx, actor access.Actor) error {
	reports, err := selectCounting(t, r.ID)
	if err != nil {
		return err
	}
	plans, err := selectApproved(t, r.Stocktaking.Cohorts)
	if err != nil {
		return err
	}
	contacts, err := selectContactsNow(t, r.Stocktaking.Cohorts)
	if err != nil {
		return err
	}
	byPilot := map[string]Report{}
	for _, x := range reports {
		byPilot[x.Pilot] = x
	}
	versions := map[string][]Plan{}
	for _, p := range plans {
		versions[p.Pilot] = append(versions[p.Pilot], p)
	}
	for _, cohort := range r.Cohorts {
		cases, err := Cases(t, actor, cohort)
		if err != nil {
			return err
		}
		for _, c := range cases {
			if line, in := r.line(c, byPilot[c.Pilot.ID], versions[c.Pilot.ID]); in {
				if now, changed := contacts[c.Pilot.ID]; changed {
					line.Contact = now
				}
				r.Lines = append(r.Lines, line)
			}
		}
	}
	return nil
}

// line is a pilot's line; false for one that is not asked, or that had come to its end before the call.
func (r *Roll) line(c Case, x Report, versions []Plan) (RollLine, bool) {
	l := RollLine{Case: c, Report: x, Standing: StandingOf(x, c.State)}
	if !Asked(r.Stocktaking, c.Pilot.Cohort, c.OpenedAt) || l.Standing == StandEnded {
		return l, false
	}
	for _, p := range versions {
		l.Contact = p.Body.Contact
		if p.N == x.Body.Plan {
			l.Milestones = p.Body.Milestones
		}
	}
	return l, true
}

// cities are the short names of the recommenders of the pilots.
func (r *Roll) cities(t *store.Tx) (map[string]string, error) {
	names := map[string]string{}
	all, err := unit.List(t, unit.Filter{}, t.Now())
	for _, u := range all {
		names[u.ID] = u.Short
	}
	return names, err
}

// In are the lines that stand so.
func (r *Roll) In(s Standing) (lines []RollLine) {
	for _, l := range r.Lines {
		if l.Standing == s {
			lines = append(lines, l)
		}
	}
	return lines
}

// Tally counts milestones by how far they have come.
type Tally map[Progress]int

// All is how many milestones were counted.
func (t Tally) All() (all int) {
	for _, n := range t {
		all += n
	}
	return all
}

// Tally counts the milestones of a report.
func (l RollLine) Tally() Tally {
	t := Tally{}
	for _, one := range l.Report.Body.Lines {
		t[one.State]++
	}
	return t
}

// Hindrances are what a report says is in the way, by milestone.
func (l RollLine) Hindrances() (all []Hindrance) {
	for _, one := range l.Report.Body.Lines {
		if one.Problem != "" {
			all = append(all, Hindrance{What: l.What(one.Milestone), Words: one.Problem})
		}
	}
	return all
}

// Hindrance is what is in the way of a milestone.
type Hindrance struct{ What, Words string }

// What is the name of a milestone.
func (l RollLine) What(key string) string {
	for _, m := range l.Milestones {
		if m.Key == key {
			return m.What
		}
	}
	return ""
}

// Sum is a group of milestones, by content or by city.
type Sum struct {
	Name     string
	Pilots   int
	Reported int
	Tally    Tally
}

// ByContent sums up by the contents of the programmes: how many pilots work on each, and how far their milestones have come.
func (r *Roll) ByContent() (sums []Sum) {
	at := map[string]int{}
	for _, cohort := range r.Cohorts {
		if cohort.Programme.Contents == nil {
			continue
		}
		for _, content := range cohort.Programme.Contents.List {
			if _, has := at[content.Short]; !has {
				at[content.Short] = len(sums)
				sums = append(sums, Sum{Name: content.Short, Tally: Tally{}})
			}
		}
	}
	for _, l := range r.Lines {
		for _, number := range l.Pilot.Contents {
			if content, has := l.Programme().Content(number); has {
				sums[at[content.Short]].add(l, func(m Milestone) bool { return m.Content == number })
			}
		}
	}
	return slices.DeleteFunc(sums, func(s Sum) bool { return s.Pilots == 0 })
}

// ByCity sums up by who recommended; what came without a recommendation stands last.
func (r *Roll) ByCity() (sums []Sum) {
	at := map[string]int{}
	for _, l := range r.Lines {
		i, has := at[l.Application.City]
		if !has {
			i, at[l.Application.City] = len(sums), len(sums)
			sums = append(sums, Sum{Name: r.City(l), Tally: Tally{}})
		}
		sums[i].add(l, func(Milestone) bool { return true })
	}
	slices.SortStableFunc(sums, func(a, b Sum) int {
		direct := func(s Sum) int {
			if s.Name == Direct {
				return 1
			}
			return 0
		}
		return cmp.Compare(direct(a), direct(b))
	})
	return sums
}

// Direct is what stands for a city where an application needed no recommendation.
const Direct = "直接申报"

// City is the short name of who recommended a pilot.
func (r *Roll) City(l RollLine) string {
	if l.Application.City == "" {
		return Direct
	}
	return r.Cities[l.Application.City]
}

func (s *Sum) add(l RollLine, which func(Milestone) bool) {
	s.Pilots++
	if l.Standing == StandReported {
		s.Reported++
	}
	for _, m := range l.Milestones {
		if one, has := lineOf(l.Report.Body.Lines, m.Key); has && which(m) {
			s.Tally[one.State]++
		}
	}
}

// Roll reads a stocktaking for a page.
func (r *Room) Roll(ctx context.Context, actor access.Actor, id string) (roll Roll, err error) {
	err = r.Door.DB.Read(ctx, func(t *store.Tx) error {
		roll, err = RollOf(t, actor, id)
		return err
	})
	return roll, err
}

// HalfLine is one stocktaking as a pilot's own page shows it.
type HalfLine struct {
	Stocktaking Stocktaking
	Standing    Standing
	Report      Report // or the excuse; N is 0 for none
}

// HalvesOf are the stocktakings that ask a pilot, the newest first, with what it answered.
func HalvesOf(t *store.Tx, c Case) (lines []HalfLine, err error) {
	all, err := Stocktakings(t)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	reports, err := ReportsOf(t, c.Pilot.ID)
	byStocktaking := map[string]Report{}
	for _, r := range reports {
		byStocktaking[r.Stocktaking] = r
	}
	for _, s := range all {
		r := byStocktaking[s.ID]
		standing := StandingOf(r, c.State)
		if Asked(s, c.Pilot.Cohort, c.OpenedAt) && standing != StandEnded {
			lines = append(lines, HalfLine{s, standing, r})
		}
	}
	return lines, err
}
