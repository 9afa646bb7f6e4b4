package pages

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/recommend"
	"shidian/internal/store"
)

// Endorse recommends: POST /recommend/{id}/endorse.
func (p *Pages) Endorse(w http.ResponseWriter, r *http.Request) error {
	return p.opine(w, r, "已推荐。", func(id string, seen int, back typed) error {
		return p.Room.Endorse(r.Context(), kit.Actor(r.Context()), id, seen, back.opinion(), back.Reason)
	})
}

// Confirm recommends the mended version: POST /recommend/{id}/confirm.
func (p *Pages) Confirm(w http.ResponseWriter, r *http.Request) error {
	return p.opine(w, r, "已确认。", func(id string, seen int, back typed) error {
		return p.Room.Confirm(r.Context(), kit.Actor(r.Context()), id, seen, back.opinion())
	})
}

func (b typed) opinion() recommend.Opinion { return recommend.Opinion{Text: b.Opinion, Pen: b.Pen} }

// opine reads the opinion's form. A stock phrase is put into the box, everything else stays as it was typed.
func (p *Pages) opine(w http.ResponseWriter, r *http.Request, done string, act func(id string, seen int, back typed) error) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	back := typed{Opinion: form.Text("opinion"), Pen: form.Ticked("pen"), Reason: form.Text("reason")}
	if n, err := strconv.Atoi(form.Text("stock")); err == nil {
		return p.phrase(w, r, n, back)
	}
	seen, _ := strconv.Atoi(form.Text("version"))
	if err := act(r.PathValue("id"), seen, back); err != nil {
		return p.again(w, r, err, back)
	}
	return p.toDesk(w, r, done)
}

// phrase shows the page again with the n-th stock phrase in the box.
func (p *Pages) phrase(w http.ResponseWriter, r *http.Request, n int, back typed) error {
	err := p.read(r, func(t *store.Tx) error {
		l, err := recommend.LineOf(t, r.PathValue("id"))
		if err != nil {
			return err
		}
		c, err := call.Get(t, l.Cohort)
		if phrases := stockOf(c.Programme); err == nil && n >= 1 && n <= len(phrases) {
			back.Opinion, back.Pen = phrases[n-1], false
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.one(w, r, http.StatusOK, &back)
}

// again shows the page with what was typed and why it was refused: to be mended, or overtaken by somebody else.
func (p *Pages) again(w http.ResponseWriter, r *http.Request, refused error, back typed) error {
	f, known := fault.As(refused)
	switch {
	case known && f.Kind == fault.KindInvalid:
		back.Problems = kit.ProblemsOf(refused)
		return p.one(w, r, http.StatusUnprocessableEntity, &back)
	case known && f.Kind == fault.KindConflict:
		back.Refused = f.Message
		return p.one(w, r, http.StatusConflict, &back)
	}
	return refused
}

// toDesk leads back to the desk, which says how many still wait.
func (p *Pages) toDesk(w http.ResponseWriter, r *http.Request, done string) error {
	var cohort string
	err := p.read(r, func(t *store.Tx) error {
		l, err := recommend.LineOf(t, r.PathValue("id"))
		if err != nil {
			return err
		}
		cohort = l.Cohort
		s, err := recommend.Standing(t, l.Cohort, l.City)
		if err != nil {
			return err
		}
		if l.State == apply.StateOverrun {
			done = "已推荐，超出名额，待" + s.Cohort.Programme.Organiser.Short + "研究。"
		}
		done = l.Name() + "：" + done
		if n := len(s.Waiting); n > 0 {
			done += fmt.Sprintf("还有%d份等待审核。", n)
		}
		return nil
	})
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, done)
	return kit.Redirect(w, r, "/recommend?cohort="+cohort)
}

// Decline refuses, with the reason: POST /recommend/{id}/decline.
func (p *Pages) Decline(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	back := typed{No: form.Text("no")}
	seen, _ := strconv.Atoi(form.Text("version"))
	err = p.Room.Decline(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), seen, back.No)
	if err != nil {
		return p.again(w, r, renamed(err, "no"), back)
	}
	return p.toDesk(w, r, "不予推荐，已告知申报单位。")
}

// renamed gives a fault's one field the name that it has on the page, where two forms stand beside each other.
func renamed(err error, name string) error {
	f, known := fault.As(err)
	if !known || f.Kind != fault.KindInvalid || len(f.Fields) != 1 {
		return err
	}
	return fault.InvalidField(name, f.Fields[0].Message)
}

// Rank moves an application one up or down: POST /recommend/{id}/rank.
func (p *Pages) Rank(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	id, up := r.PathValue("id"), form.Text("to") == "up"
	if !up && form.Text("to") != "down" {
		return fault.Invalid("请用上移、下移调整排序。")
	}
	if err := p.Room.Rank(r.Context(), kit.Actor(r.Context()), id, up); err != nil {
		return err
	}
	var s recommend.Stand
	err = p.read(r, func(t *store.Tx) error {
		l, err := recommend.LineOf(t, id)
		if err != nil {
			return err
		}
		s, err = recommend.Standing(t, l.Cohort, l.City)
		return err
	})
	if err != nil {
		return err
	}
	at := slices.IndexFunc(s.Ranked, func(l recommend.Line) bool { return l.ID == id })
	if at >= 0 { // it may have left the ranking since
		kit.Flash(w, r, components.Done, fmt.Sprintf("%s现在排第%d。", s.Ranked[at].UnitName, at+1))
	}
	to := "/recommend?cohort=" + s.Cohort.ID + "&moved=" + id
	if up {
		to += "&up=1"
	}
	return kit.Redirect(w, r, to)
}

// Overrun proposes the province's answer: POST /recommend/{id}/overrun.
func (p *Pages) Overrun(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	back := typed{Answer: form.Text("answer"), Agreed: form.Text("agreed")}
	if form.OneOf("agreed", "研究意见", "1", "0"); form.Err() != nil && back.Agreed == "" {
		return p.again(w, r, form.Err(), back)
	}
	_, err = p.Room.ProposeAnswer(r.Context(), kit.Actor(r.Context()), recommend.Decision{Application: id, Agreed: back.Agreed == "1", Reason: back.Answer})
	if err != nil {
		return p.again(w, r, renamed(err, "answer"), back)
	}
	kit.Flash(w, r, components.Done, "已提请审签，审签人同意后生效。")
	return kit.Redirect(w, r, address(id))
}

// stockOf are the programme's stock phrases for an opinion.
func stockOf(p *programme.Programme) []string { return p.Texts.Opinions }
