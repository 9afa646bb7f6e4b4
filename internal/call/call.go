package call

import (
	"fmt"
	"slices"
	"time"

	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// The states of a cohort.
const (
	Draft     act.State = "draft"     // 起草
	Published act.State = "published" // 已发布
	Closed    act.State = "closed"    // 已截止
	Dropped   act.State = "dropped"   // 已撤销: opened by mistake, never published
)

// StateTitles are the states' names on the screen.
var StateTitles = map[act.State]string{Draft: "起草", Published: "已发布", Closed: "已截止", Dropped: "已撤销"}

// Cohort is one call of a programme (批次), with the definition it was opened with.
type Cohort struct {
	ID          string
	Programme   *programme.Programme // shared between readers: never change it
	Hash        string               // of the definition's canonical JSON, hex SHA-256
	Year        int
	State       act.State
	Version     int    // of the notice in force; 0 while it is a draft
	Number      string // 文号 of the version in force, "" while it is a draft
	OpenedAt    time.Time
	PublishedAt time.Time // of the first version; zero while it is a draft
}

// Title names the cohort: 2020年度山东省科协系统深化改革试点.
func (c Cohort) Title() string { return fmt.Sprintf("%d年度%s", c.Year, c.Programme.Name) }

// Object is how ledger entries and proposals name the cohort.
func (c Cohort) Object() string { return Object(c.ID) }

// Object is how ledger entries and proposals name a cohort.
func Object(id string) string { return "cohort/" + id }

// Contact is whom to ask and where to send: words for a role, never a person's name (N1).
type Contact = programme.ContactRole

// Dates are the instants of a cohort. A deadline of 5月18日 is stored as 19 May 00:00 and is over at that instant.
// A zero time: the programme has no such date, or none was set.
type Dates struct {
	Opens      time.Time
	Electronic time.Time // 申报书电子版截止
	Paper      time.Time // 申报书纸质版截止
	Recommend  time.Time // 推荐截止
	Supplement time.Time // 补正截止
	Inner      time.Time // the earlier date that a city set for its counties; it refuses nobody, the province's date stands
}

// OpenAt tells whether an application may be started or submitted at the instant (A5).
func (d Dates) OpenAt(at time.Time) bool {
	return !d.Opens.IsZero() && !at.Before(d.Opens) && at.Before(d.Electronic)
}

// Get reads a cohort; NotFound when there is none.
func Get(t *store.Tx, id string) (Cohort, error) {
	c, found, err := selectCohortByID(t, id)
	if err == nil && !found {
		err = fault.NotFound()
	}
	return c, err
}

// GetPublished reads a cohort that the public may see; NotFound for a draft too.
func GetPublished(t *store.Tx, id string) (Cohort, error) {
	c, err := Get(t, id)
	if err == nil && c.Version == 0 {
		return Cohort{}, fault.NotFound()
	}
	return c, err
}

// List gives the cohorts in these states (none: all), the newest first.
func List(t *store.Tx, states ...act.State) ([]Cohort, error) {
	all, err := selectCohorts(t)
	if len(states) > 0 {
		all = slices.DeleteFunc(all, func(c Cohort) bool { return !slices.Contains(states, c.State) })
	}
	return all, err
}

// Choose gives the published cohort that an address names, else the newest, and all to choose from, the newest first; none
// where no call was ever published.
func Choose(t *store.Tx, id string) (chosen Cohort, all []Cohort, err error) {
	if all, err = List(t, Published, Closed); err != nil || len(all) == 0 {
		return chosen, all, err
	}
	return all[max(0, slices.IndexFunc(all, func(c Cohort) bool { return c.ID == id }))], all, nil
}

// Open gives the cohorts whose window is open at the instant, the newest first.
func Open(t *store.Tx, at time.Time) ([]Cohort, error) {
	published, err := List(t, Published)
	if err != nil {
		return nil, err
	}
	var open []Cohort
	for _, c := range published {
		d, err := DatesFor(t, c.ID, "")
		if err != nil {
			return nil, err
		}
		if d.OpenAt(at) {
			open = append(open, c)
		}
	}
	return open, nil
}

// PublicDates gives the dates in force of some cohorts as the public sees them, by cohort, in one query.
func PublicDates(t *store.Tx, cohorts []Cohort) (map[string]Dates, error) {
	at, err := selectAllDates(t)
	all := map[string]Dates{}
	for _, c := range cohorts {
		all[c.ID] = datesOf(c.Programme, at[c.ID])
	}
	return all, err
}

// DatesFor gives the dates in force as a unit sees them: the province's for all, and a city's inner date to its
// counties and itself. unit "" is the public. A cohort in draft has none.
func DatesFor(t *store.Tx, cohort, unit string) (Dates, error) {
	c, err := Get(t, cohort)
	if err != nil {
		return Dates{}, err
	}
	at, err := datesByKind(t, cohort)
	if err != nil {
		return Dates{}, err
	}
	d := datesOf(c.Programme, at)
	if unit == "" {
		return d, nil
	}
	letter, found, err := LetterFor(t, cohort, unit)
	if found {
		d.Inner = letter.Inner
	}
	return d, err
}

// datesOf sorts instants by the programme's events.
func datesOf(p *programme.Programme, at map[string]time.Time) Dates {
	var d Dates
	for _, kind := range p.Dates {
		switch instant := at[kind.Key]; kind.Event {
		case programme.Opens:
			d.Opens = instant
		case programme.ElectronicUntil:
			d.Electronic = instant
		case programme.PaperUntil:
			d.Paper = instant
		case programme.RecommendUntil:
			d.Recommend = instant
		case programme.SupplementUntil:
			d.Supplement = instant
		}
	}
	return d
}

// moment writes an instant as a definition does, to the minute.
func moment(t time.Time) programme.Moment {
	if t.IsZero() {
		return ""
	}
	return programme.Moment(t.In(clock.Zone).Format("2006-01-02T15:04"))
}
