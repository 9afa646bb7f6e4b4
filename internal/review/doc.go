// Package review is the experts' review (评审): the pool of experts, panels with frozen criteria, the draw before witnesses,
// and scoring (C1).
//
// A programme may have two stages, by letter and by panel: each is a panel of its own, with a line between them (stage.go,
// docs/decisions/007-letter-then-panel.md). In a blind one no page, paper, file or answer tells an expert whose an application
// is (rules_mask.go, rules_telling.go).
//
// The draw can be repeated by anybody from the published file, which names nobody; docs/draw.md says how.
package review
