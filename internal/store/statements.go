package store

import (
	"context"
	"database/sql/driver"
	"strings"

	"modernc.org/sqlite"
)

// keeper opens SQLite connections that keep their statements prepared: parsing the few texts that a save or an act
// runs again and again would cost more than running them.
type keeper struct{ driver.Connector }

// newKeeper opens the address dsn.
func newKeeper(dsn string) (driver.Connector, error) {
	base, err := sqlite.NewConnector(dsn)
	return keeper{base}, err
}

// Connect implements driver.Connector.
func (k keeper) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &keptConn{sqliteConn: conn.(sqliteConn), kept: map[string]keptStmt{}}, nil
}

// sqliteConn is everything that the driver's connections can do.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type keptStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// keptConn is a connection with its prepared statements. It is used by one goroutine at a time, as every driver.Conn.
type keptConn struct {
	sqliteConn
	kept map[string]keptStmt // those not in use
}

// keptMost bounds the statements of a connection; texts beyond it are prepared each time.
const keptMost = 512

// Unwrap gives the driver's own connection.
func (c *keptConn) Unwrap() driver.Conn { return c.sqliteConn }

// take gives a prepared statement that nobody else uses meanwhile.
func (c *keptConn) take(ctx context.Context, query string) (keptStmt, error) {
	if s, ok := c.kept[query]; ok {
		delete(c.kept, query)
		return s, nil
	}
	s, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.(keptStmt), nil
}

// give takes it back for the next one.
func (c *keptConn) give(query string, s keptStmt) error {
	if _, there := c.kept[query]; there || len(c.kept) >= keptMost {
		return s.Close()
	}
	c.kept[query] = s
	return nil
}

// script tells whether a text holds more than one statement: it runs once, at a migration.
func script(query string) bool { return strings.Contains(query, ";") }

// ExecContext implements driver.ExecerContext.
func (c *keptConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if script(query) {
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	result, err := s.ExecContext(ctx, args)
	if err != nil {
		s.Close() // the statement's own error is the one that counts
		return nil, err
	}
	return result, c.give(query, s)
}

// QueryContext implements driver.QueryerContext.
func (c *keptConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if script(query) {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args)
	if err != nil {
		s.Close()
		return nil, err
	}
	return &keptRows{Rows: rows, conn: c, query: query, stmt: s}, nil
}

// Close ends the statements with their connection.
func (c *keptConn) Close() error {
	for _, s := range c.kept {
		s.Close()
	}
	return c.sqliteConn.Close()
}

// keptRows gives its statement back when it is closed.
type keptRows struct {
	driver.Rows
	conn  *keptConn
	query string
	stmt  keptStmt
}

// Close implements driver.Rows.
func (r *keptRows) Close() error {
	if err := r.Rows.Close(); err != nil {
		r.stmt.Close()
		return err
	}
	return r.conn.give(r.query, r.stmt)
}
