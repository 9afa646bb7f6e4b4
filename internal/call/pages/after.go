package pages

import (
	"shidian/internal/call"
	"shidian/internal/store"
)

// Later is what anybody may know of a cohort after its applications; the rooms that know it come later than this one.
type Later struct {
	Shown    []Shown // what is on public notice and what was released, the newest first
	Noticed  bool    // something is or was on public notice
	Released bool
}

// Shown is a public notice or a released list.
type Shown struct {
	Title, URL, Note string
	Running          bool // objections are taken
}

// later reads it, where the house has such rooms.
func (p *Pages) later(t *store.Tx, c call.Cohort) (Later, error) {
	if p.Later == nil {
		return Later{}, nil
	}
	return p.Later(t, c)
}
