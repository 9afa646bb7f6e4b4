package pages

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// halfUpload is the most that comes with one report; what is more is saved in several goes.
const halfUpload = 5*files.AttachmentLimit + 1<<20

// halfLimits are the addresses of the half year that take files.
func halfLimits() []kit.Limit {
	return []kit.Limit{{Pattern: "POST /pilots/{id}/half/{stocktaking}", Max: halfUpload, Stream: true}}
}

// mostProofs is how many files prove one milestone.
const mostProofs = 10

// halfView is a report: as a form, or as it was handed in.
type halfView struct {
	run.Asking
	Actor      access.Actor
	Now        time.Time
	Body       run.ReportBody
	Milestones []run.Milestone // that Body is held against
	Writes     bool            // the form
	Before     time.Time       // the instant of the draft that is shown
	Who        string          // of the unit, who saved it or handed it in
	Wrong      kit.Problems
	Warning    string
	Unsaved    bool // what stands here was sent and refused: it counts, not what this machine kept before
	mark       func(hash string) string
}

func (v halfView) at(below string) string {
	return run.ReportLink(v.Pilot.ID, v.Asking.Stocktaking.ID) + below
}

// Half shows a pilot's report for a stocktaking: GET /pilots/{id}/half/{stocktaking}. Its unit writes it there while the
// stocktaking is open; with ?again it is written anew.
func (p *Pages) Half(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v, err := p.halfOf(r, query.Ticked("again"))
	if err != nil {
		return err
	}
	return kit.Render(w, r, halfPage(v))
}

func (p *Pages) halfOf(r *http.Request, again bool) (v halfView, err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return v, err
	}
	v.mark = func(hash string) string { return kit.Kept(r.Context(), hash) }
	err = p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, r.PathValue("id"), r.PathValue("stocktaking"), again) })
	return v, err
}

func (v *halfView) load(t *store.Tx, pilot, stocktaking string, again bool) (err error) {
	if _, err := seen(t, v.Actor, pilot); err != nil {
		return err
	}
	if v.Asking, err = run.AskingOf(t, stocktaking, pilot); err != nil {
		return err
	}
	v.Now = t.Now()
	mine := run.MayWriteReport(v.Actor, v.Case).Allowed && run.Living(v.State) && v.Asking.Stocktaking.State == run.StocktakingOpen
	if v.Writes = mine && (again || v.Counting.State != run.ReportHandedIn); v.Writes {
		return v.draft(t)
	}
	v.Body = v.Counting.Body
	if v.Counting.N > 0 && v.Counting.State == run.ReportHandedIn {
		if _, v.Milestones, err = run.ReportedOf(t, v.Actor, stocktaking, pilot); err != nil {
			return err
		}
		v.Who, err = nameOf(t, v.Counting.Account)
	}
	return err
}

// draft fills the form: with what is being written, else with what was handed in, else with the last report's lines.
func (v *halfView) draft(t *store.Tx) error {
	v.Milestones = v.Plan.Body.Milestones
	d, found, err := run.DraftOf(t, v.Pilot.ID, run.ReportDraft(v.Asking.Stocktaking.ID))
	switch {
	case err != nil:
		return err
	case found:
		v.Before = d.At
		if err := json.Unmarshal([]byte(d.Body), &v.Body); err != nil {
			return err
		}
		v.Who, err = nameOf(t, d.Account)
		return err
	case v.Counting.State == run.ReportHandedIn:
		v.Body = v.Counting.Body
	default:
		for _, l := range v.Last.Body.Lines {
			l.Unchanged, l.Word = false, ""
			v.Body.Lines = append(v.Body.Lines, l)
		}
	}
	return nil
}

func nameOf(t *store.Tx, account string) (string, error) {
	a, err := unit.AccountByID(t, account)
	if fault.Is(err, fault.KindNotFound) {
		return "", nil
	}
	return a.Name, err
}

// mayWrite refuses whoever cannot write this report, or cannot any more.
func (v halfView) mayWrite() error {
	if err := run.MayWriteReport(v.Actor, v.Case).Err(); err != nil {
		return err
	}
	if err := run.MayGoOn(v.State); err != nil {
		return err
	}
	return run.MayReport(v.Asking.Stocktaking, v.Pilot)
}

// line is what stands of a milestone.
func (v halfView) line(m run.Milestone) run.ReportLine { return lineOf(v.Body, m.Key) }

// before is what the last report said of a milestone; false where it said nothing.
func (v halfView) before(m run.Milestone) (run.ReportLine, bool) {
	l := lineOf(v.Last.Body, m.Key)
	return l, l.Milestone != ""
}

func lineOf(b run.ReportBody, key string) run.ReportLine {
	i := slices.IndexFunc(b.Lines, func(l run.ReportLine) bool { return l.Milestone == key })
	if i < 0 {
		return run.ReportLine{}
	}
	return b.Lines[i]
}

// beforeWords are the last report's state and figure.
func beforeWords(l run.ReportLine, m run.Milestone) string {
	words := "上次报送：" + run.ProgressTitles[l.State]
	if l.Actual != "" {
		words += "，" + l.Actual + m.Unit
	}
	return words
}

// goal is a milestone's day, indicator and target in one line.
func (v halfView) goal(m run.Milestone) string {
	return fmt.Sprintf("%s前，%s %s%s；佐证：%s", day(m.By, v.Now), m.Indicator, m.Target, m.Unit, m.Evidence)
}

var steps = []run.Progress{run.NotBegun, run.OnTheWay, run.Done, run.Behind, run.GivenUp}

func stepOptions() (options []components.Option) {
	for _, s := range steps {
		options = append(options, components.Option{Value: string(s), Label: run.ProgressTitles[s]})
	}
	return options
}

func (v halfView) field(name string, m run.Milestone, label, value string) components.Field {
	key := name + "-" + m.Key
	return components.Field{Name: key, Label: label, Value: value, Error: v.Wrong.Of(key), Rows: 2}
}

// proofs are the files of a line, as links.
func (v halfView) proofs(l run.ReportLine) []components.File {
	list := make([]components.File, len(l.Files))
	for i, hash := range l.Files {
		list[i] = components.File{Name: "附件" + n(i+1), URL: v.at("/files/" + hash)}
	}
	return list
}

// saved says until when what is written was kept.
func (v halfView) saved() string {
	if v.Before.IsZero() {
		return "还没有保存"
	}
	return strings.TrimSpace(v.Who+" "+components.FullMoment(v.Before)) + " 已保存，还没有报送"
}

func (v halfView) deadline() *components.Deadline {
	if v.Asking.Stocktaking.State != run.StocktakingOpen {
		return nil
	}
	return &components.Deadline{Label: "报送截止", At: v.Asking.Stocktaking.DueAt, Now: v.Now}
}

func (v halfView) standing() run.Standing { return run.StandingOf(v.Counting, v.State) }

// table is the report as it was handed in.
func (v halfView) table() components.Table {
	t := components.Table{Caption: "各项进展", Columns: []components.Column{{Title: "工作任务", Kind: "main"}, {Title: "进展"}, {Title: "实际完成"}, {Title: "佐证"}, {Title: "问题"}, {Title: "下一步"}, {Title: "说明"}}}
	for _, m := range v.Milestones {
		l := v.line(m)
		proof := []templ.Component{components.Text(l.Evidence)}
		if len(l.Files) > 0 {
			proof = append(proof, components.Files(v.proofs(l)))
		}
		word := l.Word
		if l.Unchanged {
			word = "与上次相同。" + word
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.TwoLines(m.What, v.goal(m)), components.Badge(run.ProgressTitles[l.State], stepTones[l.State]),
			components.Text(cmp.Or(l.Actual, "—") + "（目标 " + m.Target + m.Unit + "）"), components.Cells(proof...), components.Text(l.Problem), components.Text(l.Next), components.Text(word)}})
	}
	return t
}

var stepTones = map[run.Progress]components.Tone{run.Done: components.Done, run.OnTheWay: components.Active, run.Behind: components.Warn, run.NotBegun: components.Quiet, run.GivenUp: components.Quiet}

// bodyOf reads a report out of its fields. Files are those that came along, and of those that were kept before the ones that
// the account or the pilot's earlier work holds.
func (v halfView) bodyOf(from kit.Typed, came map[string][]string, held func(kept string) string) run.ReportBody {
	body := run.ReportBody{Plan: v.Plan.N, Summary: from.Text("summary")}
	for _, m := range v.Plan.Body.Milestones {
		text := func(name string) string { return from.Text(name + "-" + m.Key) }
		l := run.ReportLine{Milestone: m.Key, State: run.Progress(text("state")), Actual: text("actual"), Evidence: text("evidence"), Problem: text("problem"), Next: text("next"),
			Word: text("word"), Unchanged: text("same") != ""}
		for _, kept := range from["kept-"+m.Key] {
			if hash := held(kept); hash != "" {
				l.Files = append(l.Files, hash)
			}
		}
		l.Files = append(l.Files, came[m.Key]...)
		slices.Sort(l.Files)
		l.Files = slices.Compact(l.Files)
		body.Lines = append(body.Lines, l)
	}
	return body
}

// held gives back a file that the form was shown with: the account's own, or one in the pilot's draft and reports.
func (v halfView) held(r *http.Request) func(string) string {
	known := map[string]bool{}
	for _, b := range []run.ReportBody{v.Body, v.Counting.Body, v.Last.Body} {
		for _, l := range b.Lines {
			for _, hash := range l.Files {
				known[hash] = true
			}
		}
	}
	return func(kept string) string {
		if hash := kit.KeptHash(r.Context(), kept); hash != "" {
			return hash
		}
		if hash, _, _ := strings.Cut(kept, "."); known[hash] {
			return hash
		}
		return ""
	}
}

// HandIn hands the report in, or with 保存 keeps what was typed: POST /pilots/{id}/half/{stocktaking}. Whatever becomes of it,
// nothing that was typed is lost.
func (p *Pages) HandIn(w http.ResponseWriter, r *http.Request) error {
	if _, err := signedIn(r.Context()); err != nil {
		return err
	}
	r, form, came, err := p.readHalf(r)
	if err != nil {
		return err
	}
	v, err := p.halfOf(r, true)
	if err != nil {
		return err
	}
	if err := v.mayWrite(); err != nil {
		return err
	}
	v.Body, v.Milestones = v.bodyOf(form.Typed("act", "before"), came, v.held(r)), v.Plan.Body.Milestones
	if plan := form.Text("plan"); plan != "" && plan != n(v.Plan.N) {
		v.Body.Plan = -1 // written for another version
	}
	at, kept, err := p.keepHalf(r, v, form.Text("before"))
	if err != nil {
		return err
	}
	if !kept {
		v.Unsaved, v.Warning = true, v.Who+"在"+components.Moment(v.Before)+"保存过。您填写的内容还在下面，没有存上；核对后再保存或者报送的，以您填写的为准。"
		return kit.RenderStatus(w, r, http.StatusConflict, halfPage(v))
	}
	v.Before, v.Unsaved = at, true
	if err := form.Err(); err != nil {
		v.Wrong = kit.ProblemsOf(err)
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, halfPage(v))
	}
	if form.Text("act") == "keep" {
		return done(w, r, "已保存，还没有报送。", v.at("?again=1"))
	}
	err = p.Room.Report(r.Context(), v.Actor, v.Asking.Stocktaking.ID, v.Pilot.ID, v.Body)
	return p.handedIn(w, r, v, err)
}

func (p *Pages) handedIn(w http.ResponseWriter, r *http.Request, v halfView, err error) error {
	refused, is := fault.As(err)
	switch {
	case err == nil:
		return done(w, r, "已报送。汇总以前需要修改的，可以重新报送。", v.at(""))
	case is && refused.Kind == fault.KindInvalid:
		v.Wrong = kit.ProblemsOf(err)
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, halfPage(v))
	case is && refused.Kind == fault.KindConflict && v.Writes:
		v.Warning = refused.Message
		return kit.RenderStatus(w, r, http.StatusConflict, halfPage(v))
	}
	return err
}

// readHalf reads the form with the files of each milestone.
func (p *Pages) readHalf(r *http.Request) (_ *http.Request, form *kit.Form, came map[string][]string, err error) {
	came = map[string][]string{}
	wrong := map[string]string{}
	r, form, err = kit.ReadUpload(r, func(field, _ string, content io.Reader) error {
		milestone, is := strings.CutPrefix(field, "files-")
		if !is {
			return nil
		}
		blob, err := p.Room.Files.Put(content, files.AttachmentLimit)
		if refused, isFault := fault.As(err); isFault {
			wrong[field] = refused.Message
			return nil
		}
		if err != nil {
			return err
		}
		if came[milestone] = append(came[milestone], blob.Hash); len(came[milestone]) > mostProofs {
			wrong[field] = fmt.Sprintf("每项最多%d个附件，请合并后再传。", mostProofs)
			came[milestone] = came[milestone][:mostProofs]
		}
		return nil
	})
	if err != nil {
		return r, form, came, err
	}
	for field, words := range wrong {
		form.Mend(field, words)
	}
	return r, form, came, nil
}

func (p *Pages) keepHalf(r *http.Request, v halfView, before string) (time.Time, bool, error) {
	body, err := json.Marshal(v.Body)
	if err != nil {
		return time.Time{}, false, err
	}
	return p.Room.Keep(r.Context(), v.Actor, v.Pilot.ID, run.ReportDraft(v.Asking.Stocktaking.ID), string(body), kit.ReadInstant(before))
}

// KeepHalf is what is typed, every two seconds: PUT /pilots/{id}/half/{stocktaking}/draft.
func (p *Pages) KeepHalf(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	work, err := kit.ReadWork(r, actor)
	if err != nil {
		return err
	}
	v, err := p.halfOf(r, true)
	if err != nil {
		return err
	}
	if err := v.mayWrite(); err != nil {
		return err
	}
	v.Body = v.bodyOf(work.Form, nil, v.held(r))
	at, kept, err := p.keepHalf(r, v, work.Before)
	if err != nil {
		return err
	}
	if !kept {
		return p.savedMeanwhile(r.Context(), v.Pilot.ID, run.ReportDraft(v.Asking.Stocktaking.ID))
	}
	return kit.AnswerWork(w, at)
}

// HalfFile is a file that proves a line: GET /pilots/{id}/half/{stocktaking}/files/{hash}.
func (p *Pages) HalfFile(w http.ResponseWriter, r *http.Request) error {
	v, err := p.halfOf(r, true)
	if err != nil {
		return err
	}
	hash := r.PathValue("hash")
	shown := []run.ReportBody{v.Body}
	for _, one := range v.History {
		shown = append(shown, one.Body)
	}
	for _, b := range shown {
		for _, l := range b.Lines {
			if i := slices.Index(l.Files, hash); i >= 0 {
				return p.sendProof(w, r, "附件"+n(i+1), hash)
			}
		}
	}
	return fault.NotFound()
}

func (p *Pages) sendProof(w http.ResponseWriter, r *http.Request, name, hash string) error {
	f, err := p.Room.Files.Get(hash)
	if err != nil {
		return err
	}
	defer f.Close()
	kind, err := files.TypeOf(f)
	if err != nil {
		return err
	}
	return kit.SendBlob(w, r, name+files.Extensions[kind], string(kind), f)
}

// HalfPDF is the report as a paper: GET /pilots/{id}/half/{stocktaking}/report.pdf.
func (p *Pages) HalfPDF(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	pdf, err := p.Room.ReportFile(r.Context(), actor, r.PathValue("stocktaking"), r.PathValue("id"))
	if err != nil {
		return err
	}
	return kit.SendFile(w, "工作进展情况.pdf", "application/pdf", pdf)
}

// halves are a pilot's reports on its own page.
type halves struct {
	Lines []run.HalfLine
	Mine  bool
}

func halvesOf(t *store.Tx, actor access.Actor, c run.Case) (halves, error) {
	lines, err := run.HalvesOf(t, c)
	return halves{lines, run.MayWriteReport(actor, c).Allowed}, err
}

// owed is the newest report that waits for the reader.
func (h halves) owed() (run.HalfLine, bool) {
	for _, l := range h.Lines {
		if h.Mine && l.Standing == run.StandOwing && l.Stocktaking.State == run.StocktakingOpen {
			return l, true
		}
	}
	return run.HalfLine{}, false
}

func (h halves) table(pilot string, now time.Time) components.Table {
	t := components.Table{Caption: "半年调度", Columns: []components.Column{{Title: "时段", Kind: "main"}, {Title: "报送情况"}, {Title: "时间"}, {Title: "说明"}}}
	for _, l := range h.Lines {
		when, note := "截止 "+calendar.Show(l.Stocktaking.DueAt, now), l.Report.Reason
		if l.Report.N > 0 {
			when = components.FullMoment(l.Report.At)
		}
		if words := run.ServesTitles[l.Report.Serves]; words != "" {
			note = "同时用于" + words
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(run.ReportLink(pilot, l.Stocktaking.ID), l.Stocktaking.Title),
			components.Badge(run.StandingTitles[l.Standing], standTones[l.Standing]), components.Text(when), components.Text(note)}})
	}
	return t
}

var standTones = map[run.Standing]components.Tone{run.StandReported: components.Done, run.StandExcused: components.Quiet, run.StandOwing: components.Warn, run.StandEnded: components.Quiet}

// serves is what the report on the page is besides.
func (v halfView) serves() run.Serves {
	if !v.Writes && v.Counting.N > 0 {
		return v.Counting.Serves
	}
	return v.Serves
}

// rewrites tells whether the reader may hand in anew what is shown.
func (v halfView) rewrites() bool {
	return !v.Writes && run.MayWriteReport(v.Actor, v.Case).Allowed && run.Living(v.State) && v.Asking.Stocktaking.State == run.StocktakingOpen
}

func (v halfView) terms() []components.Term {
	return []components.Term{{Name: "报告时段", Value: components.Text(v.Asking.Stocktaking.Period())}, {Name: "报送时间", Value: components.Text(components.FullMoment(v.Counting.At))},
		{Name: "报送人", Value: components.Text(v.Who)}, {Name: "次数", Value: components.Text("第" + n(v.Counting.N) + "次")}}
}

func (v halfView) summary() components.Field {
	hint := "这个时段的主要工作、成效和需要协调的事项。"
	return components.Field{Name: "summary", Label: "工作进展情况", Value: v.Body.Summary, Hint: hint, Error: v.Wrong.Of("summary"), Rows: 6, Max: 4000}
}

func (v halfView) same(m run.Milestone) components.Field {
	return v.field("same", m, "与上次相同", "")
}

func (v halfView) step(m run.Milestone, l run.ReportLine) components.Field {
	f := v.field("state", m, "进展", string(l.State))
	f.Options = stepOptions()
	return f
}

func (v halfView) actual(m run.Milestone, l run.ReportLine) components.Field {
	f := v.field("actual", m, "实际完成（"+m.Unit+"）", l.Actual)
	f.InputMode, f.Hint = "decimal", "目标 "+m.Target+m.Unit
	return f
}

func (v halfView) word(m run.Milestone, l run.ReportLine) components.Field {
	f := v.field("word", m, "说明", l.Word)
	f.Hint = "与上次相同、完成少于目标或者不再实施的，说明一句。"
	return f
}

func (v halfView) upload(m run.Milestone) components.Upload {
	key := "files-" + m.Key
	return components.Upload{Name: key, Label: "上传佐证附件", Hint: files.Words + "，单个不超过 20 MB；随“保存”或者“报送”上传", Error: v.Wrong.Of(key), Accept: ".pdf,.jpg,.jpeg,.png,.docx,.xlsx", Multiple: true}
}
