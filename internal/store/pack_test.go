package store_test

import (
	"context"
	"strings"
	"testing"

	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// PostgreSQL packs long texts by lz4 where it can.
func TestPostgresPacksQuickly(t *testing.T) {
	db := storetest.Open(t, store.Postgres)
	var can bool
	var packed string
	err := db.Write(context.Background(), func(tx *store.Tx) error {
		if err := tx.QueryRow("SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'").Scan(&can); err != nil {
			return err
		}
		if _, err := tx.Exec("CREATE TABLE long (text TEXT)"); err != nil {
			return err
		}
		if _, err := tx.Exec("INSERT INTO long (text) VALUES ($1)", strings.Repeat("改革试点", 5000)); err != nil {
			return err
		}
		return tx.QueryRow("SELECT pg_column_compression(text) FROM long").Scan(&packed)
	})
	if err != nil {
		t.Fatal(err)
	}
	if can != (packed == "lz4") {
		t.Errorf("packed by %q, lz4 is there: %v", packed, can)
	}
}
