package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// Objection is an objection to a public notice (C3). Name, phone and words are personal.
type Objection struct {
	ID          string
	Notice      string
	Number      string // 2020-1-003: year, notice, which
	Application string // "": the whole list
	Who         string // person, unit
	Name, Phone string
	Words       string
	Evidence    []string // hashes
	Way         string   // how it came: 网上, 信函, 电话, 来访
	Received    time.Time
	At          time.Time
	State       act.State
	Concerns    string // the account of the office that it complains of; "": none
	Handler     string // account, named by the office
	Outcome     Finding
	Found       string // what was found
	Answer      string // what the objector is told
	Strikes     bool   // the line has to be struck
	ClosedAt    time.Time
}

// Finding is what came of an objection.
type Finding string

// The findings.
const (
	Sustained Finding = "sustained"
	Rejected  Finding = "rejected"
)

// FindingTitles are the findings' names on the screen.
var FindingTitles = map[Finding]string{Sustained: "异议成立", Rejected: "异议不成立"}

// Ways are how an objection may come that the office types in.
var Ways = []string{"信函", "电话", "来访"}

// Online is the way of an objection that came by the form of the public page.
const Online = "网上"

// ObjectionObject is an objection's name in the ledger.
func ObjectionObject(id string) string { return "objection/" + id }

// codeHash is under what a query code is kept: only the objector has the code.
func codeHash(code string) string {
	sum := sha256.Sum256([]byte(strings.ToUpper(strings.TrimSpace(code))))
	return hex.EncodeToString(sum[:])
}

// ByCode finds an objection by the query code of its receipt; NotFound for any other.
func ByCode(t *store.Tx, code string) (Objection, error) {
	return orNotFound(store.One(t, scanObjection, selectObjection+" WHERE code_hash = $1", codeHash(code)))
}

// ObjectionByID reads an objection; NotFound when there is none.
func ObjectionByID(t *store.Tx, id string) (Objection, error) {
	return orNotFound(store.One(t, scanObjection, selectObjection+" WHERE id = $1", id))
}

func orNotFound(o Objection, found bool, err error) (Objection, error) {
	if err == nil && !found {
		err = fault.NotFound()
	}
	return o, err
}

// Objections lists those of a notice in the order they came.
func Objections(t *store.Tx, notice string) ([]Objection, error) {
	return store.Rows(t, scanObjection, selectObjection+" WHERE notice = $1 ORDER BY number", notice)
}

// Report is a report of wrongdoing, which may be anonymous.
type Report struct {
	ID, Notice, Words string
	At                time.Time
}

// Reports lists all, the newest first.
func Reports(t *store.Tx) ([]Report, error) { return selectReports(t) }
