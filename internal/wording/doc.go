// Package wording looks through a text that is to leave the house for what is easily written wrong (规范表述核对): dates
// against weekdays, names of units as of a day, document numbers and figures (GB/T 9704, GB/T 15835), punctuation
// (GB/T 15834), and the set phrases of a programme. It works offline, on plain values, and knows no room: the names and
// the phrases come in. It never changes a text and stops nobody; each finding says where, what, what to write instead,
// and how sure it is.
package wording
