package apply

import (
	"time"

	"shidian/internal/ledger"
)

// Version is a frozen version: what was submitted, unchangeable.
type Version struct {
	Application string
	N           int
	Number      string
	Values      map[string]string // all fields, the personal ones included
	Attachments []Attachment
	Ticks       Ticks
	Hash        string // of number, version, body and salted personal part; hex SHA-256
	Code        string // check code, 8 characters
	At          time.Time
	Submitter   string // account
	Cohort      string
	Definition  string
	UnitName    string
	Kind        string
	CityName    string
	Paper       string // SHA-256 of the rendered PDF; "" while the job is on its way
}

// Ticks are what the person confirms at the submit, with the names of those who signed.
type Ticks struct {
	Head        bool   // 已经负责人××审签
	HeadName    string // who signed it
	Secrecy     bool   // 已作保密审查
	SecrecyName string // who examined it
}

// Receipt is the acknowledgement of a submit. It is no electronic signature.
type Receipt struct {
	Application string
	Number      string
	UnitName    string
	Version     int
	At          time.Time
	Hash        string
	Code        string
	Ledger      ledger.Head // the ledger just after the submit's entry
	Entry       int64       // the entry's number
}

// Verdict is what anybody may learn of a paper: nothing of the unit, nothing personal.
type Verdict struct {
	Genuine bool
	Number  string
	Version int
	InForce bool
	File    bool // the uploaded file is, byte for byte, the one that was issued
}
