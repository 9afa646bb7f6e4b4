package spread

import "shidian/internal/store"

// selectIn are the cases of a cohort's pilots, the oldest first.
func selectIn(t *store.Tx, cohort string) ([]Case, error) {
	return store.Rows(t, scanCase, selectCase+" WHERE c.cohort = $1 ORDER BY c.begun_at, c.id", cohort)
}

// things are the names in the ledger of what the room has of a cohort. A case that was never handed in is its writers' own.
const things = `SELECT 'case/' || id FROM spread_case WHERE cohort = $1 AND n > 0
	UNION ALL SELECT 'adoption/' || a.id FROM adoption a JOIN spread_case c ON c.id = a.of_case WHERE c.cohort = $1
	UNION ALL SELECT DISTINCT 'upward/' || u.of_case FROM upward u JOIN spread_case c ON c.id = u.of_case WHERE c.cohort = $1
	UNION ALL SELECT 'brand/' || b.pilot FROM spread_brand b JOIN pilot p ON p.id = b.pilot WHERE p.cohort = $1
	UNION ALL SELECT 'funding/' || f.id FROM spread_funding f JOIN pilot p ON p.id = f.pilot WHERE p.cohort = $1
	UNION ALL SELECT 'spending/' || s.id FROM spread_spending s JOIN spread_funding f ON f.id = s.funding JOIN pilot p ON p.id = f.pilot WHERE p.cohort = $1
	UNION ALL SELECT 'exchange/' || id FROM exchange WHERE cohorts LIKE '%,' || $1 || ',%'`

// Things are the names in the ledger of what the room has of a cohort, for the file that is kept of it.
func Things(t *store.Tx, cohort string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], things, cohort)
}
