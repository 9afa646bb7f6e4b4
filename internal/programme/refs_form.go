package programme

import "fmt"

func (c *checker) form(p *Programme, kinds []string) {
	c.unique("申报表.部分[%d].编码", keys(p.Form.Sections, func(s Section) string { return s.Key }))
	seen := map[string]bool{}
	for i, s := range p.Form.Sections {
		for j, f := range s.Fields {
			path := fmt.Sprintf("申报表.部分[%d].栏目[%d]", i+1, j+1)
			if f.Key != "" && seen[f.Key] {
				c.fault(path+".编码", quote(f.Key)+"已经用过", "整张表里每个栏目的编码不同，换一个")
			}
			seen[f.Key] = true
			c.field(p, f, path, kinds)
		}
	}
}

func (c *checker) field(p *Programme, f Field, path string, kinds []string) {
	c.refer(path+".适用类别", "申报类别", f.Kinds, kinds)
	for _, part := range []struct {
		name  string
		has   bool
		owner FieldType
	}{
		{"签章", f.Opinion != nil, OpinionOf},
		{"选项", len(f.Choices) > 0, Choice},
		{"数值", f.Number != nil, Amount},
		{"表格", f.Table != nil, Rows},
		{"文件", f.File != nil, Attached},
	} {
		_, written := c.at[path+"."+part.name]
		switch {
		case f.Type == part.owner && !written:
			c.fault(path+".类型", "类型是"+string(f.Type)+"，却没有"+quote(part.name), "补上“"+part.name+"”")
		case f.Type != "" && f.Type != part.owner && written:
			c.fault(path+"."+part.name, "类型是"+string(f.Type)+"，用不上"+quote(part.name), "删去，或者把类型改为“"+string(part.owner)+"”")
		}
	}
	if f.Type == ContentsOf && p.Contents == nil {
		c.fault(path+".类型", "文件里没有“试点内容”可选", "补上“试点内容”，或者换一个类型")
	}
	if f.Term && f.Type != Period && f.Type != "" {
		c.fault(path+".须满周期", "类型是"+string(f.Type)+"，用不上“须满周期”", "删去，或者把类型改为“起止日期”")
	}
	if f.File != nil {
		c.refer(path+".文件.格式", "格式", f.File.Types, fileTypes)
	}
	if f.Most > 0 && f.Least > f.Most {
		c.fault(path+".最少字数", "最少字数大于最多字数", fmt.Sprintf("不超过 %d", f.Most))
	}
	if f.Filler == Recommender && !c.anyRecommended(p, f) {
		c.fault(path+".填写人", "没有一类申报单位经过推荐，这一栏无人可填", "改填写人，或者给申报类别写上“推荐渠道”")
	}
	c.table(f, path)
}

func (c *checker) anyRecommended(p *Programme, f Field) bool {
	for _, k := range p.Kinds {
		if f.For(k.Key) && !k.Direct() {
			return true
		}
	}
	return false
}

func (c *checker) table(f Field, path string) {
	if f.Table == nil {
		return
	}
	c.unique(path+".表格.列[%d].编码", keys(f.Table.Columns, func(x Column) string { return x.Key }))
	for i, x := range f.Table.Columns {
		at := fmt.Sprintf("%s.表格.列[%d]", path, i+1)
		switch x.Type {
		case Rows, Attached, OpinionOf, ContentsOf:
			c.fault(at+".类型", "表格的列不能是"+string(x.Type), "改用单行文字、数字、日期、选择这样的简单类型")
		case Amount:
			if x.Number == nil {
				c.fault(at+".类型", "类型是数字，却没有“数值”", "补上“数值”")
			}
		case Choice:
			if len(x.Choices) == 0 {
				c.fault(at+".类型", "类型是选择，却没有“选项”", "补上“选项”")
			}
		}
	}
	if f.Table.Least > f.Table.Most && f.Table.Most > 0 {
		c.fault(path+".表格.最少行数", "最少行数大于最多行数", fmt.Sprintf("不超过 %d", f.Table.Most))
	}
}
