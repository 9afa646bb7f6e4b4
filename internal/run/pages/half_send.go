package pages

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
)

// halfUpload is the most that comes with one report; what is more is saved in several goes.
const halfUpload = 5*files.AttachmentLimit + 1<<20

// halfLimits are the addresses of the half year that take files.
func halfLimits() []kit.Limit {
	return []kit.Limit{{Pattern: "POST /pilots/{id}/half/{stocktaking}", Max: halfUpload, Stream: true}}
}

// mostProofs is how many files prove one milestone.
const mostProofs = 10

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

// bodyOf reads a report out of its fields. Files are those that came along, and of those that were kept before the ones that
// the account or the pilot's earlier work holds.
func (v halfView) bodyOf(from kit.Typed, came kit.Came, held func(kept string) string) run.ReportBody {
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
		l.Files = append(l.Files, came["files-"+m.Key]...)
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
	may := func() error {
		v, err := p.halfOf(r, true)
		if err == nil {
			err = v.mayWrite()
		}
		return err
	}
	r, form, came, err := kit.Taking{Store: p.Room.Files, May: may, Most: mostProofs}.Read(r)
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
	at, kept, err := p.keepHalf(r, v, form.Text("before"), form.Upon())
	if err != nil {
		v.Unsaved = true
		return p.handedIn(w, r, v, err)
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
		return kit.Done(w, r, "已保存，还没有报送。", v.at("?again=1"))
	}
	err = p.Room.Report(r.Context(), v.Actor, v.Asking.Stocktaking.ID, v.Pilot.ID, form.Upon(), v.Body)
	return p.handedIn(w, r, v, err)
}

func (p *Pages) handedIn(w http.ResponseWriter, r *http.Request, v halfView, err error) error {
	refused, is := fault.As(err)
	switch {
	case err == nil:
		return kit.Done(w, r, "已报送。汇总以前需要修改的，可以重新报送。", v.at(""))
	case is && refused.Kind == fault.KindInvalid:
		v.Wrong = kit.ProblemsOf(err)
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, halfPage(v))
	case is && refused.Kind == fault.KindConflict && v.Writes:
		v.Warning = refused.Message
		return kit.RenderStatus(w, r, http.StatusConflict, halfPage(v))
	}
	return err
}

func (p *Pages) keepHalf(r *http.Request, v halfView, before, upon string) (time.Time, bool, error) {
	body, err := json.Marshal(v.Body)
	if err != nil {
		return time.Time{}, false, err
	}
	id := v.Asking.Stocktaking.ID
	return p.Room.Keep(r.Context(), v.Actor, run.Keeping{Pilot: v.Pilot.ID, What: run.ReportDraft(id), Body: string(body), Before: kit.ReadInstant(before),
		When: run.WhenReporting(id, upon)})
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
	at, kept, err := p.keepHalf(r, v, work.Before, work.Upon)
	if err != nil {
		return err
	}
	if !kept {
		return p.savedMeanwhile(r.Context(), v.Pilot.ID, run.ReportDraft(v.Asking.Stocktaking.ID))
	}
	return kit.AnswerWork(w, at)
}
