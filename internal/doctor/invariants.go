package doctor

import (
	"context"
	"fmt"
	"strings"

	"shidian/internal/evaluate"
	"shidian/internal/recommend"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// Invariant is something that must hold across the rooms. Broken gives the applications where it does not, by number
// (or by what else names them).
type Invariant struct {
	Name   string // 推荐单位只推荐自己的申报单位（A6）
	Broken func(t *store.Tx) ([]string, error)
}

// Invariants are looked at in this order.
var Invariants = []Invariant{
	{"退回修改的申报书都有未答复的退回意见，其他的都没有", query(returnWithoutItems)},
	{"推荐单位只推荐经它申报的单位（A6）", query(endorsedByAnother)},
	{"经推荐单位申报的，推荐之后才受理（A6）", query(acceptedWithoutEndorsement)},
	{"占用名额的都已推荐，且仍在申报（A7）", query(placeWithoutEndorsement)},
	{"超出名额的推荐都经研究同意（A7）", recommend.BeyondCap},
	{"继续办理的推荐都占用名额（A7）", recommend.WithoutPlace},
	{"待研究的超出名额都有理由，且没有结论（A7）", query(overrunWithoutReason)},
	{"已受理的逐项检查均为通过", query(acceptedWithOpenItem)},
	{"不予受理的都有审查结论", query(rejectedWithoutConclusion)},
	{"编号连续，没有缺号", missingNumbers},
	{"已入选的都经研究同意（C2）", query(selectedWithoutDecision)},
	{"已入选的都经公示，没有撤下（C3）", query(selectedWithoutNotice)},
	{"异议都不由所反映的人员办理（C3）", query(handledByWhomItConcerns)},
	{"发布时异议都已答复（C4）", query(releasedWithObjection)},
	{"试点都属于已发布的名单（C4）", query(pilotWithoutRelease)},
	{"已入选的都已成为试点（C4）", query(selectedWithoutPilot)},
	{"实施中的都有审定的方案（R1）", query(runningWithoutPlan)},
	{"待审的都有待审的方案，其他的都没有（R1）", query(planUnjudged)},
	{"调度都只要求所选批次中布置以前的单位报送（R2、N3）", query(reportUnasked)},
	{"调度情况都在布置以后报送（R2）", query(reportBeforeCall)},
	{"每次调度每个单位至多一份有效报送（R2）", query(reportTwice)},
	{"免报都写明理由（R2）", query(excusedWithoutReason)},
	{"同一批次的同一时段只调度一次（R2、N3）", query(stocktakingTwice)},
	{"限期整改的都有没通过的中期评估（J1）", query(rectifyingWithoutLook)},
	{"取消资格的都听取过陈述，并经研究同意（J1）", query(lostWithoutHearing)},
	{"终期等级都经研究同意（J2）", query(gradedWithoutDecision)},
	{"已结束的都有终期等级（J2）", query(endedWithoutGrade)},
	{"等级都不超过比例上限（J2）", evaluate.BeyondShare},
	{"单位不应用自己的案例（J5）", query(ownCaseUsed)},
	{"向上推荐都由两人办理（J5）", query(recommendedByOne)},
	{"取消的观摩交流都没有取消以后的回复（R4）", query(answeredAfterTheEnd)},
	{"办结的问题都有结果（R3）", query(problemWithoutOutcome)},
	{"变更申请都由两人办理（R5）", query(changeByOne)},
	{"撤回的都经申请和同意（R5）", query(withdrawnWithoutChange)},
	{"终止的都经研究决定（R5）", query(terminatedWithoutDecision)},
	{"纳入品牌培育的都有符合条件的等级，并经研究同意（J4）", spread.BrandUnearned},
	{"批准的经费都经研究同意（J4）", query(fundingWithoutDecision)},
	{"经费的总额、用途合计和各笔合计相等（J4）", query(fundingUnequal)},
	{"拨付都不超过批准的各笔（J4）", query(paidBeyondAgreed)},
	{"使用都不超过已经拨付的（J4）", query(usedBeyondPaid)},
	{"公开的案例都是审核过的一版（J5）", query(shownWithoutVersion)},
	{"公开的案例都由两人发布（J5）", query(shownByOne)},
	{"公开的案例都不属于取消资格、撤回、终止的单位（J5）", query(shownOfLost)},
	{"公开的案例里没有身份证号码、银行卡号（J5）", shownWithNumbers},
}

// query finds by one SELECT of names.
func query(text string) func(t *store.Tx) ([]string, error) {
	return func(t *store.Tx) ([]string, error) { return names(t, text) }
}

// Across looks at the invariants; at most five names stand beside one that is broken.
func Across(db *store.DB) Check {
	return Check{"各环节数据", func(ctx context.Context) (found []Finding, err error) {
		err = db.Read(ctx, func(t *store.Tx) error {
			for _, i := range Invariants {
				wrong, err := i.Broken(t)
				if err != nil {
					return fmt.Errorf("%s：%w", i.Name, err)
				}
				if n := len(wrong); n > 0 {
					found = append(found, Finding{Standing: Broken, Words: fmt.Sprintf("“%s”有 %d 处不成立（%s）", i.Name, n, first(wrong, 5))})
				}
			}
			return nil
		})
		if err == nil && len(found) == 0 {
			return one(Well, fmt.Sprintf("%d 项约束全部成立", len(Invariants)))
		}
		return found, err
	}}
}

func first(list []string, most int) string {
	if len(list) > most {
		return strings.Join(list[:most], "、") + "等"
	}
	return strings.Join(list, "、")
}
