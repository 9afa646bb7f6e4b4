package browser

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"shidian/internal/testenv"
)

// patience is how long a verb waits for what it needs; the machine may be busy with other tests.
const patience = 20 * time.Second

// Browser is what one test has of a browser process: profiles of its own, which end with the test.
type Browser struct {
	Name     string // "chromium" or "chromium86"
	t        *testing.T
	ctx      context.Context
	current  bool   // today's, not the one of 2020
	pictures string // the folder of the screenshots
	taking   bool   // Inspect takes the pictures for the contact sheet too
}

// kind is one of the two browsers. Its process is started by the first test that needs it and serves all tests of the
// package: starting it takes longer than many a story.
type kind struct {
	name    string
	path    func(testing.TB) string
	flags   []chromedp.ExecAllocatorOption
	mu      sync.Mutex
	process context.Context
	stop    context.CancelFunc
}

var kinds = []*kind{
	{name: "chromium", path: testenv.Chromium},
	// This build was made to run without a zygote process.
	{name: "chromium86", path: testenv.Chromium86, flags: []chromedp.ExecAllocatorOption{chromedp.Flag("no-zygote", true)}},
}

// atOnce is how many stories are lived through at once, whatever the machine's processors: half of a story is waiting for
// what is saved, drawn or rendered.
const atOnce = "4"

// Main runs a package's tests and then ends the browsers that they have used; it gives the exit code.
func Main(m *testing.M) int {
	flag.Parse()
	if err := flag.Set("test.parallel", atOnce); err != nil {
		panic(err) // a flag of every test binary
	}
	defer func() {
		for _, k := range kinds {
			if k.stop != nil {
				k.stop()
			}
		}
	}()
	return m.Run()
}

// Each runs a test in both browsers, as the subtests "chromium" and "chromium86", beside other tests.
func Each(t *testing.T, test func(t *testing.T, b *Browser)) {
	t.Parallel()
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			b := &Browser{Name: k.name, t: t, ctx: k.running(t), current: k.name == "chromium"}
			b.pictures, b.taking = filepath.Join(testenv.Root(), "e2e", "out", k.name), os.Getenv("PICTURES") != ""
			test(t, b)
		})
	}
}

// running is the browser's process; one that has died under an earlier test is replaced.
func (k *kind) running(t *testing.T) context.Context {
	t.Helper()
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.process != nil {
		if err := chromedp.Run(k.process); err == nil && k.process.Err() == nil {
			return k.process
		}
		k.stop()
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(k.path(t)),
		chromedp.Flag("lang", "zh-CN"),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-gpu-rasterization", true), // Debian asks for it; in software it is the slower way
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.WSURLReadTimeout(60*time.Second),
	)
	if os.Getuid() == 0 {
		options = append(options, chromedp.NoSandbox) // the sandbox refuses root
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(options, k.flags...)...)
	// Log lines about events that one of the two browsers does not know tell nothing.
	k.process, _ = chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	k.stop = stop
	if err := chromedp.Run(k.process); err != nil {
		t.Fatalf("%s does not start: %v", k.name, err)
	}
	return k.process
}
