package spread

import (
	"time"

	"shidian/internal/act"
)

// Spending is what a unit states that it used, since it stated something last.
type Spending struct {
	ID         string
	Funding    string
	N          int // from 1
	State      act.State
	Lines      []SpendingLine
	Words      string
	Files      []string // hashes of the proofs
	At         time.Time
	Account    string
	AnsweredAt time.Time
	AnsweredBy string
	Answer     string // what is to be mended
}

// SpendingLine is what was used of one line of the funding.
type SpendingLine struct {
	Line   int
	Amount Fen
	Words  string
}

// Sum is all that was used.
func (s Spending) Sum() (sum Fen) {
	for _, l := range s.Lines {
		sum += l.Amount
	}
	return sum
}

// Counts tells whether what a spending states is held against what was paid.
func (s Spending) Counts() bool {
	return s.State == SpendingReported || s.State == SpendingConfirmed
}

// SpendingObject is the name in the ledger of what a unit stated.
func SpendingObject(id string) string { return "spending/" + id }
