// Package pages shows the room of receipt and formal check: the office's desk, the page of one check beside the form,
// the second look, the counter, what is owed, whom to call, the correction of a phone. It holds no SQL and no rule.
package pages
