package programme

import (
	"unicode"
	"unicode/utf8"
)

// TechnicalLimit is the most characters any field takes, white space not
// counted. It protects the server; a limit of the notice is [Field.Max].
const TechnicalLimit = 20000

// Form is the application form (A2), in the order of the paper.
type Form struct {
	Annex     string    `yaml:"附件号,optional" json:"annex,omitempty"` // 附件2
	Title     []string  `yaml:"标题" json:"title"`                     // lines, broken by meaning
	Footer    []string  `yaml:"封面落款,optional" json:"footer,omitempty"`
	NotesName string    `yaml:"说明标题,optional" json:"notes_name,omitempty"` // 填报说明
	Notes     []string  `yaml:"说明,optional" json:"notes,omitempty"`
	Sections  []Section `yaml:"部分" json:"sections"`
}

// Section is one part of the form: the cover, or a numbered part.
type Section struct {
	Key     string  `yaml:"编码" json:"key" name:"machine"`
	Title   string  `yaml:"标题" json:"title"` // 一、基本情况
	Layout  Layout  `yaml:"版式" json:"layout"`
	NewPage bool    `yaml:"另起一页" json:"new_page"`
	Extra   string  `yaml:"加页,optional" json:"extra,omitempty"` // （可另加页）
	Fields  []Field `yaml:"栏目" json:"fields"`
}

// Layout is how a section is printed.
type Layout string

// The layouts.
const (
	Cover     Layout = "封面"
	AsTable   Layout = "表格"
	AsArticle Layout = "正文"
)

func (Layout) words() []string { return []string{"封面", "表格", "正文"} }

// Field is one blank of the form.
type Field struct {
	Key       string    `yaml:"编码" json:"key" name:"machine"`
	Label     string    `yaml:"名称" json:"label"`                    // as on paper
	Group     string    `yaml:"分组,optional" json:"group,omitempty"` // heading over several fields: 申报单位负责人
	Hint      string    `yaml:"提示,optional" json:"hint,omitempty"`  // as on paper: （含改革工作目标…）
	Help      string    `yaml:"帮助,optional" json:"help,omitempty"`  // on the screen only
	Type      FieldType `yaml:"类型" json:"type"`
	Filler    Filler    `yaml:"填写人" json:"filler"`
	Kinds     []string  `yaml:"适用类别,optional" json:"kinds,omitempty"` // none: all
	Slash     bool      `yaml:"可填斜杠" json:"slash"`                    // A3
	Least     int       `yaml:"最少字数,optional" json:"least,omitempty" min:"0" max:"20000"`
	Most      int       `yaml:"最多字数,optional" json:"most,omitempty" min:"1" max:"20000"` // 0: TechnicalLimit
	Personal  bool      `yaml:"个人信息,optional" json:"personal,omitempty"`
	Candidate bool      `yaml:"被推荐人,optional" json:"candidate,omitempty"` // the name of the person whom the form is about
	Term      bool      `yaml:"须满周期,optional" json:"term,omitempty"`      // for 起止日期: as long as the programme's term
	Unprinted bool      `yaml:"不打印,optional" json:"unprinted,omitempty"`
	Opinion   *Opinion  `yaml:"签章,optional" json:"opinion,omitempty"` // for 意见
	Choices   []string  `yaml:"选项,optional" json:"choices,omitempty"` // for 选择
	Several   bool      `yaml:"可多选,optional" json:"several,omitempty"`
	Number    *Number   `yaml:"数值,optional" json:"number,omitempty"` // for 数字
	Table     *Table    `yaml:"表格,optional" json:"table,omitempty"`  // for 表格
	File      *File     `yaml:"文件,optional" json:"file,omitempty"`   // for 文件
}

// FieldType says what a field holds.
type FieldType string

// What a field can hold. Simple types may be columns of a table.
const (
	Paragraphs FieldType = "多段文字"
	Line       FieldType = "单行文字"
	Phone      FieldType = "电话"
	Email      FieldType = "电子邮箱"
	Date       FieldType = "日期"
	Period     FieldType = "起止日期"
	PersonName FieldType = "姓名"
	UnitName   FieldType = "单位名称"
	Choice     FieldType = "选择"
	ContentsOf FieldType = "试点内容"
	OpinionOf  FieldType = "意见"
	Amount     FieldType = "数字"
	Rows       FieldType = "表格"
	Attached   FieldType = "文件"
)

func (FieldType) words() []string {
	return []string{"多段文字", "单行文字", "电话", "电子邮箱", "日期", "起止日期", "姓名", "单位名称", "选择", "试点内容", "意见", "数字", "表格", "文件"}
}

// Filler is who fills a field in.
type Filler string

// Who fills in; Office is the organiser.
const (
	Applicant   Filler = "申报单位"
	Recommender Filler = "推荐单位"
	Office      Filler = "主办单位"
)

func (Filler) words() []string { return []string{"申报单位", "推荐单位", "主办单位"} }

// Opinion is the foot of an opinion's box: who signs, which seal, and whether
// the words are printed or left for the pen.
type Opinion struct {
	Signer string `yaml:"签字" json:"signer"` // 申报单位负责人（签章）：
	Seal   string `yaml:"盖章" json:"seal"`   // （单位公章）
	Pen    bool   `yaml:"可手写" json:"pen"`   // the box may be printed empty
}

// Number bounds a number and names its unit.
type Number struct {
	Unit     string `yaml:"单位" json:"unit"` // 万元, 人
	Least    int64  `yaml:"最小,optional" json:"least,omitempty"`
	Most     int64  `yaml:"最大,optional" json:"most,omitempty"`
	Decimals int    `yaml:"小数位,optional" json:"decimals,omitempty" min:"0" max:"6"`
}

// Table is a table the applicant fills row by row.
type Table struct {
	Columns []Column `yaml:"列" json:"columns"`
	Least   int      `yaml:"最少行数" json:"least" min:"0" max:"1000"`
	Most    int      `yaml:"最多行数" json:"most" min:"1" max:"1000"`
}

// Column is one column of a table field; its type is a simple one.
type Column struct {
	Key     string    `yaml:"编码" json:"key" name:"machine"`
	Label   string    `yaml:"名称" json:"label"`
	Type    FieldType `yaml:"类型" json:"type"`
	Number  *Number   `yaml:"数值,optional" json:"number,omitempty"`
	Choices []string  `yaml:"选项,optional" json:"choices,omitempty"`
}

// File bounds what may be attached to a field.
type File struct {
	Types []string `yaml:"格式" json:"types"` // pdf, docx, jpg
	Most  int      `yaml:"最多个数" json:"most" min:"1" max:"100"`
	MiB   int      `yaml:"单个上限兆" json:"mib" min:"1" max:"20"`
}

// Limit is the most characters the field takes, white space not counted.
func (f Field) Limit() int {
	if f.Most > 0 {
		return f.Most
	}
	return TechnicalLimit
}

// For reports whether the field is part of the form of a kind.
func (f Field) For(kind string) bool { return len(f.Kinds) == 0 || contains(f.Kinds, kind) }

// Count counts characters as the form does: white space is not counted. Chinese characters, of three bytes, are counted
// without being decoded: from U+4000 to U+CFFF there is no white space.
func Count(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if b := s[i]; b >= 0xE4 && b <= 0xEC && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
			n++
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) {
			n++
		}
		i += size
	}
	return n
}
