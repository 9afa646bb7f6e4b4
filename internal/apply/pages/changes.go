package pages

import (
	"net/http"
	"strconv"

	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/store"
)

// shortKept leaves of a long stretch that stayed its two ends, so that the changes are seen at once.
func shortKept(text string) string {
	const each = 60
	chars := []rune(text)
	if len(chars) <= 2*each+10 {
		return text
	}
	return string(chars[:each]) + "……（此处相同）……" + string(chars[len(chars)-each:])
}

// Changes shows what a version changed against the one before: GET /applications/{id}/changes?version=2.
func (p *Pages) Changes(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	n, _ := strconv.Atoi(r.URL.Query().Get("version"))
	var m matter
	var before, after apply.Version
	err := p.read(r, func(t *store.Tx) (err error) {
		if m, err = p.matterOf(t, r); err != nil {
			return err
		}
		if after, err = apply.VersionOf(t, m.ID, max(n, 0)); err != nil {
			return err
		}
		if after.N < 2 {
			return fault.NotFound()
		}
		before, err = apply.VersionOf(t, m.ID, after.N-1)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, changesPage(m, before, after, apply.DiffOf(m.P(), m.Kind, before, after)))
}

func versionWords(before, after apply.Version) string {
	return "第" + strconv.Itoa(after.N) + "版与第" + strconv.Itoa(before.N) + "版相比（绿色为增加，划线为删去）"
}
