package house

import (
	"context"
	"net/url"

	"github.com/jackc/pgx/v5"

	"shidian/internal/testenv"
)

// Postgres is a private PostgreSQL server, as durable as a real one.
type Postgres struct{ cluster *testenv.Cluster }

// StartPostgres starts one.
func StartPostgres() (*Postgres, error) {
	c, err := testenv.StartPostgres()
	return &Postgres{c}, err
}

// Stop ends it and removes its folder.
func (p *Postgres) Stop() error { return p.cluster.Stop() }

// Create makes a database, a copy of another if like is not "", and gives its address.
func (p *Postgres) Create(ctx context.Context, name, like string) (string, error) {
	conn, err := pgx.Connect(ctx, p.cluster.URL)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx)
	if like == "" {
		like = "template0"
	}
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE "+like); err != nil {
		return "", err
	}
	u, err := url.Parse(p.cluster.URL)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}
