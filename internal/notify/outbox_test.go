package notify_test

import (
	"context"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

var (
	ctx     = context.Background()
	clerk   = access.Actor{Account: "clerk", Unit: "county", Roles: []access.Role{access.Clerk}}
	handler = access.Actor{Account: "handler", Unit: "office", Roles: []access.Role{access.Handler}}
	decide  = act.Row{Name: "test.decide", Title: "决定", Who: []access.Role{access.Handler}}
)

// desk is an outbox over a fresh database; people are who speaks for a unit now.
type desk struct {
	t      *testing.T
	db     *store.DB
	box    *notify.Outbox
	people map[string][]string
}

func eachDesk(t *testing.T, test func(*desk)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := &desk{t: t, db: db, people: map[string][]string{}}
		d.box = &notify.Outbox{Door: act.NewDoor(db, notify.Covers()),
			Receivers: func(_ *store.Tx, unit string, _ []access.Role) ([]string, error) { return d.people[unit], nil }}
		test(d)
	})
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) refused(err error, kind fault.Kind) {
	d.t.Helper()
	if !fault.Is(err, kind) {
		d.t.Errorf("want a fault of kind %d, got %v", kind, err)
	}
}

// hold puts one letter into the outbox by an act, and gives its id.
func (d *desk) hold(unit, title string) string {
	d.t.Helper()
	_, err := d.box.Door.Do(ctx, handler, decide, "application/"+unit, func(t *act.Tx) error {
		return notify.Hold(t, notify.Letter{Cohort: "2020", Unit: unit, Title: title, Text: "你单位申报书已受理。", Link: "/applications/1", Cause: "受理"})
	})
	d.must(err)
	for _, l := range d.waiting() {
		if l.Title == title {
			return l.ID
		}
	}
	d.t.Fatalf("%s does not wait", title)
	return ""
}

func (d *desk) waiting() (list []notify.Letter) {
	d.t.Helper()
	d.must(d.db.Read(ctx, func(t *store.Tx) (err error) {
		list, err = notify.Waiting(t)
		return err
	}))
	return list
}

func (d *desk) inbox(account string) (list []notify.Message) {
	d.t.Helper()
	d.must(d.db.Read(ctx, func(t *store.Tx) (err error) {
		list, _, err = notify.Inbox(t, account, 0, 10)
		return err
	}))
	return list
}

func (d *desk) problems(t *store.Tx) []ledger.Problem {
	d.t.Helper()
	report, err := ledger.Verify(t, append(act.Covers(), notify.Covers()...), nil, nil)
	d.must(err)
	return report.Problems
}

func (d *desk) clean() {
	d.t.Helper()
	d.must(d.db.Read(ctx, func(t *store.Tx) error {
		for _, p := range d.problems(t) {
			d.t.Error(p)
		}
		return nil
	}))
}

func TestLettersWaitAndGoOutAtOneMoment(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.people["a"], d.people["b"] = []string{"a1", "left"}, []string{"b1"}
		a, b, c := d.hold("a", "甲"), d.hold("b", "乙"), d.hold("a", "丙")
		if len(d.inbox("a1")) != 0 {
			d.t.Error("told before the office has read it")
		}
		d.must(d.box.Save(ctx, handler, a, "改过的话。\n第二段。"))
		d.people["a"] = []string{"a1", "came"}
		d.must(d.box.Release(ctx, handler, []string{a, b, a}))
		for account, want := range map[string]int{"a1": 1, "came": 1, "b1": 1, "left": 0} {
			if got := d.inbox(account); len(got) != want {
				d.t.Errorf("%s got %d messages, want %d", account, len(got), want)
			}
		}
		first, second := d.inbox("a1")[0], d.inbox("b1")[0]
		if first.Text != "改过的话。\n第二段。" || first.Title != "甲" || first.Link != "/applications/1" || first.Kind != "result" || second.Text != "你单位申报书已受理。" {
			d.t.Errorf("sent %+v and %+v", first, second)
		}
		if !first.At.Equal(second.At) {
			d.t.Error("not at one moment")
		}
		if left := d.waiting(); len(left) != 1 || left[0].ID != c {
			d.t.Errorf("waits: %+v", left)
		}
		d.must(d.db.Read(ctx, func(t *store.Tx) error {
			n, err := notify.CountWaiting(t)
			done, err2 := notify.Recent(t, 10)
			if n != 1 || len(done) != 2 || done[0].State != notify.Released || done[0].Sent == "" || done[0].Draft != "" {
				d.t.Errorf("%d wait, done %+v, %v %v", n, done, err, err2)
			}
			return nil
		}))
		d.clean()
	})
}

func TestALetterForNobodyStopsAll(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.people["a"] = []string{"a1"}
		a, gone := d.hold("a", "甲"), d.hold("gone", "给已撤单位")
		err := d.box.Release(ctx, handler, []string{a, gone})
		d.refused(err, fault.KindConflict)
		if err != nil && !strings.Contains(err.Error(), "给已撤单位") {
			d.t.Errorf("which one is not said: %v", err)
		}
		if len(d.inbox("a1")) != 0 || len(d.waiting()) != 2 {
			d.t.Error("half of it went out")
		}
		d.must(d.box.Discard(ctx, handler, gone, "已电话告知"))
		d.must(d.box.Release(ctx, handler, []string{a}))
		d.clean()
	})
}

func TestOutboxRefusals(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.people["a"] = []string{"a1"}
		a := d.hold("a", "甲")
		d.refused(d.box.Release(ctx, clerk, []string{a}), fault.KindForbidden)
		d.refused(d.box.Release(ctx, access.Actor{}, []string{a}), fault.KindUnauthorized)
		d.refused(d.box.Discard(ctx, clerk, a, "x"), fault.KindForbidden)
		d.refused(d.box.Save(ctx, clerk, a, "x"), fault.KindNotFound)
		d.refused(d.box.Release(ctx, handler, nil), fault.KindInvalid)
		d.refused(d.box.Release(ctx, handler, []string{"none"}), fault.KindNotFound)
		d.refused(d.box.Discard(ctx, handler, a, " "), fault.KindInvalid)
		d.refused(d.box.Save(ctx, handler, a, "  "), fault.KindInvalid)
		d.refused(d.box.Save(ctx, handler, a, strings.Repeat("长", 2001)), fault.KindInvalid)
		d.must(d.box.Discard(ctx, handler, a, "已电话告知"))
		d.refused(d.box.Release(ctx, handler, []string{a}), fault.KindConflict)
		d.refused(d.box.Discard(ctx, handler, a, "再作废"), fault.KindConflict)
		d.refused(d.box.Save(ctx, handler, a, "改"), fault.KindConflict)
		if len(d.inbox("a1")) != 0 {
			d.t.Error("a discarded letter went out")
		}
		d.clean()
	})
}

// Every covered column of a letter, changed by hand, is found; and so is one taken away.
func TestTamperingWithLettersIsFound(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.people["a"] = []string{"a1"}
		d.must(d.box.Release(ctx, handler, []string{d.hold("a", "甲")}))
		d.must(d.box.Discard(ctx, handler, d.hold("a", "乙"), "已电话告知"))
		d.hold("a", "丙")
		statements := []string{"DELETE FROM outbox_letter WHERE title = '丙'"}
		for _, column := range notify.Covers()[0].Columns {
			value := column + " || 'x'"
			if strings.HasSuffix(column, "_at") {
				value = column + " + 1"
			}
			statements = append(statements, "UPDATE outbox_letter SET "+column+" = "+value)
		}
		d.must(d.db.Write(ctx, func(t *store.Tx) error {
			for _, statement := range statements {
				d.must(t.Try(func() error {
					_, err := t.Exec(statement)
					if len(d.problems(t)) == 0 {
						d.t.Errorf("not found: %s", statement)
					}
					return err
				}))
			}
			return nil
		}))
		d.clean()
	})
}
