package app

import (
	"fmt"
	"testing"

	"shidian/internal/board"
	"shidian/internal/evaluate"
	"shidian/internal/run"
	"shidian/internal/store"
)

// atWork is a house with n living pilots, each with a report of a half year.
func atWork(b *testing.B, n int) *town {
	w := listed(b, n)
	w.must(w.DB.Write(ctx, func(t *store.Tx) error {
		for _, statement := range []string{
			"UPDATE application SET state = 'selected' WHERE number LIKE 'SD-2099-%'",
			`INSERT INTO stocktaking (id, title, cohorts, from_day, until_day, due_at, words, state, at, account, remarks, salt)
				SELECT 'half', '2020年下半年', ',' || MAX(cohort) || ',', '2020-07-01', '2020-12-31', 2, '', 'closed', 1, '', '', '' FROM application`,
			`INSERT INTO pilot (id, cohort, application, unit, contents, from_day, until_day, state, opened_at, salt)
				SELECT 'p-' || id, cohort, id, unit, '[4]', '2020-07-06', '2022-07-05', 'running', 0, '' FROM application WHERE state = 'selected'`,
			`INSERT INTO half_report (stocktaking, pilot, n, state, serves, body, milestones, done, behind, reason, at, account, salt)
				SELECT 'half', id, 1, 'submitted', '', '{}', 8, 3, 1, '', 1, '', '' FROM pilot`,
		} {
			if _, err := t.Exec(statement); err != nil {
				return err
			}
		}
		return nil
	}))
	return w
}

// BenchmarkPilots is what the office's pages read of the pilots at work, as they grow: the figures of the overview counted anew,
// a page of the time line, and what the desk finds waiting.
func BenchmarkPilots(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		w := atWork(b, n)
		handler := w.people["handler"]
		for _, one := range []struct {
			name string
			read func(*store.Tx) error
		}{
			{"count", func(t *store.Tx) error { _, err := board.CountPilots(t); return err }},
			{"page", func(t *store.Tx) error {
				_, err := board.PilotsOf(t, handler, board.PilotFilter{Page: 1})
				return err
			}},
			{"overview", func(t *store.Tx) error {
				_, err := board.YearsOf(t, handler, "", []board.PilotGroup{{Cohort: w.cohort.ID, N: 1}})
				return err
			}},
			{"evaluate waits", func(t *store.Tx) error { _, err := evaluate.Waiting(t, handler); return err }},
			{"run waits", func(t *store.Tx) error { _, err := run.Waiting(t, w.Door, handler); return err }},
			{"desk", func(t *store.Tx) error { _, err := board.DeskOf(t, w.Door, handler); return err }},
		} {
			b.Run(fmt.Sprintf("%s/%d", one.name, n), func(b *testing.B) {
				for b.Loop() {
					w.must(w.DB.Read(ctx, one.read))
				}
			})
		}
	}
}
