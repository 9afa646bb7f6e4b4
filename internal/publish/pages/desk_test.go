package pages

import (
	"context"
	"strings"
	"testing"

	"shidian/internal/kit"
	"shidian/internal/publish"
)

// A further public notice begins with the phones of the newest one before; the first has none, and what was typed stands.
func TestAFurtherNoticeBeginsWithThePhonesOfTheOneBefore(t *testing.T) {
	newest := publish.Notice{N: 2, OfficePhone: "0531-82088888", DisciplinePhone: "0531-82077777"}
	older := publish.Notice{N: 1, OfficePhone: "0531-11111111", DisciplinePhone: "0531-22222222"}
	form := func(v deskView) string {
		var page strings.Builder
		if err := draftFields(&kit.Form{}, v.before(), nil).Render(context.Background(), &page); err != nil {
			t.Fatal(err)
		}
		return page.String()
	}
	page := form(deskView{Notices: []publish.Notice{newest, older}})
	for want, there := range map[string]bool{`value="0531-82088888"`: true, `value="0531-82077777"`: true, "0531-11111111": false, "0531-22222222": false} {
		if strings.Contains(page, want) != there {
			t.Errorf("%s stands there %v: %s", want, !there, page)
		}
	}
	if page := form(deskView{}); strings.Contains(page, "0531-") {
		t.Errorf("the first notice has a phone: %s", page)
	}
}
