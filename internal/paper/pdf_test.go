package paper

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
)

func samples() map[string]Document {
	return map[string]Document{"notice": notice(), "form": form(8)}
}

func TestPropertiesAndStructure(t *testing.T) {
	for name, doc := range samples() {
		path := file(t, name+".pdf", render(t, doc))
		info := tool(t, "pdfinfo", path)
		for _, want := range []string{"595.276 x 841.89 pts (A4)", "Tagged:          yes", "Title:           " + doc.Title} {
			if !strings.Contains(info, want) {
				t.Errorf("%s: pdfinfo does not say %q:\n%s", name, want, info)
			}
		}
		tool(t, "qpdf", "--check", path)
	}
}

func TestFontsAreEmbeddedSubsetsWithUnicode(t *testing.T) {
	path := file(t, "form.pdf", render(t, form(2)))
	rows := strings.Split(strings.TrimSpace(tool(t, "pdffonts", path)), "\n")[2:]
	if len(rows) != 5 {
		t.Errorf("%d fonts, want the 5 faces", len(rows))
	}
	for _, row := range rows {
		if !strings.Contains(row, "Identity-H       yes yes yes") {
			t.Errorf("not embedded, subset and with Unicode: %s", row)
		}
	}
	for _, face := range []string{"FandolFang-Regular", "FandolKai-Regular", "NotoSansSC-Medium", "NotoSerifSC-Bold", "NotoSerifSC-Regular"} {
		if !strings.Contains(strings.Join(rows, "\n"), "+"+face) {
			t.Errorf("%s is not used", face)
		}
	}
}

func TestTextCanBeTakenOut(t *testing.T) {
	text := plainText(t, file(t, "form.pdf", render(t, form(8))))
	for _, want := range []string{"㛃", "𬱖", "13800001234", "contact@example.cn", "skxbgsgy@shandong.cn", "2020年6月1日至2022年5月31日",
		"（县级科协试点由市科协填写此栏）", "编号SD-2020-0137", "第2版", "校验7F3K-Q9AX", "同意申报。"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in the form", want)
		}
	}
	text = plainText(t, file(t, "notice.pdf", render(t, notice())))
	for _, want := range []string{"鲁科协发〔2020〕13号", "2.山东省科协系统深化改革试点申报书", "2020年5月12日印发"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in the notice", want)
		}
	}
}

func TestNoLineStartsWithAMark(t *testing.T) {
	for name, doc := range samples() {
		out := tool(t, "pdftotext", "-layout", file(t, name+".pdf", render(t, doc)), "-")
		for _, line := range strings.Split(out, "\n") {
			if line = strings.TrimSpace(line); line != "" && strings.ContainsRune("、。，；：？！）》”", []rune(line)[0]) {
				t.Errorf("%s: %s", name, line)
			}
		}
	}
}

// The grid: 22 lines of 28 characters, 28.99 pt apart, from 79.37 to 521.57 pt.
func TestGrid(t *testing.T) {
	long := Document{Title: "网格", Created: frozen, Blocks: []Block{Para{Style: Body, Text: strings.Repeat("科协改革试点", 300)}}}
	path := file(t, "grid.pdf", render(t, long))
	page := layout(t, path)[0]
	if len(page.Lines) != GridLines {
		t.Fatalf("%d lines on a full page, want %d", len(page.Lines), GridLines)
	}
	for i, l := range page.Lines {
		start, n := 79.37, 28
		if i == 0 {
			start, n = 79.37+2*em, 26
		}
		if got := len([]rune(strings.TrimSpace(l.Words[0].Text))); got != n {
			t.Errorf("line %d has %d characters, want %d", i, got, n)
		}
		if math.Abs(l.XMin-start) > 0.1 || math.Abs(l.XMax-521.57) > 0.3 {
			t.Errorf("line %d reaches from %.2f to %.2f", i, l.XMin, l.XMax)
		}
		if i > 0 {
			if step := l.YMin - page.Lines[i-1].YMin; math.Abs(step-GridLine) > 0.05 {
				t.Errorf("line %d stands %.3f under the one before", i, step)
			}
		}
	}
}

func TestBodyStaysInItsBox(t *testing.T) {
	for n, page := range layout(t, file(t, "notice.pdf", render(t, notice()))) {
		for _, l := range page.Lines {
			if l.XMin < 79.3 || l.XMax > 529.8 {
				t.Errorf("page %d: a line from %.2f to %.2f: %v", n+1, l.XMin, l.XMax, l.Words)
			}
		}
	}
}

func TestPageNumbersStandOutside(t *testing.T) {
	pages := layout(t, file(t, "form.pdf", render(t, form(8))))
	for i, page := range pages {
		want, found := fmt.Sprint(i+1), false
		for _, l := range page.Lines {
			if l.YMin < 742.68 {
				continue
			}
			found = true
			var text string
			for _, w := range l.Words {
				text += w.Text
			}
			if text != "—"+want+"—" {
				t.Errorf("page %s carries %q", want, text)
			}
			if odd := i%2 == 0; odd && l.XMin < 460 || !odd && l.XMax > 140 || !odd && l.XMin > 120 {
				t.Errorf("the number of page %s stands at %.0f", want, l.XMin)
			}
		}
		if found == (i == 0) {
			t.Errorf("page %d: number %v; only the cover has none", i+1, found)
		}
	}
}

func TestNoHeadingAloneAtAPageEnd(t *testing.T) {
	for lines := 1; lines <= 2*GridLines; lines++ {
		s := set(t, Para{Text: strings.Repeat("行\n", lines-1) + "行"},
			Para{Style: Head1, Level: 1, Text: "一、标题"}, Para{Style: Head2, Level: 2, Text: "（一）标题"}, Para{Style: Body, Text: demand})
		for i, p := range s.pages {
			if last := p.ops[len(p.ops)-1]; strings.HasPrefix(last.owner.kind, "H") {
				t.Errorf("%d lines before: page %d ends with a heading", lines, i+1)
			}
		}
	}
}

func TestNoPageHoldsASingleLine(t *testing.T) {
	for sections := 1; sections <= 10; sections++ {
		s := newSetter(Document{}, testFonts(t))
		s.flow(form(sections).Blocks)
		for i, p := range s.pages {
			n := 0
			for _, o := range p.ops {
				if o.text != nil {
					n++
				}
			}
			if n < 2 {
				t.Errorf("%d sections: page %d holds %d lines", sections, i+1, n)
			}
		}
	}
}

func TestSignatureHasTextAboveIt(t *testing.T) {
	for lines := 1; lines <= 30; lines++ {
		blocks := []Block{Para{Style: Body, Text: strings.Repeat("科", 28*lines)}, Blank{2}, Signed{By: "山东省科协办公室", Date: "2020年5月12日"}}
		s := newSetter(Document{}, testFonts(t))
		s.flow(blocks)
		ops := s.pages[len(s.pages)-1].ops
		if len(ops) < 3 {
			t.Errorf("%d lines: the signature stands on page %d without text", lines, len(s.pages))
		}
	}
}

// Tags: cells only in rows, rows only in tables, tables and paragraphs under the document.
func TestTagTree(t *testing.T) {
	parents := map[string]string{"Table": "Document", "TR": "Table", "TD": "TR", "TH": "TR", "H1": "Document", "H2": "Document", "Document": ""}
	s := newSetter(Document{}, testFonts(t))
	s.flow(form(2).Blocks)
	seen := map[string]int{}
	var walk func(n *node, parent string)
	walk = func(n *node, parent string) {
		seen[n.kind]++
		if want, ok := parents[n.kind]; ok && parent != want {
			t.Errorf("%s under %s, want under %q", n.kind, parent, want)
		}
		for _, kid := range n.kids {
			walk(kid, n.kind)
		}
	}
	walk(s.root, "")
	for kind := range parents {
		if seen[kind] == 0 {
			t.Errorf("no %s", kind)
		}
	}
}

func TestTwoRendersAreEqual(t *testing.T) {
	a, b := render(t, form(4)), render(t, form(4))
	if !bytes.Equal(a, b) {
		t.Error("the same tree gave different bytes")
	}
	other := form(4)
	other.Blocks[4] = Para{Style: Body, Text: "改"}
	if bytes.Equal(a, render(t, other)) {
		t.Error("another text gave the same bytes")
	}
}

func TestGoroutinesShareFonts(t *testing.T) {
	want := render(t, form(2))
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for range 3 {
				got, err := PDF(form(2), testFonts(t))
				if err != nil || !bytes.Equal(got, want) {
					t.Errorf("a shared render differs (%v)", err)
				}
			}
		})
	}
	wg.Wait()
}

func TestEmptyDocumentIsRefused(t *testing.T) {
	if _, err := PDF(Document{Title: "空"}, testFonts(t)); err == nil {
		t.Error("PDF of nothing")
	}
	if _, err := DOCX(Document{Title: "空"}); err == nil {
		t.Error("DOCX of nothing")
	}
}

// BenchmarkForm sets the form of 12 pages.
func BenchmarkForm(b *testing.B) {
	f := testFonts(b)
	doc := form(7)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := PDF(doc, f); err != nil {
			b.Fatal(err)
		}
	}
}
