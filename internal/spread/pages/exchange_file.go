package pages

import (
	"net/http"

	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// ExchangeSheet is who comes as .xlsx: GET /exchanges/{id}/roll.xlsx.
func (p *Pages) ExchangeSheet(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	file, err := p.Room.ExchangeFile(r.Context(), actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	return kit.SendFile(w, "参加情况.xlsx", sheetType, file)
}

// ExchangeProof is a file that came with the summing up: GET /exchanges/{id}/files/{hash}.
func (p *Pages) ExchangeProof(w http.ResponseWriter, r *http.Request) error {
	return p.sendProof(w, r, "活动材料", func(t *store.Tx, actor access.Actor) (string, error) {
		roll, err := spread.ExchangeByID(t, actor, r.PathValue("id"))
		return among(roll.Files, r.PathValue("hash")), err
	})
}
