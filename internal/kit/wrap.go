package kit

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"shidian/internal/clock"
	"shidian/internal/fault"
)

// Wrap puts around the whole mux what every request needs: a number, rescue from a panic, security headers, the refusal of
// cross-site posts, the reading and stamping of the body, compression, and a line in the access log.
func (k *Kit) Wrap(mux http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		v := &visit{kit: k, number: newNumber()}
		r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
		v.request = r
		out := newAnswer(w, r)
		k.headers(out.Header())
		defer func() {
			if p := recover(); p != nil {
				k.rescue(out, r, p)
			}
			out.Close()
			k.access(r, v, out, time.Since(start))
			v.giveBack()
		}()
		k.serve(out, r, v, mux)
	})
}

func (k *Kit) serve(w http.ResponseWriter, r *http.Request, v *visit, mux http.Handler) {
	if err := k.guard.Check(r); err != nil {
		k.fail(w, r, crossSite(err))
		return
	}
	if !utf8.ValidString(r.URL.Path) || strings.ContainsRune(r.URL.Path, 0) { // nothing has such a name, and PostgreSQL takes none
		k.fail(w, r, fault.NotFound())
		return
	}
	r, err := k.readBody(w, r, v)
	if err != nil {
		k.fail(w, r, err)
		return
	}
	v.request = r
	mux.ServeHTTP(w, r)
}

// rescue answers for a handler that panicked. http.ErrAbortHandler is the agreed way to drop a connection.
func (k *Kit) rescue(w http.ResponseWriter, r *http.Request, p any) {
	if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(p)
	}
	k.fail(w, r, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
}

// headers sets what every answer carries. no-store keeps pages off shared office machines; static files set their own.
func (k *Kit) headers(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
	h.Set("Cache-Control", "no-store")
	if k.opt.HTTPS {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

func (k *Kit) newGuard(origins []string) *http.CrossOriginProtection {
	guard := http.NewCrossOriginProtection()
	for _, origin := range origins {
		if err := guard.AddTrustedOrigin(origin); err != nil {
			panic("kit: origin " + origin + ": " + err.Error())
		}
	}
	return guard
}

func crossSite(cause error) error {
	return &fault.Fault{Kind: fault.KindForbidden, Cause: cause,
		Message: "这次提交来自别的网站，已拒绝。请从本系统的页面重新操作。"}
}

// access writes one line for each request: the route's pattern, never an address, an IP or a name.
func (k *Kit) access(r *http.Request, v *visit, out *answer, took time.Duration) {
	pattern := v.pattern
	if pattern == "" {
		pattern = v.request.Pattern
	}
	k.log.LogAttrs(r.Context(), slog.LevelInfo, "request",
		slog.String("number", v.number), slog.String("method", r.Method), slog.String("route", pattern),
		slog.Int("status", out.Status()), slog.Int64("bytes", out.bytes), slog.Duration("took", took))
}

// stamp notes the instant at which the complete request had been read.
func (k *Kit) stamp(r *http.Request) *http.Request {
	return r.WithContext(clock.WithReceived(r.Context(), k.opt.Clock.Now()))
}
