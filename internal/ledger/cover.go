package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"shidian/internal/store"
)

// Cover says how a room's table is bound to the ledger: an act that writes a row puts the digest of these columns
// into its entry, and verify compares each row with the last entry that wrote it. A table whose rows hold personal
// data has a random column "salt" among them, so that a digest tells nobody what it was made of.
type Cover struct {
	Table   string
	Key     []string // the primary key's columns; a row's key is their values joined by "/"
	Columns []string // covered, key columns not repeated; large texts are covered by a column with their hash, see Check
}

// Digest is the digest of one row now; "" when there is no such row.
func (c Cover) Digest(t *store.Tx, key string) (string, error) {
	values := strings.Split(key, "/")
	if len(values) != len(c.Key) {
		return "", fmt.Errorf("key %q of table %s has not %d parts", key, c.Table, len(c.Key))
	}
	where := make([]string, len(c.Key))
	args := make([]any, len(c.Key))
	for i, column := range c.Key {
		where[i] = "CAST(" + column + " AS TEXT) = $" + strconv.Itoa(i+1)
		if i == 0 {
			where[i] = column + " = $1" // the first key column is TEXT, and indexed
		}
		args[i] = values[i]
	}
	row, found, err := store.One(t, c.scan, c.selectSQL()+" WHERE "+strings.Join(where, " AND "), args...)
	if err != nil || !found {
		return "", err
	}
	return row.Digest, nil
}

// All gives every row of the table with its digest.
func (c Cover) All(t *store.Tx) ([]Row, error) {
	return store.Rows(t, c.scan, c.selectSQL()+" ORDER BY "+strings.Join(c.Key, ", "))
}

func (c Cover) selectSQL() string {
	return "SELECT " + strings.Join(append(append([]string{}, c.Key...), c.Columns...), ", ") + " FROM " + c.Table
}

func (c Cover) scan(s store.Scanner) (Row, error) {
	values := make([]any, len(c.Key)+len(c.Columns))
	dest := make([]any, len(values))
	for i := range values {
		dest[i] = &values[i]
	}
	if err := s.Scan(dest...); err != nil {
		return Row{}, err
	}
	key := make([]string, len(c.Key))
	for i := range c.Key {
		key[i] = plain(values[i])
	}
	sum := sha256.New()
	for _, v := range values {
		text := plain(v)
		fmt.Fprintf(sum, "%d:%s;", len(text), text)
	}
	return Row{Table: c.Table, Key: strings.Join(key, "/"), Digest: hex.EncodeToString(sum.Sum(nil)[:16])}, nil
}

// plain writes a value the same way on both engines (SQLite keeps BOOLEAN as a number).
func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return "\x00null"
	case []byte:
		return string(v)
	case bool:
		if v {
			return "1"
		}
		return "0"
	default:
		return fmt.Sprint(v)
	}
}
