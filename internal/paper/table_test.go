package paper

import (
	"fmt"
	"strings"
	"testing"
)

// numbered is a text whose every piece can be found again: 〔0001〕〔0002〕…
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "第%04d段，", i)
	}
	return b.String()
}

func TestLongCellSpansPages(t *testing.T) {
	doc := Document{Title: "长单元格", Created: frozen, Blocks: []Block{Table{Cols: []float64{26.5, 129.5}, Rows: []Row{
		{Min: 60, Cells: []Cell{labelOf("试点单位概况"), {Top: true, Paras: []Para{{Style: CellLong, Text: numbered(715)}}}}},
	}}}}
	path := file(t, "long.pdf", render(t, doc))
	if pages := len(layout(t, path)); pages < 5 {
		t.Errorf("5,000 characters on %d pages", pages)
	}
	text := plainText(t, path)
	for i := range 715 {
		if n := strings.Count(text, fmt.Sprintf("第%04d段", i)); n > 1 {
			t.Errorf("piece %d stands %d times", i, n)
		}
	}
	if text = strings.ReplaceAll(text, "试点单位", ""); strings.ReplaceAll(text, "概况", "") != numbered(715) {
		t.Error("the text taken out is not the text put in")
	}
}

// parts sets one row after some lines of text and returns how many lines of its cell stand on each page.
func parts(t *testing.T, above, lines int, foot []Para) (out []int) {
	t.Helper()
	s := newSetter(Document{}, testFonts(t))
	s.flow([]Block{
		Para{Text: strings.Repeat("上\n", above-1) + "上"},
		Table{Cols: []float64{156}, Rows: []Row{{Cells: []Cell{{Paras: []Para{{Style: CellOpinion, Text: strings.Repeat("格\n", lines-1) + "格"}}, Foot: foot}}}}},
	})
	for _, p := range s.pages {
		n := 0
		for _, o := range p.ops {
			if o.text != nil && o.text.chars[0].r == '格' {
				n++
			}
		}
		out = append(out, n)
	}
	return out
}

func TestRowsSplitBetweenLines(t *testing.T) {
	sign := []Para{{Style: CellOpinion, Text: "签"}, {Style: CellOpinion, Text: "日"}}
	for _, c := range []struct {
		name         string
		above, lines int
		foot         []Para
		want         string
	}{
		{"fits", 10, 10, nil, "[10]"},
		{"long: split where the page ends", 18, 10, nil, "[5 5]"},
		{"short: moves whole", 20, 4, nil, "[0 4]"},
		{"fewer than 3 lines would stay: moves whole", 20, 6, nil, "[0 6]"},
		{"at least 2 go over", 18, 6, nil, "[4 2]"},
		{"signature lines go over with 2 lines", 18, 5, sign, "[3 2]"},
		{"signature lines of a short text move with it", 18, 4, sign, "[0 4]"},
	} {
		if got := fmt.Sprint(parts(t, c.above, c.lines, c.foot)); got != c.want {
			t.Errorf("%s: %s lines, want %s", c.name, got, c.want)
		}
	}
}

func TestSignatureStandsAtTheFoot(t *testing.T) {
	s := newSetter(Document{}, testFonts(t))
	s.flow([]Block{Table{Cols: []float64{156}, Rows: []Row{{Min: 62, Cells: []Cell{{
		Paras: []Para{{Style: CellOpinion, Text: "意见："}}, Foot: []Para{{Style: CellOpinion, Text: "签章"}}}}}}}})
	ops := s.current().ops
	last := ops[len(ops)-1]
	if want := s.top + 62*mm - 5 - 20 + last.text.baseline(); last.y < want-0.1 || last.y > want+0.1 {
		t.Errorf("the signature stands at %.1f, want %.1f", last.y, want)
	}
}

func TestSpansAcrossRowsAndColumns(t *testing.T) {
	one := func(text string, cols, rows int) Cell {
		return Cell{Cols: cols, Rows: rows, Paras: []Para{{Style: CellText, Text: text}}}
	}
	s := newSetter(Document{}, testFonts(t))
	s.flow([]Block{Table{Cols: []float64{30, 30, 30}, Rows: []Row{
		{Cells: []Cell{one("甲", 1, 2), one("乙", 2, 1)}},
		{Cells: []Cell{one("丙", 1, 1), one("丁", 1, 1)}},
	}}})
	var boxes []string
	for _, o := range s.current().ops {
		if o.rect != nil {
			boxes = append(boxes, fmt.Sprintf("%.0f+%.0f,%.0f+%.0f", (o.rect.x-s.left)/mm, o.rect.w/mm, o.rect.y-s.top, o.rect.h))
		}
	}
	want := "[0+30,0+60 30+60,0+30 30+30,30+30 60+30,30+30]"
	if got := fmt.Sprint(boxes); got != want {
		t.Errorf("cells %s, want %s", got, want)
	}
}

func TestSpanningRowsLongerThanAPageAreSplit(t *testing.T) {
	rows := []Row{{Cells: []Cell{{Rows: 40, Paras: []Para{{Style: CellText, Text: "组"}}}, {Paras: []Para{{Style: CellText, Text: "行"}}}}}}
	for range 39 {
		rows = append(rows, Row{Cells: []Cell{{Paras: []Para{{Style: CellText, Text: "行"}}}}})
	}
	path := file(t, "span.pdf", render(t, Document{Title: "跨行", Created: frozen, Blocks: []Block{Table{Cols: []float64{50, 106}, Rows: rows}}}))
	if got := plainText(t, path); strings.Count(got, "行") != 40 || strings.Count(got, "组") != 1 {
		t.Errorf("%d rows, %d groups", strings.Count(got, "行"), strings.Count(got, "组"))
	}
	for n, page := range layout(t, path) {
		for _, l := range page.Lines {
			if l.YMax > 742.68 {
				t.Errorf("page %d: a row at %.0f", n+1, l.YMax)
			}
		}
	}
}

func list(n int) Document {
	cols := []Column{{"序号", 14, false}, {"编号", 34, false}, {"申报单位", 75, true}, {"试点内容", 72, true}, {"推荐单位", 30, false}}
	var rows [][]string
	for i := range n {
		rows = append(rows, []string{fmt.Sprint(i + 1), fmt.Sprintf("SD-2020-%04d", i+1), "济南市历下区科学技术协会", "建立健全思想政治引领工作体系试点", "济南市科协"})
	}
	return Document{Title: "申报汇总表", Landscape: true, Created: frozen, Numbers: Numbers{On: true}, Blocks: []Block{
		Para{Style: Title, Level: 1, Text: "申报汇总表"}, Blank{0.5}, List(cols, rows)}}
}

func TestListRepeatsItsHead(t *testing.T) {
	path := file(t, "list.pdf", render(t, list(160)))
	pages := strings.Split(strings.TrimSuffix(tool(t, "pdftotext", "-layout", path, "-"), "\f"), "\f")
	rows := 0
	for i, page := range pages {
		if strings.Count(page, "序号") != 1 {
			t.Errorf("page %d has no head", i+1)
		}
		rows += strings.Count(page, "SD-2020-")
	}
	if rows != 160 || len(pages) < 8 {
		t.Errorf("%d rows on %d pages", rows, len(pages))
	}
	if info := tool(t, "pdfinfo", path); !strings.Contains(info, "841.89 x 595.276") {
		t.Error("not A4 across")
	}
}

func TestAWordIsSetSmallerRatherThanBroken(t *testing.T) {
	c := newSetter(Document{}, testFonts(t)).cell(Cell{Paras: []Para{{Style: CellText, Text: "contact@example.cn"}}}, 0, 51.5*mm)
	if len(c.paras[0]) != 1 {
		t.Errorf("the address takes %d lines", len(c.paras[0]))
	}
}
