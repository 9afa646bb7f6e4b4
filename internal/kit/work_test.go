package kit_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
)

// A form that was shown to one account and is posted under another is refused, whatever it asks for; what was typed comes back
// to be copied, on this and on every other refusal of such a form.
func TestALongFormOfAnotherAccountIsRefusedAndGivenBack(t *testing.T) {
	took := ""
	s := open(t, func(w http.ResponseWriter, r *http.Request) error {
		form, err := kit.ReadForm(r)
		if err != nil {
			return err
		}
		took = form.Upon() + " " + form.Text("words") + " " + strings.Join(form.Names(), ",")
		if form.Text("words") == "结束以后" {
			return fault.Conflict("J1", "已经结束。")
		}
		return kit.Redirect(w, r, "/")
	}, func(o *kit.Options) {
		o.Identify = func(*http.Request) (access.Actor, error) { return clerk, nil }
	})
	post := func(account, words string) (int, string) {
		took = ""
		form := url.Values{"page.account": {account}, "page.upon": {"2-1"}, "words": {words}, "key": {"yes"}}
		res, text := s.do(t, "POST", "/x", form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
		return res.StatusCode, text
	}
	if code, _ := post("a", "我们的意见"); code != http.StatusSeeOther || !strings.HasPrefix(took, "2-1 我们的意见 ") || strings.Contains(took, "page.") {
		t.Errorf("own: %d, took %q", code, took)
	}
	if code, text := post("b", "另一位的意见"); code != http.StatusConflict || took != "" || !strings.Contains(text, "另一个账号") || !strings.Contains(text, ">另一位的意见</textarea>") {
		t.Errorf("another's: %d, took %q: %s", code, took, text)
	}
	if code, text := post("a", "结束以后"); code != http.StatusConflict || !strings.Contains(text, ">结束以后</textarea>") || strings.Contains(text, ">yes<") {
		t.Errorf("refused: %d: %s", code, text)
	}
}
