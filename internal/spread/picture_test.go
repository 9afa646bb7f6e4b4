package spread

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"runtime"
	"strings"
	"testing"

	"shidian/internal/fault"
	"shidian/internal/files"
)

// scene is a picture that is red in its upper left corner and blue elsewhere.
func scene(w, h int) *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{B: 200, A: 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{R: 200, A: 255}
			}
			p.SetRGBA(x, y, c)
		}
	}
	return p
}

// exif is a note of a camera: how the picture lies, and where it was taken.
func exif(turn uint16, order binary.AppendByteOrder) []byte {
	head := "MM\x00*"
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		head = "II*\x00"
	}
	b := order.AppendUint32([]byte(head), 8)
	b = order.AppendUint16(b, 2)
	for _, line := range [][4]uint32{{0x112, 3, 1, 0}, {0x8825, 4, 1, 38}} {
		b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, uint16(line[0])), uint16(line[1])), line[2])
		if line[0] == 0x112 {
			b = order.AppendUint16(order.AppendUint16(b, turn), 0)
		} else {
			b = order.AppendUint32(b, line[3])
		}
	}
	return append(b, "\x00\x00\x00\x00GPSLatitude 36.65 GPSLongitude 117.12 某相机"...)
}

func jpegOf(t testing.TB, p image.Image, note []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, p, nil); err != nil {
		t.Fatal(err)
	}
	raw := buf.Bytes()
	if note == nil {
		return raw
	}
	segment := append([]byte("Exif\x00\x00"), note...)
	segment = append(binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(segment)+2)), segment...)
	comment := append([]byte{0xff, 0xfe, 0, 10}, "COMMENT!"...)
	return bytes.Join([][]byte{raw[:2], segment, comment, raw[2:]}, nil)
}

func pngOf(t testing.TB, p image.Image, text string) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := png.Encode(&buf, p); err != nil {
		t.Fatal(err)
	}
	raw := buf.Bytes()
	chunk := append([]byte("tEXt"), text...)
	whole := append(binary.BigEndian.AppendUint32(nil, uint32(len(text))), chunk...)
	whole = binary.BigEndian.AppendUint32(whole, crc32.ChecksumIEEE(chunk))
	const afterHead = 8 + 25
	return bytes.Join([][]byte{raw[:afterHead], whole, raw[afterHead:]}, nil)
}

func pictureRoom(t *testing.T) *Room {
	t.Helper()
	blobs, err := files.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return &Room{Files: blobs}
}

func TestRule_J5_NothingOfTheCameraIsLeftInAPicture(t *testing.T) {
	r := pictureRoom(t)
	for name, raw := range map[string][]byte{
		"jpeg": jpegOf(t, scene(2000, 1000), exif(1, binary.BigEndian)),
		"png":  pngOf(t, scene(2000, 1000), "Author\x00某甲 GPSLatitude COMMENT!"),
	} {
		if !bytes.Contains(raw, []byte("GPSLatitude")) {
			t.Fatal("the upload holds no note")
		}
		p, err := r.Picture(context.Background(), bytes.NewReader(raw))
		if err != nil {
			t.Fatal(name, err)
		}
		if p.Width != 1600 || p.Height != 800 || p.Consent || p.Caption != "" {
			t.Errorf("%s: %+v", name, p)
		}
		for side, hash := range map[int]string{1600: p.Large, 480: p.Small} {
			kept, err := r.Files.Bytes(hash)
			if err != nil {
				t.Fatal(err)
			}
			for _, trace := range []string{"GPS", "Exif", "tEXt", "某", "COMMENT", "Author"} {
				if bytes.Contains(kept, []byte(trace)) {
					t.Errorf("%s: %q is left in the picture of %d px", name, trace, side)
				}
			}
			// Of the marks before the picture itself none but what is needed to draw it.
			for at := 2; kept[at+1] != 0xda; at += 2 + int(binary.BigEndian.Uint16(kept[at+2:])) {
				if m := kept[at+1]; m != 0xdb && m != 0xc0 && m != 0xc4 {
					t.Errorf("%s: mark %x", name, m)
				}
			}
			head, err := jpeg.DecodeConfig(bytes.NewReader(kept))
			if err != nil || head.Width != side {
				t.Errorf("%s: %d px wide, want %d: %v", name, head.Width, side, err)
			}
		}
	}
}

func TestRule_J5_APictureIsSeenUpright(t *testing.T) {
	// In which corner the red is, as each note turns it.
	for turn, corner := range map[uint16]string{1: "left up", 2: "right up", 3: "right down", 4: "left down", 5: "left up", 6: "right up", 7: "right down", 8: "left down", 9: "left up"} {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			p, err := upright(jpegOf(t, scene(80, 40), exif(turn, order)))
			if err != nil {
				t.Fatal(err)
			}
			w, h := p.Bounds().Dx(), p.Bounds().Dy()
			if sideways := turn >= 5 && turn <= 8; sideways != (w == 40 && h == 80) {
				t.Errorf("%d: %d by %d", turn, w, h)
			}
			for name, at := range map[string]image.Point{"left up": {w / 4, h / 4}, "right up": {w * 3 / 4, h / 4}, "left down": {w / 4, h * 3 / 4}, "right down": {w * 3 / 4, h * 3 / 4}} {
				red, _, _, _ := p.At(at.X, at.Y).RGBA()
				if (red > 0x8000) != (name == corner) {
					t.Errorf("%d: red %x at %s, want it at %s", turn, red, name, corner)
				}
			}
		}
	}
}

func TestRule_J5_APictureThatIsTooMuchIsRefused(t *testing.T) {
	bomb := pngOf(t, scene(2, 2), "x\x00y")
	binary.BigEndian.PutUint32(bomb[16:], 60000)
	binary.BigEndian.PutUint32(bomb[20:], 60000)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	r := pictureRoom(t)
	for name, raw := range map[string][]byte{"a bomb": bomb, "no picture": []byte("%PDF-1.7"), "nothing": nil, "broken": jpegOf(t, scene(80, 40), nil)[:300],
		"too large": append(jpegOf(t, scene(8, 8), nil), make([]byte, files.AttachmentLimit)...)} {
		if _, err := r.Picture(context.Background(), bytes.NewReader(raw)); !fault.Is(err, fault.KindInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := r.Picture(context.Background(), bytes.NewReader(bomb)); err == nil || !strings.Contains(err.Error(), "像素") {
		t.Errorf("the bomb was unpacked: %v", err)
	}
	for _, c := range []struct {
		w, h        int
		model       color.Model
		progressive bool
		much        bool
	}{{8000, 6250, color.YCbCrModel, false, false}, {8000, 6251, color.YCbCrModel, false, true}, {0, 5, color.YCbCrModel, false, true}, {5, 0, color.YCbCrModel, false, true},
		{8000, 6000, color.NRGBA64Model, false, true}, {8000, 4000, color.RGBA64Model, false, false}, {8000, 4000, color.YCbCrModel, true, true}, {4000, 4000, color.YCbCrModel, true, false},
		{1 << 62, 4, color.RGBAModel, false, true}} {
		if much := TooMuch(image.Config{ColorModel: c.model, Width: c.w, Height: c.h}, c.progressive); much != c.much {
			t.Errorf("%+v: %v", c, much)
		}
	}
	for _, c := range [][4]int{{100, 50, 100, 50}, {3200, 1600, 1600, 800}, {1000, 4000, 400, 1600}, {100000, 1, 1600, 1}, {1, 100000, 1, 1600}} {
		if w, h := Fitted(c[0], c[1], 1600); w != c[2] || h != c[3] {
			t.Errorf("%v fitted to %d by %d", c, w, h)
		}
	}
}

// A picture with nothing behind it stands on white.
func TestRule_J5_WhatIsSeeThroughIsWhite(t *testing.T) {
	p, err := upright(pngOf(t, image.NewNRGBA(image.Rect(0, 0, 4, 4)), "x\x00y"))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := p.At(1, 1).RGBA(); r != 0xffff || g != 0xffff || b != 0xffff {
		t.Errorf("%x %x %x", r, g, b)
	}
}

func TestRule_J5_AProgressivePictureIsKnown(t *testing.T) {
	raw := jpegOf(t, scene(8, 8), exif(6, binary.BigEndian))
	if look := LookAt(raw); look.Progressive || look.Turn != 6 {
		t.Errorf("%+v", look)
	}
	if look := LookAt(bytes.Replace(raw, []byte{0xff, 0xc0}, []byte{0xff, 0xc2}, 1)); !look.Progressive {
		t.Errorf("%+v", look)
	}
}

// Stray bytes before the picture's head, which the decoder passes over, hide from nobody that the picture is progressive: it would
// take four times the memory that it is let have.
func TestRule_J5_NoStrayByteHidesThatAPictureIsProgressive(t *testing.T) {
	head := []byte{0xff, 0xc2, 0, 17, 8, 0x1b, 0x58, 0x1b, 0x58, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xda, 0, 2} // 7000 by 7000
	for _, stray := range []string{"", "\x00", "\xff\x00", "\xff\xd0", "x\xff\x00\xff\xff"} {
		raw := append([]byte("\xff\xd8"+stray), head...)
		if _, err := upright(raw); err == nil || !strings.Contains(err.Error(), "像素") {
			t.Errorf("behind %q: %v", stray, err)
		}
	}
}

// To make a large picture small takes little memory beside the picture itself.
func TestRule_J5_ALargePictureIsMadeSmallInLittleMemory(t *testing.T) {
	large := image.NewYCbCr(image.Rect(0, 0, 7000, 7000), image.YCbCrSubsampleRatio420)
	for i := range large.Y {
		large.Y[i] = 100
	}
	for i := range large.Cb {
		large.Cb[i], large.Cr[i] = 128, 128
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	small := shrunk(thinned(large, largeSide), largeSide)
	runtime.ReadMemStats(&after)
	if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 128 {
		t.Errorf("%d MB", took)
	}
	for _, at := range []image.Point{{0, 0}, {800, 800}, {1599, 1599}} {
		if c := small.RGBAAt(at.X, at.Y); c.R < 99 || c.R > 101 || c.G != c.R || c.B != c.R || c.A != 255 {
			t.Errorf("%v at %v", c, at)
		}
	}
	if b := thinned(scene(3199, 10), largeSide).Bounds(); b.Dx() != 3199 {
		t.Errorf("what fits already was thinned to %v", b)
	}
	if b := thinned(scene(4801, 10), largeSide).Bounds(); b.Dx() != 1601 || b.Dy() != 4 {
		t.Errorf("thinned to %v", b)
	}
}

func FuzzLookAt(f *testing.F) {
	f.Add(jpegOf(f, scene(8, 8), exif(6, binary.BigEndian)))
	f.Add(jpegOf(f, scene(8, 8), exif(3, binary.LittleEndian)))
	f.Add([]byte("\xff\xd8\xff\xe1\xff\xff"))
	f.Add([]byte("\xff\xd8\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		look := LookAt(raw)
		if look.Turn < 1 || look.Turn > 8 {
			t.Fatalf("%+v", look)
		}
		for _, at := range [][2]int{{0, 0}, {6, 3}} {
			x, y := Turned(at[0], at[1], 7, 4, look.Turn)
			if look.Turn >= 5 {
				x, y = y, x
			}
			if x < 0 || y < 0 || x >= 7 || y >= 4 {
				t.Fatalf("%v goes to %d,%d by %d", at, x, y, look.Turn)
			}
		}
	})
}
