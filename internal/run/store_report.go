package run

import (
	"crypto/rand"
	"encoding/json"
	"strconv"
	"strings"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/store"
)

const selectStocktaking = "SELECT id, title, cohorts, from_day, until_day, due_at, words, state, at, account, remarks FROM stocktaking"

func scanStocktaking(row store.Scanner) (s Stocktaking, err error) {
	var cohorts, from, until string
	var due, at int64
	if err = row.Scan(&s.ID, &s.Title, &cohorts, &from, &until, &due, &s.Words, &s.State, &at, &s.Account, &s.Remarks); err != nil {
		return s, err
	}
	s.Cohorts = strings.FieldsFunc(cohorts, func(r rune) bool { return r == ',' })
	s.DueAt, s.At = clock.FromMicros(due), clock.FromMicros(at)
	if s.From, err = calendar.ParseDay(from); err != nil {
		return s, err
	}
	s.Until, err = calendar.ParseDay(until)
	return s, err
}

func insertStocktaking(t *act.Tx, s Stocktaking) error {
	_, err := t.Exec(`INSERT INTO stocktaking (id, title, cohorts, from_day, until_day, due_at, words, state, at, account, remarks, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, s.ID, s.Title, ","+strings.Join(s.Cohorts, ",")+",", s.From.String(), s.Until.String(),
		clock.Micros(s.DueAt), s.Words, string(s.State), clock.Micros(s.At), s.Account, s.Remarks, rand.Text())
	t.Touch("stocktaking", s.ID)
	return err
}

func updateStocktaking(t *act.Tx, s Stocktaking) error {
	_, err := t.Exec("UPDATE stocktaking SET due_at = $2, state = $3, remarks = $4 WHERE id = $1", s.ID, clock.Micros(s.DueAt), string(s.State), s.Remarks)
	t.Touch("stocktaking", s.ID)
	return err
}

const selectReport = "SELECT stocktaking, pilot, n, state, serves, body, reason, at, account FROM half_report"

func scanReport(row store.Scanner) (r Report, err error) {
	var body string
	var at int64
	if err = row.Scan(&r.Stocktaking, &r.Pilot, &r.N, &r.State, &r.Serves, &body, &r.Reason, &at, &r.Account); err != nil {
		return r, err
	}
	r.At = clock.FromMicros(at)
	return r, json.Unmarshal([]byte(body), &r.Body)
}

func insertReport(t *act.Tx, r Report) error {
	body, err := json.Marshal(r.Body)
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO half_report (stocktaking, pilot, n, state, serves, body, reason, at, account, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, r.Stocktaking, r.Pilot, r.N, string(r.State), string(r.Serves), string(body), r.Reason,
		clock.Micros(r.At), r.Account, rand.Text())
	t.Touch("half_report", reportKey(r))
	return err
}

func updateReportState(t *act.Tx, r Report) error {
	_, err := t.Exec("UPDATE half_report SET state = $4 WHERE stocktaking = $1 AND pilot = $2 AND n = $3", r.Stocktaking, r.Pilot, r.N, string(r.State))
	t.Touch("half_report", reportKey(r))
	return err
}

func reportKey(r Report) string { return r.Stocktaking + "/" + r.Pilot + "/" + strconv.Itoa(r.N) }
