package kill_test

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"shidian/internal/app"
	"shidian/internal/kit"
)

// The test binary is also the server that gets killed: started again by itself with this variable set.
const childVariable = "SHIDIAN_KILL_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		if err := serve(); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// serve is the whole program on a demo's database, with one more address: a session for any account. It says where it
// listens, and now and then the largest group of members that shared one commit.
func serve() error {
	ctx := context.Background()
	h, err := app.OpenDemo(ctx, app.Config{Brand: "试点", DB: os.Getenv("SHIDIAN_DB"), Files: os.Getenv("SHIDIAN_FILES")},
		slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		return err
	}
	if err := h.Start(ctx); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	enter := app.Route{Pattern: "POST /test/enter", Handle: func(w http.ResponseWriter, r *http.Request) error {
		form, err := kit.ReadForm(r)
		if err != nil {
			return err
		}
		return h.Unit.DemoLogin(w, r, form.Text("account"))
	}}
	fmt.Println("listening", listener.Addr())
	go func() {
		for range time.Tick(20 * time.Millisecond) {
			fmt.Println("largest", h.DB.Load().Largest)
		}
	}()
	return http.Serve(listener, h.Handler([]app.Route{enter}))
}
