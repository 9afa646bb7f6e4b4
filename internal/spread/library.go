package spread

import (
	"strings"
	"unicode"
)

// fold writes a character as the search compares it: small, the full-width forms as their narrow ones, every blank as a
// space. One character stays one, so that a place in the folded text is the same place in the text.
func fold(r rune) rune {
	switch {
	case r >= '！' && r <= '～': // the full-width forms of ! to ~, in the same order
		r -= '！' - '!'
	case unicode.IsSpace(r):
		return ' '
	}
	return unicode.ToLower(r)
}

func folded(text string) string { return strings.Map(fold, text) }

// searchText is everything that a case says as the search compares it: its title, its texts and what stands under its
// pictures, a line each, so that no word is found across two of them.
func searchText(b Body) string {
	lines := []string{folded(b.Title)}
	for _, p := range b.Parts() {
		lines = append(lines, folded(p.Text))
	}
	for _, p := range b.Pictures {
		lines = append(lines, folded(p.Caption))
	}
	return strings.Join(lines, "\n")
}
