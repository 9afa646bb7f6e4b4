package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// unpack returns the parts of a DOCX, each read to its end as XML.
func unpack(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(body)
		if strings.Contains(f.Name, "media") {
			continue
		}
		for d := xml.NewDecoder(bytes.NewReader(body)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	return parts
}

// bookmarked collects the text between bookmarks: every w:t, and a newline for each paragraph end inside.
func bookmarked(t *testing.T, body string) map[string]string {
	t.Helper()
	values, open := map[string]string{}, map[string]string{} // open: id to name
	inText := false
	attr := func(e xml.StartElement, name string) string {
		for _, a := range e.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
		return ""
	}
	for d := xml.NewDecoder(strings.NewReader(body)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "bookmarkStart":
				name := attr(e, "name")
				if _, twice := values[name]; twice {
					t.Errorf("bookmark %s stands twice", name)
				}
				open[attr(e, "id")], values[name] = name, ""
			case "bookmarkEnd":
				delete(open, attr(e, "id"))
			}
			inText = e.Name.Local == "t"
		case xml.EndElement:
			inText = false
			if e.Name.Local == "p" {
				for _, name := range open {
					values[name] += "\n"
				}
			}
		case xml.CharData:
			if inText {
				for _, name := range open {
					values[name] += string(e)
				}
			}
		}
	}
	if len(open) > 0 {
		t.Errorf("left open: %v", open)
	}
	return values
}

func TestDOCXValuesStandBetweenBookmarks(t *testing.T) {
	data, err := DOCX(form(2))
	if err != nil {
		t.Fatal(err)
	}
	values := bookmarked(t, unpack(t, data)["word/document.xml"])
	for key, want := range map[string]string{
		"unit": "济南市科学技术协会（㛃𬱖）", "recommender": "/", "pilot": "济南市科学技术协会", "head_name": "㛃某", "contact_mail": "contact@example.cn",
		"recommend": "", "results": demand + "\n" + demand, "content_1": demand,
	} {
		if got, ok := values["f_"+key]; !ok || got != want {
			t.Errorf("f_%s is %q, want %q", key, got, want)
		}
	}
}

func TestDOCXHasItsPartsAndProperties(t *testing.T) {
	for name, doc := range samples() {
		data, err := DOCX(doc)
		if err != nil {
			t.Fatal(err)
		}
		parts := unpack(t, data)
		body := parts["word/document.xml"]
		for _, want := range []string{`w:linePitch="580"`, `w:line="580" w:lineRule="exact"`, `w:top="2098"`, `w:eastAsia="方正小标宋简体"`} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %s", name, want)
			}
		}
		if !strings.Contains(parts["docProps/core.xml"], doc.Title) || !strings.Contains(parts["word/settings.xml"], "evenAndOddHeaders") {
			t.Errorf("%s: properties or settings are missing", name)
		}
		for _, p := range doc.Props {
			if !strings.Contains(parts["docProps/custom.xml"], `name="`+p.Name+`"><vt:lpwstr>`+p.Value) {
				t.Errorf("%s: no property %s", name, p.Name)
			}
		}
		again, err := DOCX(doc)
		if err != nil || !bytes.Equal(data, again) {
			t.Errorf("%s: the same tree gave different bytes (%v)", name, err)
		}
	}
}

// No two tables may touch, and none may end a cell or the body: Word joins or refuses them.
func TestDOCXTablesAreParted(t *testing.T) {
	data, err := DOCX(form(1))
	if err != nil {
		t.Fatal(err)
	}
	body := unpack(t, data)["word/document.xml"]
	for _, bad := range []string{"</w:tbl><w:tbl>", "</w:tbl></w:tc>", "</w:tbl><w:sectPr>"} {
		if strings.Contains(body, bad) {
			t.Errorf("the body holds %s", bad)
		}
	}
}

func TestDOCXSpansAndPictures(t *testing.T) {
	p := []Para{{Style: CellText, Text: "格 & <格>"}}
	data, err := DOCX(Document{Title: "表", Created: frozen, Blocks: []Block{
		Table{Cols: []float64{50, 50, 56}, Head: 1, Rows: []Row{
			{Cells: []Cell{{Rows: 2, Paras: p}, {Cols: 2, Paras: p}}}, {Cells: []Cell{{Paras: p}, {Paras: p}}}}},
		QR{Text: "https://example.cn/verify?n=1"}}})
	if err != nil {
		t.Fatal(err)
	}
	parts := unpack(t, data)
	for what, n := range map[string]int{`<w:vMerge w:val="restart"/>`: 1, `<w:vMerge/>`: 1, `<w:gridSpan w:val="2"/>`: 1, `<w:tblHeader/>`: 1, "<w:tc>": 5, `r:embed="code1"`: 1} {
		if got := strings.Count(parts["word/document.xml"], what); got != n {
			t.Errorf("%s stands %d times, want %d", what, got, n)
		}
	}
	if !strings.HasPrefix(parts["word/media/code1.png"], "\x89PNG") {
		t.Error("no picture")
	}
}
