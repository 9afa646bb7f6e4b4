package review

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"shidian/internal/fault"
)

// The columns of a list of experts, in the order of the template.
const (
	ColName     = "姓名"
	ColEmployer = "工作单位"
	ColField    = "专业领域"
	ColTitle    = "职称或职务"
	ColPhone    = "手机"
	ColEmail    = "电子邮箱"
	ColInhouse  = "主办单位机关人员"
	ColLast     = "最近一次参加评审"
)

// ExpertColumns are the columns of the template.
var ExpertColumns = []string{ColName, ColEmployer, ColField, ColTitle, ColPhone, ColEmail, ColInhouse, ColLast}

// ExpertLine is one row of a list of experts as it was typed, its cells in the order of ExpertColumns.
type ExpertLine struct {
	Row   int // as the spreadsheet numbers it
	Cells []string
}

// BadCell is a cell that stops the import, and why.
type BadCell struct {
	Row    int
	Column string
	Why    string
}

// ExpertPlan is what an import would do. Nothing is written while Bad is not empty.
type ExpertPlan struct {
	Lines int
	New   []Expert
	Same  int // rows of experts who are in the pool already
	Bad   []BadCell
}

// columnOf are the fields of the form under the columns' names.
var columnOf = map[string]string{"name": ColName, "employer": ColEmployer, "field": ColField, "title": ColTitle, "phone": ColPhone,
	"email": ColEmail, "last": ColLast}

// planExperts holds a list against the pool. It writes nothing.
func planExperts(lines []ExpertLine, there []Expert, now time.Time) ExpertPlan {
	plan := ExpertPlan{Lines: len(lines)}
	for _, line := range lines {
		e, house := expertOf(line)
		for _, wrong := range mendExpert(e, now) {
			plan.Bad = append(plan.Bad, BadCell{line.Row, columnOf[wrong.Key], wrong.Message})
		}
		if !slices.Contains([]string{"", "是", "否"}, house) {
			plan.Bad = append(plan.Bad, BadCell{line.Row, ColInhouse, "请填“是”或“否”，空着是“否”。"})
		}
		switch {
		case twin(plan.New, e):
			plan.Bad = append(plan.Bad, BadCell{line.Row, ColName, "名单里同名同单位的有两行，请删去一行。"})
		case twin(there, e):
			plan.Same++
		default:
			plan.New = append(plan.New, e)
		}
	}
	return plan
}

func expertOf(line ExpertLine) (e Expert, house string) {
	cells := append(slices.Clone(line.Cells), make([]string, len(ExpertColumns))...)
	house = cells[6]
	return tidyExpert(Expert{Name: cells[0], Employer: cells[1], Field: cells[2], Title: cells[3], Phone: cells[4], Email: cells[5],
		Inhouse: house == "是", LastService: plainDay(cells[7]), State: ExpertActive}), house
}

// tidyExpert takes blanks away that nobody means.
func tidyExpert(e Expert) Expert {
	for _, text := range []*string{&e.Name, &e.Employer, &e.Field, &e.Title, &e.Phone, &e.Email, &e.LastService} {
		*text = strings.Join(strings.Fields(*text), " ")
	}
	return e
}

// plainDay writes a day as people write it the way it is kept.
func plainDay(text string) string {
	plain := strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-", ".", "-").Replace(strings.TrimSpace(text))
	if at, err := time.Parse("2006-1-2", plain); err == nil {
		return at.Format("2006-01-02")
	}
	return text
}

const (
	maxExpertName = 40
	maxExpertText = 80
)

var (
	mobileForm = regexp.MustCompile(`^1[3-9]\d{9}$`)
	emailForm  = regexp.MustCompile(`^[^\s@<>,;"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)
)

// mendExpert says what of an expert needs mending, by the form's fields.
func mendExpert(e Expert, now time.Time) (wrong []fault.Field) {
	add := func(bad bool, key, message string) {
		if bad {
			wrong = append(wrong, fault.Field{Key: key, Message: message})
		}
	}
	unfit := func(text string, most int) bool { return text == "" || utf8.RuneCountInString(text) > most }
	add(unfit(e.Name, maxExpertName), "name", "请填写姓名，不超过40字。")
	add(unfit(e.Employer, maxExpertText), "employer", "请填写工作单位全称，不超过80字；回避要按它查。")
	add(unfit(e.Field, maxExpertText), "field", "请填写专业领域，不超过80字。")
	add(unfit(e.Title, maxExpertText), "title", "请填写职称或职务，不超过80字。")
	add(!mobileForm.MatchString(e.Phone), "phone", "请填写11位手机号码。")
	add(e.Email != "" && !emailForm.MatchString(e.Email), "email", "电子邮箱格式不对，可以空着。")
	day, err := time.Parse("2006-01-02", e.LastService)
	add(e.LastService != "" && (err != nil || day.After(now)), "last", "请写成 2020-05-12，不晚于今天；不知道的空着。")
	return wrong
}

// twin tells whether the pool has somebody of this name and employer.
func twin(pool []Expert, e Expert) bool {
	return slices.ContainsFunc(pool, func(o Expert) bool { return o.Name == e.Name && o.Employer == e.Employer })
}
