package calendar

import (
	"fmt"
	"time"

	"shidian/internal/clock"
)

var weekdays = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

// ShowDay writes a day: 5月18日（星期一）, with the year when it is not the
// reference instant's.
func ShowDay(d Day, reference time.Time) string {
	t := d.utc()
	return fmt.Sprintf("%s%d月%d日（%s）", yearUnless(d.Year(), reference), t.Month(), t.Day(), weekdays[t.Weekday()])
}

// Show writes a deadline: 5月18日（星期一）24:00前. Midnight belongs to the day
// before it.
func Show(deadline, reference time.Time) string {
	t := deadline.In(clock.Zone)
	d, hour := DayOf(t), t.Format("15:04")
	if t.Equal(d.Start()) {
		d, hour = d.Add(-1), "24:00"
	}
	return ShowDay(d, reference) + hour + "前"
}

func yearUnless(year int, reference time.Time) string {
	if year == reference.In(clock.Zone).Year() {
		return ""
	}
	return fmt.Sprintf("%d年", year)
}
