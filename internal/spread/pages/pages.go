// Package pages are the addresses of the room spread: cases from the draft to the public page, their use by others, the
// recommendation upward, the brand programme with its money, and exchange activities.
package pages

import (
	"context"
	"slices"

	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// Pages answers every address of the room.
type Pages struct {
	Room *spread.Room
	DB   *store.DB
}

// New makes the pages over the room.
func New(room *spread.Room) *Pages { return &Pages{Room: room, DB: room.Door.DB} }

// signedIn is who asks, for what nobody does without a log-in.
func signedIn(ctx context.Context) (access.Actor, error) {
	return kit.SignedIn(ctx, "请先登录，再办理。")
}

// Limits are the routes that take more than a form.
func Limits() []kit.Limit {
	return slices.Concat(caseLimits(), adoptionLimits(), upwardLimits(), exchangeLimits())
}
