package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func quiet(demo bool) http.Handler { return handler(demo, slog.New(slog.DiscardHandler)) }

// walk renders every page of the gallery and calls f for each element.
func walk(t *testing.T, f func(t *testing.T, n *html.Node)) {
	t.Helper()
	h := quiet(true)
	each := func(address string) {
		t.Run(address, func(t *testing.T) {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest("GET", address, nil))
			root, err := html.Parse(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			elements(root, func(n *html.Node) { f(t, n) })
		})
	}
	for address := range pages {
		each(address)
	}
	for address := range faults {
		each(address)
	}
}

func elements(n *html.Node, f func(*html.Node)) {
	if n.Type == html.ElementNode {
		f(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		elements(c, f)
	}
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// TestNothingInline: what the content security policy would refuse stands on no page.
func TestNothingInline(t *testing.T) {
	walk(t, func(t *testing.T, n *html.Node) {
		if _, ok := attr(n, "src"); n.Data == "style" || n.Data == "script" && !ok {
			t.Errorf("inline <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on") || strings.HasPrefix(strings.TrimSpace(a.Val), "javascript:") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
			if foreign := a.Key == "src" || n.Data == "link" && a.Key == "href"; foreign && !strings.HasPrefix(a.Val, "/static/") {
				t.Errorf("<%s> loads %q", n.Data, a.Val)
			}
		}
	})
}

// TestEveryFieldHasItsName: a label, or aria-label, for whoever cannot see the page; ids are unique.
func TestEveryFieldHasItsName(t *testing.T) {
	h := quiet(false)
	for address := range pages {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", address, nil))
		root, err := html.Parse(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		ids, labels, h1 := map[string]int{}, map[string]bool{}, 0
		elements(root, func(n *html.Node) {
			if id, ok := attr(n, "id"); ok {
				ids[id]++
			}
			if target, ok := attr(n, "for"); ok {
				labels[target] = true
			}
			if n.Data == "h1" {
				h1++
			}
		})
		elements(root, func(n *html.Node) { fieldIsNamed(t, address, n, ids, labels) })
		for id, times := range ids {
			if times > 1 {
				t.Errorf("%s: id %q stands %d times", address, id, times)
			}
		}
		if h1 != 1 {
			t.Errorf("%s: %d h1", address, h1)
		}
	}
}

func fieldIsNamed(t *testing.T, address string, n *html.Node, ids map[string]int, labels map[string]bool) {
	t.Helper()
	if n.Data == "input" || n.Data == "textarea" || n.Data == "select" {
		kind, _ := attr(n, "type")
		id, _ := attr(n, "id")
		_, named := attr(n, "aria-label")
		if kind != "hidden" && !named && !labels[id] && n.Parent.Data != "label" {
			t.Errorf("%s: %s %q has no label", address, n.Data, id)
		}
	}
	if described, ok := attr(n, "aria-describedby"); ok {
		for _, id := range strings.Fields(described) {
			if ids[id] == 0 {
				t.Errorf("%s: aria-describedby %q leads nowhere", address, id)
			}
		}
	}
	if current, ok := attr(n, "aria-current"); ok && current == "" {
		t.Errorf("%s: empty aria-current on <%s>", address, n.Data)
	}
}

func styles(t *testing.T) string {
	t.Helper()
	const folder = "../../../assets/web/style/"
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, e := range entries {
		text, err := os.ReadFile(folder + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		all += string(text)
	}
	return all
}

// TestEveryClassHasItsStyle finds a class that was misspelt on a page or forgotten in the theme.
func TestEveryClassHasItsStyle(t *testing.T) {
	css := styles(t)
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`\.([a-zA-Z][\w-]*)`).FindAllStringSubmatch(css, -1) {
		known[m[1]] = true
	}
	// Hooks without a look of their own.
	for _, hook := range []string{"sd-row", "sd-cell", "sd-badge", "sd-notice", "sd-flash", "sd-figure", "sd-confirm", "sd-history", "sd-outline-foot", "sd-stage-ahead", "sd-notice-quiet", "sd-figure-quiet", "sd-figure-done", "sd-tile", "sd-main-aside", "sd-progress-label"} {
		known[hook] = true
	}
	walk(t, func(t *testing.T, n *html.Node) {
		classes, _ := attr(n, "class")
		for _, class := range strings.Fields(classes) {
			ours := strings.HasPrefix(class, "sd-") || strings.HasPrefix(class, "sheet") || strings.HasPrefix(class, "gongwen")
			if ours && !known[class] {
				t.Errorf("<%s class=%q> has no style", n.Data, class)
			}
		}
	})
}

// TestStylesAreKnownToOldBrowsers: Chromium 86 drops a rule that it does not understand, without a word.
func TestStylesAreKnownToOldBrowsers(t *testing.T) {
	css := styles(t)
	for _, young := range []string{":has(", ":is(", ":where(", "inset:", "aspect-ratio", "@container", "@layer", "accent-color", "color-mix", "oklch", "dvh", "text-wrap", "&:", "& ", "(width"} {
		if strings.Contains(css, young) {
			t.Errorf("the theme uses %q", young)
		}
	}
	if strings.Contains(css, "@media (max-width") {
		t.Error("a narrow-screen rule would also lay out paper: write @media screen and (max-width…)")
	}
	script, err := os.ReadFile("../../../assets/web/static/shidian.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, young := range []string{".at(", "structuredClone", "replaceAll", "??=", "||=", "eval(", "new Function"} {
		if strings.Contains(string(script), young) {
			t.Errorf("the script uses %q", young)
		}
	}
}

func TestLongestWordsAndEmptyValuesRender(t *testing.T) {
	w := httptest.NewRecorder()
	quiet(false).ServeHTTP(w, httptest.NewRequest("GET", "/city", nil))
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "黄河三角洲农业高新技术产业示范区科学技术协会") {
		t.Errorf("status %d", w.Code)
	}
}
