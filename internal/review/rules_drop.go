package review

import (
	"slices"

	"shidian/internal/fault"
)

// MayDrop says whether a panel may be taken back: while no draw waits for its witnesses, and nothing was drawn, or nothing
// is left to review. Otherwise whom the lot has named could be got rid of by forming the panel once more (C1).
func MayDrop(p Panel, draws []Draw, bids []Bid) error {
	drawn := slices.ContainsFunc(draws, Draw.Done)
	switch {
	case p.State == PanelScoring || p.State == PanelClosed:
		return fault.Conflict("C1", "已经开始评分的评审组不能撤销。")
	case len(draws) > 0 && draws[len(draws)-1].Waits():
		return fault.Conflict("C1", "正在等待见证人输入数字。请先作废这次抽取，再撤销评审组。")
	case drawn && slices.ContainsFunc(bids, Bid.Stands):
		return fault.Conflict("C1", "已经抽取专家的评审组不能撤销。专家不合适的，请办理重新抽取。")
	}
	return nil
}
