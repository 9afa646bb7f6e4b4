package pages

import (
	"net/http"
	"strings"

	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/internal/wording"
)

// passView is a city's page of a notice: its letter, and what its counties answered.
type passView struct {
	seen
	City       unit.Unit
	Text       call.LetterText
	Sent       *call.Letter // the newest that went out
	Below      int          // how many counties it reaches
	Intentions []call.Intention
	Problems   kit.Problems
	Found      []wording.Finding // in the letter as it stands
	Day, Hour  string            // of the inner date, as typed
}

// Pass is a city's page: GET /notices/{id}/pass.
func (p *Pages) Pass(w http.ResponseWriter, r *http.Request) error {
	v, err := p.passing(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, passPage(v))
}

func (p *Pages) passing(r *http.Request) (v passView, err error) {
	if _, err := signedIn(r.Context()); err != nil {
		return v, err
	}
	if v.seen, err = p.see(r, 0); err != nil {
		return v, err
	}
	if err := call.MayPass(v.Actor, v.Cohort).Err(); err != nil {
		return v, err
	}
	err = p.read(r, func(t *store.Tx) error {
		if v.City, err = call.City(t, v.Actor); err != nil {
			return err
		}
		if v.Text, err = call.LetterDraft(t, v.Cohort, v.City); err != nil {
			return err
		}
		if v.Found, err = call.CheckedLetter(t, v.Cohort, v.Text); err != nil {
			return err
		}
		letter, found, err := call.LetterFor(t, v.Cohort.ID, v.City.ID)
		if err != nil {
			return err
		}
		if found {
			v.Sent = &letter
		}
		v.Intentions, err = call.IntentionsOf(t, v.Cohort, v.City.ID)
		v.Below = len(v.Intentions)
		return err
	})
	v.Day, v.Hour = showMoment(v.Text.Inner, false)
	return v, err
}

// SendLetter keeps the letter, or sends it where "send" was pressed: POST /notices/{id}/pass.
func (p *Pages) SendLetter(w http.ResponseWriter, r *http.Request) error {
	v, err := p.passing(r)
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	before := v.Text.Inner.Time()
	v.Text = typedLetter(form)
	v.Day, v.Hour = form.Text("inner"), form.Text("inner_hour")
	inner, ok := readMoment(v.Day, v.Hour)
	if !ok {
		form.Mend("inner", "请填写日期和时间，如 2020-05-15 和 24:00。")
	}
	v.Text.Inner = inner
	v.Text = v.Text.Redated(before)
	said := "转发函已保存，还没有转发。"
	err = form.Err()
	switch {
	case err != nil:
	case form.Ticked("send"):
		err, said = p.Room.Pass(r.Context(), v.Actor, v.Cohort.ID, v.Text), "已转发到本市各县（市、区）科协。"
	default:
		err = p.Room.SaveLetter(r.Context(), v.Actor, v.Cohort.ID, v.Text)
	}
	if v.Problems = kit.ProblemsOf(err); v.Problems != nil {
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, passPage(v))
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, said)
	return kit.Redirect(w, r, noticeURL(v.Cohort.ID)+"/pass")
}

func typedLetter(form *kit.Form) call.LetterText {
	return call.LetterText{Title: call.Lines(form.Text("title")), Addressees: form.Line("addressees"), Body: call.Lines(form.Text("body")),
		Contact: form.Line("contact"), Signed: form.Line("signed"), Asks: form.Ticked("asks")}
}

// head is the top of the city's page.
func (v passView) head() components.Head {
	h := components.Head{Over: v.Cohort.Title() + " · " + v.Cohort.Number, Title: "转发到各县（市、区）", State: "未转发", Tone: components.Active,
		Deadline: &components.Deadline{Label: v.Cohort.Programme.Organiser.Short + "截止", At: v.Dates.Electronic, Now: v.Now}}
	if v.Sent != nil {
		h.State, h.Tone = "已转发", components.Done
	}
	return h
}

func (v passView) stages() []components.Stage {
	line := []components.Stage{{Name: v.Cohort.Programme.Organiser.Short + "发布", Note: components.Day(v.Version.At), Standing: components.Past},
		{Name: "转发", Standing: components.Current}, {Name: "市内截止", Standing: components.Ahead},
		{Name: v.Cohort.Programme.Organiser.Short + "截止", Note: components.Before(v.Dates.Electronic), Standing: components.Ahead}}
	if v.Sent == nil {
		return line
	}
	line[1].Standing, line[1].Note = components.Past, components.Moment(v.Sent.At)
	line[2].Note, line[2].Standing = components.Before(v.Sent.Inner), components.Current
	if !v.Now.Before(v.Sent.Inner) {
		line[2].Standing, line[3].Standing = components.Past, components.Current
	}
	return line
}

// counts are how many counties gave each answer, those without one last.
func (v passView) counts() []components.Choice {
	n := map[call.Answer]int{}
	for _, i := range v.Intentions {
		n[i.Answer]++
	}
	var list []components.Choice
	for _, a := range call.Answers {
		list = append(list, components.Choice{Label: call.AnswerTitles[a], Count: n[a]})
	}
	return append(list, components.Choice{Label: "未回复", Count: n[""]})
}

// letterView is a county's page: the letter of its city, and its answer.
type letterView struct {
	seen
	Letter call.Letter
	Answer call.Intention
	May    bool // the reader may answer
}

// Letter is a county's page: GET /notices/{id}/letter.
func (p *Pages) Letter(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	var v letterView
	if v.seen, err = p.see(r, 0); err != nil {
		return err
	}
	err = p.read(r, func(t *store.Tx) error {
		letter, found, err := call.LetterFor(t, v.Cohort.ID, actor.Unit)
		if err != nil {
			return err
		}
		verdict := call.MayIntend(actor, letter, found)
		if verdict.Hidden {
			return verdict.Err()
		}
		v.Letter, v.May = letter, verdict.Allowed && !call.Over(v.Dates, v.Now)
		v.Answer, _, err = call.IntentionOf(t, v.Cohort.ID, actor.Unit)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, letterPage(v))
}

// Intend is the county's one click: POST /notices/{id}/letter, answer.
func (p *Pages) Intend(w http.ResponseWriter, r *http.Request) error {
	if _, err := signedIn(r.Context()); err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	answer := call.Answer(form.Text("answer"))
	if err := p.Room.Intend(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), answer); err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已回复：“"+call.AnswerTitles[answer]+"”。截止前可以改。")
	return kit.Redirect(w, r, noticeURL(r.PathValue("id"))+"/letter")
}

// answerClass marks the answer that was given.
func (v letterView) answerClass(a call.Answer) string {
	if v.Answer.Answer == a {
		return "btn btn-primary"
	}
	return "btn btn-outline-secondary"
}

func joined(lines []string) string { return strings.Join(lines, "\n") }
