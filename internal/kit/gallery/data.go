package main

import (
	"time"

	"shidian/internal/clock"
	"shidian/internal/kit"
	c "shidian/internal/kit/components"
)

// now is the instant at which the gallery stands: two days before the deadline of the notice of 2020.
var now = time.Date(2020, 5, 16, 16, 42, 0, 0, clock.Zone)

var end = time.Date(2020, 5, 19, 0, 0, 0, 0, clock.Zone)

const cohort = "2020年度 深化改革试点 · 鲁科协发〔2020〕13号"

func deadline(label string, at time.Time) *c.Deadline {
	return &c.Deadline{Label: label, At: at, Now: now}
}

func at(day, hour, minute int) time.Time {
	return time.Date(2020, 5, day, hour, minute, 0, 0, clock.Zone)
}

var line = []c.Stage{
	{Name: "县级填报", Note: "市内截止 5月16日", Standing: c.Past},
	{Name: "市科协审核推荐", Note: "已推荐 2，待审核 1，退回 1", Standing: c.Current},
	{Name: "形式审查", Note: "省科协办公室", Standing: c.Ahead},
	{Name: "专家评审", Standing: c.Ahead},
	{Name: "主席办公会研究", Standing: c.Ahead},
	{Name: "公示", Note: "5个工作日", Standing: c.Ahead},
	{Name: "发布", Standing: c.Ahead},
}

var bids = c.Table{
	Caption: "本市县级科协申报",
	Columns: []c.Column{{Title: "排序", Kind: "num"}, {Title: "申报单位", Kind: "main"}, {Title: "试点内容"}, {Title: "提交"}, {Title: "状态"}, {Title: "", Kind: "acts"}},
	Rows: []c.Row{
		bid("1", "甲县科协", "第2版 · 与第1版有 4 处不同", at(14, 9, 12), "已推荐", c.Done, false, "② 科技人才联系服务", "⑥ 组织建设 · 部分"),
		bid("2", "乙县科协", "第1版", at(15, 16, 40), "已推荐", c.Done, false, "④ 现代科普"),
		bid("3", "丙县科协", "第1版", at(16, 12, 3), "超出名额，待省科协研究", c.Warn, false, "⑥ 组织建设"),
		bid("", "黄河三角洲农业高新技术产业示范区科学技术协会", "第1版", at(16, 14, 47), "待审核", c.Active, true, "③ 科技经济融合 · 部分"),
		bid("", "戊区科协", "退回 2 项，5月17日24:00前改完", at(15, 10, 20), "退回修改", c.Warn, false, "① 思想政治引领"),
	},
	Foot: "意向摸底：5 个县（区）有意申报，均已提交。",
}

func bid(rank, name, below string, sent time.Time, state string, tone c.Tone, mine bool, contents ...string) c.Row {
	row := c.Row{}
	if state == "超出名额，待省科协研究" {
		row.Tone = c.Warn
	}
	label := "查看"
	if mine {
		label = "审核"
	}
	row.Cells = append(row.Cells, c.Text(rank), c.TwoLines(name, below), chipsOf(contents), c.Text(c.Moment(sent)), c.Badge(state, tone), c.Button("/object", label, mine))
	return row
}

var quota = c.Quota{Label: "推荐名额", Cap: 2, Used: 2, Waiting: 1}

var events = []c.Event{
	{At: at(16, 11, 10), Who: "乙市科协 推荐审核人", What: "推荐丙县科协（超出名额）", Note: "三长工作已在全县铺开，改革基础好，请省科协研究。", Number: 1042},
	{At: at(15, 17, 2), Who: "乙市科协 推荐审核人", What: "退回戊区科协 2 项", Number: 1017},
	{At: at(15, 9, 44), Who: "乙市科协 推荐审核人", What: "推荐乙县科协", Number: 988},
	{At: at(14, 15, 20), Who: "乙市科协 推荐审核人", What: "推荐甲县科协", Number: 941},
}

var outline = []c.Section{
	{Title: "封面", URL: "#s-cover", Fill: c.FillFull},
	{Title: "一、基本情况", URL: "#s-basics", Fill: c.FillPart, Note: "6/9", On: true},
	{Title: "单位概况", URL: "#s-unit", Fill: c.FillFull, Inner: true},
	{Title: "目前进展情况", URL: "#s-progress", Fill: c.FillPart, Inner: true},
	{Title: "亮点与主要成效", URL: "#s-points", Fill: c.FillNone, Inner: true},
	{Title: "二、试点内容", URL: "#s-contents", Fill: c.FillPart},
	{Title: "三、1. 工作计划", URL: "#s-plan", Fill: c.FillNone},
	{Title: "三、2. 预期成果", URL: "#s-results", Fill: c.FillNone},
	{Title: "附件", URL: "#s-files", Fill: c.FillFull, Note: "2 个"},
}

var cities = []c.Tile{
	{Column: 0, Row: 0, Name: "德州", Value: 2}, {Column: 1, Row: 0, Name: "滨州", Value: 1}, {Column: 2, Row: 0, Name: "东营", Value: 3}, {Column: 4, Row: 0, Name: "烟台", Value: 4, URL: "/city"}, {Column: 5, Row: 0, Name: "威海", Value: 2},
	{Column: 0, Row: 1, Name: "聊城", Value: 1}, {Column: 1, Row: 1, Name: "济南", Value: 5}, {Column: 2, Row: 1, Name: "淄博", Value: 3}, {Column: 3, Row: 1, Name: "潍坊", Value: 4}, {Column: 4, Row: 1, Name: "青岛", Value: 4},
	{Column: 1, Row: 2, Name: "泰安", Value: 2}, {Column: 3, Row: 2, Name: "临沂", Value: 3}, {Column: 4, Row: 2, Name: "日照", Value: 0},
	{Column: 0, Row: 3, Name: "菏泽", Value: 2}, {Column: 1, Row: 3, Name: "济宁", Value: 3}, {Column: 2, Row: 3, Name: "枣庄", Value: 1},
}

var matrix = c.Matrix{
	Caption: "试点内容与单位类别分布", Columns: []string{"市", "县", "学会", "企事业"},
	Rows: []c.MatrixRow{
		{Name: "① 思想政治引领", Values: []int{1, 3, 2, 0}}, {Name: "② 科技人才服务", Values: []int{2, 4, 3, 1}}, {Name: "③ 科技经济融合", Values: []int{3, 2, 1, 4}},
		{Name: "④ 现代科普", Values: []int{2, 6, 2, 0}}, {Name: "⑤ 创新智库", Values: []int{3, 0, 3, 1}}, {Name: "⑥ 组织建设", Values: []int{1, 5, 0, 0}},
	},
}

func lane(name string, gone int, state string, late bool, marks ...c.MarkState) c.Lane {
	l := c.Lane{Name: name, URL: "/object", Gone: gone, State: state, Late: late}
	for i, m := range marks {
		l.Marks = append(l.Marks, c.Mark{Month: 6 * (i + 1), State: m, Words: string(rune('一'+i)) + "次"})
	}
	return l
}

var lanes = []c.Lane{
	lane("甲市科协 · ⑤", 24, "终期评估", false, c.MarkDone, c.MarkDone, c.MarkDone, c.MarkDone),
	lane("甲县科协 · ②⑥", 19, "报告待交 12月1日", false, c.MarkDone, c.MarkDone, c.MarkDone, c.MarkAhead),
	lane("丙县科协 · ④", 19, "整改至 12月15日", false, c.MarkDone, c.MarkLate, c.MarkCare, c.MarkAhead),
	lane("丁市科协 · ①", 13, "逾期 9 天", true, c.MarkDone, c.MarkLate, c.MarkAhead, c.MarkAhead),
	lane("某省级学会 · ③", 7, "正常", false, c.MarkDone, c.MarkAhead, c.MarkAhead, c.MarkAhead),
	lane("辛县科协 · ④", 2, "方案退回 2 项", false, c.MarkAhead, c.MarkAhead, c.MarkAhead, c.MarkAhead),
}

var filter = c.Filter{
	Groups: []c.FilterGroup{
		{Label: "状态", Choices: []c.Choice{{Label: "全部", URL: "?", Count: 150}, {Label: "待形式审查", URL: "?s=1", Count: 38, On: true}, {Label: "已受理", URL: "?s=2", Count: 96}, {Label: "退回修改", URL: "?s=3", Count: 12}, {Label: "不予受理", URL: "?s=4", Count: 4}}},
		{Label: "单位类别", Choices: []c.Choice{{Label: "全部", URL: "?", Count: -1, On: true}, {Label: "市科协", URL: "?k=1", Count: 14}, {Label: "县级科协", URL: "?k=2", Count: 34}, {Label: "省级学会", URL: "?k=3", Count: 89}, {Label: "直属企事业", URL: "?k=4", Count: 13}}},
	},
	Action: "/parts", Hint: "单位名称、编号", Keep: map[string]string{"s": "1"},
}

var attachments = []c.File{
	{Name: "县科协系统深化改革实施方案（盖章扫描件）.pdf", URL: "#", Size: 3_460_000, At: at(14, 9, 1), Note: "第2版", Remove: "/object"},
	{Name: "“三长”制工作名册.xlsx", URL: "#", Size: 48_200, At: at(14, 9, 3)},
}

var crumbs = []kit.Crumb{{Label: "待办", URL: "/inbox"}, {Label: "县级推荐", URL: "/city"}}
