package peer

import (
	"database/sql"
	"fmt"
	"strings"
)

var synchronous = map[int]string{0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}

// Pragmas reads back what a connection was set to.
func Pragmas(query func(string, ...any) *sql.Row) (string, error) {
	var said []string
	for _, name := range []string{"journal_mode", "synchronous", "cache_size", "page_size", "wal_autocheckpoint"} {
		var value any
		if err := query("PRAGMA " + name).Scan(&value); err != nil {
			return "", err
		}
		text := fmt.Sprint(value)
		if level, ok := value.(int64); ok && name == "synchronous" {
			text = synchronous[int(level)]
		}
		said = append(said, name+" "+text)
	}
	return strings.Join(said, ", "), nil
}
