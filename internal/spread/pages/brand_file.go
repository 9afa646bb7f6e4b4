package pages

import (
	"net/http"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// BrandProof is the voucher of a payment: GET /brand/{id}/payments/{payment}/proof.
func (p *Pages) BrandProof(w http.ResponseWriter, r *http.Request) error {
	return p.brandFile(w, r, "拨付凭证", func(b spread.Branded) (hash string) {
		for _, f := range b.Fundings {
			for _, paid := range f.Payments {
				if paid.ID == r.PathValue("payment") {
					hash = paid.Proof
				}
			}
		}
		return hash
	})
}

// SpendingFile is a proof of what was used: GET /brand/{id}/uses/{use}/{n}.
func (p *Pages) SpendingFile(w http.ResponseWriter, r *http.Request) error {
	return p.brandFile(w, r, "使用证明材料", func(b spread.Branded) (hash string) {
		at, _ := strconv.Atoi(r.PathValue("n"))
		for _, f := range b.Fundings {
			for _, s := range f.Spendings {
				if s.ID == r.PathValue("use") && at > 0 && at <= len(s.Files) {
					hash = s.Files[at-1]
				}
			}
		}
		return hash
	})
}

// brandFile sends a file that the reader finds in what he may read of a pilot.
func (p *Pages) brandFile(w http.ResponseWriter, r *http.Request, name string, of func(spread.Branded) string) error {
	return p.sendProof(w, r, name, func(t *store.Tx, actor access.Actor) (string, error) {
		b, err := spread.BrandSeen(t, actor, r.PathValue("id"))
		return of(b), err
	})
}
