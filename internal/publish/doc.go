// Package publish is the room of the public notice and the release 公示与发布 (life.md, "publish"; rules C3 and C4): the
// list is put on notice for the counted days, anyone can object, and what stands after that is released.
//
// A public notice is of one decision: that of the list, or one that lets a reserve come up, whose notice is for that unit
// alone. That a period is over is a matter of the instant, not of a state. Anonymous words have another door, to the
// supervisor only.
//
// Results are told at one moment: the release writes letters that wait in the outbox.
package publish
