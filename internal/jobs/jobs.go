// Package jobs runs what an act causes but does not wait for (papers, mail), over River. A job is born in the
// transaction that causes it and tried again when it fails; what failed for good is a page.
package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"shidian/internal/store"
)

// Job is what is to be done: a value that JSON keeps, with the name of its kind. It holds ids, never personal data.
type Job interface{ Kind() string }

// Queue is the program's job queue.
type Queue struct {
	db      *store.DB
	workers *river.Workers
	client  atomic.Pointer[river.Client[*sql.Tx]]
}

// New makes the queue over the database; rooms then say with Work what their jobs do, and Start begins.
// Jobs that acts put in before that are kept for it.
func New(db *store.DB) *Queue {
	q := &Queue{db: db, workers: river.NewWorkers()}
	db.OnFlush(q.insert)
	return q
}

// reach is the running client, or before Start one that only puts in and lists.
func (q *Queue) reach() (*river.Client[*sql.Tx], error) {
	if client := q.client.Load(); client != nil {
		return client, nil
	}
	return river.NewClient(driver(q.db), &river.Config{Logger: slog.New(slog.DiscardHandler)})
}

// Work registers what a kind of job does. It may run more than once for one job: after a crash, or when it failed.
func Work[T Job](q *Queue, do func(ctx context.Context, job T) error) {
	river.AddWorker(q.workers, river.WorkFunc(func(ctx context.Context, job *river.Job[T]) error { return do(ctx, job.Args) }))
}

// Migrate brings the queue's own tables up to date.
func Migrate(ctx context.Context, db *store.DB) error {
	migrator, err := rivermigrate.New(driver(db), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("job tables: %w", err)
	}
	return nil
}

func driver(db *store.DB) riverdriver.Driver[*sql.Tx] {
	if db.Engine == store.Postgres {
		return riverdatabasesql.New(db.Handle())
	}
	return riversqlite.New(db.Handle())
}

// Start begins to take jobs. workers is how many run at once.
func (q *Queue) Start(ctx context.Context, workers int, log *slog.Logger) error {
	client, err := river.NewClient(driver(q.db), &river.Config{
		Logger:            log,
		Queues:            map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workers}},
		FetchPollInterval: 250 * time.Millisecond,
		MaxAttempts:       8,
		Workers:           q.workers,
	})
	if err != nil {
		return err
	}
	q.client.Store(client)
	if err := q.release(ctx); err != nil {
		return err
	}
	return client.Start(context.WithoutCancel(ctx))
}

// release gives back the jobs that a killed process had in hand: there is one process, so whatever is marked as
// running when it starts runs nowhere. River alone would find them only after an hour.
func (q *Queue) release(ctx context.Context) error {
	return q.db.Write(ctx, func(t *store.Tx) error {
		_, err := t.Exec("UPDATE river_job SET state = 'available' WHERE state = 'running'")
		return err
	})
}

// insert writes the jobs of a whole group at once.
func (q *Queue) insert(t *store.Tx, jobs []any) error {
	params := make([]river.InsertManyParams, len(jobs))
	for i, job := range jobs {
		args, ok := job.(Job)
		if !ok {
			return fmt.Errorf("%T is no job", job)
		}
		params[i].Args = args
	}
	client, err := q.reach()
	if err != nil {
		return err
	}
	_, err = client.InsertManyTx(t.Context(), t.SQL(), params)
	return err
}

// Stop lets running jobs end, until ctx does.
func (q *Queue) Stop(ctx context.Context) error {
	client := q.client.Load()
	if client == nil {
		return nil
	}
	return client.Stop(ctx)
}

// Failed is a job that failed at least once: what, how often, the last error, and when it is tried again.
type Failed struct {
	ID      int64
	Kind    string
	Attempt int
	Error   string // for the operator
	Again   time.Time
	GivenUp bool
}

// Failed lists the jobs that failed and were not done since, the newest first, 100 at the most.
func (q *Queue) Failed(ctx context.Context) ([]Failed, error) {
	client, err := q.reach()
	if err != nil {
		return nil, err
	}
	list, err := client.JobList(ctx, river.NewJobListParams().First(100).
		States(rivertype.JobStateRetryable, rivertype.JobStateDiscarded).OrderBy(river.JobListOrderByID, river.SortOrderDesc))
	if err != nil {
		return nil, err
	}
	failed := make([]Failed, 0, len(list.Jobs))
	for _, row := range list.Jobs {
		f := Failed{ID: row.ID, Kind: row.Kind, Attempt: row.Attempt, Again: row.ScheduledAt, GivenUp: row.State == rivertype.JobStateDiscarded}
		if n := len(row.Errors); n > 0 {
			f.Error = row.Errors[n-1].Error
		}
		failed = append(failed, f)
	}
	return failed, nil
}

// Retry makes a failed job run again now.
func (q *Queue) Retry(ctx context.Context, id int64) error {
	client, err := q.reach()
	if err != nil {
		return err
	}
	_, err = client.JobRetry(ctx, id)
	return err
}

// Waiting counts the jobs that are not done and have not been given up.
func (q *Queue) Waiting(ctx context.Context) (int, error) {
	client, err := q.reach()
	if err != nil {
		return 0, err
	}
	list, err := client.JobList(ctx, river.NewJobListParams().First(1000).
		States(rivertype.JobStateAvailable, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStatePending, rivertype.JobStateScheduled))
	if err != nil {
		return 0, err
	}
	return len(list.Jobs), nil
}
