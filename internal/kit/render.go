package kit

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Render sends a page or a fragment. It is made whole before the first byte goes out, so an error never sends half a page.
func Render(w http.ResponseWriter, r *http.Request, c templ.Component) error {
	return RenderStatus(w, r, http.StatusOK, c)
}

// RenderStatus is Render with a status: 422 for a form that comes back with errors beside its fields.
func RenderStatus(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	defer buffers.Put(buf)
	if err := c.Render(r.Context(), buf); err != nil {
		return err
	}
	if v := visitOf(r.Context()); v != nil && v.flashShown {
		v.kit.dropFlash(w)
	}
	return send(w, status, "text/html; charset=utf-8", buf.Bytes())
}

// JSON sends a value to our own script.
func JSON(w http.ResponseWriter, status int, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return send(w, status, "application/json", body)
}

func send(w http.ResponseWriter, status int, kind string, body []byte) error {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body) // a browser that went away is no fault of ours
	return nil
}

// Redirect leads to a page after an act (303). A foreign address becomes the home page.
func Redirect(w http.ResponseWriter, r *http.Request, to string) error {
	to = Local(to)
	if IsFragment(r) {
		w.Header().Set("HX-Redirect", to) // a 303 would be followed by the script and swapped into the old page
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// Local gives the address when it is one of ours, else "/". For ?back= and the like.
func Local(to string) string {
	if _, err := url.Parse(to); err != nil || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return to
}

// IsFragment tells whether htmx asks for a part of a page rather than a whole one.
func IsFragment(r *http.Request) bool {
	return r.Header.Get("HX-Request") == "true" && r.Header.Get("HX-Boosted") == "" && r.Header.Get("HX-History-Restore-Request") == ""
}

// wantsJSON tells whether our own script asks.
func wantsJSON(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}
