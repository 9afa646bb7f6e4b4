package testenv

import (
	"bufio"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func query(t *testing.T, address, statement string) string {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var answer string
	if err := db.QueryRow(statement).Scan(&answer); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	return answer
}

func TestEachCallGivesAnEmptyDatabaseOfItsOwn(t *testing.T) {
	a, b := PostgresURL(t), PostgresURL(t)
	if err := run(a, "CREATE TABLE only_here (n BIGINT)"); err != nil {
		t.Fatal(err)
	}
	if got := query(t, b, "SELECT coalesce(to_regclass('only_here')::text, 'none')"); got != "none" {
		t.Errorf("the second database holds the first one's table: %s", got)
	}
	if got := query(t, a, "SHOW fsync"); got != "on" {
		t.Errorf("fsync is %s: tests that kill would show nothing", got)
	}
}

func TestADatabaseIsDroppedWithItsTest(t *testing.T) {
	var address string
	t.Run("uses one", func(t *testing.T) { address = PostgresURL(t) })
	name := address[strings.LastIndex(address[:strings.Index(address, "?")], "/")+1 : strings.Index(address, "?")]
	base, err := server()
	if err != nil {
		t.Fatal(err)
	}
	if got := query(t, base, "SELECT count(*)::text FROM pg_database WHERE datname = '"+name+"'"); got != "0" {
		t.Errorf("%s is still there", name)
	}
}

func TestStopRemovesTheFolder(t *testing.T) {
	c, err := StartPostgres()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(c.Dir); !os.IsNotExist(err) {
		t.Errorf("%s is still there (%v)", c.Dir, err)
	}
}

// A process that is killed cannot stop its cluster; the keeper must.
func TestTheClusterEndsWithAKilledProcess(t *testing.T) {
	if os.Getenv("TESTENV_TO_BE_KILLED") != "" {
		c, err := StartPostgres()
		fmt.Println("dir", c.Dir, err)
		select {}
	}
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), "TESTENV_TO_BE_KILLED=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	dir := strings.Fields(line)[1]
	child.Process.Kill()
	child.Wait()
	awaitGone(t, dir)
}

func awaitGone(t *testing.T, dir string) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(20 * time.Second); ; {
		select {
		case <-tick.C:
			if _, err := os.Stat(dir); os.IsNotExist(err) {
				return
			}
		case <-deadline:
			t.Fatalf("%s is still there 20 s after its process was killed", dir)
		}
	}
}
