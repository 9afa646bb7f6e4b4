package kit

import (
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// answer is the response on its way out: it remembers status and size for the log, and packs text with gzip level 1.
type answer struct {
	http.ResponseWriter
	accepts bool // the browser takes gzip
	status  int
	bytes   int64 // before packing
	packer  *gzip.Writer
}

// worthPacking is the least size that is packed; below it the frame eats the gain.
const worthPacking = 1024

var packers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is a constant that exists
	return w
}}

func newAnswer(w http.ResponseWriter, r *http.Request) *answer {
	accepts := strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && r.Method != http.MethodHead
	return &answer{ResponseWriter: w, accepts: accepts}
}

// Started tells whether the header has gone out, so that the answer can no longer be changed.
func (a *answer) Started() bool { return a.status != 0 }

// Status is what was sent; 200 when the handler wrote nothing.
func (a *answer) Status() int {
	if a.status == 0 {
		return http.StatusOK
	}
	return a.status
}

// WriteHeader sends status and header, and decides on packing.
func (a *answer) WriteHeader(status int) {
	if a.Started() {
		return
	}
	if status >= 200 {
		a.status = status
		if a.packs() {
			a.startPacking()
		}
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) packs() bool {
	h := a.Header()
	if !packable(h.Get("Content-Type")) || h.Get("Content-Encoding") != "" || a.status == http.StatusNoContent || a.status == http.StatusNotModified {
		return false
	}
	h.Add("Vary", "Accept-Encoding")
	length, err := strconv.Atoi(h.Get("Content-Length"))
	return a.accepts && (err != nil || length >= worthPacking)
}

func packable(kind string) bool {
	return strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "application/json") || strings.HasPrefix(kind, "image/svg")
}

func (a *answer) startPacking() {
	a.Header().Del("Content-Length")
	a.Header().Set("Content-Encoding", "gzip")
	a.packer = packers.Get().(*gzip.Writer)
	a.packer.Reset(a.ResponseWriter)
}

// Write sends part of the body.
func (a *answer) Write(p []byte) (int, error) {
	if !a.Started() {
		if a.Header().Get("Content-Type") == "" {
			a.Header().Set("Content-Type", http.DetectContentType(p))
		}
		a.WriteHeader(http.StatusOK)
	}
	a.bytes += int64(len(p))
	if a.packer != nil {
		return a.packer.Write(p)
	}
	return a.ResponseWriter.Write(p)
}

// Flush sends what is there, for answers that grow.
func (a *answer) Flush() {
	if a.packer != nil {
		a.packer.Flush()
	}
	http.NewResponseController(a.ResponseWriter).Flush()
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// Close ends the packing and gives the packer back.
func (a *answer) Close() {
	if a.packer != nil {
		a.packer.Close()
		packers.Put(a.packer)
		a.packer = nil
	}
}
