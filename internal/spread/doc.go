// Package spread is the room of what comes of the pilots 推广 (life.md, "spread"; rules J3 to J5 and R4): the cases that are
// worth copying, from a unit's draft to the public page; their use by others; the best of them recommended upward; the
// brand programme with its money; and the exchange activities of a cohort.
//
// A case is public as the version that two persons let out, and as nothing else: a newer version waits its turn beside it.
package spread
