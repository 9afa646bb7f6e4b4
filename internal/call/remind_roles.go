package call

import (
	"context"
	"fmt"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/jobs"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// What falls due for those who act after the applicants, and for the level above where nobody acted.
const (
	DueInnerSoon     = "call.inner_soon"     // the day before a city's inner date, 9:00: word to that city
	DueRecommendSoon = "call.recommend_soon" // the day before the last day to recommend, 9:00: word to whom submissions wait for
	DueRecommendOver = "call.recommend_over" // that date is over and submissions still wait: word to the office
	DuePaperSoon     = "call.paper_soon"     // three days before the last day for paper, 9:00: word to who owes it
	DuePaperLast     = "call.paper_last"     // the day before it, 9:00: the same
)

// RoleReminders are the instants, from now on, at which somebody after the applicants is reminded. A programme without a
// date of its own for recommending has that of the electronic form (A5, A6).
func RoleReminders(d Dates, now time.Time) map[string]time.Time {
	due := map[string]time.Time{}
	put := func(kind string, at time.Time) {
		if at.After(now) {
			due[kind] = at
		}
	}
	recommend := d.recommended()
	put(DueRecommendSoon, morningBefore(recommend, 1))
	put(DueRecommendOver, recommend)
	if !d.Paper.IsZero() {
		put(DuePaperSoon, morningBefore(d.Paper, 3))
		put(DuePaperLast, morningBefore(d.Paper, 1))
	}
	return due
}

// recommended is until when submissions are recommended.
func (d Dates) recommended() time.Time {
	if d.Recommend.IsZero() {
		return d.Electronic
	}
	return d.Recommend
}

// scheduleInner notes that a city is reminded of its own inner date; a new date moves it.
func scheduleInner(t *store.Tx, l Letter) error {
	object := Object(l.Cohort) + "/" + l.City
	if at := morningBefore(l.Inner, 1); at.After(t.Now()) {
		return jobs.Put(t, DueInnerSoon, object, at)
	}
	return jobs.Drop(t, DueInnerSoon, object)
}

// dueOf splits what a due of this room is about: the cohort, and the city where it is one's own.
func dueOf(due jobs.Due) (cohort, city string) {
	cohort, city, _ = strings.Cut(strings.TrimPrefix(due.Object, Object("")), "/")
	return cohort, city
}

// once does a reminder's work once per due instant, while the cohort is in one of the states.
func (r *Room) once(work func(*store.Tx, Cohort, Dates, string) error, states ...act.State) func(context.Context, jobs.Due) error {
	return func(ctx context.Context, due jobs.Due) error {
		return r.DB().Write(ctx, func(t *store.Tx) error {
			id, city := dueOf(due)
			c, err := Get(t, id)
			if err != nil {
				return err
			}
			standing := false
			for _, s := range states {
				standing = standing || c.State == s
			}
			if !standing {
				return nil
			}
			kind := strings.TrimSuffix(due.Kind+"/"+city, "/")
			if fresh, err := markReminder(t, id, kind, due.At); err != nil || !fresh {
				return err
			}
			d, err := DatesFor(t, id, city)
			if err != nil {
				return err
			}
			return work(t, c, d, city)
		})
	}
}

// dueRoles says what happens when these fall due.
func (r *Room) dueRoles(sweep *jobs.Sweep) {
	sweep.On(DueInnerSoon, r.once(r.remindInner, Published))
	sweep.On(DueRecommendSoon, r.once(r.remindRecommend, Published, Closed))
	sweep.On(DueRecommendOver, r.once(r.tellNotRecommended, Published, Closed))
	sweep.On(DuePaperSoon, r.once(r.remindPaper, Published, Closed))
	sweep.On(DuePaperLast, r.once(r.remindPaper, Published, Closed))
}

// remindInner tells a city what it has before it and which of its counties have begun and not submitted. It does not
// push: whether they apply is theirs.
func (r *Room) remindInner(t *store.Tx, c Cohort, d Dates, city string) error {
	submitted, err := r.submitted(t, c.ID)
	if err != nil {
		return err
	}
	var drafting map[string][]string
	if r.Drafting != nil {
		if drafting, err = r.Drafting(t, c.ID); err != nil {
			return err
		}
	}
	var lines []string
	if n := submitted[city]; n > 0 {
		lines = append(lines, fmt.Sprintf("已提交、等待审核的%s有 %d 份。", c.Programme.Called().Form, n))
	}
	if names := drafting[city]; len(names) > 0 {
		lines = append(lines, "已开始填报、尚未提交的有："+strings.Join(names, "、")+"。是否"+c.Programme.Called().Act+"由各单位自愿决定，可以把截止时间告诉他们。")
	}
	if len(lines) == 0 {
		return nil
	}
	return r.tellCity(t, c, city, "提醒：市内截止将于"+lastDay(d.Inner)+"到期", "本市所定的截止时间是"+deadline(d.Inner)+"。"+strings.Join(lines, ""))
}

// remindRecommend tells whom submissions wait for.
func (r *Room) remindRecommend(t *store.Tx, c Cohort, d Dates, _ string) error {
	submitted, err := r.submitted(t, c.ID)
	if err != nil {
		return err
	}
	for city, n := range submitted {
		title := fmt.Sprintf("提醒：%d 份%s等待审核推荐", n, c.Programme.Called().Form)
		if err := r.tellCity(t, c, city, title, "审核推荐的截止时间是"+deadline(d.recommended())+"。推荐、退回修改、不予推荐，都请在此之前办理。"); err != nil {
			return err
		}
	}
	return nil
}

// tellNotRecommended tells the office where the date has passed and submissions still wait. It calls them: the words name
// who and how many, in the order of the codes.
func (r *Room) tellNotRecommended(t *store.Tx, c Cohort, d Dates, _ string) error {
	submitted, err := r.submitted(t, c.ID)
	if err != nil || len(submitted) == 0 {
		return err
	}
	units, err := unit.List(t, unit.Filter{Closed: true}, t.Now())
	if err != nil {
		return err
	}
	var lines []string
	for _, u := range units {
		if n := submitted[u.ID]; n > 0 {
			lines = append(lines, fmt.Sprintf("%s %d 份", u.Short, n))
		}
	}
	accounts, err := handlers(t)
	if err != nil {
		return err
	}
	return tell(t, accounts, c.Title()+"：推荐截止已过，仍有"+c.Programme.Called().Form+"等待审核", "审核推荐已于"+hourOf(d.recommended())+"截止。还在等待审核的："+strings.Join(lines, "；")+
		"。请电话联系，问清情况。", "/applications?cohort="+c.ID)
}

// remindPaper tells who owes paper, each unit for itself.
func (r *Room) remindPaper(t *store.Tx, c Cohort, d Dates, _ string) error {
	if r.OwesPaper == nil {
		return nil
	}
	owing, err := r.OwesPaper(t, c.ID)
	if err != nil {
		return err
	}
	for _, id := range distinct(owing) {
		speakers, err := unit.Speakers(t, id)
		if err != nil {
			return err
		}
		var accounts []string
		for _, a := range speakers {
			accounts = append(accounts, a.ID)
		}
		if err := tell(t, accounts, "提醒："+c.Programme.Called().Form+"纸质版将于"+lastDay(d.Paper)+"截止", "纸质版截止时间是"+deadline(d.Paper)+
			"，您单位的还没有登记齐全。已经寄出的，请留好快递单号；收到后会登记，登记情况在"+c.Programme.Called().Act+"页面可以看到。", "/applications"); err != nil {
			return err
		}
	}
	return nil
}

// submitted are how many submissions wait for each recommending unit.
func (r *Room) submitted(t *store.Tx, cohort string) (map[string]int, error) {
	if r.Submitted == nil {
		return nil, nil
	}
	return r.Submitted(t, cohort)
}

func (r *Room) tellCity(t *store.Tx, c Cohort, city, title, text string) error {
	accounts, err := unit.AccountsOf(t, city, access.Recommender)
	if err != nil {
		return err
	}
	ids := make([]string, len(accounts))
	for i, a := range accounts {
		ids[i] = a.ID
	}
	return tell(t, ids, title, c.Title()+"："+text, "/recommend?cohort="+c.ID)
}
