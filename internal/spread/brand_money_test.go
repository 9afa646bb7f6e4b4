package spread

import (
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// What is drawn up goes before the body as it stands: drawn up anew, an earlier decision is not confirmed.
func TestRule_J4_MoneyIsDecidedAsItWasDrawnUp(t *testing.T) {
	brands(t, 2, func(w *world) {
		_, err := w.room.Draw(w.Ctx, w.Handler, w.drawing(0))
		w.Refused(err, fault.KindNotFound, "")
		w.decides(programme.MatterBrand, decide.Agreed, 0)
		if got := w.brandWaits(w.Handler); !strings.HasSuffix(got, "待拟定经费") {
			w.T.Errorf("waits: %q", got)
		}
		spoilt := w.drawing(0)
		spoilt.Total = "9万元"
		_, err = w.room.Draw(w.Ctx, w.Handler, spoilt)
		w.Refused(err, fault.KindInvalid, "")
		_, err = w.room.Draw(w.Ctx, w.bids[0].Clerk, w.drawing(0))
		w.Refused(err, fault.KindForbidden, "")
		first, err := w.room.Draw(w.Ctx, w.Handler, w.drawing(0))
		w.Must(err)
		id, err := w.room.Draw(w.Ctx, w.Handler, w.drawing(0))
		w.Must(err)
		if all := w.branded(0).Fundings; len(all) != 2 || all[0].ID != first || all[0].State != FundingReplaced || all[1].State != FundingDrawn || all[1].N != 2 {
			w.T.Fatalf("drawn up: %+v", all)
		}
		lines := w.brandOffered(programme.MatterMoney)
		if len(lines) != 1 || lines[0].Basis != id || !strings.Contains(lines[0].Notes, "总额 100,000元。用途：培训 60,000元，印刷 40,000元。拨付：第1笔 70,000元，2022年9月30日前，第2笔 30,000元，2023年3月31日前（第一笔使用情况已确认）。") {
			w.T.Fatalf("offered: %+v", lines)
		}
		proposal, err := w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterMoney, decide.Struck, 0))
		w.Must(err)
		if got := w.brandWaits(w.Handler); strings.Contains(got, "经费待研究") {
			w.T.Errorf("waits while the approver has it: %q", got)
		}
		_, err = w.room.Draw(w.Ctx, w.Handler, w.drawing(0))
		w.Refused(err, fault.KindConflict, "J4")
		w.Refused(w.room.DropFunding(w.Ctx, w.Handler, w.pilots[0], id, "改"), fault.KindConflict, "J4")
		w.Confirm(proposal, nil)
		if f := w.funding(0); f.State != FundingStruck || f.Answer != "理由" || strings.Contains(w.brandInbox(w.bids[0].Clerk), "经费支持") {
			w.T.Errorf("struck: %+v", f)
		}
		id, err = w.room.Draw(w.Ctx, w.Handler, w.drawing(0))
		w.Must(err)
		w.Refused(w.room.Pay(w.Ctx, w.Handler, w.paying(0, 1, "7万元")), fault.KindConflict, "J4")
		w.Refused(w.room.DropFunding(w.Ctx, w.Handler, w.pilots[0], id, ""), fault.KindInvalid, "")
		w.Must(w.room.DropFunding(w.Ctx, w.Handler, w.pilots[0], id, "改期"))
		w.Refused(w.room.DropFunding(w.Ctx, w.Handler, w.pilots[0], id, "改期"), fault.KindConflict, "J4")
		_, err = w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterMoney, decide.Agreed, 0))
		w.Refused(err, fault.KindConflict, "J4")
		_, err = w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterMoney, decide.Agreed, 1))
		w.Refused(err, fault.KindConflict, "J4")
		id, err = w.room.Draw(w.Ctx, w.Handler, w.drawing(0))
		w.Must(err)
		w.decides(programme.MatterMoney, decide.Agreed, 0)
		f := w.funding(0)
		if f.ID != id || f.State != FundingAgreed || f.Decision == "" || f.DecidedOn.String() != "2022-08-01" || f.Total != 10*tenThou || len(f.Lines) != 2 || len(f.Instalments) != 2 ||
			!strings.Contains(w.brandInbox(w.bids[0].Clerk), "经费支持") {
			w.T.Errorf("agreed: %+v", f)
		}
		w.Must(func() error { _, err := w.room.Draw(w.Ctx, w.Handler, w.drawing(0)); return err }())
		w.verify()
	})
}

// The parts are paid in their order; a mistaken one is reversed, with what is right in its place, and stays to be read.
func TestRule_J4_PaymentsAreRegisteredInOrder(t *testing.T) {
	brands(t, 1, func(w *world) {
		w.funded(0)
		w.Refused(w.room.Pay(w.Ctx, w.bids[0].Clerk, w.paying(0, 1, "7万元")), fault.KindForbidden, "")
		finance := access.Actor{Account: "f", Unit: "f", Roles: []access.Role{access.Finance}}
		w.Refused(w.room.Pay(w.Ctx, finance, w.paying(0, 1, "7万元")), fault.KindForbidden, "")
		w.Refused(w.room.Pay(w.Ctx, w.Handler, w.paying(0, 2, "3万元")), fault.KindConflict, "J4")
		w.Refused(w.room.Pay(w.Ctx, w.Handler, w.paying(0, 1, "8万元")), fault.KindInvalid, "")
		lost := w.paying(0, 1, "7万元")
		lost.Proof = strings.Repeat("0", 64)
		w.Refused(w.room.Pay(w.Ctx, w.Handler, lost), fault.KindInvalid, "")
		stray := w.paying(0, 1, "7万元")
		stray.Funding = "none"
		w.Refused(w.room.Pay(w.Ctx, w.Handler, stray), fault.KindNotFound, "")
		one := w.paying(0, 1, "6万元")
		w.Must(w.room.Pay(w.Ctx, w.Handler, one))
		rest := w.paying(0, 1, "1万元")
		rest.Voucher = one.Voucher
		w.Refused(w.room.Pay(w.Ctx, w.Handler, rest), fault.KindInvalid, "")
		w.Must(w.room.Pay(w.Ctx, w.Handler, w.paying(0, 1, "1万元")))
		w.Refused(w.room.Pay(w.Ctx, w.Handler, w.paying(0, 1, "1万元")), fault.KindConflict, "J4")
		w.Must(w.room.Pay(w.Ctx, w.Handler, w.paying(0, 2, "3万元")))
		if !strings.Contains(w.brandInbox(w.bids[0].Clerk), "经费已拨付") {
			w.T.Error("the unit is not told")
		}
		first := w.funding(0).Payments[0]
		x := Reversing{Payment: first.ID, Why: "凭证号填错", Paying: w.paying(0, 1, "6万元")}
		w.Refused(w.room.Reverse(w.Ctx, w.Handler, x), fault.KindConflict, "J4")
		x.Again = true
		x.Voucher = first.Voucher // the number was right, the day was not
		x.Why = " "
		w.Refused(w.room.Reverse(w.Ctx, w.Handler, x), fault.KindInvalid, "")
		x.Why = "日期填错"
		w.Refused(w.room.Reverse(w.Ctx, w.bids[0].Clerk, x), fault.KindForbidden, "")
		w.Must(w.room.Reverse(w.Ctx, w.Handler, x))
		f := w.funding(0)
		if f.Paid() != 10*tenThou || len(f.Payments) != 4 || f.Payments[0].Stands() || f.Payments[0].Why != "日期填错" || f.Payments[0].Instead != f.Payments[3].ID {
			w.T.Errorf("reversed: %+v", f.Payments)
		}
		w.Refused(w.room.Reverse(w.Ctx, w.Handler, x), fault.KindConflict, "J4")
		x.Payment, x.Again = "none", false
		w.Refused(w.room.Reverse(w.Ctx, w.Handler, x), fault.KindNotFound, "")
		last := Reversing{Payment: f.Payments[2].ID, Why: "付款被退回", Paying: Paying{Pilot: w.pilots[0], Funding: f.ID}}
		w.Must(w.room.Reverse(w.Ctx, w.Handler, last))
		if f := w.funding(0); f.Paid() != 7*tenThou || f.Payments[2].Instead != "" {
			w.T.Errorf("reversed: %s", f.Paid())
		}
		hashes := worldtest.Get(w.World, func(t *store.Tx) ([]string, error) { return Blobs(t) })
		if len(hashes) != 1 || hashes[0] != first.Proof {
			w.T.Errorf("files: %v", hashes)
		}
		w.verify()
	})
}

// The unit states what it used, stated again the newest stands; the office confirms it, or asks again.
func TestRule_J4_TheUnitStatesWhatItUsed(t *testing.T) {
	brands(t, 2, func(w *world) {
		w.funded(0)
		clerk := w.bids[0].Clerk
		w.Refused(w.room.StateUse(w.Ctx, clerk, w.stating(0, "1万元")), fault.KindConflict, "J4")
		w.Must(w.room.Pay(w.Ctx, w.Handler, w.paying(0, 1, "7万元")))
		if got := w.brandWaits(clerk); !strings.HasSuffix(got, "经费使用情况待报送") {
			w.T.Errorf("waits: %q", got)
		}
		w.Refused(w.room.StateUse(w.Ctx, clerk, w.stating(0, "7万元")), fault.KindInvalid, "")
		w.Refused(w.room.StateUse(w.Ctx, w.bids[1].Clerk, w.stating(0, "6万元")), fault.KindNotFound, "")
		w.Refused(w.room.StateUse(w.Ctx, w.Handler, w.stating(0, "6万元")), fault.KindForbidden, "")
		w.Must(w.room.StateUse(w.Ctx, clerk, w.stating(0, "5万元")))
		w.Must(w.room.StateUse(w.Ctx, clerk, w.stating(0, "6万元")))
		f := w.funding(0)
		if f.Used() != 6*tenThou || f.Spendings[0].State != SpendingReplaced || f.Spendings[1].N != 2 || len(f.Spendings[1].Lines) != 1 {
			w.T.Fatalf("stated: %+v", f.Spendings)
		}
		if got := w.brandWaits(w.Handler); !strings.Contains(got, "经费使用情况待确认") {
			w.T.Errorf("waits: %q", got)
		}
		settle := func(who access.Actor, id string, to act.State, words string) error {
			return w.room.Settle(w.Ctx, who, Settling{Pilot: w.pilots[0], Spending: id, To: to, Words: words})
		}
		paid := Reversing{Payment: f.Payments[0].ID, Why: "付款被退回", Paying: Paying{Pilot: w.pilots[0], Funding: f.ID}}
		w.Refused(w.room.Reverse(w.Ctx, w.Handler, paid), fault.KindConflict, "J4")
		w.Refused(settle(w.Handler, f.Spendings[0].ID, SpendingConfirmed, ""), fault.KindConflict, "J4")
		w.Refused(settle(w.Handler, "none", SpendingConfirmed, ""), fault.KindNotFound, "")
		w.Refused(settle(clerk, f.Spendings[1].ID, SpendingConfirmed, ""), fault.KindForbidden, "")
		w.Refused(settle(w.Handler, f.Spendings[1].ID, SpendingReturned, ""), fault.KindInvalid, "")
		w.Must(settle(w.Handler, f.Spendings[1].ID, SpendingReturned, "缺发票"))
		if got := w.brandWaits(clerk); !strings.HasSuffix(got, "退回补正") || !strings.Contains(w.brandInbox(clerk), "退回补正") || w.funding(0).Used() != 0 {
			w.T.Errorf("waits: %q", got)
		}
		w.Must(w.room.StateUse(w.Ctx, clerk, w.stating(0, "6万元")))
		w.Must(settle(w.Handler, w.funding(0).Spendings[2].ID, SpendingConfirmed, ""))
		f = w.funding(0)
		if f.Confirmed() != 6*tenThou || !strings.Contains(w.brandInbox(clerk), "已确认") {
			w.T.Errorf("confirmed: %s", f.Confirmed())
		}
		s := SumsOf(w.branded(0))
		if s != (Sums{Agreed: 10 * tenThou, Paid: 7 * tenThou, Used: 6 * tenThou, Confirmed: 6 * tenThou}) {
			w.T.Errorf("sums: %+v", s)
		}
		w.verify()
	})
}

// What is typed is kept while it can be handed in, by whom it is for, and not from a page that had shown less.
func TestWhatIsTypedOfTheMoneyIsKept(t *testing.T) {
	brands(t, 1, func(w *world) {
		keep := func(who access.Actor, what, upon string) error {
			_, kept, err := w.room.KeepBrandDraft(w.Ctx, who, w.pilots[0], what, `{"total":["5"]}`, w.DB.Clock.Now(), upon)
			if err == nil && !kept {
				w.T.Error("not kept")
			}
			return err
		}
		clerk := w.bids[0].Clerk
		w.Refused(keep(w.Handler, DraftFunding, "0"), fault.KindNotFound, "")
		w.decides(programme.MatterBrand, decide.Agreed, 0)
		w.Refused(keep(clerk, DraftFunding, "0"), fault.KindForbidden, "R5")
		w.Must(keep(w.Handler, DraftFunding, "0"))
		_, err := w.room.Draw(w.Ctx, w.Handler, w.drawing(0))
		w.Must(err)
		if worldtest.Get(w.World, func(t *store.Tx) (has bool, err error) {
			_, has, err = run.DraftOf(t, w.pilots[0], DraftFunding)
			return has, err
		}) {
			w.T.Error("the draft outlives the act")
		}
		w.Refused(keep(w.Handler, DraftFunding, "0"), fault.KindConflict, "J4")
		old := w.drawing(0)
		old.Upon = "0"
		_, err = w.room.Draw(w.Ctx, w.Handler, old)
		w.Refused(err, fault.KindConflict, "J4")
		w.Refused(keep(clerk, DraftSpending(1), ""), fault.KindConflict, "J4")
		w.decides(programme.MatterMoney, decide.Agreed, 0)
		w.Must(w.room.Pay(w.Ctx, w.Handler, w.paying(0, 1, "7万元")))
		w.Refused(keep(clerk, DraftSpending(2), ""), fault.KindNotFound, "")
		w.Refused(keep(clerk, "another", ""), fault.KindNotFound, "")
		upon := UponSpending(w.funding(0))
		w.Refused(keep(clerk, "1", upon), fault.KindNotFound, "")
		w.Must(keep(clerk, DraftSpending(1), upon))
		w.Must(w.room.StateUse(w.Ctx, clerk, w.stating(0, "1万元")))
		w.Refused(keep(clerk, DraftSpending(1), upon), fault.KindConflict, "J4")
		x := w.stating(0, "2万元")
		x.Upon = upon
		w.Refused(w.room.StateUse(w.Ctx, clerk, x), fault.KindConflict, "J4")
	})
}
