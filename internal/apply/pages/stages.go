package pages

import (
	"slices"
	"strings"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
)

// step is one stage of the line with the states in which it is the current one.
type step struct {
	name, note string
	states     []act.State
}

// stages is the line of stages of this application, from the programme's switches; a stage past is one before the current.
// What was withdrawn stands at none.
func (m matter) stages() []components.Stage {
	steps := m.steps()
	current := slices.IndexFunc(steps, func(s step) bool { return slices.Contains(s.states, m.State) })
	line := make([]components.Stage, len(steps))
	for i, s := range steps {
		line[i] = components.Stage{Name: s.name, Note: s.note, Standing: components.Ahead}
		switch {
		case i == current:
			line[i].Standing = components.Current
		case i < current:
			line[i].Standing = components.Past
		}
	}
	return line
}

func (m matter) steps() []step {
	p := m.P()
	_, body, _ := strings.Cut(p.Organiser.Standing, "科协") // 省科协主席办公会: whose meeting it is goes without saying
	if body == "" {
		body = p.Organiser.Standing
	}
	until := components.ShortDay(m.Dates.Electronic.Add(-1)) + "截止"
	steps := []step{{"填报", until, []act.State{apply.StateDraft, apply.StateReturned}}}
	waits := []act.State{apply.StateSubmitted}
	if !m.Direct() {
		steps[0].note = m.innerNote(until)
		steps = append(steps, step{m.recommenders() + "审核推荐", m.CityName, []act.State{apply.StateSubmitted, apply.StateOverrun, apply.StateOverQuota, apply.StateDeclined}})
		waits = nil
	}
	if p.Stages.Accept.On {
		steps = append(steps, step{"形式审查", p.Organiser.Office, append(waits, apply.StateEndorsed, apply.StateNotAccepted)})
	}
	if p.Stages.Review.On {
		steps = append(steps, step{"专家评审", "", []act.State{apply.StateAccepted, apply.StateInReview}})
	}
	steps = append(steps, step{body + "研究", "", []act.State{apply.StateProposed, apply.StateReserve}})
	if p.Stages.Publish.On {
		steps = append(steps, step{"公示", "", []act.State{apply.StateOnNotice}})
	}
	return append(steps, step{"发布", "", []act.State{apply.StateSelected, apply.StateNotSelected}})
}

func (m matter) innerNote(until string) string {
	if m.Dates.Inner.IsZero() {
		return until
	}
	return "市内截止 " + components.ShortDay(m.Dates.Inner.Add(-1))
}

// recommenders names the kind of body that recommends the application: 市科协.
func (m matter) recommenders() string {
	for _, channel := range m.kind().Channels {
		if k, ok := m.P().Kind(channel.Through[len(channel.Through)-1]); ok && len(m.kind().Channels) == 1 {
			return k.Name
		}
	}
	return "推荐单位"
}

func (m matter) kind() programme.Kind {
	k, _ := m.P().Kind(m.Kind)
	return k
}
