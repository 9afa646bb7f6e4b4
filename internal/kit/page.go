package kit

import (
	"context"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"shidian/internal/access"
)

// Page is what the layout needs to know of a page.
type Page struct {
	Title   string          // in the browser's tab; the h1 is the page's own
	Section string          // the NavItem.Key that is lit
	Crumbs  []Crumb         // the way here, without this page
	Head    templ.Component // title and line of stages, above the columns; nil when the content brings its own
	Aside   templ.Component // a column at the right; nil for none
	Hero    templ.Component // a white band below the header, full width; nil for none
	Narrow  bool            // reading width: notices, forms of a few fields, log-in
}

// Crumb is one step of the way to a page.
type Crumb struct{ Label, URL string }

// head is what the header shows.
type header struct {
	Brand, Footer, Feed        string
	Demo, Large, Bare          bool
	Nav                        []NavItem
	Actor                      access.Actor
	SignIn, SignOut, AccountAt string
	Banner                     templ.Component
	Now                        string
}

func headerOf(ctx context.Context) header {
	v := visitOf(ctx)
	if v == nil {
		return header{Brand: "试点工作系统", Bare: true}
	}
	opt := v.kit.opt
	h := header{Brand: opt.Brand, Footer: opt.Footer, Demo: opt.Demo, Large: isLarge(ctx), Bare: !v.identified,
		Actor: v.actor, SignIn: opt.SignIn, SignOut: opt.SignOut, AccountAt: opt.Account, Banner: opt.Banner, Now: nowMicros(ctx)}
	if !v.actor.SignedIn() {
		h.Feed = opt.Feed
	}
	if v.identified && opt.Nav != nil {
		h.Nav = opt.Nav(ctx)
	}
	return h
}

// runs cuts the navigation into what stands side by side: each entry alone, but neighbours that fold away together.
func runs(items []NavItem) (all [][]NavItem) {
	for i, item := range items {
		if i > 0 && item.More && items[i-1].More {
			all[len(all)-1] = append(all[len(all)-1], item)
		} else {
			all = append(all, []NavItem{item})
		}
	}
	return all
}

// lit tells whether the page's section is one of the entries.
func lit(items []NavItem, section string) bool {
	return slices.ContainsFunc(items, func(item NavItem) bool { return item.Key == section })
}

// who is the reader as the header names him: 甲县科协 · 填报人.
func who(a access.Actor) string {
	parts := []string{}
	if a.UnitName != "" {
		parts = append(parts, a.UnitName)
	}
	for _, role := range access.All {
		if role != access.Visitor && a.Has(role) {
			parts = append(parts, access.Titles[role])
		}
	}
	return strings.Join(parts, " · ")
}

func bodyClass(h header) string {
	class := "sd-body"
	if h.Demo {
		class += " is-demo"
	}
	return class
}

func htmlClass(h header) string {
	if h.Large {
		return "is-large"
	}
	return ""
}

func mainClass(p Page) string {
	class := "sd-main"
	if p.Narrow {
		class += " sd-main-narrow"
	}
	if p.Aside != nil {
		class += " sd-main-aside"
	}
	return class
}
