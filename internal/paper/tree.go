package paper

import "time"

// Document is one paper.
type Document struct {
	Title     string    // in the properties and the window's title bar
	Author    string    // the issuing body; may be ""
	Created   time.Time // when it was frozen; the only date in the file, so equal trees give equal bytes
	Landscape bool      // A4 across, for wide lists; the margins turn with the page
	Numbers   Numbers
	Draft     bool                // "草稿 DRAFT" in grey under the text of every page; no Mark is printed
	Mark      func(page int) Mark // code line at the head of each page, cover included; nil: none. Pages count from 1
	Props     []Prop              // own properties: DOCX docProps/custom.xml, PDF information dictionary
	Blocks    []Block
}

// Numbers says how pages are numbered: "— 1 —" in 4号 宋体, right on odd and left on even pages.
type Numbers struct {
	On   bool
	Skip int // so many first pages carry none (cover, first page of a 信函) but are counted
}

// Mark is what identifies a frozen paper, printed above the text box.
type Mark struct {
	Number  string // 编号, SD-2020-0137; also the Code128, which holds at most 14 characters
	Version string // 第2版
	Check   string // 校验码
	QR      string // text of the QR code, different on each page
}

// Prop is a property of the file under a name of ours, "shidianForm" say.
type Prop struct{ Name, Value string }

// Block is a part of the flow: Para, Blank, At, PageBreak, Field, Table, RedHead, Attached, Signed, Imprint, Rule,
// QR, Box, Picture, Contents.
type Block interface{ block() }

// Para is a paragraph, or several of one style where Text holds "\n".
type Para struct {
	Style Style
	Text  string
	Runs  []Run  // in place of Text, where the face changes inside the line
	Level int    // 1..3: a heading of that rank, listed in the PDF's outline and kept with what follows; 0: text
	Key   string // DOCX bookmark "f_"+Key round the text, by which the value is found again
	Keep  bool   // stay on the page of the next block
}

// Run is a piece of a paragraph in a face of its own.
type Run struct {
	Text string
	Face Face
	Key  string // DOCX bookmark "f_"+Key round this piece
}

// Blank is empty space of so many grid lines (28.991 pt each); dropped at the head of a page.
type Blank struct{ Lines float64 }

// At goes on at grid line Line of the page, 0..21 (the cover's measures). It never goes back up.
type At struct{ Line float64 }

// PageBreak starts a new page; at the head of an empty page it does nothing.
type PageBreak struct{}

// Field is a label with its value on a rule, as on the form's cover. A long value takes a second ruled line.
type Field struct {
	Label, Value string
	Key          string  // DOCX bookmark
	Style        Style   // of label and value; zero: CoverField
	Left         float64 // mm from the text box's edge to the label; 0: 30
	Width        float64 // mm of label and rule together; 0: 112
}

// RedHead is the head of an issued document: 发文机关标志, 发文字号 and the red rule. Drafts have none.
type RedHead struct {
	Name   string // 山东省科学技术协会文件
	Number string // 鲁科协发〔2020〕13号
	Signer string // 签发人, only on papers that go upwards; the number then stands left
	Copy   string // 份号, 密级, 紧急程度: one line each at the top left, "\n" between; mostly ""
}

// Attached is the list "附件：1. …" after a body. One name alone gets no number.
type Attached struct{ Names []string }

// Signed is the signature and date under a body.
type Signed struct {
	By, Date string
	Sealed   bool // a seal goes over it: date 4 characters from the right, signer centred over the date
}

// Imprint is the 版记 at the foot of the last page.
type Imprint struct {
	CopyTo string // 抄送 without the word and the full stop; may be ""
	Office string // 印发机关
	Date   string // 2020年5月12日, without 印发
	Even   bool   // printed on both sides: it goes to an even page; one added for it carries no number
}

// Rule is a horizontal line over the whole width.
type Rule struct {
	Weight float64 // pt; 0: 0.75
	Red    bool
}

// QR is a square code in the flow.
type QR struct {
	Text  string
	Size  float64 // mm; 0: 16
	Align Align
}

// Picture is a photograph in the flow, in the middle, kept with what stands under it.
type Picture struct {
	JPEG          func() ([]byte, error) // read when the file is written, so that a paper holds one picture at a time
	Width, Height int                    // px
	Wide          float64                // mm; 0: the text's width. It is made smaller where it would be higher than half a page
	Alt           string                 // what it shows, for who cannot see it
	Caption       string                 // "" for none
}

// Contents is the list of the headings of rank 1 and 2 (目录) with their pages. Its own title is a Para without a rank.
type Contents struct {
	Pages []int // for a DOCX, which knows no pages: those of the headings in the PDF (HeadingPages)
}

// Box is a frame of fixed size with paragraphs in it: an address label.
type Box struct {
	Width, Height float64 // mm; the height grows if the text needs it
	Paras         []Para
}

// Table has columns of fixed width. Rows that do not fit move to the next page, long ones are split between lines.
type Table struct {
	Cols  []float64 // mm
	Rows  []Row
	Head  int  // so many first rows are repeated on each page
	Plain bool // no rules
}

// Row is a row of a table. Cells under a cell that spans rows are left out.
type Row struct {
	Cells []Cell
	Min   float64 // mm; the row is at least this high
}

// Cell is a cell of a table.
type Cell struct {
	Paras      []Para
	Foot       []Para // signature lines, kept together at the foot of the cell
	Cols, Rows int    // how many it spans; 0: 1
	Head       bool   // names a row or column (TH)
	Top        bool   // text starts at the top; otherwise it stands in the middle while the row is whole
}

func (Para) block()      {}
func (Blank) block()     {}
func (At) block()        {}
func (PageBreak) block() {}
func (Field) block()     {}
func (RedHead) block()   {}
func (Attached) block()  {}
func (Signed) block()    {}
func (Imprint) block()   {}
func (Rule) block()      {}
func (QR) block()        {}
func (Box) block()       {}
func (Picture) block()   {}
func (Contents) block()  {}
func (Table) block()     {}
