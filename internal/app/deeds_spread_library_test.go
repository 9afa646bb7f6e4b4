package app

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"

	"shidian/internal/fault"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// What everybody reads of the cases, and the pictures of those that are not public.
var libraryDeeds = map[string]deed{
	"see: library":                    {kept(inLibrary), foundIn("/cases?q=三长", "<mark>三长</mark>")},
	"see: case in the library":        {kept(inLibrary), read("/cases/%s")},
	"see: case in the library, PDF":   {kept(inLibrary), read("/cases/%s/case.pdf")},
	"see: booklet of cases":           {kept(inLibrary), read("/cases/booklet.docx?case=%s")},
	"see: picture in the library":     {kept(inLibrary), read("/cases/%s/pictures/1/1s.jpg")},
	"see: case not in the library":    {kept(outOfLibrary), read("/cases/%s")},
	"see: picture not in the library": {kept(outOfLibrary), read("/cases/%s/pictures/1/1.jpg")},
}

func init() {
	for name, d := range libraryDeeds {
		deeds[name] = d
	}
}

func foundIn(path, text string) func(*town, string, string) error {
	return func(w *town, who, _ string) error { return shows(w, who, path, text) }
}

// libraryBody is a case with a picture.
func (w *town) libraryBody(title string) spread.Body {
	w.t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 640, 400))
	for i := range 640 * 400 {
		img.Set(i%640, i/640, color.RGBA{uint8(i), uint8(i >> 8), 90, 255})
	}
	var b bytes.Buffer
	w.must(jpeg.Encode(&b, img, nil))
	p, err := w.Spread.Picture(ctx, &b)
	w.must(err)
	p.Caption, p.Consent = "三长座谈", true
	return spread.Body{Title: title, Contents: []int{4}, Summary: "以三长为骨干，把组织办到群众身边。", Problem: "基层组织覆盖不全。", Measures: "一是建立机制。\n二是推动资源下沉。",
		Effects: "建立制度五项。", Copying: "制度文本可以直接采用。", Pictures: []spread.Picture{p}}
}

// outOfLibrary is a case that was handed in and not let out.
func outOfLibrary(w *town) string {
	w.t.Helper()
	pilot := working(w)
	id, err := w.Spread.Begin(midway, w.people["clerk"], pilot, false)
	w.must(err)
	b := w.libraryBody("三长制<做法>")
	b.Contents = w.pilot(pilot).Contents
	_, err = w.Spread.HandIn(midway, w.people["clerk"], id, b)
	w.must(err)
	return id
}

// inLibrary is a case that is public.
func inLibrary(w *town) string {
	w.t.Helper()
	id := outOfLibrary(w)
	w.must(w.Spread.Check(midway, w.people["handler"], spread.Checking{Case: id, N: 1}))
	proposal, err := w.Spread.Publish(midway, w.people["handler"], spread.Publication{Case: id, N: 1})
	w.must(err)
	w.must(confirmMidterm(w, "approver", proposal))
	return id
}

// TestTheLibraryOverHTTP walks through the public pages of the cases as a visitor.
func TestTheLibraryOverHTTP(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := inLibrary(w)
		get := func(path string, code int, says ...string) string {
			t.Helper()
			out := w.ask("visitor", http.MethodGet, path, "", nil)
			body := out.Body.String()
			if out.Code != code {
				t.Errorf("%s: %d, want %d", path, out.Code, code)
			}
			for _, text := range says {
				if !strings.Contains(body, text) {
					t.Errorf("%s does not say %q", path, text)
				}
			}
			if strings.HasPrefix(out.Header().Get("Content-Type"), "text/html") && len(body) > 100_000 {
				t.Errorf("%s has %d bytes", path, len(body))
			}
			return body
		}
		get("/cases", 200, "三长制&lt;做法&gt;", "/cases/"+id+"/pictures/1/1s.jpg", "汇编列出的全部 1 个")
		get("/cases?q=%3Cb%3E", 200, "没有符合条件的案例", "搜索“&lt;b&gt;”")
		get("/cases?q=%E4%B8%89%E9%95%BF+%3C", 200, "<mark>三长</mark>制<mark>&lt;</mark>做法&gt;")
		get("/cases?q=%25&content=none&page=7", 200, "没有符合条件的案例")
		get("/cases/"+id, 200, "<h1", "基层组织覆盖不全。", "<figcaption>三长座谈</figcaption>", `alt="三长座谈"`, "/cases/"+id+"/case.docx")
		if body := get("/cases/booklet.pdf?case="+id, 200); !strings.HasPrefix(body, "%PDF") {
			t.Error("the booklet is no PDF")
		}
		get("/cases/booklet.pdf?q=none", 409, "没有可以汇编的案例")
		for _, wrong := range []string{"pictures/1/0.jpg", "pictures/1/2.jpg", "pictures/2/1.jpg", "pictures/0/1.jpg", "pictures/-1/1.jpg", "pictures/1/1.png", "pictures/x/1.jpg", "pictures/1/s.jpg"} {
			get("/cases/"+id+"/"+wrong, 404)
		}
		picture := func(who string) (int, string) {
			out := w.ask(who, http.MethodGet, "/cases/"+id+"/pictures/1/1.jpg", "", nil)
			return out.Code, out.Header().Get("Cache-Control")
		}
		if code, cache := picture("visitor"); code != 200 || !strings.Contains(cache, "immutable") {
			t.Errorf("a public picture: %d %s", code, cache)
		}
		w.must(w.Spread.TakeDown(midway, w.people["handler"], id, "有误"))
		if body := get("/cases/"+id, 410, "已撤下"); strings.Contains(body, "三长") || strings.Contains(body, "有误") {
			t.Error("the page of a case that was taken down goes on telling it")
		}
		get("/cases", 200, "还没有典型案例")
		get("/cases/"+id+"/case.pdf", 404)
		get("/cases/booklet.pdf?case="+id, 409)
		if code, _ := picture("visitor"); code != 404 {
			t.Errorf("a picture of what was taken down: %d", code)
		}
		if code, cache := picture("handler"); code != 200 || strings.Contains(cache, "immutable") {
			t.Errorf("the office sees it: %d %s", code, cache)
		}
		if code, _ := picture("society"); code != 404 {
			t.Errorf("others do not: %d", code)
		}
		_, err := w.Spread.Booklet(ctx, spread.Filter{IDs: []string{id}}, true)
		if !fault.Is(err, fault.KindConflict) {
			t.Errorf("bound: %v", err)
		}
		w.must(w.DB.Read(ctx, func(t *store.Tx) error { _, err := w.Spread.List(t, spread.Filter{}); return err }))
	})
}
