package spread

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // the other kind that is taken
	"io"

	"golang.org/x/image/draw"

	"shidian/internal/fault"
	"shidian/internal/files"
)

// The sizes in which a picture is kept, px.
const (
	largeSide = 1600
	smallSide = 480
)

// Bounds of a picture that is uploaded. What it takes in memory is told by its head, before anything of it is unpacked.
const (
	mostPixels = 50_000_000
	mostMemory = 256 << 20 // bytes, unpacked
	quality    = 85        // of the JPEG that is kept
)

// unpacking lets one picture be unpacked at a time: two hundred megabytes are enough.
var unpacking = make(chan struct{}, 1)

// Picture makes a picture as a case shows it out of what was uploaded: upright, in two sizes, and without anything of the
// camera, the place or whoever took it (J5). It is no act: the picture counts once a version with it is handed in.
func (r *Room) Picture(ctx context.Context, content io.Reader) (Picture, error) {
	raw, err := io.ReadAll(io.LimitReader(content, files.AttachmentLimit+1))
	if err != nil {
		return Picture{}, err
	}
	if len(raw) > files.AttachmentLimit {
		return Picture{}, fault.InvalidField(PartPictures, "图片超过 20 MB。请压缩后再上传。")
	}
	select {
	case unpacking <- struct{}{}:
		defer func() { <-unpacking }()
	case <-ctx.Done():
		return Picture{}, ctx.Err()
	}
	large, err := upright(raw)
	if err != nil {
		return Picture{}, err
	}
	p := Picture{Width: large.Bounds().Dx(), Height: large.Bounds().Dy()}
	if p.Large, err = r.keepPicture(large); err != nil {
		return Picture{}, err
	}
	p.Small, err = r.keepPicture(shrunk(large, smallSide))
	return p, err
}

func (r *Room) keepPicture(p image.Image) (string, error) {
	blob, err := r.Files.Make(func(w io.Writer) error { return jpeg.Encode(w, p, &jpeg.Options{Quality: quality}) })
	return blob.Hash, err
}

// upright unpacks a picture, bounded, as it is to be seen and no larger than it is kept.
func upright(raw []byte) (image.Image, error) {
	head, kind, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || kind != "jpeg" && kind != "png" {
		return nil, fault.InvalidField(PartPictures, "这个文件不是能用的 JPEG 或者 PNG 图片（按内容判断，与文件名无关）。请换一张。")
	}
	look := Look{Turn: 1}
	if kind == "jpeg" {
		look = LookAt(raw)
	}
	if TooMuch(head, look.Progressive) {
		return nil, fault.InvalidField(PartPictures, "图片的像素太多。请缩小到 5000 万像素以内再上传。")
	}
	whole, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, fault.InvalidField(PartPictures, "图片已经损坏，打不开。请换一张。")
	}
	return turned(shrunk(thinned(whole, largeSide), largeSide), look.Turn), nil
}

// TooMuch tells whether a picture would take too much to unpack: its pixels, and the memory for them. A progressive JPEG is held
// whole as numbers of four bytes besides.
func TooMuch(head image.Config, progressive bool) bool {
	each := int64(4)
	switch head.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model:
		each = 8
	}
	if progressive {
		each += 12
	}
	pixels := int64(head.Width) * int64(head.Height)
	return head.Width < 1 || head.Height < 1 || head.Width > mostPixels || head.Height > mostPixels || pixels > mostPixels || pixels*each > mostMemory
}

// thinned makes one pixel of each square of them while the picture stays no smaller than it is kept: drawing a large one at once
// takes 32 bytes for each of its rows' pixels.
func thinned(p image.Image, side int) image.Image {
	from := p.Bounds()
	by := max(from.Dx(), from.Dy()) / side
	read, can := p.(image.RGBA64Image) // all that is unpacked can
	if by < 2 || !can {
		return p
	}
	to := image.NewRGBA(image.Rect(0, 0, (from.Dx()+by-1)/by, (from.Dy()+by-1)/by))
	for y := range to.Rect.Dy() {
		for x := range to.Rect.Dx() {
			square := image.Rect(x*by, y*by, x*by+by, y*by+by).Add(from.Min).Intersect(from)
			to.SetRGBA(x, y, mean(read, square))
		}
	}
	return to
}

// mean is the colour of a piece of a picture.
func mean(p image.RGBA64Image, of image.Rectangle) color.RGBA {
	var r, g, b, a uint64
	for y := of.Min.Y; y < of.Max.Y; y++ {
		for x := of.Min.X; x < of.Max.X; x++ {
			c := p.RGBA64At(x, y)
			r, g, b, a = r+uint64(c.R), g+uint64(c.G), b+uint64(c.B), a+uint64(c.A)
		}
	}
	n := uint64(of.Dx()*of.Dy()) << 8
	return color.RGBA{R: uint8(r / n), G: uint8(g / n), B: uint8(b / n), A: uint8(a / n)}
}

// shrunk draws a picture on white, no side longer than so many pixels.
func shrunk(p image.Image, side int) *image.RGBA {
	from := p.Bounds()
	w, h := Fitted(from.Dx(), from.Dy(), side)
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(to, to.Bounds(), image.White, image.Point{}, draw.Src)
	draw.BiLinear.Scale(to, to.Bounds(), p, from, draw.Over, nil)
	return to
}

// Fitted is a size with the same shape, no side longer than so many pixels and none away.
func Fitted(w, h, side int) (int, int) {
	if w <= side && h <= side {
		return w, h
	}
	if w >= h {
		return side, max(1, h*side/w)
	}
	return max(1, w*side/h), side
}

// turned turns and mirrors a picture as a camera's note asks: 1 is upright, 2 mirrored, 3 upside down, 6 and 8 on its sides.
func turned(p *image.RGBA, turn int) *image.RGBA {
	w, h := p.Bounds().Dx(), p.Bounds().Dy()
	to := p
	if turn >= 5 {
		to = image.NewRGBA(image.Rect(0, 0, h, w))
	} else if turn > 1 {
		to = image.NewRGBA(image.Rect(0, 0, w, h))
	}
	for y := range h {
		for x := range w {
			tx, ty := Turned(x, y, w, h, turn)
			if turn > 1 {
				to.SetRGBA(tx, ty, p.RGBAAt(x, y))
			}
		}
	}
	return to
}

// Turned is where a pixel of a picture of w by h pixels goes.
func Turned(x, y, w, h, turn int) (int, int) {
	switch turn {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}

// Look is what the head of a JPEG says of how it is to be read.
type Look struct {
	Turn        int // 1 to 8, as EXIF has it
	Progressive bool
}

// LookAt reads the head of a JPEG, passing over stray bytes as the decoder does: what the decoder finds is found here too.
// Whatever does not make sense is passed over: a wrong note only leaves a picture as it lies.
func LookAt(raw []byte) Look {
	look := Look{Turn: 1}
	for at := 2; at+4 <= len(raw); {
		mark := raw[at+1]
		if raw[at] != 0xff || mark == 0xff { // a stray or a filling byte
			at++
			continue
		}
		if mark == 0 || mark >= 0xd0 && mark <= 0xd7 { // what stands alone, without a length
			at += 2
			continue
		}
		if mark == 0xda || mark == 0xd9 { // the picture itself begins
			break
		}
		size := int(binary.BigEndian.Uint16(raw[at+2:]))
		if size < 2 || at+2+size > len(raw) {
			break
		}
		body := raw[at+4 : at+2+size]
		if exif, is := bytes.CutPrefix(body, []byte("Exif\x00\x00")); is && mark == 0xe1 {
			if turn := turnOf(exif); turn != 0 {
				look.Turn = turn
			}
		}
		look.Progressive = look.Progressive || mark == 0xc2
		at += 2 + size
	}
	return look
}

// turnOf is the orientation in a TIFF head; 0 where there is none.
func turnOf(tiff []byte) int {
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	} else if string(tiff[:2]) != "MM" {
		return 0
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	const orientation, short, line = 0x112, 3, 12
	lines := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(lines) < line {
			return 0
		}
		if order.Uint16(lines) == orientation && order.Uint16(lines[2:]) == short {
			if turn := int(order.Uint16(lines[8:])); turn >= 1 && turn <= 8 {
				return turn
			}
			return 0
		}
		lines = lines[line:]
	}
	return 0
}
