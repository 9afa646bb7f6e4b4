package programme

import "strings"

// Contents are the reform contents or topics of the notice (N4, A1).
type Contents struct {
	Title      string    `yaml:"标题" json:"title"`
	Least      int       `yaml:"至少选几项" json:"least" min:"0" max:"100"`
	Most       int       `yaml:"至多选几项" json:"most" min:"1" max:"100"`
	Aspects    bool      `yaml:"可只报部分方面" json:"aspects"`
	FreeTopics bool      `yaml:"可自拟题目" json:"free_topics"`
	List       []Content `yaml:"各项" json:"list"`
}

// Content is one of them, in the notice's words, slips included.
type Content struct {
	Number  int      `yaml:"序号" json:"number" min:"1" max:"100"`
	Name    string   `yaml:"名称" json:"name"`
	Short   string   `yaml:"简称" json:"short"`                      // for charts and chips
	Problem string   `yaml:"针对,optional" json:"problem,omitempty"` // 针对…等问题
	Aim     string   `yaml:"目标" json:"aim"`                        // 通过试点，…。
	Clauses []string `yaml:"方面,optional" json:"clauses,omitempty"` // the aspects offered (A1)
}

// Text is the whole paragraph as the notice prints it, without its number.
func (c Content) Text() string {
	if c.Problem == "" {
		return c.Name + "。" + c.Aim
	}
	return c.Name + "。" + c.Problem + "，" + c.Aim
}

// CutClauses cuts an aim into the aspects it names: the words after
// "通过试点，", cut at "，" and "；" (A1, ours).
func CutClauses(aim string) []string {
	aim = strings.TrimSuffix(strings.TrimPrefix(aim, "通过试点，"), "。")
	return strings.FieldsFunc(aim, func(r rune) bool { return r == '，' || r == '；' })
}
