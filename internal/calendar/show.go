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

// ShowMoment writes when something happened: 5月13日 14:03.
func ShowMoment(at, reference time.Time) string {
	t := at.In(clock.Zone)
	return fmt.Sprintf("%s%d月%d日 %s", yearUnless(t.Year(), reference), t.Month(), t.Day(), t.Format("15:04"))
}

func yearUnless(year int, reference time.Time) string {
	if year == reference.In(clock.Zone).Year() {
		return ""
	}
	return fmt.Sprintf("%d年", year)
}

// Countdown writes what is left until a deadline in its two largest units,
// rounded down: 还有 2 天 7 小时. At the deadline itself it is over (A5).
func Countdown(now, deadline time.Time) string {
	left := deadline.Sub(now)
	days, hours, minutes := int(left.Hours())/24, int(left.Hours())%24, int(left.Minutes())%60
	switch {
	case left <= 0:
		return "已截止"
	case days > 0:
		return fmt.Sprintf("还有 %d 天 %d 小时", days, hours)
	case hours > 0:
		return fmt.Sprintf("还有 %d 小时 %d 分钟", hours, minutes)
	case minutes > 0:
		return fmt.Sprintf("还有 %d 分钟", minutes)
	}
	return "还有不到 1 分钟"
}
