// Package pages are the addresses of the room spread: cases from the draft to the public page, their use by others, the
// recommendation upward, the brand programme with its money, and exchange activities.
package pages

import (
	"context"
	"net/http"
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

const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// sendPaper sends a paper as .docx or as .pdf.
func sendPaper(w http.ResponseWriter, name string, file []byte, docx bool) error {
	if docx {
		return kit.SendFile(w, name+".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", file)
	}
	return kit.SendFile(w, name+".pdf", "application/pdf", file)
}

// Limits are the routes that take more than a form.
func Limits() []kit.Limit {
	return slices.Concat(caseLimits(), proofLimits())
}
