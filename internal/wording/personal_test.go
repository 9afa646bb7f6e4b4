package wording

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func kindsIn(text string) string {
	var kinds []string
	for _, p := range PersonalIn(text) {
		kinds = append(kinds, string(p.Kind)+"="+p.Number)
	}
	return strings.Join(kinds, " ")
}

func TestWhatLooksLikePersonalDataIsFound(t *testing.T) {
	for text, want := range map[string]string{
		"联系人手机13800000000。":              "手机号码=13800000000",
		"手机 138-0000-0000、139 0000 0001": "手机号码=13800000000 手机号码=13900000001",
		"１３８００００００００":                    "手机号码=13800000000",
		"+86 13800000000":                "手机号码=8613800000000",
		"2021 13800000000":               "手机号码=13800000000",
		"13800000000 13900000000":        "手机号码=13800000000 手机号码=13900000000",
		"138\u200b0000\u200b0000":        "手机号码=13800000000",
		"12800000000":                    "",
		"138000000001":                   "",
		"电话：0531-82000000":               "固定电话=053182000000",
		"（0531）8200 0000":                "固定电话=053182000000",
		"0531—82000000-8001":             "固定电话=053182000000",
		"联系电话：82000000":                  "固定电话=82000000",
		"咨询400-000-0000":                 "固定电话=4000000000",
		"完成82000000元":                    "",
		"发到 a.b@example.com":             "电子邮箱=a.b@example.com",
		"Ａ＠example．com":                  "电子邮箱=a@example.com",
		"11010519491231002X":             "身份证号码=11010519491231002x",
		"110105 19491231 002 ｘ":          "身份证号码=11010519491231002x",
		"110105194912310021":             "疑似身份证号码=110105194912310021",
		"身份证370102199001011234":          "疑似身份证号码=370102199001011234",
		"110105491231002":                "身份证号码=110105491231002",
		"110105491331002":                "",
		"11010519491331002X":             "",
		"000105491231002":                "",
		"卡号6222 0200 0000 0000 000":      "银行卡号=6222020000000000000",
		"卡号6222 0200 0000 0000 001":      "",
		"9558800000000000000":            "银行卡号=9558800000000000000",
		"9558800000000000001":            "",
		"4111 1111 1111 1111":            "银行卡号=4111111111111111",
		"4111１１１１-1111-1111":             "银行卡号=4111111111111111",
		"4111 1111 1111 1112":            "",
		"2019 2020 2021 2022":            "",
		"2021-06-30，2022年1月1日至12月31日":    "",
		"建立制度5项，覆盖1380个村、12万人":           "",
		"型号1102XL":                       "",
	} {
		if got := kindsIn(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	// What is grave is told where it overlaps with what is not.
	if got := kindsIn("电话 0531 4111111111111111"); got != "银行卡号=4111111111111111" {
		t.Errorf("overlapping: %q", got)
	}
}

func TestWhatIsFoundIsShownInItsPlace(t *testing.T) {
	if found := PersonalIn(strings.Repeat("前", 20) + "１３８ ０００００００００" + strings.Repeat("后", 20)); len(found) != 0 { // twelve digits
		t.Fatalf("%+v", found)
	}
	found := PersonalIn(strings.Repeat("前", 20) + "１３８ ００００００００" + strings.Repeat("后", 20))
	want := Personal{Kind: Mobile, Number: "13800000000", Before: strings.Repeat("前", 12), Spot: "１３８ ００００００００", After: strings.Repeat("后", 12)}
	if len(found) != 1 || found[0] != want {
		t.Errorf("%+v", found)
	}
}

// What a strike is about, and a notice's own words, are no numbers of persons; each kind is named once.
func TestKindsInPublicWords(t *testing.T) {
	for words, want := range map[string]string{
		"材料与事实不符，依据鲁科协发〔2020〕13号、2020年6月18日研究": "[]", "试点周期2020060120220531内": "[]",
		"某丁13811112222、13811113333反映，见a.b@163.com": "[手机号码 电子邮箱]", "身份证11010519491231002X，卡号4111111111111111": "[身份证号码 银行卡号]",
	} {
		if got := fmt.Sprint(KindsOf(PersonalIn(words))); got != want {
			t.Errorf("%s: %s, want %s", words, got, want)
		}
	}
}

// anID is an ID number whose last sign agrees.
func anID(r *rand.Rand) string {
	head := fmt.Sprintf("%02d%04d%04d%02d%02d%03d", []int{11, 37, 44, 65, 82}[r.IntN(5)], r.IntN(10000), 1900+r.IntN(120), 1+r.IntN(12), 1+r.IntN(28), r.IntN(1000))
	for _, last := range "0123456789x" {
		if checked(head + string(last)) {
			return head + string(last)
		}
	}
	panic(head)
}

// aCard is a card's number whose last digit agrees.
func aCard(r *rand.Rand) string {
	head := "62"
	for range 13 + r.IntN(4) {
		head += string(rune('0' + r.IntN(10)))
	}
	for last := '0'; last <= '9'; last++ {
		if luhn(head + string(last)) {
			return head + string(last)
		}
	}
	panic(head)
}

// disguised writes a number as people do: full-width, with blanks or dashes between some of its digits.
func disguised(r *rand.Rand, number string) string {
	text := ""
	for i, c := range number {
		if c == 'x' && r.IntN(2) == 0 {
			c = 'X'
		}
		if r.IntN(3) == 0 {
			c += '！' - '!'
		}
		if i > 0 && r.IntN(4) == 0 {
			text += []string{" ", "-", "　", "—", "－", "\u00a0", " - "}[r.IntN(7)]
		}
		text += string(c)
	}
	return text
}

func TestNumbersAreFoundHoweverTheyAreWritten(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		for kind, number := range map[PersonalKind]string{IDNumber: anID(r), BankCard: aCard(r), Mobile: fmt.Sprintf("1%d%09d", 3+r.IntN(7), r.IntN(1e9))} {
			text := "联系人某甲，" + disguised(r, number) + "，负责联络。"
			found := PersonalIn(text)
			is := func(p Personal) bool {
				return p.Number == number && (p.Kind == kind || kind.Barred() && p.Kind.Barred())
			}
			if !slices.ContainsFunc(found, is) {
				t.Fatalf("%s %q in %q: %+v", kind, number, text, found)
			}
		}
	}
}

// One digit that is changed makes a number that no card and no ID has.
func TestChecksAgreeWithOneNumberOfTen(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 1000 {
		for _, number := range []string{anID(r), aCard(r)} {
			at := 6 + r.IntN(len(number)-7)
			changed := number[:at] + string('0'+(number[at]-'0'+1+byte(r.IntN(9)))%10) + number[at+1:]
			if k := kindOf(changed); len(number) == 18 && (number[17] == 'x' || checked(number)) && k == IDNumber || k == BankCard && luhn(number) && number[:2] == "62" {
				t.Fatalf("%s changed to %s is %s", number, changed, k)
			}
		}
	}
}

func FuzzPersonal(f *testing.F) {
	for _, text := range []string{"", "13800000000", "１１０１０５ 19491231-002Ｘ", "a@b.cn", "（0531）8200 0000", "\xff1\u200b3", "4111 1111 1111 1111 1111"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := ""
		for _, p := range PersonalIn(text) {
			if p.Spot == "" || p.Number == "" || p.Kind == "" {
				t.Fatalf("%q: %+v", text, p)
			}
			if utf8.ValidString(text) && !strings.Contains(text, p.Before+p.Spot+p.After) {
				t.Fatalf("%q does not hold %+v", text, p)
			}
			last = p.Spot
		}
		// What is found is found alone, too.
		if last != "" && len(PersonalIn("电话"+last)) == 0 {
			t.Fatalf("%q in %q is not found alone", last, text)
		}
	})
}
