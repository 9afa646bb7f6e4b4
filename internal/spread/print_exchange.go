package spread

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// ExchangeFile is who comes to an activity as .xlsx, for those who see it.
func (r *Room) ExchangeFile(ctx context.Context, actor access.Actor, id string) ([]byte, error) {
	var roll ExchangeRoll
	var book bytes.Buffer
	err := r.Door.DB.Read(ctx, func(t *store.Tx) (err error) {
		roll, err = ExchangeByID(t, actor, id)
		return err
	})
	if err == nil && !MaySeeRoll(actor, roll) {
		err = fault.NotFound()
	}
	if err != nil {
		return nil, err
	}
	err = roll.Write(&book)
	return book.Bytes(), err
}

// Write writes who comes, who does not and who has not answered, and in the end who was there.
func (r ExchangeRoll) Write(w io.Writer) error {
	sheet := paper.Sheet{Name: "参加情况", Title: r.Title + "（" + exchangeDays(r.Exchange) + "）", Landscape: true, Created: r.At, Cols: []paper.SheetColumn{
		{Head: "序号", Width: 6, Kind: paper.Number}, {Head: "编号", Width: 16}, {Head: "单位", Width: 30}, {Head: "批次", Width: 12}, {Head: "回复", Width: 10},
		{Head: "人数", Width: 8, Kind: paper.Number}, {Head: "备注", Width: 36}, {Head: "回复时间", Width: 12, Kind: paper.Date}, {Head: "到场人数", Width: 10, Kind: paper.Number}}}
	rows := make([][]any, len(r.Lines))
	for i, l := range r.Lines {
		var people, at, attended any
		if l.Answered {
			people, at = l.Answer.People, l.Answer.At
		}
		if r.State == ExchangeSummedUp {
			attended = l.Attended
		}
		rows[i] = []any{i + 1, l.Application.Number, l.Application.UnitName, fmt.Sprintf("%d年度", l.Cohort.Year), l.Said(), people, l.Answer.Note, at, attended}
	}
	return sheet.Write(w, slices.Values(rows))
}

// Said is what a unit answered, in a word.
func (l ExchangeLine) Said() string {
	switch {
	case !l.Answered:
		return "未回复"
	case l.Answer.Coming:
		return "参加"
	}
	return "不参加"
}
