package pages

import (
	"encoding/json"
	"net/http"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/board"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Show tells how a grave act's proposal is put before the approver, by the act's name: what is decided, and what
// follows. app joins the rooms'.
type Show map[string]func(t *store.Tx, object string, params json.RawMessage) (terms []components.Term, effect string, err error)

// Papers tell the files that a proposal of an act rests on, by the act's name. app joins the rooms'.
type Papers map[string]func(params json.RawMessage) ([]act.Paper, error)

// Seconds are the pages of the second person.
type Seconds struct {
	Door   *act.Door
	Show   Show
	Papers Papers
	Files  *files.Store
}

type proposalView struct {
	Proposal act.Proposal
	Subject  board.Subject
	Proposer string
	Terms    []components.Term
	Papers   []act.Paper
	Effect   string
}

func (s *Seconds) view(r *http.Request) (v proposalView, err error) {
	actor, err := signedIn(r.Context())
	if err != nil {
		return v, err
	}
	if !actor.Has(access.Approver, access.Handler) {
		return v, fault.NotFound()
	}
	if v.Proposal, err = s.Door.Proposal(r.Context(), r.PathValue("id")); err != nil {
		return v, err
	}
	err = s.Door.DB.Read(r.Context(), func(t *store.Tx) error {
		if v.Subject, err = board.SubjectOf(t, v.Proposal); err != nil {
			return err
		}
		account, err := unit.AccountByID(t, v.Proposal.Proposer)
		if err != nil {
			return err
		}
		v.Proposer = account.Name
		if show, known := s.Show[v.Proposal.Act]; known {
			v.Terms, v.Effect, err = show(t, v.Proposal.Object, v.Proposal.Params)
		}
		if papers, known := s.Papers[v.Proposal.Act]; known && err == nil {
			v.Papers, err = papers(v.Proposal.Params)
		}
		return err
	})
	for i, one := range v.Papers {
		v.Terms = append(v.Terms, components.Term{Name: one.Name, Value: components.Link("/proposals/"+v.Proposal.ID+"/papers/"+strconv.Itoa(i+1), "查看")})
	}
	return v, err
}

// Paper is one of the files that a proposal rests on, the first is 1: GET /proposals/{id}/papers/{n}.
func (s *Seconds) Paper(w http.ResponseWriter, r *http.Request) error {
	v, err := s.view(r)
	if err != nil {
		return err
	}
	i, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || i < 1 || i > len(v.Papers) {
		return fault.NotFound()
	}
	content, err := s.Files.Get(v.Papers[i-1].Hash)
	if err != nil {
		return err
	}
	defer content.Close()
	kind, err := files.TypeOf(content)
	if err != nil {
		return err
	}
	return kit.SendBlob(w, r, v.Papers[i-1].Name+files.Extensions[kind], string(kind), content)
}

// Proposal is GET /proposals/{id}.
func (s *Seconds) Proposal(w http.ResponseWriter, r *http.Request) error {
	v, err := s.view(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, proposalPage(v, kit.Actor(r.Context()), nil))
}

// Answer is POST /proposals/{id}: answer=confirm, or answer=refuse with a reason.
func (s *Seconds) Answer(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	v, err := s.view(r)
	if err != nil {
		return err
	}
	actor := kit.Actor(r.Context())
	said := "已审签，即时生效。"
	if form.Text("answer") == "confirm" {
		_, err = s.Door.Confirm(r.Context(), actor, v.Proposal.ID)
	} else {
		said = "已退回经办人。"
		_, err = s.Door.Reject(r.Context(), actor, v.Proposal.ID, form.Text("reason"))
	}
	if problems := kit.ProblemsOf(err); problems != nil {
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, proposalPage(v, actor, problems))
	}
	if fault.Is(err, fault.KindUnauthorized) {
		return kit.Redirect(w, r, reauth(v.Proposal.ID))
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, said)
	return kit.Redirect(w, r, "/desk")
}

// reauth is where the approver logs in anew, to come back here.
func reauth(id string) string { return "/reauth?back=/proposals/" + id }

func confirmForm(v proposalView, actor access.Actor, problems kit.Problems) components.Confirm {
	c := components.Confirm{Title: "审签：" + v.Proposal.Title, Proposer: v.Proposer, ProposedAt: v.Proposal.ProposedAt, Reason: v.Proposal.Reason,
		Effect: v.Effect, URL: "/proposals/" + v.Proposal.ID, Confirm: "同意并生效", Refuse: "退回经办",
		Comment: components.Field{Name: "reason", Label: "退回意见（退回时必填）", Error: problems.Of("reason"), Max: 500}}
	if !actor.Fresh {
		c.SignIn = reauth(v.Proposal.ID)
	}
	return c
}
