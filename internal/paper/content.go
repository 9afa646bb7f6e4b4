package paper

import (
	"bytes"
	"fmt"
	"strings"
)

// content is the content stream of one page. PDF counts from the lower left corner: y is turned here.
type content struct {
	*writer
	page int
	b    bytes.Buffer

	pictures strings.Builder // its dictionary of pictures
	nodes    []*node         // by marked-content number
	open     bool            // a marked sequence is open
	owner    *node           // whose it is; nil: an artifact
}

const red = "0.871 0.09 0.09 rg\n" // 222, 23, 23

// enter opens the marked sequence of a node, or of an artifact; a neighbour of the same kind shares it. It closes the
// sequence before.
func (c *content) enter(n *node) {
	c.leave()
	if n == nil {
		return
	}
	c.open, c.owner = true, n
	id := len(c.nodes)
	c.nodes = append(c.nodes, n)
	n.marks = append(n.marks, marked{c.page, id})
	fmt.Fprintf(&c.b, "/%s<</MCID %d>>BDC\n", n.kind, id)
}

func (c *content) leave() {
	if c.open {
		c.b.WriteString("EMC\n")
	}
	c.open, c.owner = false, nil
}

// artifact opens a sequence that readers skip.
func (c *content) artifact() {
	if c.open && c.owner == nil {
		return
	}
	c.leave()
	c.open = true
	c.b.WriteString("/Artifact BMC\n")
}

func (c *content) op(o op) {
	switch {
	case o.owner == nil:
		c.artifact()
	case !c.open || c.owner != o.owner:
		c.enter(o.owner)
	}
	switch {
	case o.text != nil:
		c.text(*o.text, o.x, o.y)
	case o.rect != nil:
		c.rect(*o.rect)
	case o.code != nil:
		c.draw(c.image(o.code), o.x, o.y, o.size, o.size)
	case o.photo != nil:
		c.draw(c.photo(o.photo), o.x, o.y, o.photo.w, o.photo.h)
	}
}

// draw prints a picture, whose object is given, with its upper left corner at x, y.
func (c *content) draw(id int, x, y, w, h float64) {
	fmt.Fprintf(&c.pictures, "/X%d %d 0 R", id, id)
	fmt.Fprintf(&c.b, "q %s 0 0 %s %s %s cm /X%d Do Q\n", num(w), num(h), num(x), num(c.h-y-h), id)
}

// text prints a line: one text object, the font switched where a character comes from another file.
func (c *content) text(l line, x, y float64) {
	if l.style.Red {
		c.b.WriteString("q " + red)
	}
	fmt.Fprintf(&c.b, "BT %s Tc 1 0 0 1 %s %s Tm\n", num(l.space), num(x), num(c.h-y))
	c.show(l.chars, l.style.Size)
	c.b.WriteString("ET\n")
	if l.style.Red {
		c.b.WriteString("Q\n")
	}
}

func (c *content) show(chars []char, size float64) {
	for from := 0; from < len(chars); {
		file := chars[from].file
		u := c.fontIDs[file]
		if u == nil {
			u = newUsed(c.fonts.files[file])
			c.fontIDs[file] = u
		}
		fmt.Fprintf(&c.b, "/F%d %s Tf<", file, num(size))
		for ; from < len(chars) && chars[from].file == file; from++ {
			fmt.Fprintf(&c.b, "%04X", u.cid(chars[from]))
		}
		c.b.WriteString(">Tj\n")
	}
}

func (c *content) rect(r rect) {
	x, y, w, h := num(r.x), num(c.h-r.y-r.h), num(r.w), num(r.h)
	switch {
	case r.stroke > 0:
		fmt.Fprintf(&c.b, "%s w %s %s %s %s re S\n", num(r.stroke), x, y, w, h)
	case r.red:
		fmt.Fprintf(&c.b, "q %s%s %s %s %s re f Q\n", red, x, y, w, h)
	default:
		fmt.Fprintf(&c.b, "%s %s %s %s re f\n", x, y, w, h)
	}
}

// watermark prints "草稿 DRAFT" across the page, grey, before everything else.
func (c *content) watermark() {
	style := Style{Face: Hei, Size: 90}.fill()
	chars := c.fonts.chars("草稿 DRAFT", Hei, style)
	width := 0.0
	for _, ch := range chars {
		width += ch.w
	}
	const turn = 0.70711 // sine and cosine of 45 degrees
	x, y := c.w/2-turn*(width/2-31), c.h/2-turn*(width/2+31)
	c.artifact()
	fmt.Fprintf(&c.b, "q 0.88 g BT 0 Tc %[1]s %[1]s -%[1]s %[1]s %[2]s %[3]s Tm\n", fmt.Sprint(turn), num(x), num(y))
	c.show(chars, style.Size)
	c.b.WriteString("ET Q\n")
}
