package accept

import (
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"shidian/internal/apply"
	"shidian/internal/paper/incoming"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// What a scanner reads off the printed form, its QR code with and without a public address and its bar code, is
// recognised at the counter as it comes, and as a keyboard scanner types it through an input method.
func TestTheCounterKnowsWhatAScannerReads(t *testing.T) {
	each(t, func(w *world) {
		for i, public := range []string{"", "https://sd.example.cn"} {
			b := w.County()
			w.Apply.Public = public
			w.Must(w.Apply.Render(w.Ctx, apply.RenderVersion{Application: b.ID, Version: 1}))
			qr, bar := w.scanned(b)
			typed := map[string]int{qr: 1, bar: 0}
			if i == 0 {
				typed["sd1："+qr[4:]] = 1
			}
			for text, version := range typed {
				var known bool
				found := worldtest.Get(w.World, func(t *store.Tx) (f apply.Found, err error) {
					f, known, err = apply.Lookup(t, text)
					return f, err
				})
				if !known || found.Application.ID != b.ID || found.Version != version {
					w.T.Errorf("%q: known %v, %s, version %d", text, known, found.Application.Number, found.Version)
				}
			}
		}
	})
}

// scanned prints the first page of a version's paper at 300 dpi, and reads its two codes.
func (w *world) scanned(b worldtest.Bid) (qr, bar string) {
	w.T.Helper()
	versions := worldtest.Get(w.World, func(t *store.Tx) ([]apply.Version, error) { return apply.Versions(t, b.ID) })
	pdf, err := w.Blobs.Bytes(versions[0].Paper)
	w.Must(err)
	dir := w.T.TempDir()
	w.Must(os.WriteFile(filepath.Join(dir, "form.pdf"), pdf, 0o600))
	w.Must(exec.Command("pdftoppm", "-r", "300", "-l", "1", "-singlefile", "-gray", "-png", filepath.Join(dir, "form.pdf"), filepath.Join(dir, "page")).Run())
	file, err := os.Open(filepath.Join(dir, "page.png"))
	w.Must(err)
	defer file.Close()
	page, _, err := image.Decode(file)
	w.Must(err)
	codes := incoming.ReadQR(page)
	if len(codes) != 1 {
		w.T.Fatalf("QR codes: %q", codes)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(page)
	w.Must(err)
	read, err := oned.NewCode128Reader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	w.Must(err)
	return codes[0], read.GetText()
}
