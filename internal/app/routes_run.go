package app

import (
	runpages "shidian/internal/run/pages"
)

// running are the addresses of the pilots at work.
func (h *House) running() []Route {
	run := runpages.New(h.Run)
	return []Route{
		// run 实施
		{"GET /pilots", run.List},
		{"GET /pilots/{id}", run.Pilot},
	}
}
