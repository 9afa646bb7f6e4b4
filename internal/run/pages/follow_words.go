package pages

import (
	"time"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/kit/components"
	"shidian/internal/run"

	"github.com/a-h/templ"
)

var problemTones = map[act.State]components.Tone{run.ProblemOpen: components.Active, run.ProblemAnswered: components.Warn, run.ProblemEscalated: components.Warn,
	run.ProblemClosed: components.Done}

var changeTones = map[act.State]components.Tone{run.ChangeAsked: components.Active, run.ChangeAgreed: components.Done, run.ChangeRefused: components.Stop,
	run.ChangeTakenBack: components.Quiet}

// problemBadge is how a problem stands; one of a pilot that has ended waits for nobody any more.
func problemBadge(l run.ProblemLine) templ.Component {
	if l.State != run.ProblemClosed && l.Holder == run.Nobody {
		return components.Badge("随实施结束", components.Quiet)
	}
	return components.Badge(run.ProblemTitles[l.State], problemTones[l.State])
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func moment(at, now time.Time) string { return day(calendar.DayOf(at), now) }
