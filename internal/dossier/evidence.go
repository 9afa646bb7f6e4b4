package dossier

import (
	"encoding/hex"
	"encoding/json"
	"io"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"shidian/internal/apply"
	"shidian/internal/clock"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// Line is one entry of the cohort's part of the record of acts, in words.
type Line struct {
	N     int64 // its number in the whole record, from 1 as people count
	At    time.Time
	Who   string
	What  string
	About string
	To    string // where it brought the thing, "" where it left it
	Froze string // hash of what it fixed, "" for none
}

// ledgerPart takes the entries of the cohort's things out of the record of acts, each with its proof, and for every
// receipt that was handed out the proof that its head is the beginning of this record.
func (g *reading) ledgerPart() (err error) {
	if g.Head, err = ledger.Now(g.t); err != nil {
		return err
	}
	numbers, err := g.numbers()
	if err != nil {
		return err
	}
	if g.entries, err = ledger.Prove(g.t, numbers, g.Head.Size); err != nil {
		return err
	}
	subjects := g.subjects()
	for _, p := range g.entries {
		e, err := ledger.Decode(p.Bytes)
		if err != nil {
			return err
		}
		who, err := g.who(e.Unit, e.Role)
		if err != nil {
			return err
		}
		g.Acts = append(g.Acts, Line{N: e.N + 1, At: clock.FromMicros(e.At), Who: who, What: g.r.Title(e.Act, e.Step), About: subjects.of(e.Object),
			To: subjects.state(e.Object, e.To), Froze: e.Froze})
		if e.Act != apply.ActSubmit {
			continue
		}
		earlier, err := ledger.ProveHead(g.t, e.N+1, g.Head.Size)
		if err != nil {
			return err
		}
		g.earlier = append(g.earlier, earlier)
	}
	return nil
}

// numbers are those of the entries, in their order, each once.
func (g *reading) numbers() ([]int64, error) {
	objects, err := selectThings(g.t, g.Cohort.ID)
	if err != nil {
		return nil, err
	}
	for _, l := range g.r.Later {
		more, err := l.Things(g.t, g.Cohort.ID)
		if err != nil {
			return nil, err
		}
		objects = append(objects, more...)
	}
	for _, a := range g.Applications {
		objects = append(objects, apply.Object(a.ID))
	}
	letters, err := selectLetters(g.t, g.Cohort.ID)
	if err != nil {
		return nil, err
	}
	numbers, err := sentBy(g.t, letters)
	for _, object := range objects {
		if err != nil {
			return nil, err
		}
		var some []int64
		some, err = ledger.NumbersOf(g.t, object)
		numbers = append(numbers, some...)
	}
	slices.Sort(numbers)
	return slices.Compact(numbers), err
}

// evidenceFormat is the first word of the file that holds the entries.
const evidenceFormat = "shidian-dossier/1"

// evidence is the file 办理记录.json: the entries exactly as they were hashed, with the way of each to the root.
type evidence struct {
	Format  string      `json:"format"`
	Cohort  string      `json:"cohort"` // the id by which entries name it
	Title   string      `json:"title"`
	At      string      `json:"at"`
	Size    int64       `json:"size"`
	Root    string      `json:"root"`
	Entries []proven    `json:"entries"`
	Heads   []earlierIn `json:"heads"`
}

// proven is one entry; Entry are its bytes as text, Proof hashes in hex.
type proven struct {
	N     int64    `json:"n"`
	Entry string   `json:"entry"`
	Proof []string `json:"proof"`
}

// earlierIn is a head that a receipt printed.
type earlierIn struct {
	Size  int64    `json:"size"`
	Root  string   `json:"root"`
	Proof []string `json:"proof"`
}

func (rec *Record) evidence() evidence {
	e := evidence{Format: evidenceFormat, Cohort: rec.Cohort.ID, Title: rec.Cohort.Title(), At: rec.At.In(clock.Zone).Format(time.RFC3339),
		Size: rec.Head.Size, Root: rec.Head.Root}
	for _, p := range rec.entries {
		e.Entries = append(e.Entries, proven{p.N, string(p.Bytes), hexes(p.Proof)})
	}
	for _, h := range rec.earlier {
		e.Heads = append(e.Heads, earlierIn{h.Size, h.Root, hexes(h.Proof)})
	}
	return e
}

func hexes(proof []tlog.Hash) []string {
	list := make([]string, len(proof))
	for i, h := range proof {
		list[i] = hex.EncodeToString(h[:])
	}
	return list
}

// frozen is the file of a version's data: what its hash, and so its check code and the entry of its submit, is over. It is
// read when it is written: a version never changes.
func (g *reading) frozen(application string, n int) func(io.Writer) error {
	ctx, db := g.t.Context(), g.r.Door.DB
	return func(w io.Writer) error {
		var f apply.Frozen
		err := db.Read(ctx, func(t *store.Tx) (err error) {
			f, err = apply.FrozenOf(t, application, n)
			return err
		})
		if err != nil {
			return err
		}
		return writeJSON(w, f)
	}
}

func writeJSON(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(v)
}
