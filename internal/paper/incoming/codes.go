package incoming

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // scans are JPEG or PNG pictures
	_ "image/png"
	"io"

	"github.com/makiuchi-d/gozxing"
	multi "github.com/makiuchi-d/gozxing/multi/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"shidian/internal/paper"
)

// What a scan may cost: more pages or larger pictures are not looked at.
const (
	mostScanned = 60         // pages
	mostPixels  = 40_000_000 // A4 at 600 dpi has 35 million
)

// ReadCodes returns the texts of the QR codes on a PDF: our own file says them in its properties, of a scan the
// pictures are searched. Each text comes once, in the order of the pages. No code found is an empty list and no
// error; a file that cannot be read is ErrBroken.
func ReadCodes(pdf []byte) (codes []string, err error) {
	var found []string
	err = scanning.guarded(0, func(ctx context.Context) error {
		properties, err := api.Properties(bytes.NewReader(pdf), pdfcpuSettings())
		if err != nil {
			return ErrBroken
		}
		if mark := properties[paper.MarkProperty]; mark != "" {
			found = []string{mark}
			return nil
		}
		found, err = scanPictures(ctx, pdf)
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// scanPictures searches the pictures one by one, until the time is over.
func scanPictures(ctx context.Context, pdf []byte) (codes []string, err error) {
	settings := pdfcpuSettings()
	settings.Cmd = model.EXTRACTIMAGES
	file, err := api.ReadValidateAndOptimize(bytes.NewReader(pdf), settings)
	if err != nil {
		return nil, ErrBroken
	}
	seen := map[string]bool{}
	for page := 1; page <= min(file.PageCount, mostScanned); page++ {
		for _, number := range pdfcpu.ImageObjNrs(file, page) {
			if ctx.Err() != nil {
				return nil, ErrBroken
			}
			for _, text := range codesIn(file, page, number) {
				if !seen[text] {
					seen[text] = true
					codes = append(codes, text)
				}
			}
		}
	}
	return codes, nil
}

// codesIn reads one picture. What cannot be decoded (CCITT, JBIG2, JPEG 2000) has none: the clerk types the check code.
func codesIn(file *model.Context, page, number int) []string {
	object := file.Optimize.ImageObjects[number]
	if object == nil {
		return nil
	}
	picture, err := pdfcpu.ExtractImage(file, object.ImageDict, false, object.ResourceNames[page-1], number, false)
	if err != nil || picture == nil {
		return nil
	}
	img, err := decode(picture)
	if err != nil {
		return nil
	}
	return ReadQR(img)
}

// decode reads a picture unless its own head, which the PDF around it need not repeat, says that it is larger than a scan.
func decode(picture io.Reader) (image.Image, error) {
	var head bytes.Buffer
	size, _, err := image.DecodeConfig(io.TeeReader(picture, &head))
	if err != nil {
		return nil, err
	}
	if int64(size.Width)*int64(size.Height) > mostPixels {
		return nil, ErrSize
	}
	img, _, err := image.Decode(io.MultiReader(&head, picture))
	return img, err
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
