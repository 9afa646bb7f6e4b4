package spread

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
)

// How long the texts of an activity may be, and how many people one pilot brings.
const (
	mostExchangeTitle = 60
	mostExchangePlace = 100
	mostExchangeWords = 2000
	mostExchangeNote  = 300
	mostExchangeCome  = 99
)

// WrongExchange lists what the announcement of an activity lacks or has wrong (R4): what it is, when and where; its days are
// not past, and answers are asked for before it.
func WrongExchange(x AnnouncingExchange, today calendar.Day) (wrong []fault.Field) {
	add := func(key, what string) {
		if what != "" {
			wrong = append(wrong, fault.Field{Key: key, Message: what})
		}
	}
	add("title", unsaid(x.Title, "请填写活动名称。", mostExchangeTitle))
	if !slices.Contains(ExchangeKinds, x.Kind) {
		add("kind", "请选择是观摩还是交流。")
	}
	from, errFrom := calendar.ParseDay(x.From)
	until, errUntil := calendar.ParseDay(x.LastDay())
	switch {
	case errFrom != nil:
		add("from", "请填写活动日期。")
	case from.Before(today):
		add("from", "活动日期不能早于今天。")
	case errUntil != nil || until.Before(from):
		add("until", "结束日期不能早于开始日期；只有一天的不填。")
	}
	if utf8.RuneCountInString(x.Hours) > mostExchangeTitle {
		add("hours", fmt.Sprintf("不超过 %d 字。", mostExchangeTitle))
	}
	add("place", unsaid(x.Place, "请填写地点。", mostExchangePlace))
	if len(x.Cohorts) == 0 {
		add("cohorts", "请选择邀请哪些批次的单位。")
	}
	if n := utf8.RuneCountInString(x.Words); n > mostExchangeWords {
		add("words", fmt.Sprintf("不超过 %d 字，现在有 %d 字，请删减。", mostExchangeWords, n))
	}
	add("answer_by", wrongAnswerBy(x.AnswerBy, from, errFrom == nil, today))
	return wrong
}

// wrongAnswerBy is what is wrong with the last day for answers; "" when nothing is.
func wrongAnswerBy(text string, from calendar.Day, dated bool, today calendar.Day) string {
	by, err := calendar.ParseDay(text)
	switch {
	case err != nil:
		return "请填写回复的截止日期。"
	case by.Before(today):
		return "回复的截止日期不能早于今天。"
	case dated && !by.Before(from):
		return "回复的截止日期要在活动日期以前。"
	}
	return ""
}

// InvitesAnybody refuses to invite a cohort in which no pilot is at work (R4).
func InvitesAnybody(cohort string, living int) error {
	if living == 0 {
		return fault.InvalidField("cohorts", cohort+"没有在实施的单位，请去掉。")
	}
	return nil
}

// ExchangeAnswerAllowed judges whether a unit can answer (R4): while the activity is announced, until the last day for answers
// is over.
func ExchangeAnswerAllowed(state act.State, by, today calendar.Day) error {
	switch {
	case state == ExchangeCalledOff:
		return fault.Conflict("R4", "这次活动已经取消，不用回复。")
	case state != ExchangeAnnounced:
		return fault.Conflict("R4", "这次活动已经汇总，不能再回复。")
	case by.Before(today):
		return fault.Conflict("R4", "回复的截止日期已过。有变动的，请联系组织单位。")
	}
	return nil
}

// WrongExchangeAnswer lists what an answer lacks (R4): whether the unit comes, and with how many people.
func WrongExchangeAnswer(coming, people, note string) (wrong []fault.Field) {
	n, err := strconv.Atoi(strings.TrimSpace(people))
	switch {
	case coming != "yes" && coming != "no":
		wrong = append(wrong, fault.Field{Key: "coming", Message: "请选择是否参加。"})
	case coming == "yes" && (err != nil || n < 1 || n > mostExchangeCome):
		wrong = append(wrong, fault.Field{Key: "people", Message: fmt.Sprintf("请填写参加的人数，1 到 %d。", mostExchangeCome)})
	}
	if n := utf8.RuneCountInString(note); n > mostExchangeNote {
		wrong = append(wrong, fault.Field{Key: "note", Message: fmt.Sprintf("不超过 %d 字，现在有 %d 字，请删减。", mostExchangeNote, n)})
	}
	return wrong
}

// CallOffAllowed judges whether an activity can be called off (R4): before its last day is over, and with a reason.
func CallOffAllowed(state act.State, until, today calendar.Day, reason string) error {
	if err := announcedOnly(state); err != nil {
		return err
	}
	if until.Before(today) {
		return fault.Conflict("R4", "活动的日期已过，不能取消。没有办成的，在汇总里写明。")
	}
	if what := unsaid(reason, "请写明取消的理由，收到通知的单位会看到。", mostExchangeNote); what != "" {
		return fault.InvalidField("reason", what)
	}
	return nil
}

// SumUpAllowed judges whether an activity can be summed up (R4): from its last day on.
func SumUpAllowed(state act.State, until, today calendar.Day) error {
	if err := announcedOnly(state); err != nil {
		return err
	}
	if today.Before(until) {
		return fault.Conflict("R4", "活动还没有结束，结束以后再汇总。")
	}
	return nil
}

func announcedOnly(state act.State) error {
	if state != ExchangeAnnounced {
		return fault.Conflict("R4", "这次活动"+ExchangeTitles[state]+"，不能再办理。请刷新页面查看。")
	}
	return nil
}

// WrongSummary lists what is wrong with the summing up (R4): words, and of each pilot a number of people.
func WrongSummary(words string, attended map[string]string) (wrong []fault.Field) {
	if what := unsaid(words, "请写明活动的情况：看了什么，交流了什么，有什么收获；没有办成的写明原因。", mostExchangeWords); what != "" {
		wrong = append(wrong, fault.Field{Key: "summary", Message: what})
	}
	for pilot, text := range attended {
		if n, err := strconv.Atoi(strings.TrimSpace(text)); strings.TrimSpace(text) != "" && (err != nil || n < 0 || n > mostExchangeCome) {
			wrong = append(wrong, fault.Field{Key: "people." + pilot, Message: fmt.Sprintf("请填写到场的人数，0 到 %d。", mostExchangeCome)})
		}
	}
	slices.SortFunc(wrong, func(a, b fault.Field) int { return strings.Compare(a.Key, b.Key) })
	return wrong
}
