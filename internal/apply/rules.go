package apply

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

// Window is when an application may be started and submitted: from Opens on, before Until (A5).
type Window struct{ Opens, Until time.Time }

// Late tells whether an instant is too late for a deadline. A deadline of 5月18日 is stored as 19 May 00:00, and at
// that instant it is over (A5: 逾期将不予受理).
func Late(at, deadline time.Time) bool { return !at.Before(deadline) }

// Open says why nothing can be begun or submitted now; nil while the window is open (A5).
func (w Window) Open(now time.Time) error {
	switch {
	case w.Opens.IsZero() || now.Before(w.Opens):
		return fault.Closed("A5", "申报还没有开始。请在通知规定的时间内办理。", w.Opens)
	case Late(now, w.Until):
		return fault.Closed("A5", "截止时间是"+calendar.Show(w.Until, now)+"，现在已经过了，逾期将不予受理。已填写的内容仍可保存、查看和导出。", w.Until)
	}
	return nil
}

// MayStart says why a unit of the kind cannot begin an application now: the kind may not apply (N2), the window is not
// open (A5), or it has one already that was not withdrawn. existing are the unit's applications in the cohort.
func MayStart(p *programme.Programme, kind string, w Window, now time.Time, existing []Application) error {
	if k, known := p.Kind(kind); !known || k.Only {
		return fault.Forbidden("N2", "本单位不在"+p.Called().Act+"范围内。可以"+p.Called().Act+"的有："+kindNames(p)+"。")
	}
	if err := w.Open(now); err != nil {
		return err
	}
	for _, a := range existing {
		if a.State != StateWithdrawn {
			return fault.Conflict("", "本单位在这一批次已有一份"+p.Called().Form+"（"+a.Title()+"），请在“待办”中打开继续办理。撤回后可以重新开始。")
		}
	}
	return nil
}

// kindNames are those who may begin: the units that apply, and those that nominate.
func kindNames(p *programme.Programme) string {
	return namesOf(slices.DeleteFunc(slices.Clone(p.Kinds), func(k programme.Kind) bool { return len(p.Begins(k.Key)) == 0 }))
}

// MayTypeIn says why the office cannot type an application in for a unit (代录, A4).
func MayTypeIn(p *programme.Programme) error {
	if !p.Settings.OfficeTypesIn.Value {
		return fault.Forbidden("A4", "这一项目不接收代录，请由申报单位自行填报。")
	}
	return nil
}

// MaySubmit says why an application cannot be submitted now, whatever its text: its state, the unit's confirmation of
// what the office typed in (A4), the window (A5), a tick.
func MaySubmit(a Application, w Window, now time.Time, ticks Ticks) error {
	if !Editable(a.State) {
		return fault.Conflict("", "申报材料现在是“"+a.Title()+"”，不能再次提交。提交后录入的内容已经保存，取回后可以并入下一版。")
	}
	if a.TypedIn && !a.Confirmed {
		return fault.Conflict("A4", "这是主办单位代录的，请先核对并确认，再提交。")
	}
	if a.State == StateReturned && Late(now, w.Until) {
		return fault.Closed("A5", "退回修改的期限是"+calendar.Show(w.Until, now)+"，现在已经过了。内容仍可保存、查看和导出；如需继续，请联系退回的单位。", w.Until)
	}
	if err := w.Open(now); err != nil {
		return err
	}
	return untickedFault(ticks)
}

// untickedFault names the ticks that are missing, or stand without a sound name.
func untickedFault(ticks Ticks) error {
	var fields []fault.Field
	if !ticks.Head || !soundName(ticks.HeadName) {
		fields = append(fields, fault.Field{Key: "head_name", Message: "请确认已经负责人审签，并填写负责人姓名。"})
	}
	if !ticks.Secrecy || !soundName(ticks.SecrecyName) {
		fields = append(fields, fault.Field{Key: "secrecy_name", Message: "请确认已作保密审查，并填写审查人姓名。"})
	}
	if len(fields) > 0 {
		return fault.Invalid("提交前还有事项没有确认。", fields...)
	}
	return nil
}

// The most characters of a name typed beside a tick, and of a reason.
const (
	nameMost   = 40
	reasonMost = 500
)

func soundName(name string) bool {
	return strings.TrimSpace(name) != "" && soundText(name) && Count(name) <= nameMost
}

// MayTakeBack says why a submitted application cannot be taken back: somebody has acted on it, the window is over, or
// the version answers one of its returns.
func MayTakeBack(a Application, back []Return, w Window, now time.Time) error {
	if a.State != StateSubmitted {
		return fault.Conflict("", "申报材料现在是“"+a.Title()+"”，不能取回。需要修改的，请联系正在办理的单位退回。")
	}
	for _, r := range back {
		if r.Answered == a.Version {
			return fault.Conflict("", "这一版是按退回意见修改后提交的，不能取回。还需要修改的，请联系正在办理的单位再次退回。")
		}
	}
	if Late(now, w.Until) {
		return fault.Closed("A5", "截止时间是"+calendar.Show(w.Until, now)+"，现在已经过了，不能再取回修改。如不再申报，可以撤回。", w.Until)
	}
	return nil
}

// MayWithdraw says why an application cannot be withdrawn. byHead: the head acts himself; else he is named.
func MayWithdraw(a Application, reason string, byHead bool, headName string) error {
	if !slices.Contains(beforeRelease, a.State) {
		return fault.Conflict("", "申报材料现在是“"+a.Title()+"”，不能撤回。")
	}
	var fields []fault.Field
	if strings.TrimSpace(reason) == "" || !soundText(reason) || Count(reason) > reasonMost {
		fields = append(fields, fault.Field{Key: "reason", Message: fmt.Sprintf("请写明撤回的理由，最多%d字。", reasonMost)})
	}
	if (!byHead || headName != "") && !soundName(headName) {
		fields = append(fields, fault.Field{Key: "head_name", Message: "填报人撤回的，请确认已经负责人同意，并填写负责人姓名。"})
	}
	if len(fields) > 0 {
		return fault.Invalid("撤回前还有内容没有填写。", fields...)
	}
	return nil
}

// MayConfirm says why there is nothing to confirm.
func MayConfirm(a Application) error {
	if !a.TypedIn || a.Confirmed || a.State != StateDraft {
		return fault.Conflict("A4", "这份申报材料没有需要确认的代录内容。")
	}
	return nil
}

// Eligible holds the programme's conditions against what is known of a unit; those that the form answers are [Judge]'s.
// A fact that nobody knows refuses nobody.
func Eligible(p *programme.Programme, kind string, facts map[programme.Fact]string) (refused, warned []string) {
	for _, c := range p.Eligibility {
		value, known := facts[c.Fact]
		if !known || c.Field != "" || (len(c.Kinds) > 0 && !slices.Contains(c.Kinds, kind)) || holds(c, value) {
			continue
		}
		if c.Hard {
			refused = append(refused, c.Words)
		} else {
			warned = append(warned, c.Words)
		}
	}
	return refused, warned
}
