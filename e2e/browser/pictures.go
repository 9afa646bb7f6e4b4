package browser

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// Inspect looks at a page from all sides: style, overflow, missing glyphs, ids, and in the current browser axe, which judges
// the same page and the same colours in both. With PICTURES set (make pictures) it takes the pictures for the contact
// sheet. The name is the page's, in Chinese, once in all tests: it is the caption.
func (p *Page) Inspect(name string) {
	p.browser.t.Helper()
	if p.browser.taking {
		p.Picture(name)
	}
	p.NoOverflow()
	p.NoMissingGlyph()
	p.NoSecondID()
	switch {
	case !p.script:
	case p.browser.current:
		p.Axe()
	default:
		p.Styled()
	}
}

// Picture takes the page in the desk's and in the phone's window, for the contact sheet.
func (p *Page) Picture(name string) {
	p.browser.t.Helper()
	p.Screenshot(name, Phone)
	p.Screenshot(name, Desk)
	p.Resize(Desk)
}

// Screenshot writes what a window of that size shows to e2e/out/<browser>/<name>@<width>x<height>.png and returns the path.
func (p *Page) Screenshot(name string, w Window) string {
	p.browser.t.Helper()
	p.Resize(w)
	var picture []byte
	p.run("take a picture", chromedp.Evaluate("window.scrollTo(0, 0)", nil), chromedp.CaptureScreenshot(&picture))
	path := filepath.Join(p.browser.pictures, fmt.Sprintf("%s@%dx%d.png", name, w.Width, w.Height))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.fatalf("%v", err)
	}
	if err := os.WriteFile(path, picture, 0o644); err != nil {
		p.fatalf("%v", err)
	}
	return path
}
