package main

import "shidian/bench/load"

// The cells, in the order of the table.
const (
	cellEmpty     = "empty"
	cellBody      = "body"
	cellGrouped   = "grouped"
	cellPatch     = "pocketbase-patch"
	cellPost      = "pocketbase-post"
	cellPBList    = "pocketbase-list"
	cellPB100     = "pocketbase-100"
	cellFullPatch = "pocketbase-full-patch"
	cellFullPost  = "pocketbase-full-post"
	cellList      = "list"
	cellSave      = "save"
	cellSave1     = "save-1k"
	cell100       = "save-100"
	cellOpen      = "open"
	cellSubmit    = "submit"
	cellPGBare    = "postgres-bare"
	cellPGSave    = "postgres-save"
	cellPGSubmit  = "postgres-submit"
)

// cellNames say what each cell is.
var cellNames = []struct{ key, words string }{
	{cellEmpty, "A: empty net/http handler, GET"},
	{cellBody, "A: net/http handler that reads a 30 KB body"},
	{cellGrouped, "B: bare UPDATEs of 30 KB rows, 20 a commit, the product's pragmas (rows/s; latency of a commit)"},
	{cellPatch, "C: PocketBase, PATCH 30 KB, its default (synchronous NORMAL)"},
	{cellPost, "C: PocketBase, POST 30 KB, its default"},
	{cellFullPatch, "C: PocketBase, PATCH 30 KB, synchronous FULL"},
	{cellFullPost, "C: PocketBase, POST 30 KB, synchronous FULL"},
	{cellPBList, "C: PocketBase, list of 50 small records (JSON)"},
	{cellPB100, "C: PocketBase, open loop, 100 PATCHes of 30 KB a second"},
	{cellSave, "shidian: save of a 30 KB form (six long fields)"},
	{cellSave1, "shidian: save of one field of 1 KB"},
	{cellSubmit, "shidian: submit (validate, freeze 30 KB, ledger, paper's job)"},
	{cellList, "shidian: list page of 50 rows (HTML, gzip)"},
	{cell100, "shidian: open loop, 100 saves of 30 KB a second"},
	{cellOpen + " saves", "shidian: open loop, saves of 30 KB"},
	{cellOpen + " submits", "shidian: open loop, submits"},
	{cellOpen + " pages", "shidian: open loop, list pages of 50 rows"},
	{cellPGBare, "PostgreSQL: bare UPDATE of 30 KB (lz4), 8 pgx connections"},
	{cellPGSave, "shidian on PostgreSQL: save of a 30 KB form"},
	{cellPGSubmit, "shidian on PostgreSQL: submit"},
}

// round is what one round gave, by cell.
type round map[string]*load.Measured

func (r round) rate(cell string) float64 {
	if m := r[cell]; m != nil {
		return m.Rate()
	}
	return 0
}

// quantile is in milliseconds.
func (r round) quantile(cell string, q float64) float64 {
	if m := r[cell]; m != nil {
		return float64(m.Latency.Quantile(q).Microseconds()) / 1000
	}
	return 0
}

func (r round) cores(cell string) float64 {
	if m := r[cell]; m != nil {
		return m.Cores
	}
	return 0
}

// memory is in MB.
func (r round) memory(cell string) float64 {
	if m := r[cell]; m != nil {
		return float64(m.Memory) / (1 << 20)
	}
	return 0
}
