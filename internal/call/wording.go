package call

import (
	"strings"

	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/internal/wording"
)

// Checked holds a text that is to leave the house against the directory of the day and the set phrases of the cohorts it
// may speak of (规范表述核对).
func Checked(t *store.Tx, text string, cohorts ...Cohort) ([]wording.Finding, error) {
	names, err := unit.Names(t)
	if err != nil {
		return nil, err
	}
	given := wording.Given{Day: t.Now(), Names: names}
	for _, c := range cohorts {
		o := c.Programme.Organiser
		given.Names = append(given.Names, wording.Name{Full: o.Name, Short: o.Short})
		given.Phrases = append(given.Phrases, phrasesOf(c.Programme)...)
	}
	return wording.Check(text, given), nil
}

// CheckedPaper does so for a paper.
func CheckedPaper(t *store.Tx, doc paper.Document, cohorts ...Cohort) ([]wording.Finding, error) {
	return Checked(t, paper.Words(doc), cohorts...)
}

// CheckedDraft does so for the notice that is drafted; the empty form in its annex is not the office's text.
func CheckedDraft(t *store.Tx, c Cohort, d DraftText) ([]wording.Finding, error) {
	return CheckedPaper(t, DraftPaper(c, d, nil), c)
}

// CheckedLetter is CheckedDraft for a city's letter.
func CheckedLetter(t *store.Tx, c Cohort, x LetterText) ([]wording.Finding, error) {
	return CheckedPaper(t, LetterPaper(c, x, t.Now()), c)
}

// CheckedExtension is CheckedDraft for the letter that puts deadlines off.
func CheckedExtension(t *store.Tx, c Cohort) ([]wording.Finding, error) {
	doc, err := extensionDoc(t, c)
	if err != nil {
		return nil, err
	}
	return CheckedPaper(t, doc, c)
}

// phrasesOf are the set phrases of a programme: what its file calls things by, verbatim.
func phrasesOf(p *programme.Programme) []string {
	phrases := []string{p.Name, p.Organiser.Office, p.Organiser.Standing, strings.Join(p.Form.Title, "")}
	if p.Contents != nil {
		for _, c := range p.Contents.List {
			phrases = append(phrases, c.Name)
		}
	}
	return phrases
}
