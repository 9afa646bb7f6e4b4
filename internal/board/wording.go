package board

import (
	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/store"
	"shidian/internal/wording"
)

// MayCheckWording tells who may have a text of his own looked through: whoever writes texts that leave the house.
func MayCheckWording(actor access.Actor) access.Verdict {
	if actor.Has(access.Handler, access.Approver, access.Recommender, access.Department, access.Supervisor) {
		return access.Allow()
	}
	return access.Hide()
}

// Checked holds a text that belongs to no one cohort against the directory and the set phrases of every cohort.
func Checked(t *store.Tx, text string) ([]wording.Finding, error) {
	cohorts, err := call.List(t)
	if err != nil {
		return nil, err
	}
	return call.Checked(t, text, cohorts...)
}
