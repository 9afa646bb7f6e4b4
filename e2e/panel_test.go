package e2e

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/app"
	"shidian/internal/paper"
	"shidian/internal/review"
	"shidian/internal/store"
)

// From the list of experts to the slip in an expert's hand, on a phone without scripts: the office imports, forms the panel,
// fixes the criteria, registers who is kept away; two witnesses enter their numbers; one who cannot come is replaced; and
// anybody repeats the draw from the public file.
func TestTheDrawWithoutScripts(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		w := &drawWay{checkWay{h: house.StartScene(t, store.Postgres, app.SceneCheck), b: b}, t}
		w.imports()
		address := w.forms()
		w.begins(address)
		w.witnesses()
		w.invites(address)
	})
}

type drawWay struct {
	checkWay
	t *testing.T
}

func (w *drawWay) imports() {
	p := w.person("经办", "省科协办公室　经办")
	p.Open(w.h.URL("/panels"))
	p.Click("专家库")
	p.Click("批量导入")
	p.Upload("名单文件", expertList(w.t, 8, "13800000000", "1390000000"))
	p.Click("上传并核对")
	p.See("1处需要修改")
	p.See("请填写11位手机号码。")
	p.NoOverflow()
	p.Upload("名单文件", expertList(w.t, 8, "13800000000", "13900000000"))
	p.Click("上传并核对")
	p.Click("确认导入8位专家")
	p.See("已导入 8 位专家")
	p.NoOverflow()
	p.Inspect("专家库")
}

// expertList is a workbook of n experts; the last one has the other phone.
func expertList(t *testing.T, n int, phone, last string) string {
	t.Helper()
	sheet := paper.Sheet{Name: "专家名单"}
	for _, column := range review.ExpertColumns {
		sheet.Cols = append(sheet.Cols, paper.SheetColumn{Head: column, Width: 16})
	}
	var file bytes.Buffer
	err := sheet.Write(&file, func(yield func([]any) bool) {
		for i := range n {
			number := phone
			if i == n-1 {
				number = last
			}
			yield([]any{fmt.Sprintf("专家%d", i+1), fmt.Sprintf("第%d研究院", i+1), "科普", "研究员", number, "", map[bool]string{true: "是"}[i == 0], ""})
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "名单.xlsx")
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (w *drawWay) forms() string {
	p := w.person("经办", "省科协办公室　经办")
	p.Open(w.h.URL("/panels/new"))
	p.Fill("评审组名称", "第一评审组")
	p.Fill("评分截止日期", "2020-06-12")
	p.Click("组建")
	p.Click("第一评审组")
	p.See("问题导向 30分")
	p.Click("固定评审标准")
	p.See("评审标准已固定")
	p.NoOverflow()
	return p.Address()
}

func (w *drawWay) begins(address string) {
	p := w.person("经办", "省科协办公室　经办")
	p.Open(address)
	p.Click("登记一条回避")
	p.Choose("专家", "专家8（第8研究院）")
	p.Choose("事由", "本人申明")
	p.Fill("依据", "6月1日来电申明")
	p.Click("登记回避")
	p.See("回避已登记")
	p.Choose("见证人①", "机关纪委 监督人员")
	p.Choose("见证人②", "甲部室 联系部室联系人")
	p.Click("冻结专家库，开始抽取")
	p.See("专家库已冻结")
	p.NoOverflow()
}

func (w *drawWay) witnesses() {
	for card, number := range map[string]string{"机关纪委": "20200603", "甲部室": "0071"} {
		p := w.person(card, card)
		p.Open(w.h.URL("/desk"))
		p.Click("第一评审组")
		p.See("专家库指纹")
		p.Fill("您的数字", number)
		p.Click("输入数字")
		p.See("数字已输入")
		p.SeeNot("第1研究院")
		p.NoOverflow()
	}
}

func (w *drawWay) invites(address string) {
	p := w.person("经办", "省科协办公室　经办")
	p.Open(address)
	p.See("专家已抽取")
	file := p.Download("第1次", "公开文件")
	if f, err := review.ReadDrawFile(bytes.NewReader(file)); err != nil || review.CheckDraw(f) != nil || f.Witnesses[1].Number != "71" {
		w.t.Errorf("the public file: %v, %s", err, file)
	}
	if record := p.Download("第1次", "抽取记录表"); !strings.HasPrefix(string(record), "%PDF-") {
		w.t.Error("the record is no PDF")
	}
	p.NoOverflow()
	p.Inspect("评审组")
	first := w.nameOf(p.Download("第1次", "代码对照表"), file)
	p.Click("不能参加：" + first)
	p.Fill("原因："+first, "出国访问")
	p.Click("登记，备选递补：" + first)
	p.See("备选专家按抽取次序递补")
	p.See("出国访问")
	second := w.invited(p)
	p.See("一次性验证码")
	p.See(second)
	p.NoOverflow()
}

// nameOf is the first main expert of a draw, by the table that insiders hold.
func (w *drawWay) nameOf(table, file []byte) string {
	w.t.Helper()
	f, err := review.ReadDrawFile(bytes.NewReader(file))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, line := range strings.Split(string(table), "\n") {
		if cells := strings.Split(line, ","); strings.TrimPrefix(cells[0], "\ufeff") == f.Main[0] {
			return cells[3]
		}
	}
	w.t.Fatalf("%s is in no line of %s", f.Main[0], table)
	return ""
}

// invited issues the account of one who serves, and gives his name.
func (w *drawWay) invited(p *browser.Page) string {
	w.t.Helper()
	seen := strings.Join(strings.Fields(p.Text()), "")
	for i := range 8 {
		name := fmt.Sprintf("专家%d", i+1)
		if strings.Contains(seen, "开账号、出纸条"+name) {
			p.Click("开账号、出纸条" + name)
			return name
		}
	}
	w.t.Fatal("nobody can be invited: " + seen)
	return ""
}
