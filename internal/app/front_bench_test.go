package app

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"shidian/internal/store"
)

// BenchmarkFront is what everybody's pages cost in a house with two years behind it, packed, through everything but the network.
func BenchmarkFront(b *testing.B) {
	w := told(b, store.SQLite, "two-years")
	w.site = w.Handler(nil)
	for _, path := range []string{"/", "/notices", "/public", "/public/pilots", "/draw"} {
		b.Run(path, func(b *testing.B) {
			b.ReportAllocs()
			before := cpuTime(b)
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, path, nil)
				r.Header.Set("Accept-Encoding", "gzip")
				out := httptest.NewRecorder()
				if w.site.ServeHTTP(out, r); out.Code != http.StatusOK {
					b.Fatal(out.Code)
				}
				b.ReportMetric(float64(out.Body.Len()), "bytes")
			}
			b.ReportMetric(float64((cpuTime(b)-before).Nanoseconds())/float64(b.N), "cpu-ns/op")
		})
	}
}
