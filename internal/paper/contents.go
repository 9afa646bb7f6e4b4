package paper

import (
	"fmt"
	"strconv"
	"strings"
)

func isContents(b Block) bool {
	_, is := b.(Contents)
	return is
}

// headings are the headings of a document before anything is known of their pages.
func headings(blocks []Block) (all []entry) {
	for _, b := range blocks {
		if p, is := b.(Para); is && p.Level > 0 {
			all = append(all, entry{title: flat(p.text()), level: p.Level})
		}
	}
	return all
}

// listed are the headings that contents pages list.
func listed(all []entry) (some []entry) {
	for _, e := range all {
		if e.level <= 2 {
			some = append(some, e)
		}
	}
	return some
}

// HeadingPages are the pages, from 1, on which the headings that a contents page lists stand in the PDF.
func HeadingPages(doc Document, f *Fonts) (pages []int) {
	for _, e := range listed(typeset(doc, f).outline) {
		pages = append(pages, e.page+1)
	}
	return pages
}

// link is a place on a page that leads to a heading.
type link struct {
	x, y, w, h float64
	to         entry
	owner      *node
}

// contentsItem is the list of the headings, each broken into lines beside the column of the page numbers.
type contentsItem struct {
	entries []entry
	titles  [][]line
}

// contentsStyles are the styles of the two ranks.
var contentsStyles = [3]Style{1: {Face: Hei, Size: 14, Line: 26, Align: Left}, 2: {Size: 14, Line: 24, Align: Left, Left: 2}}

const numberColumn = 12 * mm // at the right of the titles

func (s *setter) contents() item {
	item := contentsItem{entries: listed(s.before)}
	for _, e := range item.entries {
		item.titles = append(item.titles, s.fonts.set(Para{Style: contentsStyles[e.level], Text: e.title}, s.width-numberColumn))
	}
	return item
}

func (c contentsItem) begin() float64 {
	if len(c.titles) == 0 {
		return 0
	}
	return heightOf(c.titles[0])
}

func (c contentsItem) keep() bool { return false }

func (c contentsItem) place(s *setter, _ []item) {
	list := s.root.add("TOC")
	for i, lines := range c.titles {
		e := c.entries[i]
		height := heightOf(lines)
		next := height
		if e.level == 1 && i+1 < len(c.titles) {
			next += heightOf(c.titles[i+1]) // a group's name does not stand alone at a page's end
		}
		s.ensure(next)
		owner := list.add("TOCI").add("Link")
		s.current().links = append(s.current().links, link{s.left, s.y, s.width, height, e, owner})
		s.printAll(lines, s.left, s.y, owner)
		s.y += height
		s.leader(lines[len(lines)-1], strconv.Itoa(e.page+1), owner)
	}
}

// leader prints the dots and the number at the end of a title whose last line ends where the setter stands.
func (s *setter) leader(last line, number string, owner *node) {
	top := s.y - last.height()
	style := last.style
	style.Face, style.Left, style.Indent = Song, 0, 0
	page := s.fonts.set(Para{Style: style, Text: number}, s.width)[0]
	s.print(page, s.left+s.width-page.width, top, owner)
	dot := s.fonts.set(Para{Style: style, Text: "."}, s.width)[0]
	if n := int((s.width - page.width - last.x - last.width - 8) / dot.width); n > 1 {
		dots := s.fonts.set(Para{Style: style, Text: strings.Repeat(".", n)}, s.width)[0]
		s.print(dots, s.left+s.width-page.width-4-dots.width, top, nil)
	}
}

// annots writes the links of a page and returns its entry for them.
func (w *writer) annots(i int, p *page) string {
	var ids strings.Builder
	for _, l := range p.links {
		id := w.add("<</Type/Annot/Subtype/Link/Rect[%s %s %s %s]/Border[0 0 0]/F 4/Dest[%d 0 R/XYZ 0 %s 0]/Contents %s/StructParent %d>>", num(l.x), num(w.h-l.y-l.h),
			num(l.x+l.w), num(w.h-l.y), w.pageIDs[l.to.page], num(w.h-l.to.y), pdfText(l.to.title), len(w.pageIDs)+len(w.linked))
		l.owner.links = append(l.owner.links, marked{i, id})
		w.linked = append(w.linked, l.owner)
		fmt.Fprintf(&ids, "%d 0 R ", id)
	}
	if ids.Len() == 0 {
		return ""
	}
	return "/Annots[" + ids.String() + "]"
}
