package app

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"shidian/internal/spread"
)

// One form has so many pictures unpacked as a case may have, also where none of them can be used: they are unpacked one at a time for
// all who write.
func TestNoMorePicturesAreUnpackedThanACaseMayHave(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := caseBegun(false)(w)
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		form.WriteField("act", "upload")
		for range 3 * spread.MostPictures {
			part, err := form.CreateFormFile(spread.PartPictures, "坏.png")
			w.must(err)
			part.Write([]byte("%PDF-1.7"))
		}
		w.must(form.Close())
		out := w.ask("clerk", http.MethodPost, "/cases/"+id+"/edit", form.FormDataContentType(), body.Bytes())
		if n := strings.Count(textOf(out.Body.String()), "坏.png"); out.Code != http.StatusUnprocessableEntity || n == 0 || n > 2*spread.MostPictures {
			t.Errorf("%d, %d pictures were looked at", out.Code, n)
		}
	})
}
