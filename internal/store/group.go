package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"shidian/internal/fault"
)

// groupLimit is how many members share one durable commit at the most. The lane takes what waits and never lingers.
const groupLimit = 64

// member is one piece of work on its way through the writing lane.
type member struct {
	now     time.Time
	work    func(*Tx) error
	instead func(*Tx, error) error // runs when work was refused and taken back, in the same commit; may be nil
	err     error                  // what the caller gets
	after   []func()
	done    chan struct{}
}

// Write runs work in a transaction and returns when it is durable. On SQLite it shares a commit with others; on
// PostgreSQL it has a transaction of its own, tried again when the database says that two collided. The request's
// context counts only until the work is taken up.
func (db *DB) Write(ctx context.Context, work func(*Tx) error) error {
	if db.Engine == Postgres {
		m := &member{now: db.now(ctx), work: work}
		if err := ctx.Err(); err != nil {
			return err
		}
		db.members.Add(1)
		db.alone(m)
		return m.finish()
	}
	return db.WriteInOrder(ctx, work, nil)
}

// WriteInOrder runs work in the one lane of writers, on both engines: acts go through it, for each takes the next
// number of the ledger. When work returns an error all it did is taken back, and instead, if not nil, may write
// down in the same commit that it was refused.
func (db *DB) WriteInOrder(ctx context.Context, work func(*Tx) error, instead func(*Tx, error) error) error {
	m := &member{now: db.now(ctx), work: work, instead: instead, done: make(chan struct{})}
	select {
	case db.queue <- m:
	case <-ctx.Done():
		return ctx.Err()
	case <-db.closing.Done():
		return fault.Busy(errors.New("the database is closing"))
	}
	select {
	case <-m.done:
		return m.finish()
	case <-db.idle:
		return fault.Busy(errors.New("the database has closed"))
	}
}

func (m *member) finish() error {
	for _, f := range m.after {
		f()
	}
	return m.err
}

// lane is the one writer: it takes what waits, up to groupLimit, and commits it together. A nil member ends it.
func (db *DB) lane() {
	defer close(db.idle)
	for first := range db.queue {
		if first == nil {
			return
		}
		group := []*member{first}
		last := false
	gather:
		for len(group) < groupLimit {
			select {
			case m := <-db.queue:
				if m == nil {
					last = true
					break gather
				}
				group = append(group, m)
			default:
				break gather
			}
		}
		db.note(len(group))
		db.commit(group)
		if last {
			return
		}
	}
}

// Load is what was written since the start: how many groups, how many members in all (on PostgreSQL those too that had
// a transaction of their own), the largest group.
type Load struct{ Groups, Members, Largest int64 }

// Load reads the counts.
func (db *DB) Load() Load {
	return Load{Groups: db.groups.Load(), Members: db.members.Load(), Largest: db.largest.Load()}
}

func (db *DB) note(members int) {
	db.groups.Add(1)
	db.members.Add(int64(members))
	db.largest.Store(max(db.largest.Load(), int64(members))) // the lane alone writes it
}

// commit makes a group durable, and answers. When the group as a whole is lost its members run singly.
func (db *DB) commit(group []*member) {
	if err := db.together(group); err != nil {
		for _, m := range group {
			db.alone(m)
		}
	}
	for _, m := range group {
		close(m.done)
	}
}

// together runs the group in one transaction. An error means that nothing of it is durable.
func (db *DB) together(group []*member) error {
	sqlTx, err := db.writer.BeginTx(db.ctx, nil)
	if err != nil {
		return err
	}
	defer sqlTx.Rollback()
	var jobs []any
	for _, m := range group {
		t := &Tx{Engine: db.Engine, ctx: db.ctx, tx: sqlTx, now: m.now}
		if len(group) == 1 && m.instead == nil {
			if m.err = guarded(t, m.work); m.err != nil {
				return m.takenBack()
			}
		} else if err := m.run(t); err != nil {
			return err
		}
		jobs = append(jobs, t.jobs...)
		m.after = t.after
	}
	if len(jobs) > 0 && db.flush != nil {
		if err := db.flush(&Tx{Engine: db.Engine, ctx: db.ctx, tx: sqlTx, now: group[0].now}, jobs); err != nil {
			return err
		}
	}
	return sqlTx.Commit()
}

// alone runs one member in a transaction of its own, again when the database reports a collision.
func (db *DB) alone(m *member) {
	for pause := time.Millisecond; ; pause *= 2 {
		err := db.together([]*member{m})
		if err == nil {
			return
		}
		m.after = nil
		if !collided(err) || pause > 256*time.Millisecond {
			m.err = fault.Busy(err)
			return
		}
		time.Sleep(pause)
	}
}

// takenBack is the outcome of a group of one that wrote nothing in place of its work: it needs no savepoint, for all is
// taken back together. The error is the group's.
func (m *member) takenBack() error {
	if m.after = nil; collided(m.err) {
		return m.err
	}
	return nil
}

// run does one member's work behind a savepoint of its own. The error it returns is the group's, not the member's.
func (m *member) run(t *Tx) error {
	m.err, m.after = nil, nil
	if _, err := t.Exec("SAVEPOINT member"); err != nil {
		return err
	}
	m.err = guarded(t, m.work)
	if m.err != nil {
		if collided(m.err) {
			return m.err
		}
		t.jobs, t.after = nil, nil
		if _, err := t.Exec("ROLLBACK TO SAVEPOINT member"); err != nil {
			return err
		}
		if m.instead != nil {
			refused := m.err
			if err := guarded(t, func(t *Tx) error { return m.instead(t, refused) }); err != nil {
				return err
			}
		}
	}
	_, err := t.Exec("RELEASE SAVEPOINT member")
	return err
}

// guarded turns a panic of one member into its error, so that the others of the group are not lost.
func guarded(t *Tx, work func(*Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return work(t)
}

// collided tells whether PostgreSQL asks to try the transaction again.
func collided(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

// oneSnapshot lets all statements of a reading transaction see the same instant; SQLite does so anyway.
var oneSnapshot = map[Engine]*sql.TxOptions{Postgres: {Isolation: sql.LevelRepeatableRead}}

// Read runs a reading transaction: one snapshot, no writes. It ends with the request, between two statements.
func (db *DB) Read(ctx context.Context, read func(*Tx) error) error {
	sqlTx, err := db.reader.BeginTx(ctx, oneSnapshot[db.Engine])
	if err != nil {
		return err
	}
	defer sqlTx.Rollback()
	return read(&Tx{Engine: db.Engine, ctx: context.WithoutCancel(ctx), tx: sqlTx, now: db.now(ctx)})
}

// Look runs single reading statements, each for itself: for one question, which needs no common snapshot and on
// PostgreSQL would wait for two answers more.
func (db *DB) Look(ctx context.Context, read func(*Tx) error) error {
	return read(&Tx{Engine: db.Engine, ctx: context.WithoutCancel(ctx), tx: db.reader, now: db.now(ctx)})
}
