package dossier

import (
	"fmt"
	"slices"

	"shidian/internal/decide"
	"shidian/internal/publish"
)

// decisions are the meetings' papers and the excerpts.
func (g *reading) decisions() (Part, error) {
	b := g.builder("04研究", "研究决定")
	all, err := decide.Of(g.t, g.Cohort.ID)
	if err != nil {
		return b.part, err
	}
	slices.Reverse(all)
	for i, d := range all {
		packet, err := decide.PacketOf(g.t, d.ID)
		if err != nil {
			return b.part, err
		}
		dir := fileName(fmt.Sprintf("%d %s", i+1, d.Matter), "")
		p := b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Title: string(d.Matter) + "研究材料", Date: d.ListedAt, Note: decide.StateTitles[d.State]})
		b.file(p, dir, "研究材料", ".pdf", g.r.printed(decide.PacketPaper(packet)))
		if d.State != decide.Decided {
			continue
		}
		p = b.piece(Piece{By: d.Body, Title: string(d.Matter) + "研究决定（" + d.Session + "摘录）", Date: d.On.Start()})
		b.stored(p, dir, "决定摘录", d.Excerpt)
	}
	return b.part, b.err
}

// publicNotices are the public notices as they were issued, the snapshots of the official site, and the objections.
func (g *reading) publicNotices() (Part, error) {
	b := g.builder("05公示", "公示与异议")
	all, err := publish.Of(g.t, g.Cohort.ID)
	if err != nil {
		return b.part, err
	}
	slices.Reverse(all)
	for _, n := range all {
		if n.State == publish.Draft {
			continue
		}
		s := publish.Shown{Notice: n, Cohort: g.Cohort}
		dir := fmt.Sprintf("第%d次公示", n.N)
		p := b.piece(Piece{By: g.Cohort.Programme.Organiser.Name, Title: s.Subject(), Date: n.From.Start(),
			Note: fmt.Sprintf("%s至%s公示；%s", day(n.From), day(n.Until), n.Title(g.At))})
		b.stored(p, dir, "公示", n.Issued)
		b.stored(p, dir, "官方网站页面快照", n.Snapshot)
		if err := g.objections(b, n, dir); err != nil {
			return b.part, err
		}
	}
	return b.part, b.err
}

func (g *reading) objections(b *builder, n publish.Notice, dir string) error {
	list, err := publish.Objections(g.t, n.ID)
	if err != nil {
		return err
	}
	for _, o := range list {
		p := b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Title: "异议登记和核查答复（" + o.Number + "）", Date: o.Received, Note: objectionNote(o)})
		if !o.ClosedAt.IsZero() {
			p.Date = o.ClosedAt
		}
		under := dir + "/" + fileName("异议"+o.Number, "")
		b.file(p, under, "异议登记和核查答复", ".pdf", g.r.printed(g.objectionPaper(o)))
		for i, hash := range o.Evidence {
			b.stored(p, under, fmt.Sprintf("证明材料%d", i+1), hash)
		}
	}
	return nil
}

func objectionNote(o publish.Objection) string {
	if o.State != publish.Closed {
		return publish.StateTitles[o.State]
	}
	return publish.FindingTitles[o.Outcome]
}

// releases are the released lists as they were issued.
func (g *reading) releases() (Part, error) {
	b := g.builder("06发布", "发布")
	all, err := publish.ReleasesOf(g.t, g.Cohort.ID)
	if err != nil {
		return b.part, err
	}
	slices.Reverse(all)
	g.Releases = all
	for _, one := range all {
		p := b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Number: one.Number, Title: "关于公布" + g.Cohort.Title() + "名单的通知", Date: one.Dated.Start()})
		b.stored(p, "", one.Number, one.Issued)
	}
	return b.part, b.err
}
