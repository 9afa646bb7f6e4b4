package call

import (
	"encoding/json"
	"time"

	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Version is the notice as it was registered and published: the only thing the public sees.
type Version struct {
	Cohort string
	N      int           // 1, 2 …
	Number string        // 文号
	Signer string        // 签发人: for the office, not for public pages
	Dated  programme.Day // 成文日期
	Issued string        // hash of the issued PDF in files
	Note   string        // what it corrects; "" for version 1
	Text   Text
	Hash   string // of the text
	At     time.Time
}

// Versions gives the published versions, the newest first.
func Versions(t *store.Tx, cohort string) ([]Version, error) { return selectVersions(t, cohort) }

// AllVersions gives the published versions of all cohorts, the newest first.
func AllVersions(t *store.Tx) ([]Version, error) { return selectAllVersions(t) }

// VersionOf gives one published version; n 0 is the one in force. NotFound when there is none.
func VersionOf(t *store.Tx, c Cohort, n int) (Version, error) {
	if n == 0 {
		n = c.Version
	}
	v, found, err := selectVersionN(t, c.ID, n)
	if err == nil && !found {
		err = fault.NotFound()
	}
	return v, err
}

// Cited is the notice in force as later papers name it: 《关于开展深化改革试点申报工作的通知》（鲁科协发〔2020〕13号）.
func Cited(t *store.Tx, c Cohort) (string, error) {
	v, err := VersionOf(t, c, 0)
	return "《" + v.Text.Subject() + "》（" + c.Number + "）", err
}

// ContactOf is the contact in the notice in force.
func ContactOf(t *store.Tx, c Cohort) (Contact, error) {
	v, err := VersionOf(t, c, 0)
	return v.Text.Notice.Contact, err
}

// DraftText is the text the office works on, who saved it last (account), and when.
type DraftText struct {
	Text   Text
	Editor string
	At     time.Time
}

// DraftOf reads the office's text. It exists from the opening on, and after the publication goes on as the text of the
// next version.
func DraftOf(t *store.Tx, cohort string) (DraftText, error) {
	d, found, err := selectDraft(t, cohort)
	if err == nil && !found {
		err = fault.NotFound()
	}
	return d, err
}

func decode[T any](body string) (T, error) {
	var v T
	err := json.Unmarshal([]byte(body), &v)
	return v, err
}

// Changes tells whether a draft says something else than this version, number and printing date aside, or has other
// dates than those in force.
func (v Version) Changes(p *programme.Programme, draft Text, inForce Dates) bool {
	same := Text{Notice: draft.Notice, Dates: v.Text.Dates}
	return registered(same, Registration{Number: v.Number, Dated: v.Dated}).Hash() != v.Hash || !draft.DatesIn(p).same(inForce)
}

// same tells whether the dates for all are the same instants.
func (d Dates) same(o Dates) bool {
	return d.Opens.Equal(o.Opens) && d.Electronic.Equal(o.Electronic) && d.Paper.Equal(o.Paper) && d.Recommend.Equal(o.Recommend) &&
		d.Supplement.Equal(o.Supplement)
}
