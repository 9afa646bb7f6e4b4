// Package e2e tries the whole program as people use it: the real binary, both browsers.
package e2e

import (
	"bufio"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"shidian/internal/testenv"
)

// house is a running `shidian demo`, a process of its own, so that a test can kill it as a power cut does.
type house struct {
	t       *testing.T
	dir     string // keeps everything, over restarts too
	addr    string
	process *exec.Cmd
}

var binary = sync.OnceValues(func() (string, error) {
	path := filepath.Join(testenv.Root(), ".cache", "shidian")
	build := exec.Command("go", "build", "-o", path, "./cmd/shidian")
	build.Dir = testenv.Root()
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

// startDemo opens a new house; it is closed when the test ends.
func startDemo(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, dir: filepath.Join(t.TempDir(), "demo"), addr: "127.0.0.1:0"}
	h.Start()
	t.Cleanup(h.Kill)
	return h
}

// URL is the address of a path in the house.
func (h *house) URL(path string) string { return "http://" + h.addr + path }

// Start opens the house again after Kill, at the same address, on the same data.
func (h *house) Start() {
	h.t.Helper()
	path, err := binary()
	if err != nil {
		h.t.Fatal(err)
	}
	h.process = exec.Command(path, "demo", "--dir", h.dir, "--addr", h.addr)
	// The house ends with the test's process, even when that is killed.
	h.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	var said strings.Builder
	h.process.Stderr = &said
	out, err := h.process.StdoutPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := h.process.Start(); err != nil {
		h.t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "演示系统已启动：http://"); ok {
			h.addr, _, _ = strings.Cut(address, "/")
			go func() { // what it prints further must not fill the pipe
				for lines.Scan() {
				}
			}()
			return
		}
	}
	h.process.Wait()
	h.t.Fatalf("the demo ended before it was ready:\n%s", said.String())
}

// Kill ends the process at once, as SIGKILL does: whatever it had answered must be found again.
func (h *house) Kill() {
	h.process.Process.Kill()
	h.process.Wait()
}
