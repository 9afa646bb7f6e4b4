package paper

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// find returns the printed line that holds a text, and its page counted from 1.
func find(t *testing.T, s *setter, text string) (op, int) {
	t.Helper()
	for i, p := range s.pages {
		for _, o := range p.ops {
			if o.text == nil {
				continue
			}
			var line strings.Builder
			for _, c := range o.text.chars {
				line.WriteRune(c.r)
			}
			if strings.Contains(line.String(), text) {
				return o, i + 1
			}
		}
	}
	t.Fatalf("%s is not printed", text)
	return op{}, 0
}

func set(t *testing.T, blocks ...Block) *setter {
	t.Helper()
	s := newSetter(Document{}, testFonts(t))
	s.flow(blocks)
	return s
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 0.5 {
		t.Errorf("%s at %.1f pt, want %.1f", what, got, want)
	}
}

func TestRedHead(t *testing.T) {
	s := set(t, notice().Blocks...)
	name, _ := find(t, s, "山东省科学技术协会文件")
	near(t, "the name's upper edge", name.y-0.88*name.text.style.Size, 72*mm)
	near(t, "the name's left edge", name.x, 28*mm)
	near(t, "the name's width", name.text.width, 156*mm)
	if !name.text.style.Red {
		t.Error("the name is not red")
	}
	number, _ := find(t, s, "鲁科协发")
	near(t, "the number's middle", number.x+number.text.width/2, 28*mm+78*mm)
	if _, page := find(t, s, "为全面贯彻落实"); page != 1 {
		t.Error("the first page shows no body")
	}
}

// A head of many lines lowers the name less, so that the first page still shows the body.
func TestRedHeadMakesRoomForTheBody(t *testing.T) {
	s := set(t, RedHead{Name: "山东省科协文件", Number: "鲁科协发〔2020〕13号"},
		Blank{2}, Para{Style: Title, Level: 1, Text: strings.Repeat("长标题\n", 8) + "通知"}, Blank{1},
		Para{Style: Flush, Text: "各市科协："}, Para{Style: Body, Text: "现将有关事项通知如下。"})
	if _, page := find(t, s, "现将有关"); page != 1 {
		t.Error("the first page shows no body")
	}
}

func TestSignaturePlaces(t *testing.T) {
	right := 184 * mm
	s := set(t, Para{Style: Body, Text: "正文"}, Signed{By: "山东省科学技术协会", Date: "2020年5月12日", Sealed: true})
	by, _ := find(t, s, "山东省科学技术协会")
	date, _ := find(t, s, "12日")
	near(t, "a sealed date's end", date.x+date.text.width, right-4*em)
	near(t, "the signer's middle", by.x+by.text.width/2, date.x+date.text.width/2)

	s = set(t, Para{Style: Body, Text: "正文"}, Signed{By: "山东省科学技术协会办公室", Date: "2020年5月12日"})
	by, _ = find(t, s, "山东省科学技术协会办公室")
	date, _ = find(t, s, "12日")
	near(t, "the signer's end", by.x+by.text.width, right-2*em)
	near(t, "the date's start", date.x, by.x+2*em)
}

func TestAttachedNamesStandUnderEachOther(t *testing.T) {
	s := set(t, Attached{[]string{"山东省科协系统深化改革试点工作方案及其附表附图和有关说明材料", "申报书"}})
	first, _ := find(t, s, "山东省科协系统")
	more, _ := find(t, s, "材料")
	second, _ := find(t, s, "申报书")
	near(t, "the second line", more.x, first.x)
	near(t, "the second name", second.x, first.x)
	label, _ := find(t, s, "附件：1.")
	near(t, "附件", label.x, 28*mm+2*em)
	near(t, "附件", label.y, first.y)
	s = set(t, Attached{[]string{"申报书"}})
	for _, o := range s.current().ops {
		if o.text.chars[len(o.text.chars)-1].r == '.' {
			t.Error("one annex alone has no number")
		}
	}
}

func TestImprintEndsAtTheBoxOnAnEvenPage(t *testing.T) {
	imprint := Imprint{CopyTo: "各市科协", Office: "山东省科协办公室", Date: "2020年5月12日", Even: true}
	s := set(t, Para{Style: Body, Text: "正文"}, imprint)
	_, page := find(t, s, "印发")
	if page != 2 || !s.pages[1].noNumber || s.pages[0].noNumber {
		t.Errorf("the 版记 stands on page %d of %d", page, len(s.pages))
	}
	ops := s.current().ops
	last := ops[len(ops)-1].rect
	near(t, "the last rule", last.y+last.h, s.top+GridLines*GridLine)

	// A full first page and a second without room: page 3 stays empty, and neither it nor page 4 is numbered.
	s = set(t, Para{Style: Body, Text: strings.Repeat("满", 28*42)}, imprint)
	var numbered []bool
	for _, p := range s.pages {
		numbered = append(numbered, !p.noNumber)
	}
	if got := fmt.Sprint(numbered); got != "[true true false false]" {
		t.Errorf("numbered pages: %s", got)
	}
}

func TestFieldGrowsToTwoRules(t *testing.T) {
	s := set(t, At{11}, Field{Label: "申报单位：", Value: "山东省某某高新技术产业开发区科学技术协会"}, Field{Label: "推荐单位：", Value: "/"})
	label, _ := find(t, s, "申报单位")
	near(t, "the label", label.x, 58*mm)
	var rules []float64
	for _, o := range s.current().ops {
		if o.rect != nil {
			rules = append(rules, o.rect.y)
			near(t, "a rule's start", o.rect.x, 58*mm+90)
			near(t, "a rule's weight", o.rect.h, 0.75)
		}
	}
	if len(rules) != 3 {
		t.Fatalf("%d rules, want 3", len(rules))
	}
	value, _ := find(t, s, "山东省某某")
	if value.y > rules[0] || rules[0]-value.y > 8 {
		t.Errorf("the value stands at %.1f, its rule at %.1f", value.y, rules[0])
	}
}

func TestAtNeverGoesUp(t *testing.T) {
	s := set(t, Para{Text: "一\n二\n三\n四"}, At{2}, Para{Text: "五"})
	four, _ := find(t, s, "四")
	five, _ := find(t, s, "五")
	near(t, "the line after", five.y, four.y+GridLine)
}

func TestBlankAtAPageHeadIsDropped(t *testing.T) {
	s := set(t, Para{Text: "一"}, PageBreak{}, Blank{3}, Para{Text: "二"})
	two, page := find(t, s, "二")
	if page != 2 {
		t.Errorf("page %d", page)
	}
	near(t, "the first line", two.y, s.top+6.495+0.88*16)
}

func TestTitleLeavesNoCharacterAlone(t *testing.T) {
	for n := 15; n < 60; n++ {
		lines := testFonts(t).set(Para{Style: Title, Text: strings.Repeat("题", n)}, 156*mm)
		if last := len(lines[len(lines)-1].chars); last < 2 {
			t.Errorf("%d characters: the last line has %d", n, last)
		}
	}
}
