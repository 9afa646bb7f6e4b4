package apply

import (
	"fmt"
	"strings"

	"shidian/internal/clock"
	"shidian/internal/store"
)

type fieldValue struct {
	key   string
	value Value
}

func scanValue(row store.Scanner) (fieldValue, error) {
	var f fieldValue
	var at int64
	err := row.Scan(&f.key, &f.value.Hash, &f.value.Editor, &at, &f.value.Text)
	f.value.At = clock.FromMicros(at)
	return f, err
}

func selectValues(t *store.Tx, id string) (map[string]Value, error) {
	rows, err := store.Rows(t, scanValue, "SELECT field, hash, editor, at, text FROM draft WHERE application = $1", id)
	values := make(map[string]Value, len(rows))
	for _, row := range rows {
		values[row.key] = row.value
	}
	return values, err
}

func selectValue(t *store.Tx, id, key string) (Value, error) {
	row, _, err := store.One(t, scanValue,
		"SELECT field, hash, editor, at, text FROM draft WHERE application = $1 AND field = $2", id, key)
	return row.value, err
}

// keepValues writes, in one statement, each field's text if what stands there is what it was typed over, or is that
// text already. It gives the hashes of those it kept; where one is missing somebody else has changed the field
// meanwhile, and nothing was written to it. The changes are reckoned.
func keepValues(t *store.Tx, id, editor string, changes []Change) (map[string]string, error) {
	if len(changes) == 0 {
		return map[string]string{}, nil
	}
	var rows, bases strings.Builder
	args := append(make([]any, 0, 3+4*len(changes)), id, editor, clock.Micros(t.Now()))
	for i, c := range changes {
		if i > 0 {
			rows.WriteString(", ")
		}
		n := len(args)
		fmt.Fprintf(&rows, "($1, $%d, $%d, $%d, $2, $3)", n+1, n+2, n+3)
		fmt.Fprintf(&bases, " WHEN $%d THEN $%d", n+1, n+4)
		args = append(args, c.Key, c.Text, c.hash, c.Base)
	}
	kept, err := store.Rows(t, scanKept, `INSERT INTO draft (application, field, text, hash, editor, at) VALUES `+rows.String()+`
		ON CONFLICT (application, field) DO UPDATE SET text = excluded.text, hash = excluded.hash, editor = excluded.editor, at = excluded.at
		WHERE draft.hash = excluded.hash OR draft.hash = CASE excluded.field`+bases.String()+` END RETURNING field, hash`, args...)
	hashes := make(map[string]string, len(kept))
	for _, k := range kept {
		hashes[k.key] = k.value.Hash
	}
	return hashes, err
}

func scanKept(row store.Scanner) (f fieldValue, err error) {
	err = row.Scan(&f.key, &f.value.Hash)
	return f, err
}

// copyValues begins a draft with the texts of an earlier application.
func copyValues(t *store.Tx, from, to string) error {
	_, err := t.Exec(`INSERT INTO draft (application, field, text, hash, editor, at)
		SELECT $1, field, text, hash, editor, at FROM draft WHERE application = $2`, to, from)
	return err
}

const attachmentColumns = "id, field, name, hash, size, type, pages, place, from_version, to_version"

func scanAttachment(row store.Scanner) (Attachment, error) {
	var a Attachment
	err := row.Scan(&a.ID, &a.Field, &a.Name, &a.Hash, &a.Size, &a.Type, &a.Pages, &a.Order, &a.From, &a.To)
	return a, err
}

// selectAttachments reads the draft's files in their order.
func selectAttachments(t *store.Tx, id string) ([]Attachment, error) {
	return store.Rows(t, scanAttachment, "SELECT "+attachmentColumns+
		" FROM attachment WHERE application = $1 AND to_version = 0 ORDER BY place, id", id)
}

func selectAttachment(t *store.Tx, id, attachment string) (Attachment, error) {
	return orNotFound(store.One(t, scanAttachment, "SELECT "+attachmentColumns+
		" FROM attachment WHERE application = $1 AND id = $2", id, attachment))
}

func insertAttachment(t *store.Tx, id string, a Attachment) error {
	_, err := t.Exec(`INSERT INTO attachment (id, application, name, hash, size, type, pages, place, from_version, to_version, field)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)`,
		a.ID, id, a.Name, a.Hash, a.Size, a.Type, a.Pages, a.Order, a.From, a.Field)
	return err
}

// endAttachment takes a file out of the draft: it stays with the versions up to last, or goes when none has it.
func endAttachment(t *store.Tx, a Attachment, last int) error {
	if a.From > last {
		_, err := t.Exec("DELETE FROM attachment WHERE id = $1", a.ID)
		return err
	}
	_, err := t.Exec("UPDATE attachment SET to_version = $2 WHERE id = $1", a.ID, last)
	return err
}

func placeAttachment(t *store.Tx, attachment string, place int) error {
	_, err := t.Exec("UPDATE attachment SET place = $2 WHERE id = $1", attachment, place)
	return err
}
