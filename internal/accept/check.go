package accept

import (
	"time"

	"shidian/internal/fault"
	"shidian/internal/store"
)

// Result is the answer to one item of the formal check.
type Result string

// The results; life.md: each passed, mendable or fatal.
const (
	Passed   Result = "passed"
	Mendable Result = "mendable"
	Fatal    Result = "fatal"
)

// Results lists them in the order of the screen.
var Results = []Result{Passed, Mendable, Fatal}

// ResultTitles are their names on the screen.
var ResultTitles = map[Result]string{Passed: "符合", Mendable: "需补正", Fatal: "不符合"}

// Line is one item of a check as it was answered.
type Line struct {
	Item   string `json:"item"` // the programme's key
	Result Result `json:"result"`
	Note   string `json:"note"` // what is missing or wrong; "" for a passed one
}

// Outcome is what a check came to.
type Outcome string

// The outcomes.
const (
	Accepted    Outcome = "accepted"
	Supplement  Outcome = "supplement" // sent back, named fields are open
	PaperToMend Outcome = "paper"      // only the paper has to be mended: the version stands
	Rejected    Outcome = "rejected"
	Reversed    Outcome = "reversed" // accepted at the second look
	Upheld      Outcome = "upheld"   // not accepted, at the second look too
)

// OutcomeTitles are their names on the screen.
var OutcomeTitles = map[Outcome]string{Accepted: "受理", Supplement: "补正申报材料", PaperToMend: "补正纸质件", Rejected: "不予受理",
	Reversed: "复核后受理", Upheld: "复核维持不予受理"}

// Conclusion is one act that concluded a check, or put it off.
type Conclusion struct {
	ID          string
	Application string
	Version     int
	Outcome     Outcome
	Reason      string // "" for a plain acceptance
	Until       time.Time
	At          time.Time
	Account     string
}

// Again is the second look (复核) that a unit asked for.
type Again struct {
	Application string
	Reason      string
	HeadName    string // who agreed, where a clerk asked; "" for a head
	At          time.Time
	Account     string
	Answered    time.Time // zero: it waits
	Answer      string
}

// DraftOf reads what was typed of a version's check and not concluded, by item.
func DraftOf(t *store.Tx, id string, version int) (map[string]Line, error) {
	return byItem(selectDraft(t, id, version))
}

// ItemsOf reads the frozen check of a version, by item; empty where none was concluded.
func ItemsOf(t *store.Tx, id string, version int) (map[string]Line, error) {
	return byItem(selectItems(t, id, version))
}

func byItem(lines []Line, err error) (map[string]Line, error) {
	m := make(map[string]Line, len(lines))
	for _, line := range lines {
		m[line.Item] = line
	}
	return m, err
}

// Conclusions lists what a check came to, the newest first.
func Conclusions(t *store.Tx, id string) ([]Conclusion, error) { return selectConclusions(t, id) }

// LastOf is the last conclusion of an application; false before the first.
func LastOf(t *store.Tx, id string) (Conclusion, bool, error) {
	all, err := selectConclusions(t, id)
	if err != nil || len(all) == 0 {
		return Conclusion{}, false, err
	}
	return all[0], true, nil
}

// AgainOf reads the second look that was asked for; false: none was.
func AgainOf(t *store.Tx, id string) (Again, bool, error) {
	a, err := selectAgain(t, id)
	if fault.Is(err, fault.KindNotFound) {
		return Again{}, false, nil
	}
	return a, err == nil, err
}
