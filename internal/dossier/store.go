package dossier

import (
	"shidian/internal/clock"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/store"
)

// Covers are the room's tables that are bound to the ledger.
func Covers() []ledger.Cover {
	return []ledger.Cover{{Table: "dossier", Key: []string{"id"}, Columns: []string{"cohort", "account", "state", "at", "taken_at", "file",
		"size", "files", "list", "head_size", "head_root"}}}
}

const selectDossier = "SELECT id, cohort, account, state, at, taken_at, file, size, files, list, head_size, head_root FROM dossier"

func scan(row store.Scanner) (Dossier, error) {
	var d Dossier
	var at, done int64
	err := row.Scan(&d.ID, &d.Cohort, &d.Account, &d.State, &at, &done, &d.File, &d.Size, &d.Files, &d.List, &d.Head.Size, &d.Head.Root)
	d.At = clock.FromMicros(at)
	if done != 0 {
		d.TakenAt = clock.FromMicros(done)
	}
	return d, err
}

func insertDossier(t *store.Tx, d Dossier) error {
	_, err := t.Exec(`INSERT INTO dossier (id, cohort, account, state, at, taken_at, file, size, files, list, head_size, head_root)
		VALUES ($1, $2, $3, $4, $5, 0, '', 0, 0, '', 0, '')`, d.ID, d.Cohort, d.Account, string(d.State), clock.Micros(d.At))
	return err
}

func updateDossier(t *store.Tx, d Dossier) error {
	_, err := t.Exec(`UPDATE dossier SET state = $2, taken_at = $3, file = $4, size = $5, files = $6, list = $7, head_size = $8, head_root = $9
		WHERE id = $1`, d.ID, string(d.State), clock.Micros(d.TakenAt), d.File, d.Size, d.Files, d.List, d.Head.Size, d.Head.Root)
	return err
}

// things are the names in the ledger of what belongs to a cohort beside its applications. A report of wrongdoing is the
// supervisor's alone and not among them.
const things = `SELECT 'cohort/' || id FROM cohort WHERE id = $1
	UNION ALL SELECT 'panel/' || id FROM panel WHERE cohort = $1
	UNION ALL SELECT 'decision/' || id FROM decision WHERE cohort = $1
	UNION ALL SELECT 'public_notice/' || id FROM public_notice WHERE cohort = $1
	UNION ALL SELECT 'objection/' || o.id FROM objection o JOIN public_notice n ON n.id = o.notice WHERE n.cohort = $1
	UNION ALL SELECT 'release/' || id FROM release WHERE cohort = $1
	UNION ALL SELECT 'pilot/' || id FROM pilot WHERE cohort = $1
	UNION ALL SELECT 'problem/' || o.id FROM pilot_problem o JOIN pilot p ON p.id = o.pilot WHERE p.cohort = $1
	UNION ALL SELECT 'change/' || o.id FROM pilot_change o JOIN pilot p ON p.id = o.pilot WHERE p.cohort = $1
	UNION ALL SELECT 'stocktaking/' || id FROM stocktaking WHERE cohorts LIKE '%,' || $1 || ',%'
	UNION ALL SELECT 'dossier/' || id FROM dossier WHERE cohort = $1`

func selectThings(t *store.Tx, cohort string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], things, cohort)
}

// selectLetters are the ids of the letters of a cohort: the acts that sent them are about the outbox.
func selectLetters(t *store.Tx, cohort string) (map[string]bool, error) {
	ids, err := store.Rows(t, store.Scalar[string], "SELECT id FROM outbox_letter WHERE cohort = $1", cohort)
	of := map[string]bool{}
	for _, id := range ids {
		of[id] = true
	}
	return of, err
}

// sentBy are the numbers of the entries that sent or discarded letters of the cohort.
func sentBy(t *store.Tx, letters map[string]bool) (numbers []int64, err error) {
	entries, err := ledger.History(t, notify.OutboxObject)
	for _, e := range entries {
		for _, row := range e.Rows {
			if row.Table == "outbox_letter" && letters[row.Key] {
				numbers = append(numbers, e.N)
				break
			}
		}
	}
	return numbers, err
}
