package pages

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// showView is the object page of an application.
type showView struct {
	matter
	Versions []apply.Version
	Files    []apply.Attachment
	Events   []components.Event
	Missing  int               // fields of the draft still empty; for its writers
	Writes   bool              // the reader may write the draft
	Mended   bool              // the draft differs from the version that was sent back
	More     []templ.Component // what later rooms know of it
	SentBy   string
	Warned   []string // soft conditions that it does not meet
}

// Show is the object page: GET /applications/{id}.
func (p *Pages) Show(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	var v showView
	err := p.read(r, func(t *store.Tx) (err error) {
		v, err = showOf(t, p, r)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, showPage(v))
}

func showOf(t *store.Tx, p *Pages, r *http.Request) (v showView, err error) {
	if v.matter, err = p.matterOf(t, r); err != nil {
		return v, err
	}
	if v.Versions, err = apply.Versions(t, v.ID); err != nil {
		return v, err
	}
	draft, err := apply.SeeDraft(t, v.Actor, v.ID)
	switch {
	case err == nil:
		v.Writes = true
		if draft, err = apply.ToSubmit(t, v.P(), draft); err != nil {
			return v, err
		}
		v.Missing, v.Files = len(apply.Missing(v.P(), v.Kind, draft.Texts())), draft.Attachments
		v.Mended = v.mended(draft)
	case fault.Is(err, fault.KindForbidden) && len(v.Versions) > 0:
		v.Files = v.Versions[0].Attachments
	case !fault.Is(err, fault.KindForbidden):
		return v, err
	}
	if v.Warned, err = p.Room.Warnings(t, v.Application); err != nil {
		return v, err
	}
	for _, card := range p.Cards {
		more, err := card(t, v.Actor, v.Application)
		if err != nil {
			return v, err
		}
		if more != nil {
			v.More = append(v.More, more)
		}
	}
	v.Events, err = p.eventsOf(t, v.matter)
	return v, err
}

// mended tells whether what was sent back has been changed since.
func (v showView) mended(draft apply.Draft) bool {
	if len(v.Versions) == 0 {
		return false
	}
	now := apply.Version{Values: draft.Texts(), Attachments: draft.Attachments}
	return len(apply.DiffOf(v.P(), v.Kind, v.Versions[0], now)) > 0
}

// eventsOf turns the ledger's entries into lines, the newest first.
func (p *Pages) eventsOf(t *store.Tx, m matter) ([]components.Event, error) {
	history, err := p.Room.HistoryFor(t, m.Actor, m.ID)
	if err != nil {
		return nil, err
	}
	events := make([]components.Event, 0, len(history))
	for i := len(history) - 1; i >= 0; i-- {
		e := history[i]
		what := p.Titles(e.Act, e.Step)
		if e.Version > 0 {
			what += "第" + strconv.Itoa(e.Version) + "版"
		}
		events = append(events, components.Event{At: e.At, Who: whoDid(t, e), What: what, Note: e.Reason, Number: e.N})
	}
	return events, nil
}

// whoDid names an actor by unit and role; persons stay out of histories.
func whoDid(t *store.Tx, e apply.Event) string {
	if access.Role(e.Role) == access.System {
		return access.Titles[access.System]
	}
	u, err := unit.Get(t, e.Unit, e.At)
	if err != nil {
		return access.Titles[access.Role(e.Role)]
	}
	return u.Short + " " + access.Titles[access.Role(e.Role)]
}

// act is the ONE next step for the reader, or who holds the application.
func (v showView) act() components.Act {
	switch {
	case apply.Editable(v.State) && v.TypedIn && !v.Confirmed && v.Own():
		return components.Act{Label: "核对并确认", URL: v.At("/confirm"), Get: true, Note: v.P().Organiser.Office + "根据贵单位的纸质件或邮件代为录入，请核对确认后再提交。"}
	case v.State == apply.StateReturned && v.Writes && !v.Mended:
		return components.Act{Label: "打开修改", URL: v.At("/edit"), Get: true, Note: "还没有修改。改好后重新提交。"}
	case apply.Editable(v.State) && v.Writes && v.Missing == 0 && v.Own() && v.Closed() == "":
		return components.Act{Label: "检查并提交", URL: v.At("/submit"), Get: true, Note: "各栏都已填写。"}
	case apply.Editable(v.State) && v.Writes:
		return components.Act{Label: "继续填写", URL: v.At("/edit"), Get: true, Note: missingWords(v.Missing)}
	case v.State == apply.StateSubmitted && v.Actor.Has(access.Recommender) && v.Actor.Unit == v.City:
		return components.Act{Label: "审核推荐", URL: "/recommend/" + v.ID, Get: true}
	case (v.State == apply.StateSubmitted || v.State == apply.StateEndorsed) && v.Own():
		return components.Act{Label: "接下来做什么", URL: v.At("/next"), Get: true, Holder: v.holder()}
	case (v.State == apply.StateEndorsed || v.State == apply.StateSubmitted && v.Direct()) && v.Actor.Has(access.Handler):
		return components.Act{Label: "形式审查", URL: "/accept/" + v.ID, Get: true}
	case v.State == apply.StateNotAccepted && v.Own():
		return components.Act{Label: "看理由，申请复核", URL: "/accept/" + v.ID + "/again", Get: true, Note: "对不予受理有不同意见的，可以在期限内申请复核一次。"}
	case v.State == apply.StateWithdrawn && v.Own() && v.Closed() == "":
		return components.Act{Label: "重新申报", URL: "/applications/new?cohort=" + v.Cohort.ID, Get: true, Note: "申报时间内可以重新开始，填写的文字自动带入。"}
	default:
		return components.Act{Holder: v.holder()}
	}
}

// holder is who has to act, when it is not the reader's unit.
func (v showView) holder() string {
	holder := apply.Holder(v.Application, v.P())
	if holder == v.UnitName && v.Own() {
		return ""
	}
	return holder
}

// terms are the facts of the application.
func (v showView) terms() []components.Term {
	terms := []components.Term{{Name: v.Names().Applicant, Value: components.Text(v.UnitName)}, {Name: "类别", Value: components.Text(v.kindName())}}
	if v.Subject != "" {
		terms = append([]components.Term{{Name: v.subjectLabel(), Value: components.Text(v.Subject)}}, terms...)
	}
	if v.Number != "" {
		terms = append(terms, components.Term{Name: "编号", Value: components.Text(v.Number)},
			components.Term{Name: v.versionName(), Value: components.Text("第" + strconv.Itoa(v.Version) + "版，" + components.FullMoment(v.Submitted) + "提交")})
	}
	if v.CityName != "" {
		terms = append(terms, components.Term{Name: "推荐单位", Value: components.Text(v.CityName)})
	}
	if len(v.Contents) > 0 {
		terms = append(terms, components.Term{Name: v.Names().Contents, Value: contentChips(v.contentNames())})
	}
	return terms
}

// versionName: what was taken back or withdrawn has a last version, none in force.
func (v showView) versionName() string {
	if apply.InForce(v.State) {
		return "现行版本"
	}
	return "最近提交"
}

// filesTitle heads the files: of a form that names its own, not the attachments behind it.
func (v showView) filesTitle() string {
	if v.P().TakesFiles(v.Kind) {
		return "所附文件"
	}
	return "附件"
}

// subjectLabel is what the form calls the person.
func (m matter) subjectLabel() string {
	f, _ := m.P().Candidate(m.Kind)
	return apply.FieldName(f)
}

func (m matter) kindName() string {
	k, _ := m.P().Kind(m.Kind)
	return k.Name
}

func (m matter) contentNames() []string {
	var names []string
	for _, n := range m.Contents {
		c, _ := m.P().Content(n)
		names = append(names, components.Ring(n)+" "+c.Short)
	}
	return names
}

// Version shows a frozen version, as a page or as its PDF: GET /applications/{id}/versions/{file}, "2" or "2.pdf".
func (p *Pages) Version(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	name, pdf := strings.CutSuffix(r.PathValue("file"), ".pdf")
	n, err := strconv.Atoi(name)
	if err != nil || n < 1 {
		return fault.NotFound()
	}
	var m matter
	var v apply.Version
	err = p.read(r, func(t *store.Tx) (err error) {
		if m, err = p.matterOf(t, r); err != nil {
			return err
		}
		v, err = apply.VersionOf(t, m.ID, n)
		return err
	})
	switch {
	case err != nil:
		return err
	case !pdf:
		return kit.Render(w, r, versionPage(m, v, frozenSheet(m, v.Values, v.Attachments)))
	case v.Paper == "":
		return kit.Render(w, r, makingPage(m, v))
	}
	blob, err := p.Room.Files.Get(v.Paper)
	if err != nil {
		return err
	}
	defer blob.Close()
	return kit.SendBlob(w, r, m.formTitle()+" "+v.Number+" 第"+name+"版.pdf", string(files.PDF), blob)
}
