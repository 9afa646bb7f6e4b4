package spread

import (
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
)

// uses is a statement that nothing is wrong with.
func uses(of string) Adopting {
	return Adopting{Case: of, Since: "2022-07-01", How: "采用了制度文本。", Outcome: "建立制度两项。", Count: "300", Counted: "人次", Proof: "印发的文件"}
}

// adopted states a use and gives its id.
func (w *world) adopted(actor access.Actor, x Adopting) string {
	w.T.Helper()
	id, err := w.room.Adopt(w.Ctx, actor, x)
	w.Must(err)
	return id
}

func (w *world) adoption(actor access.Actor, id string) AdoptionLine {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (AdoptionLine, error) { return AdoptionByID(t, actor, id) })
}

func (w *world) uses(of string) []Use {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) ([]Use, error) { return UsesOf(t, of) })
}

// inbox counts the messages of a title that an account has.
func (w *world) inbox(a access.Actor, title string) (n int) {
	w.T.Helper()
	w.Must(w.DB.Read(w.Ctx, func(t *store.Tx) error {
		return t.QueryRow("SELECT COUNT(*) FROM message WHERE account = $1 AND title LIKE $2", a.Account, "%"+title+"%").Scan(&n)
	}))
	return n
}

func TestAUseIsStatedCheckedAndShown(t *testing.T) {
	each(t, 2, func(w *world) {
		id := w.shows(0, body("三长制"))
		owner, other := w.bids[0].Clerk, w.bids[1].Clerk
		x := uses(id)
		x.Files = []string{w.pdf("proof")}
		stated := w.adopted(other, x)
		l := w.adoption(other, stated)
		if l.State != AdoptionStated || l.Title != "三长制" || l.Count != 300 || l.UnitName == "" || len(l.Files) != 1 || l.Since.String() != "2022-07-01" {
			w.T.Fatalf("stated %+v", l)
		}
		if len(w.uses(id)) != 0 {
			w.T.Error("shown before it was checked")
		}
		if w.inbox(w.Handler, "待核实") != 1 {
			w.T.Error("the office was not told")
		}
		tasks := worldtest.Get(w.World, func(t *store.Tx) ([]run.Task, error) { return waitingAdoptions(t, w.Handler) })
		if len(tasks) != 1 || tasks[0].URL != AdoptionLink(stated) {
			w.T.Errorf("waiting: %+v", tasks)
		}
		w.Must(w.room.CheckAdoption(w.Ctx, w.Handler, stated, true, ""))
		if shown := w.uses(id); len(shown) != 1 || shown[0].UnitName != l.UnitName {
			w.T.Errorf("shown: %+v", shown)
		}
		if w.inbox(other, "已核实") != 1 || w.inbox(owner, "得到推广应用") != 1 {
			w.T.Error("the units were not told")
		}
		if tasks = worldtest.Get(w.World, func(t *store.Tx) ([]run.Task, error) { return waitingAdoptions(t, w.Handler) }); len(tasks) != 0 {
			w.T.Errorf("still waiting: %+v", tasks)
		}
		w.Refused(w.room.CheckAdoption(w.Ctx, w.Handler, stated, true, ""), fault.KindConflict, "J5")
		w.Must(w.room.WithdrawAdoption(w.Ctx, other, stated, "机构改革后不再采用"))
		if len(w.uses(id)) != 0 || w.adoption(other, stated).Reason == "" || w.inbox(owner, "已撤回") != 1 {
			w.T.Error("not withdrawn, or nobody was told")
		}
		w.adopted(other, uses(id))
		hashes := worldtest.Get(w.World, func(t *store.Tx) ([]string, error) { return adoptionBlobs(t) })
		if len(hashes) != 1 || hashes[0] != x.Files[0] {
			w.T.Errorf("files: %v", hashes)
		}
		w.verify()
	})
}

func TestAUseIsRefusedWhereNoneCanBe(t *testing.T) {
	each(t, 2, func(w *world) {
		id := w.shows(0, body("三长制"))
		owner, other := w.bids[0].Clerk, w.bids[1].Clerk
		adopt := func(a access.Actor, x Adopting) error { _, err := w.room.Adopt(w.Ctx, a, x); return err }
		w.Refused(adopt(owner, uses(id)), fault.KindForbidden, "J5")
		w.Refused(adopt(other, uses("none")), fault.KindNotFound, "")
		w.Refused(adopt(w.Handler, uses(id)), fault.KindForbidden, "")
		empty := uses(id)
		empty.How = ""
		w.Refused(adopt(other, empty), fault.KindInvalid, "")
		foreign := uses(id)
		foreign.Files = []string{"00"}
		w.Refused(adopt(other, foreign), fault.KindInvalid, "")
		stated := w.adopted(other, uses(id))
		w.Refused(adopt(other, uses(id)), fault.KindConflict, "J5")
		w.Refused(w.room.CheckAdoption(w.Ctx, w.Handler, stated, false, " "), fault.KindInvalid, "")
		w.Refused(w.room.CheckAdoption(w.Ctx, other, stated, true, ""), fault.KindForbidden, "")
		w.Refused(w.room.WithdrawAdoption(w.Ctx, owner, stated, "x"), fault.KindForbidden, "J5")
		w.Refused(w.room.WithdrawAdoption(w.Ctx, other, stated, ""), fault.KindInvalid, "")
		w.Must(w.room.CheckAdoption(w.Ctx, w.Handler, stated, false, "没有佐证"))
		if l := w.adoption(other, stated); l.State != AdoptionRefused || l.Reason != "没有佐证" || w.inbox(other, "未予核实") != 1 {
			w.T.Errorf("refused: %+v", l)
		}
		w.Refused(w.room.WithdrawAdoption(w.Ctx, other, stated, "x"), fault.KindConflict, "J5")
		again := w.adopted(other, uses(id))
		w.hidden(id)
		w.Refused(w.room.CheckAdoption(w.Ctx, w.Handler, again, true, ""), fault.KindConflict, "J5")
		w.Must(w.room.WithdrawAdoption(w.Ctx, other, again, "案例已撤下"))
		w.Refused(adopt(other, uses(id)), fault.KindNotFound, "")
		w.verify()
	})
}

// Who is told why a use was not confirmed mends what was stated, and has it among what waits until it is stated anew.
func TestAUseThatWasRefusedIsStatedAnew(t *testing.T) {
	each(t, 2, func(w *world) {
		id := w.shows(0, body("三长制"))
		owner, other := w.bids[0].Clerk, w.bids[1].Clerk
		waits := func(a access.Actor) []run.Task {
			return worldtest.Get(w.World, func(t *store.Tx) ([]run.Task, error) { return waitingAdoptions(t, a) })
		}
		refused := func() Adoption {
			return worldtest.Get(w.World, func(t *store.Tx) (Adoption, error) { return RefusedAdoption(t, id, other) })
		}
		stated := w.adopted(other, uses(id))
		if len(waits(other)) != 0 || refused().ID != "" {
			w.T.Error("to be mended before it was refused")
		}
		w.Must(w.room.CheckAdoption(w.Ctx, w.Handler, stated, false, "没有佐证"))
		if got := waits(other); len(got) != 1 || got[0].URL != "/cases/"+id+"/adopt" || got[0].State != "未予核实" {
			w.T.Errorf("waits: %+v", got)
		}
		if a := refused(); a.ID != stated || a.Reason != "没有佐证" || a.How != uses(id).How {
			w.T.Errorf("refused: %+v", a)
		}
		if len(waits(owner)) != 0 {
			w.T.Error("the case's own unit is asked")
		}
		w.hidden(id)
		if len(waits(other)) != 0 {
			w.T.Error("asked about a case that is not public")
		}
		w.shown(id)
		w.At("2022-08-01 10:00")
		w.adopted(other, uses(id))
		if len(waits(other)) != 0 || refused().ID != "" {
			w.T.Error("to be mended after it was stated anew")
		}
	})
}

// shown makes public again what hidden took down.
func (w *world) shown(id string) {
	w.T.Helper()
	_, err := w.Door.Do(w.Ctx, w.Handler, rowSet, Object(id), func(t *act.Tx) error {
		c, err := Get(t.Tx, id)
		if err != nil {
			return err
		}
		c.State, c.Shown = Published, 1
		return updateCase(t, c)
	})
	w.Must(err)
}

// hidden takes a public case down, without the act that does so.
func (w *world) hidden(id string) {
	w.T.Helper()
	_, err := w.Door.Do(w.Ctx, w.Handler, rowSet, Object(id), func(t *act.Tx) error {
		c, err := Get(t.Tx, id)
		if err != nil {
			return err
		}
		c.State, c.Shown = TakenDown, 0
		return updateCase(t, c)
	})
	w.Must(err)
}

// A city's recommender states for the city's own association, a society for itself; nobody outside reads their proof.
func TestWhoStatesAUseAndWhoReadsIt(t *testing.T) {
	each(t, 2, func(w *world) {
		id := w.shows(0, body("三长制"))
		society := w.Issue(w.Add(unit.Society, "", "省乙学会", ""), "yi-society", access.Clerk)
		byCity, bySociety := w.adopted(w.Other, uses(id)), w.adopted(society, uses(id))
		read := func(a access.Actor, id string) error {
			return w.DB.Read(w.Ctx, func(t *store.Tx) error { _, err := AdoptionByID(t, a, id); return err })
		}
		for _, one := range []access.Actor{society, w.Handler, w.Approver, w.Supervisor(), w.bids[0].Clerk} {
			w.Must(read(one, bySociety))
		}
		for _, one := range []access.Actor{w.bids[1].Clerk, {}, {Account: "x", Roles: []access.Role{access.Finance}}} {
			w.Refused(read(one, bySociety), fault.KindNotFound, "")
		}
		lists := func(a access.Actor) []AdoptionLine {
			return worldtest.Get(w.World, func(t *store.Tx) ([]AdoptionLine, error) { return Adoptions(t, a) })
		}
		if all := lists(w.Handler); len(all) != 2 {
			w.T.Errorf("the office has %d", len(all))
		}
		if own := lists(society); len(own) != 1 || own[0].ID != bySociety {
			w.T.Errorf("the society has %+v", own)
		}
		if own := lists(w.Other); len(own) != 1 || own[0].ID != byCity {
			w.T.Errorf("the city has %+v", own)
		}
		if about := lists(w.bids[0].Clerk); len(about) != 2 {
			w.T.Errorf("the case's unit has %d", len(about))
		}
		w.Must(w.room.CheckAdoption(w.Ctx, w.Handler, byCity, true, ""))
		if _, has, err := read2(w, id, w.Other); err != nil || !has {
			w.T.Error("the city's own is not found")
		}
		if by := lists(w.Handler); by[0].ID != bySociety {
			w.T.Error("what waits does not stand first")
		}
		w.verify()
	})
}

func read2(w *world, of string, a access.Actor) (x Adoption, has bool, err error) {
	err = w.DB.Read(w.Ctx, func(t *store.Tx) (err error) { x, has, err = AdoptionBy(t, of, a); return err })
	return x, has, err
}

// Who uses a case of another reads its title as everybody once did: never one of a version that is not public yet.
func TestRule_J5_WhoUsesACaseReadsNoTitleThatWasNeverPublic(t *testing.T) {
	each(t, 2, func(w *world) {
		id := w.published(0, body("三长制"))
		w.At("2022-08-01 10:00")
		stated := w.adopted(w.bids[1].Clerk, uses(id))
		title := func(want string) {
			t.Helper()
			if got := w.adoption(w.bids[1].Clerk, stated).Title; got != want {
				t.Errorf("the title is %q, want %q", got, want)
			}
		}
		title("三长制")
		w.Must(w.room.TakeDown(w.Ctx, w.Handler, id, "有误"))
		w.At("2022-08-01 11:00")
		w.again(0, id, body("没有公开的标题"))
		title("三长制")
		w.Must(w.room.CheckAdoption(w.Ctx, w.Handler, stated, false, "案例已撤下"))
		if told := w.told(w.bids[1].Clerk); told.Text != "“三长制”的推广应用未予核实：案例已撤下。可以补正后重新填报。" {
			t.Errorf("told: %q", told.Text)
		}
		w.Must(w.room.Check(w.Ctx, w.Handler, Checking{Case: id, N: 2}))
		title("三长制")
		w.Confirm(w.room.Publish(w.Ctx, w.Handler, Publication{id, 2}))
		title("没有公开的标题")
		w.At("2022-08-01 12:00")
		w.again(0, id, body("第三个标题"))
		title("没有公开的标题")
		w.verify()
	})
}
