package run

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

// PlanScope is what a plan is held against (R1, A8).
type PlanScope struct {
	Asks        []programme.PlanAsk
	Contents    []int // granted, by their numbers in the notice; one 0 where the programme has no such list
	Name        func(content int) string
	From, Until calendar.Day
	Lacks       func(text string) []rune // the characters that no font has
}

// The parts of a plan that a field of the form, or the words of a return, belong to. Those of a content and of a milestone
// carry its number or key.
const (
	PartLeader       = "leader"
	PartDepartment   = "department"
	PartContact      = "contact"
	PartOrganisation = "organisation"
	PartMilestones   = "milestones"
)

// PartGoal is the goal with its measures of a content.
func PartGoal(content int) string { return "goal-" + strconv.Itoa(content) }

// PartMeasures is the field of a content's measures.
func PartMeasures(content int) string { return "measures-" + strconv.Itoa(content) }

// How much may stand where.
const (
	mostMilestones = 60
	mostWords      = 4000
	mostLine       = 200
)

// PlanFaults says what keeps a plan from being handed in: who leads and which department answers (A8), what is to be reached
// by which measures for each granted content, and milestones inside the term, with what can be counted (R1).
func PlanFaults(s PlanScope, b PlanBody) []fault.Field {
	c := planCheck{PlanScope: s}
	c.persons(b)
	for _, n := range s.Contents {
		c.goal(n, b)
	}
	c.text(PartOrganisation, "组织保障", b.Organisation, mostWords, false)
	c.milestones(b)
	return c.faults
}

type planCheck struct {
	PlanScope
	faults []fault.Field
}

func (c *planCheck) asks(a programme.PlanAsk) bool { return slices.Contains(c.Asks, a) }

func (c *planCheck) wrong(key, message string) {
	c.faults = append(c.faults, fault.Field{Key: key, Message: message})
}

// text holds one text against its length and the fonts; it tells whether there is anything.
func (c *planCheck) text(key, label, text string, most int, wanted bool) {
	text = strings.TrimSpace(text)
	switch n := utf8.RuneCountInString(text); {
	case text == "" && wanted:
		c.wrong(key, "请填写"+label+"。")
	case n > most:
		c.wrong(key, fmt.Sprintf("%s不超过%d字，现在有%d字。", label, most, n))
	default:
		if lacking := c.Lacks(text); len(lacking) > 0 {
			c.wrong(key, label+"中有无法打印的字：“"+string(lacking)+"”，请改用通行的字。")
		}
	}
}

var phoneForm = regexp.MustCompile(`^[0-9+\-()（） 、转]{5,40}$`)

func (c *planCheck) persons(b PlanBody) {
	c.text(PartLeader+"_name", "分管领导", b.Leader.Name, mostLine, c.asks(programme.AskLeader))
	c.text(PartLeader+"_post", "分管领导的职务", b.Leader.Post, mostLine, c.asks(programme.AskLeader))
	c.phone(PartLeader+"_phone", b.Leader.Phone, false)
	c.text(PartDepartment, "责任部门", b.Department, mostLine, c.asks(programme.AskDepartment))
	c.text(PartContact+"_name", "联络人", b.Contact.Name, mostLine, true)
	c.text(PartContact+"_post", "联络人的职务", b.Contact.Post, mostLine, false)
	c.phone(PartContact+"_phone", b.Contact.Phone, true)
}

func (c *planCheck) phone(key, text string, wanted bool) {
	switch text = strings.TrimSpace(text); {
	case text == "" && wanted:
		c.wrong(key, "请填写联络人的电话。")
	case text != "" && !phoneForm.MatchString(text):
		c.wrong(key, "电话号码只填数字，例如 13800000000 或 0531-82000000。")
	}
}

// goal: each granted content has what it is to reach and how.
func (c *planCheck) goal(n int, b PlanBody) {
	var g Goal
	if at := slices.IndexFunc(b.Goals, func(g Goal) bool { return g.Content == n }); at >= 0 {
		g = b.Goals[at]
	}
	c.text(PartGoal(n), "“"+c.Name(n)+"”的改革目标", g.Goal, mostWords, c.asks(programme.AskGoals))
	c.text(PartMeasures(n), "“"+c.Name(n)+"”的工作措施", g.Measures, mostWords, c.asks(programme.AskMeasures))
}

func (c *planCheck) milestones(b PlanBody) {
	if len(b.Milestones) > mostMilestones {
		c.wrong(PartMilestones, fmt.Sprintf("时间进度最多%d项，现在有%d项，请合并。", mostMilestones, len(b.Milestones)))
	}
	for i, m := range b.Milestones {
		c.milestone(fmt.Sprintf("第%d项", i+1), m)
	}
	if !c.asks(programme.AskTimetable) && !c.asks(programme.AskTargets) {
		return
	}
	for _, n := range c.Contents {
		if !slices.ContainsFunc(b.Milestones, func(m Milestone) bool { return m.Content == n }) {
			c.wrong(PartMilestones, "“"+c.Name(n)+"”在时间进度里还没有一项工作，请至少安排一项。")
		}
	}
}

// milestone: what, by which day of the term, and what can be counted and proven then.
func (c *planCheck) milestone(which string, m Milestone) {
	if !slices.Contains(c.Contents, m.Content) {
		c.wrong("content-"+m.Key, which+"：请选择核定的内容。")
	}
	c.text("what-"+m.Key, which+"的工作事项", m.What, 2*mostLine, true)
	switch {
	case m.By.IsZero():
		c.wrong("by-"+m.Key, which+"：请填写完成时间，例如 2020-12-31。")
	case m.By.Before(c.From) || c.Until.Before(m.By):
		c.wrong("by-"+m.Key, fmt.Sprintf("%s：完成时间应在%s至%s之间。", which, longDay(c.From), longDay(c.Until)))
	}
	c.text("indicator-"+m.Key, which+"的预期指标", m.Indicator, mostLine, true)
	if !positive(m.Target) {
		c.wrong("target-"+m.Key, which+"：目标值请填大于0的数字；不能计数的填1，单位填“项”。")
	}
	c.text("unit-"+m.Key, which+"的计量单位", m.Unit, 20, true)
	c.text("evidence-"+m.Key, which+"的佐证材料", m.Evidence, mostLine, true)
}

func longDay(d calendar.Day) string { return d.Start().Format("2006年1月2日") }

var numberForm = regexp.MustCompile(`^[0-9]{1,9}(\.[0-9]{1,4})?$`)

func positive(text string) bool {
	return numberForm.MatchString(text) && strings.Trim(text, "0.") != ""
}

var keyForm = regexp.MustCompile(`^m[1-9][0-9]{0,5}$`)

// keyNumber is the number in a milestone's key, 0 where it is none.
func keyNumber(key string) int {
	if !keyForm.MatchString(key) {
		return 0
	}
	n, _ := strconv.Atoi(key[1:]) // the form has digits alone
	return n
}

// NextKey is a key that none of those given has used.
func NextKey(given []string) string {
	highest := 0
	for _, key := range given {
		highest = max(highest, keyNumber(key))
	}
	return "m" + strconv.Itoa(highest+1)
}

// Numbered gives every milestone its key: one that a version has had stays, a new one gets a number beyond all that were ever
// given, and no two of a plan are the same. The milestones come out by day.
func Numbered(b PlanBody, given []string) PlanBody {
	taken := slices.Clone(given)
	highest := keyNumber(NextKey(given)) - 1
	used := map[string]bool{}
	b.Milestones = slices.Clone(b.Milestones)
	for i, m := range b.Milestones {
		known := slices.Contains(given, m.Key) || keyNumber(m.Key) > highest
		if !known || used[m.Key] {
			m.Key = ""
		}
		used[m.Key] = m.Key != ""
		taken = append(taken, m.Key)
		b.Milestones[i].Key = m.Key
	}
	for i, m := range b.Milestones {
		if m.Key == "" {
			b.Milestones[i].Key = NextKey(taken)
			taken = append(taken, b.Milestones[i].Key)
		}
	}
	slices.SortStableFunc(b.Milestones, func(x, y Milestone) int {
		return cmp.Or(x.By.Sub(y.By), cmp.Compare(x.Content, y.Content))
	})
	return b
}

// MaySubmitPlan: a plan is handed in while it is being written.
func MaySubmitPlan(state act.State) error {
	switch state {
	case Planning:
		return nil
	case PlanSubmitted:
		return fault.Conflict("R1", "实施方案已经报送，正在审定。需要修改的，请联系办公室退回。")
	}
	return fault.Conflict("R1", "实施方案已经审定。需要调整内容、目标或者时间的，请提出调整申请。")
}

// MayJudgePlan: what waits to be judged is the last version, the one that was read.
func MayJudgePlan(state act.State, last Plan, n int) error {
	switch {
	case state != PlanSubmitted || last.State != PlanHandedIn:
		return fault.Conflict("R1", "现在没有待审的实施方案。请刷新页面，看看现在由谁办理。")
	case last.N != n:
		return fault.Conflict("R1", fmt.Sprintf("您看的是第%d版，现在已是第%d版。请看过新的一版再办理。", n, last.N))
	}
	return nil
}

// ReturnFaults says what is wrong with sending a plan back: words for at least one of its parts, and a day that lies ahead.
func ReturnFaults(parts []PlanPart, items []ReturnItem, until calendar.Day, now time.Time) (wrong []fault.Field) {
	if len(items) == 0 && len(parts) > 0 { // said at the first place where words can stand
		wrong = append(wrong, fault.Field{Key: "words-" + parts[0].Key, Message: "请在需要修改的地方写明意见，至少一处。"})
	}
	for _, item := range items {
		switch n := utf8.RuneCountInString(item.Words); {
		case !slices.ContainsFunc(parts, func(p PlanPart) bool { return p.Key == item.Part }):
			wrong = append(wrong, fault.Field{Key: "words-" + item.Part, Message: "方案中没有这一处，请刷新页面再办理。"})
		case strings.TrimSpace(item.Words) == "":
			wrong = append(wrong, fault.Field{Key: "words-" + item.Part, Message: "请写明修改意见。"})
		case n > 5*mostLine:
			wrong = append(wrong, fault.Field{Key: "words-" + item.Part, Message: fmt.Sprintf("修改意见不超过%d字，现在有%d字。", 5*mostLine, n)})
		}
	}
	if until.IsZero() || !calendar.EndOfDay(until).After(now) {
		wrong = append(wrong, fault.Field{Key: "until", Message: "请填写今天或者以后的修改期限。"})
	}
	return wrong
}

// PlanDue is until when the plan is asked for: so many days after the release, to the end of the day.
func PlanDue(years calendar.Years, opened calendar.Day, days programme.Days) (time.Time, error) {
	last, err := years.CountDays(opened, days.N, days.FirstDay, days.Working)
	return calendar.EndOfDay(last), err
}
