package call

import (
	"strings"
	"testing"

	"shidian/internal/jobs"
	"shidian/internal/notify"
	"shidian/internal/store"
)

func TestRule_A5_RoleReminders(t *testing.T) {
	d := Dates{Electronic: at("2020-05-19T00:00"), Paper: at("2020-05-19T00:00")}
	own := d
	own.Recommend = at("2020-05-26T00:00")
	for name, c := range map[string]struct {
		dates Dates
		now   string
		want  map[string]string
	}{
		"the electronic date": {d, "2020-05-13T12:00", map[string]string{DueRecommendSoon: "2020-05-17T09:00", DueRecommendOver: "2020-05-19T00:00",
			DuePaperSoon: "2020-05-15T09:00", DuePaperLast: "2020-05-17T09:00"}},
		"a date of its own": {own, "2020-05-16T12:00", map[string]string{DueRecommendSoon: "2020-05-24T09:00", DueRecommendOver: "2020-05-26T00:00", DuePaperLast: "2020-05-17T09:00"}},
		"no paper":          {Dates{Electronic: d.Electronic}, "2020-05-17T09:00", map[string]string{DueRecommendOver: "2020-05-19T00:00"}},
		"all over":          {d, "2020-05-19T00:00", nil},
	} {
		got := RoleReminders(c.dates, at(c.now))
		if len(got) != len(c.want) {
			t.Errorf("%s: %v", name, got)
		}
		for kind, want := range c.want {
			if !got[kind].Equal(at(want)) {
				t.Errorf("%s: %s falls due %v, want %s", name, kind, got[kind], want)
			}
		}
	}
}

// roles sets what waits for whom: two submissions and a draft below the city, paper that the society owes.
func (w *world) roles() {
	w.room.Submitted = func(*store.Tx, string) (map[string]int, error) { return map[string]int{w.city.Unit: 2}, nil }
	w.room.Drafting = func(*store.Tx, string) (map[string][]string, error) {
		return map[string][]string{w.city.Unit: {"甲县科协"}}, nil
	}
	w.room.OwesPaper = func(*store.Tx, string) ([]string, error) { return []string{w.society.Unit, w.society.Unit}, nil }
}

// reminders are the titles that an account got with this word in it, the oldest first, each with its moment.
func (w *world) reminders(account, word string) (list []string) {
	w.t.Helper()
	w.read(func(t *store.Tx) error {
		box, _, err := notify.Inbox(t, account, 0, 50)
		for i := len(box) - 1; i >= 0; i-- {
			if strings.Contains(box[i].Title, word) {
				list = append(list, box[i].At.In(at("2020-05-13T12:00").Location()).Format("01-02 15:04")+" "+box[i].Title+"|"+box[i].Text)
			}
		}
		return err
	})
	return list
}

// sweepAgain works off what fell due a second time, as after a crash.
func (w *world) sweepAgain(moment string) {
	w.t.Helper()
	s := &jobs.Sweep{DB: w.db}
	w.room.Due(s)
	w.must(s.Until(w.ctx, at(moment)))
}

// The clock jumps a month: everyone is told once, at the instant at which it fell due.
func TestRolesAreRemindedEachAtItsInstant(t *testing.T) {
	each(t, func(w *world) {
		id := w.publish()
		w.roles()
		letter := w.letter(id) // inner date: three days before the province's
		w.must(w.room.Pass(w.ctx, w.city, id, letter))
		if got := letter.Inner.Time(); !got.Equal(at("2020-05-16T00:00")) {
			w.t.Fatalf("inner date %s", got)
		}
		w.sweep("2020-06-13T12:00")
		w.sweepAgain("2020-06-13T12:00")
		for _, c := range []struct {
			who, account, word string
			want               []string // how each begins
			says               string
		}{
			{"the city, its own date", w.city.Account, "市内截止", []string{"05-14 09:00 提醒：市内截止将于5月15日到期"}, "等待审核的申报书有 2 份。已开始填报、尚未提交的有：甲县科协"},
			{"the city, to recommend", w.city.Account, "等待审核推荐", []string{"05-17 09:00 提醒：2 份申报书等待审核推荐"}, "5月18日（星期一）24:00前"},
			{"the office, where it did not", w.handler.Account, "仍有申报书等待审核", []string{"05-19 00:00 "}, "甲市科协 2 份"},
			{"a unit that owes paper", w.society.Account, "纸质版", []string{"05-15 09:00 提醒：申报书纸质版", "05-17 09:00 提醒：申报书纸质版"}, "快递单号"},
			{"another city", w.otherCity.Account, "提醒", nil, ""},
			{"a county", w.county.Account, "提醒", nil, ""},
		} {
			got := w.reminders(c.account, c.word)
			if len(got) != len(c.want) {
				w.t.Errorf("%s: %q", c.who, got)
				continue
			}
			for i, want := range c.want {
				if !strings.HasPrefix(got[i], want) || !strings.Contains(got[i], c.says) {
					w.t.Errorf("%s: %q, want %q … %q", c.who, got[i], want, c.says)
				}
			}
		}
		w.clean()
	})
}

// Where nothing waits nobody is told; a new inner date and an extension move what is still to come.
func TestRemindersFollowTheDates(t *testing.T) {
	each(t, func(w *world) {
		id := w.publish()
		letter := w.letter(id)
		w.must(w.room.Pass(w.ctx, w.city, id, letter))
		moved := letter
		moved.Inner = "2020-05-18T00:00"
		moved = moved.Redated(letter.Inner.Time())
		w.must(w.room.Pass(w.ctx, w.city, id, moved))
		w.sweep("2020-05-15T12:00")
		if got := w.reminders(w.city.Account, "提醒"); len(got) != 0 {
			w.t.Errorf("told of nothing, or at the old inner date: %q", got)
		}
		w.roles()
		w.extend(id, "2020-05-26T00:00", "鲁科协发〔2020〕15号")
		w.sweep("2020-05-19T12:00")
		if got := w.reminders(w.city.Account, "市内截止"); len(got) != 1 || !strings.HasPrefix(got[0], "05-16 09:00 ") {
			w.t.Errorf("the new inner date: %q", got)
		}
		if got := append(w.reminders(w.city.Account, "审核推荐"), w.reminders(w.handler.Account, "仍有")...); len(got) != 0 {
			w.t.Errorf("reminded of the old date: %q", got)
		}
		w.sweep("2020-05-26T00:00")
		if got := append(w.reminders(w.city.Account, "审核推荐"), w.reminders(w.handler.Account, "仍有")...); len(got) != 2 ||
			!strings.HasPrefix(got[0], "05-24 09:00") || !strings.HasPrefix(got[1], "05-26 00:00") {
			w.t.Errorf("the new date: %q", got)
		}
		if got := w.reminders(w.society.Account, "纸质版"); len(got) != 2 || !strings.HasPrefix(got[0], "05-22 09:00") {
			w.t.Errorf("paper: %q", got)
		}
		w.clean()
	})
}
