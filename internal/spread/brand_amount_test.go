package spread

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// An amount is what was typed, to the fen, in the unit that was typed; without a unit it is none.
func TestRule_J4_AnAmountSaysItsUnit(t *testing.T) {
	for text, want := range map[string]Fen{"50000元": 5_000_000, "50,000元": 5_000_000, "5万元": 5_000_000, "5.5万元": 5_500_000, "0.01元": 1, "1,234.5元": 123_450,
		"０.000001万元": 1, "12，345．67 元": 1_234_567, "100000万元": mostFen, "1000000000元": mostFen, "0元": 0, "007元": 700} {
		got, err := ParseAmount(text)
		if err != nil || got != want {
			t.Errorf("%s: %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "5", "5万", "元", "万元", "5.元", ".5元", "5.001元", "5.0000001万元", "-5元", "+5元", "1e3元", "5,00元", ",500元", "1234,500元", "5元元", "5元5角",
		"1000000000.01元", "100000.000001万元", "99999999999999999999元", "999999999999万元", "９万 2元", "5 000,元", "五万元", "0x10元"} {
		if got, err := ParseAmount(text); err == nil {
			t.Errorf("%s is taken for %d", text, got)
		}
	}
	for amount, want := range map[Fen]string{0: "0元", 1: "0.01元", 10: "0.10元", 100: "1元", 5_000_000: "50,000元", 123_456_789: "1,234,567.89元", -5_000_000: "-50,000元", 99_900: "999元"} {
		if amount.String() != want {
			t.Errorf("%d is written %s, want %s", int64(amount), amount, want)
		}
	}
}

// What is written is read as the same, for any amount, in both units.
func TestAmountsComeBackAsTheyWere(t *testing.T) {
	from := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		amount := Fen(from.Int64N(int64(mostFen) + 1))
		if from.IntN(2) == 0 {
			amount %= 10_000_000
		}
		inTenThousands := strconv.FormatInt(int64(amount/tenThou), 10) + "." + strconv.FormatInt(int64(1_000_000+amount%tenThou), 10)[1:] + "万元"
		for _, text := range []string{amount.String(), strings.ReplaceAll(amount.String(), ",", ""), inTenThousands} {
			if got, err := ParseAmount(text); err != nil || got != amount {
				t.Fatalf("%s: %d, %v, want %d", text, got, err, amount)
			}
		}
	}
}

func FuzzParseAmount(f *testing.F) {
	for _, text := range []string{"5万元", "50,000.00元", "5", "99999999999999999999元", "，元", "0.000001万元"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		amount, err := ParseAmount(text)
		if err != nil {
			return
		}
		if amount < 0 || amount > mostFen {
			t.Fatalf("%q is %d", text, amount)
		}
		if again, err := ParseAmount(amount.String()); err != nil || again != amount {
			t.Fatalf("%q is %s, and that is %d, %v", text, amount, again, err)
		}
	})
}
