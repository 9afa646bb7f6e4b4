package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// Tx is one piece of work in a transaction, with one fixed now. Its statements run under the server's context.
type Tx struct {
	Engine Engine
	ctx    context.Context
	tx     statements
	now    time.Time
	jobs   []any
	after  []func()
}

// statements runs statements: a transaction, or of Look the database itself.
type statements interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Now is the one instant of this work.
func (t *Tx) Now() time.Time { return t.now }

// SQL is the transaction itself, for libraries that take one (the job queue); nil of Look.
func (t *Tx) SQL() *sql.Tx {
	tx, _ := t.tx.(*sql.Tx)
	return tx
}

// Context is the context that the statements run under.
func (t *Tx) Context() context.Context { return t.ctx }

// Exec runs a statement.
func (t *Tx) Exec(query string, args ...any) (sql.Result, error) {
	res, err := t.tx.ExecContext(t.ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", brief(query), err)
	}
	return res, nil
}

// Query runs a query; the caller closes the rows. Most callers want Rows or One.
func (t *Tx) Query(query string, args ...any) (*sql.Rows, error) {
	rows, err := t.tx.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", brief(query), err)
	}
	return rows, nil
}

// QueryRow runs a query for one row.
func (t *Tx) QueryRow(query string, args ...any) *sql.Row {
	return t.tx.QueryRowContext(t.ctx, query, args...)
}

// Enqueue hands a job to the queue with this transaction: it exists if and only if the work commits.
func (t *Tx) Enqueue(job any) { t.jobs = append(t.jobs, job) }

// After runs f once the work is durable.
func (t *Tx) After(f func()) { t.after = append(t.after, f) }

// Try runs f and takes back everything it did in the database, whatever it returns: a rehearsal.
func (t *Tx) Try(f func() error) error {
	jobs, after := len(t.jobs), len(t.after)
	if _, err := t.Exec("SAVEPOINT try"); err != nil {
		return err
	}
	result := f()
	t.jobs, t.after = t.jobs[:jobs], t.after[:after]
	if _, err := t.Exec("ROLLBACK TO SAVEPOINT try"); err != nil {
		return err
	}
	if _, err := t.Exec("RELEASE SAVEPOINT try"); err != nil {
		return err
	}
	return result
}

// Rows collects a query's rows, each read by scan.
func Rows[T any](t *Tx, scan func(Scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := t.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", brief(query), err)
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// One reads the one row of a query, and false when there is none.
func One[T any](t *Tx, scan func(Scanner) (T, error), query string, args ...any) (T, bool, error) {
	one, err := scan(t.QueryRow(query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return one, false, nil
	}
	if err != nil {
		return one, false, fmt.Errorf("%s: %w", brief(query), err)
	}
	return one, true, nil
}

// Scanner is a row to be read: *sql.Row and *sql.Rows.
type Scanner interface{ Scan(...any) error }

// Scalar is the scan for queries of one column.
func Scalar[T any](row Scanner) (T, error) {
	var v T
	err := row.Scan(&v)
	return v, err
}

// NewID is a fresh UUIDv7: ids sort by the time they were made.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

func brief(query string) string {
	if len(query) > 60 {
		return query[:60] + "…"
	}
	return query
}
