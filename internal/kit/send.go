package kit

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// SendFile sends bytes to be kept under a Chinese name.
func SendFile(w http.ResponseWriter, name, kind string, body []byte) error {
	NameFile(w, name, kind)
	return whole(w, body)
}

// SaveFile sends bytes that no browser opens, PDFs neither: what is on them is for one pair of eyes.
func SaveFile(w http.ResponseWriter, name, kind string, body []byte) error {
	named(w, "attachment", name, kind)
	return whole(w, body)
}

func whole(w http.ResponseWriter, body []byte) error {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Write(body) // a browser that went away is no fault of ours
	return nil
}

// SendBlob sends a stored file; it can be asked for in parts.
func SendBlob(w http.ResponseWriter, r *http.Request, name, kind string, blob io.ReadSeeker) error {
	NameFile(w, name, kind)
	http.ServeContent(w, r, "", time.Time{}, blob)
	return nil
}

// NameFile sets the type and the name under which a browser keeps the file. Only PDFs and pictures open in the browser.
func NameFile(w http.ResponseWriter, name, kind string) {
	how := "attachment"
	if kind == "application/pdf" || kind == "image/png" || kind == "image/jpeg" {
		how = "inline"
	}
	named(w, how, name, kind)
}

func named(w http.ResponseWriter, how, name, kind string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", how+"; filename*=UTF-8''"+url.PathEscape(name))
}
