package spread

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/paper"
)

// ledgerLine is a line of the ledger of the money: something that was decided, falls due, was paid or used, on its day.
type ledgerLine struct {
	day                    calendar.Day
	what, detail, voucher  string
	agreed, due, paid, use Fen
	moves                  bool // it changes what is left
}

// linesOfFunding are what became of money that was agreed to, by day; what falls on one day in the order of its steps.
func linesOfFunding(f Funding) (lines []ledgerLine) {
	lines = append(lines, ledgerLine{day: f.DecidedOn, what: "研究决定", detail: purposes(f), agreed: f.Total, moves: true})
	for _, i := range f.Instalments {
		lines = append(lines, ledgerLine{day: i.By, what: fmt.Sprintf("第%d笔应拨", i.N), detail: i.Terms, due: i.Amount})
	}
	for _, p := range f.Payments {
		lines = append(lines, ledgerLine{day: p.On, what: fmt.Sprintf("第%d笔拨付", p.Instalment), voucher: p.Voucher, paid: p.Amount, moves: true})
		if !p.Stands() {
			lines = append(lines, ledgerLine{day: calendar.DayOf(p.ReversedAt), what: fmt.Sprintf("第%d笔冲正", p.Instalment), detail: p.Why, voucher: p.Voucher, paid: -p.Amount, moves: true})
		}
	}
	for _, s := range f.Spendings {
		if !s.Counts() {
			continue
		}
		for _, l := range s.Lines {
			line, _ := f.Line(l.Line)
			lines = append(lines, ledgerLine{day: calendar.DayOf(s.At), what: fmt.Sprintf("第%d次使用（%s）", s.N, SpendingTitles[s.State]), detail: line.What + "：" + l.Words, use: l.Amount, moves: true})
		}
	}
	slices.SortStableFunc(lines, func(a, b ledgerLine) int { return a.day.Sub(b.day) })
	return lines
}

func purposes(f Funding) string {
	parts := make([]string, len(f.Lines))
	for i, l := range f.Lines {
		parts[i] = l.What + " " + l.Amount.String()
	}
	return strings.Join(parts, "；")
}

// WriteBrandLedger writes every decision, instalment, payment and use of some pilots' money, with what is left after each, as a
// sheet for the finance.
func WriteBrandLedger(w io.Writer, all []Branded, at time.Time) error {
	sheet := paper.Sheet{Name: "经费台账", Title: "品牌培育经费台账（截至" + at.In(clock.Zone).Format("2006年1月2日") + "，单位：元）", Landscape: true, Created: at, Cols: []paper.SheetColumn{
		{Head: "序号", Width: 6, Kind: paper.Number}, {Head: "年度", Width: 8, Kind: paper.Number}, {Head: "编号", Width: 16}, {Head: "单位", Width: 30}, {Head: "经费", Width: 8},
		{Head: "日期", Width: 14, Kind: paper.Date}, {Head: "事项", Width: 20}, {Head: "内容", Width: 40}, {Head: "凭证号", Width: 16}, money("批准"), money("应拨"), money("拨付"), money("使用"),
		money("未拨余额"), money("已拨未用")}}
	var rows [][]any
	for _, b := range all {
		for _, f := range b.Agreed() {
			unpaid, unused := Fen(0), Fen(0)
			for _, l := range linesOfFunding(f) {
				unpaid += l.agreed - l.paid
				unused += l.paid - l.use
				row := []any{len(rows) + 1, b.Cohort.Year, b.Application.Number, b.Application.UnitName, fmt.Sprintf("第%d次", f.N), l.day.Start(), l.what, l.detail, l.voucher,
					sum(l.agreed), sum(l.due), sum(l.paid), sum(l.use), nil, nil}
				if l.moves {
					row[13], row[14] = unpaid.Yuan(), unused.Yuan()
				}
				rows = append(rows, row)
			}
		}
	}
	return sheet.Write(w, slices.Values(rows))
}

func money(head string) paper.SheetColumn {
	return paper.SheetColumn{Head: head, Width: 14, Kind: paper.Number}
}

// sum is an amount for a cell; nothing where there is none.
func sum(f Fen) any {
	if f == 0 {
		return nil
	}
	return f.Yuan()
}
