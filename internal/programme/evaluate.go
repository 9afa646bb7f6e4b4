package programme

import "fmt"

// wholly stands for the criteria of definitions that cohorts kept before the
// file could name them.
var wholly = []Criterion{{Key: "whole", Name: "总体评价", Weight: 100, Points: "对照实施方案，看工作进展和成效"}}

// Sheet are the criteria of the midterm and of the final evaluation; their
// weights sum to 100.
func (e Evaluate) Sheet() []Criterion {
	if e.Criteria == nil {
		return wholly
	}
	return e.Criteria.Value
}

// evaluated checks the criteria of the evaluations.
func (c *checker) evaluated(e Evaluate) {
	if e.Criteria == nil {
		return
	}
	const path = "环节.评估验收.评估标准.取值"
	c.unique(path+"[%d].编码", keys(e.Criteria.Value, func(x Criterion) string { return x.Key }))
	c.weights(path, e.Criteria.Value)
}

// weights checks that what a sheet asks adds up to 100.
func (c *checker) weights(path string, list []Criterion) {
	sum, whole := 0, len(list) > 0
	for _, x := range list {
		sum += x.Weight
		whole = whole && x.Weight > 0
	}
	if whole && sum != 100 {
		c.fault(path, fmt.Sprintf("各项分值合计 %d", sum), "合计应当是 100")
	}
}

// LeadMonths is how many months before its date the midterm, and before the
// term's end the final evaluation, may begin (J1, J2); one where the file does
// not say.
func (e Evaluate) LeadMonths() int {
	if e.Lead == nil {
		return 1
	}
	return max(e.Lead.Value, 0)
}
