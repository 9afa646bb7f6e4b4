package house

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"shidian/internal/app"
	"shidian/internal/store"
	"shidian/internal/testenv"
)

// House is a running demo; everything it has lies in a folder, or a database, that outlives its process.
type House struct {
	t       testing.TB
	config  app.Config
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

// Start opens a new house on SQLite with the demo's first scene; it is closed when the test ends.
func Start(t testing.TB) *House {
	t.Helper()
	return StartScene(t, store.SQLite, app.SceneCall)
}

// StartScene opens a new house of the engine, on a database of its own, as it is when the scene begins.
func StartScene(t testing.TB, engine store.Engine, scene string) *House {
	t.Helper()
	h := settled(t, engine, scene)
	h.Again()
	t.Cleanup(h.Kill)
	return h
}

// StartFurnished opens a new house on SQLite in which work was done before the doors opened, through the rooms.
func StartFurnished(t testing.TB, work func(ctx context.Context, inside *app.House) error) *House {
	t.Helper()
	h := settled(t, store.SQLite, app.SceneCall)
	h.furnish(work)
	h.Again()
	t.Cleanup(h.Kill)
	return h
}

// furnish runs work in the house without its server and its background jobs.
func (h *House) furnish(work func(context.Context, *app.House) error) {
	h.t.Helper()
	config, ctx := h.config, context.Background()
	if err := config.Complete(); err != nil {
		h.t.Fatal(err)
	}
	inside, err := app.OpenDemo(ctx, config, quiet)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := work(ctx, inside); err != nil {
		h.t.Fatal(err)
	}
	if err := inside.Close(); err != nil {
		h.t.Fatal(err)
	}
}

// URL is the address of a path in the house.
func (h *House) URL(path string) string { return "http://" + h.config.Addr + path }

// Again opens the house after Kill, at the same address, on the same data.
func (h *House) Again() {
	h.t.Helper()
	path, err := binary()
	if err != nil {
		h.t.Fatal(err)
	}
	args := []string{"demo", "--dir", h.config.Dir, "--addr", h.config.Addr}
	if h.config.DB != "" {
		args = append(args, "--db", h.config.DB)
	}
	h.process = exec.Command(path, args...)
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
	if h.config.Addr = listening(out); h.config.Addr == "" {
		h.process.Wait()
		h.t.Fatalf("the demo ended before it was ready:\n%s", said.String())
	}
}

// listening waits for the address that the house prints when it is ready; "" when it ends without.
func listening(out io.Reader) (addr string) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "演示系统已启动：http://"); ok {
			addr, _, _ = strings.Cut(address, "/")
			go io.Copy(io.Discard, out) // what it prints further must not fill the pipe
			return addr
		}
	}
	return ""
}

// Kill ends the process at once, as SIGKILL does: whatever it had answered must be found again.
func (h *House) Kill() {
	h.process.Process.Kill()
	h.process.Wait()
}
