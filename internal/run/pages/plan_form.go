package pages

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"shidian/internal/calendar"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
)

// typedPlan writes a plan as the form has it.
func typedPlan(b run.PlanBody) kit.Typed {
	f := kit.Typed{}
	set := func(name, value string) { f[name] = []string{value} }
	for name, person := range map[string]run.Person{run.PartLeader: b.Leader, run.PartContact: b.Contact} {
		set(name+"_name", person.Name)
		set(name+"_post", person.Post)
		set(name+"_phone", person.Phone)
	}
	set(run.PartDepartment, b.Department)
	set(run.PartOrganisation, b.Organisation)
	for _, g := range b.Goals {
		set(run.PartGoal(g.Content), g.Goal)
		set(run.PartMeasures(g.Content), g.Measures)
	}
	for _, m := range b.Milestones {
		f["row"] = append(f["row"], m.Key)
		for name, value := range map[string]string{"content-": strconv.Itoa(m.Content), "what-": m.What, "by-": m.By.String(), "indicator-": m.Indicator,
			"target-": m.Target, "unit-": m.Unit, "evidence-": m.Evidence} {
			set(name+m.Key, value)
		}
	}
	return f
}

// ordered are the form's rows by day, as the plan has them; those in which nothing was typed come last. What is wrong with a
// row is told by its number.
func ordered(f kit.Typed) []string {
	rows := map[string]run.Milestone{}
	for _, m := range planOf(f, nil).Milestones {
		rows[m.Key] = m
	}
	keys := slices.Clone(f["row"])
	slices.SortStableFunc(keys, func(a, b string) int {
		x, first := rows[a]
		y, second := rows[b]
		if first != second {
			return map[bool]int{true: -1, false: 1}[first]
		}
		return cmp.Or(x.By.Sub(y.By), cmp.Compare(x.Content, y.Content))
	})
	return keys
}

// planOf reads a plan from the form. A row in which nothing was typed is none.
func planOf(f kit.Typed, contents []int) (b run.PlanBody) {
	text := func(name string) string { return strings.TrimSpace(f.Text(name)) }
	person := func(name string) run.Person {
		return run.Person{Name: text(name + "_name"), Post: text(name + "_post"), Phone: text(name + "_phone")}
	}
	b.Leader, b.Contact, b.Department, b.Organisation = person(run.PartLeader), person(run.PartContact), text(run.PartDepartment), text(run.PartOrganisation)
	for _, n := range contents {
		b.Goals = append(b.Goals, run.Goal{Content: n, Goal: text(run.PartGoal(n)), Measures: text(run.PartMeasures(n))})
	}
	for _, key := range f["row"] {
		m := run.Milestone{Key: key, What: text("what-" + key), Indicator: text("indicator-" + key), Target: text("target-" + key), Unit: text("unit-" + key),
			Evidence: text("evidence-" + key)}
		m.By, _ = calendar.ParseDay(text("by-" + key))      // no day is told by the rule
		m.Content, _ = strconv.Atoi(text("content-" + key)) // the same
		if m != (run.Milestone{Key: key, Content: m.Content}) {
			b.Milestones = append(b.Milestones, m)
		}
	}
	return b
}

func (v writeView) at(below string) string { return run.Link(v.ID) + "/plan" + below }

// field is one of the form's questions with its answer.
func (v writeView) field(name, label string) components.Field {
	return components.Field{Name: name, Label: label, Value: v.Form.Text(name), Error: v.Wrong.Of(name)}
}

func (v writeView) needed(name, label string) components.Field {
	f := v.field(name, label)
	f.Required = true
	return f
}

// long is a question whose answer runs over paragraphs.
func (v writeView) long(name, label string, rows int, needed bool) components.Field {
	f := v.field(name, label)
	f.Rows, f.Max, f.Required = rows, 4000, needed
	return f
}

// cell is a question of one milestone.
func (v writeView) cell(name, key, label, kind string) components.Field {
	f := v.field(name+"-"+key, label)
	f.Type, f.Rows, f.Required = kind, 2, true
	return f
}

func (v writeView) contents(key string) components.Field {
	f := v.cell("content", key, v.Programme().Called().Contents, "")
	for _, n := range v.Granted() {
		f.Options = append(f.Options, components.Option{Value: strconv.Itoa(n), Label: v.ContentName(n)})
	}
	return f
}

func (v writeView) deadline() *components.Deadline {
	if v.Until.IsZero() {
		return nil
	}
	return &components.Deadline{Label: "报送期限", At: v.Until, Now: v.Now}
}
