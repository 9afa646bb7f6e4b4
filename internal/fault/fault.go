// Package fault holds the few kinds of error that a person can meet, each with words in Chinese that say what to do.
// Whatever is no *Fault is internal: the page shows only a request number, the log the cause.
// It imports nothing of the project.
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what sort of answer a fault is; kit turns it into an HTTP status in one place.
type Kind int

// The kinds, with the status that kit gives them.
const (
	KindInvalid      Kind = iota + 1 // 422: what was typed needs mending; Fields says where
	KindUnauthorized                 // 401: log in first (or again, for a grave act)
	KindForbidden                    // 403: this person may not do this; Why and Rule say so
	KindNotFound                     // 404: no such thing, or another's
	KindConflict                     // 409: someone else acted first, or the state does not allow it
	KindClosed                       // 403 with an instant: the window is over, or not yet open
	KindTooLarge                     // 413
	KindTooMany                      // 429
	KindBusy                         // 503: try again in a moment
)

// Field is one field that needs mending: its key in the form and what to do, in Chinese.
type Field struct {
	Key     string
	Message string
}

// Fault is a refusal in words for the person, with its cause for the operator.
type Fault struct {
	Kind    Kind
	Message string    // for the person: what is wrong and what to do, in Chinese
	Rule    string    // the rule's number where one refuses ("A7"), else ""
	Fields  []Field   // KindInvalid only
	At      time.Time // KindClosed: the instant of closing or opening; KindTooMany: when to try again
	Cause   error     // for the log only
}

// Error is for the log; the page shows Message.
func (f *Fault) Error() string {
	s := f.Message
	if f.Rule != "" {
		s = f.Rule + " " + s
	}
	for _, field := range f.Fields {
		s += fmt.Sprintf("; %s: %s", field.Key, field.Message)
	}
	if f.Cause != nil {
		s += ": " + f.Cause.Error()
	}
	return s
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// Invalid asks to mend the named fields. Several may be named at once.
func Invalid(message string, fields ...Field) *Fault {
	return &Fault{Kind: KindInvalid, Message: message, Fields: fields}
}

// InvalidField asks to mend one field.
func InvalidField(key, message string) *Fault {
	return Invalid(message, Field{Key: key, Message: message})
}

// Unauthorized asks to log in (again).
func Unauthorized(message string) *Fault { return &Fault{Kind: KindUnauthorized, Message: message} }

// Forbidden refuses a person, naming the rule where there is one.
func Forbidden(rule, why string) *Fault {
	return &Fault{Kind: KindForbidden, Rule: rule, Message: why}
}

// NotFound is the answer for a missing thing and for a foreign one alike, so that nobody learns what exists.
func NotFound() *Fault {
	return &Fault{Kind: KindNotFound, Message: "没有找到这个页面或材料。请检查网址，或从“待办”重新进入。"}
}

// Conflict refuses because of where the thing stands now, naming the rule where there is one.
func Conflict(rule, message string) *Fault {
	return &Fault{Kind: KindConflict, Rule: rule, Message: message}
}

// Closed refuses because of the time: at is the instant at which the window closed or opens.
func Closed(rule, message string, at time.Time) *Fault {
	return &Fault{Kind: KindClosed, Rule: rule, Message: message, At: at}
}

// TooLarge refuses a body or file above its limit.
func TooLarge(message string) *Fault { return &Fault{Kind: KindTooLarge, Message: message} }

// TooMany refuses until the instant given.
func TooMany(message string, until time.Time) *Fault {
	return &Fault{Kind: KindTooMany, Message: message, At: until}
}

// Busy asks to try again in a moment; the cause goes to the log.
func Busy(cause error) *Fault {
	return &Fault{Kind: KindBusy, Message: "系统正忙，您填写的内容没有丢失，请稍候再试一次。", Cause: cause}
}

// As finds a Fault in an error's chain.
func As(err error) (*Fault, bool) {
	var f *Fault
	ok := errors.As(err, &f)
	return f, ok
}

// Is tells whether err is a fault of this kind.
func Is(err error, kind Kind) bool {
	f, ok := As(err)
	return ok && f.Kind == kind
}
