package accept

import (
	"strings"
	"time"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/clock"
)

// causeRejected names the letter from whose release the days for a second look run.
const causeRejected = "不予受理"

// mendWords are the notes of what has to be mended, one a line.
func mendWords(u under) string {
	var words []string
	for _, item := range u.items {
		if line := u.lines[item.Key]; line.Result == Mendable {
			words = append(words, item.Name+"："+line.Note)
		}
	}
	return strings.Join(words, "\n")
}

func paperWords(u under, words string, until, now time.Time) string {
	return u.p.Called().Form + "（" + u.Number + "）的纸质件需要补正，请在" + calendar.Show(until, now) + "补交到" + u.p.Organiser.Office +
		"。" + u.p.Called().Form + "电子版不用修改，请按现行版本（第" + digits(u.Version) + "版）打印。需要补正的有：\n" + words
}

// acceptedWords announce a review only where the programme holds one.
func acceptedWords(u under) string {
	text := u.p.Organiser.Office + "已受理贵单位的" + u.p.Called().Act + "（" + u.Number + "）"
	if u.p.Stages.Review.On {
		return text + "，将按程序组织评审。"
	}
	return text + "。"
}

func rejectedWords(u under, reason string) string {
	return "经形式审查，贵单位的" + u.p.Called().Act + "（" + u.Number + "）不予受理。理由：" + reason + "\n对此有不同意见的，可以" + AskWords(u.p.Stages.Accept.ReviewAgain.Value) + "。"
}

// wrongUntil holds a personal date against now and the last day for supplements; it says the same as a return's.
func wrongUntil(until, last, now time.Time) string {
	switch {
	case until.IsZero() || apply.Late(now, until):
		return "请填写今天以后的期限。"
	case !last.IsZero() && until.After(last):
		return "补正期限不能晚于" + calendar.Show(last, now) + "。"
	}
	return ""
}

func shortMoment(at time.Time) string { return at.In(clock.Zone).Format("1月2日 15:04") }
