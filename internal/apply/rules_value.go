package apply

import (
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"shidian/internal/programme"
)

// wrongValue holds a text against its field's type.
func wrongValue(p *programme.Programme, f programme.Field, text string) string {
	switch f.Type {
	case programme.ContentsOf:
		return wrongContents(p, text)
	case programme.Period:
		return wrongPeriod(p, f, text)
	case programme.Rows:
		return wrongTable(f, text)
	case programme.Attached:
		return wrongFiles(f, text)
	case programme.Choice:
		return wrongChoice(f.Choices, f.Several, text)
	}
	return wrongSimple(f.Type, f.Number, f.Choices, text)
}

var phoneForm = regexp.MustCompile(`^[0-9+\-()（） 、转]{5,40}$`)

// wrongSimple checks a value that is one line; cells of tables are such values too.
func wrongSimple(kind programme.FieldType, number *programme.Number, choices []string, text string) string {
	line := kind != programme.Paragraphs && kind != programme.OpinionOf
	switch {
	case line && strings.ContainsAny(text, "\r\n\u2028\u2029"):
		return "这一栏只填一行，请去掉换行。"
	case line && strings.ContainsFunc(text, unseen):
		return "内容中有看不见的控制字符，请删去后重新输入（从其他软件粘贴的，请先粘贴到记事本）。"
	}
	switch kind {
	case programme.Phone:
		if !phoneForm.MatchString(text) || countDigits(text) < 5 {
			return "电话号码只填数字，例如 13800000000 或 0531-82000000。"
		}
	case programme.Email:
		if !isEmail(text) {
			return "电子邮箱的写法不对，例如 name@example.com。"
		}
	case programme.Date:
		if _, err := time.Parse(dayForm, text); err != nil {
			return "请填写存在的日期，例如 2020-06-01。"
		}
	case programme.Amount:
		return wrongNumber(number, text)
	case programme.Choice:
		if !slices.Contains(choices, text) {
			return "请从列出的选项中选择。"
		}
	}
	return ""
}

// unseen tells the characters that do not print and can turn the order of the others: what is read must be what is printed.
func unseen(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) }

func countDigits(text string) int {
	n := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

func isEmail(text string) bool {
	a, err := mail.ParseAddress(text)
	if err != nil || a.Address != text {
		return false
	}
	_, domain, _ := strings.Cut(text, "@")
	return strings.Contains(domain, ".") && !strings.HasSuffix(domain, ".")
}

const dayForm = "2006-01-02"

// wrongPeriod: both days, in order, and where the field is the programme's term as long as that runs (试点周期为2年): to
// the day before the same date, or to that date itself.
func wrongPeriod(p *programme.Programme, f programme.Field, text string) string {
	v, err := DecodePeriod(text)
	if err != nil {
		return err.Error() + "。"
	}
	from, err1 := time.Parse(dayForm, v.From)
	to, err2 := time.Parse(dayForm, v.To)
	switch {
	case err1 != nil || err2 != nil:
		return "请把起止日期都填上，例如 2020年6月1日至2022年5月31日。"
	case !from.Before(to):
		return "结束日期应在开始日期之后。"
	case !f.Term:
		return ""
	}
	end := from.AddDate(p.Term.Years, 0, 0)
	if !to.Equal(end) && !to.Equal(end.AddDate(0, 0, -1)) {
		return fmt.Sprintf("%s为%d年，从%s起应到%s。", p.Called().Term, p.Term.Years, from.Format("2006年1月2日"), end.AddDate(0, 0, -1).Format("2006年1月2日"))
	}
	return ""
}

func wrongNumber(bounds *programme.Number, text string) string {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.ContainsAny(text, "eExXpPnNiI_") {
		return "请填数字，例如 12 或 12.5。"
	}
	if bounds == nil {
		return ""
	}
	_, decimals, _ := strings.Cut(text, ".")
	switch {
	case len(decimals) > bounds.Decimals && bounds.Decimals == 0:
		return "请填整数。"
	case len(decimals) > bounds.Decimals:
		return fmt.Sprintf("最多保留%d位小数。", bounds.Decimals)
	case value < float64(bounds.Least):
		return fmt.Sprintf("不能小于%d%s。", bounds.Least, bounds.Unit)
	case bounds.Most != 0 && value > float64(bounds.Most):
		return fmt.Sprintf("不能大于%d%s。", bounds.Most, bounds.Unit)
	}
	return ""
}

func wrongChoice(choices []string, several bool, text string) string {
	v, err := DecodeChoice(text)
	if err != nil {
		return err.Error() + "。"
	}
	if len(v) > 1 && !several {
		return "只能选择一项。"
	}
	for i, one := range v {
		if !slices.Contains(choices, one) || slices.Contains(v[:i], one) {
			return "请从列出的选项中选择，每项只选一次。"
		}
	}
	return ""
}

func wrongTable(f programme.Field, text string) string {
	rows, err := DecodeTable(text)
	if err != nil || f.Table == nil {
		return errValue.Error() + "。"
	}
	if len(rows) < f.Table.Least || len(rows) > f.Table.Most {
		return fmt.Sprintf("“%s”应填%d行至%d行，现有%d行。", FieldName(f), f.Table.Least, f.Table.Most, len(rows))
	}
	for i, row := range rows {
		if len(row) != len(f.Table.Columns) {
			return errValue.Error() + "。"
		}
		for j, cell := range row {
			column := f.Table.Columns[j]
			what := ""
			if strings.TrimSpace(cell) == "" {
				what = "请填写，如无内容请填“/”。"
			} else if !IsSlash(cell) {
				what = wrongSimple(column.Type, column.Number, column.Choices, cell)
			}
			if what != "" {
				return fmt.Sprintf("第%d行“%s”：%s", i+1, column.Label, what)
			}
		}
	}
	return ""
}
