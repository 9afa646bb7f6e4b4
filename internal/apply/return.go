package apply

import (
	"cmp"
	"context"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// AttachmentsKey stands among the items of a return for the list of attachments.
const AttachmentsKey = "attachments"

// ReturnItem is one thing to be mended: a field of the form (or AttachmentsKey), and why.
type ReturnItem struct {
	Key    string `json:"key"`
	Reason string `json:"reason"`
}

// Return is an application sent back: only the named fields are open, until a personal date.
type Return struct {
	ID          string
	Application string
	Version     int    // the version that was sent back
	Unit        string // who sent it back: the city, or the province's office
	At, Until   time.Time
	Items       []ReturnItem
	Answered    int // the version that came in its place; 0: none yet

	salt string
}

// Opens tells whether a field (or AttachmentsKey) is among the named ones.
func (r Return) Opens(key string) bool {
	for _, item := range r.Items {
		if item.Key == key {
			return true
		}
	}
	return false
}

// ReturnOf is the return that an application waits under, in state returned; false in every other state.
func ReturnOf(t *store.Tx, a Application) (Return, bool, error) {
	if a.State != StateReturned {
		return Return{}, false, nil
	}
	return selectOpenReturn(t, a.ID)
}

// Returns lists all returns of an application, the newest first.
func Returns(t *store.Tx, id string) ([]Return, error) { return selectReturns(t, id) }

// Return sends an application back by item (退回修改): the recommender what its counties submitted, the office what
// came to it. The formal check sends back by SendBack, in its own act.
func (r *Room) Return(ctx context.Context, actor access.Actor, id string, items []ReturnItem, until time.Time) error {
	_, err := r.Door.Do(ctx, actor, rowReturn, Object(id), func(t *act.Tx) error {
		a, err := Lock(t.Tx, id)
		if err != nil {
			return err
		}
		if err := t.Allow(mayReturn(actor, a)); err != nil {
			return err
		}
		return SendBack(t, a, items, until)
	})
	return err
}

// SendBack is the work of every act that sends an application back: the items become the only open fields, and the unit
// is told at once. Refused without a reason for each item, for fields the form does not have, and past the returner's
// own deadline.
func SendBack(t *act.Tx, a Application, items []ReturnItem, until time.Time) error {
	c, err := call.Get(t.Tx, a.Cohort)
	if err != nil {
		return err
	}
	d, err := call.DatesFor(t.Tx, a.Cohort, "")
	if err != nil {
		return err
	}
	last := ReturnUntil(d, a, t.Actor.Has(access.Recommender) && t.Actor.Unit == a.City)
	if err := MaySendBack(c.Programme, a, items, until, last, t.Now()); err != nil {
		return err
	}
	if err := giveUpReturns(t, a.ID); err != nil {
		return err
	}
	r := Return{ID: store.NewID(), Application: a.ID, Version: a.Version, Unit: t.Actor.Unit, At: t.Now(), Until: until, Items: items}
	if err := insertReturn(t.Tx, r, t.Because(encodeItems(items))); err != nil {
		return err
	}
	t.Touch("application_return", r.ID)
	if err := SetState(t, a, StateReturned); err != nil {
		return err
	}
	if err := scheduleReturn(t.Tx, r, t.Now()); err != nil {
		return err
	}
	return tellReturned(t.Tx, c.Programme, a, r)
}

// giveUpReturns ends a return that a newer one replaces (a later date, other fields).
func giveUpReturns(t *act.Tx, id string) error {
	r, found, err := selectOpenReturn(t.Tx, id)
	if err != nil || !found {
		return err
	}
	return answerReturn(t, r, r.Version)
}

// answerReturn notes which version answered a return.
func answerReturn(t *act.Tx, r Return, version int) error {
	if err := updateReturn(t.Tx, r.ID, version); err != nil {
		return err
	}
	t.Touch("application_return", r.ID)
	return nil
}

// onlyOpen leaves in a returned draft nothing new but the named fields: everything else is as it was frozen.
func onlyOpen(p *programme.Programme, d Draft, r Return, last Version) Draft {
	values := make(map[string]Value, len(d.Values))
	for _, f := range FieldsFor(p, d.Application.Kind) {
		if value, typed := d.Values[f.Key]; typed && r.Opens(f.Key) {
			values[f.Key] = value
		} else if text, frozen := last.Values[f.Key]; frozen && !r.Opens(f.Key) {
			values[f.Key] = Value{Text: text, Hash: HashOf(text)}
		}
	}
	d.Values = values
	d.Attachments = onlyOpenFiles(d.Attachments, last.Attachments, r)
	return d
}

// onlyOpenFiles are the draft's files where their field (or the list of attachments) is open, else the frozen ones.
func onlyOpenFiles(draft, last []Attachment, r Return) []Attachment {
	opens := func(a Attachment) bool { return r.Opens(cmp.Or(a.Field, AttachmentsKey)) }
	kept := slices.DeleteFunc(slices.Clone(draft), func(a Attachment) bool { return !opens(a) })
	return append(kept, slices.DeleteFunc(slices.Clone(last), opens)...)
}

// ToSubmit is the draft as a submit would freeze it: of a returned application only the named fields are new.
func ToSubmit(t *store.Tx, p *programme.Programme, d Draft) (Draft, error) {
	r, found, err := ReturnOf(t, d.Application)
	if err != nil || !found {
		return d, err
	}
	last, err := VersionOf(t, d.Application.ID, 0)
	return onlyOpen(p, d, r, last), err
}
