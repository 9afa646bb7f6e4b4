package pages

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/evaluate"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
)

// section is the entry of the main navigation that the room's pages belong to; open that of the public ones.
const (
	section = "pilots"
	open    = "public"
)

// Pages answers every address of the room.
type Pages struct {
	Room *evaluate.Room
	Run  *run.Room // keeps drafts
	DB   *store.DB
}

// New makes the pages over the room.
func New(room *evaluate.Room, work *run.Room) *Pages {
	return &Pages{Room: room, Run: work, DB: room.Door.DB}
}

// mostFiles bounds the files of one item, or of a statement.
const mostFiles = 5

// Limits are the routes that take more than a form.
func Limits() []kit.Limit {
	const most = mostFiles*files.AttachmentLimit + 1<<20
	var limits []kit.Limit
	for _, pattern := range []string{"midterm", "second", "final", "rectified", "state", "announce"} {
		limits = append(limits, kit.Limit{Pattern: "POST /evaluate/{id}/" + pattern, Max: most, Stream: true})
	}
	return limits
}

// signedIn is who asks; nobody sees evaluations without a log-in.
func signedIn(ctx context.Context) (access.Actor, error) {
	return kit.SignedIn(ctx, "请先登录，再查看评估。")
}

// seen reads the evaluations of a pilot, as much of them as the actor may see.
func seen(t *store.Tx, actor access.Actor, id string) (evaluate.Evaluation, error) {
	e, err := evaluate.Of(t, id)
	if err != nil {
		return e, err
	}
	if err := run.MayRead(actor, e.Case).Err(); err != nil {
		return e, err
	}
	return evaluate.Seen(t, actor, e)
}

// crumbs lead back to the list of a cohort's pilots.
func crumbs(c call.Cohort, more ...kit.Crumb) []kit.Crumb {
	if c.ID == "" {
		return nil
	}
	return append([]kit.Crumb{{Label: "入选单位", URL: "/pilots?cohort=" + c.ID}}, more...)
}

func n(i int) string { return strconv.Itoa(i) }

func day(d calendar.Day, now time.Time) string {
	if d.IsZero() {
		return "—"
	}
	return calendar.ShowDay(d, now)
}

func orDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}

var tones = map[act.State]components.Tone{run.Planning: components.Quiet, run.PlanSubmitted: components.Quiet, run.Running: components.Active,
	run.MidtermPassed: components.Active, run.Rectifying: components.Warn, run.LossProposed: components.Warn, run.Final: components.Active,
	run.Ended: components.Done, run.Disqualified: components.Quiet, run.Withdrawn: components.Quiet, run.Terminated: components.Quiet}

var dueTones = map[evaluate.Due]components.Tone{evaluate.DueMidterm: components.Warn, evaluate.DueSecond: components.Warn, evaluate.DueAsk: components.Warn,
	evaluate.DueLoss: components.Warn, evaluate.DueAnnounce: components.Warn, evaluate.DueFinal: components.Warn, evaluate.DueTerm: components.Quiet, evaluate.DueGrade: components.Active,
	evaluate.DueRectify: components.Active, evaluate.DueStatement: components.Active, evaluate.DueNothing: components.Quiet, evaluate.DueOver: components.Quiet}

const (
	pdfType  = "application/pdf"
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// send sends a paper of the office.
func (p *Pages) send(w http.ResponseWriter, name string, docx bool, file []byte, err error) error {
	if err != nil {
		return err
	}
	if docx {
		return kit.SendFile(w, name+".docx", docxType, file)
	}
	return kit.SendFile(w, name+".pdf", pdfType, file)
}
