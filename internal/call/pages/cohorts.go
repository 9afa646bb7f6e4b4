package pages

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/programmes"
)

var stateTones = map[act.State]components.Tone{call.Draft: components.Active, call.Published: components.Done,
	call.Closed: components.Quiet, call.Dropped: components.Quiet}

// Cohorts lists all cohorts for the office: GET /cohorts.
func (p *Pages) Cohorts(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if err := call.MaySeeDraft(actor).Err(); err != nil {
		return err
	}
	table := components.Table{Caption: "各批次通知", Columns: []components.Column{{Title: "批次", Kind: "main"}, {Title: "文号"},
		{Title: "申报截止"}, {Title: "状态"}}}
	err = p.read(r, func(t *store.Tx) error {
		cohorts, err := call.List(t)
		for _, c := range cohorts {
			d, err := call.DatesFor(t, c.ID, "")
			if err != nil {
				return err
			}
			table.Rows = append(table.Rows, components.Row{Cells: []templ.Component{
				components.Link(cohortURL(c.ID), c.Title()),
				components.Text(orDash(c.Number)), components.Text(orDash(components.Before(d.Electronic))),
				components.Badge(call.StateTitles[c.State], stateTones[c.State])}})
		}
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, cohortsPage(table, call.MayDraft(actor).Allowed))
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// shipped is a definition that comes with the program.
type shipped struct{ File, Name string }

// shippedList names the definitions that come with the program; notices among the files are no definitions.
func shippedList() ([]shipped, error) {
	names, err := fs.Glob(programmes.Files, "*.yaml")
	if err != nil {
		return nil, err
	}
	var list []shipped
	for _, name := range names {
		data, err := programmes.Files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if p, err := programme.Load(data); err == nil {
			list = append(list, shipped{name, p.Name + "（" + p.Basis + "）"})
		}
	}
	return list, nil
}

// shippedNotice is the text of a notice that belongs to the programme; nil when none came with the program.
func shippedNotice(key string) *programme.Notice {
	names, _ := fs.Glob(programmes.Files, "*.yaml") // the pattern is a constant that is right
	for _, name := range names {
		data, err := programmes.Files.ReadFile(name)
		if err != nil {
			continue
		}
		if n, err := programme.LoadNotice(data); err == nil && n.Programme == key {
			return n
		}
	}
	return nil
}

// newCohort is the form with which a cohort is opened.
type newCohort struct {
	Year     string
	Shipped  string // file name of the chosen definition; "" when one was uploaded
	List     []shipped
	Faults   []programme.Fault // what is wrong with the uploaded definition
	Problems kit.Problems
}

// NewCohort asks for the definition and the year: GET /cohorts/new.
func (p *Pages) NewCohort(w http.ResponseWriter, r *http.Request) error {
	if err := p.mayDraft(r); err != nil {
		return err
	}
	list, err := shippedList()
	if err != nil {
		return err
	}
	form := newCohort{Year: strconv.Itoa(kit.Now(r.Context()).Year()), List: list}
	if len(list) > 0 {
		form.Shipped = list[0].File
	}
	return kit.Render(w, r, newCohortPage(form))
}

func (p *Pages) mayDraft(r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if err := call.MaySeeDraft(actor).Err(); err != nil {
		return err
	}
	return call.MayDraft(actor).Err()
}

// OpenCohort opens a cohort from a shipped or an uploaded definition: POST /cohorts.
func (p *Pages) OpenCohort(w http.ResponseWriter, r *http.Request) error {
	if err := p.mayDraft(r); err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	again := newCohort{Year: form.Text("year"), Shipped: form.Text("shipped")}
	year := form.Int("year", "年度", 2000, 2100)
	definition, notice, err := p.definition(r, form, &again)
	if err != nil {
		return err
	}
	id := ""
	err = form.Err()
	if err == nil {
		id, err = p.Room.Open(r.Context(), kit.Actor(r.Context()), definition, notice, year)
	}
	if f, ok := fault.As(err); ok && f.Kind == fault.KindConflict {
		err = fault.InvalidField("year", f.Message)
	}
	if again.Problems = kit.ProblemsOf(err); again.Problems != nil {
		if again.List, err = shippedList(); err != nil {
			return err
		}
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, newCohortPage(again))
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "批次已开设，请核对通知文字和时间。")
	return kit.Redirect(w, r, cohortURL(id)+"/draft")
}

// definition reads the chosen definition, and the uploaded text of a notice if there is one. What is wrong with an
// uploaded file is mended into the form, with all its places in again.Faults.
func (p *Pages) definition(r *http.Request, form *kit.Form, again *newCohort) (*programme.Programme, *programme.Notice, error) {
	data, name, err := uploaded(r, "definition")
	if err != nil {
		return nil, nil, err
	}
	if data == nil {
		name = again.Shipped
		if data, err = programmes.Files.ReadFile(name); err != nil {
			form.Mend("shipped", "请选择一个项目定义，或者上传项目定义文件。")
			return nil, nil, nil
		}
	}
	if again.Faults = programme.Check(name, data); len(again.Faults) > 0 {
		form.Mend("definition", "项目定义文件有 "+strconv.Itoa(len(again.Faults))+" 处需要修改，逐处列在下面。")
		return nil, nil, nil
	}
	definition, err := programme.Load(data)
	if err != nil {
		return nil, nil, err
	}
	notice, err := p.noticeText(r, form, again, definition.Key)
	return definition, notice, err
}

func (p *Pages) noticeText(r *http.Request, form *kit.Form, again *newCohort, key string) (*programme.Notice, error) {
	data, name, err := uploaded(r, "notice")
	if err != nil || data == nil {
		return shippedNotice(key), err
	}
	if again.Faults = programme.CheckNotice(name, data); len(again.Faults) > 0 {
		form.Mend("notice", "通知文字文件有 "+strconv.Itoa(len(again.Faults))+" 处需要修改，逐处列在下面。")
		return nil, nil
	}
	notice, err := programme.LoadNotice(data)
	if err == nil && notice.Programme != key {
		form.Mend("notice", "通知文字文件属于另一个项目，请核对其中的“项目”一行。")
	}
	return notice, err
}

// uploaded is a file of a small form; nil when none was chosen.
func uploaded(r *http.Request, field string) (data []byte, name string, err error) {
	f, head, err := r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", kit.BadRequest("没有收到文件。请重新选择文件后再提交。", err)
	}
	defer f.Close()
	data, err = io.ReadAll(f)
	if len(data) == 0 && head.Filename == "" {
		return nil, "", err
	}
	return data, head.Filename, err
}
