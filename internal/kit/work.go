package kit

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"shidian/internal/access"
	"shidian/internal/clock"
	"shidian/internal/fault"
)

// Work is a form as the script work.js sends it while somebody types.
type Work struct {
	Account string `json:"account"` // who had the page
	Before  string `json:"before"`  // the instant of the draft that the page had shown, as [Instant] writes it
	Upon    string `json:"upon"`    // what the page was written upon
	Form    Typed  `json:"form"`
}

// ReadWork reads what the script sent. What was typed in another account's page is not kept under this one.
func ReadWork(r *http.Request, actor access.Actor) (work Work, err error) {
	if json.Unmarshal(Body(r), &work) != nil {
		return work, BadRequest("没有看懂这次保存的内容。请刷新页面后再试。", nil)
	}
	if work.Account != actor.Account {
		return work, fault.Conflict("", "这台电脑现在由另一个账号登录，内容没有保存。请原来的账号重新登录。")
	}
	return work, nil
}

// What a page says of itself in a form that is worked on for long; see [WorkFields]. No field of a room has a name like these.
const (
	accountField = "page.account"
	uponField    = "page.upon"
)

// takePage takes out of a form what its page said of itself. A form that was shown to one account is not taken from another.
// Whatever refuses such a form from now on gives back what was typed in it.
func (f *Form) takePage(ctx context.Context) error {
	account, worked := f.values[accountField]
	f.upon = f.Text(uponField)
	delete(f.values, accountField)
	delete(f.values, uponField)
	if !worked {
		return nil
	}
	if v := visitOf(ctx); v != nil {
		v.typed = f.sayings()
	}
	if account[0] != Actor(ctx).Account {
		return fault.Conflict("", "这台电脑现在由另一个账号登录，内容没有提交。请原来的账号重新登录后再提交。")
	}
	return nil
}

// Upon is what the form's page was written upon; "" where the page said nothing of it.
func (f *Form) Upon() string { return f.upon }

// sayings are the values that a person typed as text, by their fields' names.
func (f *Form) sayings() (all []string) {
	for _, name := range slices.Sorted(maps.Keys(f.values)) {
		for _, value := range f.values[name] {
			if strings.ContainsFunc(value, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsSpace(r) }) {
				all = append(all, value)
			}
		}
	}
	return all
}

// Instant writes when a draft was saved, for the page that shows it; "0" where there is none.
func Instant(at time.Time) string { return strconv.FormatInt(clock.Micros(at), 10) }

// ReadInstant reads it back; nonsense is the beginning of time.
func ReadInstant(text string) time.Time {
	us, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return clock.FromMicros(us)
}

// AnswerWork tells the script that the draft is safe since that instant.
func AnswerWork(w http.ResponseWriter, at time.Time) error {
	return JSON(w, http.StatusOK, map[string]string{"saved": at.In(clock.Zone).Format(time.TimeOnly), "before": Instant(at)})
}

// Typed is a form's values by their names, as they stand in a draft or come from a page.
type Typed map[string][]string

// Text is one value, "" when it is missing.
func (f Typed) Text(name string) string {
	if len(f[name]) == 0 {
		return ""
	}
	return f[name][0]
}

// Typed gives the form's values, all but those of the names left out.
func (f *Form) Typed(but ...string) Typed {
	typed := Typed{}
	for _, name := range f.Names() {
		typed[name] = f.All(name)
	}
	for _, name := range but {
		delete(typed, name)
	}
	return typed
}

// ReadTyped reads a draft that was kept as JSON.
func ReadTyped(body string) (typed Typed, err error) {
	return typed, json.Unmarshal([]byte(body), &typed)
}

// JSON writes it as a draft is kept.
func (f Typed) JSON() (string, error) {
	body, err := json.Marshal(f)
	return string(body), err
}
