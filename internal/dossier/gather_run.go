package dossier

import (
	"fmt"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/paper"
	"shidian/internal/run"
)

// everything sees all pilots, for what the file holds.
var everything = access.Actor{Roles: []access.Role{access.Supervisor}}

// works are every pilot's plans, half years, and what its contact department, its unit and the office did meanwhile.
func (g *reading) works() (Part, error) {
	b := g.builder("08实施", "实施")
	cases, err := run.Cases(g.t, everything, g.Cohort)
	if err != nil {
		return b.part, err
	}
	halves := map[string]run.Stocktaking{}
	all, err := run.Stocktakings(g.t)
	for _, s := range all {
		halves[s.ID] = s
	}
	g.pilots = cases
	for _, c := range cases {
		if err != nil {
			break
		}
		if err = g.plans(b, c); err == nil {
			err = g.halves(b, c, halves)
		}
		if err == nil {
			err = g.meanwhile(b, c)
		}
	}
	if err != nil {
		return b.part, err
	}
	return b.part, b.err
}

func folderOf(c run.Case) string {
	return fileName(c.Application.Number+" "+c.Application.UnitName, "")
}

// plans are all versions of a plan: as a paper, and as the data that the acts fixed by their hash.
func (g *reading) plans(b *builder, c run.Case) error {
	versions, err := run.PlansOf(g.t, c.ID)
	slices.Reverse(versions)
	for i, p := range versions {
		note := map[act.State]string{run.PlanHandedIn: "待审", run.PlanReturned: "已退回修改", run.PlanApproved: "已审定"}[p.State]
		if p.State == run.PlanApproved && i+1 < len(versions) && versions[len(versions)-1].State == run.PlanApproved {
			note = "已由后一版代替"
		}
		piece := b.piece(Piece{By: c.Application.UnitName, Title: fmt.Sprintf("%s（第%d版）", run.PlanTitle(c), p.N), Date: p.At, Note: note})
		name := fmt.Sprintf("实施方案第%d版", p.N)
		if p.Paper != "" {
			b.stored(piece, folderOf(c), name, p.Paper)
		} else {
			b.file(piece, folderOf(c), name, ".pdf", g.r.printed(run.PlanPaper(c, p)))
		}
		b.file(piece, folderOf(c), name+"数据", ".json", text(string(p.Frozen())))
	}
	return err
}

// halves are all reports of the half years, those too that were reported anew.
func (g *reading) halves(b *builder, c run.Case, halves map[string]run.Stocktaking) error {
	plans, err := run.PlansOf(g.t, c.ID)
	if err != nil {
		return err
	}
	reports, err := run.EveryReport(g.t, c.ID)
	for _, r := range reports {
		s := halves[r.Stocktaking]
		if r.State == run.ReportExcused {
			b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Title: c.Application.UnitName + s.Title + "免报", Date: r.At, Note: r.Reason})
			continue
		}
		var milestones []run.Milestone
		for _, p := range plans {
			if p.N == r.Body.Plan {
				milestones = p.Body.Milestones
			}
		}
		piece := b.piece(Piece{By: c.Application.UnitName, Title: fmt.Sprintf("%s%s工作进展情况（第%d次报送）", c.Application.UnitName, s.Title, r.N), Date: r.At})
		if r.State == run.ReportReplaced {
			piece.Note = "已由后一次报送代替"
		}
		name := fmt.Sprintf("%s第%d次", s.Title, r.N)
		b.file(piece, folderOf(c), name, ".pdf", g.r.printed(run.ReportPaper(run.Asking{Case: c, Stocktaking: s}, r, milestones)))
		b.file(piece, folderOf(c), name+"数据", ".json", text(string(r.Frozen())))
		for _, l := range r.Body.Lines {
			for i, hash := range l.Files {
				b.stored(piece, folderOf(c), fmt.Sprintf("%s佐证%s-%d", name, l.Milestone, i+1), hash)
			}
		}
	}
	return err
}

// meanwhile is one paper of what was noted, asked and changed.
func (g *reading) meanwhile(b *builder, c run.Case) error {
	notes, err := run.NotesOf(g.t, c.ID)
	if err != nil {
		return err
	}
	problems, err := run.ProblemsOf(g.t, c.ID)
	if err != nil {
		return err
	}
	changes, err := run.ChangesOf(g.t, c.ID)
	if err != nil || len(notes)+len(problems)+len(changes) == 0 {
		return err
	}
	doc := paper.Document{Title: "联系、问题和变更 " + c.Application.Number, Author: g.Cohort.Programme.Organiser.Office, Created: g.At, Numbers: paper.Numbers{On: true},
		Blocks: []paper.Block{paper.Para{Style: paper.Title, Level: 1, Text: c.Application.UnitName + "\n联系、问题和变更"}, paper.Blank{Lines: 0.5}}}
	last := c.OpenedAt
	add := func(title string, facts [][2]string) {
		doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.Head1, Level: 2, Text: title}, factsTable(facts), paper.Blank{Lines: 0.5})
	}
	for _, one := range notes {
		who, err := g.who(one.Unit, "")
		if err != nil {
			return err
		}
		add(run.NoteTitles[one.Kind]+"　"+day(one.Day), [][2]string{{"记录单位", who}, {"情况", one.Words}, {"记录时间", moment(one.At)}})
		last = later(last, one.At)
	}
	for _, one := range problems {
		steps, err := run.StepsOf(g.t, one.ID)
		if err != nil {
			return err
		}
		facts := [][2]string{{"问题", one.Title}}
		for _, s := range steps {
			who, err := g.who(s.Unit, "")
			if err != nil {
				return err
			}
			facts = append(facts, [2]string{run.ProblemTitles[s.What], strings.TrimSpace(moment(s.At) + "　" + who + "\n" + s.Words)})
			last = later(last, s.At)
		}
		add(fmt.Sprintf("问题%d", one.N), append(facts, [2]string{"结果", one.Outcome}))
	}
	piece := Piece{By: g.Cohort.Programme.Organiser.Office, Title: c.Application.UnitName + "联系、问题和变更（" + c.Application.Number + "）", Note: "据办理记录制作"}
	for _, one := range changes {
		add(run.ChangeTitle(one.Kind, c.Programme().Called()), [][2]string{{"提出时间", moment(one.At)}, {"理由", one.Reason}, {"办理", run.ChangeStates[one.State]}, {"说明", one.Answer}})
		last = later(later(last, one.At), one.AnsweredAt)
	}
	doc.Blocks = append(doc.Blocks, g.made())
	piece.Date = last
	p := b.piece(piece)
	b.file(p, folderOf(c), "联系、问题和变更", ".pdf", g.r.printed(doc))
	for _, one := range changes {
		b.stored(p, folderOf(c), fmt.Sprintf("变更%d证明材料", one.N), one.Evidence)
	}
	return nil
}
