package programme_test

import (
	"strings"
	"testing"

	"shidian/internal/programme"
	"shidian/programmes"
)

func worker(t testing.TB) *programme.Programme {
	t.Helper()
	p, err := programme.Load(file(t, programmes.Worker))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPersonsAreNominated: a second programme is another file: persons, a cap for each kind of recommender, no paper.
func TestPersonsAreNominated(t *testing.T) {
	p := worker(t)
	if p.Paper != nil || p.Contents != nil || p.NumberPrefix() != "KJ" || p.Called().Form != "推荐表" || p.Called().Contents != "申报内容" {
		t.Errorf("paper %v, contents %v, %s, %+v", p.Paper, p.Contents, p.NumberPrefix(), p.Called())
	}
	for _, c := range []struct{ unit, kind, recommender string }{
		{"society", "worker", "society"}, {"city", "worker", "city"}, {"county", "worker", "city"}, {"enterprise", "", ""},
	} {
		begins := p.Begins(c.unit)
		if c.kind == "" {
			if len(begins) != 0 {
				t.Errorf("%s begins %v", c.unit, begins)
			}
			continue
		}
		way, ok := p.Way(c.kind, c.unit)
		if len(begins) != 1 || begins[0].Key != c.kind || !ok || way.Through[len(way.Through)-1] != c.recommender {
			t.Errorf("%s begins %v by %v", c.unit, begins, way)
		}
	}
	if got := strings.Join(p.Recommends(), " "); got != "society city" {
		t.Errorf("recommend: %s", got)
	}
}

func TestA7_CapForEachKindOfRecommender(t *testing.T) {
	p := worker(t)
	for recommender, most := range map[string]int{"society": 1, "city": 3} {
		if q, ok := p.QuotaHeld("worker", recommender); !ok || q.CapFor("") != most || !q.Holds(recommender) {
			t.Errorf("%s: %+v", recommender, q)
		}
	}
	if _, ok := p.QuotaHeld("worker", "county"); ok {
		t.Error("a county holds places")
	}
	if q, ok := pilot(t).QuotaHeld("county", "city"); !ok || q.CapFor("") != 2 {
		t.Errorf("a quota that names no kind of recommender is held by all: %+v", q)
	}
}

// TestUnitsBeginTheirOwnKind: where units apply, each begins its own kind.
func TestUnitsBeginTheirOwnKind(t *testing.T) {
	p := pilot(t)
	for _, unit := range []string{"city", "county", "zone", "society", "enterprise"} {
		if got := p.Begins(unit); len(got) != 1 || got[0].Key != unit {
			t.Errorf("%s begins %v", unit, got)
		}
	}
	if len(p.Begins("office")) != 0 {
		t.Error("the office begins something")
	}
	if _, has := p.Candidate("county"); has {
		t.Error("a county's form has a candidate")
	}
}

func TestCandidateAndFiles(t *testing.T) {
	p := worker(t)
	if f, ok := p.Candidate("worker"); !ok || f.Key != "name" || !f.Personal {
		t.Errorf("candidate %+v", f)
	}
	if !p.TakesFiles("worker") || pilot(t).TakesFiles("county") {
		t.Error("only the form of persons names its files")
	}
}

func TestWorkerNotice(t *testing.T) {
	if faults := programme.CheckNotice("n", file(t, programmes.WorkerNotice)); len(faults) > 0 {
		t.Errorf("%v", faults)
	}
	n, err := programme.LoadNotice(file(t, programmes.WorkerNotice))
	if err != nil || n.Programme != worker(t).Key {
		t.Errorf("%v, notice of %s", err, n.Programme)
	}
}

// TestPersonSlips: what is wrong with a programme of persons is said at its line.
func TestPersonSlips(t *testing.T) {
	s := string(file(t, programmes.Worker))
	for _, c := range []struct{ old, wrong, line, what, instead string }{
		{"编号前缀: KJ", "编号前缀: KJXYZ", "KJXYZ", "编号前缀不对", "4 个大写"},
		{"编号前缀: KJ", "编号前缀: kj", "kj", "编号前缀不对", "大写"},
		{"逐级经由: [county, city]", "逐级经由: [county, city, society]", "[county", "写了3级", "上一级"},
		{"    主送: 否\n    推荐渠道:", "    主送: 否\n    只推荐: 是\n    推荐渠道:", "只推荐", "用不上推荐渠道", "删去"},
		{"    只推荐: 是\n    主送: 是\n  - 编码: city", "    主送: 是\n  - 编码: city", "[society]", "自己也申报", "只推荐"},
		{"          被推荐人: 是\n", "", "主体: 个人", "有0栏是被推荐人", "被推荐人: 是"},
		{"          类型: 姓名\n", "          类型: 单行文字\n", "被推荐人: 是", "姓名、个人信息", "姓名"},
		{"    栏目: birth\n    截至: 2020-12-31\n", "", "事实: 年龄", "没有“栏目”", "截至"},
		{"    栏目: birth\n", "    栏目: birht\n", "birht", "没有这个栏目", "“birth”"},
		{"    栏目: birth\n", "    栏目: phone\n", "phone", "年龄由日期算出", "日期"},
		{"    截至: 2020-12-31\n", "", "栏目: birth", "没有写算到哪一天", "截至"},
		{"    截至: 2020-12-31\n", "    截至: 2020-13-31\n", "2020-13-31", "日期不对", "2020-05-12"},
		{"    栏目: birth\n", "", "年龄", "用不上“列”和“截至”", "栏目"},
		{"    栏目: titles\n", "    栏目: results\n", "栏目: results", "没有写看哪一列", "sort"},
		{"    栏目: titles\n", "    栏目: results\n    列: srot\n", "srot", "没有这个列", "sort"},
		{"    栏目: titles\n", "    栏目: titles\n    列: sort\n", "列: sort", "不是表格", "删去"},
		{"    栏目: titles\n", "    栏目: deeds\n", "栏目: deeds", "从选择或者表格里取", "选择"},
		{"推荐单位类别: [society]", "推荐单位类别: [sociaty]", "sociaty", "没有这个申报类别", "“society”"},
		{"格式: [pdf]", "格式: [pfd]", "pfd", "没有这个格式", "pdf"},
		{"单个上限兆: 20", "单个上限兆: 21", "21", "范围", "20"},
		{"          类型: 日期\n", "          类型: 日期\n          须满周期: 是\n", "须满周期", "用不上“须满周期”", "起止日期"},
		{"    主体: 个人\n    主送: 否\n    推荐渠道:", "    主体: 个人\n    主送: 否\n    推荐渠:", "推荐渠", "不认识", "推荐渠道"},
	} {
		if !strings.Contains(s, c.old) {
			t.Fatalf("%q is not in the file", c.old)
		}
		faults := programme.Check("f", []byte(strings.Replace(s, c.old, c.wrong, 1)))
		said := false
		for _, f := range faults {
			said = said || strings.Contains(f.Excerpt, c.line) && strings.Contains(f.What, c.what) && strings.Contains(f.Instead, c.instead)
		}
		if !said {
			t.Errorf("%s: got %v", c.wrong, faults)
		}
	}
}

// TestNewKeysMisspelt: each key that only this kind of programme has, misspelt, is named, with the one that was meant.
func TestNewKeysMisspelt(t *testing.T) {
	s := string(file(t, programmes.Worker))
	for _, key := range []string{"编号前缀", "称谓", "只推荐", "栏目", "截至", "推荐单位类别", "被推荐人"} {
		faults := programme.Check("f", []byte(strings.Replace(s, key+":", key+"目:", 1)))
		said := false
		for _, f := range faults {
			said = said || strings.Contains(f.What, "不认识“"+key+"目”") && strings.Contains(f.Instead, key)
		}
		if !said {
			t.Errorf("%s: %v", key, faults)
		}
	}
}

// Two dates of one programme do not bear one name.
func TestTheDateToSubmitIsToldFromTheDateToRecommend(t *testing.T) {
	if one, two := pilot(t).SubmitEnd(), worker(t).SubmitEnd(); one != "申报截止" || two != "推荐表提交截止" {
		t.Errorf("%s, %s", one, two)
	}
}

// Each way of nominating is seen: cities and societies recommend, and a city has its counties below it.
func TestEveryWayOfNominatingCounts(t *testing.T) {
	p := worker(t)
	if got := strings.Join(p.Recommends(), " "); got != "society city" {
		t.Errorf("%s recommend", got)
	}
	if city, society := p.Below("city"), p.Below("society"); len(city) != 1 || city[0] != "county" || len(society) != 0 {
		t.Errorf("below a city %v, below a society %v", city, society)
	}
}
