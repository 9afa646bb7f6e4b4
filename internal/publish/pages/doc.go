// Package pages are the addresses of the room publish: the office's notices, objections and releases; the public pages,
// which need no script; the supervisor's reports.
package pages
