package components

import (
	"fmt"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/clock"
)

var weekdays = [...]string{"日", "一", "二", "三", "四", "五", "六"}

// Day writes a date as 2020年5月18日.
func Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clock.Zone).Format("2006年1月2日")
}

// ShortDay writes a date as 5月18日.
func ShortDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clock.Zone).Format("1月2日")
}

// Moment writes an instant as 5月18日 09:12.
func Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clock.Zone).Format("1月2日 15:04")
}

// FullMoment writes an instant as 2020年5月18日 09:12:03, for receipts and histories that are read years later.
func FullMoment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clock.Zone).Format("2006年1月2日 15:04:05")
}

// Before writes a deadline as the notice does: 5月18日（星期一）24:00前.
func Before(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return calendar.Show(t, t)
}

// Instant writes an instant with its year: 2020年5月18日（星期一）24:00.
func Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	day, hour := dayAndHour(t)
	return fmt.Sprintf("%s（星期%s）%s", Day(day), weekdays[day.Weekday()], hour)
}

// dayAndHour gives midnight to the day that it ends, as 24:00.
func dayAndHour(t time.Time) (day time.Time, hour string) {
	t = t.In(clock.Zone)
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return t.Add(-time.Minute), "24:00"
	}
	return t, t.Format("15:04")
}

// Left writes how long there still is: 2 天 7 小时, 7 小时 18 分, 不到 1 分钟; after the deadline 已过 3 天.
func Left(deadline, now time.Time) string {
	d := deadline.Sub(now)
	if d <= 0 {
		return "已过 " + span(-d)
	}
	return span(d)
}

func span(d time.Duration) string {
	days, hours, minutes := int(d.Hours())/24, int(d.Hours())%24, int(d.Minutes())%60
	switch {
	case days >= 3:
		return fmt.Sprintf("%d 天", days)
	case days > 0:
		return fmt.Sprintf("%d 天 %d 小时", days, hours)
	case hours > 0:
		return fmt.Sprintf("%d 小时 %d 分", hours, minutes)
	case minutes > 0:
		return fmt.Sprintf("%d 分钟", minutes)
	default:
		return "不到 1 分钟"
	}
}

// Size writes a file's size: 820 KB, 3.4 MB.
func Size(bytes int64) string {
	switch {
	case bytes < 1024:
		return fmt.Sprintf("%d 字节", bytes)
	case bytes < 1024*1024:
		return fmt.Sprintf("%d KB", (bytes+512)/1024)
	default:
		return fmt.Sprintf("%.1f MB", float64(bytes)/(1024*1024))
	}
}
