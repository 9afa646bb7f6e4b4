package programme

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// slip is one change of the shipped file and what must be said of it.
type slip struct {
	name, old, wrong string
	line             string // a piece of the line the fault stands on
	what, instead    string
}

func TestSlips(t *testing.T) {
	s := text(t, shipped)
	for _, c := range []slip{
		{"no such day", "2020-05-12T00:00", "2020-02-30T00:00", "2020-02-30", "时间不对", "2020-05-19T00:00"},
		{"24 o'clock", "建议时间: 2020-05-12T00:00", "建议时间: 2020-05-18T24:00", "T24:00", "时间不对", "19日00:00"},
		{"a date alone", "建议时间: 2020-05-12T00:00", "建议时间: 2020-05-12", "2020-05-12", "时间不对", "T00:00"},
		{"closes before it opens", "建议时间: 2020-05-12T00:00", "建议时间: 2020-05-20T00:00", "建议时间: 2020-05-19", "截止不晚于开始", "晚于"},
		{"number in words", "年数: 2", "年数: 两", "年数: 两", "整数", "1 到 10"},
		{"number too large", "上限: 2", "上限: 999999999999999999999", "上限: 9", "", ""},
		{"yes in English", "压茬进行: 是", "压茬进行: true", "压茬进行", "只能写是或否", "是 或 否"},
		{"unknown kind", "取值: [county, zone]", "取值: [county, zonee]", "zonee", "没有这个申报类别：zonee", "“zone”"},
		{"unknown recommender", "逐级经由: [city]", "逐级经由: [citty]", "citty", "没有这个申报类别", "“city”"},
		{"recommends itself", "逐级经由: [city]", "逐级经由: [county]", "[county]", "自己推荐", "上一级"},
		{"unknown criterion", "[problem, copyable, model, distinct]", "[problem, copyable, modle, distinct]", "modle", "没有这个评审标准", "“model”"},
		{"weights", "分值: 30", "分值: 31", "取值:", "合计 101", "100"},
		{"anonymous objections", "受理匿名异议:\n      取值: 否", "受理匿名异议:\n      取值: 是", "取值: 是", "还不能受理匿名异议", "违纪举报"},
		{"recommenders' own notices", "推荐单位先公示: 否", "推荐单位先公示: 是", "推荐单位先公示", "还不能由推荐单位先公示", "主办单位公示"},
		{"a decision by one person", "双人办理: 是", "双人办理: 否", "双人办理: 否", "两人办理", "写“是”"},
		{"type misspelt", "类型: 起止日期", "类型: 起止时间", "起止时间", "没有这个写法", "“起止日期”"},
		{"empty list", "取值: [county, zone]", "取值: []", "取值: []", "列表是空的", "至少写一项"},
		{"empty value", "名称: 市科协", "名称:", "名称:", "没有内容", "写上内容"},
		{"blank value", "名称: 市科协", "名称: ' '", "名称: ' '", "空白", ""},
		{"a stock phrase twice", "    - 情况属实，同意推荐。", "    - 情况属实，同意推荐。\n    - 情况属实，同意推荐。", "情况属实，同意推荐。", "已经用过", "换一个"},
		{"a stock phrase longer than its box", "- 情况属实，同意推荐。", "- " + strings.Repeat("同意", 151), "同意", "最多字数长", "不超过 300"},
		{"key used twice", "编码: contact_name", "编码: head_name", "编码: head_name", "已经用过", "换一个"},
		{"bad machine name", "编码: society", "编码: 学会", "编码: 学会", "编码不对", "小写英文"},
		{"bad rule", "规则: R1", "规则: 甲", "规则: 甲", "规则号不对", "A7"},
		{"wide colon", "简称: 山东省科协", "简称：山东省科协", "简称：", "冒号用了全角", "半角冒号"},
		{"no space after the colon", "年数: 2", "年数:2", "年数:2", "冒号后面少了空格", "空一格"},
		{"no space after the dash", "- 编码: city", "-编码: city", "-编码", "“-”后面少了空格", "空一格"},
		{"indented too far", "  年数: 2", "   年数: 2", "每几年一批", "缩进不齐", "对齐"},
		{"tab", "  简称: 山东省科协", "\t简称: 山东省科协", "\t简称", "制表符", "空格"},
		{"open quote", "全称: 山东省科学技术协会", "全称: \"山东省科学技术协会", "全称: \"", "引号没有收尾", "成对"},
		{"open bracket", "取值: [county, zone]", "取值: [county, zone", "", "方括号", "["},
		{"anchor", "全称: 山东省科学技术协会", "全称: &a 山东省科学技术协会", "&a", "“&”", "照写"},
		{"alias", "全称: 山东省科学技术协会", "全称: *a", "*a", "", "照写"},
		{"opinion without foot", "          签章:\n            签字: 申报单位负责人（签章）：\n            盖章: （单位公章）\n            可手写: 是\n", "", "类型: 意见", "却没有“签章”", "补上"},
		{"nobody to decide", "    - 事项: 超出名额\n      决定机构: 省科协办公室\n      双人办理: 是\n", "", "取值: 说明理由", "由谁决定没有写", "研究决定"},
		{"grades upside down", "最低分: 75", "最低分: 90", "最低分: 90", "从高到低", "低于 85"},
		{"number out of order", "序号: 3", "序号: 4", "序号: 4", "序号不连续", "3"},
	} {
		t.Run(c.name, func(t *testing.T) { checkSlip(t, s, c) })
	}
}

func checkSlip(t *testing.T, s string, c slip) {
	t.Helper()
	if !strings.Contains(s, c.old) {
		t.Fatalf("%q is not in the file", c.old)
	}
	faults := Check("f.yaml", []byte(strings.Replace(s, c.old, c.wrong, 1)))
	for _, f := range faults {
		if strings.Contains(f.Excerpt, c.line) && strings.Contains(f.What, c.what) && strings.Contains(f.Instead, c.instead) {
			return
		}
	}
	t.Errorf("%s: got %v", c.wrong, faults)
}

func TestSeveralFaultsInOneRun(t *testing.T) {
	s := text(t, shipped)
	for _, r := range []string{"年数: 2|年数: 二", "简称: 山东省科协|简称：山东省科协", "取值: [county, zone]|取值: [county, zone", "纸型: A4|纸形: A4"} {
		old, wrong, _ := strings.Cut(r, "|")
		s = strings.Replace(s, old, wrong, 1)
	}
	faults := Check("f.yaml", []byte(s))
	for _, what := range []string{"年数", "冒号用了全角", "方括号", "不认识“纸形”"} {
		if !hasWhat(faults, what) {
			t.Errorf("%s is not named: %v", what, faults)
		}
	}
}

func TestNotADefinition(t *testing.T) {
	for _, c := range []struct{ name, data, what string }{
		{"empty", "", "文件是空的"},
		{"blank", " \n\n", "文件是空的"},
		{"comment", "# 无\n", "没有内容"},
		{"scalar", "你好\n", "不合写法"},
		{"list", "- 甲\n- 乙\n", "不合写法"},
		{"two documents", "格式: 1\n---\n格式: 1\n", ""},
		{"bytes", "\xff\xfe\x00", "UTF-8"},
		{"binary", "PK\x03\x04\x00\x00", "控制字符"},
		{"deep on one line", strings.Repeat("[", 3000), "括号套得太深"},
		{"deep", strings.Repeat("[\n", 50_000), "括号套得太深"},
		{"dashes", strings.Repeat("- ", 1000), "列表套得太深"},
		{"long line", strings.Repeat("甲", 5000), "这一行太长"},
		{"huge", strings.Repeat("甲", maxBytes), "文件太大"},
		{"many", strings.Repeat("甲: 乙\n", 10_000), "写了两次"},
		{"mark", "\xEF\xBB\xBF格式: 2\n", "超出了范围"},
	} {
		faults := Check("f", []byte(c.data))
		if len(faults) == 0 || len(faults) > maxFaults || !hasWhat(faults, c.what) {
			t.Errorf("%s: %d faults, none says %q: %.200v", c.name, len(faults), c.what, faults)
		}
		for _, f := range faults {
			if f.Line < 1 || f.Column < 1 || f.What == "" || f.Instead == "" {
				t.Errorf("%s: %+v", c.name, f)
			}
		}
	}
}

func hasWhat(faults []Fault, what string) bool {
	return slices.ContainsFunc(faults, func(f Fault) bool { return strings.Contains(f.What, what) })
}

func TestStageSwitchedOffNeedsNothingElse(t *testing.T) {
	s := text(t, shipped)
	from, to := strings.Index(s, "  公示:\n"), strings.Index(s, "  实施:\n")
	if faults := Check("f", []byte(s[:from]+"  公示:\n    开展: 否\n"+s[to:])); len(faults) > 0 {
		t.Errorf("got %v", faults)
	}
}

func TestReportMarksThePlace(t *testing.T) {
	var b strings.Builder
	if err := Report(&b, []Fault{{"a.yaml", 3, 5, "年数: 两", "不是整数", "写 2"}}); err != nil {
		t.Fatal(err)
	}
	want := "a.yaml 第3行第5列：不是整数。\n    年数: 两\n          ^\n    应当：写 2\n共 1 处需要修改。\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func FuzzCheck(f *testing.F) {
	s := text(f, shipped)
	f.Add([]byte(s))
	f.Add([]byte("格式: [1, {a: &b *c}\n- |\n  x\n? y\n"))
	for _, part := range strings.SplitAfter(s, "\n\n") {
		f.Add([]byte(part))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, x := range Check("f", data) {
			if x.Line < 1 || x.Column < 1 || x.What == "" || x.Instead == "" {
				t.Errorf("%+v", x)
			}
		}
		CheckNotice("f", data)
	})
}

func TestLoadGivesEveryFault(t *testing.T) {
	s := strings.NewReplacer("年数: 2", "年数: 二", "纸型: A4", "纸形: A4").Replace(text(t, shipped))
	_, err := Load([]byte(s))
	var wrong *Error
	where := fmt.Sprintf("项目定义:%d:3 不认识“纸形”", strings.Count(s[:strings.Index(s, "纸形")], "\n")+1)
	if !errors.As(err, &wrong) || len(wrong.Faults) != 2 || !strings.Contains(err.Error(), where) {
		t.Errorf("got %v", err)
	}
}
