package pages

import (
	"net/http"
	"strconv"
	"strings"

	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/paper"
	"shidian/internal/recommend"
	"shidian/internal/store"
)

const (
	kindPDF  = "application/pdf"
	kindDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	kindXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Paper is one of a recommender's papers: GET /recommend/{id}/{file} of a cohort, letter or list as .pdf, .docx, and the
// list as .xlsx.
func (p *Pages) Paper(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	what, format, _ := strings.Cut(r.PathValue("file"), ".")
	s, err := p.stand(r)
	if err != nil {
		return err
	}
	now := kit.Now(r.Context())
	switch what + "." + format {
	case "letter.pdf", "letter.docx":
		return p.paper(w, s.Recommender.Short+"推荐函", format, recommend.LetterPaper(s, now))
	case "list.pdf", "list.docx":
		return p.paper(w, s.Recommender.Short+recommend.ListTitle, format, recommend.ListPaper(s, now))
	case "list.xlsx":
		sheet, rows := recommend.ListSheet(s, now)
		kit.NameFile(w, s.Recommender.Short+recommend.ListTitle+".xlsx", kindXLSX)
		return sheet.Write(w, rows)
	}
	return fault.NotFound()
}

// stand reads the standing that a paper is about: the reader's own, or for the office that of ?unit=.
func (p *Pages) stand(r *http.Request) (s recommend.Stand, err error) {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return s, err
	}
	actor := kit.Actor(r.Context())
	of := query.Text("unit")
	if of == "" {
		of = actor.Unit
	}
	err = p.read(r, func(t *store.Tx) error {
		s, err = recommend.SeeStanding(t, actor, r.PathValue("id"), of)
		return err
	})
	return s, err
}

func (p *Pages) paper(w http.ResponseWriter, name, format string, doc paper.Document) error {
	if format == "docx" {
		body, err := paper.DOCX(doc)
		return send(w, name+".docx", kindDOCX, body, err)
	}
	body, err := paper.PDF(doc, p.Room.Fonts)
	return send(w, name+".pdf", kindPDF, body, err)
}

// Endorsed is the form with the recommender's opinion in its box: GET /recommend/{id}/endorsed.pdf. Who may see the
// application may see it.
func (p *Pages) Endorsed(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	var a apply.Application
	var c call.Cohort
	var one apply.Paper
	err := p.read(r, func(t *store.Tx) (err error) {
		if a, err = apply.See(t, kit.Actor(r.Context()), r.PathValue("id")); err != nil {
			return err
		}
		if c, err = call.Get(t, a.Cohort); err != nil {
			return err
		}
		if a.State == apply.StateOverrun {
			return fault.NotFound() // the answer is not told yet
		}
		one, err = recommend.PaperOf(t, a.ID, a.Version)
		return err
	})
	if err != nil {
		return err
	}
	blob, err := p.Room.Files.Get(one.Hash)
	if err != nil {
		return err
	}
	defer blob.Close()
	return kit.SendBlob(w, r, a.Name()+c.Programme.Called().Form+"（推荐）"+a.Number+" 第"+strconv.Itoa(one.Version)+"版.pdf", kindPDF, blob)
}

func send(w http.ResponseWriter, name, kind string, body []byte, err error) error {
	if err != nil {
		return err
	}
	return kit.SendFile(w, name, kind, body)
}
