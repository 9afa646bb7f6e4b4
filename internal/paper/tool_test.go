package paper

import (
	"bytes"
	"encoding/xml"
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// tool runs one of the programs that look at PDFs; poppler-utils and qpdf must be installed.
func tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	var errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s\n%s(poppler-utils and qpdf are needed)", name, strings.Join(args, " "), err, out, errs.String())
	}
	return string(out)
}

// file puts bytes into a file of the test's folder.
func file(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// plainText is all text of a PDF without blanks and line ends.
func plainText(t testing.TB, pdf string) string {
	t.Helper()
	return strings.Join(strings.Fields(tool(t, "pdftotext", "-layout", pdf, "-")), "")
}

// A placed word of a page, in points from its upper left corner.
type placed struct {
	XMin float64 `xml:"xMin,attr"`
	YMin float64 `xml:"yMin,attr"`
	XMax float64 `xml:"xMax,attr"`
	YMax float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

type placedPage struct {
	Lines []struct {
		placed
		Words []placed `xml:"word"`
	} `xml:"flow>block>line"`
}

// layout returns the lines of every page with their places.
func layout(t testing.TB, pdf string) []placedPage {
	t.Helper()
	var doc struct {
		Pages []placedPage `xml:"body>doc>page"`
	}
	d := xml.NewDecoder(strings.NewReader(tool(t, "pdftotext", "-bbox-layout", pdf, "-")))
	d.Strict, d.Entity = false, xml.HTMLEntity
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	return doc.Pages
}

// pictures prints the pages at so many dots per inch.
func pictures(t testing.TB, pdf, dpi string, more ...string) (out []image.Image) {
	t.Helper()
	stem := strings.TrimSuffix(pdf, ".pdf")
	tool(t, "pdftoppm", append(more, "-r", dpi, "-gray", "-png", pdf, stem)...)
	names, err := filepath.Glob(stem + "-*.png")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		img, _, err := image.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, img)
	}
	return out
}

// qrOf reads the QR of a whole page; "" if there is none.
func qrOf(img image.Image) string {
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		return ""
	}
	r, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return ""
	}
	return r.GetText()
}
