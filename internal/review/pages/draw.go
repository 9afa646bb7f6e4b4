package pages

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/paper"
	"shidian/internal/review"
	"shidian/internal/store"
)

// witnessView is the last draw of a panel as its witnesses see it.
type witnessView struct {
	Draw  review.Draw
	File  review.DrawFile
	Mine  *review.Witness // the reader's own place; nil: he is no witness
	Form  *kit.Form
	Wrong kit.Problems
}

// Witness is GET /panels/{id}/draw.
func (p *Pages) Witness(w http.ResponseWriter, r *http.Request) error {
	return p.witnessPage(w, r, &kit.Form{}, nil)
}

func (p *Pages) witnessPage(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	v := witnessView{Form: form, Wrong: wrong}
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		draws, err := review.Draws(t, r.PathValue("id"))
		if err != nil {
			return err
		}
		if err := review.MaySeeDraw(actor, draws).Err(); err != nil {
			return err
		}
		return v.read(draws, actor)
	})
	if err != nil {
		return err
	}
	status := http.StatusOK
	if wrong != nil {
		status = http.StatusUnprocessableEntity
	}
	return kit.RenderStatus(w, r, status, witnessPage(v))
}

func (v *witnessView) read(draws []review.Draw, actor access.Actor) (err error) {
	if len(draws) == 0 {
		return fault.NotFound()
	}
	v.Draw = draws[len(draws)-1]
	if i := slices.IndexFunc(v.Draw.Witnesses, func(w review.Witness) bool { return w.Account == actor.Account }); i >= 0 {
		v.Mine = &v.Draw.Witnesses[i]
	}
	if !v.Draw.Done() {
		v.File, err = review.Frozen(v.Draw)
		return err
	}
	v.File, err = review.ReadDrawFile(strings.NewReader(v.Draw.File))
	return err
}

// Number is POST /panels/{id}/number.
func (p *Pages) Number(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	return p.posted(w, r, "数字已输入。", "/panels/"+id+"/draw", func(actor access.Actor, form *kit.Form) error {
		return p.Room.Enter(r.Context(), actor, id, form.Text("number"))
	}, p.witnessPage)
}

// drawn is the finished draw that the address names.
func (p *Pages) drawn(r *http.Request, more func(*store.Tx, review.Draw) error) error {
	number, err := strconv.Atoi(r.PathValue("n"))
	if err != nil {
		return fault.NotFound()
	}
	return p.DB.Read(r.Context(), func(t *store.Tx) error {
		d, err := review.DrawnFile(t, r.PathValue("id"), number)
		if err != nil || more == nil {
			return err
		}
		return more(t, d)
	})
}

// Codes is GET /panels/{id}/draws/{n}/codes.csv: whose code is whose, with the salts that show it. For insiders only.
func (p *Pages) Codes(w http.ResponseWriter, r *http.Request) error {
	if _, err := insider(r.Context()); err != nil {
		return err
	}
	table := [][]string{{"代码", "盐值", "专家标识", "姓名", "工作单位"}}
	err := p.drawn(r, func(t *store.Tx, d review.Draw) error {
		codes, err := review.Codes(t, d.Panel, d.N)
		for _, c := range codes {
			table = append(table, []string{c.Code, c.Salt, c.Expert.ID, c.Expert.Name, c.Expert.Employer})
		}
		return err
	})
	if err != nil {
		return err
	}
	return kit.SaveFile(w, "代码对照表.csv", kit.CSVType, kit.CSV(table))
}

// Record is GET /panels/{id}/draws/{n}/record.pdf: 抽取记录表, to be signed.
func (p *Pages) Record(w http.ResponseWriter, r *http.Request) error {
	if _, err := insider(r.Context()); err != nil {
		return err
	}
	var doc paper.Document
	err := p.drawn(r, func(t *store.Tx, d review.Draw) (err error) {
		doc, err = review.DrawRecord(t, d)
		return err
	})
	if err != nil {
		return err
	}
	file, err := paper.PDF(doc, p.Fonts)
	if err != nil {
		return err
	}
	return kit.SendFile(w, "抽取记录表.pdf", pdfType, file)
}
