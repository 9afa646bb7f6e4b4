package board

import (
	"strings"

	"shidian/internal/access"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// LetterLine is a letter of the outbox with the words for its receivers.
type LetterLine struct {
	notify.Letter
	To    string // the unit
	Who   string // the roles that are told: 填报人、负责人
	Reach int    // how many accounts it would reach now; of one that was released or discarded 0
}

// LetterLines puts the receivers' words to letters.
func LetterLines(t *store.Tx, box *notify.Outbox, letters []notify.Letter) ([]LetterLine, error) {
	lines := make([]LetterLine, len(letters))
	for i, l := range letters {
		u, err := unit.Get(t, l.Unit, t.Now())
		if err != nil {
			return nil, err
		}
		lines[i] = LetterLine{Letter: l, To: u.Short, Who: rolesWords(l.Roles)}
		if l.State != notify.Held {
			continue
		}
		accounts, err := box.Receivers(t, l.Unit, l.Roles)
		if err != nil {
			return nil, err
		}
		lines[i].Reach = len(accounts)
	}
	return lines, nil
}

func rolesWords(roles []access.Role) string {
	words := make([]string, len(roles))
	for i, role := range roles {
		words[i] = access.Titles[role]
	}
	return strings.Join(words, "、")
}
