// Package ledger keeps the record of all acts (办理记录): one act, one entry; the entries form a Merkle tree
// (the transparency log of golang.org/x/mod/sumdb/tlog), so that whoever holds a receipt with size and root can
// prove that nothing before it was changed or dropped. See life.md, "The ledger".
package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"shidian/internal/store"
)

// Version of the entry's format, the first field of its bytes.
const Version = 1

// Entry is one act as it is hashed. It carries ids and hashes, never personal data: words stay in the rooms' tables.
type Entry struct {
	Version int    `json:"v"`
	N       int64  `json:"n"`            // 0, 1, 2 … without gaps
	At      int64  `json:"at"`           // microseconds UTC
	Account string `json:"account"`      // who acted
	Role    string `json:"role"`         // in which role
	Unit    string `json:"unit"`         // for which unit, "" for none
	By      string `json:"by,omitempty"` // the proposer, where a second person confirmed
	Act     string `json:"act"`
	Step    string `json:"step,omitempty"` // propose, confirm or reject, for acts of two persons
	Object  string `json:"object"`
	From    string `json:"from,omitempty"`
	To      string `json:"to,omitempty"`
	Froze   string `json:"froze,omitempty"`  // hex SHA-256 of what the act froze
	Reason  string `json:"reason,omitempty"` // hex salted SHA-256 of the reason's words
	Rows    []Row  `json:"rows,omitempty"`   // the rows it wrote, as they stood after it
	Along   []Move `json:"along,omitempty"`  // the other things that it carried along
}

// Move is another thing than the act's object that the act carried from one state to another.
type Move struct {
	Object string `json:"o"`
	From   string `json:"f"`
	To     string `json:"to"`
}

// Row is a row of a covered table after an act: the digest of its covered columns, "" when the act removed it.
type Row struct {
	Table  string `json:"t"`
	Key    string `json:"k"`
	Digest string `json:"d"`
}

// Append gives the entry its number and writes it into the caller's transaction, as its last statements: on PostgreSQL
// the head's row is locked from here to the commit.
func Append(t *store.Tx, e Entry) (Entry, error) {
	var size int64
	if err := t.QueryRow("UPDATE ledger_head SET size = size + 1 WHERE one = 1 RETURNING size").Scan(&size); err != nil {
		return e, fmt.Errorf("ledger head: %w", err)
	}
	e.Version, e.N = Version, size-1
	bytes, err := json.Marshal(e)
	if err != nil {
		return e, err
	}
	_, err = t.Exec(`INSERT INTO ledger_entry (n, at, account, act, object, bytes) VALUES ($1, $2, $3, $4, $5, $6)`,
		e.N, e.At, e.Account, e.Act, e.Object, bytes)
	if err != nil {
		return e, err
	}
	for _, move := range e.Along {
		if _, err := t.Exec("INSERT INTO ledger_along (object, n) VALUES ($1, $2)", move.Object, e.N); err != nil {
			return e, err
		}
	}
	return e, appendHashes(t, e.N, bytes)
}

// Decode reads an entry's bytes.
func Decode(bytes []byte) (Entry, error) {
	var e Entry
	err := json.Unmarshal(bytes, &e)
	return e, err
}

// Salted is the hash under which words stand in an entry: nobody can guess them without the salt kept beside the words.
func Salted(salt, words string) string {
	if words == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(salt + "\x00" + words))
	return hex.EncodeToString(sum[:])
}

// History gives the entries of an object in their order, those among them that carried it along with another thing.
// From and To of each are the object's own.
func History(t *store.Tx, object string) ([]Entry, error) {
	entries, err := store.Rows(t, scanEntry, `SELECT bytes FROM (SELECT n, bytes FROM ledger_entry WHERE object = $1 UNION ALL
		SELECT e.n, e.bytes FROM ledger_along l JOIN ledger_entry e ON e.n = l.n WHERE l.object = $1) h ORDER BY n`, object)
	for i := range entries {
		entries[i].From, entries[i].To = entries[i].moved(object)
	}
	return entries, err
}

// moved is from where to where the entry's act brought an object.
func (e Entry) moved(object string) (from, to string) {
	if object == e.Object {
		return e.From, e.To
	}
	for _, move := range e.Along {
		if move.Object == object {
			return move.From, move.To
		}
	}
	return "", ""
}

// Page gives up to limit entries from number from on.
func Page(t *store.Tx, from int64, limit int) ([]Entry, error) {
	return store.Rows(t, scanEntry, "SELECT bytes FROM ledger_entry WHERE n >= $1 ORDER BY n LIMIT $2", from, limit)
}

func scanEntry(row store.Scanner) (Entry, error) {
	bytes, err := store.Scalar[[]byte](row)
	if err != nil {
		return Entry{}, err
	}
	return Decode(bytes)
}
