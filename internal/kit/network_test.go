package kit

import (
	"net/http/httptest"
	"testing"
)

func TestNetwork(t *testing.T) {
	for from, want := range map[string]string{
		"10.0.0.1:1234":           "10.0.0.1",
		"[2001:db8:1:2::3]:80":    "2001:db8:1:2::/64",
		"[2001:db8:1:2:9::7]:443": "2001:db8:1:2::/64",
		"[2001:db8:1:3::3]:80":    "2001:db8:1:3::/64",
		"[::ffff:10.0.0.1]:80":    "::ffff:10.0.0.1",
		"nowhere":                 "nowhere",
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = from
		if got := Network(r); got != want {
			t.Errorf("%s: %s, want %s", from, got, want)
		}
	}
}
