package browser

import (
	_ "embed" // checks.js
	"os"
	"strings"

	"github.com/chromedp/chromedp"

	"shidian/internal/testenv"
)

//go:embed checks.js
var checksScript string

// Phone and Desk are the two windows in which every page is looked at.
var (
	Phone = Window{360, 740}
	Desk  = Window{1366, 768}
)

// Window is a size in CSS pixels.
type Window struct{ Width, Height int64 }

// Resize gives the tab a window of that size.
func (p *Page) Resize(w Window) {
	p.browser.t.Helper()
	p.run("resize", chromedp.EmulateViewport(w.Width, w.Height))
}

// NoOverflow fails when the page must be moved sideways in a window as narrow as a phone.
func (p *Page) NoOverflow() {
	p.browser.t.Helper()
	p.Resize(Phone)
	p.mustHold("overflow", p.check("overflow"))
	p.Resize(Desk)
}

// NoMissingGlyph fails when a character on the page is shown as the empty box.
func (p *Page) NoMissingGlyph() {
	p.browser.t.Helper()
	p.mustHold("glyphs", p.check("glyphs"))
}

// NoSecondID fails when two elements of the page bear one id.
func (p *Page) NoSecondID() {
	p.browser.t.Helper()
	p.mustHold("ids", p.check("ids"))
}

// Axe fails on a page without its style and on whatever axe-core finds serious or critical.
// axe-core is a script: a person without JavaScript cannot be checked so.
func (p *Page) Axe() {
	p.browser.t.Helper()
	p.Styled()
	p.mustHold("axe", p.axe())
}

// Styled fails on a page without its style, of which axe-core says nothing.
func (p *Page) Styled() {
	p.browser.t.Helper()
	p.mustHold("style", p.check("styled"))
}

func (p *Page) axe() []string {
	p.browser.t.Helper()
	source, err := os.ReadFile(testenv.AxeScript(p.browser.t))
	if err != nil {
		p.fatalf("axe: %v", err)
	}
	p.mustEvaluate(string(source)+"\n;0", nil)
	return p.check("axe")
}

func (p *Page) check(name string) []string {
	p.browser.t.Helper()
	var faults []string
	p.mustEvaluate(checksScript+"."+name+"()", &faults)
	return faults
}

func (p *Page) mustHold(what string, faults []string) {
	p.browser.t.Helper()
	if len(faults) > 0 {
		p.fatalf("%s of %s:\n%s", what, p.Address(), strings.Join(faults, "\n"))
	}
}
