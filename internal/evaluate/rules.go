package evaluate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/run"
)

// mostWords bounds what is said of one criterion or one item, mostItems how many there are.
const (
	mostWords = 2000
	mostItems = 20
)

// MidtermFrom is the first day on which a pilot can be looked at in the middle of its term (J1; ours: 中期在第几个月,
// 可提前几个月).
func MidtermFrom(e programme.Evaluate, from calendar.Day) calendar.Day {
	return from.AddMonths(e.MidMonth.Value - e.LeadMonths())
}

// FinalFrom is the first day on which a pilot can be judged at the end of its term (J2; ours: 可提前几个月).
func FinalFrom(e programme.Evaluate, until calendar.Day) calendar.Day {
	return until.Add(1).AddMonths(-e.LeadMonths())
}

// MayMidterm judges whether a pilot can be looked at in the middle of its term (J1): reports is how many half years were
// reported or excused.
func MayMidterm(e programme.Evaluate, from, today calendar.Day, reports int) error {
	switch first := MidtermFrom(e, from); {
	case !e.On || !e.Midterm:
		return fault.Conflict("J1", "本项目不作中期评估。")
	case today.Before(first):
		return fault.Conflict("J1", "中期评估从"+dayWords(first)+"开始，现在还早。")
	case reports == 0:
		return fault.Conflict("J1", "还没有半年报告，也没有免报。中期评估依据报告进行，请先调度。")
	}
	return nil
}

// WrongFindings lists what a sheet lacks or has wrong: of each criterion a result, and words for what was not reached.
func WrongFindings(sheet []programme.Criterion, found []Finding, passed bool) (wrong []fault.Field) {
	for _, c := range sheet {
		f, has := findingOf(found, c.Key)
		words := strings.TrimSpace(f.Words)
		switch {
		case !has || ResultTitles[f.Result] == "":
			wrong = append(wrong, fault.Field{Key: "result." + c.Key, Message: "“" + c.Name + "”没有评估意见，请选择。"})
		case passed && f.Result == Missed:
			wrong = append(wrong, fault.Field{Key: "result." + c.Key, Message: "“" + c.Name + "”未达到的，结论不能是通过。"})
		case words == "" && f.Result != Reached:
			wrong = append(wrong, fault.Field{Key: "words." + c.Key, Message: "“" + c.Name + "”没有完全达到的，请写明情况。"})
		case utf8.RuneCountInString(words) > mostWords:
			wrong = append(wrong, fault.Field{Key: "words." + c.Key, Message: fmt.Sprintf("“%s”的意见请不超过%d字。", c.Name, mostWords)})
		}
	}
	return wrong
}

func findingOf(found []Finding, key string) (Finding, bool) {
	i := slices.IndexFunc(found, func(f Finding) bool { return f.Key == key })
	if i < 0 {
		return Finding{}, false
	}
	return found[i], true
}

// WrongLook lists what a midterm or second look lacks or has wrong (J1). Only a midterm that was not passed names what is
// to be put right.
func WrongLook(kind Kind, sheet []programme.Criterion, x Looking) (wrong []fault.Field) {
	if ConclusionTitles[x.Conclusion] == "" {
		wrong = append(wrong, fault.Field{Key: "conclusion", Message: "请选择评估结论。"})
	}
	wrong = append(wrong, WrongFindings(sheet, x.Sheet, x.Conclusion == Passed)...)
	if strings.TrimSpace(x.Experts) == "" {
		wrong = append(wrong, fault.Field{Key: "experts", Message: "请填写参加评估的专家姓名。"})
	}
	switch {
	case kind == Midterm && x.Conclusion == Failed && len(x.Items) == 0:
		wrong = append(wrong, fault.Field{Key: "items", Message: "没有通过的，请写明整改事项，每行一项。"})
	case len(x.Items) > mostItems || slices.ContainsFunc(x.Items, func(s string) bool { return utf8.RuneCountInString(s) > mostWords }):
		wrong = append(wrong, fault.Field{Key: "items", Message: fmt.Sprintf("整改事项最多%d项，每项不超过%d字。", mostItems, mostWords)})
	case kind == Second && x.Conclusion == Failed && strings.TrimSpace(x.Words) == "":
		wrong = append(wrong, fault.Field{Key: "words", Message: "仍达不到要求的，请写明情况。"})
	}
	return wrong
}

// WrongRectification lists what a unit's report of its rectifying lacks (J1): of each item what was done, and what proves it.
func WrongRectification(items []string, x []Mended) (wrong []fault.Field) {
	for i, what := range items {
		n := strconv.Itoa(i + 1)
		at := slices.IndexFunc(x, func(m Mended) bool { return m.What == what })
		switch {
		case at < 0 || strings.TrimSpace(x[at].Did) == "":
			wrong = append(wrong, fault.Field{Key: "did." + n, Message: "第" + n + "项没有写明整改情况。"})
		case strings.TrimSpace(x[at].Evidence) == "" && len(x[at].Files) == 0:
			wrong = append(wrong, fault.Field{Key: "evidence." + n, Message: "第" + n + "项没有写明或者上传佐证材料。"})
		case utf8.RuneCountInString(x[at].Did) > mostWords || utf8.RuneCountInString(x[at].Evidence) > mostWords:
			wrong = append(wrong, fault.Field{Key: "did." + n, Message: fmt.Sprintf("第%s项请不超过%d字，细节放进附件。", n, mostWords)})
		}
	}
	return wrong
}

// MaySecond judges whether a pilot can be looked at again (J1): when its date is over, or before where the unit asks.
func MaySecond(today, until calendar.Day, asked bool) error {
	if !until.Before(today) && !asked {
		return fault.Conflict("J1", "整改期限到"+dayWords(until)+"，还没有到期。单位报送整改情况并申请提前评估的，可以提前。")
	}
	return nil
}

// WrongHearing lists what asking for a statement lacks (J1).
func WrongHearing(words, until string, today calendar.Day) (wrong []fault.Field) {
	if strings.TrimSpace(words) == "" {
		wrong = append(wrong, fault.Field{Key: "words", Message: "请写明请单位陈述什么。"})
	}
	day, err := calendar.ParseDay(until)
	if err != nil || !today.Before(day) {
		wrong = append(wrong, fault.Field{Key: "until", Message: "请填写陈述的截止日期，须晚于今天。"})
	}
	return wrong
}

// MayState judges whether the unit can still state its view (J1): until the last day is over.
func MayState(l Loss, today calendar.Day) error {
	if l.State != LossAsked || l.Until.Before(today) {
		return fault.Conflict("J1", "陈述的期限是"+dayWords(l.Until)+"，已经过了。需要补充的，请与办公室联系。")
	}
	return nil
}

// MayDecideLoss judges whether a body can decide a loss (J1): the unit was asked, and has stated its view or let the day go
// by.
func MayDecideLoss(state act.State, l Loss, today calendar.Day) error {
	switch {
	case state != run.LossProposed:
		return fault.Conflict("J1", "这个单位不在拟取消资格的状态，请刷新页面查看。")
	case l.State != LossAsked:
		return fault.Conflict("J1", "还没有听取陈述，不能研究取消资格。请先在评估页面请单位陈述。")
	case l.StatedAt.IsZero() && !l.Until.Before(today):
		return fault.Conflict("J1", "陈述的期限是"+dayWords(l.Until)+"，单位还没有陈述，不能研究取消资格。")
	}
	return nil
}

// MayFinal judges whether a pilot can be judged at the end (J2): its term is over or in its last month, it has passed the
// midterm where the programme has one, and no half year is missing.
func MayFinal(e programme.Evaluate, state act.State, until, today calendar.Day, missing []string) error {
	switch first := FinalFrom(e, until); {
	case !e.On || !e.Final:
		return fault.Conflict("J2", "本项目不作终期评估。")
	case state == run.Running && e.Midterm:
		return fault.Conflict("J2", "还没有通过中期评估，不能终期评估。")
	case today.Before(first):
		return fault.Conflict("J2", "周期到"+dayWords(until)+"，终期评估从"+dayWords(first)+"开始，现在还早。")
	case len(missing) > 0:
		return fault.Conflict("J2", "还有半年报告没有报送，也没有免报："+strings.Join(missing, "、")+"。请单位补报，或者办理免报。")
	}
	return nil
}

// MayGrade judges whether the grade of a pilot can be decided (J2): 对试点结束的单位组织评估验收. What is needed for it may be
// put down before; the grade, and with it the end, comes with the last day and not earlier.
func MayGrade(until, today calendar.Day) error {
	if today.Before(until) {
		return fault.Conflict("J2", "周期到"+dayWords(until)+"，等级从这一天起研究决定；评估可以先登记。")
	}
	return nil
}

// NotCalled is from when on no half year has been asked of a pilot although one of so many months ends within its term
// (R2); false where all of them were. The evaluation says so: reports that nobody asked for cannot be judged.
func NotCalled(all []run.Stocktaking, p run.Pilot, months int) (from calendar.Day, lacks bool) {
	from = p.From
	for _, s := range all {
		if slices.Contains(s.Cohorts, p.Cohort) && from.Before(s.Until.Add(1)) {
			from = s.Until.Add(1)
		}
	}
	return from, months > 0 && !p.Until.Before(from.AddMonths(months).Add(-1))
}

// MissingHalfYears names the stocktakings of a cohort that a pilot neither reported nor was excused from (R2, J2). One of a
// time after its term asks nothing of it.
func MissingHalfYears(all []run.Stocktaking, reports []run.Report, p run.Pilot) (missing []string) {
	for _, s := range all {
		asked := slices.Contains(s.Cohorts, p.Cohort) && !p.Until.Before(s.From)
		told := slices.ContainsFunc(reports, func(r run.Report) bool { return r.Stocktaking == s.ID && r.State != run.ReportReplaced })
		if asked && !told {
			missing = append(missing, s.Title)
		}
	}
	slices.Reverse(missing)
	return missing
}

// Total is the sum of a sheet's points, in hundredths.
func Total(sheet []Finding) (sum int) {
	for _, f := range sheet {
		sum += f.Points
	}
	return sum
}

// ParsePoints reads points with at most two decimals into hundredths; false for anything else.
func ParsePoints(text string) (int, bool) {
	whole, part, dot := strings.Cut(strings.TrimSpace(text), ".")
	n, err := strconv.ParseUint(whole, 10, 16)
	if err != nil || dot && (part == "" || len(part) > 2) {
		return 0, false
	}
	cents, err := strconv.ParseUint((part + "00")[:2], 10, 8)
	return int(n)*100 + int(cents), err == nil
}

// GradeFor is the grade that a total gets by the thresholds, which stand best first (J2).
func GradeFor(e programme.Evaluate, total int) string {
	for _, g := range e.Grades.Value {
		if total >= g.From*100 {
			return g.Name
		}
	}
	return e.NotPassed
}

// Grades are the names of what a final evaluation can come to, best first (J2).
func Grades(e programme.Evaluate) (names []string) {
	for _, g := range e.Grades.Value {
		names = append(names, g.Name)
	}
	return append(names, e.NotPassed)
}

// WrongFinal lists what a final look lacks or has wrong (J2): points of each criterion within its weight, words, and a
// reason where the grade is another than by the thresholds.
func WrongFinal(e programme.Evaluate, x Judging) (wrong []fault.Field) {
	total := 0
	for _, c := range e.Sheet() {
		f, has := findingOf(x.Sheet, c.Key)
		total += f.Points
		if !has || f.Points < 0 || f.Points > c.Weight*100 {
			wrong = append(wrong, fault.Field{Key: "points." + c.Key, Message: fmt.Sprintf("“%s”请打0到%d分，最多两位小数。", c.Name, c.Weight)})
		}
		if utf8.RuneCountInString(f.Words) > mostWords {
			wrong = append(wrong, fault.Field{Key: "words." + c.Key, Message: fmt.Sprintf("“%s”的意见请不超过%d字。", c.Name, mostWords)})
		}
	}
	if strings.TrimSpace(x.Experts) == "" {
		wrong = append(wrong, fault.Field{Key: "experts", Message: "请填写参加评估的专家姓名。"})
	}
	if strings.TrimSpace(x.Words) == "" {
		wrong = append(wrong, fault.Field{Key: "words", Message: "请写明评估意见。"})
	}
	switch {
	case !slices.Contains(Grades(e), x.Grade):
		wrong = append(wrong, fault.Field{Key: "grade", Message: "请选择建议等级。"})
	case len(wrong) == 0 && x.Grade != GradeFor(e, total) && strings.TrimSpace(x.Reason) == "":
		wrong = append(wrong, fault.Field{Key: "reason", Message: fmt.Sprintf("得分%s，按分数线是“%s”。建议其他等级的，请写明理由。", Points(total), GradeFor(e, total))})
	}
	return wrong
}

// MostOf is how many of the pilots that were judged may have a grade (J2): its share, rounded down, but one at least, or a
// small cohort could never have an excellent one, and nothing to take into the brand programme.
func MostOf(g programme.Grade, judged int) int { return max(1, judged*g.Share/100) }

// OverShare refuses a decision that would give a grade to more of a cohort's pilots than its share allows (J2): given is
// how many have each grade with it, judged how many pilots were judged.
func OverShare(e programme.Evaluate, given map[string]int, judged int) error {
	for _, g := range e.Grades.Value {
		if most := MostOf(g, judged); given[g.Name] > most {
			return fault.Conflict("J2", fmt.Sprintf("“%s”不超过%d%%：已评估%d个单位，最多%d个，现在是%d个。请调整后再登记。", g.Name, g.Share, judged, most, given[g.Name]))
		}
	}
	return nil
}

// Target is one milestone of the plan: what was to be reached, and what was (J2).
type Target struct {
	run.Milestone
	State   run.Progress
	Actual  string
	Proof   string
	Percent int // of the target; -1 where it cannot be said
}

// Compare holds the newest report against the plan: every milestone with what was reached, in the plan's order.
func Compare(plan run.PlanBody, report run.ReportBody) []Target {
	targets := make([]Target, len(plan.Milestones))
	for i, m := range plan.Milestones {
		targets[i] = Target{Milestone: m, Percent: -1}
		for _, l := range report.Lines {
			if l.Milestone == m.Key {
				targets[i].State, targets[i].Actual, targets[i].Proof = l.State, l.Actual, l.Evidence
				targets[i].Percent = percent(m.Target, l.Actual)
			}
		}
	}
	return targets
}

// percent is how much of a target was reached, rounded down; -1 where either is no number or the target is nought.
func percent(target, actual string) int {
	to, errTo := strconv.ParseFloat(strings.TrimSpace(target), 64)
	is, errIs := strconv.ParseFloat(strings.TrimSpace(actual), 64)
	if errTo != nil || errIs != nil || !(to > 0) || !(is >= 0) || is/to > 1e6 {
		return -1
	}
	return int(is*100/to + 1e-9)
}
