package app

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/files"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

var (
	listProposed = time.Date(2020, 6, 15, 9, 0, 0, 0, clock.Zone)
	listDecided  = time.Date(2020, 6, 18, 16, 0, 0, 0, clock.Zone)
)

// suggested is how many of the ranking the office suggests.
const suggested = 11

// listing is told in the week after the scoring: the suggested list.
func (s *story) listing() []step { return []step{{listProposed, s.proposeList}} }

// deciding is the meeting on that list.
func (s *story) deciding() []step { return []step{{listDecided, s.decideList}} }

// proposeList suggests the first of the ranking.
func (s *story) proposeList(ctx context.Context) error {
	var chosen []string
	err := s.DB.Read(ctx, func(t *store.Tx) error {
		ranked, err := s.Decide.RankingOf(t, s.cohort.ID)
		for _, r := range ranked[:min(suggested, len(ranked))] {
			chosen = append(chosen, r.Application)
		}
		return err
	})
	if err == nil {
		_, err = s.Decide.ProposeList(ctx, s.handler, s.cohort.ID, chosen, "")
	}
	return err
}

// list reads the decision on the suggested list.
func (s *story) list(ctx context.Context) (d decide.Decision, err error) {
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		all, err := decide.Of(t, s.cohort.ID)
		for _, one := range all {
			if one.Matter == programme.MatterList {
				d = one
			}
		}
		return err
	})
	return d, err
}

// decideList: the meeting strikes one, grants one fewer contents, and keeps the last two in reserve.
func (s *story) decideList(ctx context.Context) error {
	d, err := s.list(ctx)
	if err != nil {
		return err
	}
	x := decide.Taken{Decision: d.ID, Cohort: d.Cohort, Matter: d.Matter, Left: []decide.Left{{Who: "某副主席（演示）", About: "省乙学会"}}}
	fewer := false
	for i, l := range d.Lines {
		taken := decide.TakenLine{Application: l.Application, Outcome: decide.Agreed}
		switch {
		case i >= len(d.Lines)-2:
			taken.Outcome = decide.Reserve
		case i == len(d.Lines)-3:
			taken.Outcome, taken.Reason = decide.Struck, "改革内容与已开展的工作重复。（演示）"
		case !fewer && len(l.Contents) > 1:
			taken.Outcome, taken.Contents, fewer = decide.Fewer, l.Contents[:len(l.Contents)-1], true
		}
		x.Lines = append(x.Lines, taken)
	}
	return s.record(ctx, x, s.day(time.June, 18), 6)
}

// record has a decision recorded by two persons, with the excerpt of the n-th session of the year.
func (s *story) record(ctx context.Context, x decide.Taken, on calendar.Day, n int) (err error) {
	x.Session, x.On = fmt.Sprintf("%d年第%d次", s.year, n), on.String()
	x.Excerpt, err = s.stored("决定摘录", fmt.Sprintf("%s主席办公会研究了%s%s，决定详见各行。（演示）", x.Session, s.cohort.Title(), x.Matter))
	if err != nil {
		return err
	}
	proposal, err := s.Decide.Record(ctx, s.handler, x)
	return s.confirm(ctx, proposal, err)
}

// stored stands in for a paper that the office would bring from elsewhere: a page that says what it is.
func (s *story) stored(title, text string) (string, error) {
	pdf, err := paper.PDF(paper.Document{Title: title, Created: s.Clock.Now(), Blocks: []paper.Block{
		paper.Para{Style: paper.Title, Level: 1, Text: title}, paper.Blank{Lines: 1}, paper.Para{Style: paper.Body, Text: text}}}, s.Fonts)
	if err != nil {
		return "", err
	}
	return s.keep(pdf)
}

// keep puts a PDF into the file store.
func (s *story) keep(pdf []byte) (string, error) {
	blob, err := s.Files.Put(bytes.NewReader(pdf), files.AttachmentLimit, files.PDF)
	return blob.Hash, err
}
