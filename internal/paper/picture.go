package paper

import (
	"bytes"
	"fmt"
	"image/color"
	"image/jpeg"
)

// photo is a photograph with the size that it is printed in, in points.
type photo struct {
	source Picture
	w, h   float64
}

// captionStyle is what stands under a picture.
var captionStyle = Style{Face: Kai, Size: 12, Line: 20, Align: Center}

// size is how wide and high a picture is printed: as wide as asked and no wider than the text, and never higher than half
// a page.
func (p Picture) size(width, page float64) (w, h float64) {
	px, py := max(1, float64(p.Width)), max(1, float64(p.Height))
	if w = width; p.Wide > 0 {
		w = min(p.Wide*mm, width)
	}
	if h = w * py / px; h > page/2 {
		h = page / 2
		w = h * px / py
	}
	return w, h
}

// pictureItem is a picture that waits for its place, with the lines under it.
type pictureItem struct {
	photo
	caption []line
	left    float64
}

const pictureGap = 6 // pt over and under a picture

func (s *setter) picture(p Picture) item {
	item := pictureItem{photo: photo{source: p}}
	item.w, item.h = p.size(s.width, s.bottom-s.top)
	item.left = (s.width - item.w) / 2
	if p.Caption != "" {
		item.caption = s.fonts.set(Para{Style: captionStyle, Text: p.Caption}, s.width)
	}
	return item
}

func (p pictureItem) begin() float64 { return p.h + 2*pictureGap + heightOf(p.caption) }
func (p pictureItem) keep() bool     { return false }

func (p pictureItem) place(s *setter, _ []item) {
	s.ensure(p.begin())
	s.y += pictureGap
	figure := s.root.add("Figure")
	x, low := s.left+p.left, s.h-s.y-p.h
	figure.attrs = fmt.Sprintf("/Alt %s/A<</O/Layout/Placement/Block/BBox[%s %s %s %s]>>", pdfText(clean(p.source.Alt)), num(x), num(low), num(x+p.w), num(low+p.h))
	s.current().ops = append(s.current().ops, op{photo: &p.photo, x: x, y: s.y, owner: figure})
	s.y += p.h + pictureGap
	if len(p.caption) > 0 {
		s.y = s.printAll(p.caption, s.left, s.y, s.root.add("P"))
	}
}

// read gives the picture's file as it is, once it is known to be a JPEG in colours that every reader prints alike.
func (p Picture) read() (data []byte, w, h int, gray bool, err error) {
	if p.JPEG == nil {
		return nil, 0, 0, false, fmt.Errorf("paper: picture %q has no file", p.Alt)
	}
	if data, err = p.JPEG(); err != nil {
		return nil, 0, 0, false, fmt.Errorf("paper: picture %q: %w", p.Alt, err)
	}
	c, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, 0, 0, false, fmt.Errorf("paper: picture %q: %w", p.Alt, err)
	}
	if c.ColorModel == color.CMYKModel {
		return nil, 0, 0, false, fmt.Errorf("paper: picture %q is made for a printing press", p.Alt)
	}
	return data, c.Width, c.Height, c.ColorModel == color.GrayModel, nil
}

// photo adds a photograph and returns its object.
func (w *writer) photo(p *photo) int {
	data, wide, high, gray, err := p.source.read()
	if err != nil && w.err == nil {
		w.err = err
	}
	colours := "DeviceRGB"
	if gray {
		colours = "DeviceGray"
	}
	return w.add("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream",
		wide, high, colours, len(data), data)
}
