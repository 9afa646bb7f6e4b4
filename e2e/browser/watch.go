package browser

import (
	"context"
	"fmt"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// watch keeps what a tab reports of itself: faults, whether it is going to another page, and the last answer's status.
type watch struct {
	mu     sync.Mutex
	faults []string
	going  bool
	status int64
	kinds  map[network.RequestID]network.ResourceType
	weight float64 // bytes that came over the wire for everything but pictures
}

func newWatch() *watch { return &watch{kinds: map[network.RequestID]network.ResourceType{}} }

func (w *watch) weighs() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return int(w.weight)
}

func (w *watch) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	faults := w.faults
	w.faults = nil
	return faults
}

func (w *watch) isGoing() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.going
}

func (w *watch) lastStatus() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.status
}

func (w *watch) event(ctx context.Context) func(any) {
	return func(event any) {
		w.mu.Lock()
		defer w.mu.Unlock()
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			w.faults = append(w.faults, "script error: "+e.ExceptionDetails.Error())
		case *runtime.EventConsoleAPICalled:
			w.console(e)
		case *log.EventEntryAdded:
			// Refused requests and a lost network are part of many tests; missing parts are seen in received.
			if e.Entry.Level == log.LevelError && e.Entry.Source != log.SourceNetwork {
				w.faults = append(w.faults, fmt.Sprintf("%s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL))
			}
		case *network.EventResponseReceived:
			w.kinds[e.RequestID] = e.Type
			w.received(e)
		case *network.EventLoadingFinished:
			if w.kinds[e.RequestID] != network.ResourceTypeImage {
				w.weight += e.EncodedDataLength
			}
		case *page.EventFrameRequestedNavigation:
			w.going = w.going || e.Disposition == page.ClientNavigationDispositionCurrentTab
		case *page.EventFrameStartedLoading:
			w.going = true
		case *page.EventFrameStoppedLoading:
			w.going = false
		case *page.EventJavascriptDialogOpening:
			// "Leave the page?" is answered as a person in a hurry does. Not from within the listener: it would wait for itself.
			go chromedp.Run(ctx, page.HandleJavaScriptDialog(true))
		}
	}
}

func (w *watch) console(e *runtime.EventConsoleAPICalled) {
	if e.Type != runtime.APITypeError && e.Type != runtime.APITypeAssert {
		return
	}
	for _, arg := range e.Args {
		w.faults = append(w.faults, fmt.Sprintf("console: %s %s", arg.Value, arg.Description))
	}
}

func (w *watch) received(e *network.EventResponseReceived) {
	switch e.Type {
	case network.ResourceTypeDocument:
		w.status = e.Response.Status
	case network.ResourceTypeStylesheet, network.ResourceTypeScript, network.ResourceTypeImage, network.ResourceTypeFont:
		if e.Response.Status >= 400 {
			w.faults = append(w.faults, fmt.Sprintf("%s answered %d", e.Response.URL, e.Response.Status))
		}
	}
}
