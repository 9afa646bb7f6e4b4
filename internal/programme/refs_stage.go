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
	c.evaluated(s.Evaluate)
	c.grades(s.Evaluate.Grades.Value)
}

func (c *checker) review(r Review) {
	c.stage("环节.评审", r.Panel())
	if r.Letter == nil {
		return
	}
	c.stage("环节.评审.函评", r.Letter.Stage())
	c.letter("环节.评审.函评", *r.Letter)
	if r.Blind.Value && !r.Letter.Blind.Value && r.Letter.Again.Value {
		c.fault("环节.评审.函评.函评专家可再评同一件.取值", "会评是盲评，函评却不盲：再评的专家已经知道是谁", "写“否”，或者函评也盲评")
	}
}

// stage checks the criteria, the ties and the numbers of one stage of the review.
func (c *checker) stage(path string, s ReviewStage) {
	names := keys(s.Criteria, func(x Criterion) string { return x.Key })
	c.unique(path+".评审标准.取值[%d].编码", names)
	c.refer(path+".同分次序.取值", "评审标准", s.Ties, names)
	c.weights(path+".评审标准.取值", s.Criteria)
	if at := path + ".每件专家数.取值"; c.said(at) && s.Experts < 1 {
		c.fault(at, "每件至少一位专家", "写 1 以上的整数")
	}
}

// letter checks who goes on to the panel, and what the letter's score counts there.
func (c *checker) letter(path string, l Letter) {
	if l.Share.Value > 100 {
		c.fault(path+".函评占百分之几.取值", "超过了百分之百", "写 0 到 100 之间的整数；0 是只按会评得分")
	}
	if on := l.GoOn.Value; on.By != ByPlaces && on.N > 100 {
		c.fault(path+".进入会评.取值.数", string(on.By)+"超过了 100", "写 1 到 100 之间的整数")
	}
}

// said tells whether the file has something at a path, right or wrong.
func (c *checker) said(path string) bool {
	_, there := c.at[path]
	return there
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
