package app

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// What the client wrote itself never counts, whether the proxy appends to its line or adds one below it.
func TestTheAddressIsWhatOurOwnProxySaw(t *testing.T) {
	for _, lines := range [][]string{{"203.0.113.9"}, {"198.51.100.1, 203.0.113.9"}, {"198.51.100.1", "203.0.113.9"}} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header["X-Forwarded-For"] = lines
		behindProxy(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if r.RemoteAddr != "203.0.113.9:0" {
				t.Errorf("%q: %s", lines, r.RemoteAddr)
			}
		})).ServeHTTP(httptest.NewRecorder(), r)
	}
}
