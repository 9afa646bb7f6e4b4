package spread

import (
	"shidian/internal/act"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

var upwardRows []act.Row

var upwardCovers []ledger.Cover

func upwardBlobs(t *store.Tx) ([]string, error) { return nil, nil }
