package browser

import "strings"

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
