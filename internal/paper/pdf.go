package paper

import (
	"fmt"
	"slices"
	"strings"
)

// PDF sets the document and returns the file. Equal trees and fonts give equal bytes.
func PDF(doc Document, f *Fonts) ([]byte, error) {
	if len(doc.Blocks) == 0 {
		return nil, fmt.Errorf("paper: document %q has no blocks", doc.Title)
	}
	s := typeset(doc, f)
	s.furnish(doc)
	w := &writer{setter: s, doc: doc, fontIDs: make([]*used, len(f.files)), images: map[string]int{}}
	file := w.write()
	return file, w.err
}

// typeset puts the blocks on pages: again and again while a contents page names other pages than those on which the headings
// came to stand.
func typeset(doc Document, f *Fonts) *setter {
	s := newSetter(doc, f)
	s.before = headings(doc.Blocks)
	s.flow(doc.Blocks)
	for range 3 {
		if !slices.ContainsFunc(doc.Blocks, isContents) || slices.Equal(s.before, s.outline) {
			break
		}
		last := s.outline
		s = newSetter(doc, f)
		s.before = last
		s.flow(doc.Blocks)
	}
	return s
}

// writer turns set pages into a PDF.
type writer struct {
	*setter
	pdfFile
	doc      Document
	fontIDs  []*used // by place in Fonts.files; nil: not used
	pageIDs  []int
	parents  [][]*node      // for each page its nodes by marked-content number
	images   map[string]int // objects of the codes' pictures by text
	fontDict int            // one dictionary of fonts for all pages
	linked   []*node        // whose each link is, in their order
	err      error          // the first picture that could not be read
}

func (w *writer) write() []byte {
	catalog, pages, info := w.reserve(), w.reserve(), w.reserve()
	w.fontDict = w.reserve()
	w.pageIDs = make([]int, len(w.pages))
	for i := range w.pages {
		w.pageIDs[i] = w.reserve()
	}
	for i, p := range w.pages {
		w.page(i, p, pages)
	}
	var kids strings.Builder
	for _, id := range w.pageIDs {
		fmt.Fprintf(&kids, "%d 0 R ", id)
	}
	w.put(pages, "<</Type/Pages/Count %d/Kids[%s]>>", len(w.pageIDs), kids.String())
	w.put(w.fontDict, "<<%s>>", w.fontResources())
	tags := w.tags()
	outlines := w.outlines()
	metadata := w.plainStream("/Type/Metadata/Subtype/XML", w.xmp())
	w.put(catalog, "<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R%s>>",
		pages, tags, metadata, outlines)
	w.put(info, "%s", w.info())
	return w.bytes(catalog, info)
}

func (w *writer) fontResources() string {
	var b strings.Builder
	for i, u := range w.fontIDs {
		if u != nil {
			fmt.Fprintf(&b, "/F%d %d 0 R", i, w.writeFont(u))
		}
	}
	return b.String()
}

// page writes one page and its content.
func (w *writer) page(i int, p *page, parent int) {
	c := &content{writer: w, page: i}
	if w.doc.Draft {
		c.watermark()
	}
	for _, o := range p.ops {
		c.op(o)
	}
	c.leave()
	w.parents = append(w.parents, c.nodes)
	w.put(w.pageIDs[i], "<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources<</Font %d 0 R/XObject<<%s>>>>/Contents %d 0 R/StructParents %d/Tabs/S%s>>",
		parent, num(w.w), num(w.h), w.fontDict, c.pictures.String(), w.stream("", c.b.Bytes()), i, w.annots(i, p))
}

// image adds a code's picture once and returns its object.
func (w *writer) image(q *qrImage) int {
	if id, ok := w.images[q.text]; ok {
		return id
	}
	id := w.stream(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1", q.side, q.side), q.bits)
	w.images[q.text] = id
	return id
}
