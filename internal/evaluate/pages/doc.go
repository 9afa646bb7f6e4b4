// Package pages are the addresses of the room evaluate: the office's desk, a pilot's evaluations in order with the forms of
// who is to act, and what the public reads.
package pages
