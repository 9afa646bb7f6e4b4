package kit

import (
	"net/http"

	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit/components"
)

// Again renders a page anew with what has to be mended; without problems it gives the error itself.
func Again(err error, page func(Problems) error) error {
	if problems := ProblemsOf(err); problems != nil {
		return page(problems)
	}
	return err
}

// Done says what was done and leads on.
func Done(w http.ResponseWriter, r *http.Request, words, to string) error {
	Flash(w, r, components.Done, words)
	return Redirect(w, r, to)
}

// SendKept sends a kept file under a Chinese name, to be seen where its type is known; NotFound without a hash.
func SendKept(w http.ResponseWriter, blobs *files.Store, name, hash string) error {
	if hash == "" {
		return fault.NotFound()
	}
	content, err := blobs.Bytes(hash)
	if err != nil {
		return err
	}
	kind := http.DetectContentType(content)
	for t, ext := range files.Extensions {
		if string(t) == kind {
			return SendFile(w, name+ext, kind, content)
		}
	}
	return SaveFile(w, name, "application/octet-stream", content)
}
