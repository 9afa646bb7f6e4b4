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
