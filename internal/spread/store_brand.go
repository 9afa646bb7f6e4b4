package spread

import (
	"crypto/rand"
	"encoding/json"
	"slices"
	"strconv"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/files"
	"shidian/internal/store"
)

// theDay reads a day that may be none.
func theDay(text string) (calendar.Day, error) {
	if text == "" {
		return calendar.Day{}, nil
	}
	return calendar.ParseDay(text)
}

func brandHas(t *store.Tx, pilot string) (bool, error) {
	_, has, err := store.One(t, store.Scalar[string], "SELECT pilot FROM spread_brand WHERE pilot = $1", pilot)
	return has, err
}

func insertBrand(t *act.Tx, b Branded) error {
	_, err := t.Exec("INSERT INTO spread_brand (pilot, decision, look, at, salt) VALUES ($1, $2, $3, $4, $5)", b.Pilot.ID, b.Decision, b.Look, clock.Micros(b.At), rand.Text())
	t.Touch("spread_brand", b.Pilot.ID)
	return err
}

// brandsOf reads pilots of the brand programme whole, in the order in which they were taken in. which says which; it may use
// the alias b of spread_brand.
func brandsOf(t *store.Tx, which string, args ...any) ([]Branded, error) {
	brands, err := store.Rows(t, scanBrand, "SELECT b.pilot, b.decision, b.look, b.at FROM spread_brand b "+which+" ORDER BY b.at, b.pilot", args...)
	if err != nil || len(brands) == 0 {
		return brands, err
	}
	from := " JOIN spread_brand b ON b.pilot = f.pilot " + which
	fundings, err := store.Rows(t, scanFunding, `SELECT f.id, f.pilot, f.n, f.state, f.total, f.words, f.at, f.account, f.decision, f.decided_on, f.answer
		FROM spread_funding f`+from+" ORDER BY f.pilot, f.n", args...)
	if err != nil {
		return nil, err
	}
	at := map[string]*Funding{}
	for i := range fundings {
		at[fundings[i].ID] = &fundings[i]
	}
	if err := fillFundings(t, at, " JOIN spread_funding f ON f.id = x.funding"+from, args); err != nil {
		return nil, err
	}
	for _, f := range fundings {
		i := slices.IndexFunc(brands, func(b Branded) bool { return b.Pilot.ID == f.Pilot })
		brands[i].Fundings = append(brands[i].Fundings, f)
	}
	return brands, nil
}

func scanBrand(row store.Scanner) (b Branded, err error) {
	var at int64
	err = row.Scan(&b.Pilot.ID, &b.Decision, &b.Look, &at)
	b.At = clock.FromMicros(at)
	return b, err
}

func scanFunding(row store.Scanner) (f Funding, err error) {
	var at int64
	var on string
	if err = row.Scan(&f.ID, &f.Pilot, &f.N, &f.State, &f.Total, &f.Words, &at, &f.Account, &f.Decision, &on, &f.Answer); err != nil {
		return f, err
	}
	f.At = clock.FromMicros(at)
	f.DecidedOn, err = theDay(on)
	return f, err
}

// fillFundings puts lines, instalments, payments and spendings to their fundings. from joins them to x.funding.
func fillFundings(t *store.Tx, at map[string]*Funding, from string, args []any) error {
	if _, err := store.Rows(t, func(row store.Scanner) (l FundingLine, err error) {
		var of string
		err = row.Scan(&of, &l.N, &l.What, &l.Amount)
		if f := at[of]; f != nil {
			f.Lines = append(f.Lines, l)
		}
		return l, err
	}, "SELECT x.funding, x.n, x.what, x.amount FROM spread_funding_line x"+from+" ORDER BY x.funding, x.n", args...); err != nil {
		return err
	}
	if _, err := store.Rows(t, func(row store.Scanner) (i Instalment, err error) {
		var of, by string
		if err = row.Scan(&of, &i.N, &i.Amount, &by, &i.Terms); err != nil {
			return i, err
		}
		i.By, err = theDay(by)
		if f := at[of]; f != nil {
			f.Instalments = append(f.Instalments, i)
		}
		return i, err
	}, "SELECT x.funding, x.n, x.amount, x.by_day, x.terms FROM spread_instalment x"+from+" ORDER BY x.funding, x.n", args...); err != nil {
		return err
	}
	payments, err := store.Rows(t, scanPayment, `SELECT x.id, x.funding, x.instalment, x.amount, x.on_day, x.voucher, x.proof, x.at, x.account, x.reversed_at, x.reversed_by,
		x.why, x.instead FROM spread_payment x`+from+" ORDER BY x.at, x.id", args...)
	if err != nil {
		return err
	}
	for _, p := range payments {
		if f := at[p.Funding]; f != nil {
			f.Payments = append(f.Payments, p)
		}
	}
	return fillSpendings(t, at, from, args)
}

func fillSpendings(t *store.Tx, at map[string]*Funding, from string, args []any) error {
	spendings, err := store.Rows(t, scanSpending, `SELECT x.id, x.funding, x.n, x.state, x.words, x.files, x.at, x.account, x.answered_at, x.answered_by, x.answer
		FROM spread_spending x`+from+" ORDER BY x.funding, x.n", args...)
	if err != nil || len(spendings) == 0 {
		return err
	}
	lines := map[string][]SpendingLine{}
	if _, err := store.Rows(t, func(row store.Scanner) (l SpendingLine, err error) {
		var of string
		err = row.Scan(&of, &l.Line, &l.Amount, &l.Words)
		lines[of] = append(lines[of], l)
		return l, err
	}, "SELECT y.spending, y.line, y.amount, y.words FROM spread_spending_line y JOIN spread_spending x ON x.id = y.spending"+from+" ORDER BY y.spending, y.line", args...); err != nil {
		return err
	}
	for _, s := range spendings {
		s.Lines = lines[s.ID]
		if f := at[s.Funding]; f != nil {
			f.Spendings = append(f.Spendings, s)
		}
	}
	return nil
}

func scanPayment(row store.Scanner) (p Payment, err error) {
	var on string
	var at, reversed int64
	if err = row.Scan(&p.ID, &p.Funding, &p.Instalment, &p.Amount, &on, &p.Voucher, &p.Proof, &at, &p.Account, &reversed, &p.ReversedBy, &p.Why, &p.Instead); err != nil {
		return p, err
	}
	p.At, p.ReversedAt = clock.FromMicros(at), clock.FromMicros(reversed)
	p.On, err = theDay(on)
	return p, err
}

func scanSpending(row store.Scanner) (s Spending, err error) {
	var files string
	var at, answered int64
	if err = row.Scan(&s.ID, &s.Funding, &s.N, &s.State, &s.Words, &files, &at, &s.Account, &answered, &s.AnsweredBy, &s.Answer); err != nil {
		return s, err
	}
	s.At, s.AnsweredAt = clock.FromMicros(at), clock.FromMicros(answered)
	return s, json.Unmarshal([]byte(files), &s.Files)
}

func insertFunding(t *act.Tx, f Funding) error {
	if _, err := t.Exec(`INSERT INTO spread_funding (id, pilot, n, state, total, words, at, account, decision, decided_on, answer, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', '', $9)`, f.ID, f.Pilot, f.N, string(f.State), int64(f.Total), f.Words, clock.Micros(f.At), f.Account, rand.Text()); err != nil {
		return err
	}
	t.Touch("spread_funding", f.ID)
	for _, l := range f.Lines {
		if _, err := t.Exec("INSERT INTO spread_funding_line (funding, n, what, amount, salt) VALUES ($1, $2, $3, $4, $5)", f.ID, l.N, l.What, int64(l.Amount), rand.Text()); err != nil {
			return err
		}
		t.Touch("spread_funding_line", f.ID+"/"+strconv.Itoa(l.N))
	}
	for _, i := range f.Instalments {
		if _, err := t.Exec("INSERT INTO spread_instalment (funding, n, amount, by_day, terms, salt) VALUES ($1, $2, $3, $4, $5, $6)", f.ID, i.N, int64(i.Amount), i.By.String(),
			i.Terms, rand.Text()); err != nil {
			return err
		}
		t.Touch("spread_instalment", f.ID+"/"+strconv.Itoa(i.N))
	}
	return nil
}

// updateFunding writes what became of a funding, with the salt of the reason; what it says never changes.
func updateFunding(t *act.Tx, f Funding, salt string) error {
	_, err := t.Exec("UPDATE spread_funding SET state = $2, decision = $3, decided_on = $4, answer = $5, salt = $6 WHERE id = $1", f.ID, string(f.State), f.Decision,
		f.DecidedOn.String(), f.Answer, salt)
	t.Touch("spread_funding", f.ID)
	return err
}

func insertPayment(t *act.Tx, p Payment) error {
	_, err := t.Exec(`INSERT INTO spread_payment (id, funding, instalment, amount, on_day, voucher, proof, at, account, reversed_at, reversed_by, why, instead, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '', '', '', $10)`, p.ID, p.Funding, p.Instalment, int64(p.Amount), p.On.String(), p.Voucher, p.Proof, clock.Micros(p.At),
		p.Account, rand.Text())
	t.Touch("spread_payment", p.ID)
	return err
}

// reversePayment writes that a payment was mistaken; nothing else of it ever changes. Salt is that of the entry's reason.
func reversePayment(t *act.Tx, p Payment, salt string) error {
	_, err := t.Exec("UPDATE spread_payment SET reversed_at = $2, reversed_by = $3, why = $4, instead = $5, salt = $6 WHERE id = $1", p.ID, clock.Micros(p.ReversedAt), p.ReversedBy,
		p.Why, p.Instead, salt)
	t.Touch("spread_payment", p.ID)
	return err
}

// voucherTaken tells whether a payment that stands bears the voucher's number.
func voucherTaken(t *store.Tx, number, but string) (bool, error) {
	_, taken, err := store.One(t, store.Scalar[string], "SELECT id FROM spread_payment WHERE voucher = $1 AND reversed_at = 0 AND id <> $2 LIMIT 1", number, but)
	return taken, err
}

func insertSpending(t *act.Tx, s Spending) error {
	proofs, err := json.Marshal(append([]string{}, s.Files...))
	if err != nil {
		return err
	}
	if _, err := t.Exec(`INSERT INTO spread_spending (id, funding, n, state, words, files, at, account, answered_at, answered_by, answer, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '', '', $9)`, s.ID, s.Funding, s.N, string(s.State), s.Words, string(proofs), clock.Micros(s.At), s.Account, rand.Text()); err != nil {
		return err
	}
	t.Touch("spread_spending", s.ID)
	for _, l := range s.Lines {
		if _, err := t.Exec("INSERT INTO spread_spending_line (spending, line, amount, words, salt) VALUES ($1, $2, $3, $4, $5)", s.ID, l.Line, int64(l.Amount), l.Words, rand.Text()); err != nil {
			return err
		}
		t.Touch("spread_spending_line", s.ID+"/"+strconv.Itoa(l.Line))
	}
	return nil
}

// updateSpending writes how the office answered, with the salt of its words, or that the unit stated it anew.
func updateSpending(t *act.Tx, s Spending, salt string) error {
	_, err := t.Exec("UPDATE spread_spending SET state = $2, answered_at = $3, answered_by = $4, answer = $5, salt = $6 WHERE id = $1", s.ID, string(s.State),
		clock.Micros(s.AnsweredAt), s.AnsweredBy, s.Answer, salt)
	t.Touch("spread_spending", s.ID)
	return err
}

// graded is how many of a cohort's ended pilots have a grade that no decision about the brand programme was about yet.
type graded struct {
	cohort, grade string
	n             int
}

// gradedUndecided counts by grade the ended pilots in whose cohort nothing was decided of a matter since they were graded: whoever
// the body passed over waits no more, one that is judged later than the rest does.
func gradedUndecided(t *store.Tx, matter string) ([]graded, error) {
	return store.Rows(t, func(row store.Scanner) (g graded, err error) { return g, row.Scan(&g.cohort, &g.grade, &g.n) }, `SELECT p.cohort, e.grade, COUNT(*)
		FROM pilot p JOIN evaluation e ON e.pilot = p.id WHERE p.state = 'ended' AND e.kind = 'final' AND e.state = 'agreed' AND NOT EXISTS (SELECT 1 FROM decision d
		WHERE d.cohort = p.cohort AND d.matter = $1 AND d.state = 'decided'
		AND d.decided_at >= COALESCE((SELECT g.decided_at FROM decision g WHERE g.id = e.decision), 0)) GROUP BY p.cohort, e.grade ORDER BY p.cohort, e.grade`, matter)
}

// recordsAwaiting are the records of decisions that wait for the approver, as they were proposed.
func recordsAwaiting(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT params FROM proposal WHERE act = 'decide.record' AND state = $1", string(act.Waiting))
}

// cohortsWithBrand are the ids of the cohorts with pilots in the brand programme.
func cohortsWithBrand(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT DISTINCT p.cohort FROM pilot p JOIN spread_brand b ON b.pilot = p.id ORDER BY p.cohort")
}

// brandBlobs are the vouchers and the proofs.
func brandBlobs(t *store.Tx) (hashes []string, err error) {
	texts, err := store.Rows(t, store.Scalar[string], "SELECT proof FROM spread_payment UNION ALL SELECT files FROM spread_spending")
	for _, text := range texts {
		hashes = append(hashes, files.Named(text)...)
	}
	return hashes, err
}
