package spread

import (
	"strings"
	"testing"

	"shidian/internal/calendar"
)

// The ledger of the money: after its last line nothing else is left than what the sums say.
func TestTheLedgerOfTheMoneyEndsWithWhatIsLeft(t *testing.T) {
	f := agreed().with(1, 6*tenThou).with(1, 7*tenThou).using(SpendingConfirmed, 1, 2*tenThou).using(SpendingReturned, 1, tenThou).using(SpendingReported, 2, tenThou)
	f.Payments[0].ReversedAt, f.Payments[0].Why = sept.Add(9).Start(), "金额填错"
	f.Payments[0].On, f.Payments[1].On = sept.Add(7), sept.Add(9)
	unpaid, unused, said := Fen(0), Fen(0), ""
	var last calendar.Day
	for _, l := range linesOfFunding(f) {
		unpaid, unused = unpaid+l.agreed-l.paid, unused+l.paid-l.use
		said += l.what + " "
		if l.day.Before(last) {
			t.Errorf("%s stands before an earlier day", l.what)
		}
		last = l.day
	}
	if unpaid != f.Total-f.Paid() || unused != f.Paid()-f.Used() {
		t.Errorf("left %s and %s", unpaid, unused)
	}
	if strings.Contains(said, "退回") || !strings.Contains(said, "第1笔冲正") || !strings.Contains(said, "第2笔应拨") {
		t.Errorf("said: %s", said)
	}
}
