package pages

import (
	"net/http"

	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/run"
	"shidian/internal/store"
)

// mostEvidence bounds the files that come with one form.
const mostEvidence = 5

// adoptionLimits, upwardLimits and exchangeLimits are the routes of these parts that take more than a form.
func adoptionLimits() []kit.Limit { return proofLimits("POST /cases/{id}/adopt") }

func upwardLimits() []kit.Limit { return proofLimits("POST /upward/{id}") }

func exchangeLimits() []kit.Limit { return proofLimits("POST /exchanges/{id}/sum-up") }

func proofLimits(pattern string) []kit.Limit {
	return []kit.Limit{{Pattern: pattern, Max: mostEvidence*files.AttachmentLimit + 1<<20, Stream: true}}
}

// readProof reads a form with the files under the name files, or those that came with an earlier try; may is asked first.
func (p *Pages) readProof(r *http.Request, may func(*store.Tx) error) (*http.Request, *kit.Form, []string, error) {
	asked := func() error { return p.DB.Read(r.Context(), may) }
	r, form, came, err := kit.Taking{Store: p.Room.Files, May: asked, Types: proofTypes, Most: mostEvidence}.Read(r)
	return r, form, came["files"], err
}

// writing is a form that is kept while it is typed.
type writing struct {
	To      string // where it is sent
	Save    string // where it is kept
	Account string
	Edition string // names the round: what was typed in an earlier one does not come back into this
	Draft   run.Draft
	Title   string
}

func proofHint(kept []string) string {
	if len(kept) > 0 {
		return "已上传，不用再选；需要换的再选一次。"
	}
	return "PDF 或者图片，最多 5 个，单个不超过 20 MB，可以不传"
}
