package kit

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"shidian/internal/fault"
	"shidian/internal/files"
)

// Came are the files that came with a form, or with an earlier try of it: their hashes in the file store, by field.
type Came map[string][]string

// One is the file of a field that takes one; "" without.
func (c Came) One(field string) string {
	if len(c[field]) == 0 {
		return ""
	}
	return c[field][0]
}

// Taking says which files a form may bring.
type Taking struct {
	Store *files.Store
	May   func() error // asked before anything is read
	Types []files.Type // none: all that the store takes
	Most  int          // of one field
}

// Read reads a form with its files. What is wrong with a file is said at its field. Where a field brought none, those stand that
// came with an earlier try: the page names them under field_before, by [Kept]. A form that was refused before it was read comes
// back beside the error.
func (x Taking) Read(r *http.Request) (*http.Request, *Form, Came, error) {
	came, wrong := Came{}, map[string]string{}
	r, form, err := ReadUpload(r, x.May, func(field, _ string, content io.Reader) error {
		blob, err := x.Store.Put(content, files.AttachmentLimit, x.Types...)
		refused, is := fault.As(err)
		switch {
		case is:
			wrong[field] = firstWords(refused)
		case err != nil:
			return err
		case len(came[field]) == x.Most:
			wrong[field] = fmt.Sprintf("这里最多%d个文件，多出的没有上传。请合并后再传。", x.Most)
		default:
			came[field] = append(came[field], blob.Hash)
		}
		return nil
	})
	if err != nil {
		return r, form, came, err
	}
	form.keptBefore(r, came, x.Most)
	for _, field := range slices.Sorted(maps.Keys(wrong)) {
		form.Mend(field, wrong[field])
	}
	return r, form, came, nil
}

// keptBefore puts the files of an earlier try into the fields that brought none.
func (f *Form) keptBefore(r *http.Request, came Came, most int) {
	for _, name := range f.Names() {
		field, before := strings.CutSuffix(name, "_before")
		if !before || len(came[field]) > 0 {
			continue
		}
		for _, value := range f.All(name) {
			if hash := KeptHash(r.Context(), value); hash != "" && len(came[field]) < most {
				came[field] = append(came[field], hash)
			}
		}
	}
}

// firstWords are a fault's words for the place beside the input.
func firstWords(f *fault.Fault) string {
	if len(f.Fields) > 0 {
		return f.Fields[0].Message
	}
	return f.Message
}
