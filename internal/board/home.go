package board

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/evaluate"
	"shidian/internal/publish"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// The sorts of what is made public.
const (
	SortNotice  = "通知"
	SortOpen    = "公示"
	SortRelease = "公布名单"
	SortLoss    = "取消资格"
	SortCase    = "典型案例"
)

// News is one thing that was made public.
type News struct {
	Sort   string
	ID     string // it never changes, and no two things have the same
	Cohort string
	Title  string
	URL    string
	Number string    // its document's; "" where it has none
	Words  string    // a sentence more; may be ""
	At     time.Time // since when it is public
	Until  time.Time // until when objections to a public notice are taken; zero of everything else
}

// Runs tells whether it is a public notice to which objections are taken.
func (n News) Runs(now time.Time) bool { return now.Before(n.Until) }

// newsOf is everything that was made public, the newest first; a query for each sort, however many there are.
func newsOf(t *store.Tx) (all []News, err error) {
	cohorts, err := publicCohorts(t)
	if err != nil {
		return nil, err
	}
	for _, read := range []func(*store.Tx, map[string]call.Cohort) ([]News, error){noticeNews, openNews, releaseNews, lossNews, caseNews} {
		some, err := read(t, cohorts)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b News) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.ID, a.ID)) })
	return all, nil
}

// publicCohorts are the cohorts whose notice is public, by id.
func publicCohorts(t *store.Tx) (map[string]call.Cohort, error) {
	list, err := call.List(t, call.Published, call.Closed)
	all := map[string]call.Cohort{}
	for _, c := range list {
		all[c.ID] = c
	}
	return all, err
}

func noticeNews(t *store.Tx, cohorts map[string]call.Cohort) (all []News, err error) {
	versions, err := call.AllVersions(t)
	for _, v := range versions {
		c, public := cohorts[v.Cohort]
		if !public {
			continue
		}
		n := News{Sort: SortNotice, ID: fmt.Sprint("notice/", v.Cohort, "/", v.N), Cohort: v.Cohort, Title: v.Text.Subject(), URL: "/notices/" + v.Cohort, Number: v.Number,
			Words: c.Title() + "。", At: v.At}
		if v.N > 1 {
			n.Title += fmt.Sprintf("（第%d版，已更正）", v.N)
			n.URL += fmt.Sprint("/versions/", v.N)
		}
		all = append(all, n)
	}
	return all, err
}

func openNews(t *store.Tx, cohorts map[string]call.Cohort) (all []News, err error) {
	lines, err := selectNoticed(t)
	last := ""
	for _, l := range lines {
		if l.ID == last {
			continue
		}
		last = l.ID
		shown := publish.Shown{Notice: l.Notice, Cohort: cohorts[l.Cohort]}
		n := News{Sort: SortOpen, ID: publish.Object(l.ID), Cohort: l.Cohort, Title: shown.Subject(), URL: "/public/" + l.ID, At: l.At,
			Words: fmt.Sprintf("公示时间：%s至%s。", full(l.From), full(l.Until))}
		switch l.State {
		case publish.Running:
			n.Until = l.UntilAt
		case publish.Stopped:
			n.Words += "这次公示已经终止。"
		}
		all = append(all, n)
	}
	return all, err
}

func releaseNews(t *store.Tx, cohorts map[string]call.Cohort) (all []News, err error) {
	releases, err := selectReleased(t)
	if err != nil {
		return nil, err
	}
	untold, err := publish.Untold(t)
	for _, r := range releases {
		if !untold[r.Cohort] {
			all = append(all, News{Sort: SortRelease, ID: "release/" + r.ID, Cohort: r.Cohort, Title: publish.ReleaseSubject(cohorts[r.Cohort]), URL: "/released/" + r.Cohort,
				Number: r.Number, At: r.At})
		}
	}
	return all, err
}

func lossNews(t *store.Tx, cohorts map[string]call.Cohort) (all []News, err error) {
	lost, err := selectLost(t)
	for _, l := range lost {
		title := evaluate.LossSubject(run.Case{Application: apply.Application{UnitName: l.unit}, Cohort: cohorts[l.cohort]})
		all = append(all, News{Sort: SortLoss, ID: "loss/" + l.id, Cohort: l.cohort, Title: title, URL: "/losses/" + l.id, Number: l.number, At: clock.FromMicros(l.at)})
	}
	return all, err
}

// newestCases is how many cases the feed has at most.
const newestCases = 50

func caseNews(t *store.Tx, _ map[string]call.Cohort) (all []News, err error) {
	cases, err := selectShown(t, newestCases)
	for _, c := range cases {
		all = append(all, News{Sort: SortCase, ID: spread.Object(c.ID), Cohort: c.Cohort, Title: c.Body.Title, URL: spread.PublicLink(c.ID), Words: c.UnitName + "。" + c.Body.Summary, At: c.ShownAt})
	}
	return all, err
}

// full writes a day with its year.
func full(d calendar.Day) string { return calendar.ShowDay(d, time.Time{}) }

// Front is what the first page says beside the notice that is open: what was made public, and how the pilots are doing.
type Front struct {
	News     []News
	Cohorts  []FrontCohort // whose lists are released and told, the newest first
	Living   int
	Contents []Figure // those at work, by content as the newest programme names them
	Cities   []PilotCity
	Cases    []spread.Row           // the newest
	Brand    []spread.PublicBranded // who is in the brand programmes
}

// FrontCohort is a cohort's pilots in figures.
type FrontCohort struct {
	Cohort        call.Cohort
	Living, Ended int
}

// frontCases is how many cases the first page shows.
const frontCases = 3

// FrontOf reads it; groups is CountPilots, or what a Memo kept of it.
func FrontOf(t *store.Tx, groups []PilotGroup) (f Front, err error) {
	if f.News, err = newsOf(t); err != nil {
		return f, err
	}
	if f.Cases, err = spread.Newest(t, frontCases); err != nil {
		return f, err
	}
	if f.Brand, err = spread.PublicBrand(t); err != nil {
		return f, err
	}
	cohorts, err := call.List(t, call.Published, call.Closed)
	if err != nil {
		return f, err
	}
	untold, err := publish.Untold(t)
	if err != nil {
		return f, err
	}
	var y Years
	for _, c := range cohorts {
		one := FrontCohort{Cohort: c}
		for _, g := range groups {
			switch {
			case g.Cohort != c.ID:
			case run.Living(g.State):
				one.Living += g.N
			case g.State == run.Ended:
				one.Ended += g.N
			}
		}
		if one.Living+one.Ended > 0 && !untold[c.ID] {
			f.Cohorts, y.Cohorts = append(f.Cohorts, one), append(y.Cohorts, c)
			f.Living += one.Living
		}
	}
	if len(y.Cohorts) == 0 {
		return f, nil
	}
	groups = slices.DeleteFunc(slices.Clone(groups), func(g PilotGroup) bool {
		return !slices.ContainsFunc(y.Cohorts, func(c call.Cohort) bool { return c.ID == g.Cohort })
	})
	f.Contents = contentsAtWork(y.Cohorts[0], groups)
	err = y.cities(t, groups)
	f.Cities = y.Cities
	return f, err
}

// contentsAtWork counts the pilots at work by content.
func contentsAtWork(c call.Cohort, groups []PilotGroup) (figures []Figure) {
	if c.Programme.Contents == nil {
		return nil
	}
	for _, content := range c.Programme.Contents.List {
		f := Figure{Name: content.Short}
		for _, g := range groups {
			if run.Living(g.State) && slices.Contains(g.Contents, content.Number) {
				f.N += g.N
			}
		}
		figures = append(figures, f)
	}
	return figures
}
