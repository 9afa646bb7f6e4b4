package pages

import (
	"fmt"
	"net/http"
	"slices"

	"shidian/internal/access"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
)

// mostEvidence bounds the files that come with a statement or a summing up, mostProofs those with a use of money.
const (
	mostEvidence = 5
	mostProofs   = 10
)

// proofTypes are the kinds of files that prove something.
var proofTypes = []files.Type{files.PDF, files.PNG, files.JPEG}

// proofLimits are the routes of these parts that take more than a form.
func proofLimits() (limits []kit.Limit) {
	for pattern, most := range map[string]int64{"POST /cases/{id}/adopt": mostEvidence, "POST /upward/{id}": mostEvidence, "POST /exchanges/{id}/sum-up": mostEvidence,
		"POST /brand/{id}/pay": 1, "POST /brand/{id}/reverse": 1, "POST /brand/{id}/use": mostProofs} {
		limits = append(limits, kit.Limit{Pattern: pattern, Max: most*files.AttachmentLimit + 1<<20, Stream: true})
	}
	return limits
}

// readProof reads a form with the files that prove something, or those that came with an earlier try; may is asked first.
func (p *Pages) readProof(r *http.Request, most int, may func(*store.Tx) error) (*http.Request, *kit.Form, kit.Came, error) {
	return kit.Taking{Store: p.Room.Files, May: func() error { return p.DB.Read(r.Context(), may) }, Types: proofTypes, Most: most}.Read(r)
}

// sendProof sends the file that the reader finds in what he may read; of gives its hash, "" where there is none.
func (p *Pages) sendProof(w http.ResponseWriter, r *http.Request, name string, of func(*store.Tx, access.Actor) (string, error)) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	hash := ""
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		hash, err = of(t, actor)
		return err
	})
	if err != nil {
		return err
	}
	return kit.SendKept(w, p.Room.Files, name, hash)
}

// among is a hash where it is one of some; "" else.
func among(hashes []string, hash string) string {
	if !slices.Contains(hashes, hash) {
		return ""
	}
	return hash
}

// evidence asks for files that may come along.
func evidence(label, wrong string) components.Upload {
	return components.Upload{Name: "files", Label: label, Hint: fmt.Sprintf("PDF 或者图片，最多%d个，单个不超过 20 MB，可以不传", mostEvidence), Multiple: true, Error: wrong}
}

// proofUpload takes the kinds of files that prove something; where some are kept already, none is asked for.
func proofUpload(u components.Upload, kept []string) components.Upload {
	u.Accept = ".pdf,.png,.jpg,.jpeg"
	if len(kept) > 0 {
		u.Hint, u.Required = "已上传，不用再选；需要换的再选一次。", false
	}
	return u
}
