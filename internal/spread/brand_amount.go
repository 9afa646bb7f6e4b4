package spread

import (
	"strconv"
	"strings"

	"shidian/internal/fault"
)

// Fen is an amount of money in hundredths of a yuan. Money is never a floating-point number here.
type Fen int64

// mostFen bounds an amount, so that no sum of some runs over: a thousand million yuan.
const mostFen Fen = 1_000_000_000 * yuan

const (
	yuan    Fen = 100
	tenThou Fen = 10_000 * yuan // 万元
)

// String writes an amount in yuan as a person reads it: 50,000元, 1,234.50元.
func (f Fen) String() string {
	sign := ""
	if f < 0 {
		sign, f = "-", -f
	}
	whole := strconv.FormatInt(int64(f/yuan), 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest := int64(f % yuan); rest > 0 {
		whole += "." + strconv.FormatInt(100+rest, 10)[1:]
	}
	return sign + whole + "元"
}

// Yuan is the amount for the cell of a sheet, which the reader's program sums.
func (f Fen) Yuan() float64 { return float64(f) / float64(yuan) }

// amountUnits are the units in which an amount may be typed, the longer one first, with the most decimals that make whole fen.
var amountUnits = []struct {
	name     string
	worth    Fen
	decimals int
}{{"万元", tenThou, 6}, {"元", yuan, 2}}

// ParseAmount reads an amount that says its unit: 50000元, 50,000.00元, 5万元. A bare number is refused: 5 may be 5元 or
// 5万元, and the difference is money.
func ParseAmount(text string) (Fen, error) {
	text = narrowAmount(text)
	for _, unit := range amountUnits {
		number, is := strings.CutSuffix(text, unit.name)
		if !is {
			continue
		}
		whole, part, pointed := strings.Cut(number, ".")
		whole, grouped := ungroup(whole)
		if !grouped || !allDigits(whole) || pointed && !allDigits(part) || len(part) > unit.decimals {
			return 0, fault.Invalid("金额没有看懂。请写成 50000元、50,000.50元或者 5.5万元，最多精确到分。")
		}
		if len(whole) > 12 {
			return 0, tooMuch()
		}
		part += strings.Repeat("0", unit.decimals-len(part))
		units, _ := strconv.ParseInt(whole, 10, 64) // at most twelve digits
		parts, _ := strconv.ParseInt(part, 10, 64)  // at most six
		if Fen(units) > mostFen/unit.worth {
			return 0, tooMuch()
		}
		amount := Fen(units)*unit.worth + Fen(parts)
		if amount > mostFen {
			return 0, tooMuch()
		}
		return amount, nil
	}
	return 0, fault.Invalid("请写明金额的单位，例如 50000元，或者 5万元。")
}

func tooMuch() error { return fault.Invalid("金额太大，请核对单位是元还是万元。") }

// narrowAmount writes what an input method makes wide in narrow characters, without spaces.
func narrowAmount(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\t' || r == '　' || r == '\u00a0':
			return -1
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '，':
			return ','
		case r == '．':
			return '.'
		}
		return r
	}, text)
}

// ungroup takes the commas between thousands away; false where they stand elsewhere.
func ungroup(text string) (string, bool) {
	groups := strings.Split(text, ",")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && (len(g) == 0 || len(g) > 3) {
			return text, false
		}
	}
	return strings.Join(groups, ""), true
}

func allDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
