package peer

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"shidian/bench/load"
)

// BarePostgres measures the bare statement: an UPDATE of one 30 KB row (lz4), each its own transaction, over 8 connections.
func BarePostgres(ctx context.Context, url string, texts []string, warm, measure time.Duration) (*load.Measured, error) {
	const connections = 8
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	config.MaxConns = connections
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	_, err = pool.Exec(ctx, `CREATE TABLE form (id BIGINT PRIMARY KEY, body TEXT COMPRESSION lz4 NOT NULL, version BIGINT NOT NULL)`)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if _, err := pool.Exec(ctx, "INSERT INTO form VALUES ($1, $2, 0)", i, texts[0]); err != nil {
			return nil, err
		}
	}
	all := &load.Measured{Seconds: measure.Seconds()}
	begin := time.Now().Add(warm)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for c := range connections {
		wg.Go(func() {
			part, err := updates(ctx, pool, texts, c, connections, begin, begin.Add(measure))
			mu.Lock()
			defer mu.Unlock()
			all.Latency.Merge(part)
			if err != nil {
				all.Failed, all.First = all.Failed+1, err
			}
		})
	}
	wg.Wait()
	return all, all.First
}

func updates(ctx context.Context, pool *pgxpool.Pool, texts []string, first, step int, begin, end time.Time) (*load.Histogram, error) {
	h := &load.Histogram{}
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return h, err
	}
	defer conn.Release()
	for n := first; time.Now().Before(end); n += step {
		start := time.Now()
		tag, err := conn.Exec(ctx, "UPDATE form SET body = $1, version = version + 1 WHERE id = $2", texts[(n/rows)%len(texts)], n%rows)
		if err != nil || tag.RowsAffected() != 1 {
			return h, fmt.Errorf("bare UPDATE: %v, %w", tag, err)
		}
		if start.After(begin) {
			h.Add(time.Since(start))
		}
	}
	return h, nil
}
