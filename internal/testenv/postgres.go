package testenv

import (
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// serverVariable names the running cluster that `make test` shares among all test processes.
const serverVariable = "SHIDIAN_TEST_PG"

var server = sync.OnceValues(func() (string, error) {
	if shared := os.Getenv(serverVariable); shared != "" {
		return shared, nil
	}
	// Never stopped here: the end of this process stops it.
	var err error
	if own, err = StartPostgres(); err != nil {
		return "", err
	}
	return own.URL, nil
})

// own is held until the process ends: a leash that nobody holds is closed by the garbage collector.
var own *Cluster

// PostgresURL is the address of a new, empty PostgreSQL database that is dropped when the test ends.
func PostgresURL(t testing.TB) string {
	t.Helper()
	return PostgresFrom(t, "template0")
}

// PostgresFrom is the address of a new copy of a model, dropped when the test ends.
func PostgresFrom(t testing.TB, model string) string {
	t.Helper()
	name, address, err := newDatabase("test_", model)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		base, err := server()
		if err == nil {
			err = run(base, "DROP DATABASE "+name+" WITH (FORCE)")
		}
		if err != nil {
			t.Error(err)
		}
	})
	return address
}

// PostgresModel makes a database that many others are copied from, and gives its name. It stays as long as the server:
// nobody may be connected to it once prepare has returned.
func PostgresModel(prepare func(address string) error) (string, error) {
	name, address, err := newDatabase("model_", "template0")
	if err != nil {
		return "", err
	}
	return name, prepare(address)
}

func newDatabase(prefix, model string) (name, address string, err error) {
	base, err := server()
	if err != nil {
		return "", "", err
	}
	name = prefix + strings.ToLower(rand.Text())
	if err := run(base, "CREATE DATABASE "+name+" TEMPLATE "+model); err != nil {
		return "", "", err
	}
	u, err := url.Parse(base)
	if err != nil {
		return "", "", err
	}
	u.Path = "/" + name
	return name, u.String(), nil
}

// run runs a statement in the database at an address.
func run(address, statement string) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}
