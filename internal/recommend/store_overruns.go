package recommend

import (
	"strconv"
	"strings"

	"shidian/internal/store"
)

// Overruns tells of many applications at once which were recommended beyond the places (A7).
func Overruns(t *store.Tx, ids []string) (map[string]bool, error) {
	beyond := map[string]bool{}
	if len(ids) == 0 {
		return beyond, nil
	}
	marks, args := make([]string, len(ids)), make([]any, len(ids))
	for i, id := range ids {
		marks[i], args[i] = "$"+strconv.Itoa(i+1), id
	}
	list, err := store.Rows(t, store.Scalar[string], "SELECT application FROM overrun WHERE application IN ("+strings.Join(marks, ", ")+")", args...)
	for _, id := range list {
		beyond[id] = true
	}
	return beyond, err
}
