package decide

import (
	"context"
	"slices"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Later is what a later room makes of a decision about its things, each named by the application that it came from. app
// sets it by the matter.
type Later struct {
	Lines func(t *store.Tx, cohort string) ([]Ranked, error) // what can be decided now, as the body is shown it
	May   func(t *store.Tx, application string) error        // judges a line, whatever was decided of it
	Carry func(t *act.Tx, d Decision) error                  // performs what was decided, in the same act
	Words string                                             // what comes of it, for whoever records and confirms
}

// laterSteps are the ways that a decision moves a pilot, in the words of the room run: the loss of the status and its
// refusal, the grade, and the end before time; and in the words of the room spread the entry into the brand programme, its
// money, and the taking down of what is public of a pilot that lost its status.
var laterSteps = []act.Step{{From: "loss_proposed", To: "disqualified"}, {From: "loss_proposed", To: "rectifying"}, {From: "final", To: "ended"},
	{From: "planning", To: "terminated"}, {From: "plan_submitted", To: "terminated"}, {From: "running", To: "terminated"},
	{From: "midterm_passed", To: "terminated"}, {From: "rectifying", To: "terminated"}, {From: "loss_proposed", To: "terminated"},
	{From: "final", To: "terminated"}, {From: "", To: "chosen"}, {From: "drawn", To: "agreed"}, {From: "drawn", To: "struck"},
	{From: "published", To: "taken_down"}, {From: "handed_in", To: "taken_down"}, {From: "returned", To: "taken_down"}, {From: "checked", To: "taken_down"}}

// OfList tells whether a matter is the suggested list or its reserve: what is granted there goes on to the public notice.
func OfList(m programme.Matter) bool {
	return m == programme.MatterList || m == programme.MatterReserve
}

// TitleOf is an outcome's name where it was decided of a matter.
func TitleOf(m programme.Matter, o Outcome) string {
	if o == Struck && !OfList(m) {
		return "不同意"
	}
	return OutcomeTitles[o]
}

// Offered are the lines that can be decided now of a matter without a list of its own.
func (r *Room) Offered(t *store.Tx, cohort string, m programme.Matter) ([]Line, error) {
	if m == programme.MatterReserve {
		return reserves(t, cohort)
	}
	later, known := r.Later[m]
	if !known {
		return nil, fault.NotFound()
	}
	ranked, err := later.Lines(t, cohort)
	lines := make([]Line, len(ranked))
	for i, one := range ranked {
		lines[i] = Line{Ranked: one}
	}
	return lines, err
}

// reserves are the lines of those who still stand as reserves.
func reserves(t *store.Tx, cohort string) (lines []Line, err error) {
	all, err := Of(t, cohort)
	if err != nil {
		return nil, err
	}
	last, err := LastOutcomes(t, cohort)
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		for _, l := range d.Lines {
			known := slices.ContainsFunc(lines, func(o Line) bool { return o.Application == l.Application })
			if known || last[l.Application] != Reserve || !OfList(d.Matter) {
				continue
			}
			a, err := apply.Get(t, l.Application)
			if err != nil {
				return nil, err
			}
			if MayFill(a.State, Reserve) == nil {
				lines = append(lines, l)
			}
		}
	}
	return lines, nil
}

// LaterOf are the matters of later rooms of which something can be decided now in a cohort, with how many lines.
func (r *Room) LaterOf(t *store.Tx, c call.Cohort) (counts map[programme.Matter]int, err error) {
	counts = map[programme.Matter]int{}
	for matter, later := range r.Later {
		if BodyFor(c.Programme, matter) == "" {
			continue
		}
		lines, err := later.Lines(t, c.ID)
		if err != nil {
			return nil, err
		}
		if len(lines) > 0 {
			counts[matter] = len(lines)
		}
	}
	return counts, nil
}

// bind notes on each line of a later room's matter what it rests on, as the page had shown it or else as it is now, so that the
// approver confirms what the body was shown and nothing that was put in its place since.
func (r *Room) bind(ctx context.Context, x *Taken) error {
	later, is := r.Later[x.Matter]
	if !is {
		return nil
	}
	return r.Door.DB.Read(ctx, func(t *store.Tx) error {
		offered, err := later.Lines(t, x.Cohort)
		x.Lines = slices.Clone(x.Lines)
		for i, l := range x.Lines {
			if at := slices.IndexFunc(offered, func(one Ranked) bool { return one.Application == l.Application }); at >= 0 && l.Basis == "" {
				x.Lines[i].Basis = offered[at].Basis
			}
		}
		return err
	})
}

// onLater fills what a decision on a later room's matter rests on; each line is judged by that room.
func (r *Room) onLater(t *act.Tx, d Decision, x Taken, later Later) (Decision, error) {
	offered, err := later.Lines(t.Tx, x.Cohort)
	if err != nil {
		return d, err
	}
	for _, l := range x.Lines {
		a, err := apply.Lock(t.Tx, l.Application)
		if err != nil {
			return d, err
		}
		if a.Cohort != x.Cohort {
			return d, fault.NotFound()
		}
		if err := later.May(t.Tx, l.Application); err != nil {
			return d, err
		}
		i := slices.IndexFunc(offered, func(one Ranked) bool { return one.Application == l.Application })
		if i >= 0 && offered[i].Basis != l.Basis {
			return d, fault.Conflict("C2", a.UnitName+"的情况在打开登记页面或者提请以后有了变动，和会议研究的不同。请刷新页面核对，重新登记。")
		}
		if i >= 0 {
			d.Lines = append(d.Lines, Line{Ranked: offered[i]})
		}
	}
	return d, nil
}
