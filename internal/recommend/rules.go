package recommend

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

// reasonMost is how long a reason may be, in characters.
const reasonMost = 500

// Share is what a recommender has of a quota: who holds the places, how many, and what happens beyond (A7).
type Share struct {
	Quota  string // the quota's key; "": nobody counts
	Holder string // whom the places belong to: a recommender, a kind, a region, or "" for all together
	Cap    int
	Beyond programme.Overrun
	Ranked bool
}

// Counted tells whether there is a cap at all.
func (s Share) Counted() bool { return s.Quota != "" }

// ShareOf is the part of the quota that an application of this kind takes its place of (A7, N2). region is the
// recommender's, as GB/T 2260 codes it.
func ShareOf(p *programme.Programme, kind, recommender, recommenderKind, region string) Share {
	q, counted := p.QuotaHeld(kind, recommenderKind)
	if !counted {
		return Share{}
	}
	s := Share{Quota: q.Key, Cap: q.CapFor(region), Beyond: q.Overrun.Value, Ranked: q.Ranked}
	switch q.Per {
	case programme.PerRecommender:
		s.Holder = recommender
	case programme.PerKind:
		s.Holder = kind
	case programme.PerRegion:
		s.Holder = region
	}
	return s
}

// FreePlace is the lowest number that nobody has taken.
func FreePlace(taken []int) int {
	n := 1
	for slices.Contains(taken, n) {
		n++
	}
	return n
}

// Admit says where a recommendation goes: to place n of the share, or (over) before the province, with a reason.
// Refused beyond the cap without one, and where the programme takes nothing beyond it (A7).
func Admit(s Share, taken []int, reason string) (n int, over bool, err error) {
	if n = FreePlace(taken); !s.Counted() || n <= s.Cap {
		return n, false, nil
	}
	if s.Beyond == programme.OverrunRefused {
		return 0, false, fault.Conflict("A7", fmt.Sprintf("推荐名额%d个已经用完，不再接收。可以退回或不予推荐；要换成这一家，请先请已推荐的单位撤回。", s.Cap))
	}
	if what := wrongReason(reason); what != "" {
		f := fault.InvalidField("reason", fmt.Sprintf("推荐名额%d个已经用完，确需推荐的，%s", s.Cap, what))
		f.Rule = "A7"
		return 0, false, f
	}
	return 0, true, nil
}

func wrongReason(reason string) string {
	switch n := utf8.RuneCountInString(strings.TrimSpace(reason)); {
	case n == 0:
		return "请写明理由。"
	case n > reasonMost:
		return fmt.Sprintf("理由不超过%d字，现在有%d字。", reasonMost, n)
	}
	return ""
}

// MayRecommend says why an application cannot be recommended, confirmed or declined now: it is not submitted, or another
// version than the one that was read has come meanwhile (A6).
func MayRecommend(a apply.Application, seen int) error {
	if a.State != apply.StateSubmitted {
		return fault.Conflict("", "申报材料现在是“"+a.Title()+"”，不能再办理推荐。请刷新页面看看。")
	}
	if a.Version != seen {
		return fault.Conflict("A6", fmt.Sprintf("您看的是第%d版，申报单位又提交了第%d版。请看过新的一版再办理。", seen, a.Version))
	}
	return nil
}

// MayEndorse adds that what was recommended before is confirmed, not recommended anew.
func MayEndorse(l Line, seen int) error {
	if err := MayRecommend(l.Application, seen); err != nil {
		return err
	}
	if l.Endorsement != nil {
		return fault.Conflict("", "这份申报材料已经推荐过，退回修改后重新提交的，请办理“确认”。")
	}
	return nil
}

// MayConfirm adds that there is a recommendation to be confirmed.
func MayConfirm(l Line, seen int) error {
	if err := MayRecommend(l.Application, seen); err != nil {
		return err
	}
	if l.Endorsement == nil {
		return fault.Conflict("", "这份申报材料还没有推荐过，请办理“推荐”。")
	}
	return nil
}

// WrongOpinion says what is wrong with an opinion; "" when nothing is. field is the form's box, whose signature may be
// written by hand where the programme says so; lacks gives the characters that no font has.
func WrongOpinion(field programme.Field, o Opinion, lacks func(string) []rune) string {
	text := strings.TrimSpace(o.Text)
	switch n := apply.Count(text); {
	case o.Pen && text == "" && (field.Opinion == nil || !field.Opinion.Pen):
		return "这一项目的推荐意见须在系统中填写。"
	case o.Pen && text != "":
		return "推荐意见要么在系统中填写，要么打印后手写，请只选一种。"
	case !o.Pen && text == "":
		return "请填写推荐意见，或者选择打印后手写。"
	case n > field.Limit():
		return fmt.Sprintf("推荐意见不超过%d字，现在有%d字。", field.Limit(), n)
	}
	if missing := lacks(text); len(missing) > 0 {
		return "打印字库里没有“" + string(missing) + "”，打印出来会缺字，请换用其他字。"
	}
	return ""
}

// OpinionField is the box of the form that the recommender fills in for this kind of applicant.
func OpinionField(p *programme.Programme, kind string) (programme.Field, bool) {
	for _, f := range p.Fields() {
		if f.Filler == programme.Recommender && f.Type == programme.OpinionOf && f.For(kind) {
			return f, true
		}
	}
	return programme.Field{}, false
}

// MayDecline says why a no is refused: without a reason the applicant does not know what to do better.
func MayDecline(a apply.Application, seen int, reason string) error {
	if err := MayRecommend(a, seen); err != nil {
		return err
	}
	if what := wrongReason(reason); what != "" {
		return fault.InvalidField("reason", "不予推荐的，"+what)
	}
	return nil
}

// MayDecide says why an overrun cannot be decided so (A7).
func MayDecide(a apply.Application, reason string) error {
	if a.State != apply.StateOverrun {
		return fault.Conflict("A7", "申报材料现在是“"+a.Title()+"”，没有超出名额的申请等待研究。")
	}
	if what := wrongReason(reason); what != "" {
		return fault.InvalidField("reason", "研究超出名额的申请，"+what)
	}
	return nil
}

// orderable are the states in which the recommender's order may still be changed: nothing has come of it yet.
var orderable = []act.State{apply.StateEndorsed, apply.StateOverrun, apply.StateReturned, apply.StateSubmitted}

// Moved is the order of ids after one of them went one up or down; refused at either end, and once one of the two has
// been accepted: from then on others work with the order.
func Moved(lines []Line, id string, up bool) ([]Line, error) {
	at := slices.IndexFunc(lines, func(l Line) bool { return l.ID == id })
	if at < 0 {
		return nil, fault.Conflict("", "这份申报材料还没有推荐，没有排序。")
	}
	to := at + 1
	if up {
		to = at - 1
	}
	if to < 0 || to >= len(lines) {
		return nil, fault.Conflict("", "已经排在最前或最后，不能再移动。")
	}
	for _, l := range []Line{lines[at], lines[to]} {
		if !slices.Contains(orderable, l.State) {
			return nil, fault.Conflict("", l.Name()+"的申报材料已转到后面的环节，排序不再改变。")
		}
	}
	moved := slices.Clone(lines)
	moved[at], moved[to] = moved[to], moved[at]
	return moved, nil
}
