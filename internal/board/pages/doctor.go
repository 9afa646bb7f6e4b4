package pages

import (
	"net/http"

	"github.com/a-h/templ"

	"shidian/internal/doctor"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
)

// Doctor is GET /doctor: whether the installation is well, looked at now, for the administrator.
func (p *Pages) Doctor(w http.ResponseWriter, r *http.Request) error {
	if err := p.operator(r); err != nil {
		return err
	}
	found, err := p.CheckUp(r.Context())
	if err != nil {
		return err
	}
	return kit.Render(w, r, doctorPage(found, kit.Now(r.Context())))
}

var findingTones = map[doctor.Standing]components.Tone{doctor.Well: components.Done, doctor.Notice: components.Warn, doctor.Broken: components.Stop}

func findingRows(found []doctor.Finding) []components.Row {
	rows := make([]components.Row, len(found))
	for i, f := range found {
		rows[i].Cells = []templ.Component{components.Text(f.Check), components.Badge(string(f.Standing), findingTones[f.Standing]), components.Text(f.Words)}
	}
	return rows
}
