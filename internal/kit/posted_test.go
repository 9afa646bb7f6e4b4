package kit

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"testing"

	"shidian/internal/access"
	"shidian/internal/fault"
)

// A form that asks for an act leads on when it is done, and comes back with what is wrong; a visitor does nothing.
func TestAPostedFormLeadsOnOrComesBack(t *testing.T) {
	someone := access.Actor{Account: "a"}
	for _, c := range []struct {
		name   string
		actor  access.Actor
		err    error
		status int
		kind   fault.Kind // of the error that is left to the exit
	}{
		{"done", someone, nil, http.StatusSeeOther, 0},
		{"to be mended", someone, fault.InvalidField("reason", "请写明理由。"), http.StatusUnprocessableEntity, 0},
		{"refused", someone, fault.Conflict("C1", "已经结束。"), 0, fault.KindConflict},
		{"a visitor", access.Actor{}, nil, 0, fault.KindUnauthorized},
	} {
		acted := false
		p := Posted{SignIn: "请先登录。", Done: "已办理。", To: "/there",
			Do: func(access.Actor, *Form) error { acted = true; return c.err },
			Again: func(w http.ResponseWriter, _ *http.Request, _ *Form, problems Problems) error {
				w.WriteHeader(http.StatusUnprocessableEntity)
				_, err := io.WriteString(w, problems.Of("reason"))
				return err
			}}
		w, r := httptest.NewRecorder(), asked(c.actor)
		err := p.Answer(w, r)
		if (err != nil) != (c.kind != 0) || err != nil && !fault.Is(err, c.kind) || err == nil && w.Code != c.status {
			t.Errorf("%s: %v, status %d", c.name, err, w.Code)
		}
		if acted != c.actor.SignedIn() {
			t.Errorf("%s: acted %v", c.name, acted)
		}
	}
}

// A file of a form is read up to one byte past the most, so that too long a one is seen; a missing one is named.
func TestAFileOfAForm(t *testing.T) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "名单.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	part.Write([]byte("12345"))
	form.Close()
	r := httptest.NewRequest("POST", "/", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	name, content, err := ReadFile(r, "file", 3, "请选择文件。")
	if err != nil || name != "名单.xlsx" || string(content) != "1234" {
		t.Errorf("%s %q, %v", name, content, err)
	}
	if _, _, err := ReadFile(r, "other", 3, "请选择文件。"); ProblemsOf(err).Of("other") != "请选择文件。" {
		t.Errorf("a file that is not there: %v", err)
	}
}

// asked is a posted form of somebody.
func asked(actor access.Actor) *http.Request {
	r := httptest.NewRequest("POST", "/", nil)
	return r.WithContext(context.WithValue(r.Context(), visitKey{}, &visit{kit: &Kit{}, actor: actor}))
}
