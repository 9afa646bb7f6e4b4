package act

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// Door is what every act goes through. app makes one and gives it to the rooms.
type Door struct {
	DB     *store.DB
	covers map[string]ledger.Cover
	second map[string]performer
}

// NewDoor opens the door over a database; covers are all rooms' tables that are bound to the ledger.
func NewDoor(db *store.DB, covers []ledger.Cover) *Door {
	d := &Door{DB: db, covers: map[string]ledger.Cover{}, second: map[string]performer{}}
	for _, cover := range append(Covers(), covers...) {
		d.covers[cover.Table] = cover
	}
	return d
}

// Tx is the transaction of one act. Besides the store's it collects what the ledger entry will say.
type Tx struct {
	*store.Tx
	Actor  access.Actor
	Row    Row
	Object string

	moved   bool
	entry   ledger.Entry
	touched [][2]string
}

// Allow turns a policy's verdict into the act's refusal.
func (t *Tx) Allow(v access.Verdict) error { return v.Err() }

// Move notes where the thing went; the table of acts must allow it. What the person should do instead of a refused
// move is said by the room, which knows the thing: Move is the last net.
func (t *Tx) Move(from, to State) error {
	if !t.Row.Moves(from, to) {
		return fault.Conflict("", "“"+t.Row.Title+"”现在不能办理：材料的状态已经改变。请刷新页面，看看现在由谁办理。")
	}
	t.moved = true
	t.entry.From, t.entry.To = string(from), string(to)
	return nil
}

// Along notes that another thing than the act's object goes along; the table of acts must allow that too.
func (t *Tx) Along(object string, from, to State) error {
	if !slices.Contains(t.Row.With, Step{from, to}) {
		return fault.Conflict("", "“"+t.Row.Title+"”现在不能办理：所涉材料的状态已经改变。请刷新页面，看看现在由谁办理。")
	}
	t.entry.Along = append(t.entry.Along, ledger.Move{Object: object, From: string(from), To: string(to)})
	return nil
}

// Froze notes the hash of what the act fixed for good (a version, a paper).
func (t *Tx) Froze(hash []byte) { t.entry.Froze = hex.EncodeToString(hash) }

// Because notes a reason: the entry gets its salted hash, and the caller keeps words and salt in the room's table.
func (t *Tx) Because(words string) (salt string) {
	salt = rand.Text()
	t.entry.Reason = ledger.Salted(salt, words)
	return salt
}

// Touch says that the act wrote this row of a covered table (or removed it): the entry gets its digest as it stands
// when the work is done. key is the primary key's values joined by "/".
func (t *Tx) Touch(table, key string) { t.touched = append(t.touched, [2]string{table, key}) }

// Do performs an act on object: the actor's role is checked against the row, work does the rest (asks the room's
// policy and rules, writes, calls Move and Touch), and the entry is written in the same transaction. It returns when
// all of it is durable. A refusal takes everything back and is written down for signed-in people.
func (d *Door) Do(ctx context.Context, actor access.Actor, row Row, object string, work func(*Tx) error) (ledger.Entry, error) {
	if row.Two {
		return ledger.Entry{}, fmt.Errorf("act %s needs two persons: Propose it", row.Name)
	}
	return d.do(ctx, actor, row, object, ledger.Entry{}, row.Who, work)
}

func (d *Door) do(ctx context.Context, actor access.Actor, row Row, object string, base ledger.Entry, who []access.Role,
	work func(*Tx) error) (ledger.Entry, error) {
	var done ledger.Entry
	err := d.DB.WriteInOrder(ctx, func(tx *store.Tx) (err error) {
		t := &Tx{Tx: tx, Actor: actor, Row: row, Object: object, entry: base}
		if err := permitted(actor, row, who); err != nil {
			return err
		}
		if err := work(t); err != nil {
			return err
		}
		done, err = d.record(t, who)
		return err
	}, func(tx *store.Tx, refused error) error { return writeRefusal(tx, actor, row, object, refused) })
	return done, err
}

// Permits tells whether an actor has a role that may perform the act: for whoever asks before he takes anything in.
func (r Row) Permits(actor access.Actor) error { return permitted(actor, r, r.Who) }

func permitted(actor access.Actor, row Row, who []access.Role) error {
	if actor.Has(who...) {
		return nil
	}
	if !actor.SignedIn() {
		return fault.Unauthorized("请先登录，再办理“" + row.Title + "”。")
	}
	return fault.Forbidden("", "您的账号没有办理“"+row.Title+"”的权限。如确需办理，请联系为您开通账号的上级科协。")
}

// record completes the entry and appends it.
func (d *Door) record(t *Tx, who []access.Role) (ledger.Entry, error) {
	if !t.moved && len(t.Row.To) > 0 {
		return ledger.Entry{}, fmt.Errorf("act %s did not say where it moved %s", t.Row.Name, t.Object)
	}
	e := t.entry
	e.At = clock.Micros(t.Now())
	e.Account, e.Role, e.Unit = t.Actor.Account, string(t.Actor.As(who...)), t.Actor.Unit
	e.Act, e.Object = t.Row.Name, t.Object
	seen := map[[2]string]bool{}
	for _, touch := range t.touched {
		if seen[touch] {
			continue
		}
		seen[touch] = true
		cover, known := d.covers[touch[0]]
		if !known {
			return e, fmt.Errorf("act %s touched %s, which is not covered", t.Row.Name, touch[0])
		}
		digest, err := cover.Digest(t.Tx, touch[1])
		if err != nil {
			return e, err
		}
		e.Rows = append(e.Rows, ledger.Row{Table: touch[0], Key: touch[1], Digest: digest})
	}
	return ledger.Append(t.Tx, e)
}

// refusalsPerHour bounds the plain table that one account can fill.
const refusalsPerHour = 60

// writeRefusal keeps an attempt that was refused: who, what, by which rule; no words and no field errors.
func writeRefusal(t *store.Tx, actor access.Actor, row Row, object string, refused error) error {
	f, ok := fault.As(refused)
	if !ok || !actor.SignedIn() || f.Kind == fault.KindInvalid || f.Kind == fault.KindBusy {
		return nil
	}
	var recent int64
	since := clock.Micros(t.Now().Add(-time.Hour))
	if err := t.QueryRow("SELECT COUNT(*) FROM refusal WHERE account = $1 AND at > $2", actor.Account, since).Scan(&recent); err != nil {
		return err
	}
	if recent >= refusalsPerHour {
		return nil
	}
	_, err := t.Exec(`INSERT INTO refusal (id, at, account, act, object, kind, rule) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		store.NewID(), clock.Micros(t.Now()), actor.Account, row.Name, object, int64(f.Kind), f.Rule)
	return err
}
