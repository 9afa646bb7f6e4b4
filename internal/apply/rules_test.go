package apply

import (
	"strings"
	"testing"
	"time"

	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

var open2020 = Window{Opens: at("2020-05-12 00:00"), Until: at("2020-05-19 00:00")}

func at(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", text, time.FixedZone("Asia/Shanghai", 8*3600))
	if err != nil {
		panic(err)
	}
	return at
}

func allKnown(string) []rune { return nil }

// wrongIn is what is wrong with one field of an otherwise complete form; "" when nothing.
func wrongIn(p *programme.Programme, kind, key, text string) string {
	values := filled(kind)
	values[key] = text
	for _, f := range Faults(p, kind, values, allKnown) {
		if f.Key == key {
			return f.Message
		}
	}
	return ""
}

func TestRule_A1_OneOrSeveralContentsWholeOrByAspects(t *testing.T) {
	clause := pilot().Contents.List[2].Clauses[0]
	item := func(items ...ContentChoice) string { return EncodeContents(ContentsValue{Items: items}) }
	for _, c := range []struct{ name, text, want string }{
		{"one, whole", item(ContentChoice{Number: 3, Whole: true}), ""},
		{"one aspect", item(ContentChoice{Number: 3, Clauses: []string{clause}}), ""},
		{"a free aspect", item(ContentChoice{Number: 3, Free: []string{"院士工作站联动"}}), ""},
		{"all six", item(ContentChoice{1, true, nil, nil}, ContentChoice{2, true, nil, nil}, ContentChoice{3, true, nil, nil},
			ContentChoice{4, true, nil, nil}, ContentChoice{5, true, nil, nil}, ContentChoice{6, true, nil, nil}), ""},
		{"none", item(), "请填写"},
		{"a seventh", item(ContentChoice{Number: 7, Whole: true}), "不在通知列出的范围内"},
		{"twice", item(ContentChoice{Number: 1, Whole: true}, ContentChoice{Number: 1, Whole: true}), "选了两次"},
		{"neither whole nor aspects", item(ContentChoice{Number: 3}), "至少一个方面"},
		{"whole and aspects", item(ContentChoice{Number: 3, Whole: true, Clauses: []string{clause}}), "不用再选"},
		{"another content's clause", item(ContentChoice{Number: 1, Clauses: []string{clause}}), "与通知原文不一致"},
		{"a clause with one character changed", item(ContentChoice{Number: 3, Clauses: []string{clause + "。"}}), "与通知原文不一致"},
		{"a clause twice", item(ContentChoice{Number: 3, Clauses: []string{clause, clause}}), "与通知原文不一致"},
		{"an empty free aspect", item(ContentChoice{Number: 3, Free: []string{" "}}), "不能空着"},
		{"no JSON", "3", "格式不对"},
		{"slash", "/", "不能填"},
	} {
		if got := wrongIn(pilot(), "county", "contents", c.text); !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	p := *pilot()
	contents := *p.Contents
	p.Contents = &contents
	p.Settings.FreeAspects.Value = false
	if got := wrongIn(&p, "county", "contents", item(ContentChoice{Number: 3, Free: []string{"自己的"}})); !strings.Contains(got, "不能自拟") {
		t.Errorf("free aspects that are not allowed: %q", got)
	}
	contents.Aspects = false
	if got := wrongIn(&p, "county", "contents", item(ContentChoice{Number: 3, Clauses: []string{clause}})); !strings.Contains(got, "只能整项") {
		t.Errorf("aspects that are not allowed: %q", got)
	}
}

// Voluntary, and one application per unit and cohort, again after a withdrawal.
func TestRule_A1_OneApplicationAUnit(t *testing.T) {
	now := at("2020-05-13 12:00")
	for _, c := range []struct {
		name     string
		kind     string
		existing []act.State
		kindOf   fault.Kind
	}{
		{"the first", "county", nil, 0}, {"after a withdrawal", "county", []act.State{StateWithdrawn}, 0},
		{"beside a draft", "county", []act.State{StateDraft}, fault.KindConflict},
		{"beside a withdrawn and a submitted one", "county", []act.State{StateWithdrawn, StateSubmitted}, fault.KindConflict},
		{"N2: a department", "department", nil, fault.KindForbidden},
	} {
		var existing []Application
		for _, s := range c.existing {
			existing = append(existing, Application{State: s})
		}
		err := MayStart(pilot(), c.kind, open2020, now, existing)
		if (c.kindOf == 0) != (err == nil) || (err != nil && !fault.Is(err, c.kindOf)) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// The form field by field: both persons with name, phone and e-mail of their own, dates, limits.
func TestRule_A2_EveryFieldOfTheForm(t *testing.T) {
	for _, kind := range []string{"city", "county", "society", "enterprise"} {
		if faults := Faults(pilot(), kind, filled(kind), allKnown); len(faults) > 0 {
			t.Errorf("a complete form of a %s: %+v", kind, faults)
		}
	}
	want := "applicant_unit recommending_unit basic_unit pilot_period head_name contact_name head_phone contact_phone head_email " +
		"contact_email applicant_opinion unit_overview reform_progress reform_highlights contents pilot_contents work_plan expected_results"
	var keys []string
	for _, f := range FieldsFor(pilot(), "county") {
		keys = append(keys, f.Key)
	}
	if got := strings.Join(keys, " "); got != want {
		t.Errorf("fields %s", got)
	}
	period := func(from, to string) string { return EncodePeriod(PeriodValue{from, to}) }
	for _, c := range []struct{ key, text, want string }{
		{"pilot_period", period("2020-06-01", "2022-05-31"), ""}, {"pilot_period", period("2020-06-01", "2022-06-01"), ""},
		{"pilot_period", period("2020-06-01", "2021-05-31"), "试点周期为2年"}, {"pilot_period", period("2020-06-01", ""), "都填上"},
		{"pilot_period", period("2022-06-01", "2020-06-01"), "之后"}, {"pilot_period", period("2020-02-30", "2022-02-28"), "都填上"},
		{"head_phone", "13800000000", ""}, {"head_phone", "0531-8200 0000 转 12", ""}, {"head_phone", "没有", "只填数字"}, {"head_phone", "----------", "只填数字"},
		{"head_email", "a@b.cn", ""}, {"head_email", "a@b", "写法不对"}, {"head_email", "甲 <a@b.cn>", "写法不对"}, {"contact_email", "a b@c.cn", "写法不对"},
		{"head_name", "两\n行", "去掉换行"}, {"head_name", "张三\u202e", "控制字符"}, {"head_name", "阿不都·热合曼", ""}, {"applicant_opinion", strings.Repeat("好", 301), "请精简1字"}, {"applicant_opinion", strings.Repeat("好 ", 300), ""},
		{"applicant_opinion", "", ""},
	} {
		got := wrongIn(pilot(), "county", c.key, c.text)
		if !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("%s %q: %q, want %q", c.key, c.text, got, c.want)
		}
	}
}

func TestRule_A3_NothingStaysEmpty(t *testing.T) {
	for _, f := range FieldsFor(pilot(), "county") {
		for _, text := range []string{"", " \n　"} {
			values := filled("county")
			values[f.Key] = text
			missing := Missing(pilot(), "county", values)
			pen := f.Key == "applicant_opinion"
			if f.Type == programme.ContentsOf || f.Type == programme.Period {
				delete(values, f.Key)
				missing = Missing(pilot(), "county", values)
			}
			if pen != (len(missing) == 0) || (!pen && (len(missing) != 1 || missing[0].Key != f.Key)) {
				t.Errorf("%s left as %q: missing %+v", f.Key, text, missing)
			}
		}
	}
}

// "/" only where the programme allows it, and put there only where nothing stands.
func TestRule_A3_SlashFieldByField(t *testing.T) {
	allowed := map[string]bool{"recommending_unit": true, "head_email": true, "contact_email": true, "unit_overview": true,
		"reform_progress": true, "reform_highlights": true}
	for _, f := range FieldsFor(pilot(), "county") {
		for _, text := range []string{"/", " / ", "／"} {
			got := wrongIn(pilot(), "county", f.Key, text)
			if allowed[f.Key] != (got == "") || (got != "" && !strings.Contains(got, "不能填“/”")) {
				t.Errorf("%s %q: %q", f.Key, text, got)
			}
		}
	}
	values := filled("county")
	for key := range allowed {
		values[key] = ""
	}
	values["head_email"], values["work_plan"] = "a@b.cn", ""
	if got := strings.Join(SlashFor(pilot(), "county", values), " "); got != "recommending_unit contact_email unit_overview reform_progress reform_highlights" {
		t.Errorf("slash for %s", got)
	}
}

func TestRule_A3_CharactersThatNoFontHas(t *testing.T) {
	values := filled("county")
	values["expected_results"] = "好\U000323AF的"
	faults := Faults(pilot(), "county", values, func(text string) []rune {
		if strings.ContainsRune(text, '\U000323AF') {
			return []rune{'\U000323AF'}
		}
		return nil
	})
	if len(faults) != 1 || faults[0].Key != "expected_results" || !strings.Contains(faults[0].Message, "U+323AF") {
		t.Errorf("faults %+v", faults)
	}
}

// White space is not counted, a character beyond the BMP is one.
func TestRule_A3_Count(t *testing.T) {
	for text, want := range map[string]int{"": 0, "甲 乙\n　丙\t": 3, "𬱖㛃": 2, "ab 12": 4} {
		if got := Count(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestRule_A4_TypedInAndConfirmed(t *testing.T) {
	now := at("2020-05-13 12:00")
	if err := MayTypeIn(pilot()); err != nil {
		t.Error(err)
	}
	if err := MayTypeIn(another()); !fault.Is(err, fault.KindForbidden) {
		t.Errorf("a programme without it: %v", err)
	}
	a := Application{State: StateDraft, TypedIn: true}
	if err := MaySubmit(a, open2020, now, signed); !fault.Is(err, fault.KindConflict) {
		t.Errorf("not confirmed: %v", err)
	}
	if err := MayConfirm(a); err != nil {
		t.Error(err)
	}
	a.Confirmed = true
	if err := MaySubmit(a, open2020, now, signed); err != nil {
		t.Error(err)
	}
	if err := MayConfirm(a); !fault.Is(err, fault.KindConflict) {
		t.Errorf("confirmed twice: %v", err)
	}
}

// The deadline of 5月18日 is over at the first instant of 19 May; until then everything is in time.
func TestRule_A5_LateIsNotAccepted(t *testing.T) {
	last := at("2020-05-19 00:00")
	for _, c := range []struct {
		now  time.Time
		late bool
	}{{last.Add(-time.Microsecond), false}, {last, true}, {last.Add(time.Microsecond), true}, {at("2020-05-12 00:00"), false}} {
		if Late(c.now, last) != c.late {
			t.Errorf("at %v late is %v", c.now, !c.late)
		}
		start := MayStart(pilot(), "county", open2020, c.now, nil)
		submit := MaySubmit(Application{State: StateDraft}, open2020, c.now, signed)
		back := MayTakeBack(Application{State: StateSubmitted}, nil, open2020, c.now)
		for name, err := range map[string]error{"start": start, "submit": submit, "take back": back} {
			if fault.Is(err, fault.KindClosed) != c.late || (!c.late && err != nil) {
				t.Errorf("%s at %v: %v", name, c.now, err)
			}
		}
	}
	early := at("2020-05-11 23:59")
	if f, _ := fault.As(MayStart(pilot(), "county", open2020, early, nil)); f == nil || !f.At.Equal(open2020.Opens) {
		t.Errorf("before the opening: %v", f)
	}
	if err := (Window{}).Open(early); err == nil {
		t.Error("a cohort without dates is open")
	}
}

func TestRule_A5_TheMessageNamesTheDay(t *testing.T) {
	err := MaySubmit(Application{State: StateDraft}, open2020, at("2020-05-19 00:00"), signed)
	if !strings.Contains(err.Error(), "5月18日（星期一）24:00前") {
		t.Error(err)
	}
}

func TestTicks(t *testing.T) {
	for name, c := range map[string]struct {
		ticks Ticks
		want  int
	}{"both": {signed, 0}, "none": {Ticks{}, 2}, "no name": {Ticks{Head: true, HeadName: " ", Secrecy: true, SecrecyName: "乙"}, 1},
		"no tick": {Ticks{HeadName: "甲", Secrecy: true, SecrecyName: "乙"}, 1}, "broken": {Ticks{Head: true, HeadName: "甲\x00", Secrecy: true, SecrecyName: "乙"}, 1},
		"long": {Ticks{Head: true, HeadName: "甲", Secrecy: true, SecrecyName: strings.Repeat("乙", 41)}, 1}} {
		err := MaySubmit(Application{State: StateDraft}, open2020, at("2020-05-13 12:00"), c.ticks)
		f, _ := fault.As(err)
		if (c.want == 0) != (err == nil) || (f != nil && len(f.Fields) != c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWithdrawalNeedsReasonAndHead(t *testing.T) {
	for _, s := range States {
		err := MayWithdraw(Application{State: s}, "理由", true, "")
		released := s == StateSelected || s == StateNotSelected || s == StateWithdrawn || s == StateDeclined || s == StateNotAccepted || s == StateOverQuota
		if released != (err != nil) {
			t.Errorf("from %s: %v", s, err)
		}
	}
	a := Application{State: StateSubmitted}
	for name, err := range map[string]error{"no reason": MayWithdraw(a, " ", true, ""), "a clerk alone": MayWithdraw(a, "理由", false, "")} {
		if !fault.Is(err, fault.KindInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := MayWithdraw(a, "理由", false, "某甲"); err != nil {
		t.Error(err)
	}
}

func TestTakeBackOnlyWhileNobodyActed(t *testing.T) {
	for _, s := range States {
		err := MayTakeBack(Application{State: s}, nil, open2020, at("2020-05-13 12:00"))
		if (s == StateSubmitted) != (err == nil) {
			t.Errorf("from %s: %v", s, err)
		}
	}
}

func TestEligibility(t *testing.T) {
	p := &programme.Programme{Eligibility: []programme.Condition{
		{Key: "living", Fact: programme.FactLiving, Is: programme.Equals, Value: "否", Words: "已有在试点的项目"},
		{Key: "age", Kinds: []string{"society"}, Fact: programme.FactAgeOfUnit, Is: programme.AtLeast, Value: "3", Hard: true, Words: "成立不满三年"},
		{Key: "region", Fact: programme.FactRegion, Is: programme.NoneOf, Value: "370100、370200", Hard: true, Words: "计划单列市不报"},
	}}
	for _, c := range []struct {
		kind            string
		facts           map[programme.Fact]string
		refused, warned int
	}{
		{"county", nil, 0, 0}, {"county", map[programme.Fact]string{programme.FactLiving: "是"}, 0, 1},
		{"county", map[programme.Fact]string{programme.FactLiving: "否", programme.FactAgeOfUnit: "1"}, 0, 0},
		{"society", map[programme.Fact]string{programme.FactAgeOfUnit: "2.5"}, 1, 0}, {"society", map[programme.Fact]string{programme.FactAgeOfUnit: "3"}, 0, 0},
		{"society", map[programme.Fact]string{programme.FactAgeOfUnit: "很久"}, 1, 0},
		{"city", map[programme.Fact]string{programme.FactRegion: "370200"}, 1, 0}, {"city", map[programme.Fact]string{programme.FactRegion: "370300"}, 0, 0},
	} {
		refused, warned := Eligible(p, c.kind, c.facts)
		if len(refused) != c.refused || len(warned) != c.warned {
			t.Errorf("%s %v: refused %v, warned %v", c.kind, c.facts, refused, warned)
		}
	}
}

func TestSubmitOnlyFromDraftOrReturned(t *testing.T) {
	for _, s := range States {
		err := MaySubmit(Application{State: s, Confirmed: true}, open2020, at("2020-05-13 12:00"), signed)
		if open := s == StateDraft || s == StateReturned; open != (err == nil) || (!open && !fault.Is(err, fault.KindConflict)) {
			t.Errorf("from %s: %v", s, err)
		}
	}
}
