package app

import (
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"shidian/internal/store"
	"shidian/internal/testenv"
)

// latin are the Latin words that may stand on the screen: names of kinds of files and of what is known by no other name.
var latin = []string{"PDF", "Word", "Excel", "WPS", "CSV", "JSON", "OFD", "XLSX", "DOCX", "ZIP", "JPG", "JPEG", "PNG", "RSS", "Atom", "ETag", "UTF", "SHA", "CA", "MB", "KB", "GB", "USB", "HTTPS", "Ctrl", "SD"}

var (
	// apart is no word: addresses and their parts, files' names, a request's number, the name of a format or of a font.
	apart = regexp.MustCompile(`https?://[^\s，。；（）]*|[\w.+-]+@[\w.-]*|[\w-]*(\.[\w-]+)*\.(pdf|docx?|xlsx?|csv|json|zip|png|jpe?g|ofd|yaml|txt|html?|cn|org|com)\b|` +
		`\b[A-Z]{4}-[A-Z]{4}\b|shidian-draw/1|Noto (Serif|Sans)( CJK)?( SC)?`)
	word  = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9]`)
	digit = regexp.MustCompile(`[0-9]`)
)

// english gives the first Latin word in a text that may not be there; "" for none. What has a figure in it is a number or a code.
func english(text string, known ...string) string {
	for _, found := range word.FindAllString(apart.ReplaceAllString(text, " "), -1) {
		if !digit.MatchString(found) && len(found) > 1 && !slices.Contains(latin, found) && !slices.Contains(known, found) {
			return found
		}
	}
	return ""
}

// spokenTags are attributes that are read out or shown.
var spokenTags = []string{"title", "placeholder", "aria-label", "alt", "label", "summary", "aria-description", "aria-roledescription"}

// onScreen are the texts of a page as people meet them, each apart. What stands in <code> and <pre> is for machines.
func onScreen(page string) (texts []string) {
	root, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(false))
	if err != nil {
		return []string{err.Error()}
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && slices.Contains([]string{"script", "style", "code", "pre"}, n.Data) {
			return
		}
		if n.Type == html.TextNode {
			texts = append(texts, n.Data)
		}
		for _, a := range n.Attr {
			if slices.Contains(spokenTags, a.Key) || a.Key == "value" && n.Data == "input" && slices.ContainsFunc(n.Attr, func(t html.Attribute) bool { return t.Key == "type" && t.Val == "submit" }) {
				texts = append(texts, a.Val)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return texts
}

// names are what people of the tests are called, in Latin letters.
func (w *town) names() (names []string) {
	names = []string{"test.review", "test.half"} // the acts by which these tests come to what they ask about
	for _, column := range []string{"login", "name"} {
		names = append(names, get(w, func(t *store.Tx) ([]string, error) {
			return store.Rows(t, store.Scalar[string], "SELECT "+column+" FROM account")
		})...)
	}
	return names
}

// spoken fails on English words on a page.
func (w *town) spoken(t *testing.T, at, page string) {
	t.Helper()
	for _, text := range onScreen(page) {
		if found := english(text); found != "" && english(text, w.names()...) != "" {
			t.Errorf("%s says %q: %.120s", at, found, strings.TrimSpace(text))
		}
	}
}

// downloaded is the name under which a browser keeps an answer, without its ending; "" where it says none.
func downloaded(out *httptest.ResponseRecorder) string {
	_, name, _ := strings.Cut(out.Header().Get("Content-Disposition"), "filename*=UTF-8''")
	name, err := url.PathUnescape(name)
	if err != nil {
		return "unreadable"
	}
	name, _, _ = strings.Cut(name, ".")
	return name
}

// The look sees English where people would, and nothing else.
func TestEnglishIsSeen(t *testing.T) {
	for _, page := range []string{`<p>No such page</p>`, `<title>Home - 试点</title>`, `<input placeholder="name">`, `<button aria-label="Close">×</button>`, `<img alt="photo">`, `<noscript>Please</noscript>`, `<input type="submit" value="OK">`} {
		if !slices.ContainsFunc(onScreen(page), func(text string) bool { return english(text) != "" }) {
			t.Errorf("%s: nothing is seen", page)
		}
	}
	for _, page := range []string{`<p>下载 PDF，编号 SD-2020-0137，a@b.org.cn，https://example.org/list?a=b，draw.json，指纹 3fa2bc9d…，甲 A</p>`, `<script>var words</script>`, `<code>shidian draw check</code>`, `<input value="typed" name="title">`} {
		for _, text := range onScreen(page) {
			if found := english(text); found != "" {
				t.Errorf("%s: %q", page, found)
			}
		}
	}
}

// quotedWords are the texts in a script that hold a blank or Chinese: what is shown. Keys, selectors and types hold neither.
var quotedText = regexp.MustCompile(`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`)

var han = regexp.MustCompile(`\p{Han}`)

// What our scripts put on the screen is Chinese: a text that speaks to people has a Chinese sign, and no English beside it; what
// is set as a page's text or asked of the reader is such a text.
func TestScriptsSpeakChinese(t *testing.T) {
	shows := regexp.MustCompile(`(?:textContent|innerText|title|placeholder|ariaLabel)\s*=[^=]|(?:alert|confirm|prompt)\(`)
	markup := regexp.MustCompile(`<[^>]*>?`)
	seen := 0
	for name, text := range scripts(t) {
		for i, line := range strings.Split(text, "\n") {
			if at := strings.Index(line, "//"); at >= 0 && !strings.Contains(line[:at], `"`) && !strings.Contains(line[:at], "'") {
				line = line[:at]
			}
			for _, literal := range quotedText.FindAllString(line, -1) {
				if !han.MatchString(literal) && !shows.MatchString(line) {
					continue
				}
				seen++
				if found := english(markup.ReplaceAllString(strings.Trim(literal, `"'`), " ")); found != "" && (han.MatchString(literal) || strings.Contains(literal, " ")) {
					t.Errorf("%s:%d shows %q: %s", name, i+1, found, literal)
				}
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d texts are seen in the scripts", seen)
	}
}

// What goes out to people, in their inbox, by mail and on paper, is Chinese.
func TestLettersSpeakChinese(t *testing.T) {
	w := told(t, store.SQLite, "two-years")
	texts := get(w, func(t *store.Tx) ([]string, error) {
		return store.Rows(t, store.Scalar[string], "SELECT title || '。' || body FROM message UNION SELECT title || '。' || body || '。' || sent || '。' || cause FROM outbox_letter")
	})
	if len(texts) < 50 {
		t.Fatalf("only %d letters", len(texts))
	}
	names := w.names()
	for _, text := range texts {
		if found := english(text, names...); found != "" {
			t.Errorf("%q in: %s", found, text)
		}
	}
}

// scripts are our own scripts by name.
func scripts(t *testing.T) map[string]string {
	t.Helper()
	folder := filepath.Join(testenv.Root(), "assets", "web", "static")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".js" || strings.Contains(e.Name(), ".min.") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(text)
	}
	return all
}
