package paper

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// booklet has a contents page, groups, and parts that each begin a page.
func booklet(groups, parts int) Document {
	doc := Document{Title: "案例汇编", Created: frozen, Numbers: Numbers{On: true, Skip: 1}, Blocks: []Block{
		At{8}, Para{Style: CoverTitle, Text: "案例汇编"}, PageBreak{}, Para{Style: Title, Text: "目　录"}, Blank{1}, Contents{}}}
	for g := range groups {
		for p := range parts {
			doc.Blocks = append(doc.Blocks, PageBreak{})
			if p == 0 {
				doc.Blocks = append(doc.Blocks, Para{Style: Head1, Level: 1, Text: fmt.Sprintf("第%d组", g+1)})
			}
			doc.Blocks = append(doc.Blocks, Para{Style: Title, Level: 2, Text: fmt.Sprintf("第%d组的案例%d，%s", g+1, p+1, strings.Repeat("名称很长", p%12))},
				Para{Style: Head2, Level: 3, Text: "（一）不列入"}, Para{Style: Body, Text: strings.Repeat(demand, 1+p%3)})
		}
	}
	return doc
}

// What the contents page says is where the headings are, also where it is itself several pages long.
func TestContentsNameThePages(t *testing.T) {
	for _, c := range [][2]int{{1, 1}, {2, 3}, {3, 20}} {
		doc := booklet(c[0], c[1])
		data := render(t, doc)
		path := file(t, "booklet.pdf", data)
		tool(t, "qpdf", "--check", path)
		text := plainText(t, path)
		pages := HeadingPages(doc, testFonts(t))
		if want := c[0] + c[0]*c[1]; len(pages) != want {
			t.Fatalf("%d headings are listed, want %d", len(pages), want)
		}
		if strings.Count(text, "不列入") != c[0]*c[1] {
			t.Error("a heading of rank 3 is listed")
		}
		for i, want := range []string{"第1组", "第1组的案例1，"} {
			if !strings.Contains(text, want+strings.Repeat(".", 20)) && !strings.Contains(text, want) {
				t.Errorf("no line for %s", want)
			}
			found := squeezed(tool(t, "pdftotext", "-layout", "-f", fmt.Sprint(pages[i]), "-l", fmt.Sprint(pages[i]), path, "-"))
			if !strings.Contains(found, want) {
				t.Errorf("%s is not on page %d: %s", want, pages[i], found)
			}
		}
		last := fmt.Sprintf("第%d组的案例%d，", c[0], c[1])
		page := pages[len(pages)-1]
		if found := squeezed(tool(t, "pdftotext", "-layout", "-f", fmt.Sprint(page), "-l", fmt.Sprint(page), path, "-")); !strings.Contains(found, last) {
			t.Errorf("%s is not on page %d", last, page)
		}
		line := ""
		for _, l := range strings.Split(tool(t, "pdftotext", "-layout", path, "-"), "\n") {
			if l = strings.ReplaceAll(l, " ", ""); strings.Contains(l, "....") {
				line = l
			}
		}
		if !strings.HasSuffix(line, "."+fmt.Sprint(page)) {
			t.Errorf("the last line of the contents is %q, the heading is on page %d", line, page)
		}
		if n := bytes.Count(data, []byte("/Subtype/Link")); n != len(pages) {
			t.Errorf("%d links for %d headings", n, len(pages))
		}
		if !bytes.Equal(data, render(t, doc)) {
			t.Error("the same tree gave different bytes")
		}
	}
}

func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

func TestContentsWithoutHeadingsAreEmpty(t *testing.T) {
	tool(t, "qpdf", "--check", file(t, "none.pdf", render(t, Document{Title: "空", Created: frozen, Blocks: []Block{Contents{}, Para{Text: "文"}}})))
}

func TestDOCXContents(t *testing.T) {
	doc := booklet(2, 2)
	doc.Blocks[5] = Contents{Pages: HeadingPages(doc, testFonts(t))}
	data, err := DOCX(doc)
	if err != nil {
		t.Fatal(err)
	}
	body := unpack(t, data)["word/document.xml"]
	for what, n := range map[string]int{`TOC \o "1-2" \h \z \u`: 1, `w:fldCharType="begin"`: 7, `w:fldCharType="end"`: 7, `<w:hyperlink w:anchor="_Toc`: 6,
		`w:name="_Toc000001"`: 1, `PAGEREF _Toc000006 `: 1, `<w:t>3</w:t>`: 2} {
		if got := strings.Count(body, what); got != n {
			t.Errorf("%s stands %d times, want %d", what, got, n)
		}
	}
}
