package wording

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var zone = time.FixedZone("", 8*3600)

func on(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, zone)
}

// town is a small province after its merger, seen on a day of 2020.
func town(day time.Time) Given {
	merged := on(2020, 6, 5)
	return Given{Day: day, Phrases: []string{"省科协主席办公会", "建立健全现代科普工作体系试点", "山东省科学技术协会"}, Names: []Name{
		{Full: "济南市科学技术协会", Short: "济南市科协"}, {Full: "威海市科学技术协会", Short: "威海市科协"}, {Full: "菏泽市科学技术协会", Short: "菏泽市科协"},
		{Full: "莒县科学技术协会", Short: "莒县科协"}, {Full: "莘县科学技术协会", Short: "莘县科协"}, {Full: "诸城市科学技术协会", Short: "诸城市科协"},
		{Full: "邹城市科学技术协会", Short: "邹城市科协"}, {Full: "山东省科协办公室", Short: "省科协办公室"},
		{Full: "蓬莱市科学技术协会", Short: "蓬莱市科协", Until: merged, Now: "蓬莱区科学技术协会"}, {Full: "蓬莱市", Until: merged, Now: "蓬莱区"},
		{Full: "蓬莱区科学技术协会", Short: "蓬莱区科协", From: merged}, {Full: "省地质学会学术委员会", Short: "省地质学会"}}}
}

func brief(found []Finding) string {
	var lines []string
	for _, f := range found {
		lines = append(lines, f.Spot+"|"+f.What+"|"+f.Instead+"|"+string(f.Sure))
	}
	return strings.Join(lines, "\n")
}

// Each line is a text and what it must be told: the spot, then a part of the words or of what to write. An empty spot:
// nothing is found.
func TestWhatIsFound(t *testing.T) {
	for _, c := range []struct{ text, spot, says string }{
		{"请于5月18日（星期一）24:00前报送。", "", ""},
		{"请于5月18日（星期二）24:00前报送。", "5月18日（星期二）", "星期一"},
		{"请于2020年5月18日 周日前报送。", "2020年5月18日 周日", "星期一"},
		{"请于2020年5月18日（周一）前报送。", "", ""}, {"于2020年5月18日(周一)前", "(", "（"},
		{"2021年5月18日（星期一）", "2021年5月18日（星期一）", "星期二"},
		{"5月17日周年庆", "", ""},
		{"2019年印发方案。请于5月18日（星期六）前", "", ""},
		{"2019年印发方案。请于5月18日（星期日）前", "5月18日（星期日）", "请核对"},
		{"2月30日", "2月30日", "没有2月30日"},
		{"13月1日", "13月1日", "没有13月1日"},
		{"2021年2月29日", "2021年2月29日", "没有2月29日"},
		{"2020年2月29日", "", ""},
		{"5月18日至5月12日", "5月18日至5月12日", "颠倒"},
		{"2020年6月22日至6月29日", "", ""},
		{"2020年12月25日至2021年1月5日", "", ""},
		{"12月25日至1月5日", "12月25日至1月5日", "跨年"},
		{"6月22日至18日", "6月22日至18日", "止日早于起日"},
		{"2022年至2020年", "2022年至2020年", "颠倒"},
		{"5月18号前", "5月18号", "5月18日"},
		{"2020年05月18日", "05月18日", "5月18日"},
		{"于2020-05-18前报送", "2020-05-18", "2020年5月18日"},
		{"20年5月18日", "20年5月18日", "四位"},
		{"2020年五月十八日", "2020年五月十八日", "混用"},
		{"18日25:00前", "25:00", "没有这个时刻"},
		{"比例为25:75", "", ""},

		{"鲁科协发〔2020〕13号", "", ""},
		{"鲁科协发[2020]13号", "[2020]13号", "〔2020〕13号"},
		{"鲁科协发（2020）第013号", "（2020）第013号", "〔2020〕13号"},
		{"鲁科协发〔20〕13号", "〔20〕13号", "四位"},
		{"（会议中心（2020）1号楼）", "", ""},
		{"共３个单位", "３", "3"},
		{"百分之20", "百分之20", "20%"},
		{"5千元", "5千元", "5000元"},
		{"5万3千元", "5万3千", "5.3万"},
		{"3～5万元", "3～5万元", "3万元～5万元"},
		{"10%～20%", "", ""},
		{"二个单位", "二个", "两个"},
		{"第二个单位、十二个单位、一、二个单位", "", ""},
		{"二O二O年", "二O二O年", "二〇二〇年"},
		{"二〇二〇年工作要点", "", ""},

		{"请审核,并报送", ",", "，"},
		{"联系电话:0531-82073208", ":", "："},
		{"24:00前，1. 试点，3.5万元，A.乙", "", ""},
		{"省科协。。请", "。。", "重复"},
		{"省科协，，请", "，，", "重复"},
		{"到此为止……请", "", ""},
		{"强“三性”、去“四化”", "", ""},
		{"强“三性、去四化", "“", "后一半"},
		{"《通知》〉", "〉", "前一半"},
		{"（附件1)", "（附件1)", "半角"},
		{"1）甲", "", ""},
		{"Let’s go", "", ""},

		{"济南市科学技术协会、济南市科协、各市科协、本市科协、有关市科协", "", ""},
		{"济南市科学技术学会", "济南市科学技术学会", "济南市科学技术协会"},
		{"济南市科技技术协会", "科技技术协会", "科学技术协会"},
		{"济南科学技术协会", "济南科学技术协会", "济南市科学技术协会"},
		{"荷泽市科协", "荷泽市科协", "菏泽市科协"},
		{"济南科协", "济南科协", "济南市科协"},
		{"上海市科协、济南市科技局、城市科协、各县科学技术协会、市科协办公室", "", ""},
		{"某城市科学技术协会", "", ""}, // 诸城 or 邹城: nobody knows
		{"省科协\n济南市科协\n2020年5月18日", "济南市科协", "济南市科学技术协会"},
		{"1\t济南市科协\t现代科普", "济南市科协", "全称"},
		{"建立健全现代科普工作体制试点", "建立健全现代科普工作体制试点", "建立健全现代科普工作体系试点"},
		{"山东省科学技术协同创新", "", ""},
		{"省科协主席办公会议", "省科协主席办公会议", "省科协主席办公会"},
		{"逾期不与受理", "不与受理", "不予受理"},
		{"截止5月18日，共收到", "截止5月18日", "截至5月18日"},
		{"截止5月18日前", "", ""},
		{"关于试点的报告\n……请批示。", "请批示", "请示"},
		{"见http://kx.gov.cn/2020-05-18,(1).html，邮箱a.b@c.cn", "", ""},
	} {
		found := Check(c.text, town(on(2020, 5, 12)))
		if c.spot == "" && len(found) > 0 || c.spot != "" && (!strings.Contains(brief(found), c.spot+"|") || !strings.Contains(brief(found), c.says)) {
			t.Errorf("%s: want %q (%s), found\n%s", c.text, c.spot, c.says, brief(found))
		}
	}
}

// A name is right or wrong by the day on which the text goes out.
func TestNamesGoByTheDay(t *testing.T) {
	const text = "蓬莱市科学技术协会、蓬莱市科协、蓬莱市"
	if found := Check(text, town(on(2020, 6, 4))); len(found) != 0 {
		t.Errorf("before the merger:\n%s", brief(found))
	}
	found := Check(text, town(on(2020, 6, 5)))
	if len(found) != 3 || found[0].Sure != Wrong || found[0].Instead != "蓬莱区科学技术协会" || !strings.Contains(found[2].What, "2020年6月5日") {
		t.Errorf("after the merger:\n%s", brief(found))
	}
	if found := Check("原蓬莱市科学技术协会", town(on(2020, 7, 1))); len(found) != 0 {
		t.Errorf("what was is called 原:\n%s", brief(found))
	}
	if found := Check("蓬莱区科协", town(on(2020, 5, 12))); len(found) != 1 {
		t.Errorf("a name before its time:\n%s", brief(found))
	}
}

func TestTheSentenceStandsAroundTheSpot(t *testing.T) {
	f := Check("第一句。请于5月18日（星期二）24:00前报送。第三句。", town(on(2020, 5, 12)))[0]
	if f.Before != "请于" || f.Spot != "5月18日（星期二）" || f.After != "24:00前报送。" {
		t.Errorf("%q %q %q", f.Before, f.Spot, f.After)
	}
	long := strings.Repeat("试", 100)
	f = Check(long+"2月30日"+long, town(on(2020, 5, 12)))[0]
	if !strings.HasPrefix(f.Before, "…") || !strings.HasSuffix(f.After, "…") || !utf8.ValidString(f.Before+f.After) {
		t.Errorf("%q %q", f.Before, f.After)
	}
}

// hard are texts that make a careless search slow.
var hard = []string{"科学技术协会", "济南市科学技术", "（", "“《", "1", "一二三四", "5月", "5月1日至", "，", "。", "鲁科协发〔2020〕", " ", "２", "a", "a@", "http:", "\n", "关于的报告", "百分之1", "1至", "济南市科学技术学会", "2月30日，"}

// The time grows as the text does: eight times the text must not take as long as a search that goes back would.
func BenchmarkHardTexts(b *testing.B) {
	given := town(on(2020, 5, 12))
	for _, size := range []int{1 << 12, 1 << 15} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			for b.Loop() {
				for _, piece := range hard {
					Check(strings.Repeat(piece, size/len(piece)), given)
				}
			}
		})
	}
}

func FuzzCheck(f *testing.F) {
	for _, piece := range hard {
		f.Add(piece + piece + "省科协")
	}
	f.Add("2020年13月40日至2月30日（星期八）\xff\xfe“蓬莱市")
	given := town(on(2020, 7, 1))
	f.Fuzz(func(t *testing.T, text string) {
		for _, found := range Check(text, given) {
			if found.From < 0 || found.To > len(text) || found.From >= found.To || found.What == "" || found.Sure == "" {
				t.Fatalf("%q: %+v", text, found)
			}
			spot := text[found.From:found.To]
			if cut := strings.TrimSuffix(found.Spot, "…"); !strings.HasPrefix(spot, cut) && !strings.HasPrefix(spot, found.Spot) {
				t.Fatalf("the spot %q is not what stands there: %q", found.Spot, spot)
			}
			if utf8.ValidString(text) && !utf8.ValidString(found.Before+found.Spot+found.After) {
				t.Fatalf("%q: a character is cut in two", text)
			}
		}
	})
}

func BenchmarkCheck1MB(b *testing.B) {
	text := strings.Repeat("现将《关于开展试点的通知》（鲁科协发〔2020〕13号）转发给你们，请于5月18日（星期一）24:00前报济南市科协。", 1<<20/150)
	given := town(on(2020, 5, 12))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Check(text, given)
	}
}

// However deep brackets lie in each other, each is paired with its own; those that are never closed are all told.
func TestPairsOfAnyDepth(t *testing.T) {
	const deep = 20
	if found := Check(strings.Repeat("（甲", deep)+strings.Repeat("）", deep), town(on(2020, 5, 12))); len(found) > 0 {
		t.Errorf("well paired:\n%s", brief(found))
	}
	if found := Check(strings.Repeat("《甲", deep)+"》", town(on(2020, 5, 12))); len(found) != deep-1 {
		t.Errorf("%d of %d told:\n%s", len(found), deep-1, brief(found))
	}
}
