package programme

import "fmt"

// fileTypes are the kinds of file that the program can keep and show.
var fileTypes = []string{"pdf", "jpg", "png", "docx", "xlsx"}

// steps: one recommendation is worked through. A unit's application goes to
// one body above it; a person is nominated by a unit that recommends itself,
// or by one whose superior recommends.
func (c *checker) steps(k Kind, ch Channel, path string) {
	most, instead := 1, "只写审核推荐的那一级"
	if k.Subject == PersonApplies {
		most, instead = 2, "先写提名单位的类别，再写审核推荐的上一级"
	}
	if len(ch.Through) > most {
		c.fault(path, fmt.Sprintf("推荐渠道写了%d级，最多%d级", len(ch.Through), most), instead)
	}
}

// nominated checks what a programme of persons needs: who nominates them, and
// whose name the form bears.
func (c *checker) nominated(p *Programme) {
	for i, k := range p.Kinds {
		path := fmt.Sprintf("申报类别[%d]", i+1)
		switch {
		case k.Only && len(k.Channels) > 0:
			c.fault(path+".只推荐", "只推荐的类别自己不申报，用不上推荐渠道", "删去“推荐渠道”，或者删去“只推荐”")
		case k.Only && k.Subject == PersonApplies:
			c.fault(path+".只推荐", "推荐由单位办理，个人不能只推荐", "删去“只推荐”，或者把主体改为“单位”")
		case k.Subject == PersonApplies && len(k.Channels) == 0:
			c.fault(path+".主体", "个人由单位提名，却没有“推荐渠道”", "补上“推荐渠道”，写明由哪类单位提名")
		case k.Subject == PersonApplies:
			c.nominators(p, k, path)
			c.candidate(p, k, path)
		}
	}
	for i, s := range p.Form.Sections {
		for j, f := range s.Fields {
			if f.Candidate && (f.Type != PersonName || !f.Personal || f.Filler != Applicant) {
				c.fault(fmt.Sprintf("申报表.部分[%d].栏目[%d].被推荐人", i+1, j+1), "被推荐人的一栏应当是姓名、个人信息，由申报单位填写",
					"类型写“姓名”，填写人写“申报单位”，加上“个人信息: 是”")
			}
		}
	}
}

// nominators: a unit that nominates does not apply itself, else nobody could
// tell what its clerk begins.
func (c *checker) nominators(p *Programme, k Kind, path string) {
	for j, ch := range k.Channels {
		if len(ch.Through) == 0 {
			continue
		}
		if by, known := p.Kind(ch.Through[0]); known && !by.Only {
			c.fault(fmt.Sprintf("%s.推荐渠道[%d].逐级经由[1]", path, j+1), quote(by.Name)+"提名个人，自己也申报", "在这一类别里写“只推荐: 是”")
		}
	}
}

func (c *checker) candidate(p *Programme, k Kind, path string) {
	n := 0
	for _, f := range p.Fields() {
		if f.Candidate && f.For(k.Key) {
			n++
		}
	}
	if n != 1 && len(p.Fields()) > 0 {
		c.fault(path+".主体", fmt.Sprintf("申报表里有%d栏是被推荐人的姓名，应当正好一栏", n), "在写被推荐人姓名的一栏加上“被推荐人: 是”")
	}
}

// fact checks where a condition reads its fact.
func (c *checker) fact(p *Programme, e Condition, path string) {
	if e.Field == "" {
		if e.Column != "" || e.AsOf != "" {
			c.fault(path+".事实", "没有写“栏目”，用不上“列”和“截至”", "补上“栏目”，或者删去这两行")
		}
		if e.Fact == FactAge {
			c.fault(path+".事实", "年龄要从申报表里取，却没有“栏目”", "补上“栏目”，写出生日期一栏的编码，再写“截至”")
		}
		return
	}
	f, known := p.Field(e.Field)
	switch {
	case !known:
		c.refer(path+".栏目", "栏目", []string{e.Field}, keys(p.Fields(), func(f Field) string { return f.Key }))
	case e.Fact == FactAge:
		c.age(f, e, path)
	case e.Fact == FactTitle:
		c.title(f, e, path)
	case e.Fact != "":
		c.fault(path+".栏目", quote(string(e.Fact))+"不从申报表里取", "删去“栏目”")
	}
}

func (c *checker) age(f Field, e Condition, path string) {
	if f.Type != Date {
		c.fault(path+".栏目", "年龄由日期算出，这一栏是"+string(f.Type), "写类型是“日期”的一栏")
	}
	if e.AsOf == "" {
		c.fault(path+".栏目", "年龄没有写算到哪一天", "补上一行“截至: 2020-12-31”")
	}
}

func (c *checker) title(f Field, e Condition, path string) {
	switch {
	case f.Type == Rows && f.Table != nil:
		names := keys(f.Table.Columns, func(x Column) string { return x.Key })
		if e.Column == "" {
			c.fault(path+".栏目", "这一栏是表格，没有写看哪一列", "补上一行“列: …”，"+oneOf("", names))
		} else {
			c.refer(path+".列", "列", []string{e.Column}, names)
		}
	case f.Type != Choice && f.Type != "":
		c.fault(path+".栏目", "称号从选择或者表格里取，这一栏是"+string(f.Type), "写类型是“选择”或者“表格”的一栏")
	case e.Column != "":
		c.fault(path+".列", "这一栏不是表格，用不上“列”", "删去“列”")
	}
}
