package paper

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

const em = 16 + GridPitch

// plainChars gives every full-width character an em and every other half of one, so that no font is needed.
func plainChars(text string) (out []char) {
	for _, r := range text {
		w := em
		if r < 0x250 {
			w = em / 2
		}
		out = append(out, char{r: r, w: w})
	}
	return out
}

func broken(text string, columns float64) (lines []string) {
	b := breaker{chars: plainChars(text), half: 12, full: true}
	for _, s := range b.lines(columns*em, columns*em) {
		lines = append(lines, string([]rune(text)[s.from:s.to]))
	}
	return lines
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a full line", "一二三四五六七八九十甲乙", "一二三四五六七八九十|甲乙"},
		{"a mark is taken in as half width where the squeeze allows it", "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未，申", "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未，|申"},
		{"too tight: the character before it goes down too", "一二三四五六七八九十，甲乙", "一二三四五六七八九|十，甲乙"},
		{"two marks go down together", "一二三四五六七八九十。”甲", "一二三四五六七八九|十。”甲"},
		{"an opening mark starts the next line", "一二三四五六七八九《十甲》", "一二三四五六七八九|《十甲》"},
		{"a dash stays whole", "一二三四五六七八九——十", "一二三四五六七八|九——十"},
		{"an e-mail stays whole", "请于五月发送至ab@cd.efg处", "请于五月发送至|ab@cd.efg处"},
		{"longer than a line: the word is split", "一二abcdefghijklmnopqrstuvwxyz三", "一二|abcdefghijklmnopqrst|uvwxyz三"},
		{"no blank starts a line", "一二三四五六七八九十 　甲", "一二三四五六七八九十|甲"},
		{"a number keeps its unit", "一二三四五六七八九5%以上", "一二三四五六七八九5%|以上"},
	} {
		columns := 10.0
		if strings.Contains(c.text, "巳") {
			columns = 28
		}
		if got := strings.Join(broken(c.text, columns), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestJustifiedLinesReachTheEdge(t *testing.T) {
	text := demand
	b := breaker{chars: plainChars(text), half: 12, full: true}
	width := 28 * em
	spans := b.lines(26*em, width)
	for i, s := range spans[:len(spans)-1] {
		want := width
		if i == 0 {
			want = 26 * em
		}
		got := s.natural + s.space*float64(s.to-s.from-1)
		if s.natural > want+tolerance { // a mark hangs by half of its width
			want += em / 2
		}
		if got < want-tolerance || got > want+tolerance {
			t.Errorf("line %d is %.2f wide, want %.2f", i, got, want)
		}
		if s.space < -maxSqueeze-tolerance || s.space > maxStretch {
			t.Errorf("line %d has a letter space of %.2f", i, s.space)
		}
	}
}

// faults checks a broken paragraph against the rules, not against the way it was broken. A rule may only be hurt
// where what it keeps together is longer than a line.
func faults(b breaker, spans []span, first, rest float64) (out []string) {
	text := make([]rune, len(b.chars))
	for i, c := range b.chars {
		text[i] = c.r
	}
	report := func(kind string, s span) { out = append(out, kind+": "+string(text[s.from:s.to])) }
	at := 0
	for i, s := range spans {
		for ; at < s.from; at++ {
			if !blank(text[at]) {
				report("lost before", s)
			}
		}
		if s.to <= s.from {
			report("empty line", s)
		}
		at = s.to
		width := rest
		if i == 0 {
			width = first
		}
		if over := s.natural + s.space*float64(s.to-s.from-1) - width; over > em/2+tolerance && s.to-s.from > 1 {
			report("too wide", s)
		}
		if i == 0 {
			continue
		}
		a, c, spaced := text[spans[i-1].to-1], text[s.from], s.from > spans[i-1].to
		hard := mayBreak(a, c, spaced, true)
		if !hard && b.couldStay(s.from, min(first, rest), true) {
			report("mark", s)
		} else if hard && !mayBreak(a, c, spaced, false) && b.couldStay(s.from, min(first, rest), false) {
			report("split word", s)
		}
	}
	for ; at < len(text); at++ {
		if !blank(text[at]) {
			out = append(out, "lost at the end")
		}
	}
	return out
}

// couldStay tells whether the unbreakable group around a place fits a line.
func (b breaker) couldStay(at int, width float64, hard bool) bool {
	legal := func(i int) bool { // may a line start at i?
		before := i - 1
		for before >= 0 && blank(b.chars[before].r) {
			before--
		}
		if before < 0 {
			return true
		}
		return !blank(b.chars[i].r) && mayBreak(b.chars[before].r, b.chars[i].r, before < i-1, hard)
	}
	from, to := at-1, at+1
	for from > 0 && !legal(from) {
		from--
	}
	for to < len(b.chars) && !legal(to) {
		to++
	}
	for to > from && blank(b.chars[to-1].r) {
		to--
	}
	for from < to && blank(b.chars[from].r) {
		from++
	}
	natural := 0.0
	for _, c := range b.chars[from:to] {
		natural += c.w
	}
	return b.fits(to-1, natural, width-tolerance, to-from-1)
}

// paragraph makes up a text of hanzi, marks, words, numbers and addresses.
func paragraph(r *rand.Rand) string {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	var b strings.Builder
	for range 20 + r.IntN(200) {
		switch r.IntN(12) {
		case 0:
			b.WriteString(pick("，", "。", "、", "；", "：", "？", "！", "。”", "》，", "）。", "！”", "’”", "％", "℃"))
		case 1:
			b.WriteString(pick("“", "《", "（", "〔", "【", "“‘", "（“", "￥"))
		case 2:
			b.WriteString(pick("——", "……", "·", "—", "々"))
		case 3:
			b.WriteString(pick("abc", "GB/T 9704", "2020", "50%", "3.14", "skxbgsgy@shandong.cn", "0531-82073208", "km", "(A4)", "a, b", "x."))
		case 4:
			b.WriteString(pick(" ", "　", "  "))
		default:
			for range 1 + r.IntN(8) {
				b.WriteRune(rune(0x4E00 + r.IntN(0x5000)))
			}
		}
	}
	return b.String()
}

func TestNoBreakFaults(t *testing.T) {
	r := rand.New(rand.NewPCG(2020, 13))
	lines := 0
	for lines < 120_000 {
		b := breaker{chars: plainChars(paragraph(r)), half: 12, full: true}
		for i := range b.chars { // real fonts have Latin of every width
			if b.chars[i].w < em {
				b.chars[i].w = 3 + 8*r.Float64()
			}
		}
		rest := (8 + 24*r.Float64()) * em
		first := rest - float64(r.IntN(3))*em
		spans := b.lines(first, rest)
		lines += len(spans)
		if bad := faults(b, spans, first, rest); len(bad) > 0 {
			t.Fatalf("after %d lines, width %.1f em: %q", lines, rest/em, bad)
		}
	}
}

// Columns of a few characters and texts of almost nothing but marks: whatever could stay together must.
func TestNoBreakFaultsInHardTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 2020))
	pool := []rune(noStart + noEnd + hanging + "abc012 　一二三四五六—…")
	for range 4000 {
		text := make([]rune, r.IntN(300))
		for i := range text {
			text[i] = pool[r.IntN(len(pool))]
		}
		b := breaker{chars: plainChars(string(text)), half: 12, full: true}
		width := (1 + 20*r.Float64()) * em
		if bad := faults(b, b.lines(width, width), width, width); len(bad) > 0 {
			t.Fatalf("width %.1f em, %q: %q", width/em, string(text), bad)
		}
	}
}

func FuzzBreak(f *testing.F) {
	f.Add(demand, 28.0)
	f.Add("请发至skxbgsgy@shandong.cn，——“（《", 3.0)
	f.Fuzz(func(t *testing.T, text string, columns float64) {
		if columns = math.Abs(math.Mod(columns, 60)); !(columns >= 1) {
			columns = 1
		}
		for _, part := range strings.Split(clean(text), "\n") {
			b := breaker{chars: plainChars(part), half: 12, full: true}
			width := columns * em
			if bad := faults(b, b.lines(width, width), width, width); len(bad) > 0 {
				t.Fatalf("%q", bad)
			}
		}
	})
}
