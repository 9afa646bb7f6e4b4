package spread

import (
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
)

// mostUpward bounds each text of the form, and the words of an outcome.
const mostUpward = 1500

// RecommendAllowed judges whether a case can be recommended to the body above (J5): the programme names one, the case is
// public, and the last recommendation was answered.
func RecommendAllowed(to string, public bool, last act.State) error {
	switch {
	case to == "":
		return fault.Conflict("J5", "本项目没有设定向上推荐的单位。")
	case !public:
		return fault.Conflict("J5", "这个案例现在没有公开，不能推荐。")
	case last == Recommended:
		return fault.Conflict("J5", "这个案例已经推荐，还没有登记结果，不能再次推荐。")
	}
	return nil
}

// SameCase refuses to confirm a recommendation of another version of a case than the one that was proposed (J5).
func SameCase(proposed, shown int) error {
	if proposed != shown {
		return fault.Conflict("J5", "提请以后，案例更换了公开的版本。请退回，由经办人按现在的版本重新提请。")
	}
	return nil
}

// WrongRecommendation lists what the form lacks (J5): why it is recommended, what is new, what can be copied.
func WrongRecommendation(x UpwardForm) (wrong []fault.Field) {
	for _, one := range []struct{ key, text, missing string }{{"reason", x.Reason, "请写明推荐理由。"}, {"novelty", x.Novelty, "请写明创新之处。"},
		{"copying", x.Copying, "请写明可复制可推广之处。"}} {
		if what := unsaid(one.text, one.missing, mostUpward); what != "" {
			wrong = append(wrong, fault.Field{Key: one.key, Message: what})
		}
	}
	return wrong
}

// WrongLetter lists what is wrong with the number and the date of the letter (J5): the date is not before the day of the
// approval and not to come, and of the number's year.
func WrongLetter(number, dated string, approved, today calendar.Day) (wrong []fault.Field) {
	add := func(key, what string) {
		if what != "" {
			wrong = append(wrong, fault.Field{Key: key, Message: what})
		}
	}
	add("number", call.WrongNumber(number))
	day, err := calendar.ParseDay(dated)
	parsed, numbered := call.ParseNumber(number)
	switch {
	case err != nil:
		add("dated", "请填写成文日期。")
	case today.Before(day):
		add("dated", "成文日期不能晚于今天。")
	case day.Before(approved):
		add("dated", "成文日期不能早于审签的日期。")
	case numbered && parsed.Year != day.Year():
		add("dated", "文号的年份和成文日期不一致，请核对。")
	}
	return wrong
}

// LetterAllowed judges whether the letter can be registered (J5): once for each recommendation.
func LetterAllowed(number string) error {
	if number != "" {
		return fault.Conflict("J5", "推荐函已经登记。请刷新页面查看。")
	}
	return nil
}

// OutcomeAllowed judges whether the outcome can be registered (J5): once the letter is.
func OutcomeAllowed(number string) error {
	if number == "" {
		return fault.Conflict("J5", "推荐函还没有登记，不能登记结果。请先登记文号和成文日期。")
	}
	return nil
}

// SaidOfUpwards is what everybody is told of a case's recommendations (J5), the oldest first: that one was taken, else that the
// letter went out about one that is not answered. Nobody is told what was not taken, or has not been sent.
func SaidOfUpwards(all []Upward) string {
	said := ""
	for _, u := range all {
		switch {
		case u.State == Taken:
			said = "已向" + u.To + "推荐，获得采纳"
		case u.State == Recommended && u.Number != "" && said == "":
			said = "已向" + u.To + "推荐"
		}
	}
	return said
}

// Answer is what the body above made of a recommendation.
type Answer struct {
	State act.State // Taken or NotTaken
	On    string    // 2022-03-01
	Words string
}

// WrongOutcome lists what an outcome lacks (J5): whether it was taken, words, and a day that is not before the letter's and not to
// come.
func WrongOutcome(x Answer, letter, today calendar.Day) (wrong []fault.Field) {
	if x.State != Taken && x.State != NotTaken {
		wrong = append(wrong, fault.Field{Key: "taken", Message: "请选择是否采纳。"})
	}
	day, err := calendar.ParseDay(x.On)
	switch {
	case err != nil:
		wrong = append(wrong, fault.Field{Key: "answered_on", Message: "请填写答复日期。"})
	case today.Before(day):
		wrong = append(wrong, fault.Field{Key: "answered_on", Message: "答复日期不能晚于今天。"})
	case day.Before(letter):
		wrong = append(wrong, fault.Field{Key: "answered_on", Message: "答复日期不能早于推荐函的成文日期。"})
	}
	if what := unsaid(x.Words, "请写明情况，如收录、印发、转发的名称和日期，没有采纳的写明答复。", mostUpward); what != "" {
		wrong = append(wrong, fault.Field{Key: "outcome", Message: what})
	}
	return wrong
}
