package call

import (
	"context"
	"strings"
	"testing"

	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/jobs"
	"shidian/internal/notify"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// sweep moves the clock and works off what fell due.
func (w *world) sweep(moment string) {
	w.t.Helper()
	w.at(moment)
	s := &jobs.Sweep{DB: w.db}
	w.room.Due(s)
	w.must(s.Until(w.ctx, at(moment)))
}

func (w *world) inbox(account string) int {
	w.t.Helper()
	var n int
	w.read(func(t *store.Tx) (err error) {
		_, n, err = notify.Inbox(t, account, 0, 10)
		return err
	})
	return n
}

func TestRemindersReachTheirPeople(t *testing.T) {
	each(t, func(w *world) {
		id := w.publish()
		w.begun = []string{w.society.Account}
		w.sweep("2020-05-13T12:05")
		for name, c := range map[string]struct {
			account string
			want    int
		}{"society": {w.society.Account, 1}, "city": {w.city.Account, 1}, "county": {w.county.Account, 0}, "office": {w.handler.Account, 0}} {
			if got := w.inbox(c.account); got != c.want {
				w.t.Errorf("at the opening the %s got %d messages, want %d", name, got, c.want)
			}
		}
		w.sweep("2020-05-16T09:00")
		w.sweep("2020-05-18T09:00")
		if got := w.inbox(w.society.Account); got != 3 {
			w.t.Errorf("who has begun got %d messages before the end, want 3", got)
		}
		if got := w.inbox(w.city.Account); got != 1 {
			w.t.Errorf("who has not begun is pushed: %d messages", got)
		}
		w.sweep("2020-05-19T00:00")
		if c := w.cohort(id); c.State != Closed {
			w.t.Errorf("after the end it is %s", c.State)
		}
		if got := w.inbox(w.handler.Account); got != 1 {
			w.t.Errorf("the office got %d messages at the end, want 1", got)
		}
		w.clean()
	})
}

func TestReminderNotTwice(t *testing.T) {
	each(t, func(w *world) {
		id := w.publish()
		due := jobs.Due{At: at("2020-05-13T12:00"), Kind: DueOpens, Object: Object(id)}
		send := w.room.remind(w.room.addressed, opensWords)
		for range 2 { // a crash between the work and its mark runs it again
			w.must(send(clock.WithReceived(context.Background(), due.At), due))
		}
		if got := w.inbox(w.society.Account); got != 1 {
			w.t.Errorf("%d messages, want 1", got)
		}
	})
}

func TestClosingTwiceAndEarly(t *testing.T) {
	each(t, func(w *world) {
		id := w.publish()
		w.refused(w.room.Close(w.ctx, id), fault.KindConflict, "closed before its deadline")
		w.at("2020-05-19T00:00")
		w.must(w.room.Close(w.ctx, id))
		w.must(w.room.Close(w.ctx, id))
		w.clean()
	})
}

// A reminder speaks the programme's words, and of paper only where the programme asks for it.
func TestRemindersSpeakOfWhatTheProgrammeAsks(t *testing.T) {
	p, _ := pilot(t)
	words := func(p programme.Programme) string {
		c, d := Cohort{Programme: &p, Year: 2020}, Dates{Electronic: at("2020-05-19T00:00")}
		all := firstLetter(&p, Version{}, d.Electronic, unit.Unit{Kind: "city", Short: "某市科协"}, at("2020-05-10T00:00")).Body[1]
		for _, say := range []func(Cohort, Dates) (string, string){opensWords, soonWords, lastDayWords} {
			title, text := say(c, d)
			all += title + text
		}
		return all
	}
	if all := words(*p); strings.Count(all, "申报书") != 4 || strings.Count(all, "纸质版") != 2 {
		t.Errorf("%s", all)
	}
	other := *p
	other.Paper, other.Names = nil, &programme.Names{Form: "推荐表", Act: "推荐"}
	if all := words(other); strings.Contains(all, "申报") || strings.Contains(all, "纸质") || strings.Count(all, "推荐表") != 4 {
		t.Errorf("%s", all)
	}
}
