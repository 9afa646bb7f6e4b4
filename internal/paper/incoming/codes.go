package incoming

import (
	"bytes"
	"image"
	_ "image/jpeg" // scans are JPEG or PNG pictures
	_ "image/png"
	"sort"
	"strconv"

	"github.com/makiuchi-d/gozxing"
	multi "github.com/makiuchi-d/gozxing/multi/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/pdfcpu/pdfcpu/pkg/api"

	"shidian/internal/paper"
)

// What a scan may cost: more pages or larger pictures are not looked at.
const (
	mostScanned = 60         // pages
	mostPixels  = 60_000_000 // A4 at 600 dpi has 35 million
)

// ReadCodes returns the texts of the QR codes on a PDF: our own file says them in its properties, of a scan the
// pictures are searched. Each text comes once, in the order of the pages. No code found is an empty list and no
// error; a file that cannot be read is ErrBroken.
func ReadCodes(pdf []byte) (codes []string, err error) {
	var found []string
	err = guarded(0, func() error {
		properties, err := api.Properties(bytes.NewReader(pdf), pdfcpuSettings())
		if err != nil {
			return ErrBroken
		}
		if mark := properties[paper.MarkProperty]; mark != "" {
			found = []string{mark}
			return nil
		}
		found, err = scanPictures(pdf)
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

func scanPictures(pdf []byte) ([]string, error) {
	pages, err := api.ExtractImagesRaw(bytes.NewReader(pdf), []string{"1-" + strconv.Itoa(mostScanned)}, pdfcpuSettings())
	if err != nil && len(pages) == 0 {
		return nil, ErrBroken
	}
	var codes []string
	seen := map[string]bool{}
	for _, pictures := range pages {
		var order []int
		for id := range pictures {
			order = append(order, id)
		}
		sort.Ints(order)
		for _, id := range order {
			img, _, err := image.Decode(pictures[id])
			if err != nil {
				continue // CCITT, JBIG2, JPEG 2000: the clerk types the check code
			}
			for _, text := range ReadQR(img) {
				if !seen[text] {
					seen[text] = true
					codes = append(codes, text)
				}
			}
		}
	}
	return codes, nil
}

// ReadQR finds the QR codes in a picture of a whole page, turned or skewed. What cannot be read is not there.
func ReadQR(img image.Image) (codes []string) {
	defer func() {
		if recover() != nil {
			codes = nil
		}
	}()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		return nil
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	if many, err := multi.NewQRCodeMultiReader().DecodeMultiple(bitmap, hints); err == nil {
		for _, r := range many {
			codes = append(codes, r.GetText())
		}
	}
	if len(codes) > 0 {
		return codes
	}
	if one, err := qrcode.NewQRCodeReader().Decode(bitmap, hints); err == nil {
		codes = append(codes, one.GetText())
	}
	return codes
}
