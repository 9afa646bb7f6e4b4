package paper

// mm is a millimetre in points.
const mm = 72 / 25.4

// page is what is printed on one page, in the order of printing.
type page struct {
	ops      []op
	links    []link
	noNumber bool // the blank page before a 版记 and the 版记 page itself
}

// op is one thing printed: a line of text, a filled or stroked rectangle, a code, or a photograph. Positions are points from the
// page's upper left corner.
type op struct {
	text  *line
	rect  *rect
	code  *qrImage
	photo *photo
	x, y  float64 // of a text: start and baseline; of a picture: upper left corner
	size  float64 // of a code
	owner *node   // its place in the tags; nil: an artifact
}

// rect is filled, or drawn as an outline where stroke > 0.
type rect struct {
	x, y, w, h float64
	stroke     float64
	red        bool
}

// node is an element of the PDF's tag tree.
type node struct {
	kind  string
	kids  []*node
	marks []marked
	links []marked // its links, by their objects
	attrs string   // further entries of its dictionary
}

// marked is a piece of a page's content that belongs to a node.
type marked struct{ page, id int }

func (n *node) add(kind string) *node {
	kid := &node{kind: kind}
	n.kids = append(n.kids, kid)
	return kid
}

// entry is a line of the outline (bookmarks).
type entry struct {
	title string
	level int
	page  int
	y     float64
}

// setter puts the blocks of a document on pages.
type setter struct {
	fonts   *Fonts
	w, h    float64 // of the page
	left    float64
	top     float64
	width   float64
	bottom  float64
	pages   []*page
	y       float64
	root    *node
	outline []entry
	before  []entry // the outline as the pass before found it, for the contents
}

func newSetter(doc Document, f *Fonts) *setter {
	s := &setter{fonts: f, w: 595.276, h: 841.890, left: 28 * mm, top: 37 * mm, width: 156 * mm,
		root: &node{kind: "Document"}}
	s.bottom = s.top + GridLines*GridLine
	if doc.Landscape {
		s.w, s.h = s.h, s.w
		s.left, s.width = 36*mm, 225*mm
		s.top, s.bottom = 28*mm, 184*mm
	}
	s.newPage()
	return s
}

func (s *setter) current() *page { return s.pages[len(s.pages)-1] }

func (s *setter) newPage() {
	s.pages = append(s.pages, &page{})
	s.y = s.top
}

// atHead tells whether nothing stands on the page yet.
func (s *setter) atHead() bool { return s.y <= s.top }

// room is the height left on the page.
func (s *setter) room() float64 { return s.bottom - s.y + tolerance }

// ensure starts a new page unless the height is left.
func (s *setter) ensure(height float64) {
	if height > s.room() && !s.atHead() {
		s.newPage()
	}
}

// print puts a line whose share of the column starts at x, y.
func (s *setter) print(l line, x, y float64, owner *node) {
	if len(l.chars) > 0 {
		s.current().ops = append(s.current().ops, op{text: &l, x: x + l.x, y: y + l.baseline(), owner: owner})
	}
}

// printAll puts lines one under the other and returns where they end.
func (s *setter) printAll(lines []line, x, y float64, owner *node) float64 {
	for _, l := range lines {
		s.print(l, x, y, owner)
		y += l.height()
	}
	return y
}

func (s *setter) rect(r rect) {
	s.current().ops = append(s.current().ops, op{rect: &r})
}

// item is a block that has been broken into lines and waits for its place.
type item interface {
	begin() float64 // the least height it needs where it starts
	keep() bool     // stays on the page of the next item
	place(s *setter, rest []item)
}

// flow places all blocks.
func (s *setter) flow(blocks []Block) {
	items := make([]item, 0, len(blocks))
	for _, b := range blocks {
		items = append(items, s.item(b))
	}
	for i, it := range items {
		s.ensure(together(items[i:]))
		it.place(s, items[i+1:])
	}
}

// together is the height that must be left where the first item starts: its own beginning and, while items keep with
// the next, theirs.
func together(items []item) float64 {
	h := 0.0
	for _, it := range items {
		h += it.begin()
		if !it.keep() {
			break
		}
	}
	return h
}

func (s *setter) item(b Block) item {
	switch b := b.(type) {
	case Para:
		return s.para(b)
	case Table:
		return s.table(b)
	case Field:
		return s.field(b)
	case RedHead:
		return s.redHead(b)
	case Attached:
		return s.attached(b)
	case Signed:
		return s.signed(b)
	case Imprint:
		return s.imprint(b)
	case Box:
		return s.box(b)
	case QR:
		return codeItem(b)
	case Picture:
		return s.picture(b)
	case Contents:
		return s.contents()
	case Rule:
		return ruleItem(b)
	case Blank:
		return blankItem(b)
	case At:
		return atItem(b)
	}
	return breakItem{}
}
