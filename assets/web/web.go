// Package web holds what the browser loads besides pages: style, script, and nothing from elsewhere.
// Each file's address carries a hash of its content, so browsers keep it for ever and an update is seen at once.
// Where the files come from and under which licence stands in LICENSES.md.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// Prefix is where the files are served.
const Prefix = "/static/"

//go:embed static/* style/*.css
var files embed.FS

// joined is the name under which the files of style/ are served as one, in the order of their names.
const joined = "shidian.css"

type asset struct {
	address string
	kind    string
	body    []byte
	packed  func() []byte // gzip, made at the first request for it
}

var byName, byAddress = load()

func load() (map[string]*asset, map[string]*asset) {
	names, addresses := map[string]*asset{}, map[string]*asset{}
	add := func(name string, body []byte) {
		a := &asset{address: address(name, body), kind: mime.TypeByExtension(path.Ext(name)), body: body}
		a.packed = sync.OnceValue(func() []byte { return pack(body) })
		names[name], addresses[a.address] = a, a
	}
	var style []byte
	for _, name := range list("static") {
		add(name, read("static/"+name))
	}
	for _, name := range list("style") {
		style = append(style, read("style/"+name)...)
	}
	add(joined, style)
	return names, addresses
}

// list gives the names in an embedded folder, sorted.
func list(folder string) []string {
	entries, err := files.ReadDir(folder)
	if err != nil {
		panic(err) // the folder is embedded: it cannot be missing
	}
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = entry.Name()
	}
	return names
}

func read(name string) []byte {
	body, err := files.ReadFile(name)
	if err != nil {
		panic(err) // as above
	}
	return body
}

// address turns shidian.css into /static/shidian.1a2b3c4d5e.css.
func address(name string, body []byte) string {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	return Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
}

func pack(body []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is a constant that exists
	w.Write(body)                                           // a bytes.Buffer does not fail
	w.Close()
	return out.Bytes()
}

// Path is the address of a file by its plain name. An unknown name is a programming error.
func Path(name string) string {
	a, ok := byName[name]
	if !ok {
		panic("web: no file " + name)
	}
	return a.address
}

// Handler serves the files under Prefix.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := byAddress[r.URL.Path]
		if !ok {
			http.Error(w, "没有这个文件，请刷新网页后再试。", http.StatusNotFound)
			return
		}
		h := w.Header()
		h.Set("Content-Type", a.kind)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Vary", "Accept-Encoding")
		body := a.body
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = a.packed()
		}
		h.Set("Content-Length", strconv.Itoa(len(body)))
		if r.Method != http.MethodHead {
			w.Write(body) // a browser that went away is no fault of ours
		}
	})
}
