package pages

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"

	"shidian/internal/kit"
	"shidian/internal/review"
	"shidian/internal/store"
)

// publicView is the page on which anybody checks a draw.
type publicView struct {
	Draws []review.Published
	Told  *told // the newest finished one, step by step; nil: none is finished
}

// PublicDraws is GET /draw.
func (p *Pages) PublicDraws(w http.ResponseWriter, r *http.Request) error {
	var v publicView
	err := p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Draws, err = review.PublishedDraws(t)
		return err
	})
	if err == nil {
		v.Told, err = toldOf(v.Draws)
	}
	if err != nil {
		return err
	}
	return kit.Render(w, r, publicPage(v))
}

// PublicFile is GET /draw/{id}/{n}/draw.json.
func (p *Pages) PublicFile(w http.ResponseWriter, r *http.Request) error {
	return p.drawn(r, func(_ *store.Tx, d review.Draw) error {
		return kit.SaveFile(w, "draw.json", jsonType, []byte(d.File))
	})
}

// told is a finished draw with what its explanation shows.
type told struct {
	review.Published
	File  review.DrawFile
	First []lot // the first of the order
}

// lot is a code with the beginning of its lot.
type lot struct{ Code, Lot string }

// firstLots is how many of the order the explanation shows.
const firstLots = 3

// toldOf takes the newest finished draw.
func toldOf(draws []review.Published) (*told, error) {
	i := slices.IndexFunc(draws, func(d review.Published) bool { return d.Draw.Done() })
	if i < 0 {
		return nil, nil
	}
	f, err := review.ReadDrawFile(strings.NewReader(draws[i].Draw.File))
	t := &told{Published: draws[i], File: f}
	for _, code := range f.Order[:min(firstLots, len(f.Order))] {
		sum := sha256.Sum256([]byte(f.Seed + code)) // docs/draw.md, step 3
		t.First = append(t.First, lot{code, begin(hex.EncodeToString(sum[:]))})
	}
	return t, err
}

// numbers are the witnesses' numbers: 甲单位出的是 42，乙单位出的是 7.
func (t told) numbers() string {
	words := make([]string, len(t.File.Witnesses))
	for i, w := range t.File.Witnesses {
		words[i] = w.Body + "出的是 " + w.Number
	}
	return strings.Join(words, "，")
}

// begin is the beginning of a hash, enough to compare by eye.
func begin(hash string) string { return hash[:min(8, len(hash))] + "…" }

func fileURL(d review.Published) string {
	return "/draw/" + d.Draw.Panel + "/" + n(d.Draw.N) + "/draw.json"
}
