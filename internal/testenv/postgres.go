package testenv

import (
	"crypto/rand"
	"database/sql"
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
	base, err := server()
	if err != nil {
		t.Fatal(err)
	}
	name := "test_" + strings.ToLower(rand.Text())
	onServer(t, base, "CREATE DATABASE "+name+" TEMPLATE template0")
	t.Cleanup(func() { onServer(t, base, "DROP DATABASE "+name+" WITH (FORCE)") })
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func onServer(t testing.TB, base, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
