package spread

import (
	"context"
	"errors"

	"shidian/internal/fault"
)

// press makes papers for everybody: so many at once, so many more wait, and whoever comes then is asked to come back in a moment.
// Visitors who ask for papers all day long take neither the machine nor its memory from those who work.
type press struct{ places, queue chan struct{} }

func newPress(atOnce, waiting int) press {
	return press{make(chan struct{}, atOnce), make(chan struct{}, atOnce+waiting)}
}

// enter waits for a place; leave gives it back.
func (p press) enter(ctx context.Context) (leave func(), err error) {
	select {
	case p.queue <- struct{}{}:
	default:
		return nil, fault.Busy(errors.New("too many papers at once"))
	}
	select {
	case p.places <- struct{}{}:
		return func() { <-p.places; <-p.queue }, nil
	case <-ctx.Done():
		<-p.queue
		return nil, ctx.Err()
	}
}
