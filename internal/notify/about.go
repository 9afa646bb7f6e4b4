package notify

import "shidian/internal/store"

// LetterAbout finds the last letter of a cause about what a link leads to; false when there was none. Where a period
// runs from the day on which somebody was told, it runs from the letter's Done.
func LetterAbout(t *store.Tx, link, cause string) (Letter, bool, error) {
	list, err := selectLetters(t, "WHERE l.link = $1 AND l.cause = $2 ORDER BY l.held_at DESC, l.id DESC LIMIT 1", link, cause)
	if err != nil || len(list) == 0 {
		return Letter{}, false, err
	}
	return list[0], true, nil
}

// LetterWaits tells whether a letter about what a link leads to waits in the outbox.
func LetterWaits(t *store.Tx, link string) (bool, error) {
	list, err := selectLetters(t, "WHERE l.state = $1 AND l.link = $2 LIMIT 1", string(Held), link)
	return len(list) > 0, err
}
