package kill_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/app"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// place is the installation that survives its servers.
type place struct{ db, files string }

// server is one life of the program.
type server struct {
	command *exec.Cmd
	address string
	largest int
	read    chan struct{}
}

// start starts the program and waits until it listens.
func (p place) start(t *testing.T) *server {
	t.Helper()
	s := &server{command: exec.Command(os.Args[0]), read: make(chan struct{})}
	s.command.Env = append(os.Environ(), childVariable+"=1", "SHIDIAN_DB="+p.db, "SHIDIAN_FILES="+p.files)
	s.command.Stderr = os.Stderr
	out, err := s.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.command.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for s.address == "" && lines.Scan() {
		fmt.Sscanf(lines.Text(), "listening %s", &s.address)
	}
	if s.address == "" {
		t.Fatal("the program did not start")
	}
	go func() {
		defer close(s.read)
		for lines.Scan() {
			fmt.Sscanf(lines.Text(), "largest %d", &s.largest)
		}
	}()
	return s
}

// kill ends it with SIGKILL.
func (s *server) kill(t *testing.T) {
	t.Helper()
	if err := s.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-s.read
	s.command.Wait() // its error is the signal
}

// people sets the scene, with n counties that have begun and filled in an application.
func (p place) people(t *testing.T, n int) *people {
	t.Helper()
	ctx := context.Background()
	h, err := app.OpenDemo(ctx, app.Config{Brand: "试点", DB: p.db, Files: p.files}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	var counties []unit.Unit
	var cohort call.Cohort
	err = h.DB.Read(ctx, func(t *store.Tx) (err error) {
		if counties, err = unit.List(t, unit.Filter{Kind: unit.County}, t.Now()); err != nil {
			return err
		}
		open, err := call.Open(t, t.Now())
		cohort = open[0]
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all := &people{}
	for i, county := range counties[:n] {
		person, err := newPerson(ctx, h, cohort, county, fmt.Sprintf("kill%02d", i))
		if err != nil {
			t.Fatal(err)
		}
		all.list = append(all.list, person)
	}
	return all
}

func newPerson(ctx context.Context, h *app.House, cohort call.Cohort, county unit.Unit, login string) (*person, error) {
	slip, err := h.Unit.Issue(ctx, access.SystemActor, unit.NewAccount{Unit: county.ID, Login: login, Name: "填报人",
		Roles: []access.Role{access.Clerk, access.Head}})
	if err != nil {
		return nil, err
	}
	var actor access.Actor
	err = h.DB.Read(ctx, func(t *store.Tx) (err error) { actor, err = unit.ActorOf(t, slip.Account.ID); return err })
	if err != nil {
		return nil, err
	}
	id, err := h.FillDemoForm(ctx, actor, cohort)
	return &person{account: actor.Account, application: id}, err
}

// with opens the database alone, as no server runs.
func (p place) with(t *testing.T, work func(*store.DB)) {
	t.Helper()
	db, err := store.Open(context.Background(), p.db, new(clock.Clock))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	work(db)
}

// hold holds the database against what was answered, and verifies the ledger.
func (p place) hold(t *testing.T, round int, people *people) {
	t.Helper()
	p.with(t, func(db *store.DB) {
		err := db.Read(context.Background(), func(tx *store.Tx) error {
			for _, person := range people.list {
				if err := person.hold(tx); err != nil {
					return err
				}
			}
			report, err := ledger.Verify(tx, app.Covers(), nil, nil)
			for _, problem := range report.Problems {
				t.Errorf("round %d: %v", round, problem)
			}
			return err
		})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
	})
}

// papers starts the program once more and waits until every acknowledged version has its paper: jobs survive too.
func (p place) papers(t *testing.T, people *people) {
	t.Helper()
	s := p.start(t)
	defer s.kill(t)
	deadline := time.After(5 * time.Minute)
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		owed := p.owed(t, people)
		if len(owed) == 0 {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("no paper for %d versions, the first %s", len(owed), owed[0])
		}
	}
}

func (p place) owed(t *testing.T, people *people) (owed []string) {
	t.Helper()
	p.with(t, func(db *store.DB) {
		err := db.Read(context.Background(), func(tx *store.Tx) error {
			for _, person := range people.list {
				versions, err := apply.Versions(tx, person.application)
				if err != nil {
					return err
				}
				for _, v := range versions {
					if v.Paper == "" {
						owed = append(owed, fmt.Sprint(v.Number, " ", v.N))
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	return owed
}
