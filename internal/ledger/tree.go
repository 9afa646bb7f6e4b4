package ledger

import (
	"encoding/hex"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"shidian/internal/store"
)

// Head is the tree at one size: what receipts print and what leaves the house.
type Head struct {
	Size int64
	Root string // hex of 32 bytes; the empty tree has its own fixed root
}

// Size is how many entries there are.
func Size(t *store.Tx) (int64, error) {
	size, _, err := store.One(t, store.Scalar[int64], "SELECT size FROM ledger_head WHERE one = 1")
	return size, err
}

// Now is the head as this transaction sees it.
func Now(t *store.Tx) (Head, error) {
	size, err := Size(t)
	if err != nil {
		return Head{}, err
	}
	return At(t, size)
}

// At is the head as it was when the ledger had size entries.
func At(t *store.Tx, size int64) (Head, error) {
	root, err := tlog.TreeHash(size, reader{t})
	if err != nil {
		return Head{}, fmt.Errorf("ledger root at %d: %w", size, err)
	}
	return Head{Size: size, Root: hex.EncodeToString(root[:])}, nil
}

func appendHashes(t *store.Tx, n int64, bytes []byte) error {
	hashes, err := tlog.StoredHashes(n, bytes, reader{t})
	if err != nil {
		return fmt.Errorf("ledger hashes of %d: %w", n, err)
	}
	first := tlog.StoredHashIndex(0, n)
	for i, h := range hashes {
		if _, err := t.Exec("INSERT INTO ledger_hash (idx, hash) VALUES ($1, $2)", first+int64(i), h[:]); err != nil {
			return err
		}
	}
	return nil
}

// reader gives tlog the stored hashes it asks for.
type reader struct{ t *store.Tx }

// ReadHashes implements tlog.HashReader.
func (r reader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, idx := range indexes {
		bytes, found, err := store.One(r.t, store.Scalar[[]byte], "SELECT hash FROM ledger_hash WHERE idx = $1", idx)
		if err != nil {
			return nil, err
		}
		if !found || len(bytes) != tlog.HashSize {
			return nil, fmt.Errorf("ledger hash %d is missing", idx)
		}
		copy(hashes[i][:], bytes)
	}
	return hashes, nil
}
