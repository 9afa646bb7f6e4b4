package pages

import (
	"net/http"
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// noticeView is a notice's page.
type noticeView struct {
	seen
	Versions  []call.Version
	Extended  []call.Extension // the newest first
	Act       *components.Act  // what this reader can do with it; nil: nothing
	Downloads []components.File
}

// current tells whether the version shown is the one in force.
func (v noticeView) current() bool { return v.Version.N == v.Cohort.Version }

// Notice is the notice in force: GET /notices/{id}.
func (p *Pages) Notice(w http.ResponseWriter, r *http.Request) error { return p.notice(w, r, 0) }

// NoticeVersion is an earlier version, still readable: GET /notices/{id}/versions/{n}.
func (p *Pages) NoticeVersion(w http.ResponseWriter, r *http.Request) error {
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 1 {
		return fault.NotFound()
	}
	return p.notice(w, r, n)
}

func (p *Pages) notice(w http.ResponseWriter, r *http.Request, n int) error {
	s, err := p.see(r, n)
	if err != nil {
		return err
	}
	v := noticeView{seen: s}
	err = p.read(r, func(t *store.Tx) error {
		if v.Versions, err = call.Versions(t, s.Cohort.ID); err != nil {
			return err
		}
		if v.Extended, err = call.Extensions(t, s.Cohort.ID); err != nil {
			return err
		}
		v.Act, err = actOn(t, s)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, noticePage(v))
}

// actOn is the one next act of a signed-in reader: a city passes on, a county reads its city's letter.
func actOn(t *store.Tx, s seen) (*components.Act, error) {
	if !s.Actor.SignedIn() || !s.Dates.OpenAt(s.Now) && s.Now.After(s.Dates.Opens) {
		return nil, nil
	}
	letter, found, err := call.LetterFor(t, s.Cohort.ID, s.Actor.Unit)
	switch {
	case err != nil:
		return nil, err
	case call.MayPass(s.Actor, s.Cohort).Allowed && !found:
		return &components.Act{Label: "转发到各县（市、区）", URL: noticeURL(s.Cohort.ID) + "/pass", Get: true,
			Note: "起草转发函，定市内截止时间，可以附带意向摸底。"}, nil
	case call.MayPass(s.Actor, s.Cohort).Allowed:
		return &components.Act{Label: "转发情况", URL: noticeURL(s.Cohort.ID) + "/pass", Get: true,
			Note: "已转发，市内截止" + components.Before(letter.Inner) + "。"}, nil
	case found && s.Actor.Has(access.Clerk, access.Head):
		return &components.Act{Label: "查看转发函", URL: noticeURL(s.Cohort.ID) + "/letter", Get: true,
			Note: "市内截止" + components.Before(letter.Inner) + "。"}, nil
	}
	return nil, nil
}

// title is the document's, broken by meaning.
func (v noticeView) title() string { return strings.Join(v.Version.Text.Notice.Title, "\n") }

// printed are the fields of a section, as the paper names them.
func printed(s programme.Section) []string {
	var labels []string
	for _, f := range s.Fields {
		if f.Unprinted {
			continue
		}
		label := strings.ReplaceAll(f.Label, " ", "") + f.Hint
		if f.Group != "" {
			label = f.Group + label
		}
		labels = append(labels, label)
	}
	return labels
}

// breakable cuts a text after "@", where a line may break, so that a mail address does not pull a line apart.
func breakable(text string) []string { return strings.SplitAfter(text, "@") }
