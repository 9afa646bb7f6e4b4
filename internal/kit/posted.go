package kit

import (
	"context"
	"io"
	"mime/multipart"
	"net/http"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit/components"
)

// SignedIn is who acts; a visitor is led to the log-in with these words.
func SignedIn(ctx context.Context, words string) (access.Actor, error) {
	actor := Actor(ctx)
	if !actor.SignedIn() {
		return actor, fault.Unauthorized(words)
	}
	return actor, nil
}

// Posted is a form that asks for one act.
type Posted struct {
	SignIn string // said to a visitor
	Do     func(access.Actor, *Form) error
	Again  func(http.ResponseWriter, *http.Request, *Form, Problems) error // shows what was typed beside what is wrong with it; nil: the fault speaks for itself
	Done   string                                                          // said once it is done
	To     string                                                          // where it leads then
}

// Answer reads the form, performs the act, says that it is done, and leads on.
func (p Posted) Answer(w http.ResponseWriter, r *http.Request) error {
	actor, err := SignedIn(r.Context(), p.SignIn)
	if err != nil {
		return err
	}
	form, err := ReadForm(r)
	if err != nil {
		return err
	}
	err = p.Do(actor, form)
	if problems := ProblemsOf(err); problems != nil && p.Again != nil {
		return p.Again(w, r, form, problems)
	}
	if err != nil {
		return err
	}
	Flash(w, r, components.Done, p.Done)
	return Redirect(w, r, p.To)
}

// ReadFile reads a small file out of a form that is not streamed: its name and its content, of which no more than most
// bytes and one are read. Without a file the field is wrong, in these words.
func ReadFile(r *http.Request, field string, most int64, missing string) (name string, content []byte, err error) {
	if _, err := ReadForm(r); err != nil {
		return "", nil, err
	}
	var file multipart.File
	var head *multipart.FileHeader
	if file, head, err = r.FormFile(field); err != nil {
		return "", nil, fault.InvalidField(field, missing)
	}
	defer file.Close()
	content, err = io.ReadAll(io.LimitReader(file, most+1))
	return head.Filename, content, err
}
