package wording

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// PersonalKind is what a piece of a text looks like that may name how to reach or identify a person.
type PersonalKind string

// The kinds. An ID or bank number is never public; a phone or an address may be an office's own.
const (
	Mobile   PersonalKind = "手机号码"
	Landline PersonalKind = "固定电话"
	Mail     PersonalKind = "电子邮箱"
	IDNumber PersonalKind = "身份证号码"
	LikeID   PersonalKind = "疑似身份证号码" // its place and day are an ID's, its last sign is not: mistyped, or another number
	BankCard PersonalKind = "银行卡号"
)

// Barred tells whether a kind is never public.
func (k PersonalKind) Barred() bool { return k == IDNumber || k == BankCard }

// Personal is a piece of a text that looks like personal data.
type Personal struct {
	Kind   PersonalKind
	Number string // without blanks and marks, in small letters
	Before string // the words around it, as they stand
	Spot   string
	After  string
}

// KindsOf names the kinds of what was found, each once, in the order of the text.
func KindsOf(found []Personal) (names []string) {
	for _, p := range found {
		if !slices.Contains(names, string(p.Kind)) {
			names = append(names, string(p.Kind))
		}
	}
	return names
}

// beside is how many characters of the words around a piece are shown.
const beside = 12

// spot is a piece of a text: from one character to before another.
type spot struct {
	kind     PersonalKind
	number   string
	from, to int
}

// PersonalIn finds what looks like personal data in a text, in its order. Neither blanks and dashes between digits hide a number,
// nor full-width signs, nor what cannot be seen. A card is one whose last digit agrees; an ID whose last sign does not is told as like one.
func PersonalIn(text string) (found []Personal) {
	letters := []rune(text)
	plain, at := plainly(letters)
	spots := append(numbersIn(plain, at), mailsIn(plain, at)...)
	// Where pieces overlap the graver one is told, then the longer one.
	slices.SortStableFunc(spots, func(a, b spot) int {
		if a.kind.Barred() != b.kind.Barred() {
			return map[bool]int{true: -1, false: 1}[a.kind.Barred()]
		}
		return (b.to - b.from) - (a.to - a.from)
	})
	var told []spot
	for _, s := range spots {
		if !slices.ContainsFunc(told, func(o spot) bool { return s.from < o.to && o.from < s.to }) {
			told = append(told, s)
		}
	}
	slices.SortFunc(told, func(a, b spot) int { return a.from - b.from })
	for _, s := range told {
		found = append(found, Personal{Kind: s.kind, Number: s.number, Before: string(letters[max(0, s.from-beside):s.from]), Spot: string(letters[s.from:s.to]),
			After: string(letters[s.to:min(len(letters), s.to+beside)])})
	}
	return found
}

// plainly writes full-width signs, blanks and dashes of all kinds as plain ones, and leaves out what cannot be seen; at says where
// each character stands.
func plainly(letters []rune) (plain []rune, at []int) {
	for i, r := range letters {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case unicode.Is(unicode.Cf, r):
			continue
		case r != '\n' && unicode.IsSpace(r):
			r = ' '
		case unicode.Is(unicode.Pd, r) || r == '−':
			r = '-'
		}
		plain, at = append(plain, r), append(at, i)
	}
	return plain, at
}

// mayStandBetween tells whether a sign may stand inside a number.
func mayStandBetween(r rune) bool { return strings.ContainsRune(" -()·_", r) }

const (
	mostBetween = 3  // signs between two groups of a number
	mostDigits  = 19 // of a bank card, the longest number
)

// group is a row of digits with nothing between them.
type group struct {
	from, to int // in the plain text
	follows  bool
	x        int // where an X ends that closes it; 0: none
}

func groupsOf(plain []rune) (groups []group) {
	for i := 0; i < len(plain); {
		if !digit(plain[i]) {
			i++
			continue
		}
		g := group{from: i}
		for i < len(plain) && digit(plain[i]) {
			i++
		}
		g.to = i
		if n := len(groups); n > 0 {
			gap := plain[groups[n-1].to:g.from]
			g.follows = len(gap) <= mostBetween && !slices.ContainsFunc(gap, func(r rune) bool { return !mayStandBetween(r) })
		}
		g.x = closingX(plain, i)
		groups = append(groups, g)
	}
	return groups
}

// closingX is where an X ends that closes a number which ends at i; 0 where none does.
func closingX(plain []rune, i int) int {
	for n := 0; n < mostBetween && i < len(plain) && mayStandBetween(plain[i]); n++ {
		i++
	}
	if i == len(plain) || !strings.ContainsRune("xX×", plain[i]) || i+1 < len(plain) && plain[i+1] < unicode.MaxASCII && unicode.IsLetter(plain[i+1]) {
		return 0
	}
	return i + 1
}

// numbersIn finds numbers that are written in one group or in some that follow each other.
func numbersIn(plain []rune, at []int) (spots []spot) {
	groups := groupsOf(plain)
	for i := range groups {
		number := ""
		for j := i; j < len(groups) && (j == i || groups[j].follows); j++ {
			if len(number)+groups[j].to-groups[j].from > mostDigits {
				break
			}
			number += string(plain[groups[j].from:groups[j].to])
			if x := groups[j].x; x > 0 && kindOf(number+"x") != "" {
				spots = append(spots, spot{kindOf(number + "x"), number + "x", at[groups[i].from], at[x-1] + 1})
			}
			kind := kindOf(number)
			if kind == "" && local(plain, groups[i].from, number) {
				kind = Landline
			}
			if kind != "" {
				spots = append(spots, spot{kind, number, at[groups[i].from], at[groups[j].to-1] + 1})
			}
		}
	}
	return spots
}

var (
	mobile   = regexp.MustCompile(`^(0{0,2}86|0)?1[3-9]\d{9}$`)
	landline = regexp.MustCompile(`^((0{0,2}86)?0[1-9]\d{1,2}[2-8]\d{6,7}|[48]00\d{7})$`)
	short    = regexp.MustCompile(`^[2-8]\d{6,7}$`)
	bank     = regexp.MustCompile(`^([3-6]\d{15,18}|9558\d{12,15})$`)
	identity = regexp.MustCompile(`^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)\d{13}(\d{2}[\dx])?$`)
)

// kindOf tells what a number looks like; "" for nothing.
func kindOf(number string) PersonalKind {
	switch {
	case identity.MatchString(number) && born(number) && checked(number):
		return IDNumber
	case bank.MatchString(number) && luhn(number):
		return BankCard
	case identity.MatchString(number) && born(number):
		return LikeID
	case mobile.MatchString(number):
		return Mobile
	case landline.MatchString(number):
		return Landline
	}
	return ""
}

// born tells whether an ID number holds a day.
func born(number string) bool {
	day := number[6:12]
	if len(number) == 18 {
		day = number[6:14]
	} else {
		day = "19" + day
	}
	_, err := time.Parse("20060102", day)
	return err == nil && day > "18"
}

// checked tells whether the last sign of an ID number agrees with the others; one of 15 digits has none.
func checked(number string) bool {
	if len(number) == 15 {
		return true
	}
	sum := 0
	for i, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(number[i]-'0') * weight
	}
	return number[17] == "10x98765432"[sum%11]
}

// luhn tells whether the last digit of a card's number agrees with the others.
func luhn(number string) bool {
	sum := 0
	for i := range len(number) {
		n := int(number[len(number)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// local tells whether a number without its area's code is called a phone by the words before it.
func local(plain []rune, from int, number string) bool {
	words := string(plain[max(0, from-6):from])
	return short.MatchString(number) && slices.ContainsFunc([]string{"电话", "座机", "传真", "热线"}, func(w string) bool { return strings.Contains(words, w) })
}

var mail = regexp.MustCompile(`(?i)[a-z0-9._%+-]+ ?@ ?[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}`)

func mailsIn(plain []rune, at []int) (spots []spot) {
	text := string(plain)
	for _, m := range mail.FindAllStringIndex(text, -1) {
		from, to := len([]rune(text[:m[0]])), len([]rune(text[:m[1]]))
		spots = append(spots, spot{Mail, strings.ToLower(strings.ReplaceAll(text[m[0]:m[1]], " ", "")), at[from], at[to-1] + 1})
	}
	return spots
}
