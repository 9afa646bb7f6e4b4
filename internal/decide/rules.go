package decide

import (
	"slices"
	"strings"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

// MayList judges whether these of the ranked may be the suggested list (C1): each is under review, none better placed is
// passed over in silence.
func MayList(ranked []Ranked, chosen []string, states map[string]act.State, passedOver string) error {
	if len(chosen) == 0 {
		return fault.InvalidField("application", "请勾选列入建议名单的单位。")
	}
	skipped, over := false, false
	for _, r := range ranked {
		if !slices.Contains(chosen, r.Application) {
			skipped = true
			continue
		}
		over = over || skipped && r.Place > 0
	}
	for _, id := range chosen {
		known := slices.ContainsFunc(ranked, func(r Ranked) bool { return r.Application == id })
		if !known || states[id] != apply.StateInReview {
			return fault.Conflict("C1", "名单里有不在评审中的申报，请刷新页面重新勾选。")
		}
	}
	if over && strings.TrimSpace(passedOver) == "" {
		return fault.InvalidField("passed_over", "名次在前的单位没有列入，后面的却列入了。请写明理由，会议材料和监督页面都会显示。")
	}
	return nil
}

// BodyFor is the body that decides a matter; "" where the programme names none (C2).
func BodyFor(p *programme.Programme, matter programme.Matter) string {
	for _, d := range p.Stages.Decide {
		if d.What == matter {
			return d.Body
		}
	}
	return ""
}

// WrongTaken lists what a record lacks or has wrong (C2): session, day, excerpt, and of every line an outcome with what it
// asks for. applied are the contents that each application applied for, in the order of the lines.
func WrongTaken(p *programme.Programme, x Taken, applied map[string][]int, today calendar.Day) (wrong []fault.Field) {
	add := func(key, what string) {
		if what != "" {
			wrong = append(wrong, fault.Field{Key: key, Message: what})
		}
	}
	if strings.TrimSpace(x.Session) == "" {
		add("session", "请填写会议期次，例如“2020年第6次”。")
	}
	add("on", wrongDay(x.On, today))
	if x.Excerpt == "" {
		add("excerpt", "请上传决定摘录的 PDF 文件。")
	}
	granted := false
	for _, l := range x.Lines {
		key, what := wrongLine(p, x.Matter, l, applied[l.Application])
		add(key+"."+l.Application, what)
		granted = granted || l.Outcome.Grants()
	}
	if !granted && len(wrong) == 0 && OfList(x.Matter) {
		add("session", "没有一个单位获得同意。名单没有通过的，请撤回名单，重新提出。")
	}
	for _, l := range x.Left {
		if strings.TrimSpace(l.Who) == "" || strings.TrimSpace(l.About) == "" {
			add("left", "回避情况请每行写一人：姓名、空格、回避的单位或者事项。")
		}
	}
	return wrong
}

func wrongDay(text string, today calendar.Day) string {
	day, err := calendar.ParseDay(text)
	switch {
	case err != nil:
		return "请填写会议日期。"
	case today.Before(day):
		return "会议日期不能晚于今天。"
	}
	return ""
}

// wrongLine says at which field of the line what is wrong.
func wrongLine(p *programme.Programme, m programme.Matter, l TakenLine, applied []int) (key, what string) {
	switch l.Outcome {
	case Fewer, Reserve:
		if !OfList(m) {
			return "outcome", "这一事项只有同意和不同意。"
		}
	}
	switch l.Outcome {
	case Agreed:
		return "", ""
	case Fewer:
		return "contents", wrongContents(l.Contents, applied)
	case Struck:
		if strings.TrimSpace(l.Reason) == "" {
			return "reason", TitleOf(m, Struck) + "的，请写明理由。"
		}
		return "", ""
	case Reserve:
		if !p.Stages.Review.Reserve {
			return "outcome", "本项目不设备选。"
		}
		return "", ""
	}
	return "outcome", "请选择研究结果。"
}

// wrongContents: fewer than applied for, at least one, none that was not applied for.
func wrongContents(granted, applied []int) string {
	for _, n := range granted {
		if !slices.Contains(applied, n) {
			return "核定的内容须是申报的内容。"
		}
	}
	switch {
	case len(granted) == 0:
		return "请勾选核定的内容；一项也不同意的，选择“不列入”。"
	case len(granted) >= len(applied):
		return "没有核减内容的，选择“同意”。"
	}
	return ""
}

// MayFill judges whether a reserve may come up (C2, C3): only who stands as a reserve of the list.
func MayFill(state act.State, last Outcome) error {
	if last != Reserve || state != apply.StateProposed && state != apply.StateReserve {
		return fault.Conflict("C2", "只有列为备选的单位可以递补。")
	}
	return nil
}
