package kit

import (
	"net"
	"net/http"
	"net/netip"
)

// Network is where a request comes from, for what is counted by address; behind a proxy app has put it there. A home
// line's IPv6 addresses count as one (/64).
func Network(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || addr.Unmap().Is4() {
		return host
	}
	net64, _ := addr.Prefix(64) // 64 bits fit every IPv6 address
	return net64.String()
}
