// Package load makes the load and measures the answers: text as people type it, requests over raw keep-alive
// connections, in a closed loop (as many at once as there are connections) or in an open loop (so many a
// second, latency from the intended start), and what the server spent meanwhile.
package load
