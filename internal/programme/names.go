package programme

import "cmp"

// Names is what a programme calls the things that every programme has. What
// it does not name bears the plain word.
type Names struct {
	Form      string `yaml:"申报表,optional" json:"form,omitempty"`       // 申报书, 推荐表
	Act       string `yaml:"申报,optional" json:"act,omitempty"`         // 申报, 推荐
	Applicant string `yaml:"申报单位,optional" json:"applicant,omitempty"` // 申报单位, 提名单位
	Contents  string `yaml:"申报内容,optional" json:"contents,omitempty"`  // 试点内容
	Term      string `yaml:"周期,optional" json:"term,omitempty"`        // 试点周期
	Selected  string `yaml:"入选单位,optional" json:"selected,omitempty"`  // 试点单位

	Recommended string `yaml:"推荐对象,optional" json:"recommended,omitempty"` // 优秀科技工作者人选: what a letter recommends
}

// Called are the programme's names with the plain word wherever it has none
// of its own; Recommended has none, the programme's name stands for it.
func (p *Programme) Called() Names {
	var n Names
	if p.Names != nil {
		n = *p.Names
	}
	return Names{
		Form:      cmp.Or(n.Form, "申报书"),
		Act:       cmp.Or(n.Act, "申报"),
		Applicant: cmp.Or(n.Applicant, "申报单位"),
		Contents:  cmp.Or(n.Contents, "申报内容"),
		Term:      cmp.Or(n.Term, "周期"),
		Selected:  cmp.Or(n.Selected, "入选单位"),

		Recommended: n.Recommended,
	}
}

// SubmitEnd names the date until which one submits: 申报截止; where
// recommending has a date of its own, by the form, so that the two are told
// apart.
func (p *Programme) SubmitEnd() string {
	if _, own := p.Date(RecommendUntil); own {
		return p.Called().Form + "提交截止"
	}
	return p.Called().Act + "截止"
}

// firstPrefix stands for the prefix of definitions that cohorts kept before
// the file could name one.
const firstPrefix = "SD"

// NumberPrefix is what the numbers of the programme's applications begin
// with: at most four letters, so that the whole fits the bar code's 14
// characters.
func (p *Programme) NumberPrefix() string { return cmp.Or(p.Prefix, firstPrefix) }
