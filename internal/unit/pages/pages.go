package pages

import (
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/paper"
	"shidian/internal/unit"
)

// Pages answers every address of the room.
type Pages struct {
	Room    *unit.Room
	Fonts   *paper.Fonts
	Public  string // the address under which people reach the system, for slips; "": the request's own
	Proxied bool   // behind a proxy that speaks TLS, for the address on slips
	Home    string // where a log-in leads that wanted nothing else; "" is /

	// Demo lists whom one can be with a click, shown on the log-in page. nil, always, outside of a demo.
	Demo func(context.Context) ([]DemoPerson, error)
}

// signedIn leads a visitor to the log-in.
func signedIn(r *http.Request) error {
	if kit.Actor(r.Context()).SignedIn() {
		return nil
	}
	return fault.Unauthorized("请先登录。")
}

// home is where to go after a log-in: the page that was wanted, if it is one of ours.
func (p *Pages) home(back string) string {
	if back = kit.Local(back); back != "/" {
		return back
	}
	if p.Home != "" {
		return p.Home
	}
	return "/"
}

func (p *Pages) public(r *http.Request) string {
	if p.Public != "" {
		return p.Public
	}
	scheme := "http"
	if r.TLS != nil || p.Proxied {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// roleWords names roles as people say them: 填报人、负责人.
func roleWords(roles []access.Role) string {
	words := make([]string, len(roles))
	for i, role := range roles {
		words[i] = access.Titles[role]
	}
	return strings.Join(words, "、")
}

// again shows a form that came back with what needs mending. Too many tries stand beside the field key, as what was
// typed should stay; any other error goes to the one exit.
func again(w http.ResponseWriter, r *http.Request, err error, key string, page func(kit.Problems) templ.Component) error {
	if problems := kit.ProblemsOf(err); problems != nil {
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, page(problems))
	}
	if f, ok := fault.As(err); ok && f.Kind == fault.KindTooMany {
		return kit.RenderStatus(w, r, http.StatusTooManyRequests, page(kit.Problems{{Key: key, Message: f.Message}}))
	}
	return err
}
