package pages

import (
	"fmt"

	"github.com/a-h/templ"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/kit/components"
	"shidian/internal/spread"
)

func (v brandView) fundingTerms(f spread.Funding) []components.Term {
	terms := []components.Term{{Name: "总额", Value: components.Text(f.Total.String())}}
	add := func(name, value string) {
		if value != "" {
			terms = append(terms, components.Term{Name: name, Value: components.Text(value)})
		}
	}
	add("说明", f.Words)
	add("拟定", components.Day(f.At))
	if f.State == spread.FundingAgreed {
		add("研究决定", components.Day(f.DecidedOn.Start()))
		add("已拨付", f.Paid().String()+"，未拨付 "+(f.Total-f.Paid()).String())
		add("已使用", f.Used().String()+"（已确认 "+f.Confirmed().String()+"），已拨未用 "+(f.Paid()-f.Used()).String())
	}
	add(map[act.State]string{spread.FundingDropped: "撤回的理由", spread.FundingStruck: "不同意的理由", spread.FundingAgreed: "研究意见"}[f.State], f.Answer)
	return terms
}

var fundingTones = map[act.State]components.Tone{spread.FundingDrawn: components.Active, spread.FundingAgreed: components.Done}

var spendingTones = map[act.State]components.Tone{spread.SpendingReported: components.Active, spread.SpendingConfirmed: components.Done, spread.SpendingReturned: components.Warn}

// stages are the instalments as a line of time.
func (v brandView) stages(f spread.Funding) (stages []components.Stage) {
	next, has := f.Next()
	for _, i := range f.Instalments {
		s := components.Stage{Name: fmt.Sprintf("第%d笔 %s", i.N, i.Amount), Note: calendar.ShowDay(i.By, v.Now) + "前", Standing: components.Ahead}
		switch paid := f.PaidOf(i.N); {
		case paid >= i.Amount:
			s.Standing, s.Note = components.Past, "已拨付"
		case has && next.N == i.N:
			s.Standing = components.Current
			if paid > 0 {
				s.Note += "，已拨 " + paid.String()
			}
		}
		stages = append(stages, s)
	}
	return stages
}

// linesOf are what money is for; what was used of it too, once a body agreed to it.
func linesOf(f spread.Funding) components.Table {
	t := components.Table{Caption: "用途", Columns: []components.Column{{Title: "用途", Kind: "main"}, {Title: "拟安排", Kind: "num"}}}
	if f.State == spread.FundingAgreed {
		t.Columns = []components.Column{{Title: "用途", Kind: "main"}, {Title: "批准", Kind: "num"}, {Title: "已使用", Kind: "num"}, {Title: "余额", Kind: "num"}}
	}
	for _, l := range f.Lines {
		if f.State != spread.FundingAgreed {
			t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Text(l.What), components.Text(l.Amount.String())}})
			continue
		}
		used := f.UsedOf(l.N)
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Text(l.What), components.Text(l.Amount.String()), components.Text(used.String()), components.Text((l.Amount - used).String())}})
	}
	return t
}

func (v brandView) parts(f spread.Funding) components.Table {
	t := components.Table{Caption: "拨付安排", Columns: []components.Column{{Title: "笔次", Kind: "main"}, {Title: "金额", Kind: "num"}, {Title: "应拨日期", Kind: "short"}, {Title: "拨付条件"}}}
	if f.State == spread.FundingAgreed {
		t.Columns = append(t.Columns, components.Column{Title: "已拨付", Kind: "num"})
	}
	for _, i := range f.Instalments {
		row := components.Row{Cells: []templ.Component{components.Text(fmt.Sprintf("第%d笔", i.N)), components.Text(i.Amount.String()), components.Text(calendar.ShowDay(i.By, v.Now)),
			components.Text(brandDash(i.Terms))}}
		if f.State == spread.FundingAgreed {
			row.Cells = append(row.Cells, components.Text(f.PaidOf(i.N).String()))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// payments are what was registered, with the vouchers for those who read them.
func (v brandView) payments(f spread.Funding) components.Table {
	t := components.Table{Caption: "拨付记录", Columns: []components.Column{{Title: "笔次", Kind: "main"}, {Title: "拨付日期", Kind: "short"}, {Title: "金额", Kind: "num"}, {Title: "凭证"}, {Title: "情况"}}}
	if v.handles() {
		t.Columns = append(t.Columns, components.Column{Title: "办理", Kind: "acts"})
	}
	for _, p := range f.Payments {
		voucher, stands := components.Text("—"), components.Text("已登记")
		if p.Proof != "" {
			voucher = components.Link(v.link("/payments/"+p.ID+"/proof"), p.Voucher)
		}
		if !p.Stands() {
			stands = components.TwoLines("已冲正", components.Day(p.ReversedAt)+"："+p.Why)
		}
		row := components.Row{Cells: []templ.Component{components.Text(fmt.Sprintf("第%d笔", p.Instalment)), components.Text(components.Day(p.On.Start())), components.Text(p.Amount.String()), voucher, stands}}
		if v.handles() {
			undo := components.Text("")
			if p.Stands() {
				undo = components.Button(v.link("/reverse?payment="+p.ID), "冲正", false)
			}
			row.Cells = append(row.Cells, undo)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func spentOf(f spread.Funding, s spread.Spending) components.Table {
	t := components.Table{Caption: "使用情况", Columns: []components.Column{{Title: "用途", Kind: "main"}, {Title: "使用", Kind: "num"}, {Title: "用在什么地方"}}, Foot: "合计 " + s.Sum().String()}
	for _, l := range s.Lines {
		line, _ := f.Line(l.Line)
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Text(line.What), components.Text(l.Amount.String()), components.Text(l.Words)}})
	}
	return t
}
