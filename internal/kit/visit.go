package kit

import (
	"bytes"
	"context"
	"crypto/rand"
	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/clock"
)

// visit is what the kit knows of one request. It travels in the context and is only touched by the request's own goroutine.
type visit struct {
	kit        *Kit
	number     string // read out on the telephone, found in the log
	request    *http.Request
	pattern    string // the route, for the log: an address may carry ids, a pattern does not
	identified bool
	actor      access.Actor
	body       *bytes.Buffer // nil for a streamed one
	streamed   time.Time     // when the last byte of a streamed body had been read
	flashShown bool
	typed      []string // what came with a form that is worked on for long: a refusal gives it back
}

type visitKey struct{}

func visitOf(ctx context.Context) *visit {
	v, _ := ctx.Value(visitKey{}).(*visit)
	return v
}

// Actor is who acts. The zero value is a visitor.
func Actor(ctx context.Context) access.Actor {
	if v := visitOf(ctx); v != nil {
		return v.actor
	}
	return access.Actor{}
}

// Number is the request's number, as shown on an error page and written in the log.
func Number(ctx context.Context) string {
	if v := visitOf(ctx); v != nil {
		return v.number
	}
	return ""
}

// Now is the business time of this request: the instant at which it had been read, else the clock's.
func Now(ctx context.Context) time.Time {
	if at, ok := clock.Received(ctx); ok {
		return at
	}
	if v := visitOf(ctx); v != nil {
		return v.kit.opt.Clock.Now()
	}
	return time.Now().In(clock.Zone)
}

// numberAlphabet leaves out what is misheard or misread: I, L, O, U, 0, 1.
const numberAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

// newNumber is eight signs in two halves: 7K3M-92QF.
func newNumber() string {
	raw := make([]byte, 8)
	rand.Read(raw)
	out := make([]byte, 0, 9)
	for i, b := range raw {
		if i == 4 {
			out = append(out, '-')
		}
		out = append(out, numberAlphabet[int(b)%len(numberAlphabet)])
	}
	return string(out)
}
