package apply

import (
	"fmt"
	"slices"
	"strings"

	"shidian/internal/fault"
	"shidian/internal/programme"
)

// Count counts characters as the form does: white space is not counted, 𬱖 is one.
func Count(text string) int { return programme.Count(text) }

// FieldsFor are the fields that the applicant of a kind fills in, in the order of the paper (A2).
func FieldsFor(p *programme.Programme, kind string) []programme.Field {
	return slices.DeleteFunc(p.Fields(), func(f programme.Field) bool { return f.Filler != programme.Applicant || !f.For(kind) })
}

// FieldName names a field outside its place on the form: 申报单位负责人姓名.
func FieldName(f programme.Field) string {
	label := strings.ReplaceAll(f.Label, " ", "")
	if f.Group != "" {
		return f.Group + label
	}
	return label
}

// SlashAllowed tells whether "/" may stand in a field (A3; which fields is the programme's).
func SlashAllowed(f programme.Field) bool { return f.Slash && f.Filler == programme.Applicant }

// IsSlash tells whether a text is the "/" of A3, typed in either width.
func IsSlash(text string) bool {
	text = strings.TrimSpace(text)
	return text == Slash || text == "／"
}

// Optional tells whether a field may stay empty on the screen: an opinion that may be written by hand on the print,
// and files where there may be none.
func Optional(f programme.Field) bool {
	return (f.Type == programme.Attached && f.Slash) || (f.Opinion != nil && f.Opinion.Pen)
}

// empty tells whether nothing was filled in.
func empty(f programme.Field, text string) bool {
	switch f.Type {
	case programme.ContentsOf:
		v, err := DecodeContents(text)
		return err == nil && len(v.Items) == 0
	case programme.Period:
		v, err := DecodePeriod(text)
		return err == nil && v.From == "" && v.To == ""
	case programme.Rows, programme.Attached:
		v, err := DecodeTable(text)
		return err == nil && len(v) == 0
	case programme.Choice:
		v, err := DecodeChoice(text)
		return err == nil && len(v) == 0
	}
	return strings.TrimSpace(text) == ""
}

// Missing names the applicant's fields that are still empty (A3: 所有空表均需填写，如无内容请填“/”).
func Missing(p *programme.Programme, kind string, values map[string]string) []fault.Field {
	var missing []fault.Field
	for _, f := range FieldsFor(p, kind) {
		if !empty(f, values[f.Key]) || Optional(f) {
			continue
		}
		what := "请填写“" + FieldName(f) + "”。"
		switch {
		case f.Type == programme.Attached:
			what = "请上传“" + FieldName(f) + "”。"
		case SlashAllowed(f):
			what = "请填写“" + FieldName(f) + "”，如无内容请填“/”。"
		}
		missing = append(missing, fault.Field{Key: f.Key, Message: what})
	}
	return missing
}

// SlashFor lists the empty fields into which "/" may be put (A3), in the order of the paper.
func SlashFor(p *programme.Programme, kind string, values map[string]string) []string {
	var keys []string
	for _, f := range FieldsFor(p, kind) {
		if SlashAllowed(f) && !Optional(f) && empty(f, values[f.Key]) {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

// Faults names everything in the form that must be mended before the submit, in the order of the paper: what is
// missing and "/" where it may not be (A3), limits, dates, numbers, contents (A1), characters that no font has (lacks
// gives those of a text), and hard conditions of eligibility that the form does not meet.
func Faults(p *programme.Programme, kind string, values map[string]string, lacks func(string) []rune) []fault.Field {
	missing := map[string]string{}
	for _, m := range Missing(p, kind, values) {
		missing[m.Key] = m.Message
	}
	refused := refusals(p, kind, values)
	var faults []fault.Field
	for _, f := range FieldsFor(p, kind) {
		what := missing[f.Key]
		if what == "" {
			what = wrong(p, f, values[f.Key], lacks)
		}
		if what == "" {
			what = refused[f.Key]
		}
		if what != "" {
			faults = append(faults, fault.Field{Key: f.Key, Message: what})
		}
	}
	return faults
}

// wrong says what must be mended in a field that is filled in; "" when nothing.
func wrong(p *programme.Programme, f programme.Field, text string, lacks func(string) []rune) string {
	switch {
	case empty(f, text):
		return ""
	case IsSlash(text) && SlashAllowed(f):
		return ""
	case IsSlash(text):
		return "“" + FieldName(f) + "”不能填“/”，请填写具体内容。"
	}
	if what := wrongLength(f, text); what != "" {
		return what
	}
	if what := wrongValue(p, f, text); what != "" {
		return what
	}
	if unknown := lacks(text); len(unknown) > 0 {
		return fmt.Sprintf("打印字库里没有%s，打印时会缺字。请改用其他写法，或联系主办单位添加字体。", quoted(unknown))
	}
	return ""
}

func quoted(list []rune) string {
	text := ""
	for i, r := range list {
		if i == 10 {
			return text + "等字"
		}
		text += fmt.Sprintf("“%c”（U+%04X）", r, r)
	}
	return text
}

// wrongLength holds the characters against the field's limits (white space not counted).
func wrongLength(f programme.Field, text string) string {
	switch n := Count(text); {
	case n > f.Limit():
		return fmt.Sprintf("“%s”最多%d字，现有%d字，请精简%d字。", FieldName(f), f.Limit(), n, n-f.Limit())
	case n < f.Least:
		return fmt.Sprintf("“%s”至少%d字，现有%d字。", FieldName(f), f.Least, n)
	}
	return ""
}
