package apply

import (
	"fmt"
	"slices"
	"strings"

	"shidian/internal/programme"
)

// wrongContents: one or several of the reform contents, each whole or only one or several aspects; the aspects are the
// notice's clauses, verbatim, or free ones where the programme allows them (A1).
func wrongContents(p *programme.Programme, text string) string {
	v, err := DecodeContents(text)
	if err != nil {
		return err.Error() + "。"
	}
	if p.Contents == nil {
		return "这一项目没有列出申报内容。"
	}
	if n := len(v.Items); n < p.Contents.Least || n > p.Contents.Most {
		return fmt.Sprintf("请选择%d项至%d项，现在选了%d项。", p.Contents.Least, p.Contents.Most, n)
	}
	seen := map[int]bool{}
	for _, item := range v.Items {
		content, known := p.Content(item.Number)
		if !known || seen[item.Number] {
			return "所选的内容不在通知列出的范围内，或者选了两次，请重新选择。"
		}
		seen[item.Number] = true
		if what := wrongChoiceOf(p, content, item); what != "" {
			return fmt.Sprintf("%d. %s：%s", content.Number, content.Name, what)
		}
	}
	return ""
}

func wrongChoiceOf(p *programme.Programme, content programme.Content, item ContentChoice) string {
	aspects := len(item.Clauses) + len(item.Free)
	switch {
	case item.Whole && aspects > 0:
		return "整项申报的不用再选方面。"
	case !item.Whole && aspects == 0:
		return "请选择整项申报，或者选出至少一个方面。"
	case aspects > 0 && !p.Contents.Aspects:
		return "这一项目只能整项申报。"
	case len(item.Free) > 0 && !p.Settings.FreeAspects.Value:
		return "不能自拟方面，请从列出的方面中选择。"
	case len(item.Clauses) > 0 && !p.Settings.ClausesOffered.Value:
		return "请自拟方面。"
	}
	for i, clause := range item.Clauses {
		if !slices.Contains(content.Clauses, clause) || slices.Contains(item.Clauses[:i], clause) {
			return "所选的方面与通知原文不一致，请重新选择。"
		}
	}
	for i, free := range item.Free {
		if strings.TrimSpace(free) == "" || slices.Contains(item.Free[:i], free) {
			return "自拟方面不能空着，也不能重复。"
		}
	}
	return ""
}

// numbersOf are the contents chosen in a form's values, ascending.
func numbersOf(p *programme.Programme, values map[string]string) []int {
	var numbers []int
	for _, f := range p.Fields() {
		if f.Type != programme.ContentsOf {
			continue
		}
		v, err := DecodeContents(values[f.Key])
		if err != nil {
			continue
		}
		for _, item := range v.Items {
			numbers = append(numbers, item.Number)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}
