package board

import (
	"strconv"
	"strings"

	"shidian/internal/store"
)

// applicationNames reads the unit's name of many applications at once.
func applicationNames(t *store.Tx, ids []string) (map[string]string, error) {
	names := make(map[string]string, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	marks, args := make([]string, len(ids)), make([]any, len(ids))
	for i, id := range ids {
		marks[i], args[i] = "$"+strconv.Itoa(i+1), id
	}
	rows, err := store.Rows(t, scanPair, "SELECT id, unit_name FROM application WHERE id IN ("+strings.Join(marks, ", ")+")", args...)
	for _, row := range rows {
		names[row[0]] = row[1]
	}
	return names, err
}

func scanPair(row store.Scanner) (pair [2]string, err error) {
	err = row.Scan(&pair[0], &pair[1])
	return pair, err
}
