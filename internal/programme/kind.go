package programme

import "slices"

// Kind is one kind of applicant (N2).
type Kind struct {
	Key       string    `yaml:"编码" json:"key" name:"machine"`
	Name      string    `yaml:"名称" json:"name"`
	Subject   Subject   `yaml:"主体" json:"subject"`
	Level     string    `yaml:"层级,optional" json:"level,omitempty"`      // 市级, 县级; units of one level count together
	Expected  int       `yaml:"数量,optional" json:"expected,omitempty"`   // how many exist, 0: not fixed
	Addressed bool      `yaml:"主送" json:"addressed"`                     // the notice is addressed to it (N1)
	Only      bool      `yaml:"只推荐,optional" json:"only,omitempty"`      // recommends or nominates others, does not apply itself
	Consort   bool      `yaml:"可联合申报,optional" json:"consort,omitempty"` // with a leader
	Channels  []Channel `yaml:"推荐渠道,optional" json:"channels,omitempty"` // none: applies directly (A6)
}

// Subject is what applies: a unit or a person.
type Subject string

// Who may apply.
const (
	UnitApplies   Subject = "单位"
	PersonApplies Subject = "个人"
)

func (Subject) words() []string { return []string{string(UnitApplies), string(PersonApplies)} }

// Channel is one way to the organiser: the bodies that check and recommend,
// from the applicant upwards, as keys of kinds (A6: 县级科协由市科协审核把关).
// A person is nominated by a unit of the first kind, which fills the form in;
// the last one recommends: the same unit, or the one above it.
type Channel struct {
	Name    string   `yaml:"名称" json:"name"`
	Through []string `yaml:"逐级经由" json:"through"`
	Self    bool     `yaml:"可自荐,optional" json:"self,omitempty"`
}

// Direct reports whether the kind applies without anybody's recommendation.
func (k Kind) Direct() bool { return len(k.Channels) == 0 }

// nominatedBy reports whether units of a kind nominate persons of this kind.
func (k Kind) nominatedBy(unit string) bool {
	return k.Subject == PersonApplies && slices.ContainsFunc(k.Channels, func(c Channel) bool { return c.Through[0] == unit })
}

// Condition is a rule of eligibility over what is known of the applicant.
// A hard one refuses, a soft one warns; both show Words. Without Field it is
// asked of the unit when it begins; with Field, of the form when it is submitted.
type Condition struct {
	Key    string   `yaml:"编码" json:"key" name:"machine"`
	Kinds  []string `yaml:"适用类别,optional" json:"kinds,omitempty"` // none: all
	Fact   Fact     `yaml:"事实" json:"fact"`
	Is     Relation `yaml:"关系" json:"is"`
	Value  string   `yaml:"取值" json:"value"`
	Field  string   `yaml:"栏目,optional" json:"field,omitempty"` // the form's field that the fact is read from
	Column string   `yaml:"列,optional" json:"column,omitempty"` // of that field, where it is a table
	AsOf   Day      `yaml:"截至,optional" json:"as_of,omitempty"` // the day an age is counted to
	Hard   bool     `yaml:"不符合即拒绝" json:"hard"`
	Words  string   `yaml:"提示" json:"words"`
}

// Fact is something known of an applicant that a condition can ask.
type Fact string

// The facts; whoever asks them of a unit answers in words: 是, 3, 370100.
const (
	FactRegion     Fact = "所在地"
	FactAge        Fact = "年龄"
	FactAgeOfUnit  Fact = "成立年数"
	FactTitle      Fact = "已有称号"
	FactUnfinished Fact = "未结项目数"
	FactFailed     Fact = "近年未通过项目数"
	FactSanction   Fact = "近年受处分次数"
	FactInspection Fact = "年检结论"
	FactLiving     Fact = "在试点"
)

func (Fact) words() []string {
	return []string{"所在地", "年龄", "成立年数", "已有称号", "未结项目数", "近年未通过项目数", "近年受处分次数", "年检结论", "在试点"}
}

// Relation compares a fact with the condition's value.
type Relation string

// The relations; 属于 and 不属于 cut the value at "、".
const (
	Equals  Relation = "等于"
	Differs Relation = "不等于"
	AtMost  Relation = "不超过"
	AtLeast Relation = "不少于"
	AnyOf   Relation = "属于"
	NoneOf  Relation = "不属于"
)

func (Relation) words() []string {
	return []string{"等于", "不等于", "不超过", "不少于", "属于", "不属于"}
}

// Quota limits how many of some kinds may be recommended (A7).
type Quota struct {
	Key     string         `yaml:"编码" json:"key" name:"machine"`
	Name    string         `yaml:"名称" json:"name"`
	Per     QuotaPer       `yaml:"按" json:"per"`
	Kinds   Ours[[]string] `yaml:"计入类别" json:"kinds"`                     // N2: development zones counted or not
	Held    []string       `yaml:"推荐单位类别,optional" json:"held,omitempty"` // kinds of recommender that hold it; none: all
	Cap     int            `yaml:"上限" json:"cap" min:"0" max:"100000"`
	Floor   int            `yaml:"下限,optional" json:"floor,omitempty" min:"0" max:"100000"`
	Regions []RegionCap    `yaml:"分地区上限,optional" json:"regions,omitempty"` // instead of Cap, by division code
	Within  string         `yaml:"包含于,optional" json:"within,omitempty"`    // key of the outer quota
	Ranked  bool           `yaml:"须排序" json:"ranked"`
	Overrun Ours[Overrun]  `yaml:"超出" json:"overrun"`
}

// RegionCap is a cap of its own for one region (GB/T 2260 code).
type RegionCap struct {
	Region string `yaml:"地区" json:"region"`
	Cap    int    `yaml:"上限" json:"cap" min:"0" max:"100000"`
}

// QuotaPer is what a quota is counted by.
type QuotaPer string

// What places are counted by.
const (
	PerRecommender QuotaPer = "推荐单位"
	PerKind        QuotaPer = "申报类别"
	PerRegion      QuotaPer = "地区"
	PerProgramme   QuotaPer = "全部"
)

func (QuotaPer) words() []string { return []string{"推荐单位", "申报类别", "地区", "全部"} }

// Overrun is what happens beyond the cap.
type Overrun string

// What may happen beyond a cap.
const (
	OverrunRefused Overrun = "不接收"
	OverrunDecided Overrun = "说明理由，由主办单位研究"
)

func (Overrun) words() []string { return []string{string(OverrunRefused), string(OverrunDecided)} }

// CapFor is the cap in a region: its own where the table names it.
func (q Quota) CapFor(region string) int {
	for _, r := range q.Regions {
		if r.Region == region {
			return r.Cap
		}
	}
	return q.Cap
}

// Holds reports whether recommenders of the kind hold places of the quota.
func (q Quota) Holds(recommender string) bool {
	return len(q.Held) == 0 || contains(q.Held, recommender)
}

// Counts reports whether applications of the kind take a place of the quota.
func (q Quota) Counts(kind string) bool { return contains(q.Kinds.Value, kind) }
