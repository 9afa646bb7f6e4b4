package browser

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"shidian/internal/testenv"
)

// patience is how long a verb waits for what it needs; the machine may be busy with other tests.
const patience = 20 * time.Second

// Browser is one browser process with a fresh profile.
type Browser struct {
	Name     string // "chromium" or "chromium86"
	t        *testing.T
	ctx      context.Context
	current  bool   // today's, not the one of 2020
	pictures string // the folder of the screenshots
}

// Each runs a test in both browsers, as the subtests "chromium" and "chromium86".
func Each(t *testing.T, test func(t *testing.T, b *Browser)) {
	for _, kind := range []struct {
		name  string
		path  func(testing.TB) string
		flags []chromedp.ExecAllocatorOption
	}{
		{"chromium", testenv.Chromium, nil},
		// This build was made to run without a zygote process.
		{"chromium86", testenv.Chromium86, []chromedp.ExecAllocatorOption{chromedp.Flag("no-zygote", true)}},
	} {
		t.Run(kind.name, func(t *testing.T) {
			test(t, start(t, kind.name, kind.path(t), kind.flags))
		})
	}
}

func start(t *testing.T, name, path string, flags []chromedp.ExecAllocatorOption) *Browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.Flag("lang", "zh-CN"),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.WSURLReadTimeout(60*time.Second),
	)
	if os.Getuid() == 0 {
		options = append(options, chromedp.NoSandbox) // the sandbox refuses root
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), append(options, flags...)...)
	t.Cleanup(stop)
	// Log lines about events that one of the two browsers does not know tell nothing.
	ctx, stop = chromedp.NewContext(ctx, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(stop)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("%s does not start: %v", name, err)
	}
	return &Browser{Name: name, t: t, ctx: ctx, current: name == "chromium", pictures: filepath.Join(testenv.Root(), "e2e", "out", name)}
}
