package pages

import (
	"net/http"
	"slices"

	"shidian/internal/fault"
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
	return kit.SendFile(w, "参加情况.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file)
}

// ExchangeProof is a file that came with the summing up: GET /exchanges/{id}/files/{hash}.
func (p *Pages) ExchangeProof(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	var roll spread.ExchangeRoll
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		roll, err = spread.ExchangeByID(t, actor, r.PathValue("id"))
		return err
	})
	if err == nil && !slices.Contains(roll.Files, r.PathValue("hash")) {
		err = fault.NotFound()
	}
	if err != nil {
		return err
	}
	return kit.SendKept(w, p.Room.Files, "活动材料", r.PathValue("hash"))
}
