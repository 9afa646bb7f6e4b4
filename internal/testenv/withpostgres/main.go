// Command withpostgres runs a command with a private PostgreSQL cluster and its address in SHIDIAN_TEST_PG.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"

	"shidian/internal/testenv"
)

func main() {
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "withpostgres:", err)
	}
	os.Exit(code)
}

func run(command []string) (code int, err error) {
	if len(command) == 0 {
		return 2, errors.New("no command given")
	}
	cluster, err := testenv.StartPostgres()
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, cluster.Stop()) }()
	// Ctrl-C reaches the command too; this process stays until it has ended, to stop the cluster.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt)
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), "SHIDIAN_TEST_PG="+cluster.URL)
	if err := cmd.Run(); cmd.ProcessState == nil {
		return 1, err
	}
	return cmd.ProcessState.ExitCode(), nil
}
