package run

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

// Half is a period that is reported on, first and last day.
type Half struct{ From, Until calendar.Day }

// overlaps tells whether the two have a day in common.
func (h Half) overlaps(o Half) bool { return !h.Until.Before(o.From) && !o.Until.Before(h.From) }

// MonthsOf is the period of so many months, counted from January, into which a day falls. Months that do not divide a year
// are counted from the month of the day.
func MonthsOf(day calendar.Day, months int) Half {
	month := int(day.Start().Month()) - 1
	if 12%months == 0 {
		month -= month % months
	}
	first := calendar.Date(day.Year(), time.Month(month+1), 1)
	return Half{first, first.AddMonths(months).Add(-1)}
}

// NextHalf proposes the period to be reported on next (R2): what follows the last one, or, where nothing was asked yet, the one
// that is ending or has just ended, but none that was over before the first pilot had worked a month.
func NextHalf(today, last, begun calendar.Day, months int) Half {
	if !last.IsZero() {
		from := last.Add(1)
		return Half{from, from.AddMonths(months).Add(-1)}
	}
	half := MonthsOf(today.AddMonths(-months).Add(15*months), months)
	if worked := begun.AddMonths(1); half.Until.Before(worked) {
		return MonthsOf(worked, months)
	}
	return half
}

// Name is what a period is called: 2020年下半年.
func (h Half) Name() string {
	year, first, last := h.From.Year(), int(h.From.Start().Month()), int(h.Until.Start().Month())
	whole := h.From.Start().Day() == 1 && h.Until.Add(1).Start().Day() == 1
	switch {
	case whole && year == h.Until.Year() && first == 1 && last == 6:
		return fmt.Sprintf("%d年上半年", year)
	case whole && year == h.Until.Year() && first == 7 && last == 12:
		return fmt.Sprintf("%d年下半年", year)
	case whole && year == h.Until.Year() && first == 1 && last == 12:
		return fmt.Sprintf("%d年度", year)
	case year == h.Until.Year():
		return fmt.Sprintf("%d年%d月至%d月", year, first, last)
	}
	return fmt.Sprintf("%d年%d月至%d年%d月", year, first, h.Until.Year(), last)
}

// Dates are the first and the last day of a pilot.
type Dates struct{ From, Until calendar.Day }

// ServesOf tells what a pilot's report of a period is besides (R2, J1, J2): the final one where the pilot's end, the midterm one
// where its midterm, can be judged in the period or before the report is due. What an earlier report served already is not asked again.
func ServesOf(d Dates, judging programme.Evaluate, h Half, due calendar.Day, served ...Serves) Serves {
	last := h.Until
	if last.Before(due) {
		last = due
	}
	within := func(day calendar.Day) bool {
		return !day.Before(h.From) && !last.Before(day.AddMonths(-judging.LeadMonths()))
	}
	had := func(s Serves) bool {
		for _, one := range served {
			if one == s {
				return true
			}
		}
		return false
	}
	switch {
	case !judging.On:
	case judging.Final && within(d.Until) && !had(ServesFinal):
		return ServesFinal
	case judging.Midterm && within(d.From.AddMonths(judging.MidMonth.Value)) && !had(ServesMidterm):
		return ServesMidterm
	}
	return ServesHalf
}

// ServesTitles say what a report is besides; nothing for an ordinary one.
var ServesTitles = map[Serves]string{ServesMidterm: "中期评估", ServesFinal: "终期评估"}

// Asked tells whether a stocktaking asks a pilot for a report (R2, N3): its cohort is among those chosen, and it was opened
// before the call.
func Asked(s Stocktaking, cohort string, opened time.Time) bool {
	for _, c := range s.Cohorts {
		if c == cohort {
			return !opened.After(s.At)
		}
	}
	return false
}

// Calling is what the office says when it takes stock.
type Calling struct {
	Title   string
	Cohorts []string
	Half    Half
	Due     calendar.Day // until its end
	Words   string
}

// WrongCalling is what has to be mended before a stocktaking is called (R2, N3): living are the living pilots of each cohort,
// before the stocktakings that there were.
func WrongCalling(x Calling, living map[string]int, before []Stocktaking, now time.Time) (wrong []fault.Field) {
	mend := func(key, words string) { wrong = append(wrong, fault.Field{Key: key, Message: words}) }
	if strings.TrimSpace(x.Title) == "" {
		mend("title", "请填写名称，例如“"+MonthsOf(calendar.DayOf(now), 6).Name()+"”。")
	}
	pilots := 0
	for _, c := range x.Cohorts {
		pilots += living[c]
	}
	if len(x.Cohorts) == 0 {
		mend("cohorts", "请选择参加调度的批次。")
	} else if pilots == 0 {
		mend("cohorts", "所选批次没有正在实施的，不需要调度。")
	}
	today := calendar.DayOf(now)
	switch {
	case x.Half.From.IsZero() || x.Half.Until.IsZero():
		mend("until", "请填写调度时段的起止日期。")
	case x.Half.Until.Before(x.Half.From):
		mend("until", "时段的最后一天早于第一天，请改正。")
	case today.Before(x.Half.From):
		mend("from", "这个时段还没有开始，请改正。")
	case x.Half.From.AddMonths(24).Before(x.Half.Until):
		mend("until", "时段不超过两年，请改正。")
	}
	switch {
	case x.Due.IsZero():
		mend("due", "请填写报送的截止日期。")
	case !today.Before(x.Due):
		mend("due", "截止日期须在今天以后。")
	case today.AddMonths(12).Before(x.Due):
		mend("due", "截止日期不晚于一年以后。")
	}
	if double, is := askedTwice(x, before); is {
		mend("cohorts", "所选批次已经参加“"+double.Title+"”，时段与这次重合。请改选批次或者时段。")
	}
	return wrong
}

// askedTwice finds a stocktaking that asks one of the cohorts for a day of the same period.
func askedTwice(x Calling, before []Stocktaking) (Stocktaking, bool) {
	for _, s := range before {
		for _, c := range x.Cohorts {
			if Asked(s, c, time.Time{}) && x.Half.overlaps(Half{s.From, s.Until}) {
				return s, true
			}
		}
	}
	return Stocktaking{}, false
}

var numeral = regexp.MustCompile(`^-?[0-9]{1,12}(\.[0-9]{1,4})?$`)

// figureOf reads a number as it is typed, full-width digits, separators and the sign of per cent included.
func figureOf(text string) (*big.Rat, bool) {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '．':
			return '.'
		case r == ',' || r == '，' || r == ' ' || r == '%' || r == '％':
			return -1
		}
		return r
	}, text)
	if !numeral.MatchString(plain) {
		return nil, false
	}
	return new(big.Rat).SetString(plain)
}

// Filled are a report's lines as they will stand: what is as in the last report is taken from there. A line that the last
// report has not stays as it is, and is refused by WrongReport.
func Filled(lines, last []ReportLine) []ReportLine {
	filled := make([]ReportLine, len(lines))
	for i, l := range lines {
		filled[i] = l
		if before, has := lineOf(last, l.Milestone); l.Unchanged && has {
			before.Unchanged, before.Word = true, l.Word
			filled[i] = before
		}
	}
	return filled
}

func lineOf(lines []ReportLine, milestone string) (ReportLine, bool) {
	for _, l := range lines {
		if l.Milestone == milestone {
			return l, true
		}
	}
	return ReportLine{}, false
}

// WrongReport is what has to be mended before a report is handed in (R2). Keys are a field's name and the milestone's:
// state-m1. The lines are filled already; last are those of the report before.
func WrongReport(body ReportBody, milestones []Milestone, last []ReportLine, serves Serves) (wrong []fault.Field) {
	for i, m := range milestones {
		l, _ := lineOf(body.Lines, m.Key)
		_, reported := lineOf(last, m.Key)
		for _, f := range wrongLine(l, m, reported) {
			wrong = append(wrong, fault.Field{Key: f.Key + "-" + m.Key, Message: fmt.Sprintf("第%d项：%s", i+1, f.Message)})
		}
	}
	if strings.TrimSpace(body.Summary) == "" {
		switch {
		case serves != ServesHalf:
			wrong = append(wrong, fault.Field{Key: "summary", Message: "这次报送同时用于" + ServesTitles[serves] + "，请填写总体情况。"})
		case len(milestones) == 0:
			wrong = append(wrong, fault.Field{Key: "summary", Message: "请填写工作进展情况。"})
		}
	}
	return wrong
}

func wrongLine(l ReportLine, m Milestone, reported bool) (wrong []fault.Field) {
	mend := func(key, words string) { wrong = append(wrong, fault.Field{Key: key, Message: words}) }
	silent := strings.TrimSpace(l.Word) == ""
	if l.Unchanged {
		switch {
		case !reported:
			mend("same", "上次没有报送这一项，不能选“与上次相同”。")
			return wrong
		case silent:
			mend("word", "选“与上次相同”的，请说明一句。")
		}
	}
	if ProgressTitles[l.State] == "" {
		mend("state", "请选择进展。")
		return wrong
	}
	actual, number := figureOf(l.Actual)
	switch {
	case l.Actual != "" && !number:
		mend("actual", "实际完成只填数字，其他的写在说明里。")
	case l.State == Done && l.Actual == "":
		mend("actual", "已完成的，请填写实际完成的数。")
	case l.State == Done && below(actual, m.Target) && silent:
		mend("word", "实际完成少于目标（"+m.Target+m.Unit+"），请说明一句。")
	case l.State == GivenUp && silent:
		mend("word", "不再实施的，请说明一句。")
	}
	return wrong
}

// WrongTexts are the texts of a report that are too long, or that hold characters which no font of the papers has.
func WrongTexts(body ReportBody, lacks func(text string) []rune) (wrong []fault.Field) {
	hold := func(key, label, text string, most int) {
		if n := utf8.RuneCountInString(text); n > most {
			wrong = append(wrong, fault.Field{Key: key, Message: fmt.Sprintf("%s不超过%d字，现在有%d字。", label, most, n)})
		} else if lacking := lacks(text); len(lacking) > 0 {
			wrong = append(wrong, fault.Field{Key: key, Message: label + "中有无法打印的字：“" + string(lacking) + "”，请改用通行的字。"})
		}
	}
	for i, l := range body.Lines {
		which := fmt.Sprintf("第%d项的", i+1)
		hold("evidence-"+l.Milestone, which+"佐证", l.Evidence, mostReportWords)
		hold("problem-"+l.Milestone, which+"问题", l.Problem, mostReportWords)
		hold("next-"+l.Milestone, which+"下一步", l.Next, mostReportWords)
		hold("word-"+l.Milestone, which+"说明", l.Word, mostReportWords)
	}
	hold("summary", "工作进展情况", body.Summary, mostReportSummary)
	return wrong
}

// How much may stand in a line of a report, and in its summary.
const (
	mostReportWords   = 1000
	mostReportSummary = 4000
)

// below tells whether a number falls short of a target; of a target that is no number nothing falls short.
func below(actual *big.Rat, target string) bool {
	wanted, number := figureOf(target)
	return number && actual.Cmp(wanted) < 0
}

// MayReport refuses a report or an excuse of a pilot that is not asked for one, and when the stocktaking has been closed (R2).
func MayReport(s Stocktaking, p Pilot) error {
	if !Asked(s, p.Cohort, p.OpenedAt) {
		return fault.Conflict("R2", "“"+s.Title+"”调度不要求这个单位报送。")
	}
	if s.State == StocktakingClosed {
		return fault.Conflict("R2", "“"+s.Title+"”调度已经汇总，不能再报送。需要补充的，请联系牵头协调的办公室。")
	}
	return nil
}

// TakeStock tells which cohorts are due for a stocktaking (R2): so many months have passed since the last one was called, or since
// the first of the pilots began.
func TakeStock(called, begun time.Time, months int, now time.Time) bool {
	last := called
	if last.IsZero() {
		last = begun
	}
	return !calendar.DayOf(now).Before(calendar.DayOf(last).AddMonths(months))
}

// Standing is where a pilot stands in a stocktaking.
type Standing string

// A pilot has reported, is excused, owes its report, or came to its end without one.
const (
	StandReported Standing = "reported"
	StandExcused  Standing = "excused"
	StandOwing    Standing = "owing"
	StandEnded    Standing = "ended"
)

// StandingTitles are their names on the screen.
var StandingTitles = map[Standing]string{StandReported: "已报送", StandExcused: "免报", StandOwing: "未报送", StandEnded: "已结束"}

// StandingOf tells it from the report that counts, zero where there is none.
func StandingOf(r Report, pilot act.State) Standing {
	switch {
	case r.State == ReportHandedIn:
		return StandReported
	case r.State == ReportExcused:
		return StandExcused
	case Living(pilot):
		return StandOwing
	}
	return StandEnded
}
