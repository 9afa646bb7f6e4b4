package apply

import (
	"slices"
	"strings"

	"shidian/internal/programme"
)

// Correctable tells whether a field may be put right after the submission without a new version: a phone or an address
// of mail that the applicant filled in.
func Correctable(f programme.Field) bool {
	return f.Filler == programme.Applicant && (f.Type == programme.Phone || f.Type == programme.Email)
}

// CorrectableFields are those of a kind's form, in its order.
func CorrectableFields(p *programme.Programme, kind string) []programme.Field {
	return slices.DeleteFunc(FieldsFor(p, kind), func(f programme.Field) bool { return !Correctable(f) })
}

// CorrectableWords name what may be put right so in a kind's form: 电话、邮箱; 电话; "" where the form asks neither.
func CorrectableWords(p *programme.Programme, kind string) string {
	fields := CorrectableFields(p, kind)
	var words []string
	for _, sort := range []struct {
		of   programme.FieldType
		word string
	}{{programme.Phone, "电话"}, {programme.Email, "邮箱"}} {
		if slices.ContainsFunc(fields, func(f programme.Field) bool { return f.Type == sort.of }) {
			words = append(words, sort.word)
		}
	}
	return strings.Join(words, "、")
}
