package pages

import (
	"net/http"
	"slices"

	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// CasePicture is a picture of a case for those who work on it: GET /cases/{id}/work/pictures/{hash}; one that is not saved yet
// is named by the mark with which its page was shown.
func (p *Pages) CasePicture(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	hash, found := r.PathValue("hash"), false
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		c, of, err := seenCase(t, actor, r.PathValue("id"))
		if err != nil {
			return err
		}
		versions, err := spread.VersionsOf(t, c.ID)
		if err != nil {
			return err
		}
		bodies := []spread.Body{}
		for _, one := range versions {
			bodies = append(bodies, one.Body)
		}
		if spread.MayWrite(actor, c, of).Allowed {
			draft, _, err := spread.DraftBody(t, c, of)
			if err != nil {
				return err
			}
			bodies = append(bodies, draft)
			if one, is := marked(kit.KeptHash(r.Context(), query.Text("kept"))); is {
				bodies = append(bodies, spread.Body{Pictures: []spread.Picture{one}})
			}
		}
		for _, b := range bodies {
			found = found || slices.ContainsFunc(b.Pictures, func(one spread.Picture) bool { return one.Large == hash || one.Small == hash })
		}
		return nil
	})
	if err != nil {
		return err
	}
	if !found {
		return fault.NotFound()
	}
	return kit.SendKept(w, p.Room.Files, "图片", hash)
}
