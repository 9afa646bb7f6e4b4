package apply

import (
	"context"
	"errors"
	"io"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/files"
	"shidian/internal/jobs"
	"shidian/internal/ledger"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// Room is the room's acts and what they need.
type Room struct {
	Door   *act.Door
	Files  *files.Store
	Fonts  *paper.Fonts
	Public string // address under which the program is reached from outside, for the QR codes; "" when there is none
}

// New makes the room.
func New(door *act.Door, blobs *files.Store, fonts *paper.Fonts, public string) *Room {
	return &Room{Door: door, Files: blobs, Fonts: fonts, Public: public}
}

var errSoon = errors.New("apply: being written")

// Start begins an application of the actor's unit in a cohort and gives its id (A1, A5).
func (r *Room) Start(ctx context.Context, actor access.Actor, cohort string) (string, error) {
	return "", errSoon
}

// TypeIn begins an application that the office types in for a unit (代录, A4).
func (r *Room) TypeIn(ctx context.Context, actor access.Actor, cohort, unit string) (string, error) {
	return "", errSoon
}

// ConfirmTypedIn is the unit's word that what the office typed in is its own.
func (r *Room) ConfirmTypedIn(ctx context.Context, actor access.Actor, id string) error {
	return errSoon
}

// AddWriter invites another account to write the draft; login is what it logs in with.
func (r *Room) AddWriter(ctx context.Context, actor access.Actor, id, login string) error {
	return errSoon
}

// RemoveWriter ends an invitation.
func (r *Room) RemoveWriter(ctx context.Context, actor access.Actor, id, account string) error {
	return errSoon
}

// Save keeps changed fields of the draft. It is no act.
func (r *Room) Save(ctx context.Context, actor access.Actor, id string, changes []Change) (Saved, error) {
	return Saved{}, errSoon
}

// Slash puts "/" into the named fields that are empty and may have it; keys nil: all of them (A3).
func (r *Room) Slash(ctx context.Context, actor access.Actor, id string, keys []string) (Saved, error) {
	return Saved{}, errSoon
}

// Attach keeps a file of the draft, its type told by its content. No act, nor are Detach and Reorder.
func (r *Room) Attach(ctx context.Context, actor access.Actor, id, name string, content io.Reader) (Attachment, error) {
	return Attachment{}, errSoon
}

// Detach takes a file out of the draft; frozen versions keep it.
func (r *Room) Detach(ctx context.Context, actor access.Actor, id, attachment string) error {
	return errSoon
}

// Reorder puts the draft's files in the order of the ids given.
func (r *Room) Reorder(ctx context.Context, actor access.Actor, id string, attachments []string) error {
	return errSoon
}

// Submit freezes the draft as the next version (A1 to A5).
func (r *Room) Submit(ctx context.Context, actor access.Actor, id string, ticks Ticks) (Receipt, error) {
	return Receipt{}, errSoon
}

// TakeBack makes a submitted application a draft again, until the deadline and while nobody has acted on it.
func (r *Room) TakeBack(ctx context.Context, actor access.Actor, id string) error { return errSoon }

// Withdraw ends an application; headName is who signed it where a clerk does it ("" for a head).
func (r *Room) Withdraw(ctx context.Context, actor access.Actor, id, reason, headName string) error {
	return errSoon
}

// Get reads an application without asking who wants to know; NotFound when there is none.
func Get(t *store.Tx, id string) (Application, error) { return Application{}, errSoon }

// See reads an application as far as the actor may see that it exists; else NotFound.
func See(t *store.Tx, actor access.Actor, id string) (Application, error) {
	return Application{}, errSoon
}

// SeeDraft reads the draft for whoever may write it; else NotFound.
func SeeDraft(t *store.Tx, actor access.Actor, id string) (Draft, error) { return Draft{}, errSoon }

// DraftOf reads a draft without asking who wants to know.
func DraftOf(t *store.Tx, id string) (Draft, error) { return Draft{}, errSoon }

// VersionOf reads a frozen version; n 0 is the last one.
func VersionOf(t *store.Tx, id string, n int) (Version, error) { return Version{}, errSoon }

// Versions lists the frozen versions, the newest first.
func Versions(t *store.Tx, id string) ([]Version, error) { return nil, errSoon }

// ReceiptOf is the receipt of a version; n 0 is the last one.
func ReceiptOf(t *store.Tx, id string, n int) (Receipt, error) { return Receipt{}, errSoon }

// History gives the acts on an application in their order.
func History(t *store.Tx, id string) ([]Event, error) { return nil, errSoon }

// Writers lists the invited accounts.
func Writers(t *store.Tx, id string) ([]string, error) { return nil, errSoon }

// List gives the applications that the actor may see, narrowed by the filter.
func List(t *store.Tx, actor access.Actor, f Filter) (Listing, error) { return Listing{}, errSoon }

// Mine gives the applications of the actor's unit in a cohort and those he is invited to, the newest first.
func Mine(t *store.Tx, actor access.Actor, cohort string) ([]Application, error) { return nil, errSoon }

// Waiting gives what waits for the actor in this room, the nearest date first.
func Waiting(t *store.Tx, actor access.Actor) ([]Task, error) { return nil, errSoon }

// Verify tells whether a check code is genuine; number may be "" (then the code alone is looked up).
func Verify(t *store.Tx, code, number string) (Verdict, error) { return Verdict{}, errSoon }

// VerifyPDF tells it of an uploaded PDF: by its content, else by the codes printed on its pages.
func (r *Room) VerifyPDF(ctx context.Context, pdf []byte) (Verdict, error) { return Verdict{}, errSoon }

// Acts is the room's part of the table of acts.
func Acts() []act.Row { return nil }

// Covers are the room's tables that are bound to the ledger.
func Covers() []ledger.Cover { return nil }

// Checks are the room's own proofs over its rows.
func (r *Room) Checks() []ledger.Check { return nil }

// Uncovered names the room's tables that are not bound to the ledger, with the reason.
func Uncovered() map[string]string { return nil }

// Work tells the queue what the room's jobs do.
func (r *Room) Work(q *jobs.Queue) {}

// RenderVersion is the job that renders a frozen version's paper.
type RenderVersion struct {
	Application string `json:"application"`
	Version     int    `json:"version"`
}

// Kind implements jobs.Job.
func (RenderVersion) Kind() string { return "apply.render" }
