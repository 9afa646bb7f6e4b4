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

// LettersWaiting counts the letters about what a link leads to that wait in the outbox.
func LettersWaiting(t *store.Tx, link string) (int, error) {
	n, _, err := store.One(t, store.Scalar[int], "SELECT COUNT(*) FROM outbox_letter WHERE state = $1 AND link = $2", string(Held), link)
	return n, err
}

// LinksWaiting are the links that letters in the outbox are about, with how many letters wait about each.
func LinksWaiting(t *store.Tx) (map[string]int, error) {
	links, err := store.Rows(t, store.Scalar[string], "SELECT link FROM outbox_letter WHERE state = $1", string(Held))
	waiting := map[string]int{}
	for _, link := range links {
		waiting[link]++
	}
	return waiting, err
}
