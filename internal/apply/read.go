package apply

import (
	"shidian/internal/access"
	"shidian/internal/store"
)

// See reads an application as far as the actor may know of it; NotFound where he may not know that it exists.
func See(t *store.Tx, actor access.Actor, id string) (Application, error) {
	a, err := Get(t, id)
	if err != nil {
		return Application{}, err
	}
	writer, err := standing(t, actor, a)
	if err != nil {
		return Application{}, err
	}
	if err := maySee(actor, a, writer).Err(); err != nil {
		return Application{}, err
	}
	return told(t, actor, a)
}

// SeeDraft reads the draft for whoever may write it; for everybody else it is refused or not there.
func SeeDraft(t *store.Tx, actor access.Actor, id string) (Draft, error) {
	a, err := Get(t, id)
	if err != nil {
		return Draft{}, err
	}
	writer, err := standing(t, actor, a)
	if err != nil {
		return Draft{}, err
	}
	if err := mayWrite(actor, a, writer).Err(); err != nil {
		return Draft{}, err
	}
	return draftOf(t, a)
}

// DraftOf reads a draft without asking who wants to know.
func DraftOf(t *store.Tx, id string) (Draft, error) {
	a, err := Get(t, id)
	if err != nil {
		return Draft{}, err
	}
	return draftOf(t, a)
}

func draftOf(t *store.Tx, a Application) (d Draft, err error) {
	d.Application = a
	if d.Values, err = selectValues(t, a.ID); err != nil {
		return d, err
	}
	d.Attachments, err = selectAttachments(t, a.ID)
	return d, err
}
