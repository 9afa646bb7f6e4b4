package pages

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/ledger"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/internal/wording"
)

// caseSection is the entry of the main navigation that the pages of cases belong to.
const caseSection = "cases"

var caseTones = map[act.State]components.Tone{spread.Draft: components.Quiet, spread.HandedIn: components.Active, spread.Returned: components.Warn,
	spread.Checked: components.Active, spread.Published: components.Done, spread.TakenDown: components.Stop, spread.Dropped: components.Quiet}

// caseView is one case with its versions, and what the reader may do with it.
type caseView struct {
	spread.Case
	Of       run.Case // the pilot that it came of
	Actor    access.Actor
	Now      time.Time
	Versions []spread.Version // the newest first
	Version  spread.Version   // the one that is shown; its number 0 where there is none
	Diff     []apply.FieldDiff
	Personal []spread.Personal // in the version that is shown
	Found    []wording.Finding
	Waits    bool   // its publication waits for the second person
	Refused  string // why the second person sent it back
	Events   []components.Event
	Form     *kit.Form
	Wrong    kit.Problems
}

// Case is the page of a case for those who work on it: GET /cases/{id}/work, another version than the last with ?n=.
func (p *Pages) Case(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.casePage(w, r, http.StatusOK, query.Text("n"), caseView{Form: &kit.Form{}})
}

func (p *Pages) casePage(w http.ResponseWriter, r *http.Request, status int, n string, v caseView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, p.Room, r.PathValue("id"), n) }); err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, casePage(v))
}

// seenCase reads a case that the actor may see, with its pilot.
func seenCase(t *store.Tx, actor access.Actor, id string) (c spread.Case, of run.Case, err error) {
	if c, err = spread.Get(t, id); err != nil {
		return c, of, err
	}
	if of, err = run.CaseOf(t, c.Pilot); err != nil {
		return c, of, err
	}
	return c, of, spread.MaySeeCase(actor, c, of).Err()
}

func (v *caseView) load(t *store.Tx, room *spread.Room, id, n string) (err error) {
	if v.Case, v.Of, err = seenCase(t, v.Actor, id); err != nil {
		return err
	}
	v.Now = t.Now()
	if v.Versions, err = spread.VersionsOf(t, id); err != nil {
		return err
	}
	v.choose(n)
	v.Personal = spread.PersonalIn(v.Version.Body.Texts())
	if v.checks() && v.last() {
		if v.Found, err = wordingOf(t, v.Version, v.Of); err != nil {
			return err
		}
	}
	proposals, err := room.Door.ProposalsOf(t, spread.Object(id))
	if err != nil {
		return err
	}
	if len(proposals) > 0 { // the newest
		v.Waits = proposals[0].State == act.Waiting
		if proposals[0].State == act.Rejected && v.State == spread.Checked {
			v.Refused = proposals[0].Answer
		}
	}
	v.Events, err = caseEvents(t, id)
	return err
}

// wordingOf holds a version against the set phrases and names.
func wordingOf(t *store.Tx, v spread.Version, of run.Case) ([]wording.Finding, error) {
	text := ""
	for _, part := range v.Body.Texts() {
		text += part.Text + "\n"
	}
	return call.Checked(t, text, of.Cohort)
}

// choose shows the version that was asked for, or the last one, with what it changed.
func (v *caseView) choose(n string) {
	for i, one := range v.Versions {
		if (n == "" && i == 0) || strconv.Itoa(one.N) == n {
			v.Version = one
			if i+1 < len(v.Versions) {
				v.Diff = run.PlanDiff(compared(v.Versions[i+1].Body), compared(one.Body))
			}
		}
	}
}

func compared(b spread.Body) (parts []run.PlanPart) {
	for _, p := range b.Texts() {
		parts = append(parts, run.PlanPart(p))
	}
	return parts
}

// actTitles are the acts on cases by their names.
var actTitles = func() map[string]string {
	titles := map[string]string{}
	for _, row := range spread.Acts() {
		titles[row.Name] = row.Title
	}
	return titles
}()

var stepTitles = map[string]string{"propose": "提请", "confirm": "审签同意", "reject": "审签退回"}

// caseEvents are the acts on a case, the newest first.
func caseEvents(t *store.Tx, id string) (events []components.Event, err error) {
	entries, err := ledger.History(t, spread.Object(id))
	for _, e := range slices.Backward(entries) {
		who := access.Titles[access.Role(e.Role)]
		if e.Unit != "" {
			u, err := unit.Get(t, e.Unit, t.Now())
			if err != nil {
				return nil, err
			}
			who = u.Short + " " + who
		}
		events = append(events, components.Event{At: clock.FromMicros(e.At), Who: who, What: stepTitles[e.Step] + actTitles[e.Act], Number: e.N})
	}
	return events, err
}

func (v caseView) at(below string) string { return spread.Link(v.ID) + below }

func (v caseView) last() bool { return v.Version.N > 0 && v.Version.N == v.N }

func (v caseView) writes() bool { return spread.MayWrite(v.Actor, v.Case, v.Of).Allowed }

// edits tells whether the reader may write the next version now.
func (v caseView) edits() bool {
	return v.writes() && spread.MayHandIn(v.State) == nil && spread.MayWorkOn(v.Of.State) == nil
}

func (v caseView) drops() bool { return v.writes() && spread.MayDrop(v.Case) == nil && !v.Waits }

// checks tells whether the reader is one of those who look cases over.
func (v caseView) checks() bool { return v.Actor.Has(access.Handler) }

// judges tells whether he has to look over the version that is shown.
func (v caseView) judges() bool {
	return v.checks() && v.last() && !v.Waits && (v.State == spread.HandedIn || v.State == spread.Checked)
}

func (v caseView) passes() bool { return v.judges() && v.State == spread.HandedIn }

func (v caseView) proposes() bool { return v.judges() && v.State == spread.Checked }

func (v caseView) takesDown() bool {
	return spread.MayTakeDown(v.Case) == nil && spread.MayCheck(v.Actor, v.Of).Allowed
}

// title is the case's own, once it was handed in.
func (v caseView) title() string { return caseTitle(v.Version.Body.Title) }

func caseTitle(title string) string {
	if title == "" {
		return "典型案例（还没有报送）"
	}
	return title
}

// writer is who writes it, in words.
func writer(c spread.Case, of run.Case) string {
	if c.Office {
		return of.Programme().Organiser.Short + "办公室"
	}
	return c.UnitName
}

// next is the one next act, or who holds it.
func (v caseView) next() components.Act {
	edit := components.Act{URL: "/cases/" + v.ID + "/edit", Get: true}
	office := v.Of.Programme().Organiser.Short + "办公室"
	switch {
	case v.State == spread.Dropped:
		return components.Act{}
	case v.edits():
		edit.Label = map[act.State]string{spread.Draft: "继续起草", spread.Returned: "修改"}[v.State]
		if edit.Label == "" {
			edit.Label, edit.Note = "起草新的一版", "已公开的一版在新的一版发布以前照常公开。"
			if !v.Public() {
				edit.Note = "修改后可以重新报送。"
			}
		}
		return edit
	case v.Waits:
		return components.Act{Holder: office + "审签人", Note: "已提请发布，审签人同意后公开。"}
	case v.State == spread.HandedIn && v.checks():
		return components.Act{Note: "请逐处审核：没有意见的点“审核通过”，有意见的写在各处，退回修改。"}
	case v.State == spread.HandedIn:
		return components.Act{Holder: office, Note: "审核后由两人办理发布。"}
	case v.State == spread.Checked && !v.checks():
		return components.Act{Holder: office, Note: "已经审核，待提请发布。"}
	case v.State == spread.Draft || v.State == spread.Returned:
		return components.Act{Holder: writer(v.Case, v.Of)}
	}
	return components.Act{}
}

func (v caseView) terms() []components.Term {
	terms := []components.Term{{Name: "单位", Value: components.Link(run.Link(v.Case.Pilot), v.UnitName)}, {Name: "撰写", Value: components.Text(writer(v.Case, v.Of))}}
	if v.Version.N > 0 {
		terms = append(terms, components.Term{Name: "报送", Value: components.Text("第" + strconv.Itoa(v.Version.N) + "版，" + components.FullMoment(v.Version.At))})
	}
	if v.Public() {
		terms = append(terms, components.Term{Name: "公开", Value: components.Cells(components.Text("第"+strconv.Itoa(v.Shown)+"版，"+components.FullMoment(v.ShownAt)+"起　"), components.Link(spread.PublicLink(v.ID), "公开的页面"))})
	}
	if names := contentNames(v.Of, v.Version.Body.Contents); names != "" {
		terms = append(terms, components.Term{Name: v.Of.Programme().Called().Contents, Value: components.Text(names)})
	}
	return terms
}

// contentNames are contents by their short names.
func contentNames(of run.Case, contents []int) (names string) {
	for i, n := range contents {
		if i > 0 {
			names += "、"
		}
		names += of.ContentName(n)
	}
	return names
}

func (v caseView) tabs() []components.Choice {
	tabs := make([]components.Choice, len(v.Versions))
	for i, one := range v.Versions {
		label := "第" + strconv.Itoa(one.N) + "版"
		switch {
		case one.N == v.Shown:
			label += "（公开）"
		case len(one.Returned) > 0:
			label += "（已退回）"
		case !one.AnsweredAt.IsZero():
			label += "（已审核）"
		}
		tabs[i] = components.Choice{Label: label, URL: v.at("?n=" + strconv.Itoa(one.N)), On: one.N == v.Version.N, Count: -1}
	}
	return tabs
}

// picture is the address of a picture for those who work on the case.
func (v caseView) picture(hash string) string { return v.at("/pictures/" + hash) }

// words are what was typed for a part that is to be sent back.
func (v caseView) words(part string) components.Field {
	key := "words-" + part
	return components.Field{Name: key, Label: "修改意见", Value: v.Form.Text(key), Error: v.Wrong.Of(key), Rows: 2}
}

// toClear are the phones and addresses that may be public where the office says so, each once.
func (v caseView) toClear() (list []spread.Personal) {
	for _, p := range v.Personal {
		if !p.Kind.Barred() && !slices.ContainsFunc(list, func(o spread.Personal) bool { return o.Number == p.Number }) {
			list = append(list, p)
		}
	}
	return list
}

func (v caseView) returnedWords(part string) string { return returnedIn(v.Version, part) }

// returnedIn are the words with which a part was sent back, "" where there are none.
func returnedIn(v spread.Version, part string) string {
	for _, item := range v.Returned {
		if item.Part == part {
			return item.Words
		}
	}
	return ""
}
