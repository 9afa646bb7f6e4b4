package pages

import (
	"net/http"
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/wording"
)

// oneView is a decision: drawn up, and then taken.
type oneView struct {
	decide.Packet
	Actor  access.Actor
	Found  []wording.Finding // in the meeting's paper, until the body decided
	Waits  bool              // for the second person
	Answer string
	Form   *kit.Form
	Wrong  kit.Problems
	Kept   string // hash of the excerpt that was uploaded with what has to be mended
	Action string
}

func (v oneView) p() *programme.Programme { return v.Cohort.Programme }

func (v oneView) records() bool {
	return v.Decision.State == decide.Listed && !v.Waits && v.Actor.Has(access.Handler)
}

// One shows a decision: GET /decide/{id}.
func (p *Pages) One(w http.ResponseWriter, r *http.Request) error {
	return p.onePage(w, r, http.StatusOK, oneView{Form: &kit.Form{}})
}

func (p *Pages) onePage(w http.ResponseWriter, r *http.Request, status int, v oneView) (err error) {
	if v.Actor, err = reader(r.Context()); err != nil {
		return err
	}
	id := r.PathValue("id")
	v.Action = "/decide/" + id + "/record"
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		if v.Packet, err = decide.PacketOf(t, id); err != nil {
			return err
		}
		if v.Found, err = call.CheckedPaper(t, decide.PacketPaper(v.Packet), v.Cohort); err != nil {
			return err
		}
		proposals, err := p.Room.Door.ProposalsOf(t, decide.Object(id))
		if len(proposals) > 0 {
			v.Waits, v.Answer = proposals[0].State == "waiting", proposals[0].Answer
		}
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, onePage(v))
}

// taken reads the decision from a form, for the lines given.
func taken(form *kit.Form, excerpt string, lines []string) decide.Taken {
	x := decide.Taken{Session: form.Line("session"), On: form.Text("on"), Excerpt: excerpt, Left: leftOf(form.Text("left"))}
	for _, id := range lines {
		l := decide.TakenLine{Application: id, Outcome: decide.Outcome(form.Text("outcome." + id)), Reason: form.Text("reason." + id), Basis: form.Text("basis." + id)}
		if l.Outcome == decide.Fewer {
			for _, text := range form.All("contents." + id) {
				if number, err := strconv.Atoi(text); err == nil {
					l.Contents = append(l.Contents, number)
				}
			}
		}
		x.Lines = append(x.Lines, l)
	}
	return x
}

// leftOf reads who left the room: a line each, the name first.
func leftOf(text string) (left []decide.Left) {
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		who, about, _ := strings.Cut(line, " ")
		left = append(left, decide.Left{Who: who, About: strings.TrimSpace(about)})
	}
	return left
}

// Record proposes what the body decided: POST /decide/{id}/record.
func (p *Pages) Record(w http.ResponseWriter, r *http.Request) error {
	actor, err := reader(r.Context())
	if err != nil {
		return err
	}
	r, form, excerpt, err := p.excerptOf(r, actor)
	if err != nil {
		return err
	}
	var d decide.Decision
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		d, err = decide.Get(t, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	var ids []string
	for _, l := range d.Lines {
		ids = append(ids, l.Application)
	}
	x := taken(form, excerpt, ids)
	x.Decision, x.Cohort, x.Matter = d.ID, d.Cohort, d.Matter
	if err = form.Err(); err == nil {
		_, err = p.Room.Record(r.Context(), kit.Actor(r.Context()), x)
	}
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.onePage(w, r, http.StatusUnprocessableEntity, oneView{Form: form, Wrong: problems, Kept: excerpt})
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已提请登记研究决定，由审签人办理后生效。")
	return kit.Redirect(w, r, "/decide/"+d.ID)
}

// Drop takes the list back: POST /decide/{id}/drop.
func (p *Pages) Drop(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	err = p.Room.DropList(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), form.Text("reason"))
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.onePage(w, r, http.StatusUnprocessableEntity, oneView{Form: form, Wrong: problems})
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "建议名单已撤回，名单上的申报回到评审中。")
	return kit.Redirect(w, r, "/decide")
}

// PacketPDF is the meeting's paper: GET /decide/{id}/packet.pdf.
func (p *Pages) PacketPDF(w http.ResponseWriter, r *http.Request) error {
	return p.packet(w, r, false, "会议材料.pdf", pdfType)
}

// PacketDOCX is the meeting's paper for Word and WPS: GET /decide/{id}/packet.docx.
func (p *Pages) PacketDOCX(w http.ResponseWriter, r *http.Request) error {
	return p.packet(w, r, true, "会议材料.docx", docxType)
}

func (p *Pages) packet(w http.ResponseWriter, r *http.Request, docx bool, name, kind string) error {
	actor, err := reader(r.Context())
	if err != nil {
		return err
	}
	file, err := p.Room.PacketFile(r.Context(), actor, r.PathValue("id"), docx)
	if err != nil {
		return err
	}
	return kit.SendFile(w, name, kind, file)
}

// Excerpt is the excerpt of a decision: GET /decide/{id}/excerpt.pdf.
func (p *Pages) Excerpt(w http.ResponseWriter, r *http.Request) error {
	if _, err := reader(r.Context()); err != nil {
		return err
	}
	var d decide.Decision
	err := p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		d, err = decide.Get(t, r.PathValue("id"))
		return err
	})
	if err == nil && d.Excerpt == "" {
		err = fault.NotFound()
	}
	if err != nil {
		return err
	}
	file, err := p.Room.Files.Bytes(d.Excerpt)
	if err != nil {
		return err
	}
	return kit.SendFile(w, "决定摘录.pdf", pdfType, file)
}
