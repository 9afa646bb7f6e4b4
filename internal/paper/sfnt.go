package paper

import (
	"encoding/binary"
	"errors"
	"slices"
	"sort"
	"unicode/utf16"
)

// sfnt is a parsed TrueType font (glyf outlines). All lengths are in font units, unitsPerEm to the em.
type sfnt struct {
	path       string
	family     string
	postscript string
	embeddable bool
	tables     map[string][]byte
	unitsPerEm int
	bbox       [4]int16
	ascent     int
	descent    int
	longLoca   bool
	glyphs     int
	hmetrics   int
	ranges     []glyphRange
}

// glyphRange maps the characters from..to to the glyphs glyph, glyph+1, …
type glyphRange struct {
	from, to rune
	glyph    uint16
}

var errNotTrueType = errors.New("not a TrueType font with glyf outlines")

func u16(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
func u32(b []byte, at int) int { return int(binary.BigEndian.Uint32(b[at:])) }
func i16(b []byte, at int) int { return int(int16(binary.BigEndian.Uint16(b[at:]))) }

// parse reads a font file. A damaged file gives an error, never a panic.
func parse(data []byte) (f *sfnt, err error) {
	defer func() {
		if recover() != nil {
			f, err = nil, errNotTrueType
		}
	}()
	if len(data) < 12 || u32(data, 0) != 0x00010000 {
		return nil, errNotTrueType
	}
	data = slices.Clip(data) // so that a table beyond the end is found out
	f = &sfnt{tables: map[string][]byte{}, embeddable: true}
	for i := range u16(data, 4) {
		rec := data[12+16*i:]
		f.tables[string(rec[:4])] = data[u32(rec, 8) : u32(rec, 8)+u32(rec, 12)]
	}
	for _, need := range []string{"head", "hhea", "hmtx", "maxp", "loca", "glyf", "cmap"} {
		if f.tables[need] == nil {
			return nil, errNotTrueType
		}
	}
	f.readHead()
	f.readNames()
	return f, f.readCmap()
}

func (f *sfnt) readHead() {
	head, hhea := f.tables["head"], f.tables["hhea"]
	f.unitsPerEm = u16(head, 18)
	for i := range f.bbox {
		f.bbox[i] = int16(i16(head, 36+2*i))
	}
	f.longLoca = u16(head, 50) == 1
	f.ascent, f.descent = i16(hhea, 4), i16(hhea, 6)
	f.hmetrics = u16(hhea, 34)
	f.glyphs = u16(f.tables["maxp"], 4)
	if os2 := f.tables["OS/2"]; len(os2) > 10 {
		// Bit 1 alone: restricted licence. Bit 8: no subsetting. Bit 9: bitmaps only.
		fsType := u16(os2, 8)
		f.embeddable = fsType&0x000F != 2 && fsType&0x0300 == 0
	}
}

// readNames takes the family (1) and the PostScript name (6) from the Windows records.
func (f *sfnt) readNames() {
	name := f.tables["name"]
	if len(name) < 6 {
		return
	}
	text := u16(name, 4)
	for i := range u16(name, 2) {
		rec := name[6+12*i:]
		if u16(rec, 0) != 3 {
			continue
		}
		value := utf16BE(name[text+u16(rec, 10):][:u16(rec, 8)])
		switch u16(rec, 6) {
		case 1:
			f.family = value
		case 6:
			f.postscript = value
		}
	}
}

func utf16BE(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// readCmap takes the widest Unicode table: format 12 before format 4.
func (f *sfnt) readCmap() error {
	cmap := f.tables["cmap"]
	var bmp, full []byte
	for i := range u16(cmap, 2) {
		rec := cmap[4+8*i:]
		if platform := u16(rec, 0); platform != 0 && platform != 3 {
			continue
		}
		table := cmap[u32(rec, 4):]
		switch u16(table, 0) {
		case 4:
			bmp = table
		case 12:
			full = table
		}
	}
	switch {
	case full != nil:
		for i := range u32(full, 12) {
			g := full[16+12*i:]
			f.ranges = append(f.ranges, glyphRange{rune(u32(g, 0)), rune(u32(g, 4)), uint16(u32(g, 8))})
		}
	case bmp != nil:
		f.readFormat4(bmp)
	default:
		return errors.New("no Unicode cmap of format 4 or 12")
	}
	return nil
}

func (f *sfnt) readFormat4(t []byte) {
	n := u16(t, 6) // twice the number of segments
	for s := 0; s < n; s += 2 {
		end, start := u16(t, 14+s), u16(t, 16+n+s)
		delta, at := u16(t, 16+2*n+s), 16+3*n+s
		for c := start; c <= end && c < 0xFFFF; c++ {
			g := c
			if off := u16(t, at); off != 0 {
				if g = u16(t, at+off+2*(c-start)); g == 0 {
					continue
				}
			}
			f.addGlyph(rune(c), uint16(g+delta))
		}
	}
}

func (f *sfnt) addGlyph(r rune, g uint16) {
	if n := len(f.ranges); n > 0 {
		last := &f.ranges[n-1]
		if last.to+1 == r && last.glyph+uint16(r-last.from) == g {
			last.to = r
			return
		}
	}
	f.ranges = append(f.ranges, glyphRange{r, r, g})
}

// glyph returns the glyph of a character, 0 if there is none.
func (f *sfnt) glyph(r rune) uint16 {
	i := sort.Search(len(f.ranges), func(i int) bool { return f.ranges[i].to >= r })
	if i == len(f.ranges) || f.ranges[i].from > r {
		return 0
	}
	return f.ranges[i].glyph + uint16(r-f.ranges[i].from)
}

// advance is the width of a glyph in thousandths of the em.
func (f *sfnt) advance(g uint16) float64 {
	i := min(int(g), f.hmetrics-1)
	return float64(u16(f.tables["hmtx"], 4*i)) * 1000 / float64(f.unitsPerEm)
}

// outline is the glyf entry of a glyph; a blank has none.
func (f *sfnt) outline(g uint16) []byte {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	if f.longLoca {
		return glyf[u32(loca, 4*int(g)):u32(loca, 4*int(g)+4)]
	}
	return glyf[2*u16(loca, 2*int(g)) : 2*u16(loca, 2*int(g)+2)]
}
