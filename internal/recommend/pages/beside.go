package pages

import (
	"net/http"
	"slices"
	"strings"

	"shidian/internal/apply"
	"shidian/internal/kit"
	"shidian/internal/programme"
	"shidian/internal/recommend"
	"shidian/internal/store"
)

// besideView lays the submissions of one recommender side by side, a field a row.
type besideView struct {
	deskView
	All    []recommend.Line // those to choose from
	Chosen []recommend.Line
	Rows   []besideRow
}

// besideRow is one field with its text in each of the chosen.
type besideRow struct {
	Name  string
	Texts [][]string // paragraphs
}

// Beside shows submissions side by side: GET /recommend/beside?cohort=&unit=&of=…
func (p *Pages) Beside(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	actor, of := kit.Actor(r.Context()), query.Text("unit")
	if of == "" {
		of = actor.Unit
	}
	v := besideView{deskView: deskView{Now: kit.Now(r.Context()), Acts: actor.Unit == of}}
	err = p.read(r, func(t *store.Tx) error {
		if err := v.deskView.fill(t, actor, query.Text("cohort"), of); err != nil || len(v.Cohorts) == 0 {
			return err
		}
		return v.lay(t, query.All("of"))
	})
	if err != nil {
		return err
	}
	if len(v.Cohorts) == 0 {
		return kit.Render(w, r, emptyPage())
	}
	return kit.Render(w, r, besidePage(v))
}

// lay reads the texts of those that were asked for, else of all that are in question.
func (v *besideView) lay(t *store.Tx, asked []string) error {
	v.All = slices.Clone(v.Ranked)
	for _, l := range slices.Concat(v.Waiting, v.Returned) {
		if l.Endorsement == nil {
			v.All = append(v.All, l)
		}
	}
	for _, l := range v.All {
		if len(asked) == 0 || slices.Contains(asked, l.ID) {
			v.Chosen = append(v.Chosen, l)
		}
	}
	texts := make([]map[string]string, len(v.Chosen))
	for i, l := range v.Chosen {
		version, err := apply.VersionOf(t, l.ID, 0)
		if err != nil {
			return err
		}
		texts[i] = version.Values
	}
	v.Rows = besideRows(v.Cohort.Programme, v.Chosen, texts)
	return nil
}

// besideRows are the fields in which the bids themselves speak: no names, no phones, no opinions.
func besideRows(p *programme.Programme, lines []recommend.Line, texts []map[string]string) []besideRow {
	var rows []besideRow
	for _, f := range p.Fields() {
		if f.Personal || f.Filler != programme.Applicant || !slices.Contains([]programme.FieldType{programme.Paragraphs, programme.ContentsOf, programme.Period, programme.Choice, programme.Amount, programme.Rows, programme.Line}, f.Type) {
			continue
		}
		row := besideRow{Name: apply.FieldName(f)}
		for i, l := range lines {
			text := ""
			if f.For(l.Kind) {
				text = apply.Shown(p, f, texts[i][f.Key])
			}
			row.Texts = append(row.Texts, strings.Split(text, "\n"))
		}
		rows = append(rows, row)
	}
	return rows
}

func (v besideView) chosen(l recommend.Line) bool {
	return slices.ContainsFunc(v.Chosen, func(c recommend.Line) bool { return c.ID == l.ID })
}
