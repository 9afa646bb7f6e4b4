package paper

import (
	"errors"
	"fmt"
	"sync/atomic"
	"unicode/utf8"

	"shidian/assets/fonts"
)

// Fonts are the faces of the papers, parsed once. They never change afterwards and may be shared by goroutines.
type Fonts struct {
	files   []*sfnt  // every distinct file
	chain   [5][]int // for each Face the files to ask, in order
	found   []Found
	printed runes // characters that Missing has found a glyph for
}

// Found tells which file plays a role.
type Found struct {
	Face       Face
	Role       string // 仿宋, 楷体, 黑体, 小标宋, 宋体
	Family     string // the font's own name
	Path       string
	Substitute bool // 字体替代: not the face the rule asks for
}

var roles = [5]struct{ key, name string }{
	{"fang", "仿宋"}, {"kai", "楷体"}, {"hei", "黑体"}, {"xbs", "小标宋"}, {"song", "宋体"},
}

// LoadFonts reads the faces; admin is the office's own font folder, or "". It takes about half a second and is done
// once, at the start.
func LoadFonts(admin string) (*Fonts, error) {
	f := &Fonts{}
	var own [5]int
	for face, role := range roles {
		file, ok := fonts.Find(role.key, admin)
		substitute := face == int(Xbs) && !file.Own
		if !ok {
			file, ok = fonts.Find("song", admin)
			substitute = true
		}
		if !ok {
			return nil, fmt.Errorf("no font for %s", role.name)
		}
		at, err := f.add(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.Path, err)
		}
		own[face] = at
		f.found = append(f.found, Found{Face(face), role.name, f.files[at].family, file.Path, substitute})
	}
	last, err := f.fallback(admin)
	if err != nil {
		return nil, err
	}
	for face := range roles {
		f.chain[face] = distinct(append([]int{own[face], own[Song], own[Hei]}, last...))
	}
	return f, nil
}

// fallback adds the file an office may put in for characters that no other face has.
func (f *Fonts) fallback(admin string) ([]int, error) {
	file, ok := fonts.Find("fallback", admin)
	if !ok {
		return nil, nil
	}
	at, err := f.add(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.Path, err)
	}
	return []int{at}, nil
}

// add parses a file unless it is there already, and returns its place.
func (f *Fonts) add(file fonts.File) (int, error) {
	for i, have := range f.files {
		if have.path == file.Path {
			return i, nil
		}
	}
	font, err := parse(file.Data)
	if err != nil {
		return 0, err
	}
	if !font.embeddable {
		return 0, errors.New("this font forbids embedding (OS/2 fsType)")
	}
	font.path = file.Path
	f.files = append(f.files, font)
	return len(f.files) - 1, nil
}

func distinct(list []int) []int {
	var out []int
	for _, v := range list {
		seen := false
		for _, o := range out {
			seen = seen || o == v
		}
		if !seen {
			out = append(out, v)
		}
	}
	return out
}

// Found lists the five roles with the files that play them.
func (f *Fonts) Found() []Found { return append([]Found(nil), f.found...) }

// pick returns the file and glyph for a character in a face. Digits and Latin of 仿宋 and 楷体 come from 宋体: the
// faces' own are too heavy beside their hanzi. A character without a glyph anywhere gives glyph 0.
func (f *Fonts) pick(face Face, r rune) (file int, glyph uint16) {
	chain := f.chain[face]
	if (face == Fang || face == Kai) && r < 0x7F {
		chain = f.chain[Song]
	}
	for _, file := range chain {
		if g := f.files[file].glyph(r); g != 0 {
			return file, g
		}
	}
	return chain[0], 0
}

// Missing lists the characters of a text that no face can print, each once. They must be reported before a submit.
func Missing(text string, f *Fonts) []rune {
	if f.printed.all(text) {
		return nil
	}
	var out []rune
	seen := map[rune]bool{}
	for _, r := range clean(text) {
		if r == '\n' || seen[r] {
			continue
		}
		seen[r] = true
		if _, g := f.pick(Fang, r); g == 0 {
			out = append(out, r)
		} else {
			f.printed.add(r)
		}
	}
	return out
}

// runes is a set of characters that are known to have a glyph: every autosave asks for thousands, nearly always the same.
type runes [0x20000 / 64]atomic.Uint64

func (s *runes) add(r rune) {
	if r >= 0 && int(r/64) < len(s) {
		s[r/64].Or(1 << (r % 64))
	}
}

// all tells whether every character of the text is in the set; a line's end needs no glyph. A Chinese character is three
// bytes, and 64 of them share the first two: they are looked up without being decoded.
func (s *runes) all(text string) bool {
	for i := 0; i < len(text); {
		if b := text[i]; b>>4 == 0xE && i+2 < len(text) {
			if s[int(b&0xF)<<6|int(text[i+1]&0x3F)].Load()>>(text[i+2]&0x3F)&1 == 0 {
				return false
			}
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r != '\n' && (int(r/64) >= len(s) || s[r/64].Load()&(1<<(r%64)) == 0) {
			return false
		}
		i += size
	}
	return true
}
