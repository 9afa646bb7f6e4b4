package review

import (
	"fmt"
	"strings"
	"testing"

	"shidian/internal/apply"
	"shidian/internal/programme"
	"shidian/internal/worldtest"
)

// told is an application that says whose it is wherever it can.
func told() (apply.Application, apply.Version) {
	a := apply.Application{UnitName: "丁县科学技术协会", CityName: "甲市科学技术协会", Kind: "county", Number: "SD-2020-0007"}
	v := apply.Version{UnitName: a.UnitName, CityName: a.CityName, Values: map[string]string{
		"applicant_unit": "丁县科学技术协会", "head_name": "王某某", "head_phone": "13812345678", "head_email": "wang@ding.example",
		"contact_phone":  "0531-86012345",
		"unit_overview":  "丁县科协地处甲市北部，现有会员3000人。联系王某某，电话13812345678，邮箱 wang@ding.example。",
		"pilot_contents": "丁县科学技术协会（甲市科协指导）探索“三长”制。", "applicant_opinion": "同意申报。丁县科协"},
		Attachments: []apply.Attachment{{ID: "x", Name: "丁县科协证明.pdf", Size: 9}}}
	return a, v
}

func whole(r Reading) string { return fmt.Sprintf("%s %s %v %v", r.Title, r.Number, r.Parts, names(r)) }

func names(r Reading) (all []string) {
	for _, f := range r.Files {
		all = append(all, f.Name)
	}
	return all
}

func TestRule_C1_PhonesAreForNoExpert(t *testing.T) {
	a, v := told()
	r := Masked(false, worldtest.Pilot(t), a, 3, v)
	text := whole(r)
	for _, hidden := range []string{"13812345678", "0531-86012345", "ding.example"} {
		if strings.Contains(text, hidden) {
			t.Errorf("an expert reads %s", hidden)
		}
	}
	for _, open := range []string{"丁县科学技术协会", "SD-2020-0007", "王某某", "现有会员3000人", "丁县科协证明.pdf"} {
		if !strings.Contains(text, open) {
			t.Errorf("%s is hidden in an open review", open)
		}
	}
}

func TestRule_C1_ABlindReadingTellsNobody(t *testing.T) {
	a, v := told()
	r := Masked(true, worldtest.Pilot(t), a, 3, v)
	text := whole(r)
	for _, hidden := range []string{"丁县", "甲市", "王某某", "13812345678", "ding.example", "SD-2020-0007"} {
		if strings.Contains(text, hidden) {
			t.Errorf("a blind reading says %s: %s", hidden, text)
		}
	}
	if r.Title != "第3件" || !strings.Contains(text, "探索“三长”制") || !strings.Contains(text, "现有会员3000人") || names(r)[0] != "附件1" {
		t.Errorf("too much is hidden: %s", text)
	}
}

func TestRule_C1_TellingColumnsAreLeftOut(t *testing.T) {
	f := programme.Field{Key: "members", Label: "成员", Type: programme.Rows, Table: &programme.Table{Columns: []programme.Column{
		{Key: "n", Label: "姓名", Type: programme.PersonName}, {Key: "p", Label: "电话", Type: programme.Phone}, {Key: "w", Label: "分工", Type: programme.Line}}}}
	text := apply.EncodeTable(apply.TableValue{{"王某某", "13812345678", "统筹"}, {"李某某", "13912345678", "联络"}})
	open, blind := mask{}.item(f, text).Text, mask{blind: true}.item(f, text).Text
	if strings.Contains(open, "138") || !strings.Contains(open, "王某某") || strings.Contains(blind, "王某某") || !strings.Contains(blind, "统筹") {
		t.Errorf("open %q, blind %q", open, blind)
	}
}

// An applicant who wants to be recognised writes his name in every way that comes to mind.
func TestRule_C1_NamesAreHiddenHoweverTheyAreWritten(t *testing.T) {
	a := apply.Application{UnitName: "历下区科学技术协会", CityName: "济南市科学技术协会", Kind: "county", Number: "SD-2020-0007"}
	society := apply.Application{UnitName: "山东省土木建筑学会", Kind: "society", Number: "SD-2020-0008"}
	house := apply.Application{UnitName: "山东泉城动力（集团）有限公司科学技术协会", Kind: "enterprise", Number: "SD-2020-0009"}
	for _, c := range []struct {
		of           apply.Application
		text, hidden string
	}{
		{a, "历下区科协牵头", "历下"}, {a, "历下 区科\n学技术协会牵头", "历"}, {a, "历下在泉城济南中部", "历下"}, {a, "济南的做法", "济南"}, {a, "历下科协", "历下"},
		{a, "见SD-2020-0007", "0007"}, {a, "负责人王 某某", "王"}, {a, "联系王某某", "王某某"},
		{society, "省土木建筑学会成立三十年", "土木建筑学会"}, {society, "山东土木建筑学会", "土木"}, {society, "土木建筑学会", "土木"},
		{house, "泉城动力建成", "泉城动力"}, {house, "山东泉城动力集团", "泉城"},
		{a, "手机138 1234 5678", "1234"}, {a, "手机138-1234-5678", "1234"}, {a, "拨１３８１２３４５６７８", "１２３４"}, {a, "（0531）86012345", "8601"}, {a, "0531 86012345", "8601"},
		{a, "wang＠jinan.gov.cn", "gov"}, {a, "网址www.lixia.gov.cn/kx", "lixia"}, {a, "见 https://lx.example/a?b=1", "lx"}, {a, "登录lixia-kx.org.cn", "lixia"},
		{a, "按历科协字〔2019〕5号", "5号"}, {a, "按泉科发[2019] 12 号", "泉科发"}, {a, "统一社会信用代码12370102MB2847361Q", "MB28"}, {a, "身份证370102197001011234", "1970"},
		{a, "QQ群：8612345", "861"}, {a, "微信号lxkx_2020", "lxkx"}, {a, "电话：86012345", "8601"},
	} {
		v := apply.Version{UnitName: c.of.UnitName, CityName: c.of.CityName, Values: map[string]string{"unit_overview": c.text + "，探索“三长”制，投入2019万元", "head_name": "王某某"}}
		text := whole(Masked(true, worldtest.Pilot(t), c.of, 1, v))
		if strings.Contains(text, c.hidden) || !strings.Contains(text, "探索“三长”制，投入2019万元") {
			t.Errorf("%q is read as %q", c.text, text)
		}
	}
}

// What says nothing stays to be read.
func TestRule_C1_WhatTellsNothingStays(t *testing.T) {
	a, v := told()
	for _, text := range []string{"2019年投入100万元，覆盖12个镇", "会员3000人，占35.5%", "县级科协、学会、企业科协", "电话回访12次", "分三批1.2.3推进", "2018—2020年"} {
		v.Values["unit_overview"] = text
		if read := whole(Masked(true, worldtest.Pilot(t), a, 1, v)); !strings.Contains(read, text) {
			t.Errorf("%q is read as %q", text, read)
		}
	}
}
