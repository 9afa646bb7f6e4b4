package pages

import (
	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/run"
	"shidian/internal/store"
)

// writing is a form that is kept while it is typed.
type writing struct {
	To      string // where it is sent
	Save    string // where it is kept
	Account string
	Edition string // names the round: what was typed in an earlier one does not come back into this
	Upon    string // what it is written upon; "" where nothing newer can come between
	Draft   run.Draft
	Title   string // over it; "" where the page says it
	Files   bool   // files come with it
	Unsaved bool   // what stands here was sent and is not kept
}

// typedOf is what a form is filled with: what was typed where it is shown again, else what is kept of it, else what begin gives.
func typedOf(t *store.Tx, pilot, what string, again kit.Typed, begin func() kit.Typed) (kit.Typed, run.Draft, error) {
	draft, found, err := run.DraftOf(t, pilot, what)
	switch {
	case err != nil, again != nil:
		return again, draft, err
	case found:
		form, err := kit.ReadTyped(draft.Body)
		return form, draft, err
	}
	return begin(), draft, nil
}

// saveAct is what the button says that keeps a form without sending it in.
const saveAct = "save"

// savedWords say that a form was kept; files are taken with what is sent in alone.
func savedWords(files bool) string {
	if files {
		return "已保存，还没有报送。选好的文件不随草稿保存，报送时请再选一次。"
	}
	return "已保存，还没有报送。"
}

// keptFirst keeps what was typed before anything else is made of it; wrong is what was found already, which goes first. Where more
// is wrong than something in the form, as that it was typed in another account's page, nothing is kept.
func keptFirst(wrong error, keep func() (time.Time, bool, error)) error {
	if wrong != nil && !fault.Is(wrong, fault.KindInvalid) {
		return wrong
	}
	_, kept, err := keep()
	switch {
	case wrong != nil:
		return wrong
	case err != nil:
		return err
	case !kept:
		return fault.InvalidField("before", "另一位同事刚刚保存过草稿。请核对下面的内容，再办理一次。")
	}
	return nil
}

func emptyForm() kit.Typed { return kit.Typed{} }

// keepTyped answers the script that sends what is typed every two seconds.
func (p *Pages) keepTyped(w http.ResponseWriter, r *http.Request, keep func(access.Actor, kit.Work) (time.Time, bool, error)) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	work, err := kit.ReadWork(r, actor)
	if err != nil {
		return err
	}
	at, kept, err := keep(actor, work)
	if err != nil {
		return err
	}
	if !kept {
		return fault.Conflict("", "另一位同事刚刚保存过，您的内容没有存上。请刷新页面，看过他写的再决定用哪一份。")
	}
	return kit.AnswerWork(w, at)
}
