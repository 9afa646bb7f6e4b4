package pages

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/unit"
)

// importView is what the page of an import shows: the last list that was checked, if any.
type importView struct {
	Upload   unit.Upload
	Checked  bool
	Problems kit.Problems
	Today    string
	Regions  bool               // the reader may set up cities and counties, so the day's regions are of use to him
	Merges   []unit.RegionMerge // changes of divisions up to the day that was asked for
}

// ImportPage is GET /units/import.
func (p *Pages) ImportPage(w http.ResponseWriter, r *http.Request) error {
	v, err := p.importView(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, importPage(v))
}

func (p *Pages) importView(r *http.Request) (v importView, err error) {
	v.Today = kit.Now(r.Context()).Format("2006-01-02")
	v.Regions = slices.Contains(unit.SetUpKinds(kit.Actor(r.Context())), unit.County)
	if asOf, wrong := time.ParseInLocation("2006-01-02", r.URL.Query().Get("asof"), clock.Zone); wrong == nil && v.Regions {
		v.Today = r.URL.Query().Get("asof")
		if v.Merges, err = p.Room.RegionMerges(r.Context(), asOf); err != nil {
			return v, err
		}
	}
	v.Upload, err = p.Room.Uploaded(r.Context(), kit.Actor(r.Context()))
	if fault.Is(err, fault.KindNotFound) {
		return v, nil
	}
	v.Checked = err == nil
	return v, err
}

// Upload is POST /units/import: a list is read and checked; nothing is written.
func (p *Pages) Upload(w http.ResponseWriter, r *http.Request) error {
	if _, err := p.importView(r); err != nil {
		return err // nobody else has a file read: that costs far more than sending it
	}
	name, content, err := kit.ReadFile(r, "file", unit.MaxListBytes, "请选择要导入的 .xlsx 文件。")
	var lines []unit.Line
	if err == nil {
		lines, err = unit.ReadXLSX(content)
	}
	return p.check(w, r, name, "/units/import", lines, err)
}

// check holds a list against what is there and leads to the page that shows what it would do.
func (p *Pages) check(w http.ResponseWriter, r *http.Request, source, shown string, lines []unit.Line, err error) error {
	actor := kit.Actor(r.Context())
	if err == nil {
		_, err = p.Room.Check(r.Context(), actor, source, lines)
	}
	if err == nil {
		return kit.Redirect(w, r, shown)
	}
	if kit.ProblemsOf(err) == nil {
		return err
	}
	v, failed := p.importView(r)
	if failed != nil {
		return failed
	}
	return again(w, r, err, "file", func(problems kit.Problems) templ.Component {
		v.Problems = problems
		return importPage(v)
	})
}

// LoadRegions is POST /units/import/regions: the table of divisions as the list, as of a day.
func (p *Pages) LoadRegions(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	asOf := p.from(r, form, "asof")
	var lines []unit.Line
	if err = form.Err(); err == nil {
		lines, err = p.Room.RegionLines(r.Context(), asOf)
	}
	return p.check(w, r, "山东省行政区划（"+components.Day(asOf)+"）", "/units/import?asof="+asOf.Format("2006-01-02"), lines, err)
}

// ApplyImport is POST /units/import/apply.
func (p *Pages) ApplyImport(w http.ResponseWriter, r *http.Request) error {
	made, err := p.Room.Apply(r.Context(), kit.Actor(r.Context()))
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, fmt.Sprintf("已导入 %d 个单位。", made))
	return kit.Redirect(w, r, "/units")
}

// Template is GET /units/template.xlsx.
func (p *Pages) Template(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r); err != nil {
		return err
	}
	if !unit.MayImport(kit.Actor(r.Context())) {
		return access.Hide().Err()
	}
	var file bytes.Buffer
	if err := unit.Template(&file, kit.Now(r.Context())); err != nil {
		return err
	}
	return kit.SaveFile(w, "单位名单模板.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Bytes())
}
