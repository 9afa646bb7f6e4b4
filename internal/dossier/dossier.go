package dossier

import (
	"time"

	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// The states of a dossier.
const (
	Asked act.State = "asked" // 正在整理
	Ready act.State = "ready" // 已整理
)

// StateTitles are the states' names on the screen.
var StateTitles = map[act.State]string{Asked: "正在整理", Ready: "已整理"}

// KeptDays is how long the file of a dossier can be downloaded: nothing refers to it but its own row, so the sweep of
// orphans takes it when it is a week old. The entry about it stays.
const KeptDays = 7

// From when on a dossier that is not ready no longer keeps anybody from asking anew: soon, when not one file of it has been
// written, and late, when files are.
const (
	Stuck   = 10 * time.Minute
	givenUp = time.Hour
)

// Dossier is one export of a cohort's record.
type Dossier struct {
	ID      string
	Cohort  string
	Account string // who asked
	State   act.State
	At      time.Time // when it was asked
	TakenAt time.Time // of which moment the record is
	File    string    // hash of the ZIP in files
	Size    int64     // bytes of the ZIP
	Files   int       // how many files the check file lists
	List    string    // SHA-256 of the check file: what `shidian verify` prints, too
	Head    ledger.Head
}

// Object is the dossier's name in the ledger.
func Object(id string) string { return "dossier/" + id }

// Get reads a dossier; NotFound when there is none.
func Get(t *store.Tx, id string) (Dossier, error) {
	d, found, err := store.One(t, scan, selectDossier+" WHERE id = $1", id)
	if err == nil && !found {
		err = fault.NotFound()
	}
	return d, err
}

// Of lists a cohort's dossiers, the newest first.
func Of(t *store.Tx, cohort string) ([]Dossier, error) {
	return store.Rows(t, scan, selectDossier+" WHERE cohort = $1 ORDER BY at DESC, id DESC", cohort)
}

// UnderWay tells whether it is still being put together; writing, whether files of it are being written.
func (d Dossier) UnderWay(now time.Time, writing bool) bool {
	if writing {
		return d.State == Asked && now.Before(d.At.Add(givenUp))
	}
	return d.State == Asked && now.Before(d.At.Add(Stuck))
}
