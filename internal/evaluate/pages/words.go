package pages

import (
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"shidian/internal/call"
	"shidian/internal/evaluate"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
)

func noticeTone(due evaluate.Due) components.Tone {
	if dueTones[due] == components.Warn {
		return components.Warn
	}
	return components.Active
}

// rectifyDays says how long rectifying takes in this programme.
func (v oneView) rectifyDays() string {
	p := v.Programme().Stages.Evaluate.Rectify.Value
	unit := "日"
	if p.Working {
		unit = "个工作日"
	}
	return n(p.N) + unit + "，从登记之日起算"
}

// items are what the unit has to put right.
func (v oneView) items() []string {
	look, _ := v.Last(evaluate.Midterm)
	return look.Items
}

func (v oneView) keptHint(field, hint string) string {
	if len(v.Kept[field]) > 0 {
		return "已上传，不用再选；需要换的再选一次。"
	}
	return hint
}

// asked is what was typed when the unit was asked, else what it was asked.
func (v oneView) asked(field string) string {
	l, asked := v.Hearing()
	switch text := v.Form.Text(field); {
	case text != "" || !asked:
		return text
	case field == "until":
		return l.Until.String()
	}
	return l.Words
}

func (v oneView) hearTitle() string {
	if _, asked := v.Hearing(); asked {
		return "改期或者改写陈述的事项"
	}
	return "听取陈述"
}

func (v oneView) finalTitle() string {
	if v.Due == evaluate.DueGrade || v.Due == evaluate.DueTerm {
		return "重新登记终期评估（研究以前）"
	}
	return "登记终期评估"
}

func (v oneView) thresholds() string {
	e := v.Programme().Stages.Evaluate
	var said []string
	for _, g := range e.Grades.Value {
		said = append(said, fmt.Sprintf("%d分以上%s", g.From, g.Name))
	}
	return strings.Join(append(said, "其余"+e.NotPassed), "，")
}

func (v oneView) grades() []components.Option {
	options := []components.Option{{Value: "", Label: "请选择"}}
	for _, g := range evaluate.Grades(v.Programme().Stages.Evaluate) {
		options = append(options, components.Option{Value: g, Label: g})
	}
	return options
}

func (v oneView) lookTerms(l evaluate.Look) (terms []components.Term) {
	add := func(name, value string) {
		if value != "" {
			terms = append(terms, components.Term{Name: name, Value: components.Text(value)})
		}
	}
	add("结论", evaluate.ConclusionTitles[l.Conclusion])
	if l.Kind == evaluate.Final {
		if v.works() {
			add("得分", evaluate.Points(l.Total))
		}
		add("等级", l.Grade+map[bool]string{true: "", false: "（建议）"}[l.State == evaluate.Agreed])
		add("和分数线不同的理由", l.Reason)
		if l.State == evaluate.Struck {
			add("研究结果", "不同意，重新评估")
		}
	}
	if !l.Until.IsZero() {
		add("整改期限", day(l.Until, v.Now))
	}
	if l.Early {
		add("评估时间", "整改期限以前，由单位申请")
	}
	add("意见", l.Words)
	add("专家", l.Experts)
	return terms
}

func sheetTable(l evaluate.Look) components.Table {
	t := components.Table{Caption: evaluate.KindTitles[l.Kind], Columns: []components.Column{{Title: "评估标准", Kind: "main"}, {Title: "分值", Kind: "num"}, {Title: "评估意见"}, {Title: "情况"}}}
	if l.Kind == evaluate.Final {
		t.Columns[2] = components.Column{Title: "得分", Kind: "num"}
	}
	for _, f := range l.Sheet {
		found := evaluate.ResultTitles[f.Result]
		if l.Kind == evaluate.Final {
			found = evaluate.Points(f.Points)
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Text(f.Name), components.Text(n(f.Weight)), components.Text(found), components.Text(orDash(f.Words))}})
	}
	return t
}

func (v oneView) lossTerms(l evaluate.Loss) []components.Term {
	terms := []components.Term{{Name: "陈述的事项", Value: components.Text(l.Words)}, {Name: "截止日期", Value: components.Text(day(l.Until, v.Now))}}
	if stated := !l.StatedAt.IsZero(); stated && l.Statement == "" {
		terms = append(terms, components.Term{Name: "陈述的意见", Value: components.Text(components.FullMoment(l.StatedAt) + "已陈述，内容由主办单位和该单位掌握")})
	} else if !stated {
		terms = append(terms, components.Term{Name: "陈述的意见", Value: components.Text("没有提交")})
	} else {
		terms = append(terms, components.Term{Name: "陈述的意见", Value: components.TwoLines(l.Statement, components.FullMoment(l.StatedAt))})
	}
	switch l.State {
	case evaluate.Agreed:
		terms = append(terms, components.Term{Name: "研究结果", Value: components.Text("同意取消资格")})
	case evaluate.Struck:
		terms = append(terms, components.Term{Name: "研究结果", Value: components.Text("不同意，继续整改到" + day(l.Again, v.Now))})
	}
	if v.works() && l.Decision != "" {
		terms = append(terms, components.Term{Name: "研究决定", Value: components.Link("/decide/"+l.Decision, "查看")})
	}
	if l.Announced() {
		terms = append(terms, components.Term{Name: "通知", Value: components.Link("/losses/"+l.ID, l.Number)})
	}
	return terms
}

// registration reads what is registered of a document.
func registration(form *kit.Form, issued string) call.Registration {
	return call.Registration{Number: form.Line("number"), Signer: form.Line("signer"), Dated: programme.Day(form.Text("dated")), Issued: issued}
}

// lead says what the evaluation waits for.
func (v oneView) lead() string {
	switch v.Due {
	case evaluate.DueOver:
		return evaluate.EndTitle(v.State, v.Grade())
	case evaluate.DueRectify:
		if _, reported := v.Rectify(); reported {
			return "整改中，" + day(v.Day, v.Now) + "到期；单位已经报送整改情况"
		}
		return "整改中，" + day(v.Day, v.Now) + "到期"
	case evaluate.DueStatement:
		return "请单位在" + day(v.Day, v.Now) + "24:00前陈述意见"
	case evaluate.DueNothing:
		if v.Day.IsZero() {
			return "还没有开始实施"
		}
		return "实施中，" + day(v.Day, v.Now) + "起可以评估"
	case evaluate.DueTerm:
		return "已经评估，" + day(v.Day, v.Now) + "周期届满，从这一天起研究等级"
	case evaluate.DueAnnounce:
		if v.Waits {
			return "登记通知已提请审签，等待审签人办理"
		}
	}
	return evaluate.DueTitles[v.Due]
}
