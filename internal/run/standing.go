package run

import (
	"time"

	"shidian/internal/store"
)

// PlansDue are the dates until when plans are asked for that are not handed in, by pilot.
func PlansDue(t *store.Tx) (map[string]time.Time, error) { return plansDue(t, "") }
