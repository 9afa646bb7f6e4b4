package load

import (
	"math/rand/v2"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Writer draws Chinese text whose characters are as unequally frequent as in prose (Zipf), out of those of a sample.
type Writer struct {
	han  []rune // the sample's characters, the most frequent first
	zipf *rand.Zipf
	rng  *rand.Rand
}

// NewWriter takes its characters from a sample; the same seed writes the same texts.
func NewWriter(sample string, seed uint64) *Writer {
	counts := map[rune]int{}
	for _, r := range sample {
		if unicode.Is(unicode.Han, r) {
			counts[r]++
		}
	}
	w := &Writer{rng: rand.New(rand.NewPCG(seed, 1))}
	for r := range counts {
		w.han = append(w.han, r)
	}
	sort.Slice(w.han, func(i, j int) bool {
		a, b := w.han[i], w.han[j]
		return counts[a] > counts[b] || counts[a] == counts[b] && a < b
	})
	w.zipf = rand.NewZipf(w.rng, 1.05, 8, uint64(len(w.han)-1))
	return w
}

// Text is prose of that many bytes or up to two fewer: sentences of a dozen characters, paragraphs of a dozen sentences.
func (w *Writer) Text(bytes int) string {
	var b strings.Builder
	for n := 1; b.Len()+utf8.UTFMax <= bytes; n++ {
		switch {
		case n%160 == 0:
			b.WriteString("\n")
		case n%40 == 0:
			b.WriteString("。")
		case n%13 == 0:
			b.WriteString("，")
		default:
			b.WriteRune(w.han[w.zipf.Uint64()])
		}
	}
	if bytes-b.Len() >= 3 {
		b.WriteString("。")
	}
	return b.String()
}
