package unit

import (
	"regexp"
	"testing"

	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// A suggested login is what people here type: a division's code or pinyin, and a number; one that is taken is not offered.
func TestSuggestedLogins(t *testing.T) {
	h := newHouse(t, storetest.Open(t, store.SQLite))
	suggested := func(u Unit) string {
		t.Helper()
		login, err := h.room.SuggestLogin(ctx, u)
		h.must(err)
		return login
	}
	for _, kind := range Kinds {
		if login := suggested(Unit{Kind: kind}); login == kind+"-1" || !regexp.MustCompile(`^[a-z]+-1$`).MatchString(login) {
			t.Errorf("%s: %s", kind, login)
		}
	}
	if login := suggested(Unit{Kind: County, Region: "370102"}); login != "370102-1" {
		t.Errorf("of a division: %s", login)
	}
}
