package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"shidian/internal/clock"
	"shidian/internal/store"
)

// Due is something that falls due on the business clock: a reminder, the end of a window.
type Due struct {
	ID     string
	At     time.Time
	Kind   string
	Object string
}

// Sweep works off what fell due, in order, each at its own instant; so a clock that is moved a month ahead leaves
// the same traces as a month that passed.
type Sweep struct {
	DB    *store.DB
	kinds map[string]func(context.Context, Due) error
}

// On says what happens when a kind falls due. It runs with the due instant as its now, and may run again after a crash.
func (s *Sweep) On(kind string, do func(context.Context, Due) error) {
	if s.kinds == nil {
		s.kinds = map[string]func(context.Context, Due) error{}
	}
	s.kinds[kind] = do
}

// Put notes that a kind falls due for an object. An open one of the same kind and object is moved instead.
func Put(t *store.Tx, kind, object string, at time.Time) error {
	if err := Drop(t, kind, object); err != nil {
		return err
	}
	_, err := t.Exec("INSERT INTO due (id, at, kind, object, done_at) VALUES ($1, $2, $3, $4, 0)",
		store.NewID(), clock.Micros(at), kind, object)
	return err
}

// Drop forgets an open due of that kind and object.
func Drop(t *store.Tx, kind, object string) error {
	_, err := t.Exec("DELETE FROM due WHERE object = $1 AND kind = $2 AND done_at = 0", object, kind)
	return err
}

// Until works off everything due up to the instant, one after the other.
func (s *Sweep) Until(ctx context.Context, until time.Time) error {
	for {
		due, found, err := s.next(ctx, until)
		if err != nil || !found {
			return err
		}
		do, known := s.kinds[due.Kind]
		if !known {
			return fmt.Errorf("nothing is known to do when %s falls due", due.Kind)
		}
		at := clock.WithReceived(ctx, due.At)
		if err := do(at, due); err != nil {
			return fmt.Errorf("due %s of %s: %w", due.Kind, due.Object, err)
		}
		err = s.DB.Write(at, func(t *store.Tx) error {
			_, err := t.Exec("UPDATE due SET done_at = $1 WHERE id = $2", clock.Micros(s.DB.Clock.Now()), due.ID)
			return err
		})
		if err != nil {
			return err
		}
	}
}

func (s *Sweep) next(ctx context.Context, until time.Time) (due Due, found bool, err error) {
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		due, found, err = store.One(t, scanDue,
			"SELECT id, at, kind, object FROM due WHERE done_at = 0 AND at <= $1 ORDER BY at, id LIMIT 1", clock.Micros(until))
		return err
	})
	return due, found, err
}

func scanDue(row store.Scanner) (Due, error) {
	var d Due
	var at int64
	err := row.Scan(&d.ID, &at, &d.Kind, &d.Object)
	d.At = clock.FromMicros(at)
	return d, err
}

// Run sweeps once a second until ctx ends.
func (s *Sweep) Run(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		if err := s.Until(ctx, s.DB.Clock.Now()); err != nil && ctx.Err() == nil {
			log.Error("sweep of what fell due", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
