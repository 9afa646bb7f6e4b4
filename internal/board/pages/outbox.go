package pages

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/board"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/wording"
)

// Outbox are the pages of the letters that wait until the office has read them.
type Outbox struct{ Box *notify.Outbox }

// recentLetters is how many letters that went out the page still shows.
const recentLetters = 20

type outboxView struct {
	Waiting, Recent []board.LetterLine
	Problems        kit.Problems
}

type letterView struct {
	board.LetterLine
	Text     string // as typed
	Reason   string
	Found    []wording.Finding // in the wording as it was saved last
	Problems kit.Problems
}

// reader is the office's, or a refusal.
func reader(ctx context.Context) (access.Actor, error) {
	actor, err := signedIn(ctx)
	if err == nil {
		err = notify.MayReadOutbox(actor).Err()
	}
	return actor, err
}

func (o *Outbox) view(r *http.Request) (v outboxView, err error) {
	if _, err = reader(r.Context()); err != nil {
		return v, err
	}
	err = o.Box.Door.DB.Read(r.Context(), func(t *store.Tx) error {
		waiting, err := notify.Waiting(t)
		if err != nil {
			return err
		}
		if v.Waiting, err = board.LetterLines(t, o.Box, waiting); err != nil {
			return err
		}
		recent, err := notify.Recent(t, recentLetters)
		if err != nil {
			return err
		}
		v.Recent, err = board.LetterLines(t, o.Box, recent)
		return err
	})
	return v, err
}

// List is GET /outbox.
func (o *Outbox) List(w http.ResponseWriter, r *http.Request) error {
	v, err := o.view(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, outboxPage(v))
}

// Release is POST /outbox/release: the ticked letters (letter), or with every=1 all that the page showed (shown).
func (o *Outbox) Release(w http.ResponseWriter, r *http.Request) error {
	actor, err := reader(r.Context())
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	ids := form.All("letter")
	if form.Ticked("every") {
		ids = form.All("shown")
	}
	err = o.Box.Release(r.Context(), actor, ids)
	f, known := fault.As(err)
	if known && (f.Kind == fault.KindInvalid || f.Kind == fault.KindConflict) {
		v, failed := o.view(r)
		if failed != nil {
			return failed
		}
		if v.Problems = kit.ProblemsOf(err); v.Problems == nil {
			v.Problems = kit.Problems{{Key: "letter", Message: f.Message}}
		}
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, outboxPage(v))
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, fmt.Sprintf("%d 封信已同时发出。", len(ids)))
	return kit.Redirect(w, r, "/outbox")
}

func (o *Outbox) letter(r *http.Request) (v letterView, err error) {
	if _, err = reader(r.Context()); err != nil {
		return v, err
	}
	err = o.Box.Door.DB.Read(r.Context(), func(t *store.Tx) error {
		l, err := notify.LetterByID(t, r.PathValue("id"))
		if err != nil {
			return err
		}
		lines, err := board.LetterLines(t, o.Box, []notify.Letter{l})
		if err == nil {
			v.LetterLine, v.Text = lines[0], l.Now()
			v.Found, err = board.Checked(t, v.Text)
		}
		return err
	})
	return v, err
}

// Letter is GET /outbox/{id}: one letter, to be read and worded.
func (o *Outbox) Letter(w http.ResponseWriter, r *http.Request) error {
	v, err := o.letter(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, letterPage(v))
}

// Save is POST /outbox/{id}: the wording as typed; with release=1 it goes out at once.
func (o *Outbox) Save(w http.ResponseWriter, r *http.Request) error {
	return o.change(w, r, func(actor access.Actor, form *kit.Form) (said, to string, err error) {
		id := r.PathValue("id")
		if err := o.Box.Save(r.Context(), actor, id, form.Text("text")); err != nil || !form.Ticked("release") {
			return "改稿已保存，尚未发出。", "/outbox/" + id, err
		}
		return "已发出。", "/outbox", o.Box.Release(r.Context(), actor, []string{id})
	})
}

// Discard is POST /outbox/{id}/discard.
func (o *Outbox) Discard(w http.ResponseWriter, r *http.Request) error {
	return o.change(w, r, func(actor access.Actor, form *kit.Form) (said, to string, err error) {
		return "已作废，不再发出。", "/outbox", o.Box.Discard(r.Context(), actor, r.PathValue("id"), form.Text("reason"))
	})
}

// change does one thing to a letter, and shows the letter again with what was typed where it is refused.
func (o *Outbox) change(w http.ResponseWriter, r *http.Request, do func(access.Actor, *kit.Form) (said, to string, err error)) error {
	actor, err := reader(r.Context())
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	said, to, err := do(actor, form)
	if problems := kit.ProblemsOf(err); problems != nil {
		v, failed := o.letter(r)
		if failed != nil {
			return failed
		}
		v.Problems, v.Reason = problems, form.Text("reason")
		if form.Ticked("text") {
			v.Text = form.Text("text")
		}
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, letterPage(v))
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, said)
	return kit.Redirect(w, r, to)
}

// reachWords say whom a letter reaches: nobody is said plainly, for such a letter stops the others.
func reachWords(l board.LetterLine) string {
	switch {
	case l.State != notify.Held:
		return l.Who
	case l.Reach == 0:
		return "现在没有可用的账号"
	}
	return l.Who + "，现有 " + strconv.Itoa(l.Reach) + " 个账号"
}
