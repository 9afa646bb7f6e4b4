package call

import (
	"crypto/rand"

	"shidian/internal/clock"
	"shidian/internal/store"
)

const selectLetter = "SELECT cohort, city, n, inner_at, asks, body, body_hash, sent_at FROM pass_letter"

func scanLetter(row store.Scanner) (Letter, error) {
	var l Letter
	var body string
	var inner, sent int64
	err := row.Scan(&l.Cohort, &l.City, &l.N, &inner, &l.Asks, &body, &l.Hash, &sent)
	if err == nil {
		l.Text, err = decode[LetterText](body)
	}
	l.Inner, l.At = clock.FromMicros(inner), clock.FromMicros(sent)
	return l, err
}

// selectLetterOf is the newest letter of a city.
func selectLetterOf(t *store.Tx, cohort, city string) (Letter, bool, error) {
	return store.One(t, scanLetter, selectLetter+" WHERE cohort = $1 AND city = $2 ORDER BY n DESC LIMIT 1", cohort, city)
}

func insertLetter(t *store.Tx, l Letter) error {
	_, err := t.Exec(`INSERT INTO pass_letter (cohort, city, n, inner_at, asks, body, body_hash, sent_at, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, l.Cohort, l.City, l.N, clock.Micros(l.Inner), l.Asks,
		canonical(l.Text), l.Hash, clock.Micros(l.At), rand.Text())
	return err
}

func selectLetterDraft(t *store.Tx, cohort, city string) (LetterText, bool, error) {
	body, found, err := store.One(t, store.Scalar[string], "SELECT body FROM pass_draft WHERE cohort = $1 AND city = $2", cohort, city)
	if err != nil || !found {
		return LetterText{}, false, err
	}
	text, err := decode[LetterText](body)
	return text, true, err
}

func putLetterDraft(t *store.Tx, cohort, city string, text LetterText) error {
	_, err := t.Exec(`INSERT INTO pass_draft (cohort, city, body, saved_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (cohort, city) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
		cohort, city, canonical(text), clock.Micros(t.Now()))
	return err
}

func scanIntention(row store.Scanner) (Intention, error) {
	var i Intention
	var at int64
	err := row.Scan(&i.County, &i.Answer, &at)
	i.At = clock.FromMicros(at)
	return i, err
}

func selectIntentions(t *store.Tx, cohort, city string) ([]Intention, error) {
	return store.Rows(t, scanIntention,
		"SELECT county, answer, answered_at FROM intention WHERE cohort = $1 AND city = $2 ORDER BY county", cohort, city)
}

func selectIntention(t *store.Tx, cohort, county string) (Intention, bool, error) {
	return store.One(t, scanIntention, "SELECT county, answer, answered_at FROM intention WHERE cohort = $1 AND county = $2", cohort, county)
}

func putIntention(t *store.Tx, cohort, city string, i Intention) error {
	_, err := t.Exec(`INSERT INTO intention (cohort, county, city, answer, answered_at, salt) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (cohort, county) DO UPDATE SET city = excluded.city, answer = excluded.answer,
			answered_at = excluded.answered_at, salt = excluded.salt`,
		cohort, i.County, city, string(i.Answer), clock.Micros(i.At), rand.Text())
	return err
}

// selectPassers are the cities that passed the notice on.
func selectPassers(t *store.Tx, cohort string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT DISTINCT city FROM pass_letter WHERE cohort = $1 ORDER BY city", cohort)
}

func selectLetters(t *store.Tx, cohort string) ([]Letter, error) {
	return store.Rows(t, scanLetter, selectLetter+` WHERE cohort = $1 AND n = (SELECT MAX(n) FROM pass_letter AS other
		WHERE other.cohort = pass_letter.cohort AND other.city = pass_letter.city) ORDER BY sent_at, city`, cohort)
}
