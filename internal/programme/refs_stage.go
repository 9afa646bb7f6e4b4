package programme

import "fmt"

func (c *checker) stages(p *Programme, kinds []string) {
	s := p.Stages
	c.unique("环节.形式审查.检查项[%d].编码", keys(s.Accept.Items, func(x CheckItem) string { return x.Key }))
	for i, x := range s.Accept.Items {
		c.refer(fmt.Sprintf("环节.形式审查.检查项[%d].适用类别", i+1), "申报类别", x.Kinds, kinds)
	}
	if p.Paper != nil && p.Paper.HostSeal != nil {
		c.refer("纸质件.可盖依托单位公章的类别.取值", "申报类别", p.Paper.HostSeal.Value, kinds)
	}
	if s.Review.On {
		c.review(s.Review)
	}
	c.unique("环节.研究决定[%d].事项", keys(s.Decide, func(x Decision) string { return string(x.What) }))
	c.decided(p)
	if s.Publish.On {
		c.published(s.Publish)
	}
	c.grades(s.Evaluate.Grades.Value)
}

func (c *checker) review(r Review) {
	list := r.Criteria.Value
	names := keys(list, func(x Criterion) string { return x.Key })
	c.unique("环节.评审.评审标准.取值[%d].编码", names)
	c.refer("环节.评审.同分次序.取值", "评审标准", r.Ties.Value, names)
	sum, whole := 0, len(list) > 0
	for _, x := range list {
		sum += x.Weight
		whole = whole && x.Weight > 0
	}
	if whole && sum != 100 {
		c.fault("环节.评审.评审标准.取值", fmt.Sprintf("各项分值合计 %d", sum), "合计应当是 100")
	}
}

// published refuses ways of the public notice that the program does not know.
func (c *checker) published(n Publish) {
	if n.Anonymous.Value {
		c.fault("环节.公示.受理匿名异议.取值", "还不能受理匿名异议", "写“否”：不署名的由公示页面的“违纪举报”直接转监督部门")
	}
	if n.ByRecommender {
		c.fault("环节.公示.推荐单位先公示", "还不能由推荐单位先公示", "写“否”：由主办单位公示")
	}
}

// decided checks that what may need a decision has a body that decides it.
func (c *checker) decided(p *Programme) {
	for i, d := range p.Stages.Decide {
		if !d.Two {
			c.fault(fmt.Sprintf("环节.研究决定[%d].双人办理", i+1), "研究决定都由两人办理", "写“是”：经办提请，审签人办理后生效")
		}
	}
	for i, q := range p.Quotas {
		if _, ok := p.Decides(MatterOverrun); q.Overrun.Value == OverrunDecided && !ok {
			c.fault(fmt.Sprintf("名额[%d].超出.取值", i+1), "超出名额由谁决定没有写", "在“研究决定”里补上事项“超出名额”")
		}
	}
}

func (c *checker) grades(list []Grade) {
	c.unique("环节.评估验收.等级.取值[%d].名称", keys(list, func(g Grade) string { return g.Name }))
	for i := 1; i < len(list); i++ {
		if list[i].From >= list[i-1].From {
			c.fault(fmt.Sprintf("环节.评估验收.等级.取值[%d].最低分", i+1), "等级没有从高到低排",
				fmt.Sprintf("低于 %d", list[i-1].From))
		}
	}
}
