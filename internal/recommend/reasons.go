package recommend

import (
	"shidian/internal/apply"
	"shidian/internal/store"
)

// Reasons are the words of this room's acts on an application, for its history.
func Reasons(t *store.Tx, application string) ([]apply.Reason, error) {
	return selectReasons(t, application)
}
