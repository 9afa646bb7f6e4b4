package run

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/store"
)

const selectPlan = "SELECT pilot, n, state, body, at, account, returned, until_at, answered_at, answered_by, paper, salt FROM plan"

func scanPlan(row store.Scanner) (p Plan, err error) {
	var body, returned string
	var at, until, answered int64
	if err = row.Scan(&p.Pilot, &p.N, &p.State, &body, &at, &p.Account, &returned, &until, &answered, &p.AnsweredBy, &p.Paper, &p.salt); err != nil {
		return p, err
	}
	p.At, p.Until, p.AnsweredAt = clock.FromMicros(at), clock.FromMicros(until), clock.FromMicros(answered)
	if err = json.Unmarshal([]byte(body), &p.Body); err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(returned), &p.Returned)
}

func planRow(p Plan) (body, returned string, err error) {
	b, err := json.Marshal(p.Body)
	if err != nil {
		return "", "", err
	}
	r, err := json.Marshal(append([]ReturnItem{}, p.Returned...))
	return string(b), string(r), err
}

func insertPlan(t *act.Tx, p Plan) error {
	body, returned, err := planRow(p)
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO plan (pilot, n, state, body, at, account, returned, until_at, answered_at, answered_by, paper, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, p.Pilot, p.N, string(p.State), body, clock.Micros(p.At), p.Account, returned,
		clock.Micros(p.Until), clock.Micros(p.AnsweredAt), p.AnsweredBy, p.Paper, p.salt)
	t.Touch("plan", planKey(p))
	return err
}

// updatePlan writes what is decided of a version that was handed in; its body never changes.
func updatePlan(t *act.Tx, p Plan) error {
	_, returned, err := planRow(p)
	if err != nil {
		return err
	}
	_, err = t.Exec("UPDATE plan SET state = $3, returned = $4, until_at = $5, answered_at = $6, answered_by = $7, paper = $8 WHERE pilot = $1 AND n = $2",
		p.Pilot, p.N, string(p.State), returned, clock.Micros(p.Until), clock.Micros(p.AnsweredAt), p.AnsweredBy, p.Paper)
	t.Touch("plan", planKey(p))
	return err
}

func planKey(p Plan) string { return p.Pilot + "/" + strconv.Itoa(p.N) }

// plansDue are the dates of all plans, by pilot; object "" or that of one.
func plansDue(t *store.Tx, object string) (map[string]time.Time, error) {
	type one struct {
		object string
		at     int64
	}
	rows, err := store.Rows(t, func(row store.Scanner) (o one, err error) {
		err = row.Scan(&o.object, &o.at)
		return o, err
	}, "SELECT object, MAX(at) FROM due WHERE kind = $1 AND ($2 = '' OR object = $2) GROUP BY object", duePlanOver, object)
	all := make(map[string]time.Time, len(rows))
	for _, o := range rows {
		all[strings.TrimPrefix(o.object, Object(""))] = clock.FromMicros(o.at)
	}
	return all, err
}

// plansOnPaper are the versions that have a paper, no more of each than its key and the paper.
func plansOnPaper(t *store.Tx) ([]Plan, error) {
	return store.Rows(t, func(row store.Scanner) (p Plan, err error) {
		err = row.Scan(&p.Pilot, &p.N, &p.Paper)
		return p, err
	}, "SELECT pilot, n, paper FROM plan WHERE paper <> '' ORDER BY pilot, n")
}

// planPapers are the files that the plans refer to.
func planPapers(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT paper FROM plan WHERE paper <> ''")
}
