package pages

import (
	"net/http"
	"slices"

	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/run"
)

// HalfFile is a file that proves a line: GET /pilots/{id}/half/{stocktaking}/files/{hash}.
func (p *Pages) HalfFile(w http.ResponseWriter, r *http.Request) error {
	v, err := p.halfOf(r, true)
	if err != nil {
		return err
	}
	hash := r.PathValue("hash")
	shown := []run.ReportBody{v.Body}
	for _, one := range v.History {
		shown = append(shown, one.Body)
	}
	for _, b := range shown {
		for _, l := range b.Lines {
			if i := slices.Index(l.Files, hash); i >= 0 {
				return p.sendProof(w, r, "附件"+n(i+1), hash)
			}
		}
	}
	return fault.NotFound()
}

func (p *Pages) sendProof(w http.ResponseWriter, r *http.Request, name, hash string) error {
	f, err := p.Room.Files.Get(hash)
	if err != nil {
		return err
	}
	defer f.Close()
	kind, err := files.TypeOf(f)
	if err != nil {
		return err
	}
	return kit.SendBlob(w, r, name+files.Extensions[kind], string(kind), f)
}

// HalfPDF is the report as a paper: GET /pilots/{id}/half/{stocktaking}/report.pdf.
func (p *Pages) HalfPDF(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	pdf, err := p.Room.ReportFile(r.Context(), actor, r.PathValue("stocktaking"), r.PathValue("id"))
	if err != nil {
		return err
	}
	return kit.SendFile(w, "工作进展情况.pdf", "application/pdf", pdf)
}
