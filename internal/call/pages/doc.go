// Package pages shows the room of notices: the public site, the office's drafting and registering, the city's letter and
// the counties' answers.
package pages
