package run

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
)

// How long a text of those who follow a pilot may be, and a title, in characters.
const (
	mostSaid  = 2000
	mostTitle = 50
	mostName  = 50
)

// wrongText says what is wrong with a text that must not be empty; "" when nothing is.
func wrongText(text, missing string, most int) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return missing
	}
	if n := utf8.RuneCountInString(text); n > most {
		return fmt.Sprintf("不超过 %d 字，现在有 %d 字，请删减。", most, n)
	}
	return ""
}

// field is what is wrong at a key, as a list; none where nothing is.
func field(key, what string) []fault.Field {
	if what == "" {
		return nil
	}
	return []fault.Field{{Key: key, Message: what}}
}

// WrongNote lists what a note of a contact, a visit or an exchange lacks (R3, R4): its kind, a day that is not to come, words.
func WrongNote(x Noted, today calendar.Day) (wrong []fault.Field) {
	if NoteTitles[x.Kind] == "" {
		wrong = append(wrong, field("kind", "请选择是联系、走访还是观摩交流。")...)
	}
	day, err := calendar.ParseDay(x.Day)
	switch {
	case err != nil:
		wrong = append(wrong, field("day", "请填写日期。")...)
	case today.Before(day):
		wrong = append(wrong, field("day", "日期不能晚于今天；还没有进行的，进行以后再记。")...)
	}
	return append(wrong, field("words", wrongText(x.Words, "请写明情况。", mostSaid))...)
}

// WrongProblem lists what a problem lacks that is to be raised (R3).
func WrongProblem(title, words string) []fault.Field {
	return append(field("title", wrongText(title, "请用一句话写明是什么问题。", mostTitle)), field("words", wrongText(words, "请写明问题的情况，希望怎样解决。", mostSaid))...)
}

// MayStep judges whether a problem may go on (R3): answered while it waits, escalated before the office has it, closed once.
func MayStep(from, to act.State) error {
	switch to {
	case ProblemAnswered:
		if from == ProblemAnswered {
			return fault.Conflict("R3", "这个问题已经答复，请等待提出问题的单位办结；需要补充的，可以记入联系记录。")
		}
	case ProblemEscalated:
		if from == ProblemEscalated {
			return fault.Conflict("R3", "这个问题已经提请主办单位协调，请等待答复。")
		}
	}
	if from == ProblemClosed {
		return fault.Conflict("R3", "这个问题已经办结。仍有问题的，请重新提出。")
	}
	return nil
}

// Holder is who has to do something about a problem.
type Holder string

// Those whom a problem may wait for.
const (
	Nobody        Holder = ""
	WithContact   Holder = "联系部室"
	WithOffice    Holder = "主办单位"
	WithPilotUnit Holder = "承担单位"
)

// HolderOf is whom a problem waits for (R3, R5): its contact department, the office where none is named or it was escalated,
// the unit that raised it once it is answered.
func HolderOf(state act.State, department string) Holder {
	switch {
	case state == ProblemAnswered:
		return WithPilotUnit
	case state == ProblemEscalated, state == ProblemOpen && department == "":
		return WithOffice
	case state == ProblemOpen:
		return WithContact
	}
	return Nobody
}

// Waited is how long something has waited, in words: working days by the official calendar, days where a year is missing
// there.
func Waited(years calendar.Years, since, now time.Time) string {
	from, to := calendar.DayOf(since), calendar.DayOf(now)
	if days, err := years.WorkdaysIn(from.Add(1), to); err == nil {
		return fmt.Sprintf("%d个工作日", days)
	}
	return fmt.Sprintf("%d天", to.Sub(from))
}

// WrongPersons lists what is wrong with the persons of a pilot (A8): a leader, a responsible department, a person to ask.
func WrongPersons(x Persons) (wrong []fault.Field) {
	for _, one := range []struct{ key, text, missing string }{
		{"leader_name", x.Leader.Name, "请填写分管领导的姓名。"},
		{"leader_post", x.Leader.Post, "请填写分管领导的职务。"},
		{"department", x.Department, "请填写责任部门。"},
		{"contact_name", x.Contact.Name, "请填写联络人的姓名。"},
		{"contact_phone", x.Contact.Phone, "请填写联络人的电话。"},
	} {
		wrong = append(wrong, field(one.key, wrongText(one.text, one.missing, mostName))...)
	}
	for key, text := range map[string]string{"leader_phone": x.Leader.Phone, "contact_post": x.Contact.Post} {
		if utf8.RuneCountInString(text) > mostName {
			wrong = append(wrong, field(key, fmt.Sprintf("不超过 %d 字。", mostName))...)
		}
	}
	slices.SortStableFunc(wrong, func(a, b fault.Field) int { return strings.Compare(a.Key, b.Key) })
	return wrong
}

// NextMilestone is the first milestone that is to be reached from a day on; nil where none is.
func NextMilestone(all []Milestone, from calendar.Day) *Milestone {
	var next *Milestone
	for i, m := range all {
		if !m.By.Before(from) && (next == nil || m.By.Before(next.By)) {
			next = &all[i]
		}
	}
	return next
}
