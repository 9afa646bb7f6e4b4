package call

import (
	"maps"
	"strings"
	"time"
	"unicode/utf8"

	"shidian/internal/fault"
	"shidian/internal/programme"
)

// maxReason is how long the reason of an extension may be, in characters.
const maxReason = 300

// WrongExtension lists what is wrong with an extension for all at the instant of its publication (A5): a reason; at
// least one date later than it was, none earlier, none past, and in the notice's order. It may come after the deadline.
func WrongExtension(p *programme.Programme, moved []Moved, reason string, before map[string]time.Time, now time.Time) []fault.Field {
	var mends mends
	switch n := utf8.RuneCountInString(strings.TrimSpace(reason)); {
	case n == 0:
		mends.add("reason", "请写明延期的理由，公开显示，也写进延期通知。")
	case n > maxReason:
		mends.add("reason", "理由请控制在 300 字以内。")
	}
	if kind, ok := p.Date(programme.ElectronicUntil); ok && len(moved) == 0 {
		mends.add("date_"+kind.Key, "请至少改一个截止时间，改到原来的时间之后。")
	}
	for _, m := range moved {
		mends.add("date_"+m.Kind, wrongMove(m, before[m.Kind], now))
	}
	if len(mends) == 0 {
		return OutOfOrder(p, moved, before)
	}
	return mends
}

// OutOfOrder lists the dates that would come before the electronic deadline once it is put off. The first step says it
// already: the letter that is printed then would be wrong.
func OutOfOrder(p *programme.Programme, moved []Moved, before map[string]time.Time) []fault.Field {
	var mends mends
	after := maps.Clone(before)
	for _, m := range moved {
		after[m.Kind] = m.At.Time()
	}
	mends.outOfOrder(p, datesOf(p, before), datesOf(p, after))
	return mends
}

func wrongMove(m Moved, before, now time.Time) string {
	at := m.At.Time()
	switch {
	case before.IsZero():
		return "原通知没有这个时间，不能在延期时增加。"
	case at.IsZero():
		return "请填写截止时间。"
	case !at.After(before):
		return "截止时间只能延后，不能提前：各单位已按原通知准备。"
	case !at.After(now):
		return "新的截止时间已经过去，请改为今后的时间。"
	}
	return ""
}

// outOfOrder: what followed the electronic deadline still does.
func (m *mends) outOfOrder(p *programme.Programme, before, after Dates) {
	for _, d := range []struct {
		event    programme.Event
		old, now time.Time
	}{{programme.PaperUntil, before.Paper, after.Paper}, {programme.RecommendUntil, before.Recommend, after.Recommend},
		{programme.SupplementUntil, before.Supplement, after.Supplement}} {
		kind, has := p.Date(d.event)
		if has && !d.now.IsZero() && !d.old.Before(before.Electronic) && d.now.Before(after.Electronic) {
			electronic, _ := p.Date(programme.ElectronicUntil)
			m.add("date_"+kind.Key, "不能早于"+electronic.Name+"，请一并延后。")
		}
	}
}
