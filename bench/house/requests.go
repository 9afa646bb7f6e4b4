package house

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"shidian/bench/load"
	"shidian/internal/apply"
)

// Save is a save of some long fields that stands ready to be sent: what is typed over what.
func Save(p *Person, host string, texts map[string]string, bases map[string]string) []byte {
	var changes []apply.Change
	for _, key := range LongFields {
		if text, typed := texts[key]; typed {
			changes = append(changes, apply.Change{Key: key, Text: text, Base: bases[key]})
		}
	}
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false) // as a browser's JSON.stringify
	if err := e.Encode(map[string]any{"account": p.Account, "changes": changes}); err != nil {
		panic(err) // plain strings
	}
	return load.Request("PUT", "/applications/"+p.Application+"/fields", host, body.Bytes(),
		"Content-Type: application/json", "Accept: application/json", "Accept-Encoding: gzip", "Cookie: "+p.Cookie)
}

// Saved judges the answer to a save: kept, and nobody else's text in the way.
func Saved(a load.Answer) error {
	if a.Status != 200 || bytes.Contains(a.Body, []byte(`"conflicts"`)) {
		return load.Wrong(a, "save")
	}
	return nil
}

// Submit hands the application on.
func Submit(p *Person, host string) []byte {
	return p.post(host, "/applications/"+p.Application+"/submit",
		url.Values{"head": {"1"}, "head_name": {"演示负责人"}, "secrecy": {"1"}, "secrecy_name": {"演示审查人"}})
}

// TakeBack makes it a draft again.
func TakeBack(p *Person, host string) []byte {
	return p.post(host, "/applications/"+p.Application+"/take-back", nil)
}

func (p *Person) post(host, path string, form url.Values) []byte {
	return load.Request("POST", path, host, []byte(form.Encode()), "Content-Type: application/x-www-form-urlencoded", "Cookie: "+p.Cookie)
}

// Page asks for a page as a browser does; p nil is the public.
func Page(p *Person, host, path string) []byte {
	head := []string{"Accept: text/html", "Accept-Encoding: gzip"}
	if p != nil {
		head = append(head, "Cookie: "+p.Cookie)
	}
	return load.Request("GET", path, host, nil, head...)
}

// Led judges an answer that leads to another page.
func Led(a load.Answer, to string) error {
	if a.Status != 303 || !strings.HasSuffix(a.Header("Location"), to) {
		return load.Wrong(a, "leading to "+to)
	}
	return nil
}

// Shown judges a page.
func Shown(a load.Answer) error {
	if a.Status != 200 {
		return load.Wrong(a, "page")
	}
	return nil
}

// Texts gives one variant's texts by field.
func (f Forms) Texts(variant int) map[string]string {
	texts := make(map[string]string, len(LongFields))
	for i, key := range LongFields {
		texts[key] = f.texts[variant%len(f.texts)][i]
	}
	return texts
}

// Hashes are the bases that texts leave behind.
func Hashes(texts map[string]string) map[string]string {
	hashes := make(map[string]string, len(texts))
	for key, text := range texts {
		hashes[key] = apply.HashOf(text)
	}
	return hashes
}

// Name tells a person in an error.
func (p *Person) Name() string { return fmt.Sprintf("%s (%s)", p.Login, p.Application) }
