package pages

import (
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
)

// halves are a pilot's reports on its own page.
type halves struct {
	Lines []run.HalfLine
	Mine  bool
}

func halvesOf(t *store.Tx, actor access.Actor, c run.Case) (halves, error) {
	lines, err := run.HalvesOf(t, c)
	return halves{lines, run.MayWriteReport(actor, c).Allowed}, err
}

// owed is the newest report that waits for the reader.
func (h halves) owed() (run.HalfLine, bool) {
	for _, l := range h.Lines {
		if h.Mine && l.Standing == run.StandOwing && l.Stocktaking.State == run.StocktakingOpen {
			return l, true
		}
	}
	return run.HalfLine{}, false
}

func (h halves) table(pilot string, now time.Time) components.Table {
	t := components.Table{Caption: "半年调度", Columns: []components.Column{{Title: "时段", Kind: "main"}, {Title: "报送情况"}, {Title: "时间"}, {Title: "说明"}}}
	for _, l := range h.Lines {
		when, note := "截止 "+calendar.Show(l.Stocktaking.DueAt, now), l.Report.Reason
		if l.Report.N > 0 {
			when = components.FullMoment(l.Report.At)
		}
		if words := run.ServesTitles[l.Report.Serves]; words != "" {
			note = "同时用于" + words
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(run.ReportLink(pilot, l.Stocktaking.ID), l.Stocktaking.Title),
			components.Badge(run.StandingTitles[l.Standing], standTones[l.Standing]), components.Text(when), components.Text(note)}})
	}
	return t
}

var standTones = map[run.Standing]components.Tone{run.StandReported: components.Done, run.StandExcused: components.Quiet, run.StandOwing: components.Warn, run.StandEnded: components.Quiet}
