package review

import (
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// stageCovers are the tables of stages and of blind panels that are bound to the ledger.
func stageCovers() []ledger.Cover {
	return []ledger.Cover{{Table: "panel_stage", Key: []string{"panel"}, Columns: []string{"stage", "line", "share", "salt"}},
		{Table: "panel_order", Key: []string{"panel"}, Columns: []string{"secret"}}}
}

// stageChecks are the proofs over the stages: nobody sits in a panel of the second one whom no letter review has scored (C1).
func stageChecks() []ledger.Check { return []ledger.Check{{Table: "panel_bid", Run: checkStages}} }

func checkStages(t *store.Tx, found func(key, what string)) error {
	ids, err := selectUnlettered(t)
	for _, key := range ids {
		found(key, "没有经过函评而进入会评")
	}
	return err
}
