package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"
)

// Serve runs the real thing until ctx ends. ready, if not nil, is told the address once it answers.
// It refuses a demo's database.
func Serve(ctx context.Context, c Config, log *slog.Logger, ready func(addr string)) error {
	h, err := Open(ctx, c, log)
	if err != nil {
		return err
	}
	if h.demo {
		return errors.Join(errDemoDatabase, h.Close())
	}
	return h.run(ctx, h.Handler(nil), ready)
}

// run starts the background work and answers requests until ctx ends; what is under way gets ten seconds.
func (h *House) run(ctx context.Context, handler http.Handler, ready func(addr string)) (err error) {
	if err := h.Start(ctx); err != nil {
		return errors.Join(err, h.DB.Close())
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	listener, err := net.Listen("tcp", h.Config.Addr)
	if err != nil {
		return err
	}
	if h.Config.Proxy {
		handler = behindProxy(handler)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute,
		WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(h.Log.Handler(), slog.LevelWarn)}
	ended := make(chan error, 1)
	go func() { ended <- h.listen(server, listener) }()
	if ready != nil {
		ready(listener.Addr().String())
	}
	select {
	case err = <-ended:
	case <-ctx.Done():
		last, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		err = server.Shutdown(last)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func (h *House) listen(server *http.Server, listener net.Listener) error {
	if h.Config.TLSCert != "" {
		return server.ServeTLS(listener, h.Config.TLSCert, h.Config.TLSKey)
	}
	return server.Serve(listener)
}

// behindProxy takes the client's address from the last entry of the last X-Forwarded-For, the one our own proxy wrote:
// some proxies add a line of their own below the client's.
func behindProxy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if ip := net.ParseIP(strings.TrimSpace(hops[len(hops)-1])); ip != nil {
			r = r.Clone(r.Context())
			r.RemoteAddr = net.JoinHostPort(ip.String(), "0")
		}
		next.ServeHTTP(w, r)
	})
}
