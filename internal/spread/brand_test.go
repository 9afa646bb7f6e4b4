package spread

import (
	"slices"
	"strings"
	"testing"

	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// Who was judged 优秀 and told may be taken in, by a decision; who was struck is offered again.
func TestRule_J4_TheBrandProgrammeIsEnteredByADecision(t *testing.T) {
	brands(t, 3, func(w *world) {
		w.regrade(2, "良好")
		w.shows(0, body("三长制"))
		if got := w.brandWaits(w.Handler); got != "2个单位可以纳入品牌培育：待研究" {
			w.T.Errorf("waits: %q", got)
		}
		if lines := w.brandOffered(programme.MatterBrand); len(lines) != 2 || lines[0].Score != "90" || lines[0].Place != 1 || lines[1].Place != 1 ||
			!strings.Contains(lines[0].Notes+lines[1].Notes, "终期等级：优秀；公开的典型案例1个；经核实的推广应用0次") {
			w.T.Fatalf("offered: %+v", lines)
		}
		_, err := w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterBrand, decide.Agreed, 2))
		w.Refused(err, fault.KindConflict, "J4")
		_, err = w.decide.Record(w.Ctx, w.City, w.taken(programme.MatterBrand, decide.Agreed, 0))
		w.Refused(err, fault.KindForbidden, "")
		proposal, err := w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterBrand, decide.Agreed, 0))
		w.Must(err)
		w.regrade(0, "良好")
		_, err = w.Door.Confirm(w.Ctx, w.Approver, proposal)
		w.Refused(err, fault.KindConflict, "J4")
		w.regrade(0, "优秀")
		w.Confirm(proposal, nil)
		w.decides(programme.MatterBrand, decide.Struck, 1)
		if b := w.branded(0); b.Decision == "" || b.Look != 1 || b.At.IsZero() || !strings.Contains(w.brandInbox(w.bids[0].Clerk), "纳入省科协改革品牌培育工程") {
			w.T.Errorf("taken in: %+v", b)
		}
		if strings.Contains(w.brandInbox(w.bids[1].Clerk), "品牌") {
			w.T.Error("who was struck is told nothing")
		}
		if lines := w.brandOffered(programme.MatterBrand); len(lines) != 1 || lines[0].Application != w.bids[1].ID {
			w.T.Errorf("offered again: %+v", lines)
		}
		_, err = w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterBrand, decide.Agreed, 0))
		w.Refused(err, fault.KindConflict, "J4")
		public := worldtest.Get(w.World, func(t *store.Tx) ([]PublicBranded, error) { return PublicBrand(t) })
		if len(public) != 1 || public[0].UnitName != w.branded(0).Application.UnitName || public[0].Contents[0] != 6 || public[0].Cohort.ID != w.Cohort {
			w.T.Errorf("public: %+v", public)
		}
		w.Refused(w.DB.Read(w.Ctx, func(t *store.Tx) error { _, err := BrandOf(t, w.pilots[1]); return err }), fault.KindNotFound, "")
		w.verify()
		if got := w.brandWaits(w.Handler); strings.Contains(got, "可以纳入") {
			w.T.Errorf("whoever the body did not take in waits no more: %q", got)
		}
		w.set(1, nil, `INSERT INTO decision (id, cohort, matter, body, state, session, on_date, excerpt, passed_over, listed_at, decided_at, account, salt)
			VALUES ('later', '`+w.Cohort+`', '终期等级', '', 'decided', '', '', '', '', 0, 9000000000000000, '', 's')`, `UPDATE evaluation SET decision = 'later' WHERE pilot = '$pilot'`)
		if got := w.brandWaits(w.Handler); !strings.Contains(got, "1个单位可以纳入品牌培育：待研究") {
			w.T.Errorf("one that was graded later: %q", got)
		}
	})
}

// The body reads how often others use a pilot's public cases: what the office confirmed, not what is only stated or was withdrawn.
func TestTheBodyReadsHowOftenOthersUseTheCases(t *testing.T) {
	brands(t, 3, func(w *world) {
		one, two := w.shows(0, body("三长制")), w.shows(0, body("清单制"))
		says := func(want string) {
			w.T.Helper()
			lines := w.brandOffered(programme.MatterBrand)
			at := slices.IndexFunc(lines, func(l decide.Line) bool { return l.Application == w.bids[0].ID })
			if at < 0 || !strings.HasSuffix(lines[at].Notes, want) {
				w.T.Errorf("want %q: %+v", want, lines)
			}
		}
		first, second := w.adopted(w.bids[1].Clerk, uses(one)), w.adopted(w.bids[2].Clerk, uses(two))
		says("公开的典型案例2个；经核实的推广应用0次")
		w.Must(w.room.CheckAdoption(w.Ctx, w.Handler, first, true, ""))
		w.Must(w.room.CheckAdoption(w.Ctx, w.Handler, second, true, ""))
		says("经核实的推广应用2次")
		w.Must(w.room.WithdrawAdoption(w.Ctx, w.bids[2].Clerk, second, "不再采用"))
		says("经核实的推广应用1次")
	})
}

// While the letters with the grades wait, nobody is offered: a page that is open in the office would tell it.
func TestRule_J4_NobodyIsTakenInBeforeTheGradesAreTold(t *testing.T) {
	brands(t, 1, func(w *world) {
		w.set(0, nil, `INSERT INTO outbox_letter (id, cohort, unit, roles, kind, title, body, link, cause, state, held_at, done_at, sent, reason, salt)
			VALUES ('l', '`+w.Cohort+`', '`+w.bids[0].Clerk.Unit+`', '', 'result', '', '', '', '终期等级', 'held', 1, 0, '', '', 's')`)
		if told := worldtest.Get(w.World, func(t *store.Tx) (bool, error) { return evaluate.GradesTold(t, w.Cohort) }); told {
			w.T.Fatal("the letter does not wait")
		}
		if len(w.brandOffered(programme.MatterBrand)) != 0 || w.brandWaits(w.Handler) != "" {
			w.T.Error("offered before the grades are told")
		}
		_, err := w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterBrand, decide.Agreed, 0))
		w.Refused(err, fault.KindConflict, "J4")
	})
}

// What is broken by hand is named: a grade that opens nothing, a decision that was about another matter.
func TestRule_J4_WhoIsInWithoutHavingEarnedItIsNamed(t *testing.T) {
	brands(t, 1, func(w *world) {
		unearned := func() []string {
			return worldtest.Get(w.World, func(t *store.Tx) ([]string, error) { return BrandUnearned(t) })
		}
		w.funded(0)
		if got := unearned(); len(got) != 0 {
			w.T.Errorf("earned: %v", got)
		}
		w.regrade(0, "良好")
		if got := unearned(); len(got) != 1 {
			w.T.Errorf("a lower grade: %v", got)
		}
		w.regrade(0, "优秀")
		w.set(0, [][2]string{{"spread_brand", "$pilot"}}, `UPDATE spread_brand SET decision = (SELECT id FROM decision WHERE matter = '经费') WHERE pilot = '$pilot'`)
		if got := unearned(); len(got) != 1 {
			w.T.Errorf("another matter: %v", got)
		}
	})
}
