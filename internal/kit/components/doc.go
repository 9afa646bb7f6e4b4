// Package components holds the parts that every page is made of: plain typed values in, HTML out.
// It knows no room, no request and no clock: whoever calls gives the words and the instants.
//
// Each part stands in a file of its own. A page takes them in this order (the one pattern of look.md):
//
//	@components.ObjectHead(…)   title, state, deadline at the right
//	@components.Stages(…)       where it stands, with dates
//	@components.MainAct(…)      the ONE next act, or who holds it
//	…                           the content
//	@components.History(…)      from the ledger
//
// Colours are never the only carrier of a meaning: each part also says it in words.
package components
