// Package apply is the room of the application 申报: a unit starts one for a cohort, several people write it, it is
// submitted and frozen as version n, taken back, withdrawn (life.md, "apply"; rules A1 to A5).
//
// A draft is a row per field and no act: it is saved at any time, the deadline past and a version frozen included, and
// no acknowledged text is ever lost. A version is one immutable canonical JSON with its personal part apart; its paper
// is rendered once and kept by hash. Later rooms move an application's state and own their facts themselves.
//
// Reads are functions of a transaction (Get, List, DraftOf, VersionOf …); the ones with an actor (See, SeeDraft, List,
// Waiting) answer by the policy. Acts are methods of Room.
package apply
