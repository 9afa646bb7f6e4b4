package testenv

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// Cluster is a private PostgreSQL server in a temporary folder, reached through a socket in that folder.
// It writes as durably as a real one (fsync is on), for tests that kill.
type Cluster struct {
	URL    string // postgres://… of the server's own database "postgres", as its superuser
	Dir    string // holds the data, the socket and the log; gone after Stop
	keeper *exec.Cmd
	leash  io.Closer
}

// The keeper is a shell of its own that starts the server, says so, and waits on its standard input.
// When the process that started it ends, even by SIGKILL, that input ends, and the keeper cleans up.
const keeperScript = `
bin=$1 dir=$2
{ "$bin/initdb" -D "$dir/data" -U postgres -E UTF8 --locale=C --auth=trust --no-sync &&
  "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -o "-k $dir -c listen_addresses= -c max_connections=200" start
} >"$dir/start.log" 2>&1 && echo ready || echo failed
read -r _
"$bin/pg_ctl" -D "$dir/data" -m fast -w stop >/dev/null 2>&1
rm -rf "$dir"
`

// StartPostgres starts a cluster; as root it runs as the user postgres, because PostgreSQL refuses root.
func StartPostgres() (*Cluster, error) {
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	identity, err := postgresIdentity()
	if err != nil {
		return nil, err
	}
	// Directly under /tmp: a socket's path holds 107 bytes, and the other user must reach it.
	dir, err := os.MkdirTemp("/tmp", "shidian-pg-")
	if err != nil {
		return nil, err
	}
	if identity != nil {
		if err := os.Chown(dir, int(identity.Uid), int(identity.Gid)); err != nil {
			return nil, err
		}
	}
	return startKeeper(bin, dir, identity)
}

func startKeeper(bin, dir string, identity *syscall.Credential) (*Cluster, error) {
	keeper := exec.Command("/bin/sh", "-c", keeperScript, "keeper", bin, dir)
	keeper.Dir = dir
	// A group of its own: Ctrl-C ends the tests, and their end stops the server in good order.
	keeper.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: identity}
	keeper.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
	leash, err := keeper.StdinPipe()
	if err != nil {
		return nil, err
	}
	said, err := keeper.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := keeper.Start(); err != nil {
		return nil, err
	}
	c := &Cluster{URL: "postgres://postgres@/postgres?host=" + url.QueryEscape(dir), Dir: dir, keeper: keeper, leash: leash}
	return c, c.awaitReady(said)
}

func (c *Cluster) awaitReady(said io.Reader) error {
	lines := bufio.NewScanner(said)
	if lines.Scan() && lines.Text() == "ready" {
		return nil
	}
	log, _ := os.ReadFile(filepath.Join(c.Dir, "start.log"))
	server, _ := os.ReadFile(filepath.Join(c.Dir, "log"))
	return errors.Join(fmt.Errorf("PostgreSQL did not start:\n%s%s", log, server), c.Stop())
}

// Stop ends the server, removes its folder, and returns when both are done.
func (c *Cluster) Stop() error {
	c.leash.Close()
	return c.keeper.Wait()
}

// postgresBin is the folder of initdb: the newest of Debian's, which are not on the PATH, or the one on it.
func postgresBin() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) > 0 {
		newest := slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })
		return filepath.Dir(newest), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", errors.New("PostgreSQL is not installed: run `make tools`, or `make test`, which does so first")
	}
	return filepath.Dir(path), nil
}

func version(initdb string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	return n
}

func postgresIdentity() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("as root the tests need the user postgres: %w", err)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}
