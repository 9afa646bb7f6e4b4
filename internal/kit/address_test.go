package kit_test

import (
	"testing"

	"shidian/internal/kit"
)

func TestChanged(t *testing.T) {
	keep := map[string]string{"cohort": "c", "state": "草稿"}
	for _, c := range []struct{ key, value, want string }{
		{"kind", "city", "/list?cohort=c&kind=city&state=%E8%8D%89%E7%A8%BF"}, {"state", "", "/list?cohort=c"}, {"cohort", "d", "/list?cohort=d&state=%E8%8D%89%E7%A8%BF"},
	} {
		if got := kit.Changed("/list", keep, c.key, c.value); got != c.want {
			t.Errorf("%s=%s: %s", c.key, c.value, got)
		}
	}
	if got := kit.Changed("/list", nil, "q", ""); got != "/list" {
		t.Error(got)
	}
}
