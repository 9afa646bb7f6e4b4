package call

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/unit"
	"shidian/programmes"
)

// pilot is the shipped definition with the text its cohort of 2020 begins with, contact and dates included.
func pilot(t *testing.T) (*programme.Programme, Text) {
	t.Helper()
	data, err := programmes.Files.ReadFile(programmes.ReformPilot)
	if err != nil {
		t.Fatal(err)
	}
	p, err := programme.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	notice := shippedNotice(t)
	return p, FirstText(p, notice, 2020)
}

func shippedNotice(t *testing.T) *programme.Notice {
	t.Helper()
	data, err := programmes.Files.ReadFile(programmes.ReformPilotNotice)
	if err != nil {
		t.Fatal(err)
	}
	n, err := programme.LoadNotice(data)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02T15:04", s, clock.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

var may13 = at("2020-05-13T09:00")

// copyOf is a text of its own, to be spoilt.
func copyOf(t *testing.T, x Text) Text {
	t.Helper()
	y, err := decode[Text](canonical(x))
	if err != nil {
		t.Fatal(err)
	}
	return y
}

func keys(fields []fault.Field) string {
	var list []string
	for _, f := range fields {
		list = append(list, f.Key)
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

func TestRule_N1_FileNumber(t *testing.T) {
	for number, says := range map[string]string{
		"鲁科协发〔2020〕13号":  "",
		"鲁科协办发〔2021〕1号":  "",
		"":               "请填写文号",
		"鲁科协发[2020]13号":  "六角括号",
		"鲁科协发（2020）13号":  "六角括号",
		"鲁科协发【2020】13号":  "六角括号",
		"鲁科协发〔2020〕013号": "不补“0”",
		"鲁科协发〔2020〕0号":   "不补“0”",
		"鲁科协发〔2020〕第13号": "不写“第”字",
		"鲁科协发〔20〕13号":    "文号由",
		"鲁科协发〔2020〕13":   "文号由",
		"〔2020〕13号":      "文号由",
		"鲁科协发2020〕13号":   "文号由",
		"鲁科协发〔2020〕13号 ": "文号由",
	} {
		got := WrongNumber(number)
		if (says == "") != (got == "") || !strings.Contains(got, says) {
			t.Errorf("%q: got %q, want it to say %q", number, got, says)
		}
	}
	if n, ok := ParseNumber("鲁科协发〔2020〕13号"); !ok || n.String() != "鲁科协发〔2020〕13号" || n.Year != 2020 || n.N != 13 {
		t.Errorf("parsed %+v, %v", n, ok)
	}
}

func TestRule_N1_RegisteredWhole(t *testing.T) {
	good := Registration{Number: "鲁科协发〔2020〕13号", Signer: "某某", Dated: "2020-05-12", Issued: "hash"}
	if got := Unregistered(good, 1, may13); len(got) > 0 {
		t.Fatalf("a whole registration: %v", got)
	}
	spoilt := func(spoil func(*Registration)) Registration { r := good; spoil(&r); return r }
	for _, c := range []struct {
		reg  Registration
		n    int
		want string
	}{
		{Registration{}, 1, "dated issued number signer"},
		{spoilt(func(r *Registration) { r.Signer = " " }), 1, "signer"},
		{spoilt(func(r *Registration) { r.Dated = "2020-05-14" }), 1, "dated"},
		{spoilt(func(r *Registration) { r.Dated = "2019-12-30" }), 1, "dated"},
		{spoilt(func(r *Registration) { r.Dated = "12日" }), 1, "dated"},
		{good, 2, "note"},
		{spoilt(func(r *Registration) { r.Note = "截止时间延后" }), 2, ""},
	} {
		if got := keys(Unregistered(c.reg, c.n, may13)); got != c.want {
			t.Errorf("%+v as version %d: mends %q, want %q", c.reg, c.n, got, c.want)
		}
	}
}

func TestRule_N1_NoticeComplete(t *testing.T) {
	p, text := pilot(t)
	if got := Incomplete(p, text); len(got) > 0 {
		t.Fatalf("the notice of 2020 as shipped: %v", got)
	}
	for want, spoil := range map[string]func(*programme.Notice){
		"title":           func(n *programme.Notice) { n.Title = nil },
		"addressees":      func(n *programme.Notice) { n.Addressees = "" },
		"body":            func(n *programme.Notice) { n.Body = nil },
		"contact_role":    func(n *programme.Notice) { n.Contact.Role = "" },
		"contact_phone":   func(n *programme.Notice) { n.Contact.Phone = "" },
		"contact_address": func(n *programme.Notice) { n.Contact.Address = "" },
		"contact_mailbox": func(n *programme.Notice) { n.Contact.Mailbox = "" },
		"annexes":         func(n *programme.Notice) { n.Annexes = n.Annexes[:1] },
	} {
		spoilt := copyOf(t, text)
		spoil(&spoilt.Notice)
		if got := keys(Incomplete(p, spoilt)); got != want {
			t.Errorf("without %s: mends %q", want, got)
		}
	}
}

func TestRule_N1_InnerDateEarlier(t *testing.T) {
	province := at("2020-05-19T00:00")
	for _, c := range []struct {
		inner string
		ok    bool
	}{{"2020-05-16T00:00", true}, {"2020-05-18T23:59", true}, {"2020-05-19T00:00", false}, {"2020-05-20T00:00", false}, {"2020-05-13T09:00", false}} {
		if got := WrongInner(at(c.inner), province, may13); (got == "") != c.ok {
			t.Errorf("inner date %s: %q", c.inner, got)
		}
	}
	if WrongInner(time.Time{}, province, may13) == "" {
		t.Error("no inner date was taken")
	}
}

// The letter that a city starts from names an inner date that can be sent, on the last day too (N1).
func TestRule_N1_TheProposedInnerDateIsAhead(t *testing.T) {
	province := at("2020-05-19T00:00")
	p, _ := pilot(t)
	for now, want := range map[string]programme.Moment{"2020-05-10T09:00": "2020-05-16T00:00", "2020-05-16T00:00": "2020-05-18T00:00", "2020-05-17T09:00": "2020-05-18T00:00",
		"2020-05-18T00:00": "2020-05-18T12:00", "2020-05-18T09:30": "2020-05-18T17:00", "2020-05-18T22:30": "2020-05-18T23:15"} {
		x := firstLetter(p, Version{}, province, unit.Unit{Name: "某市科协", Short: "某市科协"}, at(now))
		if wrong := WrongLetter(x, province, at(now)); x.Inner != want || len(wrong) > 0 {
			t.Errorf("at %s: %s, %v", now, x.Inner, wrong)
		}
	}
}

func TestRule_N1_LetterNamesItsDate(t *testing.T) {
	province := at("2020-05-19T00:00")
	good := LetterText{Title: []string{"乙市科协", "关于转发通知的通知"}, Addressees: "各县（市、区）科协：",
		Body: []string{"请于5月15日（星期五）24:00前提交。"}, Signed: "乙市科学技术协会", Inner: "2020-05-16T00:00"}
	if got := WrongLetter(good, province, may13); len(got) > 0 {
		t.Fatalf("a good letter: %v", got)
	}
	other := good
	other.Inner = "2020-05-17T00:00"
	if got := keys(WrongLetter(other, province, may13)); got != "body" {
		t.Errorf("another date than the text's: mends %q", got)
	}
	hour := good
	hour.Inner = "2020-05-15T17:30"
	if got := keys(WrongLetter(hour, province, may13)); got != "body" {
		t.Errorf("another hour than the text's: mends %q", got)
	}
	hour = hour.Redated(good.Inner.Time())
	if got := keys(WrongLetter(hour, province, may13)); got != "" || hour.Body[0] != "请于5月15日（星期五）17:30前提交。" {
		t.Errorf("the body does not follow the date: %q, mends %q", hour.Body[0], got)
	}
	if got := keys(WrongLetter(LetterText{}, province, may13)); got != "addressees body inner signed title" {
		t.Errorf("an empty letter: mends %q", got)
	}
}

func TestRule_N3_OneCohortAYear(t *testing.T) {
	p, _ := pilot(t)
	other := *p
	other.Key = "another"
	of2020 := []Cohort{{Programme: p, Year: 2020, State: Published}}
	if err := MayOpen(p, 2021, of2020); err != nil {
		t.Errorf("2021 beside 2020: %v", err)
	}
	if err := MayOpen(p, 2020, nil); err != nil {
		t.Errorf("the first: %v", err)
	}
	if err := MayOpen(&other, 2020, of2020); err != nil {
		t.Errorf("another programme in the same year: %v", err)
	}
	if err := MayOpen(p, 2020, of2020); !fault.Is(err, fault.KindConflict) || !strings.Contains(err.Error(), "每年组织一批。请到“通知管理”") {
		t.Errorf("a second of 2020: %v", err)
	}
	if err := MayOpen(p, 2019, nil); !fault.Is(err, fault.KindInvalid) {
		t.Errorf("one before the first notice: %v", err)
	}
	every2 := *p
	every2.Term.Every = 2
	if err := MayOpen(&every2, 2021, []Cohort{{Programme: &every2, Year: 2020}}); !fault.Is(err, fault.KindConflict) {
		t.Errorf("a year early: %v", err)
	}
}

func TestRule_N4_ContentsVerbatim(t *testing.T) {
	p, text := pilot(t)
	if len(p.Contents.List) != 6 {
		t.Fatalf("%d contents, want six", len(p.Contents.List))
	}
	for i, c := range p.Contents.List {
		if !strings.HasPrefix(c.Problem, "针对") || !strings.HasPrefix(c.Aim, "通过试点，") {
			t.Errorf("content %d lacks its problem or aim", c.Number)
		}
		spoilt := copyOf(t, text)
		annex := spoilt.Notice.Annexes[0].Text
		for j := range annex {
			if annex[j].Text == numbered(c) {
				annex[j].Text = strings.Replace(annex[j].Text, "试点", "试验", 1)
			}
		}
		got := ContentsChanged(p, spoilt)
		if keys(got) != "annex_1" || !strings.Contains(got[0].Message, p.Contents.List[i].Name) {
			t.Errorf("content %d changed: %v", c.Number, got)
		}
	}
}

func TestRule_N4_SlipsKept(t *testing.T) {
	_, text := pilot(t)
	annex, ok := text.Annex(1)
	if !ok {
		t.Fatal("no annex 1")
	}
	for _, slip := range []string{"健全科协科协常委会", "集聚更好地科技人才", "成熟工作案例，\n（原件此处以下缺）"} {
		if !strings.Contains(words(annex.Text), slip) {
			t.Errorf("the notice's own %q is gone", slip)
		}
	}
}
