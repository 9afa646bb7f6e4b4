// Package act is the one door to every change that counts: who acts, what the table of acts allows, the work of the
// room, and the ledger entry, all in one transaction; or a refusal, and the refusal recorded.
//
// Drafts, upload parts, sessions, counters, read marks, job rows and the demo's clock are no acts (life.md).
package act

import (
	"slices"

	"shidian/internal/access"
)

// State is a word for where a thing stands; each room lists its own.
type State string

// Row is one line of the table of acts: what may be done, by whom, from where to where.
type Row struct {
	Name  string        // "apply.submit": the room, and the verb
	Title string        // 提交
	Who   []access.Role // who may act; for an act of two persons, who proposes it
	From  []State       // "" among them: the thing does not exist yet. Empty: in any state
	To    []State       // Empty: the state stays
	Guard string        // in Chinese: when it is refused, with rule numbers
	Two   bool          // proposed by one person, confirmed by an approver after a fresh log-in
	With  []Step        // moves of other things that go along: the applications of a list
}

// Step is a way that a thing may go.
type Step struct{ From, To State }

// Moves tells whether the row allows to go from one state to the other.
func (r Row) Moves(from, to State) bool {
	fromOK := len(r.From) == 0 || slices.Contains(r.From, from)
	toOK := slices.Contains(r.To, to) || (len(r.To) == 0 && from == to)
	return fromOK && toOK
}
