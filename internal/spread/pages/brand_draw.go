package pages

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// drawing begins with what was drawn up and not decided.
func (v *moneyView) drawing(t *store.Tx, _ string) error {
	if err := spread.MayFund(v.Actor, v.Case).Err(); err != nil {
		return err
	}
	if v.Refused == nil {
		if err := spread.MayDraw(v.Programme(), v.Awaits); err != nil {
			return err
		}
	}
	return v.draft(t, spread.DraftFunding, func() kit.Typed {
		typed, f := kit.Typed{}, spread.Funding{}
		if f, _ = v.Open(); f.ID == "" {
			return typed
		}
		typed["total"], typed["words"] = []string{f.Total.String()}, []string{f.Words}
		for i, l := range f.Lines {
			typed["what."+fmt.Sprint(i+1)], typed["amount."+fmt.Sprint(i+1)] = []string{l.What}, []string{l.Amount.String()}
		}
		for i, part := range f.Instalments {
			k := fmt.Sprint(i + 1)
			typed["part."+k], typed["by."+k], typed["terms."+k] = []string{part.Amount.String()}, []string{part.By.String()}, []string{part.Terms}
		}
		return typed
	})
}

// rows are how many rows of a kind the form shows: those with something in them and two more.
func (v moneyView) rows(least int, names ...string) (keys []string) {
	last := 0
	for name := range v.Form {
		kind, key, _ := strings.Cut(name, ".")
		if n, err := strconv.Atoi(key); err == nil && slices.Contains(names, kind) && strings.TrimSpace(v.Form.Text(name)) != "" {
			last = max(last, n)
		}
	}
	for i := range min(max(least, last+2), mostRows) {
		keys = append(keys, strconv.Itoa(i+1))
	}
	return keys
}

// mostRows bounds the rows of a form.
const mostRows = 20

// Draw draws up money: POST /brand/{id}/funding.
func (p *Pages) Draw(w http.ResponseWriter, r *http.Request) error {
	return p.postMoney(w, r, moneyPosted{Which: "funding", Done: "经费已拟定。下一步：会议研究以后，登记研究决定。", Do: func(r *http.Request, actor access.Actor, form *kit.Form, _ kit.Came) error {
		x := spread.Drawing{Pilot: r.PathValue("id"), Upon: form.Upon(), Total: form.Text("total"), Words: form.Text("words")}
		for i := range mostRows {
			k := strconv.Itoa(i + 1)
			x.Lines = append(x.Lines, spread.DrawnLine{What: form.Line("what." + k), Amount: form.Text("amount." + k)})
			x.Instalments = append(x.Instalments, spread.DrawnInstalment{Amount: form.Text("part." + k), By: form.Text("by." + k), Terms: form.Line("terms." + k)})
		}
		_, err := p.Room.Draw(r.Context(), actor, x)
		return err
	}})
}

// DropFunding takes back what was drawn up: POST /brand/{id}/drop.
func (p *Pages) DropFunding(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	return p.inline("经费方案已撤回。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.DropFunding(r.Context(), actor, id, form.Text("funding"), form.Text("drop_reason"))
	}, w, r)
}
