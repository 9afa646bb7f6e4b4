package board

import (
	"encoding/json"
	"strings"
	"testing"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/programme"
	"shidian/internal/review"
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
		s := worldtest.Get(w, func(t *store.Tx) (Subject, error) { return SubjectOf(t, act.Proposal{Object: apply.Object(b.ID)}) })
		if !strings.HasSuffix(s.Title, "推荐表") || s.URL != "/applications/"+b.ID {
			t.Errorf("%+v", s)
		}
	})
}

// What belongs to a cohort is named by it, before it is there too; a panel has a name of its own.
func TestAThingOfACohortIsNamedByIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHall(t, db)
		h.Accepted()
		h.panel = h.form()
		title := worldtest.Get(h.World, func(t *store.Tx) (string, error) {
			c, err := call.Get(t, h.Cohort)
			return c.Title(), err
		})
		params, err := json.Marshal(map[string]string{"cohort": h.Cohort})
		h.Must(err)
		for _, c := range []struct {
			p    act.Proposal
			want Subject
		}{
			{act.Proposal{Object: "release/new", Params: params}, Subject{title + "发布", "/publish?cohort=" + h.Cohort}},
			{act.Proposal{Object: "decision/new", Params: params}, Subject{title + "研究决定", "/decide?cohort=" + h.Cohort}},
			{act.Proposal{Object: review.Object(h.panel)}, Subject{"第一评审组", "/panels/" + h.panel}},
		} {
			if got := worldtest.Get(h.World, func(t *store.Tx) (Subject, error) { return SubjectOf(t, c.p) }); got != c.want {
				t.Errorf("%s: %+v, want %+v", c.p.Object, got, c.want)
			}
		}
	})
}
