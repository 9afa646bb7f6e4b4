package spread

import (
	"shidian/internal/act"
	"shidian/internal/ledger"
)

// caseRows are the acts about a case.
var caseRows []act.Row

var caseCovers = []ledger.Cover{
	{Table: "spread_case", Key: []string{"id"}, Columns: []string{"pilot", "cohort", "unit", "unit_name", "kind", "city", "city_name", "office", "state", "n", "shown",
		"begun_at", "shown_at", "down", "salt"}},
	{Table: "spread_version", Key: []string{"id", "n"}, Columns: []string{"title", "contents", "body", "words", "at", "account", "returned", "cleared", "answered_at",
		"answered_by", "salt"}},
}
