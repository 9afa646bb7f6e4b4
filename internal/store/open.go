// Package store opens SQLite or PostgreSQL behind one SQL text, and commits writes in groups.
//
// Rules of the one text: $1..$n; times as BIGINT microseconds (clock.Micros); ids as TEXT made in Go; BYTEA, BIGINT,
// BOOLEAN and TEXT only; no sequences, no FOR UPDATE (UPDATE … RETURNING locks a row on both); sort by code or number.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"shidian/internal/clock"
)

// Engine is which database stands behind a DB.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is an open database: one lane of grouped writers, a pool of readers.
type DB struct {
	Engine Engine
	Clock  *clock.Clock

	writer  *sql.DB // SQLite: the one connection that writes, River's included. PostgreSQL: the pool
	reader  *sql.DB
	carrier *sql.DB // SQLite: the connection that carries the log over; else nil
	queue   chan *member
	flush   func(*Tx, []any) error // hands a group's jobs to the queue, set by OnFlush
	ctx     context.Context        // the server's: never a request's, for a cancelled one would roll a whole group back. It never ends: the driver watches one that could with a goroutine for each statement
	closing context.Context        // ends when the database has been closed
	cancel  context.CancelFunc
	idle    chan struct{} // closed when the writing lane has ended

	carrying sync.WaitGroup // the goroutine behind carrier

	groups, members, largest atomic.Int64 // see Load
}

// Open opens the database at dsn: a postgres:// address, or the path of an SQLite file, made when missing.
// It refuses an SQLite file whose commits would not be durable.
func Open(ctx context.Context, dsn string, c *clock.Clock) (*DB, error) {
	db := &DB{Clock: c, queue: make(chan *member, 4*groupLimit), idle: make(chan struct{})}
	var err error
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		err = db.openPostgres(dsn)
	} else {
		err = db.openSQLite(dsn)
	}
	if err != nil {
		return nil, err
	}
	if err := db.writer.PingContext(ctx); err != nil {
		db.writer.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := db.checkDurable(ctx); err != nil {
		db.writer.Close()
		return nil, err
	}
	db.ctx = context.WithoutCancel(ctx)
	db.closing, db.cancel = context.WithCancel(db.ctx)
	go db.lane()
	if db.carrier != nil {
		db.carrying.Go(func() { carry(db.closing, db.carrier) })
	}
	return db, nil
}

func (db *DB) openPostgres(dsn string) error {
	db.Engine = Postgres
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return err
	}
	db.writer = stdlib.OpenDB(*config, stdlib.OptionAfterConnect(packQuickly))
	db.writer.SetMaxOpenConns(16)
	db.writer.SetMaxIdleConns(16)
	db.reader = db.writer
	return nil
}

// packQuickly asks for long texts to be packed by lz4, which takes a fraction of the usual method's time. A server that
// was built without it goes on with its own.
func packQuickly(ctx context.Context, conn *pgx.Conn) error {
	var refused *pgconn.PgError
	if _, err := conn.Exec(ctx, "SET default_toast_compression = 'lz4'"); err != nil && !errors.As(err, &refused) {
		return err
	}
	return nil
}

func (db *DB) openSQLite(path string) error {
	db.Engine = SQLite
	if err := private(path); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	writing, err := newKeeper(sqliteDSN(path, false))
	if err != nil {
		return err
	}
	reading, err := newKeeper(sqliteDSN(path, true))
	if err != nil {
		return err
	}
	db.writer, db.reader, db.carrier = sql.OpenDB(writing), sql.OpenDB(reading), sql.OpenDB(writing)
	db.writer.SetMaxOpenConns(1)
	db.carrier.SetMaxOpenConns(1)
	db.reader.SetMaxOpenConns(4)
	db.reader.SetMaxIdleConns(4)
	return nil
}

// private makes a missing file, for this user alone. SQLite gives the files beside it the same mode.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// sqliteDSN sets what both kinds of connection need; a 32 MB cache holds a whole group of large forms.
func sqliteDSN(path string, readOnly bool) string {
	q := url.Values{"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)",
		"foreign_keys(1)", "cache_size(-32000)", "temp_store(2)"}}
	if readOnly {
		q.Add("_pragma", "query_only(1)")
	} else {
		q.Set("_txlock", "immediate")
		q.Add("_pragma", fmt.Sprintf("wal_autocheckpoint(%d)", logMost))
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// checkDurable makes sure that a commit that was answered survives the loss of power.
func (db *DB) checkDurable(ctx context.Context) error {
	if db.Engine != SQLite {
		return nil
	}
	var level int
	if err := db.writer.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&level); err != nil {
		return err
	}
	if level < 2 {
		return fmt.Errorf("PRAGMA synchronous is %d, want 2 (FULL): commits would not be durable", level)
	}
	return nil
}

// Handle is the writing handle, for libraries that bring their own SQL (migrations, the job queue). On SQLite it has one connection.
func (db *DB) Handle() *sql.DB { return db.writer }

// Ping tells whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.reader.PingContext(ctx) }

// OnFlush sets what happens with the jobs that a group's members enqueued, once per group, inside its transaction.
func (db *DB) OnFlush(flush func(*Tx, []any) error) { db.flush = flush }

// Close ends the writing lane after what waits in it, and closes the connections. On SQLite the writer is the last: it
// carries the log over and removes it, so that the file alone is the database.
func (db *DB) Close() error {
	db.queue <- nil
	<-db.idle
	db.cancel()
	if db.carrier == nil {
		return db.writer.Close()
	}
	db.carrying.Wait()
	return errors.Join(db.reader.Close(), db.carrier.Close(), db.writer.Close())
}

// now is the instant of one piece of work: when its request had been read, else the clock's.
func (db *DB) now(ctx context.Context) time.Time {
	if at, ok := clock.Received(ctx); ok {
		return at
	}
	return db.Clock.Now()
}
