package apply

import (
	"cmp"
	"context"
	"strings"

	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// VersionOf reads a frozen version; n 0 is the last one.
func VersionOf(t *store.Tx, id string, n int) (Version, error) {
	f, err := selectFrozen(t, id, n)
	if err != nil {
		return Version{}, err
	}
	return withPaper(t, f)
}

// Versions lists the frozen versions, the newest first.
func Versions(t *store.Tx, id string) ([]Version, error) {
	all, err := selectAllFrozen(t, id)
	versions := make([]Version, len(all))
	for i := range all {
		if err == nil {
			versions[i], err = withPaper(t, all[i])
		}
	}
	return versions, err
}

func withPaper(t *store.Tx, f frozen) (Version, error) {
	v, err := f.version()
	if err != nil {
		return v, err
	}
	p, _, err := selectPaper(t, f.application, f.n)
	v.Paper = p.Hash
	return v, err
}

// ReceiptOf is the receipt of a version; n 0 is the last one. Size and root are those of the ledger just after the
// submit's own entry, so it reads the same for ever.
func ReceiptOf(t *store.Tx, id string, n int) (Receipt, error) {
	v, err := VersionOf(t, id, n)
	if err != nil {
		return Receipt{}, err
	}
	entries, err := ledger.History(t, Object(id))
	if err != nil {
		return Receipt{}, err
	}
	for _, e := range entries {
		if e.Act != rowSubmit.Name || e.Froze != v.Hash {
			continue
		}
		head, err := ledger.At(t, e.N+1)
		return Receipt{Application: id, Number: v.Number, UnitName: v.UnitName, Version: v.N, At: v.At, Hash: v.Hash,
			Code: v.Code, Ledger: head, Entry: e.N}, err
	}
	return Receipt{}, fault.NotFound()
}

// Receipt reads the receipt of a version; n 0 is the last one.
func (r *Room) Receipt(ctx context.Context, id string, n int) (receipt Receipt, err error) {
	err = r.Door.DB.Read(ctx, func(t *store.Tx) error {
		receipt, err = ReceiptOf(t, id, n)
		return err
	})
	return receipt, err
}

// Reason is the words of an act, with the salt under which the ledger has their hash.
type Reason struct {
	Salt, Words string
	Shown       string // how the words are shown, where they were hashed in another form
	Head        string // the head who agreed, where a clerk acted
}

// History gives the acts on an application in their order, those of later rooms too.
func (r *Room) History(t *store.Tx, id string) ([]Event, error) {
	entries, err := ledger.History(t, Object(id))
	if err != nil {
		return nil, err
	}
	versions, err := selectAllFrozen(t, id)
	if err != nil {
		return nil, err
	}
	reasons, err := r.reasons(t, id)
	if err != nil {
		return nil, err
	}
	events := make([]Event, len(entries))
	for i, e := range entries {
		events[i] = Event{N: e.N, At: clock.FromMicros(e.At), Act: e.Act, Step: e.Step, Account: e.Account,
			Role: e.Role, Unit: e.Unit, From: act.State(e.From), To: act.State(e.To)}
		for _, v := range versions {
			if e.Froze == v.hash {
				events[i].Version = v.n
			}
		}
		for _, why := range reasons {
			if e.Reason != "" && e.Reason == ledger.Salted(why.Salt, why.Words) {
				events[i].Reason, events[i].HeadName = cmp.Or(why.Shown, why.Words), why.Head
			}
		}
	}
	return events, nil
}

// reasons are the words of all acts on an application, those of later rooms included.
func (r *Room) reasons(t *store.Tx, id string) ([]Reason, error) {
	all, err := selectReasons(t, id)
	if err != nil {
		return nil, err
	}
	for _, read := range append([]func(*store.Tx, string) ([]Reason, error){returnReasons}, r.Reasons...) {
		some, err := read(t, id)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// returnReasons are the items of the returns in words, and the reasons of late doors.
func returnReasons(t *store.Tx, id string) ([]Reason, error) {
	returns, err := selectReturns(t, id)
	if err != nil || len(returns) == 0 {
		return nil, err
	}
	a, err := Get(t, id)
	if err != nil {
		return nil, err
	}
	c, err := call.Get(t, a.Cohort)
	all := make([]Reason, len(returns))
	for i, r := range returns {
		lines := make([]string, len(r.Items))
		for j, item := range r.Items {
			lines[j] = ItemName(c.Programme, item.Key) + "：" + item.Reason
		}
		all[i] = Reason{Salt: r.salt, Words: encodeItems(r.Items), Shown: strings.Join(lines, "；")}
	}
	return all, err
}
