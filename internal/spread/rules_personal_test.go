package spread

import (
	"slices"
	"strings"
	"testing"

	"shidian/internal/wording"
)

func TestRule_J5_WhatLooksLikePersonalDataIsFoundInItsPart(t *testing.T) {
	found := PersonalIn([]Part{{"title", "标题", "三长制"}, {"problem", "针对的问题", "电话 138 0000 0000"}, {"effects", "工作成效", "无"}, {"copying", "做法", "a@b.cn"}})
	want := []Personal{{"problem", "针对的问题", wording.Personal{Kind: wording.Mobile, Number: "13800000000", Before: "电话 ", Spot: "138 0000 0000"}},
		{"copying", "做法", wording.Personal{Kind: wording.Mail, Number: "a@b.cn", Spot: "a@b.cn"}}}
	if !slices.Equal(found, want) {
		t.Errorf("%+v", found)
	}
}

func TestRule_J5_IDsAreBarredAndPhonesNeedTheOffice(t *testing.T) {
	found := PersonalIn([]Part{{"effects", "工作成效", "13800000000，a@b.cn，11010519491231002X，4111111111111111，0531-82000000"}})
	numbers := func(wrong []Personal) string {
		var all []string
		for _, p := range wrong {
			all = append(all, p.Number)
		}
		return strings.Join(all, " ")
	}
	if got := numbers(WrongPersonal(found, false, nil)); got != "11010519491231002x 4111111111111111" {
		t.Errorf("who writes: %s", got)
	}
	if got := numbers(WrongPersonal(found, true, []string{"053182000000", "11010519491231002x"})); got != "13800000000 a@b.cn 11010519491231002x 4111111111111111" {
		t.Errorf("who lets out: %s", got)
	}
	if wrong := ClearFaults(found, []string{"053182000000", "13800000000", "a@b.cn"}); len(wrong) != 2 || wrong[0].Key != "clear" || !strings.Contains(wrong[0].Message, "不能公开") {
		t.Errorf("%+v", wrong)
	}
}
