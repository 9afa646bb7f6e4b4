package evaluate

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/files"
	"shidian/internal/store"
)

const selectLook = `SELECT e.pilot, e.n, e.kind, e.conclusion, e.sheet, e.experts, e.words, e.items, e.until_day, e.early, e.total, e.proposed, e.grade,
	e.reason, e.scan, e.state, e.decision, e.at, e.account FROM evaluation e`

func scanLook(row store.Scanner) (l Look, err error) {
	var sheet, items, until, early string
	var at int64
	err = row.Scan(&l.Pilot, &l.N, &l.Kind, &l.Conclusion, &sheet, &l.Experts, &l.Words, &items, &until, &early, &l.Total, &l.Proposed, &l.Grade,
		&l.Reason, &l.Scan, &l.State, &l.Decision, &at, &l.Account)
	if err != nil {
		return l, err
	}
	l.At, l.Early = clock.FromMicros(at), early == yes
	if l.Until, err = dayOf(until); err != nil {
		return l, err
	}
	if err = json.Unmarshal([]byte(sheet), &l.Sheet); err != nil {
		return l, err
	}
	return l, json.Unmarshal([]byte(items), &l.Items)
}

// yes is how a truth stands in a text column.
const yes = "1"

func word(truth bool) string {
	if truth {
		return yes
	}
	return ""
}

// dayOf reads a day that may be none.
func dayOf(text string) (calendar.Day, error) {
	if text == "" {
		return calendar.Day{}, nil
	}
	return calendar.ParseDay(text)
}

func insertLook(t *act.Tx, l Look, salt string) error {
	sheet, err := json.Marshal(append([]Finding{}, l.Sheet...))
	if err != nil {
		return err
	}
	items, err := json.Marshal(append([]string{}, l.Items...))
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO evaluation (pilot, n, kind, conclusion, sheet, experts, words, items, until_day, early, total, proposed, grade, reason, scan,
		state, decision, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
		l.Pilot, l.N, string(l.Kind), string(l.Conclusion), string(sheet), l.Experts, l.Words, string(items), l.Until.String(), word(l.Early), l.Total,
		l.Proposed, l.Grade, l.Reason, l.Scan, string(l.State), l.Decision, clock.Micros(l.At), l.Account, salt)
	t.Touch("evaluation", l.Pilot+"/"+strconv.Itoa(l.N))
	return err
}

// decideLook writes what the body decided of a final look; nothing else of a look ever changes.
func decideLook(t *act.Tx, l Look) error {
	_, err := t.Exec("UPDATE evaluation SET state = $3, decision = $4 WHERE pilot = $1 AND n = $2", l.Pilot, l.N, string(l.State), l.Decision)
	t.Touch("evaluation", l.Pilot+"/"+strconv.Itoa(l.N))
	return err
}

const selectRectification = "SELECT r.pilot, r.n, r.items, r.asks, r.at, r.account FROM rectification r"

func scanRectification(row store.Scanner) (r Rectification, err error) {
	var items, asks string
	var at int64
	if err = row.Scan(&r.Pilot, &r.N, &items, &asks, &at, &r.Account); err != nil {
		return r, err
	}
	r.Asks, r.At = asks == yes, clock.FromMicros(at)
	return r, json.Unmarshal([]byte(items), &r.Items)
}

func insertRectification(t *act.Tx, r Rectification) error {
	items, err := json.Marshal(r.Items)
	if err != nil {
		return err
	}
	_, err = t.Exec("INSERT INTO rectification (pilot, n, items, asks, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6, $7)", r.Pilot, r.N, string(items),
		word(r.Asks), clock.Micros(r.At), r.Account, rand.Text())
	t.Touch("rectification", r.Pilot+"/"+strconv.Itoa(r.N))
	return err
}

const selectLoss = `SELECT s.id, s.pilot, s.state, s.words, s.until_day, s.asked_at, s.asked_by, s.statement, s.files, s.stated_at, s.stated_by, s.decision,
	s.again_day, s.number, s.signer, s.dated, s.issued, s.announced_at FROM loss s`

func scanLoss(row store.Scanner) (l Loss, err error) {
	var until, files, again, dated string
	var asked, stated, announced int64
	err = row.Scan(&l.ID, &l.Pilot, &l.State, &l.Words, &until, &asked, &l.AskedBy, &l.Statement, &files, &stated, &l.StatedBy, &l.Decision, &again,
		&l.Number, &l.Signer, &dated, &l.Issued, &announced)
	if err != nil {
		return l, err
	}
	l.AskedAt, l.StatedAt, l.AnnouncedAt = clock.FromMicros(asked), clock.FromMicros(stated), clock.FromMicros(announced)
	for _, d := range []struct {
		to   *calendar.Day
		text string
	}{{&l.Until, until}, {&l.Again, again}, {&l.Dated, dated}} {
		if *d.to, err = dayOf(d.text); err != nil {
			return l, err
		}
	}
	return l, json.Unmarshal([]byte(files), &l.Files)
}

func insertLoss(t *act.Tx, l Loss) error {
	_, err := t.Exec(`INSERT INTO loss (id, pilot, state, words, until_day, asked_at, asked_by, statement, files, stated_at, stated_by, decision, again_day,
		number, signer, dated, issued, announced_at, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, '', '[]', 0, '', '', '', '', '', '', '', 0, $8)`,
		l.ID, l.Pilot, string(l.State), l.Words, l.Until.String(), clock.Micros(l.AskedAt), l.AskedBy, rand.Text())
	t.Touch("loss", l.ID)
	return err
}

// updateLoss writes what comes after the question: another last day, the statement, the decision, the document.
func updateLoss(t *act.Tx, l Loss) error {
	files, err := json.Marshal(append([]string{}, l.Files...))
	if err != nil {
		return err
	}
	_, err = t.Exec(`UPDATE loss SET state = $2, words = $3, until_day = $4, statement = $5, files = $6, stated_at = $7, stated_by = $8, decision = $9,
		again_day = $10, number = $11, signer = $12, dated = $13, issued = $14, announced_at = $15 WHERE id = $1`, l.ID, string(l.State), l.Words,
		l.Until.String(), l.Statement, string(files), clock.Micros(l.StatedAt), l.StatedBy, l.Decision, l.Again.String(), l.Number, l.Signer, l.Dated.String(),
		l.Issued, clock.Micros(l.AnnouncedAt))
	t.Touch("loss", l.ID)
	return err
}

// looksOf, rectificationsOf and lossesOf are those of one pilot, in order.
func looksOf(t *store.Tx, pilot string) ([]Look, error) {
	return store.Rows(t, scanLook, selectLook+" WHERE e.pilot = $1 ORDER BY e.n", pilot)
}

func rectificationsOf(t *store.Tx, pilot string) ([]Rectification, error) {
	return store.Rows(t, scanRectification, selectRectification+" WHERE r.pilot = $1 ORDER BY r.n", pilot)
}

func lossesOf(t *store.Tx, pilot string) ([]Loss, error) {
	return store.Rows(t, scanLoss, selectLoss+" WHERE s.pilot = $1 ORDER BY s.asked_at, s.id", pilot)
}

// those of a cohort, in order.
const inCohort = " JOIN pilot p ON p.id = "

func looksIn(t *store.Tx, cohort string) ([]Look, error) {
	return store.Rows(t, scanLook, selectLook+inCohort+"e.pilot WHERE p.cohort = $1 ORDER BY e.pilot, e.n", cohort)
}

func rectificationsIn(t *store.Tx, cohort string) ([]Rectification, error) {
	return store.Rows(t, scanRectification, selectRectification+inCohort+"r.pilot WHERE p.cohort = $1 ORDER BY r.pilot, r.n", cohort)
}

func lossesIn(t *store.Tx, cohort string) ([]Loss, error) {
	return store.Rows(t, scanLoss, selectLoss+inCohort+"s.pilot WHERE p.cohort = $1 ORDER BY s.pilot, s.asked_at, s.id", cohort)
}

// lossByID reads one; false when there is none.
func lossByID(t *store.Tx, id string) (Loss, bool, error) {
	return store.One(t, scanLoss, selectLoss+" WHERE s.id = $1", id)
}

func numberTaken(t *store.Tx, number string) (bool, error) {
	_, taken, err := store.One(t, store.Scalar[string], "SELECT id FROM loss WHERE number = $1 LIMIT 1", number)
	return taken, err
}

// Blobs are the files that evaluations refer to.
func Blobs(t *store.Tx) (hashes []string, err error) {
	hashes, err = store.Rows(t, store.Scalar[string], "SELECT scan FROM evaluation WHERE scan <> '' UNION SELECT issued FROM loss WHERE issued <> ''")
	if err != nil {
		return nil, err
	}
	texts, err := store.Rows(t, store.Scalar[string], "SELECT items FROM rectification UNION ALL SELECT files FROM loss")
	for _, text := range texts {
		hashes = append(hashes, files.Named(text)...)
	}
	slices.Sort(hashes)
	return slices.Compact(hashes), err
}

func unhex(hash string) []byte {
	sum, _ := hex.DecodeString(hash) // a hash of the file store
	return sum
}
