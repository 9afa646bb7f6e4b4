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

// How long the words of a statement of use may be, and how high a count.
const (
	mostAdopted = 1000
	mostCounted = 10
	mostCount   = 100_000_000
)

// UseAllowed judges whether a unit can state that it uses a case (J5): a public one, and once; before are the
// states of what it has stated of it already.
func UseAllowed(public bool, before []act.State) error {
	switch {
	case !public:
		return fault.Conflict("J5", "这个案例现在没有公开，不能填报推广应用。")
	case slices.Contains(before, AdoptionStated), slices.Contains(before, AdoptionConfirmed):
		return fault.Conflict("J5", "本单位已经填报过这个案例的推广应用，不用再填。需要改写的，先撤回再填报。")
	}
	return nil
}

// WrongAdoption lists what a statement of use lacks or has wrong (J5): since which day, how, what came of it, and what proves
// it; a count says of what.
func WrongAdoption(x Adopting, today calendar.Day) (wrong []fault.Field) {
	add := func(key, what string) {
		if what != "" {
			wrong = append(wrong, fault.Field{Key: key, Message: what})
		}
	}
	day, err := calendar.ParseDay(x.Since)
	switch {
	case err != nil:
		add("since", "请填写从哪一天起应用。")
	case today.Before(day):
		add("since", "日期不能晚于今天；还没有应用的，应用以后再填报。")
	}
	add("how", unsaid(x.How, "请写明怎样应用。", mostAdopted))
	add("outcome", unsaid(x.Outcome, "请写明成效。", mostAdopted))
	count, ok := CountOf(x.Count)
	switch {
	case !ok:
		add("count", "请填写整数，没有统计的不填。")
	case count > 0 && strings.TrimSpace(x.Counted) == "":
		add("counted", "请写明统计的是什么，如人次、村。")
	case utf8.RuneCountInString(x.Counted) > mostCounted:
		add("counted", fmt.Sprintf("不超过 %d 字。", mostCounted))
	}
	if strings.TrimSpace(x.Proof) == "" && len(x.Files) == 0 {
		add("proof", "请写明能够证明的材料，或者上传。")
	} else if utf8.RuneCountInString(x.Proof) > mostAdopted {
		add("proof", fmt.Sprintf("不超过 %d 字，细节放进附件。", mostAdopted))
	}
	return wrong
}

// unsaid is what is wrong with words that must stand there; "" when nothing is.
func unsaid(text, missing string, most int) string {
	switch n := utf8.RuneCountInString(strings.TrimSpace(text)); {
	case n == 0:
		return missing
	case n > most:
		return fmt.Sprintf("不超过 %d 字，现在有 %d 字，请删减。", most, n)
	}
	return ""
}

// CountOf reads a whole number of people or places; nothing typed is 0, and false stands for anything else.
func CountOf(text string) (int, bool) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, true
	}
	n, err := strconv.ParseUint(text, 10, 32)
	return int(n), err == nil && n <= mostCount
}

// CheckAllowed judges how a statement can be checked (J5): a use of a case that is public no more is not confirmed, and who
// does not confirm says why.
func CheckAllowed(public, confirms bool, reason string) error {
	switch {
	case confirms && !public:
		return fault.Conflict("J5", "这个案例已经撤下，不能予以核实。可以写明情况，不予核实。")
	case !confirms && unsaid(reason, "x", mostAdopted) != "":
		return fault.InvalidField("reason", unsaid(reason, "请写明不予核实的理由，填报的单位据此修改。", mostAdopted))
	}
	return nil
}
