package testenv

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// Root is the folder of go.mod.
func Root() string {
	_, here, _, _ := runtime.Caller(0)
	return filepath.Dir(filepath.Dir(filepath.Dir(here)))
}

// Tool is the path of a program that must be on this machine, as "pdfinfo".
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is not installed: run `make tools`, or `make test`, which does so first", name)
	}
	return path
}

// Chromium is the path of the machine's own browser, a current one: the build without windows, which does the same for
// less than half of the processor's time, where there is one.
func Chromium(t testing.TB) string {
	t.Helper()
	if path, err := exec.LookPath("chromium-headless-shell"); err == nil {
		return path
	}
	return Tool(t, "chromium")
}

// Chromium86 is the path of a real Chromium 86 of 2020, the oldest browser the pages must work in.
func Chromium86(t testing.TB) string {
	t.Helper()
	return cached(t, "chromium86/chromium")
}

// AxeScript is the path of axe-core, the checker of accessibility that runs inside a page.
func AxeScript(t testing.TB) string {
	t.Helper()
	return cached(t, "axe-4.14.1/axe.min.js")
}

func cached(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(Root(), ".cache", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%s is missing: run `make tools`, or `make test`, which does so first", path)
	}
	return path
}
