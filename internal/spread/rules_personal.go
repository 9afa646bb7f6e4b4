package spread

import (
	"slices"

	"shidian/internal/wording"
)

// Personal is a piece of a case's text that looks like personal data.
type Personal struct {
	Part string // the part's key
	Name string // the part's heading
	wording.Personal
}

// PersonalIn finds what looks like personal data in some texts.
func PersonalIn(parts []Part) (found []Personal) {
	for _, p := range parts {
		for _, one := range wording.PersonalIn(p.Text) {
			found = append(found, Personal{Part: p.Key, Name: p.Name, Personal: one})
		}
	}
	return found
}

// WrongPersonal is what of it stands in the way: barred numbers always, the others unless they are cleared. What hands a text
// in gives no clearance and asks for none: everybody may write, the office says what may be public.
func WrongPersonal(found []Personal, all bool, cleared []string) (wrong []Personal) {
	for _, p := range found {
		if p.Kind.Barred() || all && !slices.Contains(cleared, p.Number) {
			wrong = append(wrong, p)
		}
	}
	return wrong
}
