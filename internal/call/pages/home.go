package pages

import (
	"fmt"
	"net/http"
	"strings"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// home is what the public site opens with.
type home struct {
	Main   *seen  // the cohort that is open, else the newest; nil: none was ever published
	Others []seen // further open cohorts
	All    []seen // the newest notices
}

// homeNotices is how many notices the home page lists.
const homeNotices = 5

// Home is the public site: GET /{$}.
func (p *Pages) Home(w http.ResponseWriter, r *http.Request) error {
	all, err := p.published(r)
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

// published are all published cohorts with the version in force, the newest first.
func (p *Pages) published(r *http.Request) (all []seen, err error) {
	err = p.read(r, func(t *store.Tx) error {
		cohorts, err := call.List(t, call.Published, call.Closed)
		for _, c := range cohorts {
			s := seen{Cohort: c, Now: kit.Now(r.Context()), Actor: kit.Actor(r.Context())}
			if s.Version, err = call.VersionOf(t, c, 0); err != nil {
				return err
			}
			if s.Dates, err = call.DatesFor(t, c.ID, s.Actor.Unit); err != nil {
				return err
			}
			all = append(all, s)
		}
		return err
	})
	return all, err
}

// Notices lists the notices: GET /notices.
func (p *Pages) Notices(w http.ResponseWriter, r *http.Request) error {
	all, err := p.published(r)
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
