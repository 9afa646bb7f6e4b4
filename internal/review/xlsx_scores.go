package review

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"shidian/internal/paper"
	"shidian/internal/programme"
)

// firstScoreRow is where a list's rows begin, under title and head.
const firstScoreRow = 3

// WriteScores writes the scores as .xlsx. Points are figures, everything else is a formula over them that recomputes what
// the program says: totals, combined scores, means of the criteria, spreads, places. list is the ranking, in any order.
func WriteScores(w io.Writer, r Round, list []Ranked, at time.Time) error {
	l := newScoreLayout(r)
	rows := make([][]any, 0, len(r.Bids))
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Ranked) int { return strings.Compare(a.Number, b.Number) })
	for i, one := range list {
		rows = append(rows, l.row(r, one, i))
	}
	sheet := paper.Sheet{Name: "评分汇总", Title: r.Panel.Name + "评分汇总表", Cols: l.columns, Landscape: true, Created: at}
	return sheet.Write(w, slices.Values(rows))
}

// scoreLayout says which column holds what.
type scoreLayout struct {
	criteria []programme.Criterion
	ties     []string
	how      programme.Combine
	experts  []Expert
	columns  []paper.SheetColumn
	last     int // last row of the list
}

func newScoreLayout(r Round) scoreLayout {
	l := scoreLayout{criteria: r.Panel.Criteria, ties: r.Panel.Ties, how: r.Panel.Combine}
	for _, s := range r.Serving() {
		l.experts = append(l.experts, s.Expert)
	}
	l.last = firstScoreRow + len(r.standing()) - 1
	number := func(head string) {
		l.columns = append(l.columns, paper.SheetColumn{Head: head, Width: 9, Kind: paper.Number})
	}
	l.columns = []paper.SheetColumn{{Head: "序号", Width: 6, Kind: paper.Number}, {Head: "编号", Width: 16}, {Head: "申报单位", Width: 28}}
	for _, e := range l.experts {
		for _, c := range l.criteria {
			number(e.Name + c.Name)
		}
		number(e.Name + "合计")
	}
	number("汇总分")
	for _, c := range l.criteria {
		number(c.Name + "平均")
	}
	number("极差")
	number("名次")
	l.columns = append(l.columns, paper.SheetColumn{Head: "备注", Width: 24})
	return l
}

// point is the column of an expert's points for a criterion; k = len(criteria): of his total.
func (l scoreLayout) point(expert, k int) int { return 4 + expert*(len(l.criteria)+1) + k }

// combined is the column of the combined score; behind it come the means, the spread and the place.
func (l scoreLayout) combined() int { return l.point(len(l.experts), 0) }

// letters names a column, counted from 1: A, Z, AA.
func letters(column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

func cell(column, row int) string { return fmt.Sprintf("%s%d", letters(column), row) }

// down is a column of the whole list, fixed.
func (l scoreLayout) down(column int) string {
	return fmt.Sprintf("$%[1]s$%[2]d:$%[1]s$%[3]d", letters(column), firstScoreRow, l.last)
}

// row is one application's line.
func (l scoreLayout) row(r Round, one Ranked, i int) []any {
	at := firstScoreRow + i
	values := make([]any, len(l.columns))
	values[0], values[1], values[2] = i+1, one.Number, one.Name
	var totals []string
	points := make([][]string, len(l.criteria))
	for e, expert := range l.experts {
		s, in := r.SheetOf(one.Application, expert.ID)
		if !in || !s.Counts() || !r.Scores(expert.ID, one.Application) {
			continue
		}
		for k, c := range l.criteria {
			values[l.point(e, k)-1] = s.Points[c.Key]
			points[k] = append(points[k], cell(l.point(e, k), at))
		}
		all := len(l.criteria)
		values[l.point(e, all)-1] = paper.Formula{Text: fmt.Sprintf("SUM(%s:%s)", cell(l.point(e, 0), at), cell(l.point(e, all-1), at)), Value: s.Total}
		totals = append(totals, cell(l.point(e, all), at))
	}
	if totals != nil {
		l.figures(values, one, at, strings.Join(totals, ","), points)
	}
	values[len(values)-1] = one.Notes()
	return values
}

// figures are the formulas of what is combined.
func (l scoreLayout) figures(values []any, one Ranked, at int, totals string, points [][]string) {
	c := l.combined()
	mean := fmt.Sprintf("ROUND(AVERAGE(%s),2)", totals)
	if l.how == programme.Trimmed {
		mean = fmt.Sprintf("IF(COUNT(%[1]s)>=%[2]d,ROUND((SUM(%[1]s)-MAX(%[1]s)-MIN(%[1]s))/(COUNT(%[1]s)-2),2),%[3]s)", totals, trimFrom, mean)
	}
	values[c-1] = paper.Formula{Text: mean, Value: float64(one.Combined) / 100}
	for k, criterion := range l.criteria {
		values[c+k] = paper.Formula{Text: fmt.Sprintf("ROUND(AVERAGE(%s),2)", strings.Join(points[k], ",")), Value: float64(one.Criteria[criterion.Key]) / 100}
	}
	n := len(l.criteria)
	values[c+n] = paper.Formula{Text: fmt.Sprintf("MAX(%[1]s)-MIN(%[1]s)", totals), Value: one.Spread}
	values[c+n+1] = paper.Formula{Text: l.place(at), Value: one.Place}
}

// place counts those who stand before: with a higher score, or an equal one and more in the first criterion that
// differs, or a lower number.
func (l scoreLayout) place(at int) string {
	before, equal := "1", ""
	columns := []int{l.combined()}
	for _, key := range l.ties {
		columns = append(columns, l.combined()+1+slices.IndexFunc(l.criteria, func(c programme.Criterion) bool { return c.Key == key }))
	}
	for _, column := range columns {
		before += fmt.Sprintf(`+COUNTIFS(%s%s,">"&%s)`, equal, l.down(column), cell(column, at))
		equal += fmt.Sprintf("%s,%s,", l.down(column), cell(column, at))
	}
	return before + fmt.Sprintf(`+COUNTIFS(%s%s,"<"&%s)`, equal, l.down(1), cell(1, at))
}
