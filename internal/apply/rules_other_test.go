package apply

import (
	"strings"
	"testing"
)

// Nothing of the first programme is baked in: another one has its own fields, types and texts.
func TestAnotherProgramme(t *testing.T) {
	good := map[string]string{"body": "某单位", "who": "某人", "born": "1980-02-29", "sort": EncodeChoice(ChoiceValue{"基础"}),
		"staff": "12", "papers": EncodeTable(TableValue{{"题目甲", "2019-01-02"}, {"/", "/"}}), "deeds": "做了许多事情"}
	for _, c := range []struct{ key, text, want string }{
		{"body", "某单位", ""}, {"born", "1981-02-29", "存在的日期"}, {"sort", EncodeChoice(ChoiceValue{"其他"}), "列出的选项"},
		{"sort", EncodeChoice(ChoiceValue{"基础", "应用"}), "只能选择一项"}, {"sort", "基础", "格式不对"},
		{"staff", "0", "不能小于1人"}, {"staff", "501", "不能大于500人"}, {"staff", "1.5", "整数"}, {"staff", "1e2", "填数字"}, {"staff", "十", "填数字"},
		{"papers", EncodeTable(TableValue{{"题目甲", "昨天"}}), "第1行“日期”"}, {"papers", EncodeTable(TableValue{{"题目甲", ""}}), "如无内容请填“/”"},
		{"papers", EncodeTable(TableValue{{"a"}}), "格式不对"}, {"papers", EncodeTable(TableValue{{"a", "/"}, {"b", "/"}, {"c", "/"}, {"d", "/"}}), "1行至3行"},
		{"papers", "/", ""}, {"deeds", "四个字的", "至少5字"}, {"deeds", strings.Repeat("字", 51), "最多50字"}, {"deeds", "", "请填写"}, {"who", "", "请填写"},
	} {
		values := map[string]string{}
		for key, text := range good {
			values[key] = text
		}
		values[c.key] = c.text
		faults := Faults(another(), "person", values, allKnown)
		switch {
		case c.want == "" && len(faults) > 0:
			t.Errorf("%s %q: %+v", c.key, c.text, faults)
		case c.want != "" && (len(faults) != 1 || faults[0].Key != c.key || !strings.Contains(faults[0].Message, c.want)):
			t.Errorf("%s %q: %+v, want %q", c.key, c.text, faults, c.want)
		}
	}
	if got := strings.Join(SlashFor(another(), "person", nil), " "); got != "papers" {
		t.Errorf("slash for %s", got)
	}
	open, closed := part(another(), "person", good)
	if len(closed) != 2 || closed["who"] != "某人" || open["who"] != "" || len(open) != 5 {
		t.Errorf("parted into %v and %v", open, closed)
	}
}

// No personal field of the form gets into the body, and none of the body's words into the personal part.
func TestPersonalPartStandsApart(t *testing.T) {
	d := sampleDraft("county", filled("county"))
	f := freeze(pilot(), d, signed)
	for _, field := range FieldsFor(pilot(), "county") {
		text := filled("county")[field.Key]
		if text == Slash {
			continue
		}
		inBody := strings.Contains(f.body, string(canonical{}.text(text)))
		inPersonal := strings.Contains(f.personal, string(canonical{}.text(text)))
		if field.Personal != inPersonal || field.Personal == inBody {
			t.Errorf("%s: in the body %v, in the personal part %v", field.Key, inBody, inPersonal)
		}
	}
	if strings.Contains(f.body, signed.HeadName) || !strings.Contains(f.personal, signed.HeadName) {
		t.Error("who signed belongs to the personal part")
	}
}

// Two versions with the same words differ in the salted hash, so nobody can guess a phone number from it; number,
// version, body and personal part each change the version's hash.
func TestVersionHash(t *testing.T) {
	d := sampleDraft("county", filled("county"))
	a, b := freeze(pilot(), d, signed), freeze(pilot(), d, signed)
	if a.bodyHash != b.bodyHash || a.personalHash == b.personalHash {
		t.Error("equal bodies have equal hashes, personal parts never")
	}
	hashes := map[string]bool{}
	for _, h := range []string{versionHash("n", 1, "b", "p"), versionHash("m", 1, "b", "p"), versionHash("n", 2, "b", "p"),
		versionHash("n", 1, "c", "p"), versionHash("n", 1, "b", "q")} {
		hashes[h] = true
	}
	if len(hashes) != 5 {
		t.Errorf("%d hashes of 5 versions", len(hashes))
	}
	// Fixed for ever: a print must verify after years.
	if got := versionHash("SD-2020-0137", 1, "b", "p"); got != "0a29698c9f9dc2a24cb4b45f6dadbdd9ddab1d3e6568f5b9d59f738d1aaa13a8" {
		t.Errorf("the hash of a version has changed: %s", got)
	}
	if got := checkCode("key", "hash"); got != "8KJ2616K" {
		t.Errorf("the check code has changed: %s", got)
	}
}

func TestCheckCodesAsTyped(t *testing.T) {
	for typed, want := range map[string]string{" 7k3m-9qxa ": "7K3M9QXA", "oi l1 OIL1": "01110111"} {
		if got := normalCode(typed); got != want {
			t.Errorf("%q: %s, want %s", typed, got, want)
		}
	}
	if got := NormalNumber(" sd－2020－0137 "); got != "SD-2020-0137" {
		t.Errorf("number %s", got)
	}
	v := Version{Number: "SD-2020-0137", N: 2, Code: "7K3M9QXA"}
	for _, public := range []string{"", "https://sd.example.cn", "https://sd.example.cn/"} {
		number, code, ours := readQR(qrText(public, v, 11))
		if number != v.Number || code != v.Code || !ours {
			t.Errorf("%s reads as %s %s %v", qrText(public, v, 11), number, code, ours)
		}
	}
	for _, foreign := range []string{"", "https://example.cn/", "https://example.cn/verify", "SD1:x", "http://[::1"} {
		if _, _, ours := readQR(foreign); ours {
			t.Errorf("%q is taken for ours", foreign)
		}
	}
}
