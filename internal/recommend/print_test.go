package recommend

import (
	"strings"
	"testing"
	"time"

	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
	"shidian/programmes"
)

// The letter and the list read well for units and for nominated persons: 推荐 is said once, and each is counted as what
// it is.
func TestTheLetterReadsWellForEveryProgramme(t *testing.T) {
	data, err := programmes.Files.ReadFile(programmes.Worker)
	if err != nil {
		t.Fatal(err)
	}
	workers, err := programme.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2020, 6, 8, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		p    *programme.Programme
		of   []apply.Application
		says []string
	}{
		"units": {worldtest.Pilot(t), []apply.Application{{UnitName: "甲县科协", Kind: "county"}, {UnitName: "乙县科协", Kind: "county"}},
			[]string{"关于推荐山东省科协系统深化改革试点", "我单位对申报材料进行了审核", "现推荐甲县科协、乙县科协等2个单位，", "山东省科协系统深化改革试点推荐汇总表"}},
		"persons": {workers, []apply.Application{{Subject: "甲某", UnitName: "某学会", Kind: "worker"}, {Subject: "乙某", UnitName: "某学会", Kind: "worker"}},
			[]string{"关于推荐山东省优秀科技工作者人选（演示）的函", "我单位对推荐材料进行了审核", "现推荐甲某、乙某等2人，", "山东省优秀科技工作者人选（演示）推荐汇总表"}},
	} {
		s := Stand{Cohort: call.Cohort{Programme: c.p, Year: 2020}, Recommender: unit.Unit{Name: "某学会", Short: "某学会"}, Cited: "通知"}
		for _, a := range c.of {
			s.Ranked = append(s.Ranked, Line{Application: a, Endorsement: &Endorsement{Opinion: agreed}})
		}
		words := strings.NewReplacer("\n", "", " ", "").Replace(paper.Words(LetterPaper(s, at)) + paper.Words(ListPaper(s, at)))
		for _, want := range c.says {
			if !strings.Contains(words, want) {
				t.Errorf("%s: no %q in %s", name, want, words)
			}
		}
	}
}
