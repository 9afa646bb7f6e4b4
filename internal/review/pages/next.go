package pages

import (
	"fmt"

	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/review"
	"shidian/internal/store"
)

// next is what follows when a panel's scoring has ended, and where.
type next struct{ Words, Verb, URL string }

// nextOf leads from a closed panel to the suggested list, or to what comes before it.
func nextOf(t *store.Tx, cohort string, letter *review.LetterResult) (next, error) {
	if letter != nil && len(letter.Waiting()) > 0 {
		return next{fmt.Sprintf("函评已结束，%d件进入会评。", len(letter.Waiting())), "组建会评组", "/panels/new?cohort=" + cohort + "&stage=2"}, nil
	}
	drawn, err := decide.Of(t, cohort)
	if err != nil || len(drawn) > 0 {
		return next{"建议名单已经提出。", "看建议名单和研究决定", "/decide?cohort=" + cohort}, err
	}
	_, err = review.RankedOfCohort(t, cohort)
	if refused, is := fault.As(err); is {
		return next{refused.Message, "看各评审组", "/panels"}, nil
	}
	return next{"本批次的评审已结束。汇总表请专家签字后留存，按名次提出建议名单，提请研究。", "提出建议名单", "/decide?cohort=" + cohort}, err
}
