package browser

import (
	"context"
	"encoding/json"
	"path/filepath"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Open goes to an address and waits until it has loaded.
func (p *Page) Open(address string) {
	p.browser.t.Helper()
	p.run("open "+address, chromedp.Navigate(address))
}

// Reload loads the page again, as F5 does.
func (p *Page) Reload() {
	p.browser.t.Helper()
	p.run("reload", chromedp.Reload())
}

// Status is the status code of the last page that the server answered.
func (p *Page) Status() int { return int(p.watch.lastStatus()) }

// Weight is how many bytes came over the wire for this tab, as they were packed, but for pictures.
func (p *Page) Weight() int { return p.watch.weighs() }

// Address is what stands in the address bar.
func (p *Page) Address() string {
	p.browser.t.Helper()
	var address string
	p.run("read the address", chromedp.Location(&address))
	return address
}

// Click clicks on the link, button or label that bears the name; an exact name goes before a part of one.
func (p *Page) Click(name string) {
	p.browser.t.Helper()
	p.ClickIn("", name)
}

// ClickIn clicks on the one that stands nearest to the text within: the "退回" in the row of "甲县科协".
func (p *Page) ClickIn(within, name string) {
	p.browser.t.Helper()
	at := p.find(wanted{"click", name, within})
	p.run("click "+name, chromedp.MouseClickXY(at.X, at.Y))
	p.settle()
}

// Fill replaces the text of the field with that label, as by selecting all and pasting.
func (p *Page) Fill(label, text string) {
	p.browser.t.Helper()
	p.FillIn("", label, text)
}

// FillIn replaces it in the field that stands nearest to the text within.
func (p *Page) FillIn(within, label, text string) {
	p.browser.t.Helper()
	p.find(wanted{"field", label, within})
	var typed bool
	p.mustEvaluate(`(function (el, text) {
		el.focus();
		if (/^(date|time|month|week|datetime-local|color|range)$/.test(el.type)) {
			el.value = text;
			el.dispatchEvent(new Event("input", {bubbles: true}));
			el.dispatchEvent(new Event("change", {bubbles: true}));
			return false;
		}
		if (el.select) el.select(); else getSelection().selectAllChildren(el);
		return true;
	})(window.__found, `+quote(text)+`)`, &typed)
	if !typed {
		return
	}
	if text == "" {
		p.Press("Delete")
		return
	}
	p.Type(text)
}

// Type puts text where the cursor is, as an input method does.
func (p *Page) Type(text string) {
	p.browser.t.Helper()
	p.run("type", input.InsertText(text))
}

// Value is the text in the field with that label; of a check box "true" or "false".
func (p *Page) Value(label string) string {
	p.browser.t.Helper()
	p.find(wanted{"field", label, ""})
	var value string
	p.mustEvaluate(`(function (el) {
		if (el.type === "checkbox" || el.type === "radio") return String(el.checked);
		return "value" in el ? el.value : el.innerText;
	})(window.__found)`, &value)
	return value
}

// Choose takes an option, by what is written on it, in the drop-down list with that label.
func (p *Page) Choose(label, option string) {
	p.browser.t.Helper()
	p.ChooseIn("", label, option)
}

// ChooseIn takes it in the list that stands nearest to the text within. An option may be named by its beginning.
func (p *Page) ChooseIn(within, label, option string) {
	p.browser.t.Helper()
	p.find(wanted{"field", label, within})
	var chosen bool
	p.mustEvaluate(`(function (el, name) {
		const all = Array.from(el.options);
		const option = all.find((o) => o.text.trim() === name) || all.find((o) => o.text.trim().startsWith(name));
		if (!option) return false;
		el.focus();
		el.value = option.value;
		el.dispatchEvent(new Event("input", {bubbles: true}));
		el.dispatchEvent(new Event("change", {bubbles: true}));
		return true;
	})(window.__found, `+quote(option)+`)`, &chosen)
	if !chosen {
		p.fatalf("%q has no option %q", label, option)
	}
}

// Tick sets a check box or radio button by its label, if it is not set yet.
func (p *Page) Tick(label string) {
	p.browser.t.Helper()
	p.TickIn("", label)
}

// TickIn sets the one that stands nearest to the text within.
func (p *Page) TickIn(within, label string) {
	p.browser.t.Helper()
	at := p.find(wanted{"field", label, within})
	var ticked bool
	p.mustEvaluate("window.__found.checked", &ticked)
	if ticked {
		return
	}
	p.run("tick "+label, chromedp.MouseClickXY(at.X, at.Y))
	p.settle()
}

// Download is what the link of that name leads to, as somebody gets it who saves it to his disk; within as in ClickIn.
func (p *Page) Download(within, name string) []byte {
	p.browser.t.Helper()
	p.find(wanted{"click", name, within})
	var got struct {
		Status int
		Body   []byte
	}
	p.mustEvaluate(`(async function (link) {
		const answer = await fetch(link.href);
		const bytes = new Uint8Array(await answer.arrayBuffer());
		let text = "";
		for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode.apply(null, bytes.subarray(i, i + 4096));
		return {Status: answer.status, Body: btoa(text)};
	})(window.__found)`, &got)
	if got.Status != 200 {
		p.fatalf("%s answers %d", name, got.Status)
	}
	return got.Body
}

// Upload gives files to the file field with that label.
func (p *Page) Upload(label string, paths ...string) {
	p.browser.t.Helper()
	p.find(wanted{"field", label, ""})
	for i, path := range paths {
		absolute, err := filepath.Abs(path)
		if err != nil {
			p.fatalf("upload: %v", err)
		}
		paths[i] = absolute
	}
	var field *runtime.RemoteObject
	p.run("upload to "+label, chromedp.Evaluate("window.__found", &field), chromedp.ActionFunc(func(ctx context.Context) error {
		return dom.SetFileInputFiles(paths).WithObjectID(field.ObjectID).Do(ctx)
	}))
}

// Offline cuts this tab off from the network, or lets it back.
func (p *Page) Offline(off bool) {
	p.browser.t.Helper()
	p.run("network", network.EmulateNetworkConditions(off, 0, -1, -1))
}

// settle lets a click that leads to another page arrive there, so that the next verb does not meet the old one.
func (p *Page) settle() {
	p.browser.t.Helper()
	// Two rounds through the page's queue: a form's submit is put there by the click.
	for range 2 {
		p.evaluate("0", nil)
	}
	// A page that goes on loading for long is for the next verb to complain of.
	p.await(func() (bool, error) { return !p.watch.isGoing(), nil })
}

// Evaluate asks the page's own script for a value.
func (p *Page) Evaluate(expression string, out any) {
	p.browser.t.Helper()
	p.mustEvaluate(expression, out)
}

func (p *Page) mustEvaluate(expression string, out any) {
	p.browser.t.Helper()
	if err := p.evaluate(expression, out); err != nil {
		p.fatalf("ask the page: %v", err)
	}
}

func quote(text string) string {
	quoted, _ := json.Marshal(text) // a string always has a JSON form
	return string(quoted)
}
