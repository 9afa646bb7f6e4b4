package review

import (
	"bytes"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"shidian/internal/apply"
	"shidian/internal/programme"
)

// roundOf is a scored panel of five experts with these totals per application; 0: no sheet.
func roundOf(how programme.Combine, totals ...[]int) Round {
	p := sample()
	p.Combine, p.ID, p.Name, p.MarkedBeyond = how, "p", "第一评审组", 20
	r := Round{Panel: p, Kept: map[string][]string{}, sheets: map[[2]string]Sheet{}}
	for i := range 5 {
		r.Seats = append(r.Seats, Seat{Expert: Expert{ID: fmt.Sprintf("e%d", i), Name: fmt.Sprintf("专家%d", i)}, Place: i + 1, Main: true})
	}
	for i, of := range totals {
		id := fmt.Sprintf("a%d", i)
		r.Bids = append(r.Bids, Bid{"p", apply.Application{ID: id, Number: fmt.Sprintf("SD-2020-%04d", i+1), UnitName: "某县科协", State: apply.StateInReview}, 1})
		for e, total := range of {
			if total > 0 {
				b := min(total, 40)
				r.sheets[[2]string{id, fmt.Sprintf("e%d", e)}] = Sheet{Application: id, Expert: fmt.Sprintf("e%d", e), N: 1, Total: total,
					Points: map[string]int{"a": total - b, "b": b}, State: SheetSubmitted}
			}
		}
	}
	r.Assigned = Assign(r.Seats, r.Bids, r.Kept, p.PerBid)
	return r
}

// Every figure that the program gives comes out of the sheet's own formulas.
func TestRule_C1_TheSheetRecomputesEveryFigure(t *testing.T) {
	for _, how := range []programme.Combine{programme.Mean, programme.Trimmed} {
		r := roundOf(how, []int{80, 81, 81, 90, 60}, []int{90, 90, 0, 91, 0}, []int{70, 84, 79, 80, 81}, []int{80, 81, 81, 90, 60}, []int{0, 0, 0, 0, 0})
		list := RankingOf(r)
		var out bytes.Buffer
		if err := WriteScores(&out, r, list, time.Unix(0, 0)); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		formulas := 0
		for row := firstScoreRow; row < firstScoreRow+len(r.Bids); row++ {
			for column := 1; column <= 40; column++ {
				at := cell(column, row)
				formula, _ := f.GetCellFormula("评分汇总", at)
				if formula == "" {
					continue
				}
				formulas++
				kept, _ := f.GetCellValue("评分汇总", at)
				computed, err := f.CalcCellValue("评分汇总", at)
				if err != nil || number64(kept) != number64(computed) {
					t.Errorf("%s %s: =%s is %s, the program says %s (%v)", how, at, formula, computed, kept, err)
				}
			}
		}
		if formulas < 4*5+3 {
			t.Errorf("only %d formulas", formulas)
		}
		if list[0].Number != "SD-2020-0002" || list[2].Number != "SD-2020-0004" && how == programme.Trimmed || list[4].Place != 0 {
			t.Errorf("%s: %+v", how, list)
		}
	}
}

func number64(text string) float64 {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return -1
	}
	return f
}

func TestColumnsAreNamedAsInExcel(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 52: "AZ", 53: "BA", 703: "AAA"} {
		if got := letters(n); got != want {
			t.Errorf("%d is %s, want %s", n, got, want)
		}
	}
}
