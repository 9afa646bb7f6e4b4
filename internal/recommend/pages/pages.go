package pages

import (
	"context"
	"net/http"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/recommend"
	"shidian/internal/store"
)

// Pages answers every address of the room.
type Pages struct {
	Room *recommend.Room
	DB   *store.DB
}

// New makes the pages over the room.
func New(room *recommend.Room) *Pages { return &Pages{Room: room, DB: room.Door.DB} }

// section is the entry of the main navigation that all pages of this room belong to.
const section = "recommend"

func (p *Pages) read(r *http.Request, work func(*store.Tx) error) error {
	return p.DB.Read(r.Context(), work)
}

// signedIn asks a visitor to log in before anything else.
func signedIn(ctx context.Context) error {
	if kit.Actor(ctx).SignedIn() {
		return nil
	}
	return fault.Unauthorized("请先登录，再办理审核推荐。")
}

func office(actor access.Actor) bool { return actor.Has(access.Handler, access.Approver) }

// address is an application's page in this room.
func address(id string) string { return "/recommend/" + id }

// tone is the badge's tone of an application.
func tone(a apply.Application) components.Tone { return components.Tone(apply.StandingOf(a.State)) }

// state is the badge of an application.
func state(l recommend.Line) string {
	if l.Again() {
		return "已修改，待确认"
	}
	return l.Title()
}
