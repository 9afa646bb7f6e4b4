package pages

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"shidian/internal/accept"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
)

// supplementView asks which fields are opened, and until when.
type supplementView struct {
	matter
	Mends  []mend
	Fields []choiceOf
	Last   time.Time // the last day for supplements; zero: none
	Why    string    // why no date is proposed
	Form   *kit.Form
	Until  string
	Wrong  kit.Problems
}

// mend is one item that has to be mended.
type mend struct{ Name, Note string }

// choiceOf is a field that may be opened.
type choiceOf struct{ Key, Name, Text string }

// SupplementForm asks what is opened: GET /accept/{id}/supplement.
func (p *Pages) SupplementForm(w http.ResponseWriter, r *http.Request) error {
	return p.supplementPage(w, r, http.StatusOK, &kit.Form{}, nil)
}

func (p *Pages) supplementPage(w http.ResponseWriter, r *http.Request, status int, form *kit.Form, wrong kit.Problems) error {
	v := supplementView{Form: form, Wrong: wrong, Until: form.Text("until")}
	err := p.officeMatter(r, func(t *store.Tx, m matter) error {
		v.matter = m
		return v.read(t, p)
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, supplementPage(v))
}

func (v *supplementView) read(t *store.Tx, p *Pages) error {
	if err := accept.MayCheck(v.Application); err != nil {
		return err
	}
	lines, err := accept.DraftOf(t, v.ID, v.Application.Version)
	if err != nil {
		return err
	}
	items := accept.ItemsFor(v.p(), v.Kind)
	if err := accept.MaySupplement(v.Application, items, lines); err != nil {
		return err
	}
	for _, item := range items {
		if line := lines[item.Key]; line.Result == accept.Mendable {
			v.Mends = append(v.Mends, mend{item.Name, line.Note})
		}
	}
	version, err := apply.VersionOf(t, v.ID, 0)
	if err != nil {
		return err
	}
	for _, f := range apply.FieldsFor(v.p(), v.Kind) {
		v.Fields = append(v.Fields, choiceOf{f.Key, apply.FieldName(f), shortText(apply.Shown(v.p(), f, version.Values[f.Key]))})
	}
	v.Fields = append(v.Fields, choiceOf{apply.AttachmentsKey, "附件", n(len(version.Attachments)) + "个"})
	dates, err := call.DatesFor(t, v.Cohort.ID, "")
	v.Last = dates.Supplement
	v.propose(p)
	return err
}

// propose fills in the date that the programme's days lead to, not past the last day for supplements.
func (v *supplementView) propose(p *Pages) {
	if v.Until != "" {
		return
	}
	until, err := p.Room.End(v.Now, v.p().Stages.Accept.SupplementDays.Value)
	if err != nil {
		v.Why = firstWords(err)
		return
	}
	if !v.Last.IsZero() && until.After(v.Last) {
		until = v.Last
	}
	v.Until = lastDay(until)
}

func (v supplementView) untilHint() string {
	hint := "按规定给" + v.p().Stages.Accept.SupplementDays.Value.Words() + "。"
	if v.Why != "" {
		hint = v.Why + "请自己填写期限。"
	}
	if !v.Last.IsZero() {
		hint += "最晚" + components.Before(v.Last) + "。"
	}
	return hint
}

func (v supplementView) ticked(key string) bool { return slices.Contains(v.Form.All("key"), key) }

// reason is what is told for a field: what was typed, else the words of what is to be mended.
func (v supplementView) reason(key string) string {
	if text := v.Form.Text("reason." + key); text != "" || len(v.Mends) != 1 {
		return text
	}
	return v.Mends[0].Note
}

func shortText(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}

// Supplement sends an application back, or asks for paper alone: POST /accept/{id}/supplement. From the page of the
// check it keeps what was typed and asks first.
func (p *Pages) Supplement(w http.ResponseWriter, r *http.Request) error {
	form, version, err := p.begun(w, r, accept.MaySupplement)
	if form == nil || err != nil {
		return err
	}
	var fields []apply.ReturnItem
	for _, key := range form.All("key") {
		fields = append(fields, apply.ReturnItem{Key: key, Reason: form.Text("reason." + key)})
	}
	if form.Text("how") == "fields" && len(fields) == 0 {
		return p.supplementPage(w, r, http.StatusUnprocessableEntity, form, kit.Problems{{Key: "key", Message: "请勾选要修改的栏目，并逐项写明怎样修改；申报材料不用改的，请选择“只补纸质件”。"}})
	}
	if form.Text("how") == "paper" {
		fields = nil
	}
	err = p.Room.Supplement(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), version, fields, endOf(dayOf(form.Text("until"))))
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.supplementPage(w, r, http.StatusUnprocessableEntity, form, problems)
	}
	if err != nil {
		return err
	}
	return p.onward(w, r, "已通知补正")
}

// rejectView asks for the reason.
type rejectView struct {
	matter
	Fatal   []mend
	Overdue bool
	Reason  string
	Wrong   kit.Problems
}

// RejectForm asks for the reason: GET /accept/{id}/reject.
func (p *Pages) RejectForm(w http.ResponseWriter, r *http.Request) error {
	return p.rejectPage(w, r, http.StatusOK, "", nil)
}

func (p *Pages) rejectPage(w http.ResponseWriter, r *http.Request, status int, reason string, wrong kit.Problems) error {
	v := rejectView{Reason: reason, Wrong: wrong}
	err := p.officeMatter(r, func(t *store.Tx, m matter) error {
		v.matter = m
		return v.read(t)
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, rejectPage(v))
}

func (v *rejectView) read(t *store.Tx) error {
	ret, _, err := apply.ReturnOf(t, v.Application)
	if err != nil {
		return err
	}
	asked, _, err := accept.PaperAsked(t, v.p(), v.Application)
	if err != nil {
		return err
	}
	lines, err := accept.DraftOf(t, v.ID, v.Application.Version)
	if err != nil {
		return err
	}
	v.Overdue = accept.Overdue(v.Application, ret, asked, v.Now)
	items := accept.ItemsFor(v.p(), v.Kind)
	var words []string
	for _, item := range items {
		if line := lines[item.Key]; line.Result == accept.Fatal {
			v.Fatal = append(v.Fatal, mend{item.Name, line.Note})
			words = append(words, line.Note)
		}
	}
	if v.Reason == "" && len(v.Wrong) == 0 {
		v.Reason = strings.Join(words, "；")
		if v.Overdue && v.Reason == "" {
			v.Reason = "没有在补正期限内补正。"
		}
	}
	const any = "x" // the reason itself is asked for on this page
	return accept.MayReject(v.Application, items, lines, v.Overdue, any)
}

// Reject proposes not to accept: POST /accept/{id}/reject.
func (p *Pages) Reject(w http.ResponseWriter, r *http.Request) error {
	form, version, err := p.begun(w, r, nil)
	if form == nil || err != nil {
		return err
	}
	_, err = p.Room.ProposeReject(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), version, form.Text("reason"))
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.rejectPage(w, r, http.StatusUnprocessableEntity, form.Text("reason"), problems)
	}
	if err != nil {
		return err
	}
	var cohort string
	err = p.officeMatter(r, func(_ *store.Tx, m matter) error {
		cohort = m.Application.Cohort
		return nil
	})
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已提请不予受理，由审签人办理后生效。")
	return kit.Redirect(w, r, deskURL(cohort))
}

// how is which of the two ways is chosen.
func (v supplementView) how() string {
	if how := v.Form.Text("how"); how != "" {
		return how
	}
	return "fields"
}

func (v supplementView) ways() []components.Option {
	ways := []components.Option{{Value: "fields", Label: "修改" + v.p().Called().Form, Note: "开放勾选的栏目，重新提交"}}
	if v.p().Paper != nil {
		ways = append(ways, components.Option{Value: "paper", Label: "只补纸质件", Note: v.p().Called().Form + "不用改，现行版本不变"})
	}
	return ways
}
