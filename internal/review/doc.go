// Package review is the experts' review (评审): the pool of experts, panels with frozen criteria, the draw before witnesses,
// and scoring (C1).
//
// The draw can be repeated by anybody from the published file, which names nobody; docs/draw.md says how.
package review
