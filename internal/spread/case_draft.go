package spread

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Source is a piece of what the program knows already of a pilot, from which a part of a case's draft is taken.
type Source struct {
	Part   string // the part's key
	From   string // 实施方案第1版：改革目标和工作措施
	Text   string
	Beside bool // shown beside the part alone: nothing was reached yet of which a case would tell
}

// Sources are what the notice, the plan in force and the half years' reports say of a pilot, for a case's parts: the problem in
// the notice's words, the measures of the plan, the effects as they were reported. Nobody's name or phone is among them.
func Sources(t *store.Tx, pilot run.Case) ([]Source, error) {
	plan, _, err := run.PlanOf(t, pilot.ID)
	if err != nil {
		return nil, err
	}
	reports, err := run.ReportsOf(t, pilot.ID)
	if err != nil {
		return nil, err
	}
	titles := map[string]string{}
	for _, r := range reports {
		s, _, err := run.StocktakingOf(t, r.Stocktaking)
		if err != nil {
			return nil, err
		}
		titles[r.Stocktaking] = s.Title
	}
	return SourcesOf(pilot.Programme(), pilot.Contents, plan, reports, titles), nil
}

// SourcesOf puts them together from a programme, a plan and reports, the newest report first.
func SourcesOf(p *programme.Programme, contents []int, plan run.Plan, reports []run.Report, titles map[string]string) (all []Source) {
	for _, n := range contents {
		if c, known := p.Content(n); known && c.Problem != "" {
			all = append(all, Source{Part: "problem", From: "通知：" + c.Name, Text: c.Problem + "。"})
		}
	}
	for _, g := range plan.Body.Goals {
		from := fmt.Sprintf("实施方案第%d版：改革目标和工作措施", plan.N)
		if text := strings.TrimSpace(strings.Join([]string{g.Goal, g.Measures}, "\n")); text != "" {
			all = append(all, Source{Part: "measures", From: from, Text: text})
		}
	}
	for _, m := range plan.Body.Milestones {
		for _, r := range reports {
			l, said := saidIn(r, m.Key)
			if !said {
				continue
			}
			all = append(all, Source{Part: PartEffects, From: titles[r.Stocktaking] + "报告：" + m.What + "（" + run.ProgressTitles[l.State] + "）", Text: effectOf(m, l),
				Beside: l.State == run.NotBegun || l.State == run.GivenUp})
			break
		}
	}
	for _, r := range reports {
		if text := strings.TrimSpace(r.Body.Summary); text != "" {
			return append(all, Source{Part: PartEffects, From: titles[r.Stocktaking] + "报告：总体情况", Text: text})
		}
	}
	return all
}

// saidIn is what a report says of a milestone.
func saidIn(r run.Report, milestone string) (run.ReportLine, bool) {
	for _, l := range r.Body.Lines {
		if l.Milestone == milestone && l.State != run.NoProgress {
			return l, true
		}
	}
	return run.ReportLine{}, false
}

// effectOf tells what was reached of a milestone; how it stands where that is not all.
func effectOf(m run.Milestone, l run.ReportLine) string {
	text := m.What + "："
	if l.Actual != "" {
		text += m.Indicator + l.Actual + m.Unit + "（目标" + m.Target + m.Unit + "）"
	} else {
		text += m.Indicator + "目标" + m.Target + m.Unit
	}
	if l.State != run.Done {
		text += "，" + run.ProgressTitles[l.State]
	}
	if l.Evidence != "" {
		text += "，佐证：" + strings.TrimRight(l.Evidence, "。")
	}
	return text + "。"
}

// Prefilled is a draft made of what is known already.
func Prefilled(contents []int, sources []Source) Body {
	b := Body{Contents: contents}
	for part, to := range map[string]*string{"problem": &b.Problem, "measures": &b.Measures, "effects": &b.Effects} {
		var texts []string
		for _, s := range sources {
			if s.Part == part && !s.Beside {
				texts = append(texts, s.Text)
			}
		}
		*to = strings.Join(texts, "\n")
	}
	return b
}

// DraftBody is what stands in the form of a case: what was typed, else the newest version, else what is known already.
func DraftBody(t *store.Tx, c Case, pilot run.Case) (b Body, d run.Draft, err error) {
	d, found, err := run.DraftOf(t, c.Pilot, DraftName(c))
	switch {
	case err != nil:
		return b, d, err
	case found:
		return b, d, json.Unmarshal([]byte(d.Body), &b)
	case c.N > 0:
		v, err := VersionOf(t, c.ID, c.N)
		return v.Body, d, err
	}
	sources, err := Sources(t, pilot)
	return Prefilled(pilot.Contents, sources), d, err
}

// CaseUpon names the newest version of a case: its form is written upon it.
func CaseUpon(c Case) string { return strconv.Itoa(c.N) }

// KeepDraft keeps what was typed of a case while it can be handed in, from a page that had shown its newest version. It is no
// act. Where a colleague has saved since the draft that the page had shown, nothing is overwritten and false is given.
func (r *Room) KeepDraft(ctx context.Context, actor access.Actor, id string, b Body, before time.Time, upon string) (at time.Time, kept bool, err error) {
	body, err := json.Marshal(b)
	if err != nil {
		return at, false, err
	}
	var c Case
	err = r.Door.DB.Read(ctx, func(t *store.Tx) error {
		c, err = Get(t, id)
		return err
	})
	if err != nil {
		return at, false, err
	}
	return r.Run.Keep(ctx, actor, run.Keeping{Pilot: c.Pilot, What: DraftName(c), Body: string(body), Before: before, When: func(t *store.Tx, pilot run.Case) error {
		c, _, err := locked(t, id)
		if err != nil {
			return err
		}
		if err := mayWriteSeen(actor, c, pilot).Err(); err != nil {
			return err
		}
		if err := MayWorkOn(pilot.State); err != nil {
			return err
		}
		if err := MayHandIn(c.State); err != nil {
			return err
		}
		return run.Older("J3", upon, CaseUpon(c))
	}})
}
