package pages

import (
	"net/http"
	"strings"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/clock"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// savedAnswer is what the sheet's script gets: new hashes, conflicts with both texts, characters that no font has.
type savedAnswer struct {
	Clock     string            `json:"clock"`
	Hashes    map[string]string `json:"hashes"`
	Conflicts []conflictAnswer  `json:"conflicts,omitempty"`
	Parked    bool              `json:"parked,omitempty"`
	Noglyph   map[string]string `json:"noglyph"`
}

type conflictAnswer struct {
	Key       string `json:"key"`
	Mine      string `json:"mine"`
	Theirs    string `json:"theirs"`
	TheirHash string `json:"theirHash"`
	Who       string `json:"who"`
	When      string `json:"when"`
}

// SaveFields keeps changed fields for the script: PUT /applications/{id}/fields.
func (p *Pages) SaveFields(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	in, err := readTyped(kit.Body(r))
	if err != nil {
		return kit.BadRequest("没有看懂这次保存的内容。请刷新页面后再试。", nil)
	}
	actor := kit.Actor(r.Context())
	if in.Account != actor.Account {
		return answerForeign(w)
	}
	saved, err := p.Room.Save(r.Context(), actor, r.PathValue("id"), in.Changes)
	if err != nil {
		return err
	}
	answer, err := p.answerOf(r, in.Changes, saved)
	if err != nil {
		return err
	}
	return kit.JSON(w, http.StatusOK, answer)
}

// answerForeign tells the script that somebody else is logged in at this machine now: it hides the text.
func answerForeign(w http.ResponseWriter) error {
	return kit.JSON(w, http.StatusConflict, map[string]string{"reason": "account", "message": "这台电脑现在由另一个账号登录，内容没有保存到这个账号名下。请原填报人重新登录。"})
}

// answerOf adds what the page shows around the saved fields. It reads nothing while nobody else is in the way: whether
// there is still time is for the pulse to tell.
func (p *Pages) answerOf(r *http.Request, changes []apply.Change, saved apply.Saved) (savedAnswer, error) {
	a := savedAnswer{Clock: saved.At.In(clock.Zone).Format("15:04:05"), Hashes: saved.Hashes, Parked: saved.Parked, Noglyph: map[string]string{}}
	for _, c := range changes {
		a.Noglyph[c.Key] = noglyph(paper.Missing(c.Text, p.Room.Fonts))
	}
	if len(saved.Conflicts) == 0 {
		return a, nil
	}
	err := p.read(r, func(t *store.Tx) error {
		for _, c := range saved.Conflicts {
			who := editorName(t, kit.Actor(r.Context()), c.Editor)
			a.Conflicts = append(a.Conflicts, conflictAnswer{c.Key, c.Mine, c.Theirs, c.TheirHash, who, components.Moment(c.At)})
		}
		return nil
	})
	return a, err
}

// editorName is who saved a field, as the reader knows him.
func editorName(t *store.Tx, reader access.Actor, account string) string {
	if account == reader.Account {
		return "您在另一个窗口"
	}
	return personName(t, account)
}

// SaveForm keeps the plain form: POST /applications/{id}/fields. Two texts of one field come back side by side.
func (p *Pages) SaveForm(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	m, d, err := p.draftOf(r)
	if err != nil {
		return err
	}
	changes := changesOf(m.P(), m.Kind, form)
	typed := map[string]apply.Change{}
	var changed []apply.Change
	for _, c := range changes {
		typed[c.Key] = c
		if apply.HashOf(c.Text) != c.Base && c.Text != d.Values[c.Key].Text {
			changed = append(changed, c)
		}
	}
	saved, err := p.Room.Save(r.Context(), m.Actor, m.ID, changed)
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.sheet(w, r, http.StatusUnprocessableEntity, sheetState{typed: typed, problems: problems})
	}
	if err != nil {
		return err
	}
	if len(saved.Conflicts) > 0 {
		return p.sheet(w, r, http.StatusConflict, conflicted(saved))
	}
	kit.Flash(w, r, components.Done, "已保存 "+saved.At.In(clock.Zone).Format("15:04:05")+parkedWords(saved.Parked))
	return kit.Redirect(w, r, m.At("/edit"+anchor(form.Text("save"))))
}

func parkedWords(parked bool) string {
	if parked {
		return "。本申报材料已经提交，这些内容留作下一版的草稿。"
	}
	return ""
}

// anchor leads back to the section that was saved; its key is a machine name.
func anchor(section string) string {
	if section == "" || strings.ContainsAny(section, "/?#:\\ ") {
		return ""
	}
	return "#s-" + section
}

func conflicted(saved apply.Saved) sheetState {
	back := sheetState{conflicts: map[string]apply.Conflict{}}
	for _, c := range saved.Conflicts {
		back.conflicts[c.Key] = c
		back.problems = append(back.problems, faultField(c.Key, "有一栏别人也改过，请对照后定稿"))
	}
	return back
}

// Slash puts "/" into the ticked empty fields: POST /applications/{id}/slash.
func (p *Pages) Slash(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	keys := append([]string{}, form.All("key")...) // none ticked is none, not all
	saved, err := p.Room.Slash(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), keys)
	if err != nil {
		return err
	}
	if len(keys) == 0 {
		kit.Flash(w, r, components.Warn, "没有勾选栏目，什么也没有填。")
	} else {
		kit.Flash(w, r, components.Done, "已填入“/” "+saved.At.In(clock.Zone).Format("15:04:05"))
	}
	return kit.Redirect(w, r, address(r.PathValue("id"))+"/edit")
}
