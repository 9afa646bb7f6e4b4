package spread

import (
	"shidian/internal/act"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

var adoptionRows []act.Row

var adoptionCovers []ledger.Cover

func adoptionBlobs(t *store.Tx) ([]string, error) { return nil, nil }
