package doctor

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"shidian/internal/clock"
	"shidian/internal/store"
)

// The invariants as queries: each gives the number (or id) of the applications where it does not hold.
const (
	named = "SELECT CASE WHEN a.number = '' THEN a.id ELSE a.number END FROM application a "

	returnWithoutItems = named + `WHERE (a.state = 'returned') <> EXISTS
		(SELECT 1 FROM application_return r WHERE r.application = a.id AND r.answered = 0) ORDER BY a.id`

	endorsedByAnother = named + `JOIN endorsement e ON e.application = a.id WHERE e.recommender <> a.city OR a.city = '' ORDER BY a.id`

	acceptedWithoutEndorsement = named + `LEFT JOIN endorsement e ON e.application = a.id
		WHERE a.city <> '' AND e.application IS NULL
		AND a.state NOT IN ('draft', 'submitted', 'returned', 'overrun', 'over_quota', 'declined', 'withdrawn') ORDER BY a.id`

	placeWithoutEndorsement = named + `JOIN place p ON p.application = a.id LEFT JOIN endorsement e ON e.application = a.id
		WHERE e.application IS NULL OR a.state IN ('declined', 'over_quota', 'withdrawn', 'overrun') ORDER BY a.id`

	overrunWithoutReason = named + `LEFT JOIN overrun o ON o.application = a.id LEFT JOIN overrun_answer d ON d.application = a.id
		WHERE a.state = 'overrun' AND (o.application IS NULL OR o.reason = '' OR d.application IS NOT NULL) ORDER BY a.id`

	acceptedWithOpenItem = named + `WHERE a.state = 'accepted' AND EXISTS (SELECT 1 FROM check_item c
		WHERE c.application = a.id AND c.version = a.version AND c.result <> 'passed'
		AND NOT EXISTS (SELECT 1 FROM check_conclusion d WHERE d.application = a.id AND d.outcome = 'reversed')) ORDER BY a.id`

	rejectedWithoutConclusion = named + `WHERE a.state = 'not_accepted' AND NOT EXISTS
		(SELECT 1 FROM check_conclusion c WHERE c.application = a.id AND c.outcome = 'rejected') ORDER BY a.id`
)

func names(t *store.Tx, text string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], text)
}

// missingNumbers are the counters whose numbers are not all given.
func missingNumbers(t *store.Tx) ([]string, error) {
	type counter struct {
		prefix string
		last   int
	}
	counters, err := store.Rows(t, func(row store.Scanner) (c counter, err error) {
		err = row.Scan(&c.prefix, &c.last)
		return c, err
	}, "SELECT year, last FROM application_counter ORDER BY year")
	if err != nil {
		return nil, err
	}
	var wrong []string
	for _, c := range counters {
		given, err := store.Rows(t, store.Scalar[string], "SELECT number FROM application WHERE number LIKE $1 ORDER BY number", c.prefix+"-%")
		if err != nil {
			return nil, err
		}
		for n := 1; n <= c.last; n++ {
			want := fmt.Sprintf("%s-%04d", c.prefix, n)
			if n > len(given) || given[n-1] != want {
				wrong = append(wrong, "缺"+want)
				break
			}
		}
	}
	return wrong, nil
}

// lastEntry is when the newest entry of the ledger was made; zero when there is none.
func lastEntry(t *store.Tx) (time.Time, error) {
	at, _, err := store.One(t, store.Scalar[int64], "SELECT at FROM ledger_entry ORDER BY n DESC LIMIT 1")
	return clock.FromMicros(at), err
}

// serverDrift is how far this machine's clock is ahead of the database server's; SQLite has no clock of its own.
func serverDrift(t *store.Tx, db *store.DB) (time.Duration, error) {
	if db.Engine != store.Postgres {
		return 0, nil
	}
	text, _, err := store.One(t, store.Scalar[string], "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS TEXT)")
	if err != nil {
		return 0, err
	}
	seconds, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return time.Duration((float64(db.Clock.Wall().UnixMicro())/1e6 - seconds) * float64(time.Second)), err
}
