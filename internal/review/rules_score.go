package review

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shidian/internal/fault"
	"shidian/internal/programme"
)

// maxComment is how long a comment may be, in characters.
const maxComment = 1000

// CriterionField is the name of a criterion's input on the sheet.
func CriterionField(key string) string { return "c-" + key }

// ReadSheet says what a typed sheet comes to, or what of it needs mending: every criterion a whole number from 0 to its
// weight, and a comment below the line that the programme draws (C1).
func ReadSheet(p Panel, typed Typed) (points map[string]int, total int, comment string, err error) {
	var wrong []fault.Field
	points = map[string]int{}
	for _, c := range p.Criteria {
		n, convErr := strconv.Atoi(strings.TrimSpace(typed.Points[c.Key]))
		if convErr != nil || n < 0 || n > c.Weight {
			wrong = append(wrong, fault.Field{Key: CriterionField(c.Key), Message: fmt.Sprintf("“%s”请填 0 至 %d 之间的整数。", c.Name, c.Weight)})
			continue
		}
		points[c.Key] = n
		total += n
	}
	comment = strings.TrimSpace(typed.Comment)
	switch length := len([]rune(comment)); {
	case length > maxComment:
		wrong = append(wrong, fault.Field{Key: "comment", Message: fmt.Sprintf("评语不超过%d字，现在有%d字。", maxComment, length)})
	case length == 0 && len(wrong) == 0 && NeedsComment(p, total):
		wrong = append(wrong, fault.Field{Key: "comment", Message: fmt.Sprintf("总分%d分，低于%d分须写评语，说明依据。", total, p.CommentBelow)})
	}
	if wrong != nil {
		return nil, 0, "", fault.Invalid(fmt.Sprintf("有 %d 处需要修改。", len(wrong)), wrong...)
	}
	return points, total, comment, nil
}

// NeedsComment tells whether a total is so low that it needs a comment.
func NeedsComment(p Panel, total int) bool { return total < p.CommentBelow }

// MayScore says whether an expert's sheet of an application may be taken.
func MayScore(r Round, expert, application string) error {
	if r.Panel.State != PanelScoring {
		return fault.Conflict("C1", "评审组还没有开始评分，或者已经结束，不能再提交评分。")
	}
	if slices.Contains(r.Kept[application], expert) {
		return fault.Conflict("C1", "这件申报书您须回避，不能评分。")
	}
	if !r.Scores(expert, application) {
		return fault.NotFound()
	}
	return nil
}

// MaySeeOthers tells whether an expert may see what the others gave an application: once his own sheet is in, so that
// none follows another; never where the review is blind.
func MaySeeOthers(r Round, expert, application string) bool {
	s, in := r.SheetOf(application, expert)
	return in && s.Counts() && !r.Panel.Blind
}

// Differences names the fields in which two people read a paper sheet differently.
func Differences(criteria []programme.Criterion, first, second map[string]int, firstComment, secondComment string) (fields []string) {
	for _, c := range criteria {
		if first[c.Key] != second[c.Key] {
			fields = append(fields, c.Name)
		}
	}
	if strings.Join(strings.Fields(firstComment), "") != strings.Join(strings.Fields(secondComment), "") {
		fields = append(fields, "评语")
	}
	return fields
}

// MayClose says whether the scoring may end: a score for every application, and where sheets are missing, the reason.
func MayClose(r Round, reason string) error {
	if r.Panel.State != PanelScoring {
		return fault.Conflict("C1", "评审组还没有开始评分，或者已经结束。")
	}
	for _, b := range r.standing() {
		if len(r.Counted(b.Application.ID)) == 0 {
			return fault.Conflict("C1", b.Application.Number+"还没有一份评分，不能结束。请催办专家，或代录纸质评分表。")
		}
	}
	missing, length := len(r.Missing()), len([]rune(strings.TrimSpace(reason)))
	if missing > 0 && length == 0 {
		return fault.InvalidField("reason", fmt.Sprintf("还有%d份评分没有提交。确需结束的，请写明理由，供监督人员查看。", missing))
	}
	if length > maxEvidence {
		return fault.InvalidField("reason", fmt.Sprintf("理由不超过%d字。", maxEvidence))
	}
	return nil
}
