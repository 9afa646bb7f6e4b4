// Package accept is the room of receipt and formal check 受理与形式审查 (life.md, "accept"; rules A4, A5 and C1's formal
// check): the office checks each application by the programme's items, accepts, asks for a supplement or does not
// accept (two persons), and looks again once where the unit asks; the counter registers the sealed copies.
//
// The items are the programme's; what the program can look up for one (核对) is named there too, so nothing hangs on an
// item's key. Half-typed results are a draft and no act; the concluding act freezes them for the version it was about.
//
// A registered paper is never refused: it is in force, of an old version, or none of ours, and what is owed follows
// from the version in force today, never from a column.
//
// Results that a unit learns at one moment with all others wait in the outbox; what it has to mend is told at once.
package accept
