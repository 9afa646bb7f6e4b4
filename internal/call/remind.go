package call

import (
	"time"

	"shidian/internal/clock"
)

// What falls due for a cohort on the business clock.
const (
	DueOpens   = "call.opens"    // the window opens: word to those the notice is addressed to
	DueSoon    = "call.soon"     // the third day before the end, 9:00: word to those who have begun
	DueLastDay = "call.last_day" // the last day, 9:00: the same
	DueClosed  = "call.closed"   // the window is over
)

// reminderHour is when offices are at their desks.
const reminderHour = 9

// Reminders are the instants at which something falls due, from now on. What is past is left out, except an opening
// that already happened: that is told at once.
func Reminders(d Dates, now time.Time) map[string]time.Time {
	due := map[string]time.Time{DueOpens: d.Opens, DueClosed: d.Electronic}
	if d.Opens.Before(now) {
		due[DueOpens] = now
	}
	for kind, at := range map[string]time.Time{DueSoon: morningBefore(d.Electronic, 2), DueLastDay: morningBefore(d.Electronic, 0)} {
		if at.After(now) && at.Before(d.Electronic) {
			due[kind] = at
		}
	}
	return due
}

// morningBefore is 9:00 of the last day of a deadline, or so many days before it. Midnight ends the day before.
func morningBefore(deadline time.Time, days int) time.Time {
	day := deadline.In(clock.Zone).Add(-time.Minute).AddDate(0, 0, -days)
	return time.Date(day.Year(), day.Month(), day.Day(), reminderHour, 0, 0, 0, clock.Zone)
}

// Over tells whether the window is over at the instant (A5: 逾期将不予受理). Midnight of the deadline is already late.
func Over(d Dates, at time.Time) bool { return !d.Electronic.IsZero() && !at.Before(d.Electronic) }
