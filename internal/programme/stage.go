package programme

// Stages are the steps of a programme after the application. They are known
// to the program; a file switches each on (开展) and sets it.
type Stages struct {
	Accept   Accept     `yaml:"形式审查" json:"accept"`
	Review   Review     `yaml:"评审" json:"review"`
	Decide   []Decision `yaml:"研究决定" json:"decide"`
	Publish  Publish    `yaml:"公示" json:"publish"`
	Run      Run        `yaml:"实施" json:"run"`
	Evaluate Evaluate   `yaml:"评估验收" json:"evaluate"`
	Spread   Spread     `yaml:"推广" json:"spread"`
}

// Accept is the formal check, item by item (C1, ours).
type Accept struct {
	On             bool        `yaml:"开展" json:"on"`
	Items          []CheckItem `yaml:"检查项" json:"items"`
	SupplementDays Ours[Days]  `yaml:"补正期限" json:"supplement_days"`
	ReviewAgain    Ours[Days]  `yaml:"申请复核期限" json:"review_again"`
}

// CheckItem is one question of the formal check.
type CheckItem struct {
	Key   string   `yaml:"编码" json:"key" name:"machine"`
	Name  string   `yaml:"名称" json:"name"`
	Fatal bool     `yaml:"可致不予受理" json:"fatal"` // else always mendable
	Kinds []string `yaml:"适用类别,optional" json:"kinds,omitempty"`
	Rule  string   `yaml:"规则" json:"rule"`
	Known Known    `yaml:"核对,optional" json:"known,omitempty"` // what the program can look up beforehand; "": nothing
}

// Known is what the program knows that bears on an item of the formal check; a person decides all the same.
type Known string

// What can be looked up.
const (
	KnownScope    Known = "范围"   // N2
	KnownInTime   Known = "截止时间" // A5
	KnownEndorsed Known = "推荐意见" // A6
	KnownPlace    Known = "名额"   // A7
	KnownContents Known = "试点内容" // A1
	KnownFilled   Known = "空项"   // A3
	KnownPaper    Known = "纸质件"  // A4
	KnownSame     Known = "版本一致" // A5
)

func (Known) words() []string {
	return []string{"范围", "截止时间", "推荐意见", "名额", "试点内容", "空项", "纸质件", "版本一致"}
}

// For reports whether the item is asked of a kind.
func (i CheckItem) For(kind string) bool { return len(i.Kinds) == 0 || contains(i.Kinds, kind) }

// Days is a period: how many, of which sort, whether the first day counts.
type Days struct {
	N        int  `yaml:"天数" json:"n" min:"1" max:"3650"`
	Working  bool `yaml:"工作日" json:"working"`
	FirstDay bool `yaml:"首日计入" json:"first_day"`
}

// Review is the experts' review (C1).
type Review struct {
	On           bool              `yaml:"开展" json:"on"`
	SiteVisit    bool              `yaml:"实地考察" json:"site_visit"`
	Blind        Ours[bool]        `yaml:"盲评" json:"blind"`
	PerContent   Ours[bool]        `yaml:"按内容分别打分" json:"per_content"`
	Experts      Ours[int]         `yaml:"每件专家数" json:"experts"`
	Substitutes  Ours[int]         `yaml:"备选专家数" json:"substitutes"`
	Criteria     Ours[[]Criterion] `yaml:"评审标准" json:"criteria"`
	Combine      Ours[Combine]     `yaml:"汇总办法" json:"combine"`
	Ties         Ours[[]string]    `yaml:"同分次序" json:"ties"` // keys of criteria, first decides
	CommentBelow Ours[int]         `yaml:"低于几分须写评语" json:"comment_below"`
	MarkedBeyond Ours[int]         `yaml:"偏离几分标出" json:"marked_beyond"` // marked, never changed
	Reserve      bool              `yaml:"设备选" json:"reserve"`
	Letter       *Letter           `yaml:"函评,optional" json:"letter,omitempty"` // nil: one stage
}

// Criterion is one line of the score sheet; the weights of all sum to 100.
type Criterion struct {
	Key    string `yaml:"编码" json:"key" name:"machine"`
	Name   string `yaml:"名称" json:"name"`
	Weight int    `yaml:"分值" json:"weight" min:"1" max:"100"`
	Points string `yaml:"要点" json:"points"`
}

// Combine is how scores become one.
type Combine string

// How scores are combined.
const (
	Mean    Combine = "平均分"
	Trimmed Combine = "五人以上去掉最高分和最低分后平均"
)

func (Combine) words() []string { return []string{string(Mean), string(Trimmed)} }

// Decision says which body decides a matter.
type Decision struct {
	What Matter `yaml:"事项" json:"what"`
	Body string `yaml:"决定机构" json:"body"`
	Two  bool   `yaml:"双人办理" json:"two"` // proposed by one, confirmed by another
}

// Matter is something a body decides (life.md, decide).
type Matter string

// The matters a body decides.
const (
	MatterOverrun Matter = "超出名额"
	MatterList    Matter = "建议名单"
	MatterReserve Matter = "备选递补"
	MatterLoss    Matter = "取消试点资格"
	MatterEnd     Matter = "终止试点"
	MatterGrade   Matter = "终期等级"
	MatterBrand   Matter = "品牌培育"
	MatterMoney   Matter = "经费"
)

func (Matter) words() []string {
	return []string{"超出名额", "建议名单", "备选递补", "取消试点资格", "终止试点", "终期等级", "品牌培育", "经费"}
}

// Publish is the public notice (C3, C4).
type Publish struct {
	On             bool       `yaml:"开展" json:"on"`
	Period         Ours[Days] `yaml:"公示期" json:"period"`
	Anonymous      Ours[bool] `yaml:"受理匿名异议" json:"anonymous"`
	ByRecommender  bool       `yaml:"推荐单位先公示" json:"by_recommender"`
	ObjectionBasis string     `yaml:"异议须知" json:"objection_basis"`
}

// Run is the pilot's work (R1 to R5).
type Run struct {
	On           bool       `yaml:"开展" json:"on"`
	Plan         bool       `yaml:"实施方案须审定" json:"plan"`    // R1
	PlanAsks     []PlanAsk  `yaml:"方案须写明" json:"plan_asks"` // A8, R1
	PlanDays     Ours[Days] `yaml:"方案报送期限" json:"plan_days"`
	ReportMonths int        `yaml:"每几个月调度" json:"report_months" min:"1" max:"60"` // R2
	Contact      bool       `yaml:"联系部室" json:"contact"`                          // R3
	Exchange     bool       `yaml:"观摩交流" json:"exchange"`                         // R4
	Coordinator  string     `yaml:"牵头协调" json:"coordinator"`                      // R5
}

// PlanAsk is something that a plan has to say.
type PlanAsk string

// What a plan may have to say.
const (
	AskLeader     PlanAsk = "分管领导"
	AskDepartment PlanAsk = "责任部门"
	AskGoals      PlanAsk = "改革目标"
	AskMeasures   PlanAsk = "工作措施"
	AskTimetable  PlanAsk = "时间进度"
	AskTargets    PlanAsk = "预期目标"
)

func (PlanAsk) words() []string {
	return []string{string(AskLeader), string(AskDepartment), string(AskGoals), string(AskMeasures), string(AskTimetable), string(AskTargets)}
}

// Evaluate is the midterm and final evaluation (J1, J2).
type Evaluate struct {
	On        bool               `yaml:"开展" json:"on"`
	Criteria  *Ours[[]Criterion] `yaml:"评估标准,optional" json:"criteria,omitempty"` // nil: see Sheet
	Midterm   bool               `yaml:"中期评估" json:"midterm"`
	MidMonth  Ours[int]          `yaml:"中期在第几个月" json:"mid_month"`
	Lead      *Ours[int]         `yaml:"可提前几个月,optional" json:"lead,omitempty"` // nil: see LeadMonths
	Rectify   Ours[Days]         `yaml:"整改期限" json:"rectify"`
	Final     bool               `yaml:"终期评估" json:"final"`
	Grades    Ours[[]Grade]      `yaml:"等级" json:"grades"` // best first
	NotPassed string             `yaml:"未通过" json:"not_passed"`
}

// Grade is one grade of the final evaluation: the lowest score it takes and
// the largest share of a cohort that may get it, in per cent.
type Grade struct {
	Name  string `yaml:"名称" json:"name"`
	From  int    `yaml:"最低分" json:"from" min:"0" max:"100"`
	Share int    `yaml:"比例上限" json:"share" min:"1" max:"100"`
	Brand bool   `yaml:"可入品牌培育" json:"brand"` // J4
}

// Spread is what comes of it (J3 to J5).
type Spread struct {
	On     bool   `yaml:"开展" json:"on"`
	Cases  bool   `yaml:"典型案例" json:"cases"`
	Brand  string `yaml:"品牌培育,optional" json:"brand,omitempty"` // J4: 省科协改革品牌培育工程
	Money  bool   `yaml:"经费支持" json:"money"`
	Upward string `yaml:"向上推荐,optional" json:"upward,omitempty"` // J5: 中国科协
}
