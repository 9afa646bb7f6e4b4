package programme

import (
	"strings"
	"testing"
)

// A programme of a quite different kind is only another file.
func persons(t *testing.T) *Programme {
	t.Helper()
	p, err := Load([]byte(text(t, "testdata/persons.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAnotherKindOfProgramme(t *testing.T) {
	p := persons(t)
	if p.Paper != nil || p.Contents != nil || p.Stages.Publish.On || len(p.Recommends()) != 1 {
		t.Errorf("paper %v, contents %v, recommended by %v", p.Paper, p.Contents, p.Recommends())
	}
	q, _ := p.QuotaFor("person")
	if q.CapFor("370100") != 8 || q.CapFor("370200") != 5 || q.Overrun.Value != OverrunRefused {
		t.Errorf("quota %+v", q)
	}
	funds, _ := p.Field("funds")
	papers, _ := p.Field("papers")
	proof, _ := p.Field("proof")
	if funds.Number.Unit != "万元" || papers.Table.Columns[1].Number.Unit != "年" || proof.File.MiB != 20 {
		t.Errorf("%+v %+v %+v", funds.Number, papers.Table, proof.File)
	}
	if _, ok := p.Content(1); ok {
		t.Error("a programme without contents has one")
	}
}

func TestConditionsHardAndSoft(t *testing.T) {
	list := persons(t).Eligibility
	if len(list) != 2 || !list[0].Hard || list[0].Is != AtMost || list[0].Value != "40" || list[0].Field != "birth" || list[0].AsOf != "2026-12-31" || list[1].Hard || list[1].Is != AnyOf {
		t.Errorf("%+v", list)
	}
}

func TestCountLeavesWhiteSpaceOut(t *testing.T) {
	if n := Count(" 甲　乙\n𬱖 ab\t"); n != 5 {
		t.Errorf("%d characters, want 5", n)
	}
	if (Field{}).Limit() != 20000 || (Field{Most: 300}).Limit() != 300 {
		t.Error("limits")
	}
}

func TestFieldRulesOfTables(t *testing.T) {
	s := text(t, "testdata/persons.yaml")
	for _, c := range []slip{
		{"", "                类型: 单行文字", "                类型: 文件", "类型: 文件", "表格的列不能是", "简单"},
		{"", "                数值: {单位: 年}\n", "", "类型: 数字", "却没有“数值”", "补上"},
		{"", "          选项: [男, 女]\n", "", "类型: 选择", "却没有“选项”", "补上"},
		{"", "类型: 选择", "类型: 单行文字", "选项:", "用不上“选项”", "选择"},
		{"", "最少字数: 50", "最少字数: 501", "最少字数", "最少字数大于", "500"},
		{"", "最少行数: 1", "最少行数: 6", "最少行数", "最少行数大于", "5"},
		{"", "包含于: city", "包含于: citi", "包含于", "没有这个名额", "city"},
		{"", "下限: 1", "下限: 6", "下限: 6", "下限大于上限", "5"},
		{"", "取值: \"40\"", "取值: 四十", "取值: 四十", "整数", "3"},
		{"", "取值: \"40\"", "取值: 40", "取值: 40", "应当是文字", "引号"},
		{"", "最大: 100000", "最大: 一百", "最大", "整数", ""},
		{"", "类型: 姓名", "类型: 试点内容", "试点内容", "没有“试点内容”可选", "补上"},
		{"", "性质: 推荐截止", "性质: 推荐结束", "推荐结束", "没有这个写法", "推荐截止"},
	} {
		checkSlip(t, s, c)
	}
}

func TestNoticeFaults(t *testing.T) {
	s := text(t, "../../programmes/sdkx-reform-pilot-2020-notice.yaml")
	for _, c := range []struct{ old, wrong, line, what string }{
		{"印发日期: 2020-05-12", "印发日期: 2020-13-12", "2020-13-12", "日期不对"},
		{"印发日期: 2020-05-12", "印发日: 2020-05-12", "印发日:", "不认识“印发日”"},
		{"- 序号: 2", "- 序号: 3", "序号: 3", "序号不连续"},
		{"    申报表: 是\n", "", "[山东省科协系统深化改革试点, 申报书]", "附件要么写正文"},
		{"式: 缺文", "式: 缺", "式: 缺", "没有这个写法"},
		{"主送: 各", "主送：各", "主送：", "冒号用了全角"},
	} {
		if !strings.Contains(s, c.old) {
			t.Fatalf("%q is not in the notice", c.old)
		}
		faults := CheckNotice("n.yaml", []byte(strings.Replace(s, c.old, c.wrong, 1)))
		if len(faults) != 1 || !strings.Contains(faults[0].Excerpt, c.line) || !strings.Contains(faults[0].What, c.what) {
			t.Errorf("%s: got %v", c.wrong, faults)
		}
	}
}
