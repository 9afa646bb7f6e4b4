package decide

import (
	"context"
	"fmt"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Packet is what the body is given to decide on.
type Packet struct {
	Cohort   call.Cohort
	Decision Decision
	Units    map[string]apply.Application
	At       time.Time
}

// PacketOf reads a decision with what its papers and pages say of each line.
func PacketOf(t *store.Tx, id string) (p Packet, err error) {
	if p.Decision, err = Get(t, id); err != nil {
		return p, err
	}
	p.At = t.Now()
	if p.Cohort, err = call.Get(t, p.Decision.Cohort); err != nil {
		return p, err
	}
	p.Units, err = Applications(t, p.Decision.Lines)
	return p, err
}

// Applications reads those of some lines.
func Applications(t *store.Tx, lines []Line) (map[string]apply.Application, error) {
	ids := make([]string, len(lines))
	for i, l := range lines {
		ids[i] = l.Application
	}
	return apply.ByIDs(t, ids)
}

// Contents are reform contents in words: ①党的领导；②…
func Contents(p *programme.Programme, numbers []int) string {
	names := make([]string, len(numbers))
	for i, n := range numbers {
		c, _ := p.Content(n)
		names[i] = c.Short
	}
	return strings.Join(names, "；")
}

// PacketPaper is the meeting's paper (会议材料): the suggested list with scores, spread and what has to be known of each.
func PacketPaper(p Packet) paper.Document {
	c, d := p.Cohort, p.Decision
	title, ranked := c.Title()+"\n"+string(d.Matter), ""
	if OfList(d.Matter) {
		ranked = "，按评审名次排列"
	}
	blocks := []paper.Block{paper.Para{Style: paper.Title, Level: 1, Text: title}, paper.Blank{Lines: 1},
		body(fmt.Sprintf("提请%s研究。共%d个单位%s。", d.Body, len(d.Lines), ranked))}
	if d.PassedOver != "" {
		blocks = append(blocks, body("名次在前而没有列入的，理由："+d.PassedOver))
	}
	blocks = append(blocks, paper.Blank{Lines: 1}, linesTable(p), paper.Blank{Lines: 2}, paper.Signed{By: c.Programme.Organiser.Office, Date: p.At.In(clock.Zone).Format("2006年1月2日")})
	return paper.Document{Title: strings.ReplaceAll(title, "\n", ""), Author: c.Programme.Organiser.Office, Created: p.At, Numbers: paper.Numbers{On: true}, Blocks: blocks}
}

func body(text string) paper.Block { return paper.Para{Style: paper.Body, Text: text} }

func linesTable(p Packet) paper.Table {
	decided := p.Decision.State == Decided
	heads := []string{"名次", "单位", p.Cohort.Programme.Called().Contents, "得分", "极差", "说明"}
	if decided {
		heads[5] = "研究结果"
	}
	t := paper.Table{Cols: []float64{12, 44, 40, 16, 14, paper.Width - 126}, Head: 1, Rows: []paper.Row{{Min: 9}}}
	for _, text := range heads {
		t.Rows[0].Cells = append(t.Rows[0].Cells, paper.Cell{Head: true, Paras: []paper.Para{{Style: paper.ListHead, Text: text}}})
	}
	for _, l := range p.Decision.Lines {
		a := p.Units[l.Application]
		last := l.Notes
		if decided {
			last = strings.TrimSpace(TitleOf(p.Decision.Matter, l.Outcome) + "　" + l.Reason)
		}
		t.Rows = append(t.Rows, paper.Row{Min: 8, Cells: []paper.Cell{cell(fmt.Sprint(l.Place)), left(a.UnitName + "\n" + a.Number), left(Contents(p.Cohort.Programme, l.Contents)),
			cell(dash(l.Score)), cell(dash(l.Spread)), left(last)}})
	}
	return t
}

func cell(text string) paper.Cell {
	return paper.Cell{Paras: []paper.Para{{Style: paper.ListText, Text: text}}}
}

func left(text string) paper.Cell {
	return paper.Cell{Paras: []paper.Para{{Style: paper.ListLeft, Text: text}}}
}

func dash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}

// PacketFile is the meeting's paper as a file: a PDF, or with docx a document for Word and WPS.
func (r *Room) PacketFile(ctx context.Context, actor access.Actor, id string, docx bool) ([]byte, error) {
	if err := MayRead(actor).Err(); err != nil {
		return nil, err
	}
	var p Packet
	err := r.Door.DB.Read(ctx, func(t *store.Tx) (err error) {
		p, err = PacketOf(t, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	if docx {
		return paper.DOCX(PacketPaper(p))
	}
	return paper.PDF(PacketPaper(p), r.Fonts)
}
