package accept

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Matter is what somebody is called about (催办清单).
type Matter string

// The matters, in the order of the list.
const (
	CallPaper      Matter = "paper"
	CallSupplement Matter = "supplement"
	CallCity       Matter = "city"
)

// Matters lists them in the order of the screen.
var Matters = []Matter{CallPaper, CallSupplement, CallCity}

// MatterTitles are their names on the screen.
var MatterTitles = map[Matter]string{CallPaper: "纸质件没有收齐", CallSupplement: "补正还没有提交", CallCity: "推荐单位还没有办理"}

// Call is one unit to be called, about one matter.
type Call struct {
	Unit        string
	UnitName    string
	Application apply.Application // zero for a recommender's
	Matter      Matter
	What        string // what is missing: 还缺3份
	Until       time.Time
	Late        bool
	Contacts    []Contact
	Words       string    // to be said or sent, complete
	Phoned      time.Time // when it was last told by telephone; zero: not yet
}

// Calls lists whom the office may have to call in a cohort: by matter, the nearest date first. It says what is missing,
// and reproaches nobody.
func Calls(t *store.Tx, c call.Cohort) ([]Call, error) {
	l := caller{t: t, c: c, now: t.Now()}
	for _, step := range []func() error{l.start, l.papers, l.supplements, l.cities, l.marks} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(l.calls, func(a, b Call) int {
		if a.Matter != b.Matter {
			return slices.Index(Matters, a.Matter) - slices.Index(Matters, b.Matter)
		}
		return a.Until.Compare(b.Until)
	})
	return l.calls, nil
}

type caller struct {
	t     *store.Tx
	c     call.Cohort
	now   time.Time
	dates call.Dates
	all   []apply.Application // of the cohort, read once
	calls []Call
}

func (l *caller) start() (err error) {
	if l.dates, err = call.DatesFor(l.t, l.c.ID, ""); err != nil {
		return err
	}
	l.all, err = everyOne(l.t, l.c.ID)
	return err
}

func (l *caller) add(a apply.Application, one Call) error {
	contacts, err := ContactsOf(l.t, l.c.Programme, a)
	one.Unit, one.UnitName, one.Application, one.Contacts = a.Unit, a.UnitName, a, contacts
	one.Late = !one.Until.IsZero() && apply.Late(l.now, one.Until)
	l.calls = append(l.calls, one)
	return err
}

func (l *caller) papers() error {
	owing, err := Owes(l.t, l.c.ID)
	form := l.c.Programme.Called().Form
	for _, o := range owing {
		if err != nil {
			return err
		}
		what := fmt.Sprintf("还缺%d份", o.Owed)
		if o.Tally.Old > 0 && o.Tally.Copies == 0 {
			what += "（收到的是旧版）"
		}
		err = l.add(o.Application, Call{Matter: CallPaper, What: what, Until: o.Until, Words: l.opening(o.Application.UnitName) +
			fmt.Sprintf("贵单位的%s（编号%s）纸质版一式%d份，%s，请按现行第%d版打印、签字盖章后%s报送。", form, o.Application.Number,
				l.c.Programme.Paper.Copies, what, o.Application.Version, l.by(o.Until)) + l.ending()})
	}
	return err
}

func (l *caller) supplements() error {
	for _, a := range l.all {
		r, waits, err := apply.ReturnOf(l.t, a)
		if err != nil {
			return err
		}
		if !waits || r.Unit == a.City {
			continue
		}
		err = l.add(a, Call{Matter: CallSupplement, What: "要修改：" + itemNames(l.c.Programme, r), Until: r.Until, Words: l.opening(a.UnitName) +
			fmt.Sprintf("贵单位的%s（编号%s）需要补正，要修改的有：%s。请登录系统，%s修改并重新提交。", l.c.Programme.Called().Form, a.Number, itemNames(l.c.Programme, r), l.by(r.Until)) + l.ending()})
		if err != nil {
			return err
		}
	}
	return nil
}

func itemNames(p *programme.Programme, r apply.Return) string {
	var names []string
	for _, item := range r.Items {
		names = append(names, apply.ItemName(p, item.Key))
	}
	return strings.Join(names, "、")
}

// cities: recommenders with applications that wait for their check.
func (l *caller) cities() error {
	until := l.dates.Recommend
	if until.IsZero() {
		until = l.dates.Electronic
	}
	waiting, order := map[string][]string{}, []apply.Application{}
	for _, a := range l.all {
		if a.State != apply.StateSubmitted || a.Direct() {
			continue
		}
		if waiting[a.City] == nil {
			order = append(order, a)
		}
		waiting[a.City] = append(waiting[a.City], a.UnitName)
	}
	for _, a := range order {
		contacts, err := recommendersOf(l.t, a.City)
		if err != nil {
			return err
		}
		units := waiting[a.City]
		l.calls = append(l.calls, Call{Unit: a.City, UnitName: a.CityName, Matter: CallCity, What: fmt.Sprintf("%d份待审核：%s", len(units), strings.Join(units, "、")),
			Until: until, Late: !until.IsZero() && apply.Late(l.now, until), Contacts: contacts,
			Words: l.opening(a.CityName) + fmt.Sprintf("%s的%s已经提交，请登录系统审核，%s办理推荐；需要修改的，可以退回修改。", strings.Join(units, "、"), l.c.Programme.Called().Form, l.by(until)) + l.ending()})
	}
	return nil
}

func recommendersOf(t *store.Tx, id string) ([]Contact, error) {
	accounts, err := unit.AccountsOf(t, id, access.Recommender)
	var contacts []Contact
	for _, a := range accounts {
		if a.Usable(t.Now()) {
			contacts = append(contacts, Contact{Group: access.Titles[access.Recommender], Name: a.Name, Phone: a.Phone, Email: a.Email})
		}
	}
	return contacts, err
}

func (l *caller) marks() error {
	phoned, err := phonedIn(l.t, l.c.ID)
	for i, one := range l.calls {
		l.calls[i].Phoned = phoned[phonedKey{one.Unit, one.Matter}]
	}
	return err
}

func (l *caller) opening(name string) string {
	return name + "：您好，这里是" + l.c.Programme.Organiser.Office + "。"
}

func (l *caller) by(until time.Time) string {
	switch {
	case until.IsZero():
		return "尽快"
	case apply.Late(l.now, until):
		return "尽快（期限是" + strings.TrimSuffix(calendar.Show(until, l.now), "前") + "）"
	}
	return "在" + calendar.Show(until, l.now)
}

func (l *caller) ending() string {
	contact, err := call.ContactOf(l.t, l.c)
	if err != nil || contact.Phone == "" {
		return ""
	}
	return "有疑问请联系" + contact.Phone + "。"
}

// Phoned notes that a unit of the list was told by telephone (已电话告知).
func (r *Room) Phoned(ctx context.Context, actor access.Actor, cohort, unitID string, matter Matter) error {
	_, err := r.Door.Do(ctx, actor, rowPhoned, call.Object(cohort), func(t *act.Tx) error {
		if err := t.Allow(mayCheck(actor)); err != nil {
			return err
		}
		c, err := call.GetPublished(t.Tx, cohort)
		if err != nil {
			return err
		}
		calls, err := Calls(t.Tx, c)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(calls, func(one Call) bool { return one.Unit == unitID && one.Matter == matter }) {
			return fault.Conflict("", "这个单位已经不在催办清单上，不用再登记。请刷新页面。")
		}
		return insertPhoned(t, cohort, unitID, matter, rand.Text())
	})
	return err
}
