package apply

import (
	"time"

	"shidian/internal/fault"
	"shidian/internal/programme"
)

// Count counts characters as the form does: white space is not counted, 𬱖 is one.
func Count(text string) int { return programme.Count(text) }

// SlashAllowed tells whether "/" may stand in a field (A3).
func SlashAllowed(f programme.Field) bool { return f.Slash && f.Filler == programme.Applicant }

// Late tells whether an instant is too late for a deadline; at the deadline itself it is (A5).
func Late(at, deadline time.Time) bool { return !at.Before(deadline) }

// Missing names the fields of the applicant that are still empty (A3).
func Missing(p *programme.Programme, kind string, values map[string]string) []fault.Field { return nil }

// SlashFor lists the empty fields into which "/" may be put (A3).
func SlashFor(p *programme.Programme, kind string, values map[string]string) []string { return nil }

// Faults names everything in the form that must be mended before the submit: what is missing, "/" where it may not
// be, limits, dates, numbers, contents, and characters that no font has (lacks gives those of a text).
func Faults(p *programme.Programme, kind string, values map[string]string, lacks func(string) []rune) []fault.Field {
	return nil
}
