package wording

import "strings"

// near looks whether a half at a place belongs to a form with one wrong, missing or superfluous character. More than one
// name that it could be is none.
func (x *lexicon) near(h *half, runes []rune, exact spans, i, last int) (from, to int, best known, found bool) {
	if !hasPrefix(runes[i:], h.text) {
		return 0, 0, best, false
	}
	for _, n := range h.of {
		k := x.forms[n]
		for _, more := range []int{0, -1, 1} {
			a, b := i, i+len(k.text)+more
			if !h.first {
				b = i + len(h.text)
				a = b - len(k.text) - more
			}
			if a < last || b > len(runes) || b <= a || exact.forbid(a, b) || !slip(k.text, runes[a:b]) {
				continue
			}
			if found && best.name.Full != k.name.Full {
				return 0, 0, best, false
			}
			if !found {
				from, to, best, found = a, b, k, true
			}
		}
	}
	return from, to, best, found
}

// span is where an exact form stands, in characters; spans hold for every character the one that it is in.
type span struct{ from, to int }

type spans []span

// forbid tells whether a stretch cuts an exact form, or is not longer than one: what is right is no slip of another. A
// longer form may hold a right one: 山东省科协 in 山东省科协办公厅.
func (s spans) forbid(from, to int) bool {
	for i := from; i < to; i++ {
		if one := s[i]; one.to > 0 {
			if one.from < from || one.to > to || one.to-one.from == to-from {
				return true
			}
			i = one.to - 1
		}
	}
	return false
}

// general are characters that speak of a kind of unit, not of one: 各市科协, 本县科协; and the levels themselves, for
// 市科协办公室 is no slip of 省科协办公室.
const general = "各全本该某一两几多每其原省市县区州镇乡村国、，。；：（）()“”《》 \t\n　"

// elsewhere are places of other provinces that lie one character from one of this province's, and words that do.
var elsewhere = []string{"上海", "珠海", "北海", "临海", "沿海", "定海", "西安", "六安", "淮安", "雄安", "延安", "吉安", "东莞", "南宁", "西宁", "遂宁", "咸宁", "沈阳",
	"贵阳", "洛阳", "衡阳", "安阳", "南阳", "信阳", "东阳", "临汾", "临沧", "临夏", "广州", "杭州", "苏州", "郑州", "福州", "兰州", "惠州", "徐州", "扬州", "常州", "台州", "泉州", "漳州",
	"南京", "北京", "天津", "重庆", "武汉", "长沙", "济源", "丽江", "九江", "东台", "城市", "新区", "中区", "淮北", "淮南"}

// slip tells whether a text differs from a form by one character, in a way that a hand slips. Where only the last one
// differs, another word began: 申报书, 申报时间.
func slip(form, text []rune) bool {
	i := 0
	for i < len(form) && i < len(text) && form[i] == text[i] {
		i++
	}
	switch len(text) - len(form) {
	case 0:
		if i >= len(form)-1 || !hasPrefix(text[i+1:], form[i+1:]) || strings.ContainsRune(general, text[i]) {
			return false
		}
		return len(form) >= shortest && i > 1 || i < len(form)-2 && !isElsewhere(text)
	case -1:
		return i > 0 && i < len(form)-1 && hasPrefix(text[i:], form[i+1:])
	default:
		return i > 0 && i < len(form) && !strings.ContainsRune(general, text[i]) && hasPrefix(text[i+1:], form[i:])
	}
}

func isElsewhere(text []rune) bool {
	for _, place := range elsewhere {
		if strings.HasPrefix(string(text), place) {
			return true
		}
	}
	return false
}
