package board

import (
	"strings"
	"testing"

	"shidian/internal/apply"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// An application is named by what its programme calls the form.
func TestAnApplicationIsNamedByTheProgrammesForm(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		p := *worldtest.Pilot(t)
		p.Names = &programme.Names{Form: "推荐表"}
		w := worldtest.NewWith(t, db, nil, &p)
		b := w.Submitted(w.Society)
		s := worldtest.Get(w, func(t *store.Tx) (Subject, error) { return SubjectOf(t, apply.Object(b.ID)) })
		if !strings.HasSuffix(s.Title, "推荐表") || s.URL != "/applications/"+b.ID {
			t.Errorf("%+v", s)
		}
	})
}
