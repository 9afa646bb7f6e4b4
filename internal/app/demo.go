package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"time"

	"shidian/internal/clock"
	"shidian/internal/store"
)

// Demo starts the whole system on SQLite for trying out: with invented units beside the real divisions, one-click
// log-in for each role, and a clock that can be moved. It listens on a loopback address only and refuses a real
// installation's database. With an empty Dir it makes a new folder.
func Demo(ctx context.Context, c Config, log *slog.Logger, ready func(addr, dir string, accounts []DemoAccount)) error {
	if err := loopback(c.Addr); err != nil {
		return err
	}
	if c.Dir == "" {
		dir, err := os.MkdirTemp("", "shidian-demo-")
		if err != nil {
			return err
		}
		c.Dir = dir
	}
	if err := c.Complete(); err != nil {
		return err
	}
	h, err := OpenDemo(ctx, c, log)
	if err != nil {
		return err
	}
	accounts, err := h.DemoAccounts(ctx)
	if err != nil {
		return errors.Join(err, h.Close())
	}
	return h.run(ctx, h.Handler(h.demoRoutes()), func(addr string) { ready(addr, c.Dir, accounts) })
}

// loopback refuses an address that others could reach: the demo lets everybody in.
func loopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("监听地址 %q 应为 主机:端口", addr)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("演示系统免密码登录，只能监听本机地址（127.0.0.1 或 localhost），不能监听 %q", host)
	}
	return nil
}

// OpenDemo opens a demo's database, setting the scene in a new one.
func OpenDemo(ctx context.Context, c Config, log *slog.Logger) (*House, error) {
	h, err := Open(ctx, c, log)
	if err != nil {
		return nil, err
	}
	if h.demo {
		err = h.resumeClock(ctx)
	} else {
		err = h.setScene(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

// demoClock keeps business time over a stop: the last instant that the demo had reached.
const demoClock = "demo clock"

// resumeClock goes on where the demo stopped, however long it stood still.
func (h *House) resumeClock(ctx context.Context) error {
	return h.DB.Read(ctx, func(t *store.Tx) error {
		last, _, err := store.One(t, store.Scalar[int64], "SELECT COALESCE(MAX(at), 0) FROM ledger_entry")
		if err != nil {
			return err
		}
		kept, _, err := store.Setting(t, demoClock)
		if err != nil {
			return err
		}
		at := clock.FromMicros(last)
		if moved, err := time.Parse(time.RFC3339Nano, kept); err == nil && moved.After(at) {
			at = moved
		}
		h.Clock.SetOffset(time.Until(at))
		return nil
	})
}

// Jump moves business time to an instant and works off what fell due on the way. Time runs forward only.
func (h *House) Jump(ctx context.Context, to time.Time) error {
	if to.Before(h.Clock.Now()) {
		return errBackward
	}
	if err := h.Sweep.Until(ctx, to); err != nil {
		return err
	}
	h.Clock.SetOffset(time.Until(to))
	return h.DB.Write(clock.WithReceived(ctx, to), func(t *store.Tx) error {
		return store.Set(t, demoClock, to.Format(time.RFC3339Nano))
	})
}
