package browser

import (
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

var keys = map[string]string{
	"Tab": kb.Tab, "Enter": kb.Enter, "Escape": kb.Escape, "Space": " ", "Delete": kb.Delete, "Backspace": kb.Backspace,
	"ArrowUp": kb.ArrowUp, "ArrowDown": kb.ArrowDown, "ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight,
	"Home": kb.Home, "End": kb.End, "PageUp": kb.PageUp, "PageDown": kb.PageDown,
}

var modifiers = map[string]input.Modifier{"Control": input.ModifierCtrl, "Shift": input.ModifierShift, "Alt": input.ModifierAlt}

// Press presses a key or a chord: "Tab", "Shift+Tab", "Control+s".
func (p *Page) Press(chord string) {
	p.browser.t.Helper()
	parts := strings.Split(chord, "+")
	var held []input.Modifier
	for _, name := range parts[:len(parts)-1] {
		held = append(held, modifiers[name])
	}
	key := parts[len(parts)-1]
	if special, ok := keys[key]; ok {
		key = special
	}
	p.run("press "+chord, chromedp.KeyEvent(key, chromedp.KeyModifiers(held...)))
	p.settle()
}

// TabTo presses Tab until the focus is on what bears the name, as somebody without a mouse does.
func (p *Page) TabTo(name string) {
	p.browser.t.Helper()
	var passed []string
	for range 200 {
		p.Press("Tab")
		var focused string
		p.mustEvaluate(`(function (el) {
			if (!el || el === document.body) return "";
			const byIds = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map((e) => e.textContent).join("");
			const labels = Array.from(el.labels || []).map((l) => l.innerText).join("");
			return byIds(el.getAttribute("aria-labelledby") || "") || el.getAttribute("aria-label") || labels || el.innerText || el.value || "";
		})(document.activeElement)`, &focused)
		focused = strings.Join(strings.Fields(focused), "")
		if strings.HasPrefix(focused, strings.Join(strings.Fields(name), "")) {
			return
		}
		passed = append(passed, focused)
	}
	p.fatalf("Tab does not come to %q; it passed %q", name, passed)
}
