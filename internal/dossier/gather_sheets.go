package dossier

import (
	"iter"
	"slices"
	"time"

	"shidian/internal/paper"
	"shidian/internal/review"
)

// everySheet reads all sheets of a panel, those too that were changed or made void, by application, expert and version.
func everySheet(g *reading, panel string) ([]review.Sheet, error) {
	all, err := review.Revised(g.t, panel)
	if err != nil {
		return nil, err
	}
	last, err := review.Sheets(g.t, panel)
	for _, s := range last {
		if s.N == 1 && s.Counts() { // the others are among the revised
			all = append(all, s)
		}
	}
	return all, err
}

// lastSheet is when the last sheet came in.
func lastSheet(sheets []review.Sheet, g *reading) time.Time {
	var at time.Time
	for _, s := range sheets {
		if s.At.After(at) {
			at = s.At
		}
	}
	if at.IsZero() {
		return g.At
	}
	return at
}

// scansOf are the scans of the signed sheets that scores were typed in from.
func scansOf(sheets []review.Sheet) (hashes []string) {
	for _, s := range sheets {
		if s.Scan != "" && !slices.Contains(hashes, s.Scan) {
			hashes = append(hashes, s.Scan)
		}
	}
	return hashes
}

// sheetOf is the list of all sheets for Excel.
func sheetOf(r review.Round, g *reading) paper.Sheet {
	s := paper.Sheet{Name: "专家评分与评语", Title: r.Panel.Name + "专家评分与评语", Landscape: true, Created: g.At,
		Cols: []paper.SheetColumn{{Head: "编号", Width: 16}, {Head: "申报单位", Width: 28}, {Head: "专家", Width: 12}, {Head: "第几次提交", Width: 8, Kind: paper.Number}}}
	for _, c := range r.Panel.Criteria {
		s.Cols = append(s.Cols, paper.SheetColumn{Head: c.Name, Width: 10, Kind: paper.Number})
	}
	s.Cols = append(s.Cols, paper.SheetColumn{Head: "合计", Width: 8, Kind: paper.Number}, paper.SheetColumn{Head: "评语", Width: 60},
		paper.SheetColumn{Head: "提交时间", Width: 18}, paper.SheetColumn{Head: "说明", Width: 30})
	return s
}

// sheetRows are its rows, by the panel's order of applications and experts.
func sheetRows(r review.Round, sheets []review.Sheet) iter.Seq[[]any] {
	slices.SortStableFunc(sheets, func(a, b review.Sheet) int {
		if d := r.Ordinal(a.Application) - r.Ordinal(b.Application); d != 0 {
			return d
		}
		first, _ := r.Seat(a.Expert)
		second, _ := r.Seat(b.Expert)
		if d := first.Place - second.Place; d != 0 {
			return d
		}
		return a.N - b.N
	})
	bids := map[string]review.Bid{}
	for _, b := range r.Bids {
		bids[b.Application.ID] = b
	}
	return func(yield func([]any) bool) {
		for i, s := range sheets {
			seat, _ := r.Seat(s.Expert)
			a := bids[s.Application].Application
			row := []any{a.Number, a.Name(), seat.Expert.Name, s.N}
			for _, c := range r.Panel.Criteria {
				row = append(row, s.Points[c.Key])
			}
			replaced := i+1 < len(sheets) && sheets[i+1].Application == s.Application && sheets[i+1].Expert == s.Expert
			if !yield(append(row, s.Total, s.Comment, moment(s.At), sheetNote(s, replaced))) {
				return
			}
		}
	}
}

func sheetNote(s review.Sheet, replaced bool) string {
	switch {
	case replaced:
		return "已由下一次提交代替"
	case !s.Counts():
		return "作废：" + s.VoidReason
	case s.Scan != "":
		return "据纸质评分表代录"
	}
	return ""
}
