package accept

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

// wordsMost is the longest note, reason or answer, in characters.
const wordsMost = 500

// checkable are the states from which a check is concluded.
var checkable = []act.State{apply.StateSubmitted, apply.StateEndorsed}

// ItemsFor are the items that are asked of a kind; none where the programme has no formal check.
func ItemsFor(p *programme.Programme, kind string) []programme.CheckItem {
	if !p.Stages.Accept.On {
		return nil
	}
	var items []programme.CheckItem
	for _, item := range p.Stages.Accept.Items {
		if item.For(kind) {
			items = append(items, item)
		}
	}
	return items
}

// MayCheck says why an application cannot be checked now: one that a recommender still has, one beyond the places that
// nobody decided (A6, A7), one that was decided already.
func MayCheck(a apply.Application) error {
	switch {
	case a.State == apply.StateSubmitted && !a.Direct():
		return fault.Conflict("A6", "这份申报材料正由"+a.CityName+"审核，推荐后再进行形式审查。")
	case a.State == apply.StateOverrun:
		return fault.Conflict("A7", "这份申报材料超出名额，请先研究决定，再进行形式审查。")
	case !slices.Contains(checkable, a.State):
		return fault.Conflict("", "申报材料现在是“"+a.Title()+"”，不能办理形式审查。")
	}
	return nil
}

// Unfinished says which items have no answer, or one without its words.
func Unfinished(items []programme.CheckItem, lines map[string]Line) []fault.Field {
	var fields []fault.Field
	for _, item := range items {
		if what := wrongLine(item, lines[item.Key]); what != "" {
			fields = append(fields, fault.Field{Key: "result." + item.Key, Message: what})
		}
	}
	return fields
}

func wrongLine(item programme.CheckItem, line Line) string {
	name := "“" + item.Name + "”"
	switch line.Result {
	case Passed:
		return tooLong(line.Note)
	case Fatal:
		if !item.Fatal {
			return name + "不能作为不予受理的理由，请改选“需补正”。"
		}
	case Mendable:
	default:
		return "请核对" + name + "，选择一项。"
	}
	if strings.TrimSpace(line.Note) == "" {
		return "请写明" + name + "哪里不符合、怎样补正。"
	}
	return tooLong(line.Note)
}

func tooLong(words string) string {
	if n := programme.Count(words); n > wordsMost {
		return fmt.Sprintf("说明不超过%d字，现在有%d字。", wordsMost, n)
	}
	return ""
}

// MayAccept: every item passed (life.md: refused when an item is without result).
func MayAccept(a apply.Application, items []programme.CheckItem, lines map[string]Line) error {
	if err := MayCheck(a); err != nil {
		return err
	}
	fields := Unfinished(items, lines)
	for _, item := range items {
		if r := lines[item.Key].Result; r == Mendable || r == Fatal {
			fields = append(fields, fault.Field{Key: "result." + item.Key, Message: "“" + item.Name + "”不符合要求，不能受理。请选择补正或者不予受理。"})
		}
	}
	if len(fields) > 0 {
		return fault.Invalid("受理前还有检查项没有通过。", fields...)
	}
	return nil
}

// PaperUntil is by when paper comes in time (A5): by the deadline; of whom the office asked for a supplement before it was over,
// and gave a later date, by that.
func PaperUntil(deadline time.Time, concluded []Conclusion) time.Time {
	until := deadline
	for _, c := range concluded {
		if (c.Outcome == Supplement || c.Outcome == PaperToMend) && !apply.Late(c.At, deadline) && c.Until.After(until) {
			until = c.Until
		}
	}
	return until
}

// Unexplained are the items taken as passed although the program found that something came after the deadline, without a word
// on what ground (A5): what is late is not accepted, unless somebody answers for it where the supervisor reads it.
func Unexplained(items []programme.CheckItem, lines map[string]Line, hints map[string]Hint) (fields []fault.Field) {
	for _, item := range items {
		line := lines[item.Key]
		if hints[item.Key].Late && line.Result == Passed && strings.TrimSpace(line.Note) == "" {
			fields = append(fields, fault.Field{Key: "result." + item.Key, Message: "系统核对：" + hints[item.Key].Words + "。仍选“符合”的，请在说明里写明依据，监督人员会看到；否则逾期不予受理。"})
		}
	}
	return fields
}

// MaySupplement: all answered, something to be mended, nothing that cannot be.
func MaySupplement(a apply.Application, items []programme.CheckItem, lines map[string]Line) error {
	if err := MayCheck(a); err != nil {
		return err
	}
	if fields := Unfinished(items, lines); len(fields) > 0 {
		return fault.Invalid("通知补正前还有检查项没有核对。", fields...)
	}
	mend := false
	for _, item := range items {
		switch lines[item.Key].Result {
		case Fatal:
			return fault.InvalidField("result."+item.Key, "“"+item.Name+"”不能补正。请改选“需补正”，或者按不予受理办理。")
		case Mendable:
			mend = true
		}
	}
	if !mend {
		return fault.Conflict("", "各项都符合要求，没有需要补正的内容，可以受理。")
	}
	return nil
}

// Overdue tells whether a supplement that the office asked for was not answered in time: a return by the office, or
// paper that was to be mended.
func Overdue(a apply.Application, r apply.Return, paper Conclusion, now time.Time) bool {
	if a.State == apply.StateReturned {
		return r.ID != "" && r.Unit != a.City && apply.Late(now, r.Until)
	}
	return slices.Contains(checkable, a.State) && paper.Outcome == PaperToMend && apply.Late(now, paper.Until)
}

// MayReject: an item that cannot be mended, with its words; or a supplement that did not come in time. And why.
func MayReject(a apply.Application, items []programme.CheckItem, lines map[string]Line, overdue bool, reason string) error {
	if strings.TrimSpace(reason) == "" || programme.Count(reason) > wordsMost {
		return fault.InvalidField("reason", fmt.Sprintf("请写明不予受理的理由，申报单位会看到，最多%d字。", wordsMost))
	}
	if overdue {
		return nil
	}
	if err := MayCheck(a); err != nil {
		return err
	}
	if fields := Unfinished(items, lines); len(fields) > 0 {
		return fault.Invalid("不予受理前还有检查项没有核对。", fields...)
	}
	for _, item := range items {
		if lines[item.Key].Result == Fatal {
			return nil
		}
	}
	return fault.Conflict("", "没有不能补正的检查项。能补正的请通知补正；补正逾期的，才可以不予受理。")
}

// MayAskAgain: once, within the days that the programme gives, counted from the day on which the unit was told. told
// zero: it was not told yet, so nothing has begun to run. until is the end of the window.
func MayAskAgain(a apply.Application, asked bool, told, until, now time.Time, reason, headName string, head bool) error {
	switch {
	case a.State != apply.StateNotAccepted:
		return fault.Conflict("", "申报材料现在是“"+a.Title()+"”，只有不予受理的可以申请复核。")
	case asked:
		return fault.Conflict("", "复核只能申请一次，贵单位已经申请过。")
	case !told.IsZero() && apply.Late(now, until):
		return fault.Closed("C1", "申请复核的期限已过。", until)
	}
	var fields []fault.Field
	if strings.TrimSpace(reason) == "" || programme.Count(reason) > wordsMost {
		fields = append(fields, fault.Field{Key: "reason", Message: fmt.Sprintf("请写明申请复核的理由，最多%d字。", wordsMost)})
	}
	if !head && strings.TrimSpace(headName) == "" {
		fields = append(fields, fault.Field{Key: "head_name", Message: "请填写同意申请复核的负责人姓名。"})
	}
	if len(fields) > 0 {
		return fault.Invalid("申请复核还有内容需要补充。", fields...)
	}
	return nil
}

// MayAnswerAgain: what was asked and not answered, with the words of the answer.
func MayAnswerAgain(a apply.Application, again Again, asked bool, answer string) error {
	switch {
	case a.State != apply.StateNotAccepted || !asked:
		return fault.Conflict("", "没有等待答复的复核申请。")
	case !again.Answered.IsZero():
		return fault.Conflict("", "复核已经答复，不再重复办理。")
	case strings.TrimSpace(answer) == "" || programme.Count(answer) > wordsMost:
		return fault.InvalidField("answer", fmt.Sprintf("请写明复核意见，申报单位会看到，最多%d字。", wordsMost))
	}
	return nil
}
