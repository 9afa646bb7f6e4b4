package apply

import (
	"encoding/json"

	"shidian/internal/ledger"
	"shidian/internal/store"
)

// ActSubmit is the act whose entry carries a version's hash.
var ActSubmit = rowSubmit.Name

// Frozen is a version as it was hashed, for the archive: from it alone anybody computes the hash that the entry of the
// submit carries. It holds personal data.
type Frozen struct {
	Number   string `json:"number"`
	Version  int    `json:"version"`
	Body     string `json:"body"`     // canonical JSON
	Personal string `json:"personal"` // canonical JSON of the personal part
	Salt     string `json:"salt"`     // of the personal part
	Hash     string `json:"hash"`
}

// FrozenOf reads version n of an application as it was hashed.
func FrozenOf(t *store.Tx, id string, n int) (Frozen, error) {
	f, err := selectFrozen(t, id, n)
	return Frozen{Number: f.number, Version: f.n, Body: f.body, Personal: f.personal, Salt: f.salt, Hash: f.hash}, err
}

// Computed is the hash that the parts come to.
func (f Frozen) Computed() string {
	return versionHash(f.Number, f.Version, hashHex(f.Body), ledger.Salted(f.Salt, f.Personal))
}

// Bound are the application that the body is of, and names and hashes of the files that it binds, in their order.
func (f Frozen) Bound() (application string, files [][2]string, err error) {
	var b body
	err = json.Unmarshal([]byte(f.Body), &b)
	for _, file := range b.Attachments {
		files = append(files, [2]string{file.Name, file.Hash})
	}
	return b.Application, files, err
}
