package run

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// Asking is a report that is asked of a pilot, with what it is written from.
type Asking struct {
	Case
	Stocktaking Stocktaking
	Plan        Plan     // in force; N is 0 where none is approved yet: then the report is a text only
	Counting    Report   // handed in for this stocktaking, or the excuse; N is 0 where there is none
	Last        Report   // the report before, for what is as it was; N is 0 for none
	Serves      Serves   // what it is besides
	History     []Report // everything for this stocktaking, the newest first
}

// AskingOf reads what a stocktaking asks of a pilot; NotFound where it asks nothing.
func AskingOf(t *store.Tx, stocktaking, pilot string) (Asking, error) {
	c, err := CaseOf(t, pilot)
	if err != nil {
		return Asking{}, err
	}
	s, err := orNotFound(StocktakingOf(t, stocktaking))
	if err != nil {
		return Asking{}, err
	}
	if !Asked(s, c.Pilot.Cohort, c.OpenedAt) {
		return Asking{}, fault.NotFound()
	}
	return askingOf(t, c, s)
}

func askingOf(t *store.Tx, c Case, s Stocktaking) (a Asking, err error) {
	a.Case, a.Stocktaking = c, s
	if a.Plan, _, err = PlanOf(t, c.Pilot.ID); err != nil {
		return a, err
	}
	if a.History, err = selectOfPilot(t, s.ID, c.Pilot.ID); err != nil {
		return a, err
	}
	a.Counting, _ = counts(a.History)
	others, err := ReportsOf(t, c.Pilot.ID)
	var served []Serves
	if c.State == MidtermPassed {
		served = append(served, ServesMidterm)
	}
	for _, r := range others {
		if r.Stocktaking == s.ID || r.State != ReportHandedIn {
			continue
		}
		if a.Last.N == 0 {
			a.Last = r
		}
		served = append(served, r.Serves)
	}
	a.Serves = ServesOf(Dates{c.Pilot.From, c.Pilot.Until}, c.Programme().Stages.Evaluate, s.Half(), s.Due(), served...)
	return a, err
}

// ReportOf is the report that counts for a stocktaking; false where there is none.
func ReportOf(t *store.Tx, stocktaking, pilot string) (Report, bool, error) {
	all, err := selectOfPilot(t, stocktaking, pilot)
	r, has := counts(all)
	return r, has, err
}

// Report hands in a pilot's report for a stocktaking, before its date or after it, until the stocktaking is closed; what was
// handed in before is replaced, unless the page had not shown it (R2).
func (r *Room) Report(ctx context.Context, actor access.Actor, stocktaking, pilot, upon string, body ReportBody) error {
	if err := r.keptAll(body); err != nil {
		return err
	}
	return r.on(ctx, actor, rowReport, pilot, mayReport, func(t *act.Tx, c Case) error {
		s, err := lockStocktaking(t.Tx, stocktaking)
		if err != nil {
			return err
		}
		if err := MayReport(s, c.Pilot); err != nil {
			return err
		}
		a, err := askingOf(t.Tx, c, s)
		if err != nil {
			return err
		}
		if err := Older("R2", upon, ReportUpon(a.History)); err != nil {
			return err
		}
		if body.Plan != a.Plan.N {
			return fault.Conflict("R2", "实施方案在填写期间有了新的审定版本。请按现在的各项重新核对后报送，已填写的内容都还在。")
		}
		if body, err = a.judged(body, func(text string) []rune { return paper.Missing(text, r.Fonts) }); err != nil {
			return err
		}
		return handIn(t, a, body)
	})
}

// judged is a report as it will stand; what is wrong with it is said.
func (a Asking) judged(body ReportBody, lacks func(string) []rune) (ReportBody, error) {
	milestones := a.Plan.Body.Milestones
	lines := make([]ReportLine, 0, len(milestones))
	for _, m := range milestones {
		if l, has := lineOf(body.Lines, m.Key); has {
			lines = append(lines, trimmed(l))
		}
	}
	body.Lines, body.Summary = Filled(lines, a.Last.Body.Lines), strings.TrimSpace(body.Summary)
	wrong := append(WrongReport(body, milestones, a.Last.Body.Lines, a.Serves), WrongTexts(body, lacks)...)
	if len(wrong) > 0 {
		return body, fault.Invalid("还不能报送，请先补正以下各处。", wrong...)
	}
	return body, nil
}

func trimmed(l ReportLine) ReportLine {
	for _, text := range []*string{&l.Actual, &l.Evidence, &l.Problem, &l.Next, &l.Word} {
		*text = strings.TrimSpace(*text)
	}
	return l
}

func handIn(t *act.Tx, a Asking, body ReportBody) error {
	if a.Counting.N > 0 {
		before := a.Counting
		before.State = ReportReplaced
		if err := updateReportState(t, before); err != nil {
			return err
		}
	}
	x := Report{Stocktaking: a.Stocktaking.ID, Pilot: a.ID, N: len(a.History) + 1, State: ReportHandedIn, Serves: a.Serves, Body: body,
		At: t.Now(), Account: t.Actor.Account}
	sum := sha256.Sum256(x.Frozen())
	t.Froze(sum[:])
	if err := insertReport(t, x, rand.Text()); err != nil {
		return err
	}
	if err := dropDraft(t.Tx, a.ID, ReportDraft(a.Stocktaking.ID)); err != nil {
		return err
	}
	return t.Move(a.State, a.State)
}

// Frozen are the bytes by whose hash a report is bound: what it says.
func (r Report) Frozen() []byte {
	frozen, _ := json.Marshal(r.Body) // strings and numbers alone: it cannot fail
	return frozen
}

// keptAll refuses a report that names a file which was never uploaded.
func (r *Room) keptAll(body ReportBody) error {
	for _, l := range body.Lines {
		for _, hash := range l.Files {
			if r.Files.Check(hash) != nil {
				return fault.InvalidField("files-"+l.Milestone, "佐证材料没有上传成功，请重新选择文件。")
			}
		}
	}
	return nil
}

// checkReports finds files that reports refer to and that are gone or were changed.
func (r *Room) checkReports(t *store.Tx, found func(key, what string)) error {
	hashes, err := reportFiles(t)
	for _, hash := range hashes {
		if r.Files.Check(hash) != nil {
			found(hash, "调度情况的佐证材料不在文件库中，或者已被改动")
		}
	}
	return err
}
