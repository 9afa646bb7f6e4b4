package pages_test

import (
	"strings"
	"testing"

	"shidian/internal/access"
)

// A form that came back says that everything typed is still there; passwords are not, and that is said too.
func TestAPasswordIsAskedForAgain(t *testing.T) {
	const again = "密码不在页面上保留，请重新输入"
	s := newSite(t)
	slip := s.issue("neu", s.county, access.Clerk)
	b := s.browser("10.0.0.2")
	if strings.Contains(b.want(200, b.get("/first")).body, again) {
		t.Error("the fresh page asks again")
	}
	back := b.want(422, b.post("/first", "login", "neu", "code", "2222-2222-2222", "new", password, "repeat", password, "read", "on"))
	if !strings.Contains(back.body, again) {
		t.Error("the page that came back does not ask again")
	}
	b.want(303, b.begin(slip))
	if back = b.want(422, b.post("/me/password", "old", "falsch", "new", password, "repeat", password)); !strings.Contains(back.body, again) {
		t.Error("the account's page does not ask again")
	}
}
