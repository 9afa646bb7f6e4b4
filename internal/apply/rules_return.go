package apply

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

// returnable are the states from which an application is sent back; from returned, to set another date.
var returnable = []act.State{StateSubmitted, StateEndorsed, StateReturned}

// ReturnUntil is the returner's own deadline, which a personal date must not pass: the recommender's is the date for
// recommending, or where the programme has none the electronic one (A5, A6); the office's is that for supplements.
// Zero: none is set.
func ReturnUntil(d call.Dates, a Application, byCity bool) time.Time {
	switch {
	case !byCity:
		return d.Supplement
	case !d.Recommend.IsZero():
		return d.Recommend
	}
	return d.Electronic
}

// MaySendBack says why an application cannot be sent back so. last is the returner's own deadline; zero: none.
func MaySendBack(p *programme.Programme, a Application, items []ReturnItem, until, last, now time.Time) error {
	if !slices.Contains(returnable, a.State) {
		return fault.Conflict("", "申报材料现在是“"+a.Title()+"”，不能退回。")
	}
	var fields []fault.Field
	if len(items) == 0 {
		fields = append(fields, fault.Field{Key: "items", Message: "请选择要修改的栏目，并逐项写明原因。"})
	}
	for _, item := range items {
		if what := wrongItem(p, a.Kind, item); what != "" {
			fields = append(fields, fault.Field{Key: "reason." + item.Key, Message: what})
		}
	}
	if what := wrongUntil(until, last, now); what != "" {
		fields = append(fields, fault.Field{Key: "until", Message: what})
	}
	if len(fields) > 0 {
		return fault.Invalid("退回前还有内容需要补充。", fields...)
	}
	return nil
}

func wrongItem(p *programme.Programme, kind string, item ReturnItem) string {
	name := "附件"
	if item.Key != AttachmentsKey || p.TakesFiles(kind) {
		at := slices.IndexFunc(FieldsFor(p, kind), func(f programme.Field) bool { return f.Key == item.Key })
		if at < 0 {
			return "申报材料中没有这一栏，请重新选择。"
		}
		name = FieldName(FieldsFor(p, kind)[at])
	}
	if strings.TrimSpace(item.Reason) == "" || !soundText(item.Reason) || Count(item.Reason) > reasonMost {
		return fmt.Sprintf("请写明“%s”需要怎样修改，最多%d字。", name, reasonMost)
	}
	return ""
}

// wrongUntil holds a personal date against now and the returner's own deadline.
func wrongUntil(until, last, now time.Time) string {
	switch {
	case until.IsZero() || Late(now, until):
		return "请填写今天以后的期限。"
	case !last.IsZero() && until.After(last):
		return "修改期限不能晚于" + calendar.Show(last, now) + "。"
	}
	return ""
}

// WindowOf is when one application may be submitted: in the cohort's window; a returned one until its personal date;
// and either until a late door closes (A5).
func WindowOf(w Window, a Application, r Return, late time.Time) Window {
	if a.State == StateReturned {
		w.Until = r.Until
	}
	if late.After(w.Until) {
		w.Until = late
	}
	return w
}

// MayOpenLate says why no late door (逾期补报) can be opened: only after the deadline, for what was not submitted, and
// for a proven fault of the system: with a reason and its evidence (A5).
func MayOpenLate(a Application, w Window, in LateDoor, now time.Time) error {
	if !Editable(a.State) {
		return fault.Conflict("A5", "申报材料现在是“"+a.Title()+"”，不需要逾期补报。")
	}
	if !Late(now, w.Until) {
		return fault.Conflict("A5", "申报还没有截止，请申报单位在"+calendar.Show(w.Until, now)+"提交。")
	}
	var fields []fault.Field
	if in.Until.IsZero() || Late(now, in.Until) {
		fields = append(fields, fault.Field{Key: "until", Message: "请填写今天以后的期限。"})
	}
	if strings.TrimSpace(in.Reason) == "" || !soundText(in.Reason) || Count(in.Reason) > reasonMost {
		fields = append(fields, fault.Field{Key: "reason", Message: fmt.Sprintf("请写明系统发生了什么故障、怎样核实的，最多%d字。", reasonMost)})
	}
	if in.Evidence == "" {
		fields = append(fields, fault.Field{Key: "evidence", Message: "请上传系统故障的证明材料（截图、运行记录等）。"})
	}
	if len(fields) > 0 {
		return fault.Invalid("逾期补报只适用于经核实的系统故障，还有内容需要补充。", fields...)
	}
	return nil
}
