package paper

import (
	"image/color"

	"github.com/boombuler/barcode/code128"
	"github.com/skip2/go-qrcode"
)

// qrImage is a QR code with its quiet zone as a picture of one bit a pixel, four pixels a module, so that programs
// which only look at pictures can read it too.
type qrImage struct {
	text    string
	modules int    // without the quiet zone
	side    int    // pixels, with it
	bits    []byte // rows padded to whole bytes, 0 is black
}

const (
	modulePixels = 4
	quiet        = 4 // modules of white around a code
)

// newQR makes the code; a text too long for any QR gives nil, and nothing is printed.
func newQR(text string) *qrImage {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return nil
	}
	modules := code.Bitmap()
	q := &qrImage{text: text, modules: len(modules) - 2*quiet, side: len(modules) * modulePixels}
	stride := (q.side + 7) / 8
	q.bits = make([]byte, stride*q.side)
	for y := range q.side {
		for x := range q.side {
			if !modules[y/modulePixels][x/modulePixels] {
				q.bits[y*stride+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return q
}

// bars lists the dark bars of a Code128 as start and width in modules, and how many modules it has in all. What it
// cannot hold (more than 14 characters, or other than ASCII) gives none: the QR identifies the paper.
func bars(text string) (dark [][2]int, modules int) {
	if len(text) > 14 {
		return nil, 0
	}
	code, err := code128.Encode(text)
	if err != nil {
		return nil, 0
	}
	modules = code.Bounds().Dx()
	for x := 0; x < modules; x++ {
		if code.At(x, 0) != color.Black {
			continue
		}
		from := x
		for x+1 < modules && code.At(x+1, 0) == color.Black {
			x++
		}
		dark = append(dark, [2]int{from, x + 1 - from})
	}
	return dark, modules
}
