package programme

import (
	"strings"
	"testing"
)

const tank = "../../programmes/testdata/think-tank-2020.yaml"

// A file says that its review has two stages, each with its own criteria, experts and way of combining, and who goes on.
func TestC1_LetterThenPanel(t *testing.T) {
	p, err := Load([]byte(text(t, tank)))
	if err != nil {
		t.Fatal(err)
	}
	r := p.Stages.Review
	letter, panel := r.Letter.Stage(), r.Panel()
	if letter.Experts != 2 || panel.Experts != 3 || len(letter.Criteria) != 3 || len(panel.Criteria) != 2 || letter.Ties[0] != "topic" || !letter.Blind || !panel.Blind {
		t.Errorf("%+v %+v", letter, panel)
	}
	if on := r.Letter.GoOn.Value; on.By != ByPlaces || on.N != 2 || r.Letter.Share.Value != 40 || r.Letter.Again.Value {
		t.Errorf("%+v", r.Letter)
	}
	kept, err := FromCanonical(p.Canonical())
	if err != nil || kept.Hash() != p.Hash() || kept.Stages.Review.Letter.GoOn.Value.N != 2 {
		t.Errorf("a cohort does not keep it: %v", err)
	}
	said := ""
	for _, line := range p.Ours() {
		said += line.Where + "=" + line.Value + "\n"
	}
	for _, want := range []string{"环节 · 评审 · 函评 · 进入会评=前2名，同分的都进入", "环节 · 评审 · 函评 · 函评占百分之几=40"} {
		if !strings.Contains(said, want) {
			t.Errorf("%s is not among what is ours", want)
		}
	}
	one, err := Load([]byte(text(t, shipped)))
	if err != nil || one.Stages.Review.Letter != nil || strings.Contains(string(one.Canonical()), "letter") {
		t.Errorf("the shipped programme has another stage: %v", err)
	}
}

func TestC1_GoOnInWords(t *testing.T) {
	for on, want := range map[GoOn]string{{ByPlaces, 6}: "前6名，同分的都进入", {ByShare, 30}: "前30%，同分的都进入", {ByScore, 80}: "80分以上"} {
		if on.Words() != want {
			t.Errorf("%+v: %s", on, on.Words())
		}
	}
}

func TestSlipsOfTheLetterReview(t *testing.T) {
	s := text(t, tank)
	for _, c := range []slip{
		{"weights", "分值: 50", "分值: 51", "取值:", "合计 101", "100"},
		{"tie", "[topic, method, basis]", "[topic, methode, basis]", "methode", "没有这个评审标准", "“method”"},
		{"a tie of the panel's", "[value, feasible]", "[value, topic]", "topic", "没有这个评审标准", "feasible"},
		{"who goes on", "{按: 名数, 数: 2}", "{按: 人数, 数: 2}", "人数", "没有这个写法", "名数"},
		{"how many", "{按: 名数, 数: 2}", "{按: 名数, 数: 0}", "数: 0", "整数", "1 到 1000"},
		{"a share above all", "{按: 名数, 数: 2}", "{按: 百分比, 数: 101}", "数: 101", "超过了 100", "1 到 100"},
		{"a score above all", "{按: 名数, 数: 2}", "{按: 最低分, 数: 101}", "数: 101", "超过了 100", "1 到 100"},
		{"the letter's share", "取值: 40\n", "取值: 140\n", "取值: 140", "超过了百分之百", "0 到 100"},
		{"nobody reads", "每件专家数:\n        取值: 2", "每件专家数:\n        取值: 0", "取值: 0", "至少一位", "1 以上"},
		{"nobody reads in the panel", "每件专家数:\n      取值: 3", "每件专家数:\n      取值: 0", "取值: 0", "至少一位", "1 以上"},
		{"forgotten", "        取值: {按: 名数, 数: 2}\n", "", "进入会评:", "缺少“取值”", "补上"},
		{"misspelt", "      进入会评:", "      进入会议:", "进入会议:", "不认识“进入会议”", "“进入会评”"},
	} {
		checkSlip(t, s, c)
	}
	known := strings.NewReplacer("盲评:\n        取值: 是", "盲评:\n        取值: 否", "同一件:\n        取值: 否", "同一件:\n        取值: 是").Replace(s)
	if faults := Check("f", []byte(known)); len(faults) != 1 || !strings.Contains(faults[0].What, "函评却不盲") {
		t.Errorf("a blind panel of those who know: %v", faults)
	}
}
