package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	_ "net/http/pprof" // profiles of the product, at an address of their own
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"shidian/bench/load"
	"shidian/bench/peer"
	"shidian/internal/app"
)

// beChild is one of the servers, as a process of its own, so that what it spends can be told apart.
func beChild(ctx context.Context, kind, dir, db, addr string) error {
	switch kind {
	case "empty":
		return peer.Empty(func(addr string) { fmt.Println("ready", addr) })
	case "serve":
		return serveProfiled(ctx, app.Config{Dir: dir, DB: db, Addr: addr, Brand: "试点"})
	}
	return fmt.Errorf("no child %q", kind)
}

// serveProfiled is `shidian serve` with profiles beside it; it writes where into the folder.
func serveProfiled(ctx context.Context, c app.Config) error {
	if err := c.Complete(); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if err := os.WriteFile(profileAddress(c.Dir), []byte(listener.Addr().String()), 0o600); err != nil {
		return err
	}
	go http.Serve(listener, nil)
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	return app.Serve(ctx, c, log, func(addr string) { log.Info("ready", "address", addr) })
}

func profileAddress(dir string) string { return filepath.Join(dir, "pprof") }

// child is a running peer.
type child struct {
	load.Server
	said    string // what it said of itself after its address
	process *exec.Cmd
}

// startChild starts a peer and waits until it says that it listens.
func startChild(command string, args ...string) (*child, error) {
	c := &child{process: exec.Command(command, args...)}
	c.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	var wrong strings.Builder
	c.process.Stderr = &wrong
	out, err := c.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.process.Start(); err != nil {
		return nil, err
	}
	c.PID = c.process.Process.Pid
	lines := bufio.NewScanner(out)
	for c.Addr == "" && lines.Scan() {
		if ready, found := strings.CutPrefix(lines.Text(), "ready "); found {
			c.Addr, c.said, _ = strings.Cut(ready, " ")
		}
	}
	if c.Addr == "" {
		c.Kill()
		return nil, fmt.Errorf("%s %v did not start: %s", command, args, wrong.String())
	}
	go io.Copy(io.Discard, out)
	return c, nil
}

// Kill ends it.
func (c *child) Kill() {
	c.process.Process.Kill()
	c.process.Wait()
}
