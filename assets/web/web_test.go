package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// TestForeignFilesAreUnchanged holds each file from elsewhere against the hash in LICENSES.md.
func TestForeignFilesAreUnchanged(t *testing.T) {
	table, err := os.ReadFile("LICENSES.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"bootstrap.min.css", "htmx.min.js"} {
		sum := sha256.Sum256(byName[name].body)
		if !strings.Contains(string(table), hex.EncodeToString(sum[:])) {
			t.Errorf("%s: hash %x is not the one in LICENSES.md", name, sum)
		}
	}
}

func get(t *testing.T, url string, header http.Header) *http.Response {
	t.Helper()
	r := httptest.NewRequest("GET", url, nil)
	r.Header = header
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestFilesAreKeptForEver(t *testing.T) {
	res := get(t, Path("shidian.css"), http.Header{})
	if res.StatusCode != 200 || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("status %d, Cache-Control %q", res.StatusCode, res.Header.Get("Cache-Control"))
	}
	if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/css") {
		t.Errorf("Content-Type %q", res.Header.Get("Content-Type"))
	}
	packed := get(t, Path("htmx.min.js"), http.Header{"Accept-Encoding": {"gzip"}})
	if packed.Header.Get("Content-Encoding") != "gzip" || packed.ContentLength > 20000 {
		t.Errorf("encoding %q, %d bytes", packed.Header.Get("Content-Encoding"), packed.ContentLength)
	}
}

func TestWrongHashIsNotFound(t *testing.T) {
	if res := get(t, Prefix+"shidian.css", http.Header{}); res.StatusCode != 404 {
		t.Errorf("status %d", res.StatusCode)
	}
}
