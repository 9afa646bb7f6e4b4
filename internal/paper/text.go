package paper

import (
	"strings"
	"unicode"
)

// clean takes out what has no place on paper: control and format characters, variation selectors, zero-width
// spaces. Tabs and other blanks become a space, all line ends "\n".
func clean(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == 0x2028 || r == 0x2029:
			return '\n'
		case r == 0x3000:
			return r
		case r == unicode.ReplacementChar:
			return r
		case unicode.IsSpace(r) || unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		return r
	}, s)
}
