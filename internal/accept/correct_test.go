package accept

import (
	"testing"

	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// A phone is put right by the unit's clerk or the office, without a new version; the contact is the new one.
func TestCorrect(t *testing.T) {
	each(t, func(w *world) {
		b := w.County()
		w.Refused(w.room.Correct(w.Ctx, w.Society, b.ID, map[string]string{"contact_phone": "13700000000"}), fault.KindNotFound, "")
		w.Refused(w.room.Correct(w.Ctx, b.Clerk, b.ID, map[string]string{"contact_phone": "号码"}), fault.KindInvalid, "")
		w.Must(w.room.Correct(w.Ctx, b.Clerk, b.ID, map[string]string{"contact_phone": "13700000000"}))
		w.Must(w.room.Correct(w.Ctx, w.Handler, b.ID, map[string]string{"contact_phone": "13700000000", "contact_email": "lianxi@example.org.cn"}))
		a := w.application(b)
		contacts := worldtest.Get(w.World, func(t *store.Tx) ([]Contact, error) { return ContactsOf(t, worldtest.Pilot(w.T), a) })
		if a.Version != 1 || len(contacts) != 2 || contacts[1].Phone != "13700000000" || contacts[1].Email != "lianxi@example.org.cn" || contacts[1].Name != "某乙" {
			w.T.Errorf("version %d, %+v", a.Version, contacts)
		}
		sheets := worldtest.Get(w.World, func(t *store.Tx) ([]Correction, error) { return Corrections(t, b.ID) })
		if len(sheets) != 2 || len(sheets[1].Items) != 1 || sheets[0].Items[0] != (Change{"contact_phone", "13900000000", "13700000000"}) {
			w.T.Errorf("%+v", sheets)
		}
		w.holds()
	})
}
