package board

import (
	"cmp"
	"slices"
	"time"

	"shidian/internal/call"
	"shidian/internal/publish"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// The columns that several data sets have.
var (
	columnCohort  = DataColumn{Name: "批次", Kind: ColumnText, About: "年度和项目名称"}
	columnYear    = DataColumn{Name: "年度", Kind: ColumnNumber, About: "批次的年度"}
	columnUnit    = DataColumn{Name: "单位", Kind: ColumnText, About: "单位全称（申报时的名称）"}
	columnContent = DataColumn{Name: "内容", Kind: ColumnList, About: "核定的内容（简称）"}
	columnPage    = DataColumn{Name: "网页", Kind: ColumnPage, About: "本网站上的网页"}
)

// DataSets are all data sets. No name of a person, no phone and no address is among their columns.
func DataSets() []DataSet {
	return []DataSet{
		{"notices", "通知", "一条记录是一份现行有效的通知", []DataColumn{
			{Name: "标题", Kind: ColumnText, About: "通知的标题"}, {Name: "文号", Kind: ColumnText, About: "现行版本的文号"}, columnCohort, columnYear,
			{Name: "版次", Kind: ColumnNumber, About: "1 是首次发布，以后每更正一次加 1"}, {Name: "发布时间", Kind: ColumnMoment, About: "现行版本在本网站发布的时间"},
			{Name: "申报开始", Kind: ColumnMoment, About: "开始接受申报的时间", Empty: true}, {Name: "电子版截止", Kind: ColumnMoment, About: "到这一时刻为止；某日24:00写作次日0时", Empty: true},
			{Name: "纸质版截止", Kind: ColumnMoment, About: "同上", Empty: true}, columnPage}, noticeRecords},
		{"lists", "公示与公布的名单", "一条记录是名单上的一个单位", []DataColumn{
			{Name: "标题", Kind: ColumnText, About: "公示的标题"}, columnCohort, columnYear, {Name: "公示开始", Kind: ColumnDay, About: "公示的第一天"}, {Name: "公示截止", Kind: ColumnDay, About: "公示的最后一天，到这一天24:00为止"},
			{Name: "公示终止", Kind: ColumnText, About: "公示是否中途终止", Words: []string{"是", "否"}}, {Name: "序号", Kind: ColumnNumber, About: "名单上的序号"}, columnUnit, columnContent,
			{Name: "结果", Kind: ColumnText, About: "列入公示、已经撤下，或者已经公布", Words: []string{lineOpen, lineOff, lineReleased}}, {Name: "公布文号", Kind: ColumnText, About: "公布名单的文件", Empty: true}, columnPage}, listRecords},
		{"pilots", "实施情况", "一条记录是一个入选单位；退出、终止和取消资格的不列", []DataColumn{
			columnCohort, columnYear, columnUnit, {Name: "推荐单位", Kind: ColumnText, About: "审核推荐的单位；直接申报的没有", Empty: true}, columnContent,
			{Name: "起始", Kind: ColumnDay, About: "实施的第一天"}, {Name: "期满", Kind: ColumnDay, About: "实施的最后一天"}, {Name: "状态", Kind: ColumnText, About: "方案编制、实施中、评估验收、已结束"}}, pilotRecords},
		{"cases", "典型案例", "一条记录是一个已经发布的典型案例", []DataColumn{
			{Name: "标题", Kind: ColumnText, About: "案例的标题"}, columnUnit, {Name: "推荐单位", Kind: ColumnText, About: "审核推荐的单位；直接申报的没有", Empty: true}, columnCohort, columnYear, columnContent,
			{Name: "摘要", Kind: ColumnText, About: "案例的摘要"}, {Name: "发布时间", Kind: ColumnMoment, About: "现行版本的发布时间"}, columnPage}, caseRecords},
	}
}

// What became of a line of a list.
const (
	lineOpen     = "列入公示"
	lineOff      = "已撤下"
	lineReleased = "已公布"
)

func orNil[T comparable](value T) any {
	if value == *new(T) {
		return nil
	}
	return value
}

func orNever(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at
}

// shorts are the short names of contents.
func shorts(c call.Cohort, numbers []int) []string {
	names := make([]string, len(numbers))
	for i, n := range numbers {
		content, _ := c.Programme.Content(n)
		names[i] = content.Short
	}
	return names
}

func noticeRecords(t *store.Tx) (all [][]any, err error) {
	cohorts, err := publicCohorts(t)
	if err != nil {
		return nil, err
	}
	versions, err := call.AllVersions(t)
	if err != nil {
		return nil, err
	}
	list := make([]call.Cohort, 0, len(cohorts))
	for _, c := range cohorts {
		list = append(list, c)
	}
	dates, err := call.PublicDates(t, list)
	for _, v := range versions {
		c := cohorts[v.Cohort]
		if c.Version != v.N {
			continue
		}
		d := dates[c.ID]
		all = append(all, []any{v.Text.Subject(), v.Number, c.Title(), c.Year, v.N, v.At, orNever(d.Opens), orNever(d.Electronic), orNever(d.Paper), "/notices/" + c.ID})
	}
	return all, err
}

func listRecords(t *store.Tx) (all [][]any, err error) {
	cohorts, err := publicCohorts(t)
	if err != nil {
		return nil, err
	}
	lines, err := selectNoticed(t)
	if err != nil {
		return nil, err
	}
	releases, err := selectReleased(t)
	if err != nil {
		return nil, err
	}
	untold, err := publish.Untold(t)
	for _, l := range lines {
		c := cohorts[l.Cohort]
		result, number, stopped := lineOpen, any(nil), "否"
		switch {
		case l.State == publish.Stopped:
			stopped = "是"
		case l.Struck:
			result = lineOff
		case l.State == publish.Released && !untold[c.ID]:
			result, number = lineReleased, orNil(releasedBy(releases, l.Notice))
		}
		shown := publish.Shown{Notice: l.Notice, Cohort: c}
		all = append(all, []any{shown.Subject(), c.Title(), c.Year, l.From, l.Until, stopped, l.Line.N, l.Unit, shorts(c, l.Contents), result, number, "/public/" + l.ID})
	}
	return all, err
}

// releasedBy is the number of the release that a notice ended in: the first one after it.
func releasedBy(newestFirst []publish.Release, n publish.Notice) string {
	number := ""
	for _, r := range newestFirst {
		if r.Cohort == n.Cohort && r.At.After(n.At) {
			number = r.Number
		}
	}
	return number
}

func pilotRecords(t *store.Tx) (all [][]any, err error) {
	cohorts, err := PublicPilots(t)
	for _, c := range cohorts {
		for _, one := range c.Pilots {
			all = append(all, []any{c.Cohort.Title(), c.Cohort.Year, one.Name, orNil(one.City), shorts(c.Cohort, one.Case.Contents), one.Case.From, one.Case.Until, one.State})
		}
	}
	return all, err
}

func caseRecords(t *store.Tx) (all [][]any, err error) {
	cohorts, err := publicCohorts(t)
	if err != nil {
		return nil, err
	}
	cases, err := selectShown(t, 0)
	for _, one := range cases {
		c := cohorts[one.Cohort]
		all = append(all, []any{one.Body.Title, one.UnitName, orNil(one.CityName), c.Title(), c.Year, shorts(c, one.Body.Contents), one.Body.Summary, one.ShownAt, spread.PublicLink(one.ID)})
	}
	return all, err
}

// Publisher is who publishes: the organiser of the newest call, by its name; "" before there is one.
func Publisher(t *store.Tx) (string, error) {
	all, err := call.List(t, call.Published, call.Closed)
	if err != nil || len(all) == 0 {
		return "", err
	}
	newest := slices.MaxFunc(all, func(a, b call.Cohort) int { return cmp.Compare(a.PublishedAt.UnixNano(), b.PublishedAt.UnixNano()) })
	return newest.Programme.Organiser.Name, nil
}
