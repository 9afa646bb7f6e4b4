package apply

import (
	"strings"
	"sync"
	"testing"
	"time"

	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/programmes"
)

// pilot is the shipped definition of 鲁科协发〔2020〕13号.
var pilot = sync.OnceValue(func() *programme.Programme { return loadProgramme(programmes.ReformPilot) })

func loadProgramme(name string) *programme.Programme {
	data, err := programmes.Files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	p, err := programme.Load(data)
	if err != nil {
		panic(err)
	}
	return p
}

// another is a made-up programme of another shape: persons apply, no contents, a table, a number, a choice.
var another = sync.OnceValue(func() *programme.Programme {
	p := *pilot()
	p.Key, p.Name, p.Contents = "people", "优秀科技工作者推选", nil
	p.Settings.SubmittedBy.Value = programme.ByHead
	p.Settings.OfficeTypesIn.Value = false
	p.Form = programme.Form{Title: []string{"推选表"}, Sections: []programme.Section{
		{Key: "cover", Title: "封面", Layout: programme.Cover, Fields: []programme.Field{
			{Key: "body", Label: "推荐单位", Type: programme.UnitName, Filler: programme.Applicant}}},
		{Key: "person", Title: "一、本人情况", Layout: programme.AsTable, Fields: []programme.Field{
			{Key: "who", Label: "姓 名", Type: programme.PersonName, Filler: programme.Applicant, Personal: true},
			{Key: "born", Label: "出生日期", Type: programme.Date, Filler: programme.Applicant, Personal: true},
			{Key: "sort", Label: "类别", Type: programme.Choice, Filler: programme.Applicant, Choices: []string{"基础", "应用"}},
			{Key: "staff", Label: "团队人数", Type: programme.Amount, Filler: programme.Applicant, Number: &programme.Number{Unit: "人", Least: 1, Most: 500}},
			{Key: "papers", Label: "代表作", Type: programme.Rows, Filler: programme.Applicant, Slash: true, Table: &programme.Table{Least: 1, Most: 3,
				Columns: []programme.Column{{Key: "t", Label: "题目", Type: programme.Line}, {Key: "d", Label: "日期", Type: programme.Date}}}},
			{Key: "deeds", Label: "主要事迹", Type: programme.Paragraphs, Filler: programme.Applicant, Least: 5, Most: 50},
		}}}}
	return &p
})

const longText = "坚持问题导向、目标导向，围绕建立健全“六大工作体系”，强组织、建机制，增活力、提效能，用改革方法破解制约科协事业发展的痛点难点堵点。"

// filled is a complete form of a kind, with rare characters.
func filled(kind string) map[string]string {
	values := map[string]string{
		"applicant_unit": "甲县科学技术协会", "recommending_unit": "/", "basic_unit": "甲县科学技术协会",
		"pilot_period": EncodePeriod(PeriodValue{"2020-06-01", "2022-05-31"}),
		"head_name":    "㛃某", "contact_name": "𬱖某某", "head_phone": "13800000001", "contact_phone": "0531-82000000",
		"head_email": "head@example.cn", "contact_email": "/", "applicant_opinion": "同意申报。",
		"unit_overview": strings.Repeat(longText, 2), "reform_progress": longText + "\n\n　　" + longText, "reform_highlights": "/",
		"contents": EncodeContents(ContentsValue{Items: []ContentChoice{{Number: 1, Whole: true},
			{Number: 6, Clauses: []string{pilot().Contents.List[5].Clauses[0], pilot().Contents.List[5].Clauses[7]}, Free: []string{"乡镇科协联合体"}}}}),
		"pilot_contents": strings.Repeat(longText+"\n", 8), "work_plan": strings.Repeat(longText+"\n", 12), "expected_results": longText,
	}
	if kind == "county" {
		values["recommending_unit"] = "甲市科学技术协会"
	}
	return values
}

var fonts = sync.OnceValue(func() *paper.Fonts {
	f, err := paper.LoadFonts("")
	if err != nil {
		panic(err)
	}
	return f
})

var noon = time.Date(2020, 5, 13, 12, 0, 0, 0, time.FixedZone("", 8*3600))

// sampleDraft is a draft with a form's texts.
func sampleDraft(kind string, texts map[string]string) Draft {
	d := Draft{Application: Application{ID: "a", Cohort: "c", Definition: "d", Unit: "u", UnitName: "甲县科学技术协会", Kind: kind,
		City: "v", CityName: "甲市科学技术协会", State: StateDraft, SavedAt: noon}, Values: map[string]Value{}}
	for key, text := range texts {
		d.Values[key] = Value{Text: text, Hash: HashOf(text), Editor: "e", At: noon}
	}
	d.Attachments = []Attachment{{ID: "f", Name: "工作基础.pdf", Hash: strings.Repeat("ab", 32), Size: 10, Type: "application/pdf", Pages: 2, Order: 1, From: 1}}
	return d
}

func sampleVersion(t *testing.T, kind string) Version {
	t.Helper()
	f := freeze(pilot(), sampleDraft(kind, filled(kind)), Ticks{Head: true, HeadName: "㛃某", Secrecy: true, SecrecyName: "某乙"})
	f.number, f.at = "SD-2020-0137", noon.UnixMicro()
	f.hash = versionHash(f.number, f.n, f.bodyHash, f.personalHash)
	f.code = checkCode("key", f.hash)
	v, err := f.version()
	if err != nil {
		t.Fatal(err)
	}
	return v
}
