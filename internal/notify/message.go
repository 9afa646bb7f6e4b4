// Package notify brings word to people: a message in the inbox, born in the transaction of the act that causes it,
// and the same by e-mail through a job when the account has an address and the installation a mail server.
package notify

import (
	"context"
	"time"

	"shidian/internal/clock"
	"shidian/internal/store"
)

// Message is word to one account. Title and Text are Chinese sentences that say what happened and what to do next;
// they hold no phone numbers. Link is a local path.
type Message struct {
	ID      string
	Account string
	Kind    string // for filtering: "reminder", "result", …
	Title   string
	Text    string
	Link    string
	At      time.Time
	Read    time.Time // zero: not yet
}

// Send puts a message into the inbox within the caller's transaction; the mail goes out after the commit.
func Send(t *store.Tx, m Message) error {
	id := store.NewID()
	_, err := t.Exec(`INSERT INTO message (id, account, kind, title, body, link, at, read_at, mailed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0)`, id, m.Account, m.Kind, m.Title, m.Text, m.Link, clock.Micros(t.Now()))
	if err == nil {
		t.Enqueue(Mail{Message: id})
	}
	return err
}

// Inbox lists an account's messages, the newest first, and how many there are in all.
func Inbox(t *store.Tx, account string, offset, limit int) ([]Message, int, error) {
	total, _, err := store.One(t, store.Scalar[int], "SELECT COUNT(*) FROM message WHERE account = $1", account)
	if err != nil {
		return nil, 0, err
	}
	list, err := store.Rows(t, scan, selectMessage+" WHERE account = $1 ORDER BY at DESC, id DESC LIMIT $2 OFFSET $3", account, limit, offset)
	return list, total, err
}

// Unread counts what an account has not read.
func Unread(t *store.Tx, account string) (int, error) {
	n, _, err := store.One(t, store.Scalar[int], "SELECT COUNT(*) FROM message WHERE account = $1 AND read_at = 0", account)
	return n, err
}

// MarkRead marks one message of the account as read, or all of them when id is empty.
func MarkRead(ctx context.Context, db *store.DB, account, id string) error {
	return db.Write(ctx, func(t *store.Tx) error {
		_, err := t.Exec("UPDATE message SET read_at = $1 WHERE account = $2 AND read_at = 0 AND (id = $3 OR $3 = '')",
			clock.Micros(t.Now()), account, id)
		return err
	})
}

const selectMessage = "SELECT id, account, kind, title, body, link, at, read_at FROM message"

func scan(row store.Scanner) (Message, error) {
	var m Message
	var at, read int64
	err := row.Scan(&m.ID, &m.Account, &m.Kind, &m.Title, &m.Text, &m.Link, &at, &read)
	m.At, m.Read = clock.FromMicros(at), clock.FromMicros(read)
	return m, err
}
