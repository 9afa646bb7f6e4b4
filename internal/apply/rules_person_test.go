package apply

import (
	"strings"
	"testing"

	"shidian/internal/programme"
)

// TestRule_N2_AgeIsCountedToTheDay: a hard condition over a date of the form refuses the submit and names the field.
func TestRule_N2_AgeIsCountedToTheDay(t *testing.T) {
	p := workers()
	for _, c := range []struct {
		birth string
		ok    bool
	}{{"1975-01-01", true}, {"1974-12-31", false}, {"1975-12-31", true}, {"1976-02-29", true}, {"1960-05-05", false}} {
		form := aWorker("甲某")
		form["birth"] = c.birth
		refused := ""
		for _, f := range Faults(p, "worker", form, noLacks) {
			if f.Key == "birth" {
				refused = f.Message
			}
		}
		if (refused == "") != c.ok || (!c.ok && (!strings.Contains(refused, "出生日期") || !strings.Contains(refused, "年龄不超过45周岁") || !strings.Contains(refused, "2020年12月31日"))) {
			t.Errorf("%s: %q", c.birth, refused)
		}
	}
	for _, c := range []struct {
		born, on string
		age      int
	}{{"1976-02-29", "2021-02-28", 44}, {"1976-02-29", "2021-03-01", 45}, {"2000-01-01", "2020-01-01", 20}, {"2000-01-02", "2020-01-01", 19}} {
		if age, ok := ageOn(c.born, programme.Day(c.on)); !ok || age != c.age {
			t.Errorf("born %s on %s: %d, want %d", c.born, c.on, age, c.age)
		}
	}
}

// TestRule_N2_TitlesHeld: a title held already refuses, a lower one that is missing only warns, in the file's words.
func TestRule_N2_TitlesHeld(t *testing.T) {
	p := workers()
	for _, c := range []struct {
		titles       ChoiceValue
		hard, warned bool
	}{
		{ChoiceValue{"没有"}, false, true}, {ChoiceValue{"市优秀科技工作者"}, false, false},
		{ChoiceValue{"县优秀科技工作者", "市优秀科技工作者"}, false, false},
		{ChoiceValue{"市优秀科技工作者", "省优秀科技工作者"}, true, false}, {nil, false, false},
	} {
		form := aWorker("甲某")
		form["titles"] = EncodeChoice(c.titles)
		hard := refusals(p, "worker", form)["titles"] != ""
		warned := Warned(p, "worker", form)
		if hard != c.hard || (len(warned) == 1) != c.warned || (c.warned && !strings.Contains(warned[0].Message, "一般应当已获得市优秀科技工作者称号")) {
			t.Errorf("%v: hard %v, warned %v", c.titles, hard, warned)
		}
	}
}

// A fact may be a column of a table.
func TestRule_N2_TitlesInATable(t *testing.T) {
	p := workers()
	p.Eligibility = []programme.Condition{{Key: "x", Fact: programme.FactTitle, Field: "results", Column: "sort", Is: programme.NoneOf, Value: "专利、标准", Hard: true, Words: "不收"}}
	if got := refusals(p, "worker", aWorker("甲某"))["results"]; !strings.Contains(got, "代表性成果") || !strings.Contains(got, "不收") {
		t.Errorf("refused with %q", got)
	}
	form := aWorker("甲某")
	form["results"] = EncodeTable(TableValue{{"某篇论文", "论文", "2018-01-31", "2"}})
	if got := refusals(p, "worker", form); len(got) > 0 {
		t.Errorf("refused: %v", got)
	}
}

func noLacks(string) []rune { return nil }

// What may be put right after the submission is named by the fields that a form has; a search by whom it finds.
func TestWordsFollowTheFieldsOfTheForm(t *testing.T) {
	for _, c := range []struct {
		p               *programme.Programme
		kind            string
		correct, search string
	}{
		{pilot(), "society", "电话、邮箱", "申报单位、编号"},
		{workers(), "worker", "电话", "被推荐人、提名单位、编号"},
	} {
		if got := CorrectableWords(c.p, c.kind); got != c.correct {
			t.Errorf("%s: %q, want %q", c.kind, got, c.correct)
		}
		if got := SearchWords(c.p); got != c.search {
			t.Errorf("%s: %q, want %q", c.kind, got, c.search)
		}
	}
	p := *workers()
	p.Form.Sections = nil
	if got := CorrectableWords(&p, "worker"); got != "" {
		t.Errorf("a form without phone and mail: %q", got)
	}
}
