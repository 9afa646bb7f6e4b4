package browser

import (
	_ "embed" // find.js
	"encoding/json"
	"errors"
)

//go:embed find.js
var findScript string

type wanted struct {
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Within string `json:"within"`
}

type found struct {
	X, Y float64
	Text bool
	Why  string
}

// look asks once; nil error means that it is there and, for things, that the mouse can reach it.
func (p *Page) look(want wanted) (found, error) {
	argument, err := json.Marshal(want)
	if err != nil {
		return found{}, err
	}
	var f found
	if err := p.evaluate(findScript+"("+string(argument)+")", &f); err != nil {
		return found{}, err
	}
	if f.Why != "" {
		return f, errors.New(f.Why)
	}
	return f, nil
}

// find waits until what is wanted is there; it is then window.__found in the page. What is to be clicked on must also
// have come to rest: a page that still scrolls to its place would be hit beside it.
func (p *Page) find(want wanted) found {
	p.browser.t.Helper()
	var f, last found
	resting := want.Kind != "click"
	err := p.await(func() (bool, error) {
		var err error
		if f, err = p.look(want); err != nil {
			last = found{}
			return false, err
		}
		there := resting || f == last
		last = f
		return there, nil
	})
	if err != nil {
		p.fatalf("no %s %q %s: %v", want.Kind, want.Name, want.Within, err)
	}
	return f
}
