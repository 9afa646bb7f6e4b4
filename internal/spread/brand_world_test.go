package spread

import (
	"fmt"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/decide"
	"shidian/internal/notify"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// brands is the small province whose body decides on the brand programme and on money.
func brands(t *testing.T, n int, test func(*world)) {
	each(t, n, func(w *world) {
		w.decide.Later = map[programme.Matter]decide.Later{programme.MatterBrand: w.room.LaterBrand(), programme.MatterMoney: w.room.LaterMoney()}
		test(w)
	})
}

// decides: the body decides the same of some pilots.
func (w *world) decides(m programme.Matter, o decide.Outcome, pilots ...int) {
	w.T.Helper()
	w.Confirm(w.decide.Record(w.Ctx, w.Handler, w.taken(m, o, pilots...)))
}

func (w *world) branded(i int) Branded {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Branded, error) { return BrandOf(t, w.pilots[i]) })
}

// funding is the newest of a pilot.
func (w *world) funding(i int) Funding {
	w.T.Helper()
	all := w.branded(i).Fundings
	return all[len(all)-1]
}

func (w *world) drawing(i int) Drawing {
	x := drawing()
	x.Pilot = w.pilots[i]
	return x
}

func (w *world) paying(i, n int, amount string) Paying {
	w.T.Helper()
	w.shot++
	return Paying{Pilot: w.pilots[i], Funding: w.funding(i).ID, Instalment: n, Amount: amount, On: "2022-08-01", Voucher: fmt.Sprintf("记-%d", w.shot), Proof: w.pdf("voucher"), Met: true}
}

func (w *world) stating(i int, amount string) Stating {
	x := stating(amount)
	x.Pilot, x.Funding, x.Files = w.pilots[i], w.funding(i).ID, []string{w.pdf("invoice")}
	return x
}

// funded is a pilot with money that a body agreed to.
func (w *world) funded(i int) {
	w.T.Helper()
	w.decides(programme.MatterBrand, decide.Agreed, i)
	_, err := w.room.Draw(w.Ctx, w.Handler, w.drawing(i))
	w.Must(err)
	w.decides(programme.MatterMoney, decide.Agreed, i)
}

func (w *world) brandInbox(who access.Actor) (titles string) {
	w.T.Helper()
	for _, m := range worldtest.Get(w.World, func(t *store.Tx) ([]notify.Message, error) {
		list, _, err := notify.Inbox(t, who.Account, 0, 50)
		return list, err
	}) {
		titles += m.Title + " "
	}
	return titles
}

func (w *world) brandWaits(who access.Actor) (words string) {
	w.T.Helper()
	for _, task := range worldtest.Get(w.World, func(t *store.Tx) ([]run.Task, error) { return waitingBrand(t, who) }) {
		words += task.Title + "：" + task.State + " "
	}
	return strings.TrimSpace(words)
}

func (w *world) brandOffered(m programme.Matter) []decide.Line {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) ([]decide.Line, error) { return w.decide.Offered(t, w.Cohort, m) })
}
