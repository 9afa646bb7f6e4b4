package accept

import (
	"testing"

	"shidian/internal/fault"
	"shidian/internal/store"
)

// A phone is put right by the unit's clerk or the office, without a new version; the contact is the new one.
func TestCorrect(t *testing.T) {
	each(t, func(w *world) {
		b := w.county()
		w.refused(w.room.Correct(w.ctx, w.society, b.id, map[string]string{"contact_phone": "13700000000"}), fault.KindNotFound, "")
		w.refused(w.room.Correct(w.ctx, b.clerk, b.id, map[string]string{"contact_phone": "号码"}), fault.KindInvalid, "")
		w.must(w.room.Correct(w.ctx, b.clerk, b.id, map[string]string{"contact_phone": "13700000000"}))
		w.must(w.room.Correct(w.ctx, w.handler, b.id, map[string]string{"contact_phone": "13700000000", "contact_email": "lianxi@example.org.cn"}))
		a := w.application(b)
		contacts := get(w, func(t *store.Tx) ([]Contact, error) { return ContactsOf(t, pilot(w.t), a) })
		if a.Version != 1 || len(contacts) != 2 || contacts[1].Phone != "13700000000" || contacts[1].Email != "lianxi@example.org.cn" || contacts[1].Name != "某乙" {
			w.t.Errorf("version %d, %+v", a.Version, contacts)
		}
		sheets := get(w, func(t *store.Tx) ([]Correction, error) { return Corrections(t, b.id) })
		if len(sheets) != 2 || len(sheets[1].Items) != 1 || sheets[0].Items[0] != (Change{"contact_phone", "13900000000", "13700000000"}) {
			w.t.Errorf("%+v", sheets)
		}
		w.holds()
	})
}
