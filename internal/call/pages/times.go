package pages

import (
	"strconv"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
)

// due is one date of a cohort in words.
type due struct{ When, What string }

// times are the cohort's dates as this reader sees them: those of the programme, and his city's inner one.
func (s seen) times() []due {
	var list []due
	add := func(when, what string) {
		if when != "" {
			list = append(list, due{when, what})
		}
	}
	for _, kind := range s.Cohort.Programme.Dates {
		switch kind.Event {
		case programme.Opens:
			add(openingWords(s.Dates.Opens, s.Now), kind.Name)
		case programme.ElectronicUntil:
			add(until(s.Dates.Inner, s.Now), "市内截止（本市安排审核用，以"+s.Cohort.Programme.Organiser.Short+"的截止时间为准）")
			add(until(s.Dates.Electronic, s.Now), kind.Name+late(kind))
		case programme.PaperUntil:
			add(until(s.Dates.Paper, s.Now), kind.Name+late(kind))
		case programme.RecommendUntil:
			add(until(s.Dates.Recommend, s.Now), kind.Name)
		case programme.SupplementUntil:
			add(until(s.Dates.Supplement, s.Now), kind.Name)
		}
	}
	return list
}

// until writes a deadline, with the year when it is not this one; "" where there is none.
func until(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	return calendar.Show(at, now)
}

func openingWords(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	return calendar.ShowDay(calendar.DayOf(at), now)
}

func late(kind programme.DateKind) string {
	if kind.Late == "" {
		return ""
	}
	return "，逾期" + string(kind.Late)
}

// standing is what the public is told of a cohort's window.
func (s seen) standing() (string, components.Tone) {
	switch {
	case s.Now.Before(s.Dates.Opens):
		return "即将开始", components.Quiet
	case s.Dates.OpenAt(s.Now):
		return "申报中", components.Active
	}
	return "已截止", components.Quiet
}

func noticesTable(all []seen) components.Table {
	table := components.Table{Caption: "已发布的通知", Columns: []components.Column{{Title: "通知", Kind: "main"}, {Title: "文号"},
		{Title: "发布"}, {Title: "申报截止"}, {Title: "状态"}}}
	for _, s := range all {
		words, tone := s.standing()
		title := s.Version.Text.Subject()
		below := s.Cohort.Title()
		if s.Version.N > 1 {
			below += " · 第" + strconv.Itoa(s.Version.N) + "版，已更正"
		}
		table.Rows = append(table.Rows, components.Row{Cells: []templ.Component{
			components.Cells(components.Link(noticeURL(s.Cohort.ID), title), below2(below)),
			components.Text(s.Cohort.Number),
			components.Text(components.Day(s.Version.At)),
			components.Text(until(s.Dates.Electronic, s.Now)),
			components.Badge(words, tone),
		}})
	}
	return table
}

// versionLine names a version in a list of versions.
func versionLine(v call.Version) string {
	return "第" + strconv.Itoa(v.N) + "版 · " + v.Number + " · " + components.Day(v.At) + "发布"
}

// printedOn is the right end of the imprint: 2020年5月12日印发; nothing before the registration.
func printedOn(day programme.Day) string {
	if day == "" {
		return ""
	}
	return dayOf(day) + "印发"
}

// dayOf writes a day as papers do.
func dayOf(day programme.Day) string {
	at, err := time.ParseInLocation("2006-01-02", string(day), clock.Zone)
	if err != nil {
		return "—"
	}
	return components.Day(at)
}
