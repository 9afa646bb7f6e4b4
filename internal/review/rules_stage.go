package review

import (
	"slices"

	"shidian/internal/fault"
	"shidian/internal/programme"
)

// StageAsked is which stage a new panel is of: asked 0 is the programme's first. A review with one stage has no second
// one (C1).
func StageAsked(r programme.Review, asked int) (int, error) {
	switch {
	case !r.On:
		return 0, fault.Conflict("C1", "这个项目不开展专家评审。")
	case r.Letter == nil && asked != OnlyStage:
		return 0, fault.Conflict("C1", "这个项目的评审不分函评和会评。")
	case r.Letter == nil:
		return OnlyStage, nil
	case asked == OnlyStage:
		return LetterStage, nil
	case asked != LetterStage && asked != PanelStage:
		return 0, fault.InvalidField("stage", "请选择函评或者会评。")
	}
	return asked, nil
}

// LineOf is the combined letter score from which on one goes on to the panel: the last place's, so that whoever ties with
// it goes on too; a share is of those that have a score, rounded up (C1). scores are the combined ones, in any order.
func LineOf(how programme.GoOn, scores []Hundredths) Hundredths {
	places := how.N
	switch {
	case how.By == programme.ByScore:
		return Hundredths(how.N * 100)
	case how.By == programme.ByShare:
		places = (how.N*len(scores) + 99) / 100
	}
	ordered := slices.Sorted(slices.Values(scores))
	if len(ordered) == 0 {
		return 0
	}
	return ordered[max(0, len(ordered)-places)]
}

// StagesOver tells whether a review of two stages is over once its panels have closed: everybody who goes on has sat in a
// panel, or all were in the letter review and nobody reached the line (C1). unread is how many wait for the letter review.
func StagesOver(result LetterResult, unread int) bool {
	return len(result.Waiting()) == 0 && (result.Fixed || unread == 0)
}

// Weighted is the final score: share per cent of it the letter's, the rest the panel's, with two decimals, halves upward
// (C1).
func Weighted(share int, letter, panel Hundredths) Hundredths {
	return (Hundredths(share)*letter + Hundredths(100-share)*panel + 50) / 100
}

// CarriedOver is what keeps an expert from an application in the panel because of the letter review: what kept him from it
// there, and, unless the programme lets him judge it again, that he has read it there (C1).
func CarriedOver(letter Round, again bool, expert, application string) (Ground, string) {
	for _, x := range letter.Relations {
		if x.Expert == expert && x.Application == application {
			return Declared, "函评时申明或者发现：" + x.What
		}
	}
	seat, seated := letter.Seat(expert)
	_, scored := letter.SheetOf(application, expert)
	read := seated && seat.State == SeatAccepted && letter.Scores(expert, application)
	if !again && (scored || read) {
		return ReadBefore, "在" + letter.Panel.Name + "评过这一件"
	}
	return "", ""
}
