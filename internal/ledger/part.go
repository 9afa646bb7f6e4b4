package ledger

import (
	"encoding/hex"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"shidian/internal/store"
)

// Proven is an entry taken out of the tree with the way to its root: whoever holds the head needs nothing else to see
// that these very bytes stand there under this number.
type Proven struct {
	N     int64
	Bytes []byte
	Proof []tlog.Hash
}

// Earlier is an earlier head with the proof that the later tree begins with it: it ties a receipt that was handed out
// then to what leaves the house now.
type Earlier struct {
	Head
	Proof []tlog.Hash
}

// NumbersOf are the numbers of the entries about an object, of those too that carried it along.
func NumbersOf(t *store.Tx, object string) ([]int64, error) {
	return store.Rows(t, store.Scalar[int64], `SELECT n FROM (SELECT n FROM ledger_entry WHERE object = $1 UNION
		SELECT n FROM ledger_along WHERE object = $1) h ORDER BY n`, object)
}

// Prove takes entries out of the tree as it was when it had size of them.
func Prove(t *store.Tx, numbers []int64, size int64) ([]Proven, error) {
	hashes := remembering{reader{t}, map[int64]tlog.Hash{}}
	part := make([]Proven, len(numbers))
	for i, n := range numbers {
		bytes, found, err := store.One(t, store.Scalar[[]byte], "SELECT bytes FROM ledger_entry WHERE n = $1", n)
		if err == nil && !found {
			err = fmt.Errorf("ledger entry %d is missing", n)
		}
		if err != nil {
			return nil, err
		}
		proof, err := tlog.ProveRecord(size, n, hashes)
		if err != nil {
			return nil, fmt.Errorf("ledger proof of %d: %w", n, err)
		}
		part[i] = Proven{N: n, Bytes: bytes, Proof: proof}
	}
	return part, nil
}

// ProveHead shows that the tree of size entries begins with the one of fewer.
func ProveHead(t *store.Tx, earlier, size int64) (Earlier, error) {
	head, err := At(t, earlier)
	if err != nil {
		return Earlier{}, err
	}
	proof, err := tlog.ProveTree(size, earlier, reader{t})
	return Earlier{Head: head, Proof: proof}, err
}

// remembering asks for each hash once: the proofs of one part share most of theirs.
type remembering struct {
	from  reader
	known map[int64]tlog.Hash
}

// ReadHashes implements tlog.HashReader.
func (r remembering) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, idx := range indexes {
		h, known := r.known[idx]
		if !known {
			read, err := r.from.ReadHashes(indexes[i : i+1])
			if err != nil {
				return nil, err
			}
			h = read[0]
			r.known[idx] = h
		}
		hashes[i] = h
	}
	return hashes, nil
}

// errProof says that a proof does not lead to the root.
var errProof = errors.New("the proof does not lead to the root")

// Under proves the entry against a head. What it says comes from outside the house.
func (p Proven) Under(head Head) error {
	root, err := head.hash()
	if err != nil {
		return err
	}
	if p.N < 0 || p.N >= head.Size || tlog.CheckRecord(p.Proof, head.Size, root, p.N, tlog.RecordHash(p.Bytes)) != nil {
		return errProof
	}
	return nil
}

// Under proves that the tree of the later head begins with this one.
func (e Earlier) Under(head Head) error {
	root, err := head.hash()
	if err != nil {
		return err
	}
	own, err := e.hash()
	if err != nil {
		return err
	}
	if e.Size < 1 || e.Size > head.Size || tlog.CheckTree(e.Proof, head.Size, root, e.Size, own) != nil {
		return errProof
	}
	return nil
}

func (h Head) hash() (root tlog.Hash, err error) {
	raw, err := hex.DecodeString(h.Root)
	if err != nil || len(raw) != tlog.HashSize || h.Size < 1 {
		return root, errors.New("not a head")
	}
	copy(root[:], raw)
	return root, nil
}

// Moves are all things, its object first, that it brought from one state to another.
func (e Entry) Moves() []Move {
	return append([]Move{{Object: e.Object, From: e.From, To: e.To}}, e.Along...)
}
