package apply

import (
	"strconv"
	"strings"

	"shidian/internal/store"
)

// ByIDs reads many applications at once, by id, without asking who wants to know. One that is not there is left out.
func ByIDs(t *store.Tx, ids []string) (map[string]Application, error) {
	byID := make(map[string]Application, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	marks, args := make([]string, len(ids)), make([]any, len(ids))
	for i, id := range ids {
		marks[i], args[i] = "$"+strconv.Itoa(i+1), id
	}
	list, err := store.Rows(t, scanApplication, "SELECT "+applicationColumns+" FROM application WHERE id IN ("+strings.Join(marks, ", ")+")", args...)
	for _, a := range list {
		byID[a.ID] = a
	}
	return byID, err
}
