package kit

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/clock"
)

// NavItem is one entry of the main navigation.
type NavItem struct {
	Key   string // what Page.Section names
	Label string
	URL   string
	Count int  // what waits there; 0 shows nothing
	More  bool // neighbours with it fold away under 更多, where the line is short
}

// Options is what the whole program tells the kit at start. Only Brand and Clock must be given.
type Options struct {
	Brand    string // the programme's full name, in the header of every page
	Footer   string // who runs it and whom to call, below every page
	Clock    *clock.Clock
	Log      *slog.Logger // nil: slog.Default
	Demo     bool         // stamps 演示 on every page
	HTTPS    bool         // cookies are Secure and browsers are told to stay on https
	Origins  []string     // further origins that may post ("https://host"), behind a proxy that changes Host
	SignIn   string       // the log-in page, "/login" when empty; gets ?back=
	SignOut  string       // POST target of 退出, "/logout" when empty
	Account  string       // the reader's own page; "" for none
	Feed     string       // the address of the feed that visitors' pages announce; "" for none
	Limits   []Limit      // routes whose bodies may be larger than DefaultLimit
	Identify func(r *http.Request) (access.Actor, error)
	Nav      func(ctx context.Context) []NavItem
	Banner   templ.Component // below the header: the demo's time bar; nil for none
}

// Kit is the web kit of one running program.
type Kit struct {
	opt      Options
	log      *slog.Logger
	limits   *http.ServeMux // used for matching only
	sizes    map[string]Limit
	guard    *http.CrossOriginProtection
	flashKey []byte // of this process: a notice that crosses a restart is dropped
}

// New makes the kit. It panics on options that cannot work, as this happens once, at start.
func New(opt Options) *Kit {
	if opt.Clock == nil || opt.Brand == "" {
		panic("kit: Clock and Brand are needed")
	}
	k := &Kit{opt: opt, log: opt.Log, flashKey: make([]byte, 32)}
	if k.log == nil {
		k.log = slog.Default()
	}
	if k.opt.SignIn == "" {
		k.opt.SignIn = "/login"
	}
	if k.opt.SignOut == "" {
		k.opt.SignOut = "/logout"
	}
	rand.Read(k.flashKey) // never fails: crypto/rand ends the program instead
	k.indexLimits(opt.Limits)
	k.guard = k.newGuard(opt.Origins)
	return k
}
