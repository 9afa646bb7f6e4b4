package programme

// Programme is one definition, read from one file.
type Programme struct {
	Format      int         `yaml:"格式" json:"format" min:"1" max:"1"`
	Key         string      `yaml:"编码" json:"key" name:"machine"`
	Name        string      `yaml:"名称" json:"name"`
	Prefix      string      `yaml:"编号前缀" json:"prefix,omitempty" name:"prefix"` // SD of SD-2020-0137
	Names       *Names      `yaml:"称谓,optional" json:"names,omitempty"`
	Basis       string      `yaml:"依据" json:"basis"` // the notice, e.g. 鲁科协发〔2020〕13号
	Organiser   Organiser   `yaml:"主办单位" json:"organiser"`
	Term        Term        `yaml:"周期" json:"term"`
	Kinds       []Kind      `yaml:"申报类别" json:"kinds"`
	Eligibility []Condition `yaml:"申报条件,optional" json:"eligibility,omitempty"`
	Quotas      []Quota     `yaml:"名额,optional" json:"quotas,omitempty"`
	Dates       []DateKind  `yaml:"时间" json:"dates"`
	Contents    *Contents   `yaml:"试点内容,optional" json:"contents,omitempty"`
	Form        Form        `yaml:"申报表" json:"form"`
	Materials   []Material  `yaml:"材料,optional" json:"materials,omitempty"`
	Paper       *Paper      `yaml:"纸质件,optional" json:"paper,omitempty"`
	Stages      Stages      `yaml:"环节" json:"stages"`
	Settings    Settings    `yaml:"设置" json:"settings"`
	Texts       Texts       `yaml:"用语" json:"texts"`
}

// Organiser is who calls, under the names used on papers and on the screen.
type Organiser struct {
	Name     string `yaml:"全称" json:"name"`       // 山东省科学技术协会
	Short    string `yaml:"简称" json:"short"`      // 山东省科协
	Office   string `yaml:"办公室" json:"office"`    // 山东省科协办公室
	Standing string `yaml:"决策会议" json:"standing"` // 山东省科协主席办公会
}

// Term is how long a chosen one works (三、试点周期). N3: a new cohort every
// year, so cohorts overlap. R1: the day the years begin with is ours.
type Term struct {
	Years    int             `yaml:"年数" json:"years" min:"1" max:"10"`
	Every    int             `yaml:"每几年一批" json:"every" min:"1" max:"10"`
	Overlaps bool            `yaml:"压茬进行" json:"overlaps"`
	Begins   Ours[TermStart] `yaml:"起算" json:"begins"`
}

// TermStart is the event the term begins with.
type TermStart string

// When the term may begin.
const (
	FromRelease  TermStart = "发布之日"
	FromApproval TermStart = "方案审定之日"
)

func (TermStart) words() []string { return []string{string(FromRelease), string(FromApproval)} }

// Ours is a value the notice leaves open: what was set, the rule it belongs
// to (a number of requirements.md) and one line why.
type Ours[T any] struct {
	Value  T      `yaml:"取值" json:"value"`
	Rule   string `yaml:"规则" json:"rule"`
	Reason string `yaml:"理由" json:"reason"`
}

// Settings are the decisions of the organiser that belong to no single part
// of the file; the others stand where they work, all of them are [Ours].
type Settings struct {
	FreeAspects     Ours[bool]      `yaml:"允许自拟方面" json:"free_aspects"`      // A1
	ClausesOffered  Ours[bool]      `yaml:"分句作为方面" json:"clauses_offered"`   // A1
	SlashByField    Ours[bool]      `yaml:"斜杠逐项规定" json:"slash_by_field"`    // A3
	OfficeTypesIn   Ours[bool]      `yaml:"允许代录" json:"office_types_in"`     // A4
	InTimeBy        Ours[InTime]    `yaml:"纸质件认定" json:"in_time_by"`         // A5
	SubmittedBy     Ours[Submitter] `yaml:"提交人" json:"submitted_by"`         // life.md, the people
	LivingWarned    Ours[bool]      `yaml:"在试点单位提醒" json:"living_warned"`    // life.md, apply
	TypesetIssued   Ours[bool]      `yaml:"系统排印正式文件" json:"typeset_issued"`  // life.md, call
	CommentsToLoser Ours[bool]      `yaml:"评审意见反馈" json:"comments_to_loser"` // life.md, publish
	MirrorMargins   Ours[bool]      `yaml:"双面打印对称边距" json:"mirror_margins"`  // A4
}

// InTime says when a paper counts as in time (A5).
type InTime string

// When a paper is in time.
const (
	Received InTime = "收到"
	Posted   InTime = "寄出"
)

func (InTime) words() []string { return []string{string(Received), string(Posted)} }

// Submitter says whose submit counts.
type Submitter string

// Whose submit may count.
const (
	ByClerk Submitter = "填报人"
	ByHead  Submitter = "负责人"
)

func (Submitter) words() []string { return []string{string(ByClerk), string(ByHead)} }

// Texts are sentences the screen and the papers say in this programme.
type Texts struct {
	Secrecy     string   `yaml:"保密提示" json:"secrecy"`                     // before anything is typed or uploaded
	SecrecyTick string   `yaml:"保密审查确认" json:"secrecy_tick"`              // at submit, with a name
	HeadTick    string   `yaml:"审签确认" json:"head_tick"`                   // ×× is replaced by the head's name
	Voluntary   string   `yaml:"自愿申报" json:"voluntary"`                   // A1
	Slash       string   `yaml:"斜杠提示" json:"slash"`                       // A3
	Late        string   `yaml:"逾期提示" json:"late"`                        // A5
	Privacy     string   `yaml:"个人信息告知" json:"privacy"`                   // what is kept, why, how long
	Opinions    []string `yaml:"推荐意见,optional" json:"opinions,omitempty"` // stock phrases that a recommender starts from
}
