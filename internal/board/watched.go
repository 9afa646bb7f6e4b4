package board

import (
	"fmt"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/review"
	"shidian/internal/store"
)

// Watched is what the supervisor reads of a cohort on one page: its exceptions, how the experts were drawn, and who must
// not judge whom.
type Watched struct {
	Cohort     call.Cohort
	Exceptions []Exception
	Draws      []DrawLine
	Relations  []Relation
	Names      bool // the reader may know who reviews: only then are there relations to read
}

// DrawLine is one draw of a panel, done or not.
type DrawLine struct {
	Panel, URL   string
	N            int
	Begun, Drawn time.Time // Drawn zero until the last witness's number is in
	Witnesses    string    // before whom: 机关纪委、省科协办公室
	Standing     string    // 已抽取, 等待见证, 作废
	Reason       string    // why it was drawn again, or given up
}

// Relation says that an expert does not judge an application, or the whole panel's, and on what ground; Lifted, why that
// was taken back.
type Relation struct {
	At                            time.Time
	Panel, Expert, Unit           string
	Ground, Evidence, Lifted, URL string
}

// WatchedOf reads it; who may not know the experts gets no relations.
func WatchedOf(t *store.Tx, actor access.Actor, cohort string) (w Watched, err error) {
	if w.Cohort, w.Exceptions, err = ExceptionsOf(t, actor, cohort); err != nil {
		return w, err
	}
	w.Names = review.MaySeeNames(actor).Allowed
	panels, err := review.PanelsOf(t, cohort)
	if err != nil {
		return w, err
	}
	var about []string // the application of each relation, "" for the whole panel's
	experts, err := expertNames(t, w.Names)
	for _, p := range panels {
		if err == nil {
			err = w.draws(t, p)
		}
		if err == nil && w.Names {
			var some []string
			some, err = w.relations(t, p, experts)
			about = append(about, some...)
		}
	}
	if err != nil {
		return w, err
	}
	units, err := apply.ByIDs(t, about)
	for i, application := range about {
		if application != "" {
			a := units[application]
			w.Relations[i].Unit = a.Name()
		}
	}
	return w, err
}

// expertNames are the names of the pool by id, for whoever may know them.
func expertNames(t *store.Tx, may bool) (map[string]string, error) {
	names := map[string]string{}
	if !may {
		return names, nil
	}
	experts, err := review.Experts(t, true)
	for _, e := range experts {
		names[e.ID] = e.Name
	}
	return names, err
}

func (w *Watched) draws(t *store.Tx, p review.Panel) error {
	draws, err := review.Draws(t, p.ID)
	for _, d := range draws {
		line := DrawLine{Panel: p.Name, URL: fmt.Sprintf("/panels/%s", p.ID), N: d.N, Begun: d.BegunAt, Drawn: d.DrawnAt, Standing: "等待见证"}
		var reasons, bodies []string
		if d.Reason != "" {
			reasons = append(reasons, d.Reason)
		}
		switch {
		case d.Done():
			line.Standing = "已抽取"
		case d.Dropped != "":
			line.Standing, reasons = "作废", append(reasons, d.Dropped)
		}
		for _, one := range d.Witnesses {
			bodies = append(bodies, one.Body)
		}
		line.Witnesses, line.Reason = strings.Join(bodies, "、"), strings.Join(reasons, "；")
		w.Draws = append(w.Draws, line)
	}
	return err
}

// relations are the exclusions before the draw, those taken back too, and what an expert declared or was found later. It
// gives the application of each.
func (w *Watched) relations(t *store.Tx, p review.Panel, experts map[string]string) (about []string, err error) {
	add := func(r Relation, application string) {
		r.Panel, r.Unit, r.URL = p.Name, "整个评审组", "/panels/"+p.ID
		w.Relations, about = append(w.Relations, r), append(about, application)
	}
	for _, read := range []func(*store.Tx, string) ([]review.Exclusion, error){review.ExclusionsOf, review.LiftedOf} {
		all, err := read(t, p.ID)
		if err != nil {
			return nil, err
		}
		for _, x := range all {
			add(Relation{At: x.At, Expert: x.Expert.Name, Ground: string(x.Ground), Evidence: x.Evidence, Lifted: x.Lifted}, x.Application)
		}
	}
	found, err := review.Relations(t, p.ID)
	for _, r := range found {
		ground := "接受评审后本人申明"
		if r.Late {
			ground = "事后发现"
		}
		add(Relation{At: r.At, Expert: experts[r.Expert], Ground: ground, Evidence: r.What}, r.Application)
	}
	return about, err
}

// At is when the draw was done, else when it began.
func (d DrawLine) At() time.Time {
	if d.Drawn.IsZero() {
		return d.Begun
	}
	return d.Drawn
}

// Why is a relation's ground with its evidence, and why it was taken back.
func (r Relation) Why() string {
	why := r.Ground
	if r.Evidence != "" {
		why += "：" + r.Evidence
	}
	if r.Lifted != "" {
		why += "（已撤销：" + r.Lifted + "）"
	}
	return why
}

// SortCount is how many exceptions there are of a sort.
type SortCount struct {
	Sort string
	N    int
}

// Sorts counts the exceptions by sort, in the order in which the first of each came.
func (w Watched) Sorts() (counts []SortCount) {
	at := map[string]int{}
	for _, e := range w.Exceptions {
		if _, known := at[e.Sort]; !known {
			at[e.Sort] = len(counts)
			counts = append(counts, SortCount{Sort: e.Sort})
		}
		counts[at[e.Sort]].N++
	}
	return counts
}

// Counts says them in words: 超出名额推荐 2 项，延期 1 项.
func (w Watched) Counts() string {
	var parts []string
	for _, c := range w.Sorts() {
		parts = append(parts, fmt.Sprintf("%s %d 项", c.Sort, c.N))
	}
	return strings.Join(parts, "，")
}
