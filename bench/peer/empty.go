package peer

import (
	"io"
	"net"
	"net/http"
	"strconv"
)

// Empty serves net/http with nothing behind it: GET / answers at once, POST / reads the whole body first.
func Empty(ready func(addr string)) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) })
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		io.WriteString(w, strconv.FormatInt(n, 10))
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ready(listener.Addr().String())
	return http.Serve(listener, mux)
}
