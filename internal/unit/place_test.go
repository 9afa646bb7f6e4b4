package unit

import (
	"net/http/httptest"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// Whoever sends a request is the person as he stands at that instant: a new name of his unit, a day from which it bears
// it, an account that was closed, a session that was ended.
func TestARequestsActorIsOfThisInstant(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		clerk := h.issue(h.recommender, NewAccount{Unit: h.county, Login: "lixia", Name: "某填报", Roles: []access.Role{access.Clerk}})
		request := httptest.NewRequest("GET", "/", nil)
		answer := httptest.NewRecorder()
		h.must(h.room.DemoLogin(answer, request, clerk.Account))
		request.AddCookie(answer.Result().Cookies()[0])
		is := func(name string) {
			t.Helper()
			actor, err := h.room.Identify(request)
			if err != nil || actor.UnitName != name || actor.SignedIn() != (name != "") {
				t.Errorf("%+v, %v; want somebody of %q", actor, err, name)
			}
		}
		is("历下区科协")
		is("历下区科协")
		h.must(h.room.Rename(ctx, h.handler, h.county, "历上区科学技术协会", "历上区科协", db.Clock.Now()))
		is("历上区科协")
		h.must(h.room.Rename(ctx, h.handler, h.county, "历中区科学技术协会", "历中区科协", db.Clock.Now().AddDate(0, 0, 2)))
		is("历上区科协")
		today := db.Clock.Offset()
		db.Clock.SetOffset(today + 3*24*time.Hour)
		is("历中区科协")
		db.Clock.SetOffset(today)
		is("历上区科协")
		sessions, err := h.room.Sessions(request, clerk.Account)
		h.must(err)
		h.must(h.room.EndSession(ctx, clerk.Account, sessions[0].ID))
		is("")
	})
}

// Who is behind a session is kept in memory only as long as nothing is written about him: a closed account is out at
// once. What another process does counts at once on PostgreSQL, where there may be several doors, and after ten seconds
// on SQLite, where only a command on the same machine could have written.
func TestAKnownSessionIsForgottenWhenSomethingIsWritten(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		known := func(name string) (string, func() bool) {
			clerk := h.issue(h.recommender, NewAccount{Unit: h.county, Login: name, Name: "某填报", Roles: []access.Role{access.Clerk}})
			request := httptest.NewRequest("GET", "/", nil)
			answer := httptest.NewRecorder()
			h.must(h.room.DemoLogin(answer, request, clerk.Account))
			request.AddCookie(answer.Result().Cookies()[0])
			return clerk.Account, func() bool {
				actor, err := h.room.Identify(request)
				h.must(err)
				return actor.SignedIn()
			}
		}
		account, closed := known("closed")
		other, elsewhere := known("elsewhere")
		if !closed() || !elsewhere() {
			t.Fatal("nobody is behind a new session")
		}
		h.must(h.room.Stop(ctx, h.recommender, account))
		if closed() {
			t.Error("a closed account still acts")
		}
		if !elsewhere() {
			t.Error("somebody else lost his session")
		}
		// As another process would write it: past this process's own store functions.
		h.must(db.Write(ctx, func(t *store.Tx) error {
			_, err := t.Exec("DELETE FROM session WHERE account = $1", other)
			return err
		}))
		if elsewhere() != (db.Engine == store.SQLite) {
			t.Errorf("a session ended by another process: known is %v on %s", elsewhere(), db.Engine)
		}
		db.Clock.SetOffset(db.Clock.Offset() + placeHolds)
		if elsewhere() {
			t.Error("a session ended by another process lives on")
		}
	})
}
