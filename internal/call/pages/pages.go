package pages

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/board"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/store"
)

// Pages are the handlers over the room.
type Pages struct {
	Room *call.Room
	// Titles names any act on a cohort with its step (提请, 审签); New knows the room's own, the house those of later rooms too.
	Titles func(act, step string) string
	// Around gives what the first page shows above and below its notice; said is the cohort whose public notices stand beside it
	// already. Set by the house.
	Around func(r *http.Request, said string) (above, below templ.Component, err error)
	// Later tells how far a cohort has come after its applications, as far as anybody may know; set by the house.
	Later func(*store.Tx, call.Cohort) (Later, error)

	published board.Memo[[]seen]
}

// New makes the pages.
func New(room *call.Room) *Pages { return &Pages{Room: room, Titles: call.ActTitle} }

// issuedLimit is the largest issued PDF with the form around it, in bytes.
const issuedLimit = 21 << 20

// Limits are the routes whose bodies are larger than usual.
func Limits() []kit.Limit {
	return []kit.Limit{{Pattern: "POST /cohorts/{id}/register", Max: issuedLimit, Stream: true},
		{Pattern: "POST /cohorts/{id}/extend/register", Max: issuedLimit, Stream: true}}
}

func (p *Pages) read(r *http.Request, read func(*store.Tx) error) error {
	return p.Room.DB().Read(r.Context(), read)
}

// signedIn is the actor, or the refusal that leads to the log-in.
func signedIn(ctx context.Context) (access.Actor, error) {
	return kit.SignedIn(ctx, "请先登录。")
}

// seen is a cohort with its version and dates as a reader sees them.
type seen struct {
	Cohort  call.Cohort
	Version call.Version
	Dates   call.Dates
	Later   Later // on the home page
	Now     time.Time
	Actor   access.Actor
}

// see reads a published cohort; n 0 is the version in force.
func (p *Pages) see(r *http.Request, n int) (s seen, err error) {
	s.Now, s.Actor = kit.Now(r.Context()), kit.Actor(r.Context())
	err = p.read(r, func(t *store.Tx) error {
		if s.Cohort, err = call.GetPublished(t, r.PathValue("id")); err != nil {
			return err
		}
		if s.Dates, err = call.DatesFor(t, s.Cohort.ID, s.Actor.Unit); err != nil {
			return err
		}
		s.Version, err = call.VersionOf(t, s.Cohort, n)
		return err
	})
	return s, err
}

func noticeURL(id string) string { return "/notices/" + id }
func cohortURL(id string) string { return "/cohorts/" + id }

func versionURL(v call.Version) string {
	return noticeURL(v.Cohort) + "/versions/" + strconv.Itoa(v.N)
}
