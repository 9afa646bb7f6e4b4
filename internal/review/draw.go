package review

import (
	"time"

	"shidian/internal/fault"
	"shidian/internal/store"
)

// Draw is one draw of a panel's experts, from the frozen pool to the order.
type Draw struct {
	Panel     string
	N         int    // from 1; a redraw appends
	Reason    string // why it was drawn again, "" for the first
	Dropped   string // why it was given up before the last number, "" else
	Pool      string // the text that was frozen, see docs/draw.md
	PoolHash  string // its SHA-256 in hex
	Seed      string // "" until the last witness's number is in
	File      string // the published draw.json, "" until then
	BegunAt   time.Time
	DrawnAt   time.Time // zero until then
	Witnesses []Witness // in their order
}

// Done tells whether all numbers are in and the order stands.
func (d Draw) Done() bool { return d.Seed != "" }

// Waits tells whether a number is missing and still awaited.
func (d Draw) Waits() bool { return !d.Done() && d.Dropped == "" }

// Witness is somebody before whom is drawn. Number is what he entered; it is read only once all are in.
type Witness struct {
	N       int // his place in the order, from 1
	Account string
	Body    string // the name of the unit that he witnesses for: published
	Number  string // decimal digits, "" until entered, and while another is missing
	Entered bool
	At      time.Time
}

// Code is the published code of an expert in a draw, with the salt that only insiders hold.
type Code struct {
	Expert Expert
	Code   string // see CodeOf
	Salt   string
}

// Draws reads a panel's draws, the first first. Of a draw that is not done no number is given.
func Draws(t *store.Tx, panel string) ([]Draw, error) {
	draws, err := selectDraws(t, panel)
	if err != nil {
		return nil, err
	}
	for i, d := range draws {
		if draws[i].Witnesses, err = selectWitnesses(t, panel, d.N); err != nil {
			return nil, err
		}
		if !d.Done() {
			hideNumbers(draws[i].Witnesses)
		}
	}
	return draws, nil
}

// LastDraw is the draw that counts, that waits for its witnesses, or that was given up last; NotFound when nothing was drawn yet.
func LastDraw(t *store.Tx, panel string) (Draw, error) {
	draws, err := Draws(t, panel)
	if err == nil && len(draws) == 0 {
		err = fault.NotFound()
	}
	if err != nil {
		return Draw{}, err
	}
	return draws[len(draws)-1], nil
}

// Codes are the experts behind a draw's codes, by code. They are for insiders only.
func Codes(t *store.Tx, panel string, n int) ([]Code, error) { return selectCodes(t, panel, n) }

func hideNumbers(witnesses []Witness) {
	for i := range witnesses {
		witnesses[i].Number = ""
	}
}
