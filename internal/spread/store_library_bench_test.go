package spread

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"shidian/internal/clock"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// manyWords are words of two characters as texts have them: a few of them often, many seldom.
func manyWords(random *rand.Rand) []string {
	words := make([]string, 3000)
	for i := range words {
		words[i] = string([]rune{'一' + rune(random.IntN(2500)), '一' + rune(random.IntN(2500))})
	}
	return words
}

// library is a database with n public cases of 4,000 characters, of which one in a hundred says 院士专家 and each 改革.
func library(b *testing.B, engine store.Engine, n int) *store.DB {
	b.Helper()
	ctx := context.Background()
	dsn := storetest.Migrated(b, engine)
	driver, free := "sqlite", "SELECT 1"
	if engine == store.Postgres {
		driver, free = "pgx", "SET session_replication_role = replica" // rows without their pilots
	}
	raw, err := sql.Open(driver, dsn)
	if err != nil {
		b.Fatal(err)
	}
	raw.SetMaxOpenConns(1)
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	_, err = raw.Exec(free)
	must(err)
	random := rand.New(rand.NewPCG(1, 2))
	words := manyWords(random)
	tx, err := raw.Begin()
	must(err)
	for i := range n {
		var text strings.Builder
		text.WriteString("改革")
		for range 1990 {
			f := random.Float64()
			text.WriteString(words[int(f*f*f*float64(len(words)))])
		}
		if i%100 == 0 {
			text.WriteString("院士专家")
		}
		body := Body{Title: fmt.Sprintf("案例%d", i), Contents: []int{1 + i%9}, Measures: text.String()}
		raw, err := json.Marshal(body)
		must(err)
		id := fmt.Sprintf("case-%05d", i)
		_, err = tx.Exec(`INSERT INTO spread_case (id, pilot, cohort, unit, unit_name, kind, city, city_name, office, state, n, shown, begun_at, shown_at, down, salt)
			VALUES ($1, 'p', 'c', 'u', '某县科学技术协会', 'county', 'city', '某市', $3, 'published', 1, 1, 1, $2, '', '')`, id, i+1, false)
		must(err)
		_, err = tx.Exec(`INSERT INTO spread_version (id, n, title, contents, body, words, at, account, returned, cleared, answered_at, answered_by, salt)
			VALUES ($1, 1, $2, $3, $4, $5, 1, '', '[]', '[]', 0, '', '')`, id, body.Title, numbers(body.Contents), string(raw), body.Words())
		must(err)
	}
	must(tx.Commit())
	if engine == store.Postgres {
		_, err = raw.Exec("ANALYZE")
		must(err)
	}
	must(raw.Close())
	db, err := store.Open(ctx, dsn, new(clock.Clock))
	must(err)
	b.Cleanup(func() { db.Close() })
	return db
}

// searches are what the benchmarks look for: what every case says, what one in a hundred says, two words of which one is rare,
// and what none says.
var searches = []string{"改革", "院士专家", "改革 院士", "无此一词"}

// BenchmarkLibrarySearch is a page of the library with a search, as the public page reads it.
func BenchmarkLibrarySearch(b *testing.B) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		for _, n := range []int{2_000, 10_000} {
			db := library(b, engine, n)
			room := &Room{}
			if err := db.Read(context.Background(), func(t *store.Tx) error { _, err := room.List(t, Filter{Page: 1}); return err }); err != nil {
				b.Fatal(err) // and from now on what was read is held
			}
			for _, words := range append(searches, "") {
				b.Run(fmt.Sprintf("%s/%d/%s", engine, n, words), func(b *testing.B) {
					for b.Loop() {
						if err := db.Read(context.Background(), func(t *store.Tx) error {
							_, err := room.List(t, Filter{Words: words, Page: 1})
							return err
						}); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
			b.Run(fmt.Sprintf("%s/%d/first", engine, n), func(b *testing.B) {
				for b.Loop() {
					if err := db.Read(context.Background(), func(t *store.Tx) error {
						_, err := new(Room).List(t, Filter{Words: "院士专家", Page: 1})
						return err
					}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkLibraryScan is what the search would cost if the database read through the words each time: the count alone, which
// a page needs besides its rows and the counts of its filters.
func BenchmarkLibraryScan(b *testing.B) {
	const scan = "SELECT COUNT(*) FROM spread_case c JOIN spread_version v ON v.id = c.id AND v.n = c.shown WHERE c.shown > 0 AND v.words LIKE $1 ESCAPE '!'"
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		for _, n := range []int{2_000, 10_000} {
			db := library(b, engine, n)
			for _, words := range searches {
				b.Run(fmt.Sprintf("%s/%d/%s", engine, n, words), func(b *testing.B) {
					for b.Loop() {
						if err := db.Read(context.Background(), func(t *store.Tx) error {
							_, _, err := store.One(t, store.Scalar[int], scan, "%"+words+"%")
							return err
						}); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}
