// Package pages shows the review: the pool of experts, the panels, the draw before its witnesses, and the check of a
// published draw that anybody can make.
package pages

import (
	"context"
	"net/http"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/review"
	"shidian/internal/store"
)

// section is the entry of the main navigation that the office's pages belong to.
const section = "review"

// Pages answers every address of the room up to the drawn panel.
type Pages struct {
	Room  *review.Room
	DB    *store.DB
	Fonts *paper.Fonts
}

// New makes the pages over the room.
func New(room *review.Room) *Pages { return &Pages{Room: room, DB: room.Door.DB, Fonts: room.Fonts} }

// signIn is said to a visitor.
const signIn = "请先登录，再办理评审工作。"

// signedIn leads a visitor to the log-in.
func signedIn(ctx context.Context) (access.Actor, error) {
	return kit.SignedIn(ctx, signIn)
}

// insider lets in who may see the experts.
func insider(ctx context.Context) (access.Actor, error) {
	actor, err := signedIn(ctx)
	if err != nil {
		return actor, err
	}
	return actor, review.MaySeeNames(actor).Err()
}

// runs tells whether the reader runs the review, for what is offered; the room judges.
func runs(actor access.Actor) bool { return actor.Has(access.Handler, access.Approver) }

// posted performs what a form asks for, says that it is done, and leads on.
func (p *Pages) posted(w http.ResponseWriter, r *http.Request, done, to string, perform func(access.Actor, *kit.Form) error,
	again func(http.ResponseWriter, *http.Request, *kit.Form, kit.Problems) error) error {
	return kit.Posted{SignIn: signIn, Do: perform, Again: again, Done: done, To: to}.Answer(w, r)
}

func n(count int) string { return strconv.Itoa(count) }

func orDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}

// panelTone is the badge's tone of a panel.
func panelTone(state act.State) components.Tone {
	switch state {
	case review.PanelForming:
		return components.Quiet
	case review.PanelClosed:
		return components.Done
	}
	return components.Active
}

const (
	pdfType   = "application/pdf"
	sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	jsonType  = "application/json"
)
