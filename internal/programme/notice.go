package programme

// Notice is the text of a notice (通知) as a structured document: what the
// call room drafts a cohort's notice from. Persons do not belong here.
type Notice struct {
	Key        string      `yaml:"编码" json:"key" name:"machine"`
	Programme  string      `yaml:"项目" json:"programme" name:"machine"` // key of the programme
	Masthead   string      `yaml:"发文机关标志" json:"masthead"`
	Number     string      `yaml:"文号" json:"number"`
	Title      []string    `yaml:"标题" json:"title"` // lines, broken by meaning
	Addressees string      `yaml:"主送" json:"addressees"`
	Body       []Paragraph `yaml:"正文" json:"body"`
	Contact    ContactRole `yaml:"联系" json:"contact"`
	Annexes    []Annex     `yaml:"附件" json:"annexes"`
	Imprint    Imprint     `yaml:"版记" json:"imprint"`
}

// Paragraph is one paragraph; its number is part of its text.
type Paragraph struct {
	Style Style  `yaml:"式" json:"style"`
	Text  string `yaml:"文" json:"text"`
}

// Style is how a paragraph is set.
type Style string

// The styles of a paragraph.
const (
	Body    Style = "正文"
	Heading Style = "标题"
	Item    Style = "条"
	Gap     Style = "缺文" // where the source breaks off
)

func (Style) words() []string { return []string{"正文", "标题", "条", "缺文"} }

// ContactRole is the contact by role: the person belongs to the cohort.
type ContactRole struct {
	Role    string `yaml:"联系人" json:"role"`
	Phone   string `yaml:"联系电话" json:"phone"`
	Address string `yaml:"通讯地址" json:"address"`
	Mailbox string `yaml:"邮箱" json:"mailbox"`
}

// Annex is an annex: a text, or the form of the programme.
type Annex struct {
	Number int         `yaml:"序号" json:"number" min:"1" max:"100"`
	Title  []string    `yaml:"标题" json:"title"`
	Form   bool        `yaml:"申报表,optional" json:"form,omitempty"` // Annex 2: printed from [Programme.Form]
	Text   []Paragraph `yaml:"正文,optional" json:"text,omitempty"`
}

// Imprint is the foot of the last page (版记).
type Imprint struct {
	Office string `yaml:"印发机关" json:"office"`
	Date   Day    `yaml:"印发日期" json:"date"`
}

// Day is a calendar day as the file writes it: 2020-05-12.
type Day string
