package browser

import (
	"strings"
	"time"
)

// See waits until the text can be read on the page; white space does not matter.
func (p *Page) See(text string) {
	p.browser.t.Helper()
	var last error
	err := p.await(func() (bool, error) {
		_, last = p.look(wanted{"text", text, ""})
		return last == nil, nil
	})
	if err != nil {
		p.fatalf("%q is not seen; the page reads:\n%v", text, last)
	}
}

// ReloadUntil loads the page again and again until the text can be read: what the house makes in the background.
func (p *Page) ReloadUntil(text string) {
	p.browser.t.Helper()
	for end := time.Now().Add(2 * patience); time.Now().Before(end); p.Reload() {
		if _, err := p.look(wanted{"text", text, ""}); err == nil {
			return
		}
	}
	p.See(text)
}

// SeeNot waits until the text can no longer be read on the page.
func (p *Page) SeeNot(text string) {
	p.browser.t.Helper()
	err := p.await(func() (bool, error) {
		f, err := p.look(wanted{"text", text, ""})
		return err != nil && f.Why != "", nil
	})
	if err != nil {
		p.fatalf("%q is still seen", text)
	}
}

// Text is all that can be read on the page now, one line a block.
func (p *Page) Text() string {
	p.browser.t.Helper()
	var text string
	p.mustEvaluate("document.body.innerText", &text)
	return strings.TrimSpace(text)
}
