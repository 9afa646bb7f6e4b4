package paper

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// writeFont adds a subset as a Type0 font with Identity-H encoding and returns its object.
func (p *pdfFile) writeFont(u *used) int {
	file := u.subset()
	name := subsetTag(file) + "+" + u.font.postscript
	program := p.stream(fmt.Sprintf("/Length1 %d", len(file)), file)
	scale := func(v int) int { return v * 1000 / u.font.unitsPerEm }
	box := u.font.bbox
	descriptor := p.add("<</Type/FontDescriptor/FontName%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %d 0 R>>",
		pdfFontName(name), scale(int(box[0])), scale(int(box[1])), scale(int(box[2])), scale(int(box[3])),
		scale(u.font.ascent), scale(u.font.descent), scale(u.font.ascent), program)
	descendant := p.add("<</Type/Font/Subtype/CIDFontType2/BaseFont%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[%s]/CIDToGIDMap/Identity>>",
		pdfFontName(name), descriptor, u.widths())
	unicode := p.stream("", []byte(u.toUnicode()))
	return p.add("<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		pdfFontName(name), descendant, unicode)
}

// pdfFontName keeps the + of the subset tag, which other names have no use for.
func pdfFontName(name string) string { return strings.Replace(pdfName(name), "#2B", "+", 1) }

// widths lists the advances that are not the full em.
func (u *used) widths() string {
	var b strings.Builder
	for cid, key := range u.list {
		if w := u.font.advance(key.glyph); w != 1000 {
			fmt.Fprintf(&b, "%d[%s]", cid, num(w))
		}
	}
	return b.String()
}

// toUnicode maps CIDs to characters, in blocks of at most 100, those beyond the BMP as surrogate pairs.
func (u *used) toUnicode() string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for from := 1; from < len(u.list); from += 100 {
		to := min(from+100, len(u.list))
		fmt.Fprintf(&b, "%d beginbfchar\n", to-from)
		for cid := from; cid < to; cid++ {
			fmt.Fprintf(&b, "<%04X> <", cid)
			for _, unit := range utf16.Encode([]rune{u.list[cid].r}) {
				fmt.Fprintf(&b, "%04X", unit)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.String()
}
