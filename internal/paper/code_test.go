package paper

import (
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
)

func TestEveryPageCarriesItsQR(t *testing.T) {
	pages := pictures(t, file(t, "form.pdf", render(t, form(1))), "150")
	if len(pages) < 8 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, img := range pages {
		if got, want := qrOf(img), fmt.Sprintf("SD1:SD-2020-0137:v2:7F3KQ9AX:p%d", i+1); got != want {
			t.Errorf("page %d: QR %q, want %q", i+1, got, want)
		}
	}
}

func TestBarcodeHoldsTheNumber(t *testing.T) {
	img := pictures(t, file(t, "form.pdf", render(t, form(1))), "300", "-l", "1")[0]
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	got, err := oned.NewCode128Reader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil || got.GetText() != "SD-2020-0137" {
		t.Errorf("Code128 says %v, %v", got, err)
	}
}

func TestDraftHasAWatermarkAndNoCode(t *testing.T) {
	doc := form(1)
	doc.Draft = true
	path := file(t, "draft.pdf", render(t, doc))
	for i, img := range pictures(t, path, "100") {
		if got := qrOf(img); got != "" {
			t.Errorf("page %d of the draft carries %q", i+1, got)
		}
		if n := greys(img); n < 5000 {
			t.Errorf("page %d of the draft has %d grey pixels: no watermark", i+1, n)
		}
	}
	if text := tool(t, "pdftotext", path, "-"); strings.Contains(text, "编号") {
		t.Error("the draft carries a number")
	}
}

// greys counts the pixels of the watermark's grey.
func greys(img image.Image) (n int) {
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			if g := color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y; g >= 222 && g <= 226 {
				n++
			}
		}
	}
	return n
}

func TestTextTooLongForCodes(t *testing.T) {
	if _, n := bars("SD-2020-0137-00"); n != 0 {
		t.Error("15 characters do not fit the bar code's place")
	}
	if newQR(strings.Repeat("长", 3000)) != nil {
		t.Error("no QR holds 9,000 bytes")
	}
}
