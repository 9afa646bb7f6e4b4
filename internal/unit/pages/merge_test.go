package pages_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"shidian/internal/clock"
)

// The change of June 2020 over the pages: proposed after the day's regions are listed, confirmed on a form that is filled
// in, and shown on the pages of the old unit and the new.
func TestUnitsEndInOne(t *testing.T) {
	s := newSite(t)
	b := s.as("ban")
	b.want(303, b.post("/units/import/regions", "asof", "2020-05-12"))
	b.want(303, b.post("/units/import/apply"))
	s.db.Clock.SetOffset(time.Until(time.Date(2020, 6, 8, 9, 0, 0, 0, clock.Zone)))
	shown := b.want(303, b.post("/units/import/regions", "asof", "2020-06-05"))
	page := b.want(200, b.get(shown.to))
	link := regexp.MustCompile(`/units/merge\?[^"]+`).FindString(page.body)
	if link == "" || !strings.Contains(words(page.body), "2020年6月5日起，新代码 370614") {
		t.Fatalf("nothing is proposed: %s", words(page.body))
	}
	link = html.UnescapeString(link)
	form := b.want(200, b.get(link))
	if !strings.Contains(form.body, `value="蓬莱区科学技术协会"`) || strings.Count(form.body, " checked") != 2 {
		t.Errorf("the form is not filled in: %s", words(form.body))
	}
	typed, err := url.ParseQuery(strings.TrimPrefix(link, "/units/merge?"))
	if err != nil {
		t.Fatal(err)
	}
	var fields []string
	for name, values := range typed {
		for _, value := range values {
			fields = append(fields, name, value)
		}
	}
	again := b.want(422, b.post("/units/merge", fields...))
	if !strings.Contains(again.body, `id="f-reason-error"`) || strings.Count(again.body, " checked") != 2 {
		t.Error("what was typed is gone, or the missing reason is not said")
	}
	for login, want := range map[string]int{"": 401, "jinan": 403, "sys": 403} {
		other := s.as(login)
		other.want(want, other.post("/units/merge", append(fields, "reason", "国函〔2020〕71号")...))
	}
	made := b.want(303, b.post("/units/merge", append(fields, "reason", "国函〔2020〕71号")...))
	page = b.want(200, b.get(made.to))
	for _, want := range []string{"由哪些单位而来", "蓬莱市科协", "长岛县科协", "请为它开通账号"} {
		if !strings.Contains(words(page.body), want) {
			t.Errorf("the new unit's page does not say %s", want)
		}
	}
	old := b.want(200, b.get("/units/"+typed.Get("ends")))
	if !strings.Contains(words(old.body), "起由蓬莱区科协承继") {
		t.Errorf("the old unit's page: %s", words(old.body))
	}
}
