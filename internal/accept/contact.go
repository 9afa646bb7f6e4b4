package accept

import (
	"slices"
	"strings"

	"shidian/internal/apply"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Contact is one person of the form to be reached, as it stands today.
type Contact struct {
	Group string // 申报单位联络人; "" where the form has no groups
	Name  string
	Phone string
	Email string
}

// Words is the contact in one line, for a list.
func (c Contact) Words() string {
	return strings.Join(strings.Fields(strings.Join([]string{c.Group, c.Name, c.Phone}, " ")), " ")
}

// ContactsOf are the people that the version in force names, the corrections to their phones and addresses applied. It
// is for those who may see personal data: see MaySeeContacts.
func ContactsOf(t *store.Tx, p *programme.Programme, a apply.Application) ([]Contact, error) {
	v, err := apply.VersionOf(t, a.ID, 0)
	if err != nil {
		return nil, err
	}
	corrections, err := Corrections(t, a.ID)
	if err != nil {
		return nil, err
	}
	return contacts(p, a.Kind, Corrected(v.Values, corrections)), nil
}

// contacts reads the people out of a form: fields of one group belong to one person.
func contacts(p *programme.Programme, kind string, values map[string]string) []Contact {
	var list []Contact
	for _, f := range apply.FieldsFor(p, kind) {
		if !f.Personal && !apply.Correctable(f) {
			continue
		}
		at := slices.IndexFunc(list, func(c Contact) bool { return c.Group == f.Group })
		if at < 0 {
			at = len(list)
			list = append(list, Contact{Group: f.Group})
		}
		text := values[f.Key]
		if apply.IsSlash(text) {
			text = ""
		}
		switch f.Type {
		case programme.PersonName:
			list[at].Name = text
		case programme.Phone:
			list[at].Phone = text
		case programme.Email:
			list[at].Email = text
		}
	}
	return slices.DeleteFunc(list, func(c Contact) bool { return c.Phone == "" && c.Email == "" })
}
