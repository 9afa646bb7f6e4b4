package apply

import (
	"testing"
	"time"

	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

func TestFilesOfOneDraftAreBoundedTogether(t *testing.T) {
	half := []Attachment{{Size: filesTotal / 2}, {Size: filesTotal/2 - 10}}
	if overTotal(half, Attachment{Size: 10}) != "" || overTotal(half, Attachment{Size: 11}) == "" {
		t.Error("the bound is not where it is said to be")
	}
}

func TestAnAccountUploadsSoMuchADay(t *testing.T) {
	var u uploads
	now := time.Unix(1_600_000_000, 0)
	u.add("a", uploadsMost-1, now)
	if err := u.full("a", now); err != nil {
		t.Errorf("below the bound: %v", err)
	}
	u.add("a", 1, now.Add(time.Hour))
	if err := u.full("a", now.Add(uploadsSpan-time.Second)); !fault.Is(err, fault.KindTooMany) {
		t.Errorf("at the bound: %v", err)
	}
	if u.full("b", now) != nil || u.full("a", now.Add(uploadsSpan)) != nil {
		t.Error("another account, or the next day, is refused")
	}
	u.add("a", 1, now.Add(uploadsSpan))
	if u.full("a", now.Add(uploadsSpan)) != nil {
		t.Error("the next day begins with yesterday's count")
	}
}

// Both bounds hold at the act: the draft's sum over all its files, the account's whatever the draft.
func TestUploadsAreBounded(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id := w.begun(w.clerk, "county")
		w.must(db.Write(w.ctx, func(t *store.Tx) error {
			return insertAttachment(t, id, Attachment{ID: store.NewID(), Name: "大.png", Hash: "0", Size: filesTotal, Type: "image/png", Order: 1, From: 1})
		}))
		_, err := w.attach(w.clerk, id, "图.png", picture)
		w.refused(err, fault.KindInvalid, "")
		w.room.uploads.add(w.society.Account, uploadsMost, w.room.wall())
		other := w.begun(w.society, "society")
		_, err = w.attach(w.society, other, "图.png", picture)
		w.refused(err, fault.KindTooMany, "")
	})
}
