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
