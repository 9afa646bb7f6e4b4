package spread

import (
	"crypto/rand"
	"encoding/json"
	"strings"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/files"
	"shidian/internal/store"
)

const selectExchangeRow = `SELECT id, title, kind, cohorts, from_day, until_day, hours, place, host, words, answer_by, state, by_unit, at, account, reason, summary,
	files, ended_at, ended_by FROM exchange`

func scanExchange(row store.Scanner) (e Exchange, err error) {
	var cohorts, from, until, by, names string
	var at, ended int64
	if err = row.Scan(&e.ID, &e.Title, &e.Kind, &cohorts, &from, &until, &e.Hours, &e.Place, &e.Host, &e.Words, &by, &e.State, &e.By, &at, &e.Account, &e.Reason,
		&e.Summary, &names, &ended, &e.EndedBy); err != nil {
		return e, err
	}
	e.Cohorts = strings.Split(strings.Trim(cohorts, ","), ",")
	e.At, e.EndedAt = clock.FromMicros(at), clock.FromMicros(ended)
	for _, day := range []struct {
		text string
		to   *calendar.Day
	}{{from, &e.From}, {until, &e.Until}, {by, &e.AnswerBy}} {
		if *day.to, err = calendar.ParseDay(day.text); err != nil {
			return e, err
		}
	}
	return e, json.Unmarshal([]byte(names), &e.Files)
}

func selectExchange(t *store.Tx, id string) (Exchange, bool, error) {
	return store.One(t, scanExchange, selectExchangeRow+" WHERE id = $1", id)
}

// selectExchanges are all activities: those to come first, the nearest at the top, then those over, the newest at the top.
func selectExchanges(t *store.Tx) ([]Exchange, error) {
	all, err := store.Rows(t, scanExchange, selectExchangeRow+" ORDER BY at, id")
	inOrderOfDays(all, calendar.DayOf(t.Now()))
	return all, err
}

// selectAnnouncedExchanges are those of which something may wait, the nearest first.
func selectAnnouncedExchanges(t *store.Tx) ([]Exchange, error) {
	return store.Rows(t, scanExchange, selectExchangeRow+" WHERE state = $1 ORDER BY from_day, id", string(ExchangeAnnounced))
}

// keepExchange keeps an activity from everybody else until the transaction ends.
func keepExchange(t *store.Tx, id string) error {
	_, err := t.Exec("UPDATE exchange SET state = state WHERE id = $1", id)
	return err
}

func insertExchange(t *act.Tx, e Exchange) error {
	_, err := t.Exec(`INSERT INTO exchange (id, title, kind, cohorts, from_day, until_day, hours, place, host, words, answer_by, state, by_unit, at, account, reason,
		summary, files, ended_at, ended_by, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', '', '[]', 0, '', $16)`, e.ID, e.Title,
		string(e.Kind), ","+strings.Join(e.Cohorts, ",")+",", e.From.String(), e.Until.String(), e.Hours, e.Place, e.Host, e.Words, e.AnswerBy.String(),
		string(e.State), e.By, clock.Micros(e.At), e.Account, rand.Text())
	t.Touch("exchange", e.ID)
	return err
}

// updateExchange writes how an activity ended; what was announced never changes.
func updateExchange(t *act.Tx, e Exchange, salt string) error {
	names, err := json.Marshal(append([]string{}, e.Files...))
	if err != nil {
		return err
	}
	_, err = t.Exec("UPDATE exchange SET state = $2, reason = $3, summary = $4, files = $5, ended_at = $6, ended_by = $7, salt = $8 WHERE id = $1", e.ID, string(e.State),
		e.Reason, e.Summary, string(names), clock.Micros(e.EndedAt), e.EndedBy, salt)
	t.Touch("exchange", e.ID)
	return err
}

const selectExchangeAnswerRow = "SELECT exchange, pilot, coming, people, note, at, account FROM exchange_answer"

func scanExchangeAnswer(row store.Scanner) (a ExchangeAnswer, err error) {
	var at int64
	err = row.Scan(&a.Exchange, &a.Pilot, &a.Coming, &a.People, &a.Note, &at, &a.Account)
	a.At = clock.FromMicros(at)
	return a, err
}

// selectExchangeAnswers are an activity's answers, by pilot.
func selectExchangeAnswers(t *store.Tx, exchange string) (map[string]ExchangeAnswer, error) {
	return answersBy(t, selectExchangeAnswerRow+" WHERE exchange = $1", exchange, func(a ExchangeAnswer) string { return a.Pilot })
}

// selectAnswersOfPilot are a pilot's answers, by activity.
func selectAnswersOfPilot(t *store.Tx, pilot string) (map[string]ExchangeAnswer, error) {
	return answersBy(t, selectExchangeAnswerRow+" WHERE pilot = $1", pilot, func(a ExchangeAnswer) string { return a.Exchange })
}

func answersBy(t *store.Tx, query, arg string, key func(ExchangeAnswer) string) (map[string]ExchangeAnswer, error) {
	rows, err := store.Rows(t, scanExchangeAnswer, query, arg)
	answers := make(map[string]ExchangeAnswer, len(rows))
	for _, a := range rows {
		answers[key(a)] = a
	}
	return answers, err
}

func putExchangeAnswer(t *act.Tx, a ExchangeAnswer) error {
	_, err := t.Exec(`INSERT INTO exchange_answer (exchange, pilot, coming, people, note, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (exchange, pilot) DO UPDATE SET coming = excluded.coming, people = excluded.people, note = excluded.note, at = excluded.at,
		account = excluded.account, salt = excluded.salt`, a.Exchange, a.Pilot, a.Coming, a.People, a.Note, clock.Micros(a.At), a.Account, rand.Text())
	t.Touch("exchange_answer", a.Exchange+"/"+a.Pilot)
	return err
}

// selectAttendance is with how many people pilots were at an activity, by pilot.
func selectAttendance(t *store.Tx, exchange string) (map[string]int, error) {
	return attendances(t, "SELECT pilot, people FROM exchange_attendance WHERE exchange = $1", exchange)
}

// selectAttendanceOfPilot is with how many people a pilot was at activities, by activity.
func selectAttendanceOfPilot(t *store.Tx, pilot string) (map[string]int, error) {
	return attendances(t, "SELECT exchange, people FROM exchange_attendance WHERE pilot = $1", pilot)
}

func attendances(t *store.Tx, query, arg string) (map[string]int, error) {
	type pair struct {
		key    string
		people int
	}
	rows, err := store.Rows(t, func(row store.Scanner) (p pair, err error) {
		err = row.Scan(&p.key, &p.people)
		return p, err
	}, query, arg)
	people := make(map[string]int, len(rows))
	for _, p := range rows {
		people[p.key] = p.people
	}
	return people, err
}

func insertAttendance(t *act.Tx, exchange, pilot string, people int) error {
	_, err := t.Exec("INSERT INTO exchange_attendance (exchange, pilot, people, salt) VALUES ($1, $2, $3, $4)", exchange, pilot, people, rand.Text())
	t.Touch("exchange_attendance", exchange+"/"+pilot)
	return err
}

// exchangeBlobs are the files that came with the summing up of activities.
func exchangeBlobs(t *store.Tx) (hashes []string, err error) {
	texts, err := store.Rows(t, store.Scalar[string], "SELECT files FROM exchange WHERE files <> '[]'")
	for _, text := range texts {
		hashes = append(hashes, files.Named(text)...)
	}
	return hashes, err
}
