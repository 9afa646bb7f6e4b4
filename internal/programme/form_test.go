package programme

import (
	"testing"
	"unicode"
)

// FuzzCount holds the counting of characters against the plain loop over them.
func FuzzCount(f *testing.F) {
	for _, seed := range []string{"", "试点方案\u3000 a\n1.5", "𬱖\u2028㐀一鿿\uffff", "\xe4\xb8", "\xe4\xb8\xe4", "\xec\xbf\xbf\xed\xa0\x80", "\u1680\u202f\u205f\u0085"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want := 0
		for _, r := range text {
			if !unicode.IsSpace(r) {
				want++
			}
		}
		if got := Count(text); got != want {
			t.Fatalf("%q: %d characters, the loop counts %d", text, got, want)
		}
	})
}
