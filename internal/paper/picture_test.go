package paper

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"regexp"
	"strings"
	"testing"
)

// drawn is a JPEG of a size: a red field with a white cross.
func drawn(t testing.TB, w, h int, gray bool) Picture {
	t.Helper()
	var img interface {
		image.Image
		Set(x, y int, c color.Color)
	} = image.NewRGBA(image.Rect(0, 0, w, h))
	if gray {
		img = image.NewGray(image.Rect(0, 0, w, h))
	}
	for y := range h {
		for x := range w {
			c := color.RGBA{200, 30, 30, 255}
			if x > 2*w/5 && x < 3*w/5 || y > 2*h/5 && y < 3*h/5 {
				c = color.RGBA{255, 255, 255, 255}
			}
			img.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return Picture{JPEG: func() ([]byte, error) { return b.Bytes(), nil }, Width: w, Height: h, Alt: "甲县科技馆<门前>", Caption: "图1　甲县科技馆开馆"}
}

func pictured(blocks ...Block) Document {
	return Document{Title: "图", Created: frozen, Numbers: Numbers{On: true}, Blocks: blocks}
}

func TestPicturesStandInTheFile(t *testing.T) {
	for _, gray := range []bool{false, true} {
		data := render(t, pictured(Para{Style: Body, Text: "以下是图。"}, drawn(t, 320, 200, gray), Para{Style: Body, Text: "以上是图。"}))
		path := file(t, "picture.pdf", data)
		tool(t, "qpdf", "--check", path)
		list := tool(t, "pdfimages", "-list", path)
		if fields := strings.Fields(strings.Split(list, "\n")[2]); fields[3] != "320" || fields[4] != "200" || fields[8] != "jpeg" {
			t.Errorf("gray %v: %s", gray, list)
		}
		if text := plainText(t, path); !strings.Contains(text, "图1甲县科技馆开馆") {
			t.Errorf("no caption in %s", text)
		}
		if !bytes.Contains(data, []byte("/S/Figure")) || !bytes.Contains(data, []byte("/Alt "+pdfText("甲县科技馆<门前>"))) {
			t.Error("the picture has no words for who cannot see it")
		}
	}
}

func TestPicturesAreOfTheirSize(t *testing.T) {
	for _, c := range []struct {
		px, py     int
		wide       float64
		w, h, left float64 // mm
	}{{400, 200, 0, 156, 78, 28}, {400, 200, 80, 80, 40, 66}, {200, 400, 0, 56.25, 112.5, 77.875}, {400, 200, 999, 156, 78, 28}, {0, 0, 50, 50, 50, 81}} {
		s := newSetter(Document{}, testFonts(t))
		s.flow([]Block{Picture{Width: c.px, Height: c.py, Wide: c.wide}})
		o := s.pages[0].ops[0]
		for what, pair := range map[string][2]float64{"width": {o.photo.w, c.w}, "height": {o.photo.h, c.h}, "left": {o.x, c.left}} {
			if math.Abs(pair[0]-pair[1]*mm) > 0.1 {
				t.Errorf("%dx%d %v: %s is %.2f mm, want %.2f", c.px, c.py, c.wide, what, pair[0]/mm, pair[1])
			}
		}
	}
}

// A picture is on the page of what stands under it, wherever the text before it ends, and inside the text box.
func TestPicturesKeepTheirCaptions(t *testing.T) {
	for lines := 0; lines <= GridLines; lines++ {
		s := newSetter(Document{}, testFonts(t))
		s.flow([]Block{Para{Text: strings.Repeat("行\n", lines) + "行"}, drawn(t, 320, 200, false), Para{Style: Body, Text: "后"}})
		for i, p := range s.pages {
			for j, o := range p.ops {
				if o.photo == nil {
					continue
				}
				if o.y < s.top || o.y+o.photo.h > s.bottom+0.1 {
					t.Errorf("%d lines: the picture reaches from %.1f to %.1f", lines, o.y, o.y+o.photo.h)
				}
				if j+1 == len(p.ops) || p.ops[j+1].text == nil || p.ops[j+1].y < o.y+o.photo.h {
					t.Errorf("%d lines: page %d holds the picture without its caption", lines, i+1)
				}
			}
		}
	}
}

func TestPicturesThatCannotBeReadAreSaid(t *testing.T) {
	lost := errors.New("lost")
	for _, p := range []Picture{{Alt: "a"}, {Alt: "b", JPEG: func() ([]byte, error) { return nil, lost }}, {Alt: "c", JPEG: func() ([]byte, error) { return []byte("GIF89a"), nil }}} {
		if _, err := PDF(pictured(p), testFonts(t)); err == nil {
			t.Errorf("%s: PDF", p.Alt)
		}
		if _, err := DOCX(pictured(p)); err == nil {
			t.Errorf("%s: DOCX", p.Alt)
		}
	}
	_, err := PDF(pictured(Picture{JPEG: func() ([]byte, error) { return nil, lost }}), testFonts(t))
	if !errors.Is(err, lost) {
		t.Errorf("the cause is hidden: %v", err)
	}
}

func TestDOCXPictures(t *testing.T) {
	doc := pictured(drawn(t, 320, 200, false), drawn(t, 200, 320, true), QR{Text: "https://example.cn"})
	data, err := DOCX(doc)
	if err != nil {
		t.Fatal(err)
	}
	parts := unpack(t, data)
	for what, n := range map[string]int{`r:embed="picture1"`: 1, `r:embed="picture2"`: 1, `r:embed="code1"`: 1, `descr="甲县科技馆&lt;门前&gt;"`: 2, "图1　甲县科技馆开馆": 2,
		`<wp:extent cx="5615940" cy="3509963"/>`: 1, `<wp:extent cx="2531277" cy="4050043"/>`: 1} {
		if got := strings.Count(parts["word/document.xml"], what); got != n {
			t.Errorf("%s stands %d times, want %d", what, got, n)
		}
	}
	ids := regexp.MustCompile(`docPr id="(\d+)"`).FindAllStringSubmatch(parts["word/document.xml"], -1)
	if len(ids) != 3 || ids[0][1] == ids[1][1] || ids[1][1] == ids[2][1] || ids[0][1] == ids[2][1] {
		t.Errorf("the pictures' numbers are %v", ids)
	}
	if !strings.HasPrefix(parts["word/media/picture1.jpeg"], "\xff\xd8") || !strings.Contains(parts["[Content_Types].xml"], `Extension="jpeg"`) ||
		!strings.Contains(parts["word/_rels/document.xml.rels"], "media/picture2.jpeg") {
		t.Error("a picture is missing in the file")
	}
	if again, err := DOCX(doc); err != nil || !bytes.Equal(data, again) {
		t.Errorf("the same tree gave different bytes (%v)", err)
	}
}
