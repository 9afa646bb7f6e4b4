package accept

import (
	"errors"
	"strconv"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

// End is the instant at which a period that begins at from is over (24:00 of its last day). Where the year's calendar
// is not loaded it says so and never guesses.
func (r *Room) End(from time.Time, d programme.Days) (time.Time, error) {
	last, err := r.Years.CountDays(calendar.DayOf(from), d.N, d.FirstDay, d.Working)
	var missing calendar.MissingYear
	if errors.As(err, &missing) {
		return time.Time{}, fault.Conflict("", missing.Error()+"。")
	}
	if err != nil {
		return time.Time{}, err
	}
	return calendar.EndOfDay(last), nil
}

// DaysWords writes a period without its first day: 3个工作日.
func DaysWords(d programme.Days) string {
	if d.Working {
		return digits(d.N) + "个工作日"
	}
	return digits(d.N) + "天"
}

// AskWords says within what days a second look is asked for: 在收到结果通知后3个工作日内申请复核一次（首日不计）.
func AskWords(d programme.Days) string {
	first := "首日不计"
	if d.FirstDay {
		first = "首日计入"
	}
	return "在收到结果通知后" + DaysWords(d) + "内申请复核一次（" + first + "）"
}

func digits(n int) string { return strconv.Itoa(n) }
