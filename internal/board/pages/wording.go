package pages

import (
	"net/http"
	"unicode/utf8"

	"shidian/internal/board"
	"shidian/internal/kit"
	"shidian/internal/store"
	"shidian/internal/wording"
)

// longestChecked is how many characters a text to be looked through may have: a notice with its annexes is a tenth.
const longestChecked = 100_000

// wordingView is the page on which any text can be looked through.
type wordingView struct {
	Text     string
	Looked   bool // a text was sent
	Found    []wording.Finding
	Personal []wording.Personal
	Problems kit.Problems
}

// Wording asks for a text: GET /wording.
func (p *Pages) Wording(w http.ResponseWriter, r *http.Request) error {
	if err := mayCheckWording(r); err != nil {
		return err
	}
	return kit.Render(w, r, wordingPage(wordingView{}))
}

func mayCheckWording(r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err == nil {
		err = board.MayCheckWording(actor).Err()
	}
	return err
}

// CheckWording shows what was found in the text sent, and keeps nothing of it: POST /wording.
func (p *Pages) CheckWording(w http.ResponseWriter, r *http.Request) error {
	if err := mayCheckWording(r); err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	v := wordingView{Text: form.Required("text", "要核对的文字")}
	if utf8.RuneCountInString(v.Text) > longestChecked {
		form.Mend("text", "一次最多核对10万字，请分段粘贴。")
	}
	if err := form.Err(); err != nil {
		v.Problems = kit.ProblemsOf(err)
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, wordingPage(v))
	}
	v.Looked, v.Personal = true, wording.PersonalIn(v.Text)
	err = p.db().Read(r.Context(), func(t *store.Tx) (err error) {
		v.Found, err = board.Checked(t, v.Text)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, wordingPage(v))
}
