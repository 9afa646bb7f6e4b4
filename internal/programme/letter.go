package programme

import "fmt"

// Letter is the letter review (函评) before the panel (会评): each expert reads at home and scores what is assigned to him
// (C1, ours). Where a file has it, what [Review] says beside it is the panel's.
type Letter struct {
	Blind        Ours[bool]        `yaml:"盲评" json:"blind"`
	Experts      Ours[int]         `yaml:"每件专家数" json:"experts"`
	Substitutes  Ours[int]         `yaml:"备选专家数" json:"substitutes"`
	Criteria     Ours[[]Criterion] `yaml:"评审标准" json:"criteria"`
	Combine      Ours[Combine]     `yaml:"汇总办法" json:"combine"`
	Ties         Ours[[]string]    `yaml:"同分次序" json:"ties"` // keys of criteria, first decides
	CommentBelow Ours[int]         `yaml:"低于几分须写评语" json:"comment_below"`
	MarkedBeyond Ours[int]         `yaml:"偏离几分标出" json:"marked_beyond"`
	GoOn         Ours[GoOn]        `yaml:"进入会评" json:"go_on"`
	Share        Ours[int]         `yaml:"函评占百分之几" json:"share"` // of the final score; 0: the panel's alone counts
	Again        Ours[bool]        `yaml:"函评专家可再评同一件" json:"again"`
}

// GoOn says which applications go on from the letter review to the panel. Whoever has the same score as the last one who
// goes on goes on too.
type GoOn struct {
	By GoOnBy `yaml:"按" json:"by"`
	N  int    `yaml:"数" json:"n" min:"1" max:"1000"` // how many, per cent, or points
}

// GoOnBy is what GoOn counts.
type GoOnBy string

// What decides who goes on.
const (
	ByPlaces GoOnBy = "名数"
	ByShare  GoOnBy = "百分比" // of those that have a score, rounded up
	ByScore  GoOnBy = "最低分"
)

func (GoOnBy) words() []string { return []string{string(ByPlaces), string(ByShare), string(ByScore)} }

// Words says it in words: 前6名，同分的都进入.
func (g GoOn) Words() string {
	switch g.By {
	case ByPlaces:
		return fmt.Sprintf("前%d名，同分的都进入", g.N)
	case ByShare:
		return fmt.Sprintf("前%d%%，同分的都进入", g.N)
	}
	return fmt.Sprintf("%d分以上", g.N)
}

// ReviewStage is one stage of a review in plain values.
type ReviewStage struct {
	Blind        bool
	Experts      int // of each application
	Substitutes  int
	Criteria     []Criterion
	Combine      Combine
	Ties         []string
	CommentBelow int
	MarkedBeyond int
}

// Panel is the stage that decides: the panel, or the only one.
func (r Review) Panel() ReviewStage {
	return ReviewStage{r.Blind.Value, r.Experts.Value, r.Substitutes.Value, r.Criteria.Value, r.Combine.Value, r.Ties.Value,
		r.CommentBelow.Value, r.MarkedBeyond.Value}
}

// Stage is the letter review in plain values.
func (l Letter) Stage() ReviewStage {
	return ReviewStage{l.Blind.Value, l.Experts.Value, l.Substitutes.Value, l.Criteria.Value, l.Combine.Value, l.Ties.Value,
		l.CommentBelow.Value, l.MarkedBeyond.Value}
}
