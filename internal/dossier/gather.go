package dossier

import (
	"fmt"
	"strings"
	"time"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/ledger"
	"shidian/internal/publish"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Record is a cohort's record as it stands at one moment: what will be written.
type Record struct {
	Cohort       call.Cohort
	At           time.Time
	Head         ledger.Head // of the record of acts at that moment
	Applications []apply.Application
	Releases     []publish.Release
	Parts        []Part
	Acts         []Line // the cohort's part of the record of acts, in words

	entries []ledger.Proven
	earlier []ledger.Earlier
	units   map[string]string
	pilots  []run.Case
}

// reading is what the parts are gathered by.
type reading struct {
	*Record
	r     *Room
	t     *store.Tx
	taken places
}

// gather reads a cohort's record, all of it as of one snapshot. Of the large texts and files it notes where they are.
func (r *Room) gather(t *store.Tx, cohort string) (*Record, error) {
	c, err := call.GetPublished(t, cohort)
	if err != nil {
		return nil, err
	}
	rec := &Record{Cohort: c, At: t.Now()}
	// What was not submitted, or was taken back, is its unit's own affair and not among them.
	if rec.Applications, err = apply.Every(t, apply.Filter{Cohort: cohort}); err != nil {
		return nil, err
	}
	g := &reading{Record: rec, r: r, t: t, taken: places{}}
	for _, part := range []func() (Part, error){g.notices, g.applications, g.panels, g.decisions, g.publicNotices, g.releases, g.works, g.evaluations} {
		p, err := part()
		if err != nil {
			return nil, err
		}
		rec.Parts = append(rec.Parts, p)
	}
	for _, l := range r.Later {
		p, err := g.added(l)
		if err != nil {
			return nil, err
		}
		rec.Parts = append(rec.Parts, p)
	}
	n := 0
	for _, p := range rec.Parts {
		for _, piece := range p.Pieces {
			n++
			piece.N = n
		}
	}
	return rec, g.ledgerPart()
}

// builder begins a part.
func (g *reading) builder(dir, title string) *builder {
	return &builder{r: g.r, taken: g.taken, part: Part{Dir: dir, Title: title}}
}

// notices are the notices as they were issued, and the extensions.
func (g *reading) notices() (Part, error) {
	b := g.builder("01通知", "申报通知")
	versions, err := call.Versions(g.t, g.Cohort.ID)
	if err != nil {
		return b.part, err
	}
	for i := len(versions) - 1; i >= 0; i-- {
		v := versions[i]
		at, err := calendar.ParseDay(string(v.Dated))
		if err != nil {
			return b.part, err
		}
		p := b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Number: v.Number, Title: v.Text.Title(), Date: at.Start(), Note: v.Note})
		b.stored(p, "", fmt.Sprintf("%s（第%d版）", v.Number, v.N), v.Issued)
	}
	extensions, err := call.Extensions(g.t, g.Cohort.ID)
	if err != nil {
		return b.part, err
	}
	for _, x := range extensions {
		at, err := calendar.ParseDay(string(x.Dated))
		if err != nil {
			return b.part, err
		}
		p := b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Number: x.Number, Title: "关于延长" + g.Cohort.Title() + "申报时间的通知", Date: at.Start(), Note: x.Reason})
		b.stored(p, "", x.Number+"延期", x.Issued)
	}
	return b.part, b.err
}

// counts are how many applications stand where, in the order of an application's life.
func (rec *Record) counts() (list []Count) {
	n := map[act.State]int{}
	for _, a := range rec.Applications {
		n[a.State]++
	}
	for _, s := range apply.States {
		if n[s] > 0 {
			list = append(list, Count{rec.stateTitle(s), n[s]})
		}
	}
	return list
}

// Count is how many applications stand in a state.
type Count struct {
	State string
	N     int
}

// stateTitle names a state; a chosen one bears the programme's own word for it.
func (rec *Record) stateTitle(s act.State) string {
	if s == apply.StateSelected {
		return "确定为" + rec.Cohort.Programme.Called().Selected
	}
	return apply.Titles[s]
}

// countWords are the counts in one line.
func (rec *Record) countWords() string {
	words := make([]string, 0, len(apply.States))
	for _, c := range rec.counts() {
		words = append(words, fmt.Sprintf("%s%d", c.State, c.N))
	}
	return fmt.Sprintf("共%d件：%s", len(rec.Applications), strings.Join(words, "、"))
}
