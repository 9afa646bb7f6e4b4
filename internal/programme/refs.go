package programme

import (
	"fmt"
	"strconv"
	"strings"
)

// checker says what a well-formed file says wrongly: what is named twice,
// what refers to nothing, what does not add up.
type checker struct{ *decoder }

// fault points at the value of a path, or at the nearest place above it.
func (c *checker) fault(path, what, instead string) {
	for p := path; ; p = p[:strings.LastIndexAny(p, ".[")] {
		if at, ok := c.at[p]; ok {
			c.add(at, what, instead)
			return
		}
		if !strings.ContainsAny(p, ".[") {
			c.add(place{1, 1}, what, instead)
			return
		}
	}
}

// unique checks that a list names nothing twice; an empty name is another
// fault's business.
func (c *checker) unique(format string, names []string) {
	seen := map[string]int{}
	for i, n := range names {
		if first := seen[n]; first > 0 && n != "" {
			c.fault(fmt.Sprintf(format, i+1), quote(n)+"已经用过", fmt.Sprintf("与第%d项重名，换一个", first))
		} else {
			seen[n] = i + 1
		}
	}
}

// refer checks that every word of a list is one of the known. Where the known
// themselves could not be read, that is fault enough.
func (c *checker) refer(path, what string, words, known []string) {
	if len(known) == 0 || contains(known, "") {
		return
	}
	for i, w := range words {
		if w != "" && !contains(known, w) {
			c.fault(path+"["+strconv.Itoa(i+1)+"]", "没有这个"+what+shown(w), oneOf(w, known))
		}
	}
}

func keys[T any](list []T, of func(T) string) []string {
	var s []string
	for _, x := range list {
		s = append(s, of(x))
	}
	return s
}

func checkProgramme(c *checker, p *Programme) {
	kinds := keys(p.Kinds, func(k Kind) string { return k.Key })
	c.unique("申报类别[%d].编码", kinds)
	c.channels(p, kinds)
	c.nominated(p)
	c.quotas(p, kinds)
	c.conditions(p, kinds)
	c.dates(p)
	if p.Contents != nil {
		c.contents(p.Contents)
	}
	c.form(p, kinds)
	c.unique("材料[%d].编码", keys(p.Materials, func(m Material) string { return m.Key }))
	for i, m := range p.Materials {
		c.refer(fmt.Sprintf("材料[%d].适用类别", i+1), "申报类别", m.Kinds, kinds)
	}
	c.stages(p, kinds)
	c.opinions(p)
}

func (c *checker) channels(p *Programme, kinds []string) {
	for i, k := range p.Kinds {
		for j, ch := range k.Channels {
			path := fmt.Sprintf("申报类别[%d].推荐渠道[%d].逐级经由", i+1, j+1)
			c.refer(path, "申报类别", ch.Through, kinds)
			for n, via := range ch.Through {
				if via == k.Key {
					c.fault(fmt.Sprintf("%s[%d]", path, n+1), "不能由本类单位自己推荐", "写上一级的类别")
				}
			}
			c.steps(k, ch, path)
		}
	}
}

func (c *checker) quotas(p *Programme, kinds []string) {
	names := keys(p.Quotas, func(q Quota) string { return q.Key })
	c.unique("名额[%d].编码", names)
	for i, q := range p.Quotas {
		path := fmt.Sprintf("名额[%d]", i+1)
		c.refer(path+".计入类别.取值", "申报类别", q.Kinds.Value, kinds)
		c.refer(path+".推荐单位类别", "申报类别", q.Held, kinds)
		if q.Within != "" && (q.Within == q.Key || !contains(names, q.Within)) {
			c.fault(path+".包含于", "没有这个名额"+shown(q.Within), oneOf(q.Within, names))
		}
		if q.Floor > q.Cap {
			c.fault(path+".下限", "下限大于上限", fmt.Sprintf("不超过 %d", q.Cap))
		}
	}
}

func (c *checker) conditions(p *Programme, kinds []string) {
	c.unique("申报条件[%d].编码", keys(p.Eligibility, func(e Condition) string { return e.Key }))
	for i, e := range p.Eligibility {
		c.refer(fmt.Sprintf("申报条件[%d].适用类别", i+1), "申报类别", e.Kinds, kinds)
		c.fact(p, e, fmt.Sprintf("申报条件[%d]", i+1))
		if e.Is == AtMost || e.Is == AtLeast {
			if _, err := strconv.Atoi(e.Value); err != nil && e.Value != "" {
				c.fault(fmt.Sprintf("申报条件[%d].取值", i+1), "这个关系要和整数比", "写成加引号的整数，如 \"3\"")
			}
		}
	}
}

func (c *checker) dates(p *Programme) {
	c.unique("时间[%d].编码", keys(p.Dates, func(d DateKind) string { return d.Key }))
	opens, _ := p.Date(Opens)
	for i, d := range p.Dates {
		early := d.Event != Opens && d.Proposed != "" && !d.Proposed.Time().After(opens.Proposed.Time())
		if early && opens.Proposed != "" {
			c.fault(fmt.Sprintf("时间[%d].建议时间", i+1), "截止不晚于开始申报", "写一个晚于 "+string(opens.Proposed)+" 的时间")
		}
	}
}

func (c *checker) contents(x *Contents) {
	if x.Most > len(x.List) && len(x.List) > 0 {
		c.fault("试点内容.至多选几项", "超过了列出的项数", fmt.Sprintf("不超过 %d", len(x.List)))
	}
	if x.Least > x.Most && x.Most > 0 {
		c.fault("试点内容.至少选几项", "至少大于至多", fmt.Sprintf("不超过 %d", x.Most))
	}
	c.unique("试点内容.各项[%d].名称", keys(x.List, func(e Content) string { return e.Name }))
	for i, e := range x.List {
		if e.Number != i+1 && e.Number != 0 {
			c.fault(fmt.Sprintf("试点内容.各项[%d].序号", i+1), "序号不连续", fmt.Sprintf("这一项是 %d", i+1))
		}
		c.unique(fmt.Sprintf("试点内容.各项[%d].方面", i+1)+"[%d]", e.Clauses)
	}
}

func checkNotice(c *checker, n *Notice) {
	for i, a := range n.Annexes {
		if a.Number != i+1 && a.Number != 0 {
			c.fault(fmt.Sprintf("附件[%d].序号", i+1), "序号不连续", fmt.Sprintf("这一件是 %d", i+1))
		}
		if a.Form == (len(a.Text) > 0) {
			c.fault(fmt.Sprintf("附件[%d].标题", i+1), "附件要么写正文，要么是申报表", "写“正文”，或者写“申报表: 是”，二者取一")
		}
	}
}

// opinions checks that every stock phrase fits into every box it may be put into.
func (c *checker) opinions(p *Programme) {
	c.unique("用语.推荐意见[%d]", p.Texts.Opinions)
	for _, f := range p.Fields() {
		if f.Type != OpinionOf || f.Filler != Recommender {
			continue
		}
		for i, phrase := range p.Texts.Opinions {
			if Count(phrase) > f.Limit() {
				c.fault(fmt.Sprintf("用语.推荐意见[%d]", i+1), "比“"+f.Label+"”栏的最多字数长", fmt.Sprintf("不超过 %d 字", f.Limit()))
			}
		}
	}
}
