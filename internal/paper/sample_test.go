package paper

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// faces are parsed once for all tests.
var faces = sync.OnceValues(func() (*Fonts, error) { return LoadFonts("") })

func testFonts(t testing.TB) *Fonts {
	t.Helper()
	f, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var frozen = time.Date(2020, 5, 17, 9, 30, 0, 0, time.UTC)

const (
	intro  = "为全面贯彻落实中央关于群团改革决策部署和省委工作要求，推动全省科协系统改革向基层延伸、向纵深发展，根据《山东省科协系统深化改革试点工作方案》安排部署，省科协决定开展全省科协系统深化改革试点工作，现将申报工作有关事项通知如下："
	demand = "以习近平新时代中国特色社会主义思想为指导，坚持强“三性”、去“四化”、建设“三型”组织、更好履行“四服务”职责的改革方向，以加强思想政治引领、引导科技工作者建功立业新时代为目标，坚持大抓基层鲜明导向，尊重基层首创精神，坚持问题导向、目标导向，鼓励大胆探索、锐意创新，围绕建立健全“六大工作体系”，强组织、建机制，增活力、提效能，坚持用改革方法破解制约科协事业发展的痛点难点堵点，不断拓展科协系统改革的深度和广度，打造一批特色鲜明、示范性强的改革典型，形成一批可复制、可推广的重要改革成果，示范带动科协工作全面提升，促进全省科协事业高质量发展。"
)

// notice is 鲁科协发〔2020〕13号 with its real words; the contact stands by role.
func notice() Document {
	body := func(texts ...string) (out []Block) {
		for _, t := range texts {
			out = append(out, Para{Style: Body, Text: t})
		}
		return out
	}
	blocks := []Block{
		RedHead{Name: "山东省科学技术协会文件", Number: "鲁科协发〔2020〕13号"},
		Blank{2},
		Para{Style: Title, Level: 1, Text: "山东省科协\n关于开展深化改革试点申报工作的通知"},
		Blank{1},
		Para{Style: Flush, Text: "各省级学会、各市科协、各直属企事业科协："},
	}
	blocks = append(blocks, body(intro,
		"1. 试点工作实行自愿申报。各申报单位可申报其中一项或几项改革内容，也可申报某项改革内容的一个方面或几个方面内容，并填写《山东省科协系统深化改革试点申报书》。",
		"2. 县级科协申报材料由市科协审核把关，每市原则上不超过2个县级科协申报。省级学会、省科协直属企事业科协可直接申报。",
		"3. 各试点单位要高度重视试点工作，摆上重要议事日程，明确分管领导和责任部门，压紧压实改革试点工作责任。",
		"4. 申报书电子版请于5月18日前发送至省科协办公室邮箱skxbgsgy@shandong.cn，纸质版经签章后快递或报送至省科协办公室。",
		"联系人：省科协办公室综合岗", "联系电话：0531-82073208", "通讯地址：济南市杆南东街8号 山东省科协南楼608室")...)
	blocks = append(blocks,
		Blank{1},
		Attached{[]string{"山东省科协系统深化改革试点工作方案", "山东省科协系统深化改革试点申报书"}},
		Blank{2},
		Signed{By: "山东省科学技术协会", Date: "2020年5月12日", Sealed: true},
		Imprint{Office: "山东省科协办公室", Date: "2020年5月12日"},
	)
	return Document{Title: "关于开展深化改革试点申报工作的通知", Author: "山东省科学技术协会", Created: frozen,
		Numbers: Numbers{On: true}, Blocks: blocks}
}

// cellText makes a plain cell.
func cellOf(style Style, text, key string) Cell {
	return Cell{Paras: []Para{{Style: style, Text: text, Key: key}}}
}

func labelOf(text string) Cell {
	return Cell{Head: true, Paras: []Para{{Style: CellText, Text: text}}}
}

// formSigned is a county's form, Annex 2, with its signature cells.
func form(sections int) Document {
	sign := func(who string) []Para {
		right := Style{Size: 14, Line: 24, Align: Right, Right: 1}
		return []Para{
			{Style: Style{Size: 14, Line: 24, Left: 11, Align: Left}, Text: who + "（签章）："},
			{Style: right, Text: "（单位公章）　　"},
			{Style: right, Text: "年　　月　　日"},
		}
	}
	opinion := func(label, value, key, who string) Row {
		return Row{Min: 62, Cells: []Cell{{Cols: 4, Top: true, Foot: sign(who), Paras: []Para{
			{Style: CellOpinion, Text: label}, {Style: CellLong, Text: value, Key: key}}}}}
	}
	wide := func(label, value, key string) Row {
		c := cellOf(CellText, value, key)
		c.Cols = 3
		return Row{Min: 11, Cells: []Cell{labelOf(label), c}}
	}
	pair := func(label, a, keyA, b, keyB string) Row {
		return Row{Min: 11, Cells: []Cell{labelOf(label), cellOf(CellText, a, keyA), labelOf(label), cellOf(CellText, b, keyB)}}
	}
	half := func(text string) Cell {
		c := labelOf(text)
		c.Cols = 2
		return c
	}
	long := func(label, value, key string) Row {
		c := cellOf(CellLong, value, key)
		c.Top = true
		return Row{Min: 60, Cells: []Cell{labelOf(label), c}}
	}
	blocks := []Block{
		Para{Style: FormHead, Text: "附件2"},
		At{4.2},
		Para{Style: CoverTitle, Text: "山东省科协系统\n深化改革试点申报书"},
		At{11},
		Field{Label: "申报单位：", Value: "济南市科学技术协会（㛃𬱖）", Key: "unit"},
		Field{Label: "推荐单位：", Value: "/", Key: "recommender"},
		At{19},
		Para{Style: CoverOffice, Text: "山东省科协办公室\n2020年5月"},
		PageBreak{},
		Para{Style: Title, Level: 1, Text: "填报说明"},
		Blank{1},
		Para{Style: Body, Text: "一、申报书所填内容应实事求是，表述准确明了，字迹工整易辨，可打印填表。所有空表均需填写，如无内容请填“/”。\n二、申报书为 A4 纸，于左侧装订成册。一式三份（加盖公章）。不接受申报材料传真件。\n三、各申报单位务必在申报截止日期前将申报书及电子版报送山东省科协办公室，逾期将不予受理。"},
		PageBreak{},
		Para{Style: FormHead, Level: 1, Text: "一、基本情况"},
		Table{Cols: []float64{26.5, 51.5, 26.5, 51.5}, Rows: []Row{
			wide("试点单位", "济南市科学技术协会", "pilot"),
			wide("试点起止日期", "2020年6月1日至2022年5月31日", "period"),
			{Min: 11, Cells: []Cell{half("申报单位负责人"), half("申报单位联络人")}},
			pair("姓　名", "㛃某", "head_name", "𬱖某某", "contact_name"),
			pair("手　机", "13800001234", "head_phone", "13900005678", "contact_phone"),
			pair("电子邮箱", "head@example.cn", "head_mail", "contact@example.cn", "contact_mail"),
			opinion("申报单位意见：", "同意申报。", "opinion", "申报单位负责人"),
			opinion("推荐单位意见（县级科协试点由市科协填写此栏）：", "", "recommend", "推荐单位负责人"),
		}},
		PageBreak{},
		Table{Cols: []float64{26.5, 129.5}, Rows: []Row{
			long("试点单位概况", demand[:600], "overview"),
			long("试点单位改革工作目前进展情况", strings.Repeat(demand, 2), "progress"),
			long("试点单位改革工作亮点与主要成效", demand+"\n"+demand, "results"),
		}},
		PageBreak{},
		Para{Style: FormHead, Level: 1, Text: "二、试点内容"},
	}
	for i := range sections {
		blocks = append(blocks,
			Para{Style: Head2, Level: 2, Text: fmt.Sprintf("（%s）试点目的与工作基础", string([]rune("一二三四五六七八九十")[i%10]))},
			Para{Style: Body, Text: demand, Key: fmt.Sprintf("content_%d", i)})
	}
	blocks = append(blocks, PageBreak{},
		Para{Style: FormHead, Level: 1, Text: "三、试点方案"},
		Para{Style: Head2, Level: 2, Text: "1. 工作计划（含改革工作目标、具体措施、实施步骤、组织保障等）"},
		Para{Style: Body, Text: strings.Repeat(demand+"\n", 2) + "邮箱skxbgsgy@shandong.cn，占比达到50%以上。", Key: "plan"},
		Para{Style: Head2, Level: 2, Text: "2. 预期成果"},
		Para{Style: Body, Text: demand, Key: "outcome"})
	return Document{Title: "山东省科协系统深化改革试点申报书", Author: "济南市科学技术协会", Created: frozen,
		Numbers: Numbers{On: true, Skip: 1}, Blocks: blocks,
		Props: []Prop{{"shidianForm", "SD-2020-0137 v2"}},
		Mark: func(page int) Mark {
			return Mark{Number: "SD-2020-0137", Version: "第2版", Check: "7F3K-Q9AX",
				QR: fmt.Sprintf("SD1:SD-2020-0137:v2:7F3KQ9AX:p%d", page)}
		}}
}

// render makes a PDF or fails.
func render(t testing.TB, doc Document) []byte {
	t.Helper()
	data, err := PDF(doc, testFonts(t))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
