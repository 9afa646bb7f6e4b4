package pages

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// home is what the public site opens with.
type home struct {
	Main         *seen           // the cohort that is open, else the newest; nil: none was ever published
	Others       []seen          // further open cohorts
	All          []seen          // the newest notices
	Above, Below templ.Component // around the notice; nil: nothing
}

// homeNotices is how many notices the home page lists.
const homeNotices = 5

// Home is the public site: GET /{$}.
func (p *Pages) Home(w http.ResponseWriter, r *http.Request) error {
	all, err := p.cohorts(r)
	if err != nil {
		return err
	}
	h := arrange(all)
	if h.Main != nil {
		err = p.read(r, func(t *store.Tx) (err error) { h.Main.Later, err = p.later(t, h.Main.Cohort); return err })
		if err != nil {
			return err
		}
	}
	if p.Around != nil {
		said := ""
		if h.Main != nil && len(h.Main.Later.Shown) > 0 && !h.Main.Now.Before(h.Main.Dates.Electronic) {
			said = h.Main.Cohort.ID
		}
		if h.Above, h.Below, err = p.Around(r, said); err != nil {
			return err
		}
	}
	return kit.Render(w, r, homePage(h))
}

// arrange puts an open cohort first; of several the newest.
func arrange(all []seen) home {
	h := home{All: all[:min(len(all), homeNotices)]}
	for i := range all {
		switch open := all[i].Dates.OpenAt(all[i].Now); {
		case open && (h.Main == nil || !h.Main.Dates.OpenAt(h.Main.Now)):
			h.Main = &all[i]
		case open:
			h.Others = append(h.Others, all[i])
		case h.Main == nil:
			h.Main = &all[i]
		}
	}
	return h
}

// cohorts are all published cohorts with the version in force, the newest first, as the reader sees them now.
func (p *Pages) cohorts(r *http.Request) (all []seen, err error) {
	actor := kit.Actor(r.Context())
	err = p.read(r, func(t *store.Tx) error {
		kept, err := p.published.Get(t, publishedIn)
		all = slices.Clone(kept)
		for i := range all {
			s := &all[i]
			s.Now, s.Actor = kit.Now(r.Context()), actor
			if err == nil && actor.Unit != "" && s.Now.Before(s.Dates.Electronic) { // a city may have set an earlier date for its own
				s.Dates, err = call.DatesFor(t, s.Cohort.ID, actor.Unit)
			}
		}
		return err
	})
	return all, err
}

// publishedIn reads all published cohorts as the public sees them: three queries, however many there are.
func publishedIn(t *store.Tx) (all []seen, err error) {
	list, err := call.List(t, call.Published, call.Closed)
	if err != nil {
		return nil, err
	}
	dates, err := call.PublicDates(t, list)
	if err != nil {
		return nil, err
	}
	versions, err := call.AllVersions(t)
	for _, c := range list {
		i := slices.IndexFunc(versions, func(v call.Version) bool { return v.Cohort == c.ID && v.N == c.Version })
		if i >= 0 {
			all = append(all, seen{Cohort: c, Version: versions[i], Dates: dates[c.ID]})
		}
	}
	return all, err
}

// Notices lists the notices: GET /notices.
func (p *Pages) Notices(w http.ResponseWriter, r *http.Request) error {
	all, err := p.cohorts(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, noticesPage(all))
}

// scope says who may apply and by which way, from the definition: 市科协、省级学会……可直接申报。县级科协由市科协审核推荐。
func scope(p *programme.Programme) string {
	var direct []string
	var ways []string // in the order of the file, each with the kinds that take it
	taken := map[string][]string{}
	for _, k := range p.Kinds {
		switch {
		case k.Only: // brings others
		case k.Direct():
			direct = append(direct, k.Name)
		default:
			way := channels(k)
			if taken[way] == nil {
				ways = append(ways, way)
			}
			taken[way] = append(taken[way], k.Name)
		}
	}
	text := ""
	if len(direct) > 0 {
		text = strings.Join(direct, "、") + "可直接" + p.Called().Act + "。"
	}
	for _, way := range ways {
		text += strings.Join(taken[way], "、") + way + "。"
	}
	return text + quotas(p)
}

// quotas says how many may apply: 每市县级科协申报名额原则上不超过2个。
func quotas(p *programme.Programme) string {
	text := ""
	for _, q := range p.Quotas {
		if q.Cap == 0 {
			continue
		}
		principle := ""
		if q.Overrun.Value == programme.OverrunDecided {
			principle = "原则上"
		}
		text += fmt.Sprintf("%s%s不超过%d个。", q.Name, principle, q.Cap)
	}
	return text
}

// channels are the ways of a kind side by side.
func channels(k programme.Kind) string {
	names := make([]string, len(k.Channels))
	for i, c := range k.Channels {
		names[i] = c.Name
	}
	return strings.Join(names, "，或者")
}

// wayIn leads to the start of an application, through the log-in for a visitor; words "" when it is not for this reader.
func (s seen) wayIn() (url, words string) {
	switch {
	case !s.Dates.OpenAt(s.Now):
		return "", ""
	case !s.Actor.SignedIn():
		return "/login?back=/applications/new", "登录" + s.names().Act
	case s.Actor.Has(access.Clerk, access.Head):
		return "/applications/new", "开始" + s.names().Act
	}
	return "", ""
}

// names are what the programme calls its form and the rest.
func (s seen) names() programme.Names { return s.Cohort.Programme.Called() }

// paperNote says what has to reach the office: 电子版和纸质版（一式3份）均须送达.
func (s seen) paperNote() string {
	p := s.Cohort.Programme.Paper
	if p == nil {
		return "在网上提交，不收纸质版"
	}
	return "电子版和纸质版（一式" + han(p.Copies) + "份）均须在截止前送达"
}

var digits = [...]string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// han writes a small number as the notice does.
func han(n int) string {
	if n < len(digits) {
		return digits[n]
	}
	return "多"
}

// aspectsOf are the first aspects of a content, for its card.
func aspectsOf(c programme.Content) string {
	return strings.Join(c.Clauses[:min(len(c.Clauses), 2)], "；")
}
