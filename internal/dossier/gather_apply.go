package dossier

import (
	"fmt"
	"time"

	"shidian/internal/accept"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/recommend"
)

// applications are every unit's application with all its versions, by number: the papers as they were rendered then, the
// attachments, the data that the check codes are over, and what was done about it.
func (g *reading) applications() (Part, error) {
	b := g.builder(dirApplications, "申报、推荐与受理")
	for _, a := range g.Applications {
		if err := g.application(b, a); err != nil {
			return b.part, err
		}
	}
	return b.part, b.err
}

func (g *reading) application(b *builder, a apply.Application) error {
	dir := fileName(a.Number+" "+a.Name(), "")
	versions, err := apply.Versions(g.t, a.ID)
	if err != nil {
		return err
	}
	attached := map[string]string{} // hash -> where it lies already
	for i := len(versions) - 1; i >= 0; i-- {
		if err := g.version(b, a, versions[i], dir, attached); err != nil {
			return err
		}
	}
	return g.handling(b, a, dir)
}

// version is one frozen version: its own piece.
func (g *reading) version(b *builder, a apply.Application, v apply.Version, dir string, attached map[string]string) error {
	p := b.piece(Piece{By: a.UnitName, Title: fmt.Sprintf("%s%s（%s，第%d版）", a.Name(), g.Cohort.Programme.Called().Form, a.Number, v.N), Date: v.At})
	if v.N == a.Version && apply.InForce(a.State) {
		p.Note = g.stateTitle(a.State)
	} else if v.N == a.Version {
		p.Note = apply.Titles[a.State]
	} else {
		p.Note = fmt.Sprintf("已由第%d版代替", a.Version)
	}
	if v.Paper == "" {
		p.lacks("这一版的 PDF 还没有生成")
	}
	name := fmt.Sprintf("第%d版", v.N)
	b.stored(p, dir, name, v.Paper)
	endorsed, err := recommend.PaperOf(g.t, a.ID, v.N)
	if err != nil && !fault.Is(err, fault.KindNotFound) {
		return err
	}
	b.stored(p, dir, name+"（含推荐意见）", endorsed.Hash)
	b.file(p, dir, name+"数据", ".json", g.frozen(a.ID, v.N))
	for i, file := range v.Attachments {
		if where, there := attached[file.Hash]; there {
			p.Note += "；“" + file.Name + "”同" + where
			continue
		}
		attached[file.Hash] = name
		b.stored(p, dir, fmt.Sprintf("%s附件%02d %s", name, i+1, withoutEnding(file.Name)), file.Hash)
	}
	return nil
}

// handling is what the office and the recommender did: the sheet of receipt and check, corrections, the course of it all.
func (g *reading) handling(b *builder, a apply.Application, dir string) error {
	record, err := accept.RecordOf(g.t, a)
	if err != nil {
		return err
	}
	events, err := g.r.History(g.t, a.ID)
	if err != nil {
		return err
	}
	corrections, err := accept.Corrections(g.t, a.ID)
	if err != nil {
		return err
	}
	doors, err := apply.LateDoors(g.t, a.ID)
	if err != nil {
		return err
	}
	p := b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Title: a.Name() + "受理情况和办理经过（" + a.Number + "）", Date: lastOf(events, g.At), Note: "据办理记录制作"})
	b.file(p, dir, "受理情况", ".pdf", g.r.printed(accept.RecordPaper(record)))
	course, err := g.coursePaper(a, events)
	if err != nil {
		return err
	}
	b.file(p, dir, "办理经过", ".pdf", g.r.printed(course))
	if len(corrections) > 0 {
		b.file(p, dir, "更正单", ".pdf", g.r.printed(accept.CorrectionPaper(g.Cohort, a, corrections, g.At)))
	}
	for i, door := range doors {
		b.stored(p, dir, fmt.Sprintf("逾期补报证明%d", i+1), door.Evidence)
	}
	return b.err
}

func lastOf(events []apply.Event, now time.Time) time.Time {
	if len(events) == 0 {
		return now
	}
	return events[len(events)-1].At
}
