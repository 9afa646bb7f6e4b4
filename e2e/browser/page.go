package browser

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Page is one tab of one person.
type Page struct {
	who     string
	browser *Browser
	profile cdp.BrowserContextID // cookies and storage
	ctx     context.Context
	stop    context.CancelFunc
	watch   *watch
	script  bool
}

// Person opens a tab for someone with cookies and storage of his own; who names him in failures.
func (b *Browser) Person(who string) *Page {
	b.t.Helper()
	return b.newPage(b.newProfile(), who, true)
}

// PersonWithoutScript is a person whose browser runs no JavaScript.
func (b *Browser) PersonWithoutScript(who string) *Page {
	b.t.Helper()
	return b.newPage(b.newProfile(), who, false)
}

// NewTab opens a second tab of the same person: same cookies, same storage.
func (p *Page) NewTab() *Page {
	p.browser.t.Helper()
	return p.browser.newPage(p.profile, p.who, p.script)
}

func (b *Browser) executor() context.Context {
	return cdp.WithExecutor(b.ctx, chromedp.FromContext(b.ctx).Browser)
}

func (b *Browser) newProfile() cdp.BrowserContextID {
	b.t.Helper()
	profile, err := target.CreateBrowserContext().Do(b.executor())
	if err != nil {
		b.t.Fatalf("%s opens no profile: %v", b.Name, err)
	}
	b.t.Cleanup(func() { target.DisposeBrowserContext(profile).Do(b.executor()) })
	return profile
}

func (b *Browser) newPage(profile cdp.BrowserContextID, who string, script bool) *Page {
	b.t.Helper()
	// A window of its own: today's Chromium opens no tab in a profile that has no window.
	tab, err := target.CreateTarget("about:blank").WithBrowserContextID(profile).WithNewWindow(true).Do(b.executor())
	if err != nil {
		b.t.Fatalf("%s opens no tab: %v", b.Name, err)
	}
	ctx, stop := chromedp.NewContext(b.ctx, chromedp.WithTargetID(tab))
	p := &Page{who: who, browser: b, profile: profile, ctx: ctx, stop: stop, watch: newWatch(), script: script}
	chromedp.ListenTarget(ctx, p.watch.event(ctx))
	p.run("open a tab",
		emulation.SetTimezoneOverride("Asia/Shanghai"),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}),
		emulation.SetScriptExecutionDisabled(!script),
		chromedp.EmulateViewport(Desk.Width, Desk.Height))
	b.t.Cleanup(stop)
	b.t.Cleanup(func() {
		for _, fault := range p.Faults() {
			b.t.Errorf("%s: %s", who, fault)
		}
	})
	return p
}

// Leave closes the tab of somebody who has done his part; his faults are still told when the test ends.
func (p *Page) Leave() { p.stop() }

// Faults are the script errors, policy breaches and missing parts since the last call; what is left at the end fails the test.
func (p *Page) Faults() []string { return p.watch.take() }

func (p *Page) fatalf(format string, args ...any) {
	p.browser.t.Helper()
	p.browser.t.Fatalf("%s, %s: %s", p.browser.Name, p.who, fmt.Sprintf(format, args...))
}

func (p *Page) run(what string, actions ...chromedp.Action) {
	p.browser.t.Helper()
	ctx, stop := context.WithTimeout(p.ctx, 2*patience)
	defer stop()
	// The tab must outlive this deadline, so it is made under the page's own context.
	if err := chromedp.Run(p.ctx); err != nil {
		p.fatalf("%s: %v", what, err)
	}
	if err := chromedp.Run(ctx, actions...); err != nil {
		p.fatalf("%s: %v", what, err)
	}
}

// evaluate runs an expression in the page, promises awaited, and decodes its value into out.
func (p *Page) evaluate(expression string, out any) error {
	ctx, stop := context.WithTimeout(p.ctx, 2*patience)
	defer stop()
	return chromedp.Run(ctx, chromedp.Evaluate(expression, out, func(e *runtime.EvaluateParams) *runtime.EvaluateParams {
		return e.WithAwaitPromise(true)
	}))
}

var errDeadline = errors.New("it did not come in time")

// await asks until the answer is true. While a page is replaced by the next there is nobody to ask: then it asks again.
func (p *Page) await(ask func() (bool, error)) error {
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(patience)
	for {
		done, err := ask()
		if done {
			return err
		}
		select {
		case <-deadline:
			return errors.Join(errDeadline, err)
		case <-p.ctx.Done():
			return p.ctx.Err()
		case <-tick.C:
		}
	}
}
