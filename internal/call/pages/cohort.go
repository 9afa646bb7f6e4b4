package pages

import (
	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// cohortView is the office's page of a cohort.
type cohortView struct {
	Cohort           call.Cohort
	Draft            call.DraftText
	Dates            call.Dates // those in force, else the draft's
	Versions         []call.Version
	Waiting          *act.Proposal // what waits for the second person
	Proposed         call.Proposed // its words
	Answer           *act.Proposal // what was sent back last
	Lacks            []fault.Field // what the draft lacks before it may be registered
	Changed          bool          // the draft differs from the version in force
	Passed           []passed      // the cities that passed it on
	Extended         []call.Extension
	WaitingExtension *act.Proposal // an extension that waits for the second person
	History          []components.Event
	Deadline         *components.Deadline
	Now              time.Time
	actor            access.Actor
	problems         kit.Problems // of the form that gives the cohort up
}

// passed is a city's letter in a list.
type passed struct {
	City   string
	Letter call.Letter
}

// Cohort is the office's page of a cohort: GET /cohorts/{id}.
func (p *Pages) Cohort(w http.ResponseWriter, r *http.Request) error {
	v, err := p.cohort(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, cohortPage(v))
}

func (p *Pages) cohort(r *http.Request) (v cohortView, err error) {
	if v.actor, err = signedIn(r.Context()); err != nil {
		return v, err
	}
	if err := call.MaySeeDraft(v.actor).Err(); err != nil {
		return v, err
	}
	err = p.read(r, func(t *store.Tx) error {
		if v.Cohort, err = call.Get(t, r.PathValue("id")); err != nil {
			return err
		}
		for _, read := range []func(*store.Tx, *cohortView) error{readDraft, p.readProposals, p.readExtensions, readPassed, p.readHistory} {
			if err := read(t, &v); err != nil {
				return err
			}
		}
		return nil
	})
	return v, err
}

func readDraft(t *store.Tx, v *cohortView) (err error) {
	c := v.Cohort
	v.Now = t.Now()
	if v.Draft, err = call.DraftOf(t, c.ID); err != nil {
		return err
	}
	if v.Versions, err = call.Versions(t, c.ID); err != nil {
		return err
	}
	before, err := call.DatesFor(t, c.ID, "")
	if err != nil {
		return err
	}
	v.Dates = before
	if c.Version == 0 {
		v.Dates = v.Draft.Text.DatesIn(c.Programme)
	}
	v.Changed = len(v.Versions) > 0 && v.Versions[0].Changes(c.Programme, v.Draft.Text, before)
	v.Lacks = append(call.Incomplete(c.Programme, v.Draft.Text), call.WrongDates(c.Programme, v.Draft.Text, before, t.Now())...)
	if c.Version > 0 {
		v.Deadline = &components.Deadline{Label: v.Cohort.Programme.SubmitEnd(), At: v.Dates.Electronic, Now: t.Now()}
	}
	return nil
}

func (p *Pages) readProposals(t *store.Tx, v *cohortView) error {
	waiting, found, err := p.Room.Waiting(t, v.Cohort.ID)
	if err != nil {
		return err
	}
	if found {
		v.Waiting = &waiting
		v.Proposed, err = call.ProposedIn(waiting)
		return err
	}
	answer, found, err := p.Room.LastAnswer(t, v.Cohort.ID)
	if found {
		v.Answer = &answer
	}
	return err
}

func (p *Pages) readExtensions(t *store.Tx, v *cohortView) (err error) {
	if v.Extended, err = call.Extensions(t, v.Cohort.ID); err != nil {
		return err
	}
	waiting, found, err := p.Room.WaitingExtension(t, v.Cohort.ID)
	if found {
		v.WaitingExtension = &waiting
	}
	return err
}

func readPassed(t *store.Tx, v *cohortView) error {
	letters, err := call.Letters(t, v.Cohort.ID)
	for _, l := range letters {
		city, err := unit.Get(t, l.City, t.Now())
		if err != nil {
			return err
		}
		v.Passed = append(v.Passed, passed{city.Short, l})
	}
	return err
}

// readHistory reads the acts on the cohort, the newest first. What a county answered its city is theirs and left out.
func (p *Pages) readHistory(t *store.Tx, v *cohortView) error {
	entries, err := ledger.History(t, v.Cohort.Object())
	for i := len(entries) - 1; i >= 0; i-- {
		e := entries[i]
		if call.Between(e) {
			continue
		}
		who, err := whoActed(t, e)
		if err != nil {
			return err
		}
		v.History = append(v.History, components.Event{At: clock.FromMicros(e.At), Who: who, What: p.Titles(e.Act, e.Step), Number: e.N})
	}
	return err
}

func whoActed(t *store.Tx, e ledger.Entry) (string, error) {
	role := access.Titles[access.Role(e.Role)]
	if e.Unit == "" {
		return role, nil
	}
	u, err := unit.Get(t, e.Unit, t.Now())
	return u.Short + " " + role, err
}

// stages is the line of stages with dates.
func (v cohortView) stages() []components.Stage {
	at := map[act.State]int{call.Draft: 0, call.Published: 2, call.Closed: 3}[v.Cohort.State]
	if v.Waiting != nil && v.Cohort.State == call.Draft {
		at = 1
	}
	notes := []string{"", "文号、签发人、日期、印发件，两人办理", components.Day(v.Cohort.PublishedAt), until(v.Dates.Electronic, v.Now)}
	notes[0] = components.Moment(v.Draft.At) + "保存"
	var line []components.Stage
	for i, name := range []string{"起草", "登记审签", "发布、申报", "截止"} {
		standing := components.Ahead
		switch {
		case v.Cohort.State == call.Dropped:
			standing = components.Skipped
		case i < at:
			standing = components.Past
		case i == at:
			standing = components.Current
		}
		line = append(line, components.Stage{Name: name, Note: notes[i], Standing: standing})
	}
	return line
}

// numberOr is the number in force, or what stands for it before the registration.
func numberOr(c call.Cohort) string {
	if c.Number == "" {
		return "文号待登记"
	}
	return c.Number
}

// next is the ONE next act.
func (v cohortView) next() components.Act {
	handler := call.MayDraft(v.actor).Allowed
	switch {
	case v.Cohort.State == call.Dropped:
		return components.Act{Note: "这一批次已经撤销。"}
	case v.Waiting != nil && v.actor.Has(access.Approver) && v.actor.Account != v.Waiting.Proposer:
		return components.Act{Label: "审签", URL: "/proposals/" + v.Waiting.ID, Get: true, Note: "经办已提请登记发布，请核对文号、签发人、成文日期和印发件。"}
	case v.Waiting != nil:
		return components.Act{Holder: v.Cohort.Programme.Organiser.Office + "审签人", Note: "已提请登记发布。审签前草稿不能修改；如需修改，请审签人退回。"}
	case v.WaitingExtension != nil && v.actor.Has(access.Approver) && v.actor.Account != v.WaitingExtension.Proposer:
		return components.Act{Label: "审签", URL: "/proposals/" + v.WaitingExtension.ID, Get: true, Note: "经办已提请延期，请核对新的时间、理由、文号和印发件。"}
	case v.Cohort.Version > 0 && !v.Changed:
		return components.Act{Label: "查看已发布的通知", URL: noticeURL(v.Cohort.ID), Get: true, Note: "文字有误的，更正后重新登记；时间要延后的，在“时间安排”旁办理延期。"}
	case !handler:
		return components.Act{Holder: v.Cohort.Programme.Organiser.Office + "经办", Note: "通知由经办起草、登记。"}
	case len(v.Lacks) > 0:
		return components.Act{Label: "继续起草", URL: cohortURL(v.Cohort.ID) + "/draft", Get: true, Note: "还有未填写或需要核对的内容，见下方清单。"}
	case v.Cohort.Version > 0:
		return components.Act{Label: "登记更正", URL: cohortURL(v.Cohort.ID) + "/register", Get: true, Note: "通知文字有修改，登记、审签后作为新版本发布。"}
	}
	return components.Act{Label: "登记", URL: cohortURL(v.Cohort.ID) + "/register", Get: true, Note: "正式印发后，登记文号、签发人、成文日期和印发件，经另一人审签即发布。"}
}

// Drop gives up a cohort: POST /cohorts/{id}/drop.
func (p *Pages) Drop(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	v, err := p.cohort(r)
	if err != nil {
		return err
	}
	err = p.Room.Drop(r.Context(), v.actor, v.Cohort.ID, form.Text("reason"))
	if v.problems = kit.ProblemsOf(err); v.problems != nil {
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, cohortPage(v))
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "批次已撤销。")
	return kit.Redirect(w, r, "/cohorts")
}
