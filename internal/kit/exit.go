package kit

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"shidian/internal/fault"
)

// HandlerFunc answers a request, or says why not: the error goes through the one exit.
type HandlerFunc func(w http.ResponseWriter, r *http.Request) error

// Handle makes a handler of h. Who acts is found out first; an error becomes status, page and log line here and nowhere else.
func (k *Kit) Handle(h HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := k.run(w, r, h); err != nil {
			k.fail(w, r, err)
		}
	})
}

func (k *Kit) run(w http.ResponseWriter, r *http.Request, h HandlerFunc) error {
	v := visitOf(r.Context())
	if v == nil {
		return errors.New("kit: Handle outside of Wrap")
	}
	v.pattern, v.request = r.Pattern, r
	if k.opt.Identify != nil && !v.identified {
		actor, err := k.opt.Identify(r)
		if err != nil {
			return err
		}
		v.actor = actor
	}
	v.identified = true
	return h(w, r)
}

// NotFound is the handler for every address that no route knows: mux.Handle("/", k.Handle(kit.NotFound)).
func NotFound(http.ResponseWriter, *http.Request) error { return fault.NotFound() }

// badRequest is a request that no form of ours sends; 400.
type badRequest struct {
	message string
	cause   error
}

func (b *badRequest) Error() string { return fmt.Sprintf("bad request: %v", b.cause) }
func (b *badRequest) Unwrap() error { return b.cause }

// BadRequest refuses a request that is broken rather than filled in wrongly; the message is for the person, the cause for the log.
func BadRequest(message string, cause error) error { return &badRequest{message, cause} }

// statusGone is what nginx uses for a browser that went away before the answer; only the log sees it.
const statusGone = 499

var statusOf = map[fault.Kind]int{
	fault.KindInvalid:      http.StatusUnprocessableEntity,
	fault.KindUnauthorized: http.StatusUnauthorized,
	fault.KindForbidden:    http.StatusForbidden,
	fault.KindNotFound:     http.StatusNotFound,
	fault.KindConflict:     http.StatusConflict,
	fault.KindClosed:       http.StatusForbidden,
	fault.KindTooLarge:     http.StatusRequestEntityTooLarge,
	fault.KindTooMany:      http.StatusTooManyRequests,
	fault.KindBusy:         http.StatusServiceUnavailable,
}

// Status is the HTTP status of an error.
func Status(err error) int {
	var bad *badRequest
	if f, ok := fault.As(err); ok {
		return statusOf[f.Kind]
	}
	switch {
	case errors.As(err, &bad):
		return http.StatusBadRequest
	case errors.Is(err, context.Canceled):
		return statusGone
	default:
		return http.StatusInternalServerError
	}
}

// fail is the one exit.
func (k *Kit) fail(w http.ResponseWriter, r *http.Request, err error) {
	status := Status(err)
	k.logFailure(r, status, err)
	if a, ok := w.(*answer); ok && a.Started() {
		return // part of the answer is out: nothing can be taken back
	}
	f := faultOf(status, err)
	if wait := retryAfter(r, f); wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(wait))
	}
	if err := k.answerFault(w, r, status, f); err != nil {
		k.log.ErrorContext(r.Context(), "error page failed", "number", Number(r.Context()), "cause", err)
		http.Error(w, "系统出现故障，请稍候再试。", http.StatusInternalServerError)
	}
}

// faultOf gives the words for the person. Internal errors get none of their own.
func faultOf(status int, err error) *fault.Fault {
	if f, ok := fault.As(err); ok {
		return f
	}
	var bad *badRequest
	if errors.As(err, &bad) {
		return &fault.Fault{Message: bad.message}
	}
	return &fault.Fault{Message: "系统出现故障，已经记录。您可以稍候再试；如果一再出现，请把下面的请求编号告诉管理员。"}
}

// retryAfter is in seconds; 0 for none.
func retryAfter(r *http.Request, f *fault.Fault) int {
	switch f.Kind {
	case fault.KindBusy:
		return 5
	case fault.KindTooMany:
		return max(1, int(f.At.Sub(Now(r.Context()))/time.Second))
	default:
		return 0
	}
}

// logFailure writes the cause for the operator. Messages to the person stay out: they may quote what he typed.
func (k *Kit) logFailure(r *http.Request, status int, err error) {
	attrs := []slog.Attr{slog.String("number", Number(r.Context())), slog.Int("status", status), slog.String("method", r.Method), slog.String("route", r.Pattern)}
	if f, ok := fault.As(err); ok {
		attrs = append(attrs, slog.String("rule", f.Rule), slog.String("fields", keysOf(f)), slog.Any("cause", f.Cause))
	} else {
		attrs = append(attrs, slog.Any("cause", err))
	}
	k.log.LogAttrs(r.Context(), levelOf(status), "refused or failed", attrs...)
}

func levelOf(status int) slog.Level {
	switch {
	case status == http.StatusServiceUnavailable:
		return slog.LevelWarn
	case status >= 500:
		return slog.LevelError
	case status == http.StatusNotFound || status == statusGone:
		return slog.LevelDebug
	default:
		return slog.LevelInfo
	}
}

func keysOf(f *fault.Fault) string {
	keys := ""
	for _, field := range f.Fields {
		keys += field.Key + " "
	}
	return keys
}
