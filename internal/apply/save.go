package apply

import (
	"context"
	"fmt"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// bytesLimit bounds the bytes of one field: a technical limit's characters with as much white space again.
const bytesLimit = 2 * 4 * programme.TechnicalLimit

// Save keeps changed fields of the draft. It is no act, and asks neither the window nor the state: what is typed after
// the deadline is kept, and what is typed after a colleague's submit is parked for the next version. It costs two
// statements, however many fields were changed.
func (r *Room) Save(ctx context.Context, actor access.Actor, id string, changes []Change) (Saved, error) {
	if err := sound(changes); err != nil {
		return Saved{}, err
	}
	changes = reckoned(changes)
	return r.write(ctx, actor, id, func(*store.Tx, Application) ([]Change, error) { return changes, nil })
}

// Slash puts "/" into the named fields that are empty and may have it; keys nil: all of them (A3).
func (r *Room) Slash(ctx context.Context, actor access.Actor, id string, keys []string) (Saved, error) {
	return r.write(ctx, actor, id, func(t *store.Tx, a Application) ([]Change, error) {
		values, err := selectValues(t, a.ID)
		if err != nil {
			return nil, err
		}
		fields, err := r.fieldsOf(t, a)
		if err != nil {
			return nil, err
		}
		return reckoned(slashes(fields, a.Kind, values, keys)), nil
	})
}

// slashes are the changes that put "/" into empty fields.
func slashes(fields map[string]programme.Field, kind string, values map[string]Value, keys []string) []Change {
	if keys == nil {
		for key := range fields {
			keys = append(keys, key)
		}
	}
	var changes []Change
	for _, key := range keys {
		f, known := fields[key]
		if value := values[key]; known && f.For(kind) && SlashAllowed(f) && !Optional(f) && empty(f, value.Text) {
			changes = append(changes, Change{Key: key, Text: Slash, Base: value.Hash})
		}
	}
	return changes
}

// write keeps the changes that work gives, behind the application's lock.
func (r *Room) write(ctx context.Context, actor access.Actor, id string, work func(*store.Tx, Application) ([]Change, error)) (saved Saved, err error) {
	err = r.Door.DB.Write(ctx, func(t *store.Tx) error {
		a, err := openDraft(t, actor, id)
		if err != nil {
			return err
		}
		changes, err := work(t, a)
		if err != nil {
			return err
		}
		saved = Saved{At: t.Now()}
		if saved.Parked, err = parks(t, a, changes); err != nil {
			return err
		}
		return r.keep(t, actor, a, changes, &saved)
	})
	return saved, err
}

// parks tells whether some of the changes wait for a later version: one is frozen meanwhile, or the application was
// sent back for other fields.
func parks(t *store.Tx, a Application, changes []Change) (bool, error) {
	if !Editable(a.State) {
		return true, nil
	}
	ret, waits, err := ReturnOf(t, a)
	if err != nil || !waits {
		return false, err
	}
	for _, c := range changes {
		if !ret.Opens(c.Key) {
			return true, nil
		}
	}
	return false, nil
}

// openDraft locks an application for whoever may write it.
func openDraft(t *store.Tx, actor access.Actor, id string) (Application, error) {
	a, err := lockToWrite(t, id)
	if err != nil {
		return a, err
	}
	writer, err := standing(t, actor, a)
	if err != nil {
		return a, err
	}
	return a, mayWrite(actor, a, writer).Err()
}

// keep writes each change, or reports it as a conflict with the text that stands there.
func (r *Room) keep(t *store.Tx, actor access.Actor, a Application, changes []Change, saved *Saved) error {
	fields, err := r.fieldsOf(t, a)
	if err != nil {
		return err
	}
	for _, c := range changes {
		if f, known := fields[c.Key]; !known || f.Filler != programme.Applicant || f.Type == programme.Attached || !f.For(a.Kind) {
			return fault.InvalidField(c.Key, "申报材料中没有这一栏，请刷新页面后再填。")
		}
	}
	if saved.Hashes, err = keepValues(t, a.ID, actor.Account, changes); err != nil {
		return err
	}
	for _, c := range changes {
		if _, kept := saved.Hashes[c.Key]; kept {
			continue
		}
		theirs, err := selectValue(t, a.ID, c.Key)
		if err != nil {
			return err
		}
		saved.Conflicts = append(saved.Conflicts, Conflict{Key: c.Key, Mine: c.Text, Theirs: theirs.Text,
			TheirHash: theirs.Hash, Editor: theirs.Editor, At: theirs.At})
	}
	return nameFrom(t, fields, a, saved.Hashes, changes)
}

// sound refuses what cannot be kept: broken text, U+0000, a field named twice, more than the technical limit.
func sound(changes []Change) error {
	seen := make(map[string]bool, len(changes))
	var fields []fault.Field
	for _, c := range changes {
		switch {
		case seen[c.Key]:
			return fault.InvalidField(c.Key, "同一栏在一次保存中出现了两次，请刷新页面后再填。")
		case !soundText(c.Text) || !soundText(c.Key) || !soundText(c.Base):
			fields = append(fields, fault.Field{Key: c.Key, Message: "内容中有无法保存的字符，请删去后重新输入（从其他软件粘贴的，请先粘贴到记事本）。"})
		case len(c.Text) > programme.TechnicalLimit && (len(c.Text) > bytesLimit || Count(c.Text) > programme.TechnicalLimit): // no text has more characters than bytes
			fields = append(fields, fault.Field{Key: c.Key, Message: fmt.Sprintf("每栏最多保存%d字，请精简，或者作为附件上传。", programme.TechnicalLimit)})
		}
		seen[c.Key] = true
	}
	if len(fields) > 0 {
		return fault.Invalid("有内容没有保存。", fields...)
	}
	return nil
}
