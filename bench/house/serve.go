package house

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"shidian/bench/load"
)

// Running is a served house.
type Running struct {
	load.Server
	Dir     string
	DB      string // "" for the SQLite file in Dir
	People  *People
	Ready   time.Duration // from the start of the process to the first page
	process *exec.Cmd
}

// Serve starts the product's own binary over a folder (and a database, for PostgreSQL) and waits for its first page.
func Serve(binary []string, dir, db string) (*Running, error) {
	r := &Running{Dir: dir, DB: db}
	args := append(append([]string{}, binary[1:]...), "--dir", dir, "--addr", "127.0.0.1:0")
	if db != "" {
		args = append(args, "--db", db)
	}
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	r.process = exec.Command(binary[0], args...)
	r.process.Stderr = log
	r.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started := time.Now()
	if err := r.process.Start(); err != nil {
		return nil, err
	}
	r.PID = r.process.Process.Pid
	if r.Addr, err = listening(log.Name()); err == nil {
		err = firstPage(r.Addr)
	}
	if err != nil {
		r.Kill()
		return nil, err
	}
	r.Ready = time.Since(started)
	return r, nil
}

// listening finds in the log where the house answers.
func listening(log string) (string, error) {
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		f, err := os.Open(log)
		if err != nil {
			return "", err
		}
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			if _, addr, found := strings.Cut(lines.Text(), "msg=ready address="); found {
				f.Close()
				return strings.TrimSpace(addr), nil
			}
		}
		f.Close()
	}
	said, _ := os.ReadFile(log)
	return "", fmt.Errorf("the house does not answer:\n%.2000s", said)
}

func firstPage(addr string) error {
	res, err := http.Get("http://" + addr + "/")
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the first page has status %d", res.StatusCode)
	}
	return nil
}

// Kill ends the process as a power cut ends it: what had been answered must be found again.
func (r *Running) Kill() {
	r.process.Process.Kill()
	r.process.Wait()
}
