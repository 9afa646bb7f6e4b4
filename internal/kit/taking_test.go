package kit_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
)

// multi is a form with typed values, which come first, and files; fields and contents alternate, a file's field begins with @.
func multi(t *testing.T, fields ...string) (kind, body string) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for i := 0; i+1 < len(fields); i += 2 {
		name, isFile := strings.CutPrefix(fields[i], "@")
		part, err := form.CreateFormField(name)
		if isFile {
			part, err = form.CreateFormFile(name, "x.pdf")
		}
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(part, fields[i+1])
	}
	form.Close()
	return form.FormDataContentType(), b.String()
}

// Whoever may not bring files brings none into the house: he is asked first, no more of the form is read than a form without
// files has, and what was typed comes back.
func TestFilesAreTakenOnlyFromWhoMayBringThem(t *testing.T) {
	dir := t.TempDir()
	blobs, err := files.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var may error
	var read counter
	var came kit.Came
	s := open(t, func(w http.ResponseWriter, r *http.Request) error {
		read = counter{ReadCloser: r.Body}
		r.Body = &read
		_, form, all, err := kit.Taking{Store: blobs, May: func() error { return may }, Types: []files.Type{files.PDF}, Most: 2}.Read(r)
		if came = all; err != nil {
			return err
		}
		if err := form.Err(); err != nil {
			return err
		}
		return kit.Redirect(w, r, "/")
	}, func(o *kit.Options) {
		o.Identify = func(*http.Request) (access.Actor, error) { return clerk, nil }
		o.Limits = []kit.Limit{{Pattern: "POST /upload/{id}", Max: 30 << 20, Stream: true}}
	})
	send := func(fields ...string) (int, string) {
		kind, body := multi(t, append([]string{"page.account", "a", "page.upon", "", "words", "写了很久的话"}, fields...)...)
		res, text := s.do(t, "POST", "/upload/1", body, "Content-Type", kind)
		return res.StatusCode, text
	}
	stored := func() int {
		all, err := filepath.Glob(filepath.Join(dir, "??", "*"))
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	pdf := func(text string) string { return "%PDF-1.7\n" + text }
	may = fault.Forbidden("J1", "由主办单位办理。")
	code, text := send("@scan", pdf(strings.Repeat("x", 8<<20)))
	if code != http.StatusForbidden || stored() != 0 || read.n > 3<<20 || !strings.Contains(text, ">写了很久的话</textarea>") {
		t.Errorf("refused: %d, %d stored, %d bytes read: %s", code, stored(), read.n, text)
	}
	may = nil
	if code, _ := send("@scan", pdf("1"), "@scan", pdf("2")); code != http.StatusSeeOther || len(came["scan"]) != 2 || stored() != 2 || came.One("scan") == "" {
		t.Errorf("taken: %d, %v, %d stored", code, came, stored())
	}
	for name, fields := range map[string][]string{
		"too many":       {"@scan", pdf("1"), "@scan", pdf("2"), "@scan", pdf("3")},
		"no PDF":         {"@scan", "GIF89a"},
		"empty":          {"@scan", ""},
		"one of another": {"@scan", pdf("1"), "@proof", "GIF89a"},
	} {
		if code, _ := send(fields...); code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, code)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "incoming")); err != nil {
		t.Error(err)
	}
}

// A file of an earlier try stands where the field brings none, for the account to which the form was shown.
func TestAFileOfAnEarlierTryStands(t *testing.T) {
	blobs, err := files.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	kept, hash := "", strings.Repeat("ab", 32)
	var came kit.Came
	s := open(t, func(w http.ResponseWriter, r *http.Request) (err error) {
		if r.Method == http.MethodGet {
			kept = kit.Kept(r.Context(), hash)
			return kit.Redirect(w, r, "/")
		}
		_, _, came, err = kit.Taking{Store: blobs, May: func() error { return nil }, Most: 1}.Read(r)
		return err
	}, func(o *kit.Options) {
		o.Identify = func(*http.Request) (access.Actor, error) { return clerk, nil }
		o.Limits = []kit.Limit{{Pattern: "POST /upload/{id}", Max: 30 << 20, Stream: true}}
	})
	s.do(t, "GET", "/x", "")
	for name, c := range map[string]struct{ value, want string }{"its own": {kept, hash}, "only the hash": {hash, ""}} {
		kind, body := multi(t, "scan_before", c.value)
		s.do(t, "POST", "/upload/1", body, "Content-Type", kind)
		if came.One("scan") != c.want {
			t.Errorf("%s: %q", name, came.One("scan"))
		}
	}
	kind, body := multi(t, "scan_before", kept, "@scan", "%PDF-1.7\nnew")
	s.do(t, "POST", "/upload/1", body, "Content-Type", kind)
	if came.One("scan") == hash || len(came["scan"]) != 1 {
		t.Errorf("a new file does not take its place: %v", came)
	}
}

type counter struct {
	io.ReadCloser
	n int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.n += n
	return n, err
}
