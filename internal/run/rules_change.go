package run

import (
	"reflect"
	"slices"
	"strings"

	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

// extensionMonths is the most by which one extension moves a pilot's last day.
const extensionMonths = 12

// WrongChange lists what is wrong with a change that is asked for. now is the pilot as it stands; applied are the contents
// that its unit applied for.
func WrongChange(x ChangeAsk, now Frame, applied []int) (wrong []fault.Field) {
	switch x.Kind {
	case ChangeContents:
		wrong = field("contents", wrongContents(x.Contents, now.Contents, applied))
	case ChangePlan:
		wrong = field("plan", wrongNewPlan(x.Plan, now.Plan))
	case ChangeExtension:
		wrong = field("until", wrongUntil(x.Until, now.Until))
	case ChangeWithdrawal:
	default:
		wrong = field("kind", "请选择申请变更什么。")
	}
	return append(wrong, field("reason", wrongText(x.Reason, "请写明理由。", mostSaid))...)
}

// wrongContents: fewer or others of those applied for, not the same as now.
func wrongContents(wanted, now, applied []int) string {
	for _, n := range wanted {
		if !slices.Contains(applied, n) {
			return "只能在申报的内容中选择。"
		}
	}
	if len(wanted) == 0 {
		return "请至少保留一项；一项也不再承担的，请申请撤回。"
	}
	if slices.Equal(slices.Sorted(slices.Values(wanted)), slices.Sorted(slices.Values(now))) {
		return "和现在的内容一样，没有变更。"
	}
	return ""
}

// wrongNewPlan: there is a plan in force, and the new one is another.
func wrongNewPlan(wanted, now *PlanBody) string {
	switch {
	case now == nil:
		return "实施方案还没有审定。请在实施方案里修改，不用申请变更。"
	case wanted == nil || reflect.DeepEqual(*wanted, *now):
		return "和现行实施方案一样，没有变更。"
	}
	return ""
}

// wrongUntil: after the present last day, and at most a year after it.
func wrongUntil(text string, now calendar.Day) string {
	until, err := calendar.ParseDay(text)
	switch {
	case err != nil:
		return "请填写延长到哪一天。"
	case !now.Before(until):
		return "请填写晚于现在截止日期的日期。"
	case now.AddMonths(extensionMonths).Before(until):
		return "一次最多延长一年。"
	}
	return ""
}

// MayAnswer judges whether a change may be decided: it is asked for, and the pilot stands as it did when it was asked.
func MayAnswer(ch Change, now Frame) error {
	switch {
	case ch.State == ChangeTakenBack:
		return fault.Conflict("R5", "承担单位已经撤回这项申请。")
	case ch.State != ChangeAsked:
		return fault.Conflict("R5", "这项申请已经办理过了，请刷新页面查看结果。")
	case !ch.Was.Same(now, ch.Kind):
		return fault.Conflict("R5", "提出申请以后情况又有变动，所附的变更前后对照已不准确。请不予同意，由单位重新申请。")
	}
	return nil
}

// Same tells whether what a change of that kind alters stands as it did.
func (s Frame) Same(o Frame, kind ChangeKind) bool {
	switch kind {
	case ChangeContents:
		return slices.Equal(s.Contents, o.Contents)
	case ChangePlan:
		return s.Version == o.Version
	case ChangeExtension:
		return s.Until == o.Until
	}
	return true
}

// WrongAnswer lists what the office's answer lacks: a refusal says why.
func WrongAnswer(agree bool, words string) []fault.Field {
	if !agree && strings.TrimSpace(words) == "" {
		return field("answer", "不同意的，请写明理由，单位可以看到。")
	}
	if words != "" {
		return field("answer", wrongText(words, "", mostSaid))
	}
	return nil
}

// mayBeAsked judges whether a kind of change may be asked while others are open: one of a kind at a time.
func mayBeAsked(kind ChangeKind, all []Change) error {
	for _, ch := range all {
		if ch.State == ChangeAsked && ch.Kind == kind {
			return fault.Conflict("R5", "已有一项同类的申请正在办理。需要改动的，请先撤回那一项，再重新申请。")
		}
	}
	return nil
}

// Offered are the kinds of changes that a pilot's unit can ask for: with one content applied for there is none to change to.
func Offered(applied []int) []ChangeKind {
	return slices.DeleteFunc(slices.Clone(ChangeKinds), func(k ChangeKind) bool { return k == ChangeContents && len(applied) < 2 })
}

// ChangeTitle is a kind of change in the programme's words.
func ChangeTitle(kind ChangeKind, n programme.Names) string {
	switch kind {
	case ChangeContents:
		return "变更" + n.Contents
	case ChangePlan:
		return "变更实施方案"
	case ChangeExtension:
		return "延长" + n.Term
	case ChangeWithdrawal:
		return "申请撤回"
	}
	return ""
}
