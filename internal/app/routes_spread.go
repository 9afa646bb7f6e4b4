package app

import (
	"slices"

	spreadpages "shidian/internal/spread/pages"
)

// spreading are the addresses of what comes of the pilots.
func (h *House) spreading() []Route {
	spread := spreadpages.New(h.Spread)
	return slices.Concat(caseRoutes(spread), libraryRoutes(spread), adoptionRoutes(spread), upwardRoutes(spread), brandRoutes(spread), exchangeRoutes(spread))
}

// cases 典型案例, for those who work on them
func caseRoutes(p *spreadpages.Pages) []Route {
	return []Route{}
}

// cases 典型案例, for everybody
func libraryRoutes(p *spreadpages.Pages) []Route {
	return []Route{}
}

// adoption 推广应用
func adoptionRoutes(p *spreadpages.Pages) []Route {
	return []Route{}
}

// recommendation upward 向上推荐
func upwardRoutes(p *spreadpages.Pages) []Route {
	return []Route{}
}

// brand programme 品牌培育
func brandRoutes(p *spreadpages.Pages) []Route {
	return []Route{}
}

// exchange 观摩交流
func exchangeRoutes(p *spreadpages.Pages) []Route {
	return []Route{}
}
