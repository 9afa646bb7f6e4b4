package apply

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"shidian/internal/fault"
	"shidian/internal/programme"
)

// Judged is a condition of eligibility that a form does not meet.
type Judged struct {
	Field string // key of the field that the fact was read from
	Hard  bool
	Words string // the programme's words, with what was counted
}

// Judge holds the programme's conditions against a form. What the form does not say yet is judged by nobody: an empty
// or faulty field is named by [Faults] anyway.
func Judge(p *programme.Programme, kind string, values map[string]string) (list []Judged) {
	for _, c := range p.Eligibility {
		f, asked := p.Field(c.Field)
		if !asked || (len(c.Kinds) > 0 && !slices.Contains(c.Kinds, kind)) || !f.For(kind) {
			continue
		}
		facts := factsIn(c, f, values[f.Key])
		if len(facts) == 0 || meets(c, facts) {
			continue
		}
		list = append(list, Judged{Field: f.Key, Hard: c.Hard, Words: c.Words + counted(c, facts, values[f.Key])})
	}
	return list
}

// factsIn are the facts that a field holds: an age, or every title chosen or written in a column; none where the text
// is no value of the field.
func factsIn(c programme.Condition, f programme.Field, text string) []string {
	if IsSlash(text) {
		return []string{Slash}
	}
	switch f.Type {
	case programme.Date:
		if age, ok := ageOn(text, c.AsOf); ok {
			return []string{strconv.Itoa(age)}
		}
	case programme.Choice:
		v, _ := DecodeChoice(text)
		return v
	case programme.Rows:
		return columnOf(f, c.Column, text)
	}
	return nil
}

func columnOf(f programme.Field, column, text string) (cells []string) {
	at := slices.IndexFunc(f.Table.Columns, func(x programme.Column) bool { return x.Key == column })
	rows, _ := DecodeTable(text)
	for _, row := range rows {
		if at >= 0 && at < len(row) {
			cells = append(cells, row[at])
		}
	}
	return cells
}

// meets: none of several may be among the forbidden; one of several is enough for what is asked for.
func meets(c programme.Condition, facts []string) bool {
	if c.Is == programme.NoneOf || c.Is == programme.Differs {
		return !slices.ContainsFunc(facts, func(fact string) bool { return !holds(c, fact) })
	}
	return slices.ContainsFunc(facts, func(fact string) bool { return holds(c, fact) })
}

// ageOn is the age in full years on a day (周岁: from the birthday on). Who is born on 29 February is a year older on
// 1 March where there is no such day.
func ageOn(born string, on programme.Day) (int, bool) {
	from, err1 := time.Parse(dayForm, born)
	to, err2 := time.Parse(dayForm, string(on))
	if err1 != nil || err2 != nil || to.Before(from) {
		return 0, false
	}
	age := to.Year() - from.Year()
	if from.AddDate(age, 0, 0).After(to) {
		age--
	}
	return age, true
}

// counted says how an age was counted; "" for other facts.
func counted(c programme.Condition, facts []string, text string) string {
	if c.Fact != programme.FactAge || c.AsOf == "" || len(facts) != 1 {
		return "。"
	}
	return fmt.Sprintf("。按%s出生计算，到%s为%s周岁。", shownDay(text), shownDay(string(c.AsOf)), facts[0])
}

// refusals are the hard conditions that a form does not meet, at their fields; a field that has a fault already keeps it.
func refusals(p *programme.Programme, kind string, values map[string]string) map[string]string {
	refused := map[string]string{}
	for _, j := range Judge(p, kind, values) {
		if f, _ := p.Field(j.Field); j.Hard && refused[j.Field] == "" {
			refused[j.Field] = "“" + FieldName(f) + "”不符合条件：" + j.Words
		}
	}
	return refused
}

// Warned are the soft conditions that a form does not meet, in the programme's words with the field's name.
func Warned(p *programme.Programme, kind string, values map[string]string) (words []fault.Field) {
	for _, j := range Judge(p, kind, values) {
		if f, _ := p.Field(j.Field); !j.Hard {
			words = append(words, fault.Field{Key: j.Field, Message: FieldName(f) + "：" + j.Words})
		}
	}
	return words
}
