package evaluate

import (
	"strconv"
	"time"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/run"
)

// Kind is which of the looks at a pilot it is.
type Kind string

// The looks at a pilot.
const (
	Midterm Kind = "midterm"
	Second  Kind = "second" // after rectifying
	Final   Kind = "final"
)

// KindTitles are their names on the screen.
var KindTitles = map[Kind]string{Midterm: "中期评估", Second: "整改后再次评估", Final: "终期评估"}

// Conclusion is what a midterm or second look came to.
type Conclusion string

// The conclusions.
const (
	Passed Conclusion = "passed"
	Failed Conclusion = "failed"
)

// ConclusionTitles are their names on the screen.
var ConclusionTitles = map[Conclusion]string{Passed: "通过", Failed: "未通过"}

// Result is what was found of one criterion.
type Result string

// The results by criterion.
const (
	Reached Result = "reached"
	Mostly  Result = "mostly"
	Missed  Result = "missed"
)

// Results are all, the best first.
var Results = []Result{Reached, Mostly, Missed}

// ResultTitles are their names on the screen.
var ResultTitles = map[Result]string{Reached: "达到", Mostly: "基本达到", Missed: "未达到"}

// Finding is what was found of one criterion: in words, with a result at the midterm and points at the end.
type Finding struct {
	Key    string `json:"key"`
	Name   string `json:"name"`
	Weight int    `json:"weight"`
	Result Result `json:"result,omitempty"`
	Points int    `json:"points,omitempty"` // in hundredths
	Words  string `json:"words"`
}

// The states of a final look, and of a loss that was decided.
const (
	Open   act.State = "open"   // not decided; a midterm or second look stays so
	Agreed act.State = "agreed" // by the body
	Struck act.State = "struck" // not agreed
)

// Look is what was found of a pilot at one time.
type Look struct {
	Pilot      string
	N          int // from 1
	Kind       Kind
	Conclusion Conclusion // "" of a final look
	Sheet      []Finding
	Experts    string // names: never public
	Words      string
	Items      []string     // what is to be put right
	Until      calendar.Day // by when
	Early      bool         // a second look before its date, for the unit asked
	Total      int          // of a final look, in hundredths
	Proposed   string       // grade by the thresholds
	Grade      string       // grade put before the body
	Reason     string       // why another than by the thresholds
	Scan       string       // hash of the signed sheet; "" for none
	State      act.State
	Decision   string // about the grade
	At         time.Time
	Account    string
}

// Points is a sum of points in words: 87.5.
func Points(hundredths int) string { return strconv.FormatFloat(float64(hundredths)/100, 'f', -1, 64) }

// Rectification is what a unit reports that it has put right (J1).
type Rectification struct {
	Pilot   string
	N       int // from 1
	Items   []Mended
	Asks    bool // for the second look before its date
	At      time.Time
	Account string
}

// Mended is one thing that was to be put right.
type Mended struct {
	What     string   `json:"what"` // as the look named it
	Did      string   `json:"did"`
	Evidence string   `json:"evidence"`
	Files    []string `json:"files,omitempty"` // hashes in the file store
}

// LossAsked is the state of a loss while the unit is heard and until the body decided; then Agreed or Struck.
const LossAsked act.State = "asked"

// Loss is a loss of the status that was proposed (J1): the hearing, the decision, the document.
type Loss struct {
	ID          string
	Pilot       string
	State       act.State
	Words       string       // what the unit is asked to state its view of
	Until       calendar.Day // the last day for it
	AskedAt     time.Time
	AskedBy     string
	Statement   string
	Files       []string
	StatedAt    time.Time // zero: nothing was stated
	StatedBy    string
	Decision    string
	Again       calendar.Day // the new date for rectifying, where the body refused
	Number      string       // of the document; "" until it is announced
	Signer      string
	Dated       calendar.Day
	Issued      string // hash of the issued PDF
	AnnouncedAt time.Time
}

// Announced tells whether the document was issued.
func (l Loss) Announced() bool { return l.Number != "" }

// Evaluation is everything that was found of a pilot, in order.
type Evaluation struct {
	run.Case
	Looks     []Look
	Rectified []Rectification
	Losses    []Loss
}

// Last is the newest look of a kind; false when there is none.
func (e Evaluation) Last(kinds ...Kind) (Look, bool) {
	for i := len(e.Looks) - 1; i >= 0; i-- {
		for _, k := range kinds {
			if e.Looks[i].Kind == k {
				return e.Looks[i], true
			}
		}
	}
	return Look{}, false
}

// Loss is the newest loss that was proposed; false when there is none.
func (e Evaluation) Loss() (Loss, bool) {
	if len(e.Losses) == 0 {
		return Loss{}, false
	}
	return e.Losses[len(e.Losses)-1], true
}

// Hearing is the loss that waits for a statement or a decision; false while none was asked for.
func (e Evaluation) Hearing() (Loss, bool) {
	l, has := e.Loss()
	return l, has && l.State == LossAsked
}

// RectifyUntil is the last day for rectifying, as it stands now.
func (e Evaluation) RectifyUntil() calendar.Day {
	if l, has := e.Loss(); has && l.State == Struck {
		return l.Again
	}
	look, _ := e.Last(Midterm)
	return look.Until
}

// Rectify is the newest report of what was put right in the present round; false while none came.
func (e Evaluation) Rectify() (Rectification, bool) {
	if len(e.Rectified) == 0 {
		return Rectification{}, false
	}
	last := e.Rectified[len(e.Rectified)-1]
	look, _ := e.Last(Midterm, Second)
	return last, last.At.After(look.At)
}

// Grade is the grade that the body agreed to; "" while none is.
func (e Evaluation) Grade() string {
	if l, has := e.Last(Final); has && l.State == Agreed {
		return l.Grade
	}
	return ""
}

// Link is the page of a pilot's evaluations.
func Link(pilot string) string { return "/evaluate/" + pilot }
