package paper

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"sort"
)

// used is what a document uses of one font: its own numbers (CIDs) for characters, in order of first use. A CID
// stands for a character, not only a glyph, so that text taken out of the PDF is the text put in.
type used struct {
	font *sfnt
	cids map[usedKey]uint16
	list []usedKey
}

type usedKey struct {
	r     rune
	glyph uint16
}

func newUsed(font *sfnt) *used {
	return &used{font: font, cids: map[usedKey]uint16{}, list: []usedKey{{}}} // CID 0 is .notdef
}

func (u *used) cid(c char) uint16 {
	key := usedKey{c.r, c.glyph}
	cid, ok := u.cids[key]
	if !ok {
		cid = uint16(len(u.list))
		u.cids[key] = cid
		u.list = append(u.list, key)
	}
	return cid
}

// Flags of a composite glyph's parts.
const (
	argsAreWords = 1 << 0
	haveScale    = 1 << 3
	moreParts    = 1 << 5
	haveXYScale  = 1 << 6
	have2x2      = 1 << 7
)

// components calls each for the offset of every part's glyph number in a composite outline.
func components(outline []byte, each func(at int)) {
	if len(outline) < 10 || i16(outline, 0) >= 0 {
		return
	}
	for at := 10; ; {
		flags := u16(outline, at)
		each(at + 2)
		at += 6
		if flags&argsAreWords != 0 {
			at += 2
		}
		switch {
		case flags&haveScale != 0:
			at += 2
		case flags&haveXYScale != 0:
			at += 4
		case flags&have2x2 != 0:
			at += 8
		}
		if flags&moreParts == 0 {
			return
		}
	}
}

// subset builds a font file that holds the used glyphs under their CIDs, parts of composites behind them.
func (u *used) subset() []byte {
	glyphs := make([]uint16, len(u.list))
	place := map[uint16]uint16{}
	for cid, key := range u.list {
		glyphs[cid] = key.glyph
		if _, ok := place[key.glyph]; !ok {
			place[key.glyph] = uint16(cid)
		}
	}
	var glyf, loca, hmtx bytes.Buffer
	for i := 0; i < len(glyphs); i++ {
		loca.Write(binary.BigEndian.AppendUint32(nil, uint32(glyf.Len())))
		outline := bytes.Clone(u.font.outline(glyphs[i]))
		components(outline, func(at int) {
			part := uint16(u16(outline, at))
			if _, ok := place[part]; !ok {
				place[part] = uint16(len(glyphs))
				glyphs = append(glyphs, part)
			}
			binary.BigEndian.PutUint16(outline[at:], place[part])
		})
		glyf.Write(outline)
		glyf.Write(make([]byte, (4-glyf.Len()%4)%4))
		hmtx.Write(u.font.hmetric(glyphs[i]))
	}
	loca.Write(binary.BigEndian.AppendUint32(nil, uint32(glyf.Len())))
	return u.font.rebuild(len(glyphs), glyf.Bytes(), loca.Bytes(), hmtx.Bytes())
}

// hmetric is advance and left side bearing of a glyph.
func (f *sfnt) hmetric(g uint16) []byte {
	table, i := f.tables["hmtx"], int(g)
	if i < f.hmetrics {
		return table[4*i : 4*i+4]
	}
	bearing := 4*f.hmetrics + 2*(i-f.hmetrics)
	return append(bytes.Clone(table[4*(f.hmetrics-1):][:2]), table[bearing:bearing+2]...)
}

// rebuild writes the tables that a PDF needs.
func (f *sfnt) rebuild(glyphs int, glyf, loca, hmtx []byte) []byte {
	head, hhea, maxp := bytes.Clone(f.tables["head"]), bytes.Clone(f.tables["hhea"]), bytes.Clone(f.tables["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0)  // checksum of the file
	binary.BigEndian.PutUint16(head[50:], 1) // long loca
	binary.BigEndian.PutUint16(hhea[34:], uint16(glyphs))
	binary.BigEndian.PutUint16(maxp[4:], uint16(glyphs))
	tables := map[string][]byte{"glyf": glyf, "loca": loca, "hmtx": hmtx, "head": head, "hhea": hhea, "maxp": maxp}
	for _, hints := range []string{"cvt ", "fpgm", "prep"} {
		if t := f.tables[hints]; t != nil {
			tables[hints] = t
		}
	}
	return sfntFile(tables)
}

// sfntFile joins tables into a font file.
func sfntFile(tables map[string][]byte) []byte {
	var names []string
	for name := range tables {
		names = append(names, name)
	}
	sort.Strings(names)
	entry, power := 0, 1
	for ; power*2 <= len(names); power *= 2 {
		entry++
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{len(names), power * 16, entry, (len(names) - power) * 16} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at, body := 12+16*len(names), []byte{}
	for _, name := range names {
		t := tables[name]
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, checksum(t))
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t)))
		body = append(body, t...)
		body = append(body, make([]byte, (4-len(t)%4)%4)...)
	}
	return append(out, body...)
}

func checksum(t []byte) (total uint32) {
	for len(t) >= 4 {
		total += binary.BigEndian.Uint32(t)
		t = t[4:]
	}
	var last [4]byte
	copy(last[:], t)
	return total + binary.BigEndian.Uint32(last[:])
}

// subsetTag is the six letters before a subset's name, made from what is in it.
func subsetTag(file []byte) string {
	hash := sha256.Sum256(file)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + hash[i]%26
	}
	return string(tag)
}
