package review

import (
	"time"

	"shidian/internal/store"
)

// Ground is why an expert is kept from a bid; the words stand in the published file.
type Ground string

// The grounds (life.md, review).
const (
	OwnUnit  Ground = "本单位"
	OwnCity  Ground = "本市"
	Named    Ground = "申报书中列名"
	Declared Ground = "本人申明"
	Asked    Ground = "申报单位申请回避"

	ReadBefore Ground = "函评评过本件" // found by the program alone, never typed
)

// Grounds lists those that the office types, in the order of the form.
var Grounds = []Ground{OwnUnit, OwnCity, Named, Declared, Asked}

// Exclusion keeps an expert from one application, or ("") from the whole panel, with its evidence.
type Exclusion struct {
	Panel       string
	Expert      Expert
	Application string
	Ground      Ground
	Evidence    string
	Lifted      string // why it was taken back; "" while it stands
	At          time.Time
}

// ExclusionsOf reads the exclusions of a panel that stand, by expert and application.
func ExclusionsOf(t *store.Tx, panel string) ([]Exclusion, error) {
	return selectExclusions(t, panel, "x.lifted = ''")
}

// LiftedOf reads those that were taken back, each with the reason.
func LiftedOf(t *store.Tx, panel string) ([]Exclusion, error) {
	return selectExclusions(t, panel, "x.lifted <> ''")
}
