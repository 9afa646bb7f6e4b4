package app

import (
	"fmt"

	"shidian/internal/call"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/programmes"
)

var callDeeds = map[string]deed{
	"call.open":             {try: openCall},
	"call.drop: draft":      {newDraft, func(w *town, who, id string) error { return w.Call.Drop(ctx, w.people[who], id, "误开") }},
	"call.publish: propose": {newDraft, proposeFirst},
	"call.publish: confirm": {proposed(proposeFirst, newDraft), confirm},
	"call.publish: reject":  {proposed(proposeFirst, newDraft), reject},
	"call.correct: propose": {standing, proposeNext},
	"call.correct: confirm": {proposed(proposeNext, standing), confirm},
	"call.correct: reject":  {proposed(proposeNext, standing), reject},
	"call.extend: propose":  {standing, extend},
	"call.extend: confirm":  {proposed(extend, standing), confirm},
	"call.extend: reject":   {proposed(extend, standing), reject},
	"save: extension draft": {standing, saveExtension},
	"call.close: by hand":   atTheDoor("call.close"),
	"call.pass":             {try: pass},
	"call.intend":           {letter, func(w *town, who, id string) error { return w.Call.Intend(ctx, w.people[who], id, call.Means) }},
}

func openCall(w *town, who, _ string) error {
	p, notice, err := shipped(programmes.ReformPilot, programmes.ReformPilotNotice)
	w.must(err)
	_, err = w.Call.Open(ctx, w.people[who], p, notice, w.year())
	return err
}

// year is one that has no cohort yet.
func (w *town) year() int {
	serial++
	return 2030 + serial
}

func newDraft(w *town) string { return w.openCohort(w.year()) }

func proposeFirst(w *town, who, id string) error {
	_, err := w.Call.Register(ctx, w.people[who], id, w.registration(fmt.Sprintf("鲁科协发〔2020〕%d号", w.year()), ""))
	return err
}

// standing is the second cohort, in force, with no correction waiting.
func standing(w *town) string {
	for _, p := range get(w, w.Door.Proposals) {
		if p.Object == w.second.Object() {
			_, err := w.Door.Reject(ctx, w.people["approver"], p.ID, "再改")
			w.must(err)
		}
	}
	return w.second.ID
}

func proposeNext(w *town, who, id string) error {
	_, err := w.Call.Register(ctx, w.people[who], id, w.registration("鲁科协发〔2020〕14号", "更正联系电话"))
	return err
}

// saveExtension puts the electronic and the paper deadline off by a week more than they stand.
func saveExtension(w *town, who, id string) error {
	text := get(w, func(t *store.Tx) (call.ExtensionText, error) { return call.StandingDates(t, w.second) })
	for i, d := range text.Dates {
		text.Dates[i].At = programme.Moment(d.At.Time().AddDate(0, 0, 7).Format("2006-01-02T15:04"))
	}
	text.Reason = "受疫情影响，部分单位无法按时签章"
	return w.Call.SaveExtension(ctx, w.people[who], id, text)
}

func extend(w *town, who, id string) error {
	w.must(saveExtension(w, "handler", id))
	_, err := w.Call.Extend(ctx, w.people[who], id, w.registration(fmt.Sprintf("鲁科协发〔2020〕%d号", w.year()), ""))
	return err
}

// proposed is the id of a proposal that waits for its second person.
func proposed(propose func(*town, string, string) error, object func(*town) string) func(*town) string {
	return func(w *town) string {
		id := object(w)
		w.must(propose(w, "handler", id))
		for _, p := range get(w, w.Door.Proposals) {
			if p.Object == call.Object(id) {
				return p.ID
			}
		}
		w.t.Fatal("nothing was proposed")
		return ""
	}
}

func init() {
	leavers = append(leavers, func(w *town) { w.must(confirm(w, "approver", proposed(extend, standing)(w))) })
}

func confirm(w *town, who, id string) error {
	_, err := w.Door.Confirm(ctx, w.people[who], id)
	return err
}

func reject(w *town, who, id string) error {
	_, err := w.Door.Reject(ctx, w.people[who], id, "请再核对")
	return err
}

// text is a letter as the city of 甲县 would begin it, asking.
func (w *town) text() call.LetterText {
	text := get(w, func(t *store.Tx) (call.LetterText, error) {
		return call.LetterDraft(t, w.second, w.unit("甲市科协"))
	})
	text.Asks = true
	return text
}

func pass(w *town, who, _ string) error {
	return w.Call.Pass(ctx, w.people[who], w.second.ID, w.text())
}

func letter(w *town) string {
	w.must(pass(w, "city", ""))
	return w.second.ID
}
