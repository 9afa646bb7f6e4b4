package components

import (
	"testing"
	"time"

	"shidian/internal/clock"
)

func moment(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2020, month, day, hour, minute, 0, 0, clock.Zone)
}

// TestMidnightEndsItsDay: A5, the deadline of 18 May is stored as midnight of the 19th and read as 24:00.
func TestMidnightEndsItsDay(t *testing.T) {
	end := moment(5, 19, 0, 0)
	if got := Before(end); got != "5月18日（星期一）24:00前" {
		t.Error(got)
	}
	if got := Instant(end.UTC()); got != "2020年5月18日（星期一）24:00" {
		t.Error(got)
	}
	if got := Before(moment(5, 17, 12, 30)); got != "5月17日（星期日）12:30前" {
		t.Error(got)
	}
}

func TestTimeLeft(t *testing.T) {
	end := moment(5, 19, 0, 0)
	for want, now := range map[string]time.Time{
		"3 天": moment(5, 15, 23, 0), "2 天 7 小时": moment(5, 16, 16, 42), "7 小时 18 分": moment(5, 18, 16, 42),
		"59 分钟": moment(5, 18, 23, 0).Add(30 * time.Second), "不到 1 分钟": end.Add(-time.Second),
		"已过 不到 1 分钟": end, "已过 9 天": moment(5, 28, 0, 0),
	} {
		if got := Left(end, now); got != want {
			t.Errorf("at %v: %q, want %q", now, got, want)
		}
	}
}

func TestNoTimeIsNoWords(t *testing.T) {
	if got := Before(time.Time{}) + Day(time.Time{}) + Moment(time.Time{}) + Instant(time.Time{}); got != "" {
		t.Error(got)
	}
}

func TestPagerNeverGoesPastTheEnd(t *testing.T) {
	for total, want := range map[int]int{0: 1, 50: 1, 51: 2, 150: 3} {
		if got := (Pages{Size: 50, Total: total}).last(); got != want {
			t.Errorf("%d lines: %d pages, want %d", total, got, want)
		}
	}
}

// TestQuotaCells: A7, two places; what is beyond them waits, or was granted by the province.
func TestQuotaCells(t *testing.T) {
	q := Quota{Cap: 2, Used: 3, Waiting: 1}
	want := []string{"sd-quota-used", "sd-quota-used", "sd-quota-granted", "sd-quota-waiting"}
	for i, kind := range want {
		if got := q.kind(i); got != kind {
			t.Errorf("cell %d is %s, want %s", i, got, kind)
		}
	}
	if got := (Quota{Cap: 2, Used: 1, Waiting: 1}); got.kind(1) != "sd-quota-free" {
		t.Errorf("a free place is %s", got.kind(1))
	}
}
