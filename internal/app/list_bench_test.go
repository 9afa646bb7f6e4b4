package app

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"syscall"
	"testing"
	"time"

	"shidian/internal/store"
)

// listed is a house whose office finds n submitted applications, copies of one, each of a unit of its own.
func listed(b *testing.B, n int) *town {
	w := newTown(b, demoHouse(b, store.SQLite))
	model := submitted(w)
	w.must(w.DB.Write(ctx, func(t *store.Tx) error {
		const same = "cohort, definition, kind, city, city_name, state, version, contents, typed_in, confirmed, started_at, salt, saved_at, revision"
		for i := range n {
			id := store.NewID()
			if _, err := t.Exec("INSERT INTO unit (id, kind, region, from_at, to_at) VALUES ($1, 'society', '', 0, 0)", id); err != nil {
				return err
			}
			if _, err := t.Exec(`INSERT INTO application (id, unit, unit_name, number, submitted_at, `+same+`)
				SELECT $1, $1, $2, $3, submitted_at + $4, `+same+` FROM application WHERE id = $5`,
				id, fmt.Sprintf("山东省演示第%d学会", i), fmt.Sprintf("SD-2099-%06d", i), i, model); err != nil {
				return err
			}
		}
		return nil
	}))
	return w
}

// BenchmarkList is the office's list page of 50 rows, packed, through everything but the network.
func BenchmarkList(b *testing.B) {
	w := listed(b, 200)
	b.ReportAllocs()
	before := cpuTime(b)
	for b.Loop() {
		r := httptest.NewRequest(http.MethodGet, "/applications?cohort="+w.cohort.ID, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		r.AddCookie(w.cookies["handler"])
		out := httptest.NewRecorder()
		if w.site.ServeHTTP(out, r); out.Code != http.StatusOK {
			b.Fatal(out.Code)
		}
		b.ReportMetric(float64(out.Body.Len()), "bytes")
	}
	b.ReportMetric(float64((cpuTime(b)-before).Nanoseconds())/float64(b.N), "cpu-ns/op")
}

// cpuTime is what the process has used so far: unlike the time that passed it means something on a shared machine.
func cpuTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
